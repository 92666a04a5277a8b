"""The documents of a department judged against their own tables and each other (一致性核查)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking import (
    consistency_actuals,
    consistency_adjustments,
    consistency_arithmetic,
    consistency_changes,
    consistency_claims,
    consistency_conclusion,
    consistency_copies,
    consistency_costs,
    consistency_coverage,
    consistency_fractions,
    consistency_goals,
    consistency_headings,
    consistency_indicators,
    consistency_lists,
    consistency_named,
    consistency_names,
    consistency_particulars,
    consistency_parts,
    consistency_periods,
    consistency_posts,
    consistency_prices,
    consistency_projects,
    consistency_prose,
    consistency_rates,
    consistency_remainders,
    consistency_rows,
    consistency_scores,
    consistency_shares,
    consistency_spending,
    consistency_staff,
    consistency_status,
    consistency_tables,
    consistency_tasks,
    consistency_terms,
    consistency_typos,
    consistency_units,
    consistency_wording,
    consistency_workings,
)
from reportgen.checking.consistency_documents import across
from reportgen.checking.consistency_likeness import thing_named
from reportgen.checking.consistency_paper import Detector, Paper, found
from reportgen.checking.consistency_wholes import with_told_budget
from reportgen.facts.ledger import build_ledger
from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument
from reportgen.rules.data_findings import examine
from reportgen.rules.scoring import score

# What the data rules may say of an imported document of any kind …
_OF_ANY = frozenset(
    {"OVER_COMPLETION", "OVER_EXECUTION", "RATE_MISMATCH", "RATE_ROUNDING", "PLAN_FALLS", "PLAN_INCOMPLETE"}
)
# … and what they may say only of a 自评表, whose rows, weights and scores stand in one table.
_OF_FORMS = frozenset(
    {
        "SHORTFALL", "SUM_MISMATCH", "ACTUAL_MISSING", "TARGET_MISSING", "SCORE_NEGATIVE", "SCORE_ABOVE_MAX",
        "MET_POINTS_LOST", "MISSED_FULL_MARKS", "SCORE_OVERRIDE", "SCORE_OUTSIDE_BAND", "WEIGHT_TOTAL",
        "CATEGORY_WEIGHT_SUM", "TOTAL_MISMATCH", "RATING_MISMATCH", "LARGE_ADJUSTMENT", "SCORE_MISSING",
        "LOW_EXECUTION",
    }
)  # fmt: skip
_SHORT_TEXT = 12  # paragraphs; a 自评表 has fewer
_SURE = frozenset({"SCORE_OVERRIDE", "MISSED_FULL_MARKS"})


def _told_once(entered: SelfEvaluation) -> SelfEvaluation:
    """*entered* with each number, class and line once: a report repeats in its annexes what its text says."""
    return replace(
        entered,
        staff=tuple({m.staff_class: m for m in reversed(entered.staff)}.values())[::-1],
        budget=tuple({line.key: line for line in reversed(entered.budget)}.values())[::-1],
        goals=tuple({(g.project, g.number): g for g in reversed(entered.goals)}.values())[::-1],
        indicators=tuple({i.number: i for i in reversed(entered.indicators)}.values())[::-1],
        projects=tuple({p.number: p for p in reversed(entered.projects)}.values())[::-1],
    )


_GROUPED = frozenset({"TARGET_MISSING", "SCORE_MISSING", "ACTUAL_MISSING"})
_MOST_ALONE = 3


def _grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """*findings*, those that many rows share told once with all their places."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in _GROUPED:
            by_code.setdefault(finding.code, []).append(finding)
        else:
            yield finding
    for alike in by_code.values():
        if len(alike) <= _MOST_ALONE:
            yield from alike
            continue
        origins = tuple(dict.fromkeys(origin for finding in alike for origin in finding.origins))
        yield replace(alike[0], message=f"{alike[0].message}；共{len(alike)}项如此", origins=origins)


