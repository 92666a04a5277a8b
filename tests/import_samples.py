"""Own sample documents as `import` reads them (导入样例), and their lines as plain texts to compare."""

from __future__ import annotations

from pathlib import Path

from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import ImportResult, interpret
from reportgen.model.self_evaluation import SelfEvaluation

SAMPLES = Path(__file__).parent / "samples" / "import"


def imported(*names: str) -> ImportResult:
    """What the samples *names* give when they are imported together."""
    return interpret([read_source(SAMPLES / name) for name in names])


def budget(entered: SelfEvaluation) -> list[tuple[str, ...]]:
    """Source, type, 年初, 全年, 执行, rate, 分值 and 得分 of every line, as texts."""
    return [
        tuple(
            "" if value is None else str(value)
            for value in (
                line.source,
                line.expenditure_type,
                line.original_budget,
                line.adjusted_budget,
                line.actual_expenditure,
                line.stated_execution_rate,
                line.max_score,
                line.score,
            )
        )
        for line in entered.budget
    ]


def rows(entered: SelfEvaluation) -> list[tuple[str, ...]]:
    """二级指标, name, target, actual, 分值 and 得分 of every indicator, as texts."""
    return [
        tuple(
            "" if value is None else str(value)
            for value in (
                each.subcategory,
                each.name,
                each.target_value,
                each.actual_value,
                each.max_score,
                each.score,
            )
        )
        for each in entered.indicators
    ]
