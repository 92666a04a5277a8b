"""Counts of what the text itself names: lists before and behind a number, months, what is left of a whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, ManagementItem, PreviousFigure, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="河湾市血站", year=2023, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1",
                text="保障用血",
                achieved="街头献血2904人次，团体献血1464人次，新建采血点3处、累计14处；采血1月310人次、2月420人次、3月380人次；检测血样640份，合格611份；市级献血屋4处、县级采血车2处",
            ),
        ),
        indicators=(
            counted("1", "全血采集人次", "≥4200人次", "4368人次", "4125人次"),
            counted("4", "血液检测合格率", "100%", "100%", "100%"),
            counted("5", "献血宣讲场次", "≥40场", "52场", "25场"),
            counted("2", "血小板采集量", "≥8000治疗量", "7860治疗量", "7420治疗量"),
            Indicator(
                number="3",
                goal="1",
                category="产出指标",
                subcategory="质量指标",
                name="投诉办结率",
                target_value="≥95%",
                actual_value="97.8%",
                numerator=Decimal(89),
                denominator=Decimal(91),
            ),
        ),
        previous_year=(PreviousFigure(label="团体献血人次", value="1220人次"),),
        management=(
            ManagementItem(
                topic="资产", text="年末固定资产原值412.68万元，当年新增36.50万元，报废8.20万元，年初重新盘点"
            ),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "采血点分两类：献血屋和采血车。",
        "献血来自两个渠道，街头献血2904人次和团体献血1464人次。",
        "改进措施有三条。一是增设网点；二是打通接口；三是建立机制。",
        "没做好的有两件。一件是网点太少，市民跑得远。另一件是接口没通。",
        "血从两处来，街头献血2904人次，占大头；团体献血1464人次，少一些。",
        "存在三点不足。（1）网点太少。（2）接口没通。（3）机制没建。",
        "存在两点不足。（一）网点太少。（二）接口没通。",
        "没有达标的三项指标是血小板采集量、办理天数和医院满意度。",
        "献血屋和采血车两类采血点。",
        "采血点原来有11处，这一年新建3处，现在14处。",
        "血液检测合格率连续两年保持100%。",
        "检测血样640份，29份不合格。",
        "共有6处采血点（献血屋4处、采血车2处）。",
        "市级献血屋4处、县级采血车2处，两级合计6处。",
        "团体献血比上年正好多了两成。",
        "献血宣讲52场，为上年的两倍多。",
        "1月和2月两个月采血730人次。",
        "暑期两个月献血人次回落。",
        "投诉还有2件没有办结。",
        "街头献血2904人次，约为团体献血的两倍。",
        "街头献血2904人次，团体献血1464人次，前者差不多是后者的两倍。",
        "市民走进14处采血点。",
        "这一年，四千三百多人次走上采血椅。",
        "5项指标中有一项没有完成。",
        "年末固定资产原值412.68万元，当年新增36.50万元，报废8.20万元，倒算年初原值384.38万元。",
        "前半年比后半年少。",
        "街头献血2904人次，团体献血1464人次，大约是二比一。",
        "采血合计730人次，1月310人次，2月420人次。",
        "每花1元钱都有据可查。",
        "5项指标，达到目标4项，未达到1项。",
        "献血宣讲52场，目标40场，超出12场。",
        "检测血样640份，合格611份，通过率高达95.5%。",
        "这一年主要做了三件事。",
        "从两个方面看，工作都有起色。",
        "我们有三点体会、五条教训。",
        "补上两块短板，把好三道关。",
        "血液安全始终放在第一位。",
        "体会有三点。",
        "打好两仗：采血一仗，检测一仗。",
        "市级献血屋4处、县级采血车2处，两类采血点都在市区。",
        "献血屋、采血车、流动点三条线都有人管。",
        "质量指标一项，产出指标一项，前两项都说的是质量。",
        "跑了十几年街头的老队员还在岗。",
        "采血点一月一报，一点一档。",
        "市级献血屋4处、县级采血车2处，后者是前者的一半。",
    ],
)
def test_what_the_text_names_may_be_counted(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "采血点分三类：献血屋和采血车。",
        "献血来自三个渠道，街头献血2904人次和团体献血1464人次。",
        "改进措施有四条。一是增设网点；二是打通接口；三是建立机制。",
        "没做好的有三件。一件是网点太少，市民跑得远。另一件是接口没通。",
        "血从五处来，街头献血2904人次，占大头；团体献血1464人次，少一些。",
        "存在四点不足。（1）网点太少。（2）接口没通。（3）机制没建。",
        "没有达标的四项指标是血小板采集量、办理天数和医院满意度。",
        "1月和2月三个月采血730人次。",
        "采血点原来有12处，这一年新建3处，现在14处。",
        "血液检测合格率连续三年保持100%。",
        "检测血样640份，39份不合格。",
        "共有7处采血点（献血屋4处、采血车2处）。",
        "团体献血比上年正好多了三成。",
        "献血宣讲52场，为上年的三倍多。",
        "1月和2月两个月采血790人次。",
        "投诉还有5件没有办结。",
        "街头献血2904人次，约为团体献血的三倍。",
        "这一年，四千五百多人次走上采血椅。",
        "5项指标中有两项没有完成。",
        "年末固定资产原值412.68万元，当年新增36.50万元，报废8.20万元，倒算年初原值394.38万元。",
        "街头献血2904人次，团体献血1464人次，大约是三比一。",
        "采血合计780人次，1月310人次，2月420人次。",
        "这一年主要做了三件事：设点、采血。",
        "比上年多做了三件事。",
        "市级献血屋4处、县级采血车2处，三类采血点都在市区。",
        "献血屋、采血车、流动点四条线都有人管。",
    ],
)
def test_a_count_that_is_not_that_of_what_is_named_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_a_figure_of_a_doubtful_number_is_not_told_as_well(index: FactIndex) -> None:
    assert len(codes_of("检测血样640份，不合格37份，剩下603份。", index)) == 1


def _line(source: str, kind: str, budget: str, spent: str) -> BudgetLine:
    money = [Quantity(Decimal(amount), WAN_YUAN) for amount in (budget, spent)]
    return BudgetLine(source=source, expenditure_type=kind, adjusted_budget=money[0], actual_expenditure=money[1])


@pytest.fixture(scope="module")
def budgeted() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="河湾市血站", year=2023, money_unit="万元"),
        budget=(
            _line("合计", "合计", "400.00", "385.00"),
            _line("财政拨款", "合计", "300.00", "291.40"),
            _line("合计", "项目支出", "160.00", "147.50"),
        ),
        goals=(PerformanceGoal(number="1", text="保障用血", achieved="团体献血1464人次"),),
        indicators=(counted("1", "全血采集人次", "≥4200人次", "4368人次", "4125人次"),),
        projects=(
            Project(
                number="1",
                name="采血车更新",
                budget=Quantity(Decimal("160.00"), WAN_YUAN),
                fiscal_appropriation=Quantity(Decimal("120.00"), WAN_YUAN),
                other_funds=Quantity(Decimal("40.00"), WAN_YUAN),
                actual_expenditure=Quantity(Decimal("147.50"), WAN_YUAN),
            ),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("全年预算400万元，财政占75%。", []),
        ("全年预算400万元，财政占85%。", ["NUMBER_NOT_IN_DATA"]),
        ("项目结余12.5万元。", []),
        ("项目结余13.5万元。", ["NUMBER_DIFFERS"]),
        ("全血采集4368人次，为团体献血的2.98倍。", []),
        ("全血采集4368人次，为团体献血的2.58倍。", ["NUMBER_NOT_IN_DATA"]),
        ("血站的第一个目标全部完成。", []),
        ("采血车更新项目财政资金120万元、其他资金40万元，执行率92.19%。", []),
    ],
)
def test_lines_of_the_budget_by_short_names_and_multiples(budgeted: FactIndex, text: str, codes: list[str]) -> None:
    assert codes_of(text, budgeted) == codes


@pytest.mark.parametrize(
    "text",
    [
        "献血宣讲52场，余下25场来年再办。",
        "血小板采集量7860治疗量，没到7860治疗量。",
    ],
)
def test_an_accident_of_arithmetic_does_not_make_it_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_a_goal_alone_in_its_cell_is_true_whatever_its_verbs_say() -> None:
    goal = "按时发放13名在职人员和1名离退休人员的工资，单位业务正常开展。"
    entered = SelfEvaluation(
        department=Department(name="河湾市血站", year=2023, money_unit="万元"),
        goals=(PerformanceGoal(number="1", text=goal, achieved=""),),
    )
    assert codes_of(goal, index_of(entered)) == []