def data_rules(paper: Paper) -> Iterator[Finding]:
    """The findings of the data and scoring rules that hold for a document, with their places in its text."""
    entered = _told_once(paper.entered)
    scorecard = score(entered, paper.form)
    ledger = build_ledger(entered, scorecard, paper.form)
    for finding in _grouped((*examine(entered, scorecard, ledger, paper.form), *scorecard.findings)):
        if finding.code not in (_OF_ANY | _OF_FORMS if paper.is_table_form else _OF_ANY):
            continue
        if not finding.origins or (finding.code == "SHORTFALL" and finding.severity is Severity.INFO):
            continue
        if finding.code == "SHORTFALL" and _explained(paper, finding.subject):
            continue
        if finding.code == "OVER_COMPLETION" and _explained(paper, finding.subject, by=_CAUSE):
            continue
        if finding.code == "LOW_EXECUTION" and len(paper.paragraphs) > _SHORT_TEXT:
            continue  # a report says in words why
        if finding.code == "WEIGHT_TOTAL" and _weighs_rows_alone(paper):
            continue
        if finding.code == "TOTAL_MISMATCH" and _weighs_rows_alone(paper) and _adds_rows_alone(paper):
            continue
        if finding.code == "SUM_MISMATCH" and any(_THIRD_SOURCE.search(p.text) for p in paper.passages if p.cell):
            continue
        if finding.code in _OF_THE_BUDGET and _misread(paper, finding):
            continue
        if finding.code == "MISSED_FULL_MARKS" and _scored_as_ruled(scorecard, finding.subject):
            continue
        severity = Severity.ERROR if finding.code in _SURE else finding.severity
        places = [paper.place(origin) for origin in finding.origins]
        yield found(finding.code, severity, finding.message, finding.suggestion, *places, subject=finding.subject)


_OF_THE_BUDGET = frozenset({"RATE_MISMATCH", "OVER_EXECUTION", "RATE_ROUNDING"})
_FAR_OFF = 30  # percentage points, from which two amounts of prose were hardly those of the rate


def _misread(paper: Paper, finding: Finding) -> bool:
    """Whether the amounts, told in prose, are too rounded or too far off to hold a stated 执行率 against them."""
    line = paper.entered.budget_line()
    passage = paper.passage_at(line.origin("adjusted_budget")) if line is not None else None
    if line is None or passage is None or passage.cell or passage.origin not in finding.origins:
        return False
    budget, spent, stated = line.adjusted_budget, line.actual_expenditure, line.stated_execution_rate
    if budget is None or spent is None or not budget.base or not spent.base:
        return False
    rate = spent.base / budget.base * 100
    if stated is None:
        return rate > 100 + _FAR_OFF
    rounding = sum(Decimal(5).scaleb(int(q.value.as_tuple().exponent) - 1) / q.value for q in (budget, spent))
    return abs(rate - stated.value) > _FAR_OFF or abs(rate - stated.value) <= rate * rounding


def _scored_as_ruled(scorecard: Scorecard, name: str) -> bool:
    """Whether the full marks of a missed row are what its own rule gives: 90% of >90%."""
    return any(row.name == name and row.computed == row.max_score for row in scorecard.rows)


_CAUSE = re.compile(r"因|由于|原因|超额|超出|高于|超过|增加|扩大|新增|调整|偏低|追加|超计划|完成率")


_WHY_NOT_SPENT = re.compile(
    r"结[余转]|未(?:到|支付|支出|执行)|没有(?:到|支付|支出)|进度|质保金|节约|压[减缩]|预算编.{0,6}[宽粗高]"
)


def _explained(paper: Paper, name: str, *, by: re.Pattern[str] | None = None) -> bool:
    """Whether the prose speaks of the indicator again, by its value or its name, in a paragraph with the words *by*."""
    indicator = next((i for i in paper.entered.department_indicators if i.name == name), None)
    if indicator is None:
        return False
    if "执行率" in name and by is None:
        told = (passage.text for passage in paper.passages if not passage.cell or len(passage.text) >= _SHORT_TEXT)
        return any(_WHY_NOT_SPENT.search(text) for text in told)
    thing = thing_named(name)
    own = indicator.origin("actual_value")
    number = re.sub(r"[^\d.,]", "", indicator.actual_value) or indicator.actual_value
    return any(
        passage.origin != own
        and (number in passage.text or (len(thing) >= 4 and thing in passage.text))
        and (by is None or any(number in part and by.search(part) for part in re.split("[。；]", passage.text)))
        for passage in paper.paragraphs
    )


# Sources of funds beside 财政拨款 and 其他资金, with which two of three parts do not make the whole.
_THIRD_SOURCE = re.compile(r"结转|结余|专户|事业收入|上级补助|政府性基金")


def _weighs_rows_alone(paper: Paper) -> bool:
    """Whether the stated total of weights is that of the rows: 预算执行 is one of them, or is not added."""
    weights = sum((i.max_score or Decimal(0) for i in paper.entered.department_indicators), Decimal(0))
    return weights in {paper.form.scoring.total, paper.entered.conclusion.total_max_score}


def _adds_rows_alone(paper: Paper) -> bool:
    """Whether the stated total of scores is that of the rows."""
    scores = sum((i.score or Decimal(0) for i in paper.entered.department_indicators), Decimal(0))
    return scores == paper.entered.conclusion.total_score


