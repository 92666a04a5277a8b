"""Entries at the edge of the usual still make true sentences."""

from reportgen import pipeline
from reportgen.model.draft import Paragraph
from reportgen.model.self_evaluation import BudgetLine, SelfEvaluation, StaffCount
from sample_entry import TEMPLATES, form, indicator, sample_entry, wan


def words_of(entered: SelfEvaluation) -> str:
    draft = pipeline.draft(pipeline.evaluate(entered, form()), TEMPLATES)
    blocks = [block for section in draft.sections for block in section.blocks]
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def line(kind: str, original: str, adjusted: str, actual: str) -> BudgetLine:
    return BudgetLine(
        source="合计",
        expenditure_type=kind,
        original_budget=wan(original),
        adjusted_budget=wan(adjusted),
        actual_expenditure=wan(actual),
    )


def test_without_a_budget_no_rate_is_written_or_asked_for() -> None:
    words = words_of(sample_entry(budget=(line("合计", "0", "0", "12"),)))

    assert "年初预算0.00万元，全年预算0.00万元，全年执行12.00万元。" in words
    assert "从执行结果看，部门整体支出未安排预算，执行12.00万元，" in words
    assert "执行率【待填" not in words


def test_spending_without_a_budget_of_its_own_is_written() -> None:
    words = words_of(sample_entry(budget=(line("合计", "100", "100", "120"), line("项目支出", "0", "0", "20"))))

    assert "项目支出未安排预算，执行20.00万元" in words


def test_no_rate_is_derived_from_an_amount_below_zero() -> None:
    entered = sample_entry(budget=(line("合计", "-10", "-20", "-30"), line("基本支出", "10", "60", "-6")))
    rates = [
        fact for fact in pipeline.evaluate(entered, form()).ledger if fact.startswith("budget.") and "rate" in fact
    ]

    assert rates == ["budget.basic.adjustment_rate_up"]


def test_a_total_of_staff_is_a_total_under_any_of_its_names() -> None:
    staff = (
        StaffCount(staff_class="总计", authorized=12, actual=10),
        StaffCount(staff_class="行政编制", authorized=12),
    )

    assert "人员编制12人，实有10人。其中：行政编制12人。" in words_of(sample_entry(staff=staff))


def test_a_class_of_staff_without_numbers_is_not_listed() -> None:
    staff = (StaffCount(staff_class="合计", authorized=12, actual=12), StaffCount(staff_class="行政"))

    assert "行政" not in words_of(sample_entry(staff=staff))


def test_an_indicator_without_a_name_is_told_by_its_class() -> None:
    entered = sample_entry(indicators=(indicator("1", name="", actual_value="5件"),))
    found = pipeline.evaluate(entered, form()).findings

    assert "“数量指标”指标值10件，实际完成5件，未完成" in [finding.message for finding in found]
