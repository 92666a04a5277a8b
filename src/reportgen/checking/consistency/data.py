"""What the rules for entered data say of a document (填报规则): sums, scores and shortfalls of its imported tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.consistency.likeness import pairs_of, thing_named
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, sentences
from reportgen.checking.consistency.sections import sections_of
from reportgen.facts.ledger import build_ledger
from reportgen.model.finding import Finding, Severity
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
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
        if finding.code == "SHORTFALL" and _explained(paper, finding.subject, by=_WHY_MISSED):
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
        todo = finding.suggestion or _TO_DO.get(finding.code, "")
        yield found(finding.code, severity, finding.message, todo, *places, subject=finding.subject)


# What is left to do where the row already gives its reason.
_TO_DO = {"OVER_COMPLETION": "已写原因的，核实年初目标是否偏低，下年调整目标值"}
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


_WHY_MISSED = re.compile(
    r"因|由于|原因|导致|造成|受|影响|不足|不够|不高|不到位|不及时|偏|滞后|延|推迟|涉及|超过|晚|慢|少|难|长|问题|紧张|调整|取消|停|暂|"
    r"变化|尚|需|疫|灾|缺|差|降|减|涨|更换|外出|改造|施工|合同|审批|招标|流程"
)


_WHY_NOT_SPENT = re.compile(
    r"结[余转]|未(?:到|支付|支出|执行)|没有(?:到|支付|支出)|进度|质保金|节约|压[减缩]|预算编.{0,6}[宽粗高]"
)


def _explained(paper: Paper, name: str, *, by: re.Pattern[str] | None = None) -> bool:
    """Whether the prose speaks of the indicator again, by its value or its name, in a paragraph with the words *by*."""
    indicator = next((i for i in paper.entered.department_indicators if i.name == name), None)
    if indicator is None:
        return False
    if "执行率" in name and by is _WHY_MISSED:
        told = (passage.text for passage in paper.passages if not passage.cell or len(passage.text) >= _SHORT_TEXT)
        return any(_WHY_NOT_SPENT.search(text) for text in told)
    thing = thing_named(name)
    own = indicator.origin("actual_value")
    problem = any(
        len(pairs_of(thing) & pairs_of(section.text[start:end])) >= _LEAST_ALIKE
        for section in sections_of(paper)
        if _PROBLEMS.search(section.title)
        for start, end in sentences(section.text)
    )
    number = re.sub(r"[^\d.,]", "", indicator.actual_value) or indicator.actual_value
    return any(
        passage.origin != own
        and (number in passage.text or (len(thing) >= 4 and thing in passage.text))
        and (by is None or _says_why(passage.text, (number, thing), by) or (by is _WHY_MISSED and problem))
        for passage in (*paper.paragraphs, *_long_cells(paper))
    )


_LEAST_ALIKE = 2  # character pairs
_PROBLEMS = re.compile("问题|原因|不足|偏[差离]|困难")


def _says_why(text: str, names: Sequence[str], by: re.Pattern[str]) -> bool:
    """Whether a sentence of *text* speaks of the indicator by its value or its name, and has one of the words *by*.

    For a missed target the sentence behind may tell why.
    """
    parts = re.split("[。；;]", text)
    if by is _WHY_MISSED:
        parts = [f"{part}。{after}" for part, after in zip(parts, [*parts[1:], ""], strict=True)]
    return any(any(name in part for name in names if len(name) > 1) and by.search(part) for part in parts)


_LEAST_REASON = 24


def _long_cells(paper: Paper) -> Iterator[Passage]:
    """The cells that hold sentences beside a label such as 偏差大或目标未完成原因分析."""
    for row in (row for grid in paper.grids for row in grid):
        written = [cell for cell in row if cell.text.strip()]
        if written and _PROBLEMS.search(written[0].text):
            yield from (cell for cell in written[1:] if len(cell.text) >= _LEAST_REASON and "。" in cell.text)


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


DETECTORS: tuple[Detector, ...] = (data_rules,)