DETECTORS: tuple[Detector, ...] = (
    data_rules,
    *consistency_tables.DETECTORS,
    *consistency_arithmetic.DETECTORS,
    *consistency_fractions.DETECTORS,
    *consistency_parts.DETECTORS,
    *consistency_remainders.DETECTORS,
    *consistency_changes.DETECTORS,
    *consistency_shares.DETECTORS,
    *consistency_costs.DETECTORS,
    *consistency_prices.DETECTORS,
    *consistency_workings.DETECTORS,
    *consistency_adjustments.DETECTORS,
    *consistency_scores.DETECTORS,
    *consistency_status.DETECTORS,
    *consistency_actuals.DETECTORS,
    *consistency_claims.DETECTORS,
    *consistency_named.DETECTORS,
    *consistency_rates.DETECTORS,
    *consistency_prose.DETECTORS,
    *consistency_projects.DETECTORS,
    *consistency_spending.DETECTORS,
    *consistency_periods.DETECTORS,
    *consistency_conclusion.DETECTORS,
    *consistency_rows.DETECTORS,
    *consistency_coverage.DETECTORS,
    *consistency_tasks.DETECTORS,
    *consistency_goals.DETECTORS,
    *consistency_units.DETECTORS,
    *consistency_indicators.DETECTORS,
    *consistency_names.DETECTORS,
    *consistency_staff.DETECTORS,
    *consistency_posts.DETECTORS,
    *consistency_lists.DETECTORS,
    *consistency_headings.DETECTORS,
    *consistency_wording.DETECTORS,
    *consistency_typos.DETECTORS,
    *consistency_terms.DETECTORS,
    *consistency_copies.DETECTORS,
    *consistency_particulars.DETECTORS,
)


def check_consistency(
    documents: Sequence[SourceDocument], imported: Sequence[SelfEvaluation], form: Form
) -> tuple[Finding, ...]:
    """What in *documents* contradicts itself or another of them, in the order of the documents and their text.

    *imported* holds for each document what it alone states. Each finding names both places and both values; *start*
    and *end* are offsets in the text of its first place's document, which for a text file is the decoded file.
    """
    papers = [
        with_told_budget(Paper(document, entered, form)) for document, entered in zip(documents, imported, strict=True)
    ]
    found_all: list[Finding] = []
    for paper in papers:
        found_here = [finding for detector in DETECTORS for finding in detector(paper)]
        found_all += sorted(_distinct(found_here), key=lambda finding: finding.start or 0)
    if len(papers) > 1:
        found_all += _distinct(list(across(papers)))
    return tuple(found_all)


# Findings of these codes at a place make the others there needless.
_COVERED_BY = {
    "SHORTFALL": frozenset({"STATUS_VS_VALUE"}),
    "NAME_VS_DESCRIPTION": frozenset({"UNIT_YES_NO"}),
    "UNIT_TARGET_ACTUAL": frozenset({"UNIT_RATE", "UNIT_COUNT"}),
    "UNIT_COUNT": frozenset({"UNIT_RATE"}),
    "CONCLUSION_VS_TABLE": frozenset({"TOTAL_MISMATCH"}),
    "TABLE_SUM": frozenset({"SUM_MISMATCH"}),
    "TABLE_RATE": frozenset({"RATE_MISMATCH"}),
}


# What two rules work out of one number is one finding.
_WORKED_OUT = frozenset(
    {"RATE_IN_TEXT", "CHANGE_IN_TEXT", "PARTS_IN_TEXT", "BUDGET_SUM_IN_TEXT", "RATING_MISMATCH", "CONCLUSION_VS_TABLE"}
)

_OF_THE_WHOLE = frozenset({"RATING_MISMATCH", "CONCLUSION_VS_TABLE"})


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether two findings of one code stand on the same words: 等级为“良 and 评价等级为“良”."""
    spans = (one.start, one.end, other.start, other.end)
    if one.code != other.code or None in spans:
        return False
    return (one.start or 0) < (other.end or 0) and (other.start or 0) < (one.end or 0)


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    """*findings* without repetitions and without those that a graver one of the same indicator already says."""
    said: dict[str, set[str]] = {}
    for finding in findings:
        if finding.subject:
            said.setdefault(finding.subject, set()).add(finding.code)
    kept: list[Finding] = []
    seen: set[tuple[str, str, tuple[object, ...]]] = set()
    for finding in findings:
        place = (finding.start, finding.end) if finding.code in _WORKED_OUT and finding.start is not None else ()
        if finding.code in _OF_THE_WHOLE and any(_overlap(finding, other) for other in kept):
            continue
        key = (finding.code, "" if place else finding.message, place or finding.origins)
        if key in seen or (finding.subject and _COVERED_BY.get(finding.code, frozenset()) & said[finding.subject]):
            continue
        seen.add(key)
        kept.append(finding)
    return kept
