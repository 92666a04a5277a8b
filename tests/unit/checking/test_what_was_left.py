"""What was not done, what will be there, and what it was last year, as clerks work it out (剩、届时、上年占比)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import (
    BudgetLine,
    Department,
    ManagementItem,
    PreviousFigure,
    SelfEvaluation,
    StaffCount,
)
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN

ACHIEVED = "受理报修2840件；检漏1316处，修复1274处；加压站37座；1月76.2万吨、2月71.4万吨、3月78.3万吨"
ORGANISED = "2024年2月至4月自评，收回居民问卷240份、商户问卷300份，提出再建加压站6座"


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _project(number: str, name: str, spent: str, use: str = "") -> Project:
    return Project(number=number, name=name, budget=_wan("900.00"), actual_expenditure=_wan(spent), fund_use=use)


def _rate(number: str, name: str, target: str, actual: str, previous: str, part: int, whole: int) -> object:
    return counted(number, name, target, actual, previous, numerator=Decimal(part), denominator=Decimal(whole))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="青石县供水中心", year=2023, money_unit="万元"),
        staff=(
            StaffCount(staff_class="合计", authorized=64, actual=58),
            StaffCount(staff_class="行政", authorized=18, actual=16),
            StaffCount(staff_class="事业", authorized=46, actual=42),
        ),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", adjusted_budget=_wan("3020.50"),
                actual_expenditure=_wan("2953.75"),
            ),
        ),
        goals=(
            PerformanceGoal(number="1", text="保障供水", achieved=ACHIEVED),
            PerformanceGoal(number="2", text="定规矩", achieved="在用运行标准装置63套，当年新建5套"),
        ),
        indicators=(
            counted("1", "供水量", "≥900万吨", "948.2万吨", "861.5万吨"),
            counted("2", "居民生活供水量", "≥500万吨", "531.7万吨", "442.3万吨"),
            _rate("3", "报修按时办结率", "≥95%", "96.8%", "95.1%", 2749, 2840),
            _rate("4", "管网远程机械化巡检率", "≥92%", "93.7%", "91.4%", 6122, 6534),
            counted("5", "新建标准装置数", "≥4套", "5套", "3套"),
            counted("6", "出厂水不合格率", "≤0.3%", "0.2%", "0.4%"),
        ),
        projects=(
            _project("1", "老旧管网改造", "861.40", "改造管网面积2750平方米"),
            _project("2", "水质检测监测", "512.85"),
            _project("3", "抢修车辆购置", "380.00", "购置抢修车19辆"),
        ),
        management=(ManagementItem(topic="自评组织", text=ORGANISED),),
        previous_year=(PreviousFigure(label="在用运行标准装置数", value="59套"),),
    )  # fmt: skip
    return index_of(entered)


TRUE = [
    "报修按时办结率96.8%，还有91件没有按时办结。",
    "没有按时办结的报修91件。",
    "检漏1316处。已修复1274处，修复率96.8%，剩42处。",
    "再建加压站6座，建成后全县将达到43座。",
    "全年供水948.2万吨，居民生活供水531.7万吨，占56.07%，上年是51.34%。",
    "全年供水948.2万吨，居民生活供水531.7万吨，占56.07%，比上年提高4.73个百分点。",
    "机巡率93.7%，去年还是91.4%。",
    "机巡率93.7%，比去年强了2.3个百分点。",
    "老旧管网改造支出861.40万元；水质检测监测512.85万元；买车380万元。",
    "老旧管网改造支出861.40万元，改造面积2750平方米，单位面积造价3132元。",
    "在用标准装置63套，净增4套。",
    "中心自2024年2月起用三个月的时间自评。",
    "编制64名，在编人员58名，其中行政编制人员16名，事业编制人员42名。",
    "受理报修2840件，除91件外都按时办结。",
    "报修按时办结率比目标和上年分别高1.8个和1.7个百分点。",
    "报修按时办结率比目标高1.8个、比上年高1.7个百分点。",
    "供水量分别比目标和上年多出48.2万吨、86.7万吨。",
    "出厂水不合格率0.2%，上年是0.4%，下降一半。",
    "1月和2月合计147.6万吨。",
    "居民问卷和商户问卷共540份。",
    "购置抢修车19辆，花了380万元，平均每辆二十万元。",
    "检漏1316处，修复1274处，修复率96.8%。",
]
FALSE = [
    ("报修按时办结率96.8%，还剩19件。", "NUMBER_NOT_IN_DATA"),
    ("报修按时办结率96.8%，还剩91人。", "NUMBER_NOT_IN_DATA"),
    ("检漏1316处。已修复1274处，修复率96.8%，剩24处。", "NUMBER_NOT_IN_DATA"),
    ("再建加压站6座，建成后全县将达到49座。", "NUMBER_NOT_IN_DATA"),
    ("全年供水948.2万吨，居民生活供水531.7万吨，占56.07%，上年是53.14%。", "NUMBER_NOT_IN_DATA"),
    ("全年供水948.2万吨，居民生活供水531.7万吨，占56.07%，比上年下降4.73个百分点。", "NUMBER_NOT_IN_DATA"),
    ("机巡率97.3%，去年还是91.4%。", "NUMBER_NOT_IN_DATA"),
    ("机巡率93.7%，比去年弱了2.3个百分点。", "NUMBER_WRONG_DIRECTION"),
    ("老旧管网改造支出861.40万元；水质检测监测512.85万元；买车308万元。", "NUMBER_NOT_IN_DATA"),
    ("老旧管网改造支出861.40万元，改造面积2750平方米，单位面积造价3312元。", "NUMBER_NOT_IN_DATA"),
    ("中心自2024年2月起用四个月的时间自评。", "NUMBER_NOT_IN_DATA"),
    ("编制64名，在编人员58名，其中行政编制人员18名。", "NUMBER_WRONG_ROLE"),
    ("受理报修2840件，除19件外都按时办结。", "NUMBER_NOT_IN_DATA"),
    ("报修按时办结率比目标高1.8个、比上年高1.9个百分点。", "NUMBER_NOT_IN_DATA"),
    ("出厂水不合格率0.2%，上年是0.4%，下降三成。", "NUMBER_NOT_IN_DATA"),
    ("1月和2月合计174.6万吨。", "NUMBER_NOT_IN_DATA"),
    ("居民问卷和商户问卷共450份。", "NUMBER_DIFFERS"),
    ("购置抢修车19辆，花了380万元，平均每辆三十万元。", "NUMBER_NOT_IN_DATA"),
    ("检漏1316处，修复1274处，修复率98.6%。", "NUMBER_NOT_IN_DATA"),
]


def test_references_told_apart_each_have_their_own_number(index: FactIndex) -> None:
    codes = codes_of("报修按时办结率比目标和上年分别高1.7个和1.8个百分点。", index)

    assert codes == ["NUMBER_WRONG_MEANING", "NUMBER_WRONG_MEANING"]


@pytest.mark.parametrize("text", TRUE)
def test_what_follows_from_the_data_is_believed(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(("text", "code"), FALSE)
def test_what_does_not_follow_is_blamed(index: FactIndex, text: str, code: str) -> None:
    assert codes_of(text, index) == [code]
