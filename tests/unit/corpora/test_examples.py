"""The examples in corpora/examples are whole entries: they read, round-trip, add up and draft under every form."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.documents.entry_files import read_entry, write_entry
from reportgen.documents.entry_records import EnteredFile
from reportgen.documents.form_packs import read_form
from reportgen.model.draft import Draft
from reportgen.model.finding import Severity
from reportgen.model.self_evaluation import SelfEvaluation

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "templates"
EXAMPLES = ("tianjin", "shanghai", "jiangxi", "hebei")
FORMS = ("general", "tianjin", "shanghai", "hebei")
OWN_FORM = {"tianjin": "tianjin", "shanghai": "shanghai", "jiangxi": "general", "hebei": "hebei"}


@lru_cache
def entry_file(name: str) -> EnteredFile:
    return read_entry(ROOT / "corpora" / "examples" / name / "填报.yaml")


def example(name: str) -> SelfEvaluation:
    return entry_file(name).entered


@lru_cache
def evaluated(name: str, form: str) -> pipeline.Evaluation:
    return pipeline.evaluate(example(name), read_form(TEMPLATES, form))


@lru_cache
def drafted(name: str, form: str) -> Draft:
    return pipeline.draft(evaluated(name, form), TEMPLATES)


def budget_of(entered: SelfEvaluation, indicator: str) -> Decimal:
    """The sum of the project budgets that are rolled up into *indicator*, in 万元."""
    budgets = {project.number: project.budget for project in entered.projects}
    linked = [link.project for link in entered.roll_ups if (link.indicator, link.measure) == (indicator, "项目预算数")]
    return sum((quantity.value for number in linked if (quantity := budgets[number])), Decimal(0))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_reads_without_a_notice(name: str) -> None:
    read = entry_file(name)

    assert list(read.notices) == []
    assert read.entered.department.form == OWN_FORM[name]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_survives_the_workbook(name: str, tmp_path: Path) -> None:
    workbook, form = tmp_path / "填报.xlsx", tmp_path / "填报.yaml"

    write_entry(example(name), workbook)
    write_entry(read_entry(workbook).entered, form)

    assert read_entry(form).entered == example(name)
    assert form.read_text(encoding="utf-8") == (ROOT / "corpora/examples" / name / "填报.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "indicators", "department_indicators", "goals", "projects"),
    [("tianjin", 531, 79, 6, 39), ("shanghai", 58, 58, 5, 0), ("jiangxi", 9, 9, 6, 0), ("hebei", 78, 0, 3, 9)],
)
def test_an_example_holds_every_row_of_its_documents(
    name: str, indicators: int, department_indicators: int, goals: int, projects: int
) -> None:
    entered = example(name)

    assert len(entered.indicators) == indicators
    assert len(entered.department_indicators) == department_indicators
    assert len(entered.department_goals) == goals
    assert len(entered.projects) == projects


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_drafts_under_every_form_through_the_figure_gate(name: str, form: str) -> None:
    written = drafted(name, form)

    assert written.form == form
    assert example(name).department.name in written.title
    assert [annex.title for annex in written.annexes]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_error_under_its_own_form(name: str) -> None:
    found = evaluated(name, OWN_FORM[name]).findings

    assert [finding.message for finding in found if finding.severity is Severity.ERROR] == []


def test_the_tianjin_example_scores_as_its_rows_say() -> None:
    card = evaluated("tianjin", "tianjin").scorecard

    assert card.total == Decimal("98.96")
    assert card.computed_total == Decimal("99.39")
    assert card.max_total == Decimal(100)
    assert card.rating == "优"


def test_the_shanghai_example_scores_as_its_rows_say() -> None:
    card = evaluated("shanghai", "shanghai").scorecard

    assert card.total == Decimal("98.75")
    assert card.max_total == Decimal(100)
    assert card.rating == "优"


@pytest.mark.parametrize(
    ("indicator", "name", "ceiling"),
    [
        ("10", "残疾人就业服务相关工作预算", "188.4"),
        ("25", "残疾人康复服务相关工作预算", "1667.1"),
        ("41", "残疾人权益保障和社会工作预算", "221.1"),
        ("53", "残疾人文化宣传艺术培养相关工作预算", "120"),
        ("65", "残疾人体育运动相关工作预算", "363"),
        ("76", "市残联各机构运行经费预算", "2157.6"),
    ],
)
def test_the_tianjin_project_budgets_add_up_to_each_ceiling(indicator: str, name: str, ceiling: str) -> None:
    entered = example("tianjin")

    (department,) = [row for row in entered.department_indicators if row.number == indicator]

    assert department.name == name
    assert department.target_value == f"≤{ceiling}万元"
    assert budget_of(entered, indicator) == Decimal(ceiling)


def test_every_tianjin_project_rolls_up_into_exactly_one_ceiling() -> None:
    entered = example("tianjin")

    linked = [link.project for link in entered.roll_ups if link.measure == "项目预算数"]

    assert sorted(linked, key=int) == [str(number) for number in range(1, 40)]
    assert sum((project.budget.value for project in entered.projects if project.budget), Decimal(0)) == Decimal(
        "4717.2"
    )


def test_the_tianjin_area_is_the_sum_of_four_projects() -> None:
    area = evaluated("tianjin", "tianjin").ledger["roll_up.71.指标值"]

    assert area.quantity is not None
    assert area.quantity.value == Decimal("86519.43")
    assert len(area.operands) == 4


def test_the_tianjin_roll_ups_agree_with_the_department() -> None:
    codes = {finding.code for finding in evaluated("tianjin", "tianjin").findings}

    assert codes.isdisjoint({"ROLL_UP_MISMATCH", "ROLL_UP_UNREADABLE", "SUM_MISMATCH", "TOTAL_MISMATCH"})


def test_the_hebei_example_prints_a_goal_table_for_each_project() -> None:
    titles = [annex.title for annex in drafted("hebei", "hebei").annexes]

    assert len(titles) == 10
    assert titles[1] == "残疾人就业服务中心运转经费绩效目标表"


def test_the_examples_are_described() -> None:
    readme = (ROOT / "corpora" / "examples" / "README.md").read_text(encoding="utf-8")

    assert [name for name in EXAMPLES if f"`{name}/填报.yaml`" not in readme] == []
