"""Pictures of the entered data (图表): lengths where people would rather look than read. Values only, no drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.pipeline import Evaluation
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.target_values import parse_target_value

_MOST = 30  # indicators in one picture: missed ones first, then those far beyond their target


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, its *text* as people read it, its *length* as a share of the scale, and its *kind*."""

    label: str
    text: str
    length: Decimal
    kind: str = "plain"  # plain, soft, strong, met, exceeded, missed


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one thing. *mark* is a line across them as a share of the scale, such as the full score."""

    name: str
    bars: tuple[Bar, ...]
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that answers *question*. *left_out* names what could not be drawn, so that nobody misses it.

    *reading* tells how to read it: the unit, what the line across the bars stands for, where bars are cut off.
    """

    title: str
    question: str
    groups: tuple[Group, ...]
    left_out: tuple[str, ...] = ()
    reading: str = ""


def pictures_of(evaluation: Evaluation) -> tuple[Picture, ...]:
    """The four pictures of the entered data; one without anything to show is left out."""
    entered, rows = evaluation.entered, evaluation.scorecard.rows
    far = evaluation.form.scoring.over_completion_threshold
    drawn = (_budget(entered), _scores(entered, rows), _completion(entered, rows, far), _last_year(entered))
    return tuple(picture for picture in drawn if picture.groups or picture.left_out)


def _budget(entered: SelfEvaluation) -> Picture:
    lines = [
        (line, [(label, kind, amount) for label, kind, amount in (
            ("年初预算", "soft", line.original_budget),
            ("全年预算", "plain", line.adjusted_budget),
            ("全年执行", "strong", line.actual_expenditure),
        ) if amount is not None])
        for line in entered.budget
    ]  # fmt: skip
    longest = max((amount.base for _, amounts in lines for _, _, amount in amounts), default=Decimal(0))
    groups = tuple(
        Group(line.name, tuple(_amount(label, kind, amount, longest) for label, kind, amount in amounts))
        for line, amounts in lines
        if amounts and longest > 0
    )
    units = {amount.unit.symbol for _, amounts in lines for _, _, amount in amounts}
    reading = f"单位：{next(iter(units))}。" if len(units) == 1 else "单位见每条后面。"
    return Picture("预算与执行", "钱批了多少、用了多少？", groups, reading=reading)


def _amount(label: str, kind: str, amount: Quantity, longest: Decimal) -> Bar:
    return Bar(label, f"{format_number(amount.value)}{amount.unit.symbol}", amount.base / longest, kind)


def _scores(entered: SelfEvaluation, rows: tuple[ScoredRow, ...]) -> Picture:
    categories = {indicator.number: indicator.category for indicator in entered.department_indicators}
    full: dict[str, Decimal] = {}
    reached: dict[str, Decimal] = {}
    open_rows: list[str] = []
    for row in rows:
        name = categories.get(row.indicator) or ("预算执行率" if not row.indicator else "其他")
        if row.max_score is None or row.score is None:
            open_rows.append(row.name)
            continue
        full[name] = full.get(name, Decimal(0)) + row.max_score
        reached[name] = reached.get(name, Decimal(0)) + row.score
    groups = tuple(
        Group(
            name,
            (
                Bar(
                    "满分" if reached[name] == most else f"扣{format_number((most - reached[name]).normalize())}分",
                    f"{format_number(reached[name], 2)} / {format_number(most, 2)}分",
                    reached[name] / most,
                    "met" if reached[name] == most else "missed",
                ),
            ),
            mark=Decimal(1),
        )
        for name, most in full.items()
        if most > 0
    )
    reading = "单位：分。虚线是满分，长度是得分占满分的比例。"
    return Picture("各类得分", "分丢在哪一类？", groups, tuple(open_rows), reading)


_KINDS = {Attainment.MET: "met", Attainment.EXCEEDED: "exceeded", Attainment.MISSED: "missed"}
_SCALE = Decimal("1.5")  # completion beyond 150 % is drawn as 150 %; its figure stands beside it


def _completion(entered: SelfEvaluation, rows: tuple[ScoredRow, ...], far: Decimal) -> Picture:
    by_number = {row.indicator: row for row in rows if row.indicator}
    judged: list[tuple[Decimal, Indicator, ScoredRow]] = []
    left_out: list[str] = []
    for indicator in entered.department_indicators:
        row = by_number.get(indicator.number)
        if row is None or row.completion is None or row.attainment is Attainment.UNDECIDED:
            left_out.append(indicator.called)
        else:
            judged.append((row.completion, indicator, row))
    judged.sort(key=lambda each: _worth_looking(each[2].attainment, each[0], far))
    groups = tuple(
        Group(
            indicator.called,
            (
                Bar(
                    row.attainment.value,
                    f"{format_number(completion * 100, 1)}%　"
                    f"目标{indicator.target_value}，实际{indicator.actual_value}",
                    min(completion, _SCALE) / _SCALE,
                    _KINDS[row.attainment],
                ),
            ),
            mark=1 / _SCALE,
        )
        for completion, indicator, row in judged[:_MOST]
    )
    others = (f"其余{len(judged) - _MOST}项已经完成的指标",) if len(judged) > _MOST else ()
    reading = "长度是完成率，虚线是目标（100%）；超过150%的画到150%，数照写。"
    return Picture("指标完成", "哪些指标没有完成，哪些远超目标？", groups, (*others, *left_out), reading)


def _worth_looking(attainment: Attainment, completion: Decimal, far: Decimal) -> tuple[int, Decimal]:
    """The order of indicators: missed ones by how far, those beyond *far*, the others from the barely reached up."""
    if attainment is Attainment.MISSED:
        return 0, completion
    return (1, -completion) if completion > far else (2, completion)


def _last_year(entered: SelfEvaluation) -> Picture:
    groups = tuple(Group(name, bars) for name, bars in _pairs(entered))
    reading = "每一组按两年中大的一个画，不同组之间长度不能比。"
    return Picture("今年与上年", "比上年多了还是少了？", groups, reading=reading)


def _pairs(entered: SelfEvaluation) -> Iterator[tuple[str, tuple[Bar, ...]]]:
    for line in entered.budget:
        if line.previous_actual is not None and line.actual_expenditure is not None:
            yield f"{line.name}执行数", _pair(line.previous_actual, line.actual_expenditure)
    for indicator in entered.department_indicators:
        now, before = indicator.actual, parse_target_value(indicator.previous_actual, unit_hint=indicator.target.unit)
        if now.quantity is None or before.quantity is None or not now.quantity.comparable(before.quantity):
            continue
        yield indicator.called, _pair(before.quantity, now.quantity)


def _pair(before: Quantity, now: Quantity) -> tuple[Bar, ...]:
    longest = max(before.base, now.base)
    if longest <= 0:
        return (Bar("上年", f"{before}", Decimal(0), "soft"), Bar("今年", f"{now}", Decimal(0), "strong"))
    return (
        Bar("上年", f"{before}", max(before.base, Decimal(0)) / longest, "soft"),
        Bar("今年", f"{now}", max(now.base, Decimal(0)) / longest, "strong"),
    )
