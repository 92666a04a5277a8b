"""Verdicts and comparisons in free words: of one indicator, of a list, of a group, of money; plans are none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN

_OUTCOME = {"category": "效益指标", "subcategory": "社会效益指标"}
_SATISFACTION = {"category": "满意度指标", "subcategory": "服务对象满意度指标"}


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="青湖县交通运输局", year=2023, money_unit="万元"),
        staff=(StaffCount(staff_class="合计", authorized=40, actual=38),),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=_wan("900"), adjusted_budget=_wan("1000"),
                actual_expenditure=_wan("950"), previous_actual=_wan("980"),
            ),
        ),
        projects=(
            Project(number="1", name="农村公路养护", budget=_wan("400"), actual_expenditure=_wan("400")),
            Project(number="2", name="渡口改造", budget=_wan("200"), actual_expenditure=_wan("150")),
        ),
        goals=(
            PerformanceGoal(number="1", text="养护公路、改造渡口", achieved="养护公路342公里，技能大赛评出一等奖3名"),
        ),
        indicators=(
            counted("1", "农村公路养护里程", "≥320公里", "342公里", "310公里"),
            counted("2", "渡口改造座数", "18座", "15座", "12座", max_score=Decimal(10)),
            counted("3", "桥梁检测座数", "≥50座", "56座", max_score=Decimal(10)),
            replace(counted("4", "货车超限率", "≤1%", "0.85%", "1.12%"), **_OUTCOME),
            replace(counted("5", "公交日均客运量", "≥20万人次", "21.4万人次"), **_OUTCOME),
            replace(counted("6", "乘客满意度", "≥90%", "92%", "91%"), **_SATISFACTION),
            replace(counted("7", "群众满意度", "≥95%", "93%"), **_SATISFACTION),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "渡口改造15座，完成率83.33%，未完成。",
        "渡口改造座数没有完成：渡口改造15座，按期完成率83.33%。",
        "养护里程、桥梁检测两项均超过目标。",
        "渡口改造座数和群众满意度两项指标都没有达标。",
        "效益指标2项全部完成，满意度指标一项达标、一项未达标。",
        "年度指标未能全部完成，7项指标完成5项，2项未完成。",
        "货车超限率没有突破1%的上限，由1.12%回落到0.85%。",
        "货车超限率优于年度目标。",
        "养护公路342公里，超过320公里的目标，高于上年的310公里。",
        "年初预算900万元，全年预算增至1000万元，没有超支。",
        "农村公路养护预算全部执行完毕。",
        "渡口改造项目没有花完。",
        "渡口改造座数没有得满分，桥梁检测座数得满分。",
        "单位没有超编。",
        "农村公路养护执行率100%，在两个项目中居首；渡口改造执行率75%，在各项目中垫底。",
    ],
)
def test_what_the_data_bear_out_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "力争渡口改造全部完成，群众满意度达到95%，支出不超预算。",
        "如渡口改造按期复工，年度任务可全部完成，群众满意度有望达标。",
        "要求各站逐月核对，未完成任务的说明原因，做到不超支。",
        "争取货车超限率继续控制在1%以内，不再出现未达标的情况。",
    ],
)
def test_what_is_planned_or_supposed_is_no_verdict(index: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("渡口改造15座，完成率83.33%，完成。", ["VERDICT_CONTRADICTS"]),
        ("养护里程、桥梁检测两项均未完成。", ["VERDICT_CONTRADICTS"]),
        ("渡口改造座数和群众满意度两项指标都已达标。", ["VERDICT_CONTRADICTS"]),
        ("效益指标全部落空。", ["VERDICT_CONTRADICTS"]),
        ("满意度指标无一落空。", ["VERDICT_ALL"]),
        ("满意度指标一项达标、一项达标。", ["VERDICT_CONTRADICTS"]),
        ("7项指标完成5项，全部完成。", ["VERDICT_ALL"]),
        ("7项指标完成5项，一项未完成。", ["VERDICT_CONTRADICTS"]),
        ("货车超限率突破1%的上限。", ["VERDICT_CONTRADICTS"]),
        ("货车超限率由1.12%攀升到0.85%。", ["VERDICT_CHANGE"]),
        ("养护公路342公里，低于上年的310公里。", ["VERDICT_CONTRADICTS"]),
        ("全年预算减至1000万元。", ["VERDICT_CHANGE"]),
        ("渡口改造项目已全部支出完毕。", ["VERDICT_MONEY"]),
        ("部门支出超出预算。", ["VERDICT_MONEY"]),
        ("渡口改造座数获得满分。", ["VERDICT_CONTRADICTS"]),
        ("桥梁检测座数没有得到满分。", ["VERDICT_CONTRADICTS"]),
        ("桥梁检测任务没有完成。", ["VERDICT_CONTRADICTS"]),
        ("渡口改造执行率75%，居两个项目之首。", ["VERDICT_CONTRADICTS"]),
        ("单位超编。", ["VERDICT_CONTRADICTS"]),
        ("选送节目获得一等奖。", ["VERDICT_UNSUPPORTED"]),
    ],
)
def test_what_the_data_contradict_is_told(index: FactIndex, text: str, codes: list[str]) -> None:
    assert codes_of(text, index) == codes


def test_a_count_by_result_is_no_count_of_the_opposite(index: FactIndex) -> None:
    assert codes_of("效益指标2项没有完成。", index) == ["NUMBER_WRONG_MEANING"]


def test_full_marks_of_the_rest_are_not_those_of_the_execution(index: FactIndex) -> None:
    text = "预算执行率得9分，渡口改造座数扣2分，其余指标满分。"
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == []


@pytest.mark.parametrize(
    "text",
    [
        "计划改造渡口十八座，北岸的十五座如期建成，三座没有动工。",
        "其中渡口的预算没有全部支出完毕。",
        "公交增速没有填报，农村公路养护的资金已全部支出完毕。",
    ],
)
def test_what_is_said_of_some_is_let_be(index: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("渡口改造十五座，渡口改造如期建成。", ["VERDICT_CONTRADICTS"]),
        ("其中渡口改造的预算已全部支出完毕。", ["VERDICT_MONEY"]),
        ("农村公路养护的资金没有全部支出完毕。", ["VERDICT_MONEY"]),
    ],
)
def test_what_is_said_of_the_whole_is_judged(index: FactIndex, text: str, codes: list[str]) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == codes


@pytest.fixture(scope="module")
def rates() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="云岭县商务局", year=2023),
        indicators=(
            counted("1", "网络零售额增速", "≥8%", "9.4%", "8.2%"),
            counted("2", "备案平均用时", "≤6天", "4天", "5天"),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("网络零售额增速9.4%，比上年快1.2个百分点。", []),
        ("网络零售额增速9.4%，比上年加快1.2个百分点。", []),
        ("网络零售额增速9.4%，比上年慢1.2个百分点。", ["NUMBER_WRONG_DIRECTION"]),
        ("网络零售额增速9.4%，比上年放缓1.2个百分点。", ["NUMBER_WRONG_DIRECTION"]),
        ("备案平均用时4天，比上年快1天。", []),
        ("备案平均用时4天，比上年慢1天。", ["NUMBER_WRONG_DIRECTION"]),
    ],
)
def test_a_rate_that_quickens_rises_and_a_time_that_quickens_falls(
    rates: FactIndex, text: str, codes: list[str]
) -> None:
    assert codes_of(text, rates) == codes


def test_as_many_bridges_as_are_named_are_counted_by_their_names(index: FactIndex) -> None:
    assert codes_of("全年改造渡口15座，其中有柳湾、石桥两座老渡口。", index) == []
    assert codes_of("全年改造渡口15座，其中有柳湾、石桥四座老渡口。", index) != []
