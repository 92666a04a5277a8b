"""True numbers that stand beside the wrong ones: parts and wholes, rates and amounts, targets told as done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, ManagementItem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named


def wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), unit_named("万元"))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="松澜县园林绿化中心", year=2024, money_unit="万元", subordinate_units=3),
        management=(
            ManagementItem(topic="机构设置", text="内设科室5个；口袋公园建设3个子项没有完工；园艺培训少135人次"),
        ),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=wan("2310"),
                adjusted_budget=wan("2417.5"), actual_expenditure=wan("2368.42"),
                previous_actual=wan("2209.16"), adjustment_reason="追加古树复壮经费78万元、人员经费29.5万元",
            ),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="养护绿地316公顷",
                achieved="养护绿地316公顷，补植乔木1284株、灌木9170株，巡查公园473次",
            ),
        ),
        projects=(
            Project(number="1", name="古树名木复壮", budget=wan("340"), actual_expenditure=wan("331.7")),
            Project(number="2", name="口袋公园建设", budget=wan("520"), actual_expenditure=wan("498.6")),
        ),
        indicators=(
            counted("1", "园艺培训人次", "≥1500人次", "1365人次", "1620人次"),
            counted("2", "口袋公园建成数", "8个", "8个", "6个"),
            counted("3", "新增树木株数", "≥1200株", "1284株", "1051株"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "全年预算2417.5万元，支出2368.42万元，预算执行率97.97%，结余49.08万元。",
        "古树名木复壮预算340万元，支出331.7万元，执行率97.56%，占全年支出的14.01%。",
        "年中追加107.5万元，其中古树复壮78万元、人员经费29.5万元。",
        "园艺培训1365人次，只有目标的91%，上年为1620人次。",
        "（二）年度绩效目标。园艺培训1500人次以上，新增树木1200株以上，建成口袋公园8个。",
        "各项目执行情况为：古树名木复壮331.7万元；口袋公园建设498.6万元。",
        "补植乔木1284株；补植灌木9170株。",
        "内设科室5个，下属单位3个。",
        "古树追加78万元，人员经费追加29.5万元，两项共107.5万元。",
        "园艺培训由上年的1620人次下降到1365人次。",
        "古树追加78万元，人员经费追加29.5万元，共增加107.5万元，调整后预算2417.5万元。",
        "园艺培训计划1500人次，实际1365人次，差135人次。",
        "——口袋公园建设，支出498.6万元，执行率95.88%；",
    ],
)
def test_numbers_in_their_places_are_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年预算2417.5万元，支出498.6万元，预算执行率97.97%。",
        "全年支出2368.42万元，结余159.26万元。",
        "古树名木复壮预算340万元，支出331.7万元，执行率14.01%。",
        "年中追加78万元，其中古树复壮107.5万元、人员经费29.5万元。",
        "园艺培训1500人次，只有目标的91%。",
        "园艺培训1365人次，上年为1051人次。",
        "（二）年度绩效目标。园艺培训1365人次以上，新增树木1200株以上。",
        "（二）年度绩效目标。园艺培训1500人次以上，新增树木1284株以上。",
        "各项目执行情况为：古树名木复壮331.7万元；口袋公园建设520万元。",
        "补植乔木9170株；补植灌木1284株。",
        "园艺培训1365人次，距1365人次的目标还差135人次。",
        "内设科室3个，下属单位5个。",
        "古树追加78万元，人员经费追加107.5万元，两项共29.5万元。",
        "园艺培训由上年的1620人次下降到1500人次。",
        "古树追加78万元，人员经费追加107.5万元，共增加29.5万元。",
        "年中调整后预算78万元，支出2368.42万元。",
        "园艺培训计划1500人次，实际135人次，差1365人次。",
        "古树名木复壮预算520万元，支出331.7万元，执行率97.56%。",
        "——水库移民后期扶持，支出498.6万元，执行率95.88%；",
        "水库移民后期扶持3个子项没有完工，支出498.6万元。",
    ],
)
def test_a_number_in_the_place_of_another_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
