"""What commands say of an evaluated entry (评分): how it was read, its total, its rows, its exit code."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path

from reportgen import pipeline
from reportgen.cli.console import Console, finding_record
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.model.finding import Finding, Severity
from reportgen.model.scorecard import Scorecard
from reportgen.quantities.quantity import format_number
from reportgen.settings import Settings


def evaluated(
    options: argparse.Namespace, settings: Settings, console: Console
) -> tuple[pipeline.Evaluation, tuple[str, ...]]:
    """What follows from the entry file, and how doubtful cells of it were read."""
    from reportgen.documents.entry_files import read_entry

    path: Path = options.entry
    console.progress(f"读取 {path.name}")
    read = read_entry(path)
    for notice in read.notices:
        console.notice(notice)
    form = pipeline.choose_form(read.entered, settings.templates, options.form)
    return pipeline.evaluate(read.entered, form, console.progress), read.notices


def total_line(card: Scorecard) -> str:
    """The total and the rating, or why there is none, on one line."""
    if not card.rows:
        return "自评总分：没有可以计分的指标"
    if card.total is None:
        missing = sum(row.score is None for row in card.rows)
        return f"自评总分：还不能合计，有 {missing} 项没有得分"
    return f"自评总分 {score_text(card.total)} 分（总分值 {score_text(card.max_total)}），评价等级：{card.rating}"


def score_record(card: Scorecard) -> dict[str, object]:
    """The scorecard as plain data for JSON; numbers as exact texts."""

    def number(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    return {
        "source": card.source,
        "total": number(card.total),
        "computed_total": number(card.computed_total),
        "max_total": number(card.max_total),
        "rating": card.rating,
        "rows": [
            {
                "indicator": row.indicator,
                "name": row.name,
                "rule": row.rule,
                "formula": row.formula,
                "attainment": row.attainment.value,
                "max_score": number(row.max_score),
                "computed": number(row.computed),
                "entered": number(row.entered),
                "score": number(row.score),
                "overridden": row.overridden,
                "reason": row.reason,
            }
            for row in card.rows
        ],
        "findings": [finding_record(finding) for finding in card.findings],
    }


def exit_code(findings: tuple[Finding, ...]) -> int:
    """1 where *findings* hold an error, else 0."""
    return EXIT_ERRORS_FOUND if any(finding.severity is Severity.ERROR for finding in findings) else EXIT_OK


def score_text(value: Decimal | None) -> str:
    """A score with two decimals, rounded half up; empty for none."""
    return "" if value is None else format_number(value, 2)
