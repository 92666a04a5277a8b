"""The problems a report has to answer (存在问题), one card each: facts, causes and measures entered, what is missing.

The same problems in the same order as the templates of 存在问题 and 改进措施 write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from reportgen.drafting.budget_views import BudgetLineView
from reportgen.drafting.fact_views import FactView, Missing
from reportgen.drafting.indicator_views import IndicatorView
from reportgen.drafting.views import FindingView, ReportView
from reportgen.model.draft import Gap
from reportgen.model.facts import Fact

_BUDGET_MEASURE = Gap(
    "预算编制的改进措施", "把能够预见的支出列入年初预算；在“存在问题”表填一条，“对应提示”选“预算调整偏大”"
)
_TARGET_MEASURE = Gap("指标值测算的改进措施", "在“指标”表这些指标的“改进措施”中填写")
_VAGUE_MEASURE = Gap("量化指标的改进措施", "在“存在问题”表填一条，“对应提示”选“指标没有量化”")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCard:
    """One problem as the model sees it. *no_cause* and *no_measure* are the gaps where nothing was entered."""

    number: str  # P1, P2 …
    kind: str
    facts: tuple[Fact, ...]
    causes: tuple[Fact, ...] = ()
    measures: tuple[Fact, ...] = ()
    no_cause: Gap | None = None
    no_measure: Gap | None = None


def problem_cards(view: ReportView) -> tuple[ProblemCard, ...]:
    """The problems in the order of the report: those the department states, then those that the data show."""
    context = view.context()
    findings: Sequence[FindingView] = context["findings"]  # type: ignore[assignment]
    limit: int = context["limit"]  # type: ignore[assignment]
    numbers = (f"P{number}" for number in count(1))
    missed = [row for row in view.indicators.values() if row.attainment == "missed" and not row.in_stated_problem]
    return (
        *(_stated(next(numbers), problem) for problem in view.problems),
        *(_missed(next(numbers), row) for row in missed[:limit]),
        *_more_missed(numbers, missed[limit : 2 * limit]),
        *_low(numbers, [each.budget for each in findings if each.code == "LOW_EXECUTION" and each.budget]),
        *(
            _adjusted(next(numbers), each.budget)
            for each in findings
            if each.code == "LARGE_ADJUSTMENT" and each.budget
        ),
        *_over(numbers, [each.indicator for each in findings if each.code == "OVER_COMPLETION" and each.indicator]),
        *(
            ProblemCard(number=next(numbers), kind="指标没有量化", facts=each.facts, no_measure=_VAGUE_MEASURE)
            for each in findings
            if each.code == "UNQUANTIFIED"
        ),
    )


def _stated(number: str, problem: FactView) -> ProblemCard:
    return ProblemCard(
        number=number, kind="部门查找的问题", facts=_known(problem.problem), causes=_known(problem.cause),
        measures=_known(problem.measure), no_measure=_gap(problem.measure),
    )  # fmt: skip


def _missed(number: str, row: IndicatorView) -> ProblemCard:
    distance = row.above_target if row.reverse else row.below_target
    completion = () if row.rate else _known(row.completion)
    return ProblemCard(
        number=number, kind="指标未完成",
        facts=(*_known(row.name, row.target_value, row.actual_value, distance), *completion),
        causes=_known(row.deviation_reason), measures=_known(row.improvement_measures),
        no_cause=_gap(row.deviation_reason), no_measure=_gap(row.improvement_measures),
    )  # fmt: skip


def _more_missed(numbers: Iterator[str], rows: Sequence[IndicatorView]) -> Iterator[ProblemCard]:
    if rows:
        names = tuple(fact for row in rows for fact in _known(row.name))
        yield ProblemCard(number=next(numbers), kind="其余未完成的指标（完成值、原因和措施见附件）", facts=names)


def _low(numbers: Iterator[str], lines: Sequence[BudgetLineView]) -> Iterator[ProblemCard]:
    if not lines:
        return
    main = next((line for line in lines if line.key == "total"), lines[0])
    others = [line for line in lines if line.key != main.key]
    causes = tuple(dict.fromkeys(fact for line in (main, *others) for fact in _known(line.deviation_reason)))
    measures = tuple(dict.fromkeys(fact for line in (main, *others) for fact in _known(line.improvement_measures)))
    yield ProblemCard(
        number=next(numbers), kind="预算执行进度偏慢",
        facts=(
            *_known(main.adjusted_budget, main.actual_expenditure, main.execution_rate),
            *(fact for line in others for fact in _known(line.execution_rate)),
        ),
        causes=causes, measures=measures,
        no_cause=None if causes else _gap(main.deviation_reason),
        no_measure=None if measures else _gap(main.improvement_measures),
    )  # fmt: skip


def _adjusted(number: str, line: BudgetLineView) -> ProblemCard:
    facts = _known(line.adjustment_up, line.adjustment_rate_up, line.adjustment_down, line.adjustment_rate_down)
    return ProblemCard(
        number=number, kind="年初预算与实际需要有差距", facts=facts, causes=_known(line.adjustment_reason),
        no_cause=_gap(line.adjustment_reason), no_measure=_BUDGET_MEASURE,
    )  # fmt: skip


def _over(numbers: Iterator[str], rows: Sequence[IndicatorView]) -> Iterator[ProblemCard]:
    if not rows:
        return
    measures = tuple(dict.fromkeys(fact for row in rows for fact in _known(row.improvement_measures)))
    yield ProblemCard(
        number=next(numbers), kind="指标值测算偏低，完成值明显高于指标值",
        facts=tuple(
            fact for row in rows[:3] for fact in _known(row.name, row.target_value, row.actual_value, row.completion)
        ),
        causes=tuple(fact for row in rows[:3] for fact in _known(row.deviation_reason)),
        measures=measures, no_measure=None if measures else _TARGET_MEASURE,
    )  # fmt: skip


def _known(*values: Fact | Missing) -> tuple[Fact, ...]:
    return tuple(value for value in values if isinstance(value, Fact))


def _gap(value: Fact | Missing) -> Gap | None:
    return Gap(value.what, value.where) if isinstance(value, Missing) else None
