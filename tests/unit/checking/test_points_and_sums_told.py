"""Points told by a short name of the row, sums of two projects, averages and profits out of what was told before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.sentences.readings import readings
from reportgen.checking.sentences.subjects import read_line
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.topics import Topics
from reportgen.language.passages import passages
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, PreviousFigure, SelfEvaluation, StatedConclusion
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="青石县水库中心", year=2023, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计",
                expenditure_type="合计",
                adjusted_budget=_wan("3020.50"),
                actual_expenditure=_wan("2953.75"),
                score=Decimal("9.78"),
                max_score=Decimal("10"),
            ),
        ),
        goals=(
            PerformanceGoal(
                number="1",
                text="清淤渠道86公里",
                achieved="开办灌溉讲堂46场，到场农户单位1702家次；5月放水31.7万人次受益，6月放水28.4万人次受益；"
                "鱼苗收入96.40万元，饲料成本71.15万元；闸门招标预算1240万元，节约88万元；泵站采购预算860万元，节约52万元",
            ),
        ),
        indicators=(
            counted(
                "1", "清理淤积渠道长度", "≥86公里", "71公里", "80公里", score=Decimal("16.51"), max_score=Decimal("20")
            ),
            counted("2", "更换老旧闸门扇数", "≥64扇", "59扇", "40扇", score=Decimal("18.44"), max_score=Decimal("20")),
            counted("3", "灌溉讲堂场次", "≥40场", "46场", "37场", score=Decimal("50"), max_score=Decimal("50")),
        ),
        projects=(
            Project(number="1", name="渠道清理养护", budget=_wan("1180.00"), actual_expenditure=_wan("1154.60")),
            Project(number="2", name="水闸泵站维修", budget=_wan("734.30"), actual_expenditure=_wan("705.70")),
            Project(number="3", name="水质监测", budget=_wan("210.00"), actual_expenditure=_wan("196.45")),
        ),
        previous_year=(
            PreviousFigure(label="6月受益人次", value="24.8万人次"),
            PreviousFigure(label="渠道清理养护支出", value="1088万元"),
        ),
        conclusion=StatedConclusion(total_score=Decimal("94.73"), total_max_score=Decimal("100")),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "清淤扣3.49分，闸门丢1.56分，预算扣0.22分。",
        "清理淤积渠道长度71公里，没有完成。该项得16.51分。",
        "3项指标完成1项，得分84.95分。",
        "清淤失了3.49分，闸门1.56分，连同预算扣的0.22分，总共失5.27分，得94.73分。",
        "3个指标1个满分，2个没满，满分1个，扣分2个，指标上丢5.05分。",
        "清理淤积渠道长度71公里，没有完成，20分只得了16.51分，丢了3.49分。",
        "3项指标1项满分，另外两项分别扣3.49分和1.56分。",
        "清理淤积渠道长度71公里，更换老旧闸门扇数59扇。前者扣3.49分，后者丢了1.56分。",
        "更换老旧闸门扇数59扇，清理淤积渠道长度71公里，分别扣1.56分和3.49分。",
        "丢分的地方就两处。",
        "3项指标，其余1项全是满分。",
        "清淤失3.49分，闸门失1.56分，预算扣0.22分，三处合计扣5.27分。",
        "3个项目中有两个执行率超过95%。",
        "清理淤积渠道长度71公里，更换老旧闸门扇数59扇，这两项都没做完。",
        "养路和清渠、修泵站，加起来1860.30万元。",
        "5月放水31.7万人次受益；6月放水28.4万人次受益，同比增加3.6万人次，两个月合计60.1万人次。",
        "闸门招标预算1240万元，节约88万元；泵站采购预算860万元，节约52万元。两者合计节约140万元。",
        "开办灌溉讲堂46场，比上年多9场，到场农户单位1702家次，平均每场37家。",
        "鱼苗收入96.40万元，饲料成本71.15万元，毛利25.25万元。",
        "清理淤积渠道长度71公里，渠道清理养护支出1154.60万元，平均每公里16.26万元，上年是13.6万元。",
    ],
)
def test_figures_of_what_was_told_are_understood(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("清淤扣3.94分。", ["NUMBER_NOT_IN_DATA"]),
        ("3项指标1项满分，另外两项分别扣1.56分和3.49分。", ["NUMBER_NOT_IN_DATA", "NUMBER_NOT_IN_DATA"]),
        (
            "清理淤积渠道长度71公里，更换老旧闸门扇数59扇。前者扣1.56分，后者丢了3.49分。",
            ["NUMBER_WRONG_SUBJECT", "NUMBER_WRONG_SUBJECT"],
        ),
        ("3项指标，其余2项全是满分。", ["NUMBER_WRONG_MEANING"]),
        ("清淤失3.49分，闸门失1.56分，预算扣0.22分，三处合计扣5.72分。", ["NUMBER_DIFFERS"]),
        ("3个项目中有三个执行率超过95%。", ["NUMBER_WRONG_MEANING"]),
        ("清理淤积渠道长度71公里，更换老旧闸门扇数59扇，这四项都没做完。", ["NUMBER_NOT_IN_DATA"]),
        ("闸门扣3.49分。", ["NUMBER_NOT_IN_DATA"]),
        ("清淤失了3.49分，闸门1.65分。", ["NUMBER_NOT_IN_DATA"]),
        ("连同预算扣的3.49分。", ["NUMBER_NOT_IN_DATA"]),
        ("总共失5.72分。", ["NUMBER_NOT_IN_DATA"]),
        ("3个指标2个满分，1个没满。", ["NUMBER_WRONG_MEANING", "NUMBER_WRONG_MEANING"]),
        ("清理淤积渠道长度71公里，没有完成。该项得16.15分。", ["NUMBER_NOT_IN_DATA"]),
        ("清理淤积渠道长度71公里，没有完成。该项得18.44分。", ["NUMBER_NOT_IN_DATA"]),
        ("3项指标完成1项，得分89.45分。", ["NUMBER_NOT_IN_DATA"]),
        ("养路和清渠、修泵站，加起来1806.30万元。", ["NUMBER_NOT_IN_DATA"]),
        ("5月放水31.7万人次受益；6月放水28.4万人次受益，两个月合计61.0万人次。", ["NUMBER_NOT_IN_DATA"]),
        (
            "闸门招标预算1240万元，节约88万元；泵站采购预算860万元，节约52万元。两者合计节约410万元。",
            ["NUMBER_NOT_IN_DATA"],
        ),
        ("开办灌溉讲堂46场，比上年多9场，到场农户单位1702家次，平均每场189家。", ["NUMBER_NOT_IN_DATA"]),
        ("鱼苗收入96.40万元，饲料成本71.15万元，毛利22.55万元。", ["NUMBER_NOT_IN_DATA"]),
        (
            "清理淤积渠道长度71公里，渠道清理养护支出1154.60万元，平均每公里16.26万元，上年是14.43万元。",
            ["NUMBER_DIFFERS"],
        ),
    ],
)
def test_false_figures_of_what_was_told_are_blamed(index: FactIndex, text: str, codes: list[str]) -> None:
    assert codes_of(text, index) == codes


def test_figures_of_no_subject_are_told_in_turn_by_nothing(index: FactIndex) -> None:
    passage = next(iter(passages("最后结余分别为25.40万元和28.60万元。")))
    line = read_line(passage, scan(passage.text).mentions, index, "", ())
    nobody = replace(index.subjects["project.1"].statements[0], subject="")
    done = [Resolved(one, -1, -1, true=True) for one in (index.subjects["project.2"].statements[0], nobody)]

    evidence = [Topics(index).evidence(line, reading, {}, done) for reading in readings(line)]

    assert len(evidence) == 2
    assert all("" not in one for one in evidence)
