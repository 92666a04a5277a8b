"""The five published documents come in whole. Run only where they are at hand beside the repository."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import ImportResult, interpret
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN, YUAN

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is absent: the published documents are not here"),
]


@cache
def imported(*seeds: str) -> ImportResult:
    return interpret([read_source(next(SEEDS.glob(f"{seed}*"))) for seed in seeds])


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_nothing_of_a_published_document_is_left_unread(seed: str) -> None:
    assert imported(seed).not_read == ()


def test_000_gives_six_goals_and_79_indicators_weighing_90() -> None:
    entered = imported("000").entered

    assert (entered.department.name, entered.department.year) == ("天津市残疾人联合会", 2023)
    assert [goal.number for goal in entered.goals] == ["1", "2", "3", "4", "5", "6"]
    assert all(goal.text and goal.achieved for goal in entered.goals)
    assert Counter(each.goal for each in entered.indicators) == {"1": 16, "2": 15, "3": 16, "4": 11, "5": 12, "6": 9}
    assert sum(each.max_score or Decimal(0) for each in entered.indicators) == Decimal(90)
    assert sum(each.score or Decimal(0) for each in entered.indicators) == Decimal("89.5")


def test_000_gives_the_budget_line_the_totals_and_a_clean_conclusion() -> None:
    entered = imported("000").entered

    (line,) = entered.budget
    assert line.original_budget == Quantity(Decimal("10783.40"), WAN_YUAN)
    assert line.adjusted_budget == Quantity(Decimal("10986.90"), WAN_YUAN)
    assert line.actual_expenditure == Quantity(Decimal("10389.70"), WAN_YUAN)
    assert line.stated_execution_rate == Quantity(Decimal("94.56"), PERCENT)
    assert (line.max_score, line.score) == (Decimal(10), Decimal("9.46"))
    assert (entered.conclusion.total_max_score, entered.conclusion.total_score) == (Decimal(100), Decimal("99.0"))
    assert entered.conclusion.rating == "优"
    assert "<p>" not in entered.conclusion.text
    assert len(entered.conclusion.text.splitlines()) == 2


def test_001_gives_58_rows_with_their_levels_restored() -> None:
    entered = imported("001").entered

    assert Counter((each.category, each.subcategory) for each in entered.indicators[7:]) == {
        ("产出指标", "数量指标"): 12,
        ("产出指标", "质量指标"): 11,
        ("产出指标", "时效指标"): 12,
        ("效益指标", "社会效益指标"): 14,
        ("满意度指标", "服务对象满意度指标"): 2,
    }
    assert [each.max_score for each in entered.indicators[:7]] == [
        Decimal(score) for score in ("7.50", "10.20", "4.50", "0.90", "3.00", "2.40", "1.50")
    ]
    assert sum(each.max_score or Decimal(0) for each in entered.indicators) == Decimal(100)
    assert sum(each.score or Decimal(0) for each in entered.indicators) == Decimal("97.75")  # one score is not printed
    assert entered.conclusion.total_score == Decimal("98.75")


def test_001_gives_both_splits_of_the_budget_and_four_weights() -> None:
    entered = imported("001").entered

    assert [(line.source, line.expenditure_type, line.adjusted_budget) for line in entered.budget] == [
        ("财政拨款", "合计", Quantity(Decimal("57157686.73"), YUAN)),
        ("其他资金", "合计", Quantity(Decimal("0.00"), YUAN)),
        ("合计", "基本支出", Quantity(Decimal("9597603.49"), YUAN)),
        ("合计", "项目支出", Quantity(Decimal("47560083.24"), YUAN)),
    ]
    rates = [line.stated_execution_rate and line.stated_execution_rate.value for line in entered.budget]
    assert rates == [Decimal("99.18"), Decimal("0.00"), Decimal("97.84"), Decimal("99.45")]
    assert [entry.weight for entry in entered.weights] == [Decimal(30), Decimal(25), Decimal(35), Decimal(10)]


def test_002_gives_staff_budget_and_nine_indicators() -> None:
    entered = imported("002").entered

    assert (entered.department.name, entered.department.year) == ("上犹县残疾人联合会", 2022)
    assert [(each.staff_class, each.authorized, each.actual) for each in entered.staff] == [
        ("合计", 7, 7),
        ("行政", 4, None),
        ("参公事业", 0, None),
        ("事业", 4, None),
        ("离休", None, 0),
        ("退休", None, 3),
    ]
    assert entered.budget[0].adjusted_budget == Quantity(Decimal("374.26"), WAN_YUAN)
    assert entered.budget[0].actual_expenditure == Quantity(Decimal("374.26"), WAN_YUAN)
    values = [(each.target_value, each.actual_value) for each in entered.indicators]
    assert values[0] == (">=9人", "100%")
    assert values[5:7] == [("100%", "80%"), ("100%", "90%")]
    assert values[8] == (">90%", "90%")
    assert len(values) == 9
    assert entered.indicators[8].name == "残疾人及其家属满意度"
    assert entered.basis_notices[0].doc_number == "上财发[2023]3号"
    assert entered.conclusion.total_score == Decimal(95)


def test_002_gives_four_main_headings_and_those_below() -> None:
    entered = imported("002").entered

    levels = Counter(each.level for each in entered.narratives if each.heading)
    assert levels == {1: 4, 2: 9}


def test_003_gives_39_projects_with_money_use_and_goal_and_452_indicators() -> None:
    entered = imported("003").entered

    assert [project.number for project in entered.projects] == [str(number) for number in range(1, 40)]
    assert all(
        project.budget and project.name and project.unit_name and project.fund_use for project in entered.projects
    )
    assert len(entered.goals) == 39
    assert len(entered.indicators) == 452
    assert Counter(each.subcategory for each in entered.indicators)["成本指标"] == 111
    assert all(each.category and each.name and each.target_value for each in entered.indicators)


def test_004_gives_narrative_goals_nine_projects_plan_and_basis() -> None:
    entered = imported("004").entered

    assert [goal.number for goal in entered.department_goals] == ["1", "2", "3"]
    assert len(entered.projects) == 9
    assert all(project.code for project in entered.projects)
    assert len(entered.indicators) == 78
    assert all(each.basis for each in entered.indicators)
    assert len(entered.payment_plan) == 36
    assert sum(point.share is None for point in entered.payment_plan) == 8
    assert sum((project.budget or Quantity(Decimal(0), YUAN)).value for project in entered.projects) == Decimal(
        "2232960.00"
    )


def test_the_department_table_and_its_project_tables_agree() -> None:
    result = imported("000", "003")

    assert len(result.entered.indicators) == 531
    assert len({each.number for each in result.entered.indicators}) == 531
    assert result.not_read == ()
    assert not [notice for notice in result.notices if "不一致" in notice]
