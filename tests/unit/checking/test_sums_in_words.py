"""Sums, rests and differences that a sentence tells of rows by short names: 光这两块就是……, 若剔除……, 其余……."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, PreviousFigure, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _project(number: str, name: str, original: str, budget: str, spent: str) -> Project:
    return Project(
        number=number, name=name, original_budget=_wan(original), budget=_wan(budget), actual_expenditure=_wan(spent)
    )


def _line(source: str, kind: str, budget: str, spent: str) -> BudgetLine:
    return BudgetLine(
        source=source, expenditure_type=kind, adjusted_budget=_wan(budget), actual_expenditure=_wan(spent)
    )


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="云岭县水文局", year=2023, money_unit="万元"),
        budget=(
            _line("合计", "合计", "2868.50", "2713.75"),
            _line("财政拨款", "合计", "2648.50", "2501.35"),
            _line("其他资金", "合计", "220.00", "212.40"),
            _line("合计", "项目支出", "1318.50", "1173.75"),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="保障站网运行",
                achieved="在用测流车8辆，明年添置4辆；监测断面126个，其中优良109个；入驻值守员192位",
            ),
        ),
        indicators=(
            counted("1", "洪水预报合格率", "≥85%", "82.8%", "84.2%"),
            counted("2", "水文资料整编优良率", "≥95%", "96.4%", "95.5%"),
            counted("3", "单站运行成本", "≤420元", "398元", "405元"),
        ),
        projects=(
            _project("1", "水文站房维修和改造", "600.00", "640.00", "512.40"),
            _project("2", "雷达测雨", "400.00", "460.50", "445.35"),
            _project("3", "地下水监测井养护", "218.00", "218.00", "216.00"),
        ),
        previous_year=(PreviousFigure(label="入驻值守员数", value="173位"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "站房维修没花完127.6万元，雷达测雨剩15.15万元，光这两个项目就有142.75万元没花出去。",
        "站房和测雨两块合起来花了957.75万元。",
        "站房维修支出512.4万元，其余两个项目合计支出661.35万元。",
        "若剔除站房维修，项目支出执行率可达97.5%。",
        "撇开站房维修，其余两个项目执行率达97.5%。",
        "财政拨款和其他资金两条线合计执行2713.75万元。",
        "站房维修和雷达测雨两个项目各追加了40万元和60.5万元，合起来100.5万元。",
        "测流车现有8辆，明年再添4辆，添完就有12辆。",
        "优良断面109个，未达优良的还有17个。",
        "资料整编优良率比预报合格率高13.6个百分点。",
        "住进192位值守员，比上年多19位。",
        "单站运行成本较控制数宽裕22元。",
        "三个项目花了1173.75万元，没用完144.75万元。",
    ],
)
def test_sums_rests_and_differences_told_by_short_names_hold(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "站房维修没花完127.6万元，雷达测雨剩15.15万元，光这两个项目就有146.75万元没花出去。",
        "站房和测雨两块合起来花了967.75万元。",
        "站房维修支出512.4万元，其余两个项目合计支出663.35万元。",
        "若剔除站房维修，项目支出执行率可达98.5%。",
        "若剔除雷达测雨，项目支出执行率可达97.5%。",
        "除站房维修外，其余项目执行率均超过97%。",
        "财政拨款和其他资金两条线合计执行2731.75万元。",
        "站房维修和雷达测雨两个项目各追加了60.5万元和40万元。",
        "测流车现有8辆，明年再添4辆，添完就有16辆。",
        "优良断面109个，未达优良的还有19个。",
        "资料整编优良率比预报合格率高11.6个百分点。",
        "住进192位值守员，比上年多21位。",
    ],
)
def test_what_does_not_add_up_is_found(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
