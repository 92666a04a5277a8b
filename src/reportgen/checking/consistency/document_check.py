"""The documents of a department judged against their own tables and each other (一致性核查)."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checking.consistency import (
    actuals,
    adjustments,
    arithmetic,
    averages,
    changes,
    claims,
    columns,
    conclusion,
    copies,
    costs,
    coverage,
    data,
    flows,
    fractions,
    goals,
    headings,
    indicators,
    lists,
    named,
    names,
    particulars,
    parts,
    periods,
    posts,
    prices,
    project_forms,
    projects,
    prose,
    rates,
    ratios,
    remainders,
    rows,
    scores,
    shares,
    slips,
    staff,
    status,
    stocks,
    sums,
    superlatives,
    tables,
    tasks,
    terms,
    totals,
    typos,
    units,
    wording,
    workings,
)
from reportgen.checking.consistency.documents import across
from reportgen.checking.consistency.paper import Detector, Paper
from reportgen.checking.consistency.wholes import with_told_budget
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument

DETECTORS: tuple[Detector, ...] = (
    *data.DETECTORS,
    *tables.DETECTORS,
    *arithmetic.DETECTORS,
    *fractions.DETECTORS,
    *parts.DETECTORS,
    *remainders.DETECTORS,
    *changes.DETECTORS,
    *shares.DETECTORS,
    *costs.DETECTORS,
    *prices.DETECTORS,
    *workings.DETECTORS,
    *adjustments.DETECTORS,
    *scores.DETECTORS,
    *status.DETECTORS,
    *actuals.DETECTORS,
    *claims.DETECTORS,
    *named.DETECTORS,
    *rates.DETECTORS,
    *prose.DETECTORS,
    *slips.DETECTORS,
    *projects.DETECTORS,
    *project_forms.DETECTORS,
    *periods.DETECTORS,
    *conclusion.DETECTORS,
    *rows.DETECTORS,
    *coverage.DETECTORS,
    *tasks.DETECTORS,
    *goals.DETECTORS,
    *units.DETECTORS,
    *indicators.DETECTORS,
    *names.DETECTORS,
    *staff.DETECTORS,
    *posts.DETECTORS,
    *lists.DETECTORS,
    *headings.DETECTORS,
    *wording.DETECTORS,
    *typos.DETECTORS,
    *terms.DETECTORS,
    *copies.DETECTORS,
    *particulars.DETECTORS,
)

# What holds for numbers of any name: it says only what no rule above says of the same place.
GENERAL: tuple[Detector, ...] = (
    *columns.DETECTORS,
    *totals.DETECTORS,
    *ratios.DETECTORS,
    *averages.DETECTORS,
    *flows.DETECTORS,
    *stocks.DETECTORS,
    *sums.DETECTORS,
    *superlatives.DETECTORS,
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
        for finding in (finding for detector in GENERAL for finding in detector(paper)):
            if not any(_says_it(other, finding) for other in found_here):
                found_here.append(finding)
        found_all += sorted(_distinct(found_here), key=lambda finding: finding.start or 0)
    if len(papers) > 1:
        found_all += _distinct(list(across(papers)))
    return tuple(found_all)


# Findings of these codes at a place make the others there needless.
_COVERED_BY = {
    "SHORTFALL": frozenset({"STATUS_VS_VALUE"}),
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


_ARITHMETIC = frozenset(
    {
        "TABLE_SUM", "TABLE_RATE", "SUM_MISMATCH", "RATE_MISMATCH", "RATE_ROUNDING", "SCORE_OVERRIDE", "TOTAL_MISMATCH",
        "MISSED_FULL_MARKS", "MET_POINTS_LOST", "SCORE_ABOVE_MAX", "PARTS_IN_TEXT", "RATE_IN_TEXT", "CHANGE_IN_TEXT",
        "BUDGET_SUM_IN_TEXT", "PRODUCT_IN_TEXT", "AVERAGE_IN_TEXT", "HEADCOUNT_MISMATCH", "SCORE_PARTS", "LIST_COUNT",
        "PROSE_VS_TABLE", "PROSE_VS_TABLE_SCOPE", "TEXT_VS_TEXT", "TEXT_VS_INDICATOR", "CONCLUSION_VS_TABLE",
        "STATUS_VS_VALUE", "RATING_MISMATCH", "OVER_EXECUTION", "TOTAL_PRECISION", "UNIT_TARGET_ACTUAL",
    }
)  # fmt: skip


def _says_it(told: Finding, finding: Finding) -> bool:
    """Whether *told* begins with the number of *finding* or stands on the same words."""
    if told.code not in _ARITHMETIC or finding.code not in _ARITHMETIC:
        return False
    if None in (told.start, told.end, finding.start, finding.end):
        return finding.origins[:1] == told.origins[:1]
    return (told.start or 0) < (finding.end or 0) and (finding.start or 0) < (told.end or 0)


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
