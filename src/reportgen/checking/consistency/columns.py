"""Columns that give each other (列间勾稽): a relation that nearly all rows of a table keep, and the row that breaks it.

No name is needed: 年初＋调整＝全年, 执行÷预算, 分值×系数, 数量×单价, 占合计. Words of the header let fewer rows do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from itertools import combinations, permutations

from reportgen.checking.consistency.figures import HUNDRED
from reportgen.checking.consistency.grids import Entry, Line, Stretch, plain_label, stretches
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import format_number, plain_number, round_half_up

_RATE = re.compile(r"率|占|比例|比重|百分比|进度|系数|程度|[%％]|增幅|降幅")
_COEFFICIENT = re.compile(r"系数|率|程度|比例")
_NO_AMOUNT = re.compile(r"序号|编号|^年份?$|年度$|排名|名次|代码|文号|月份|时间|日期")
_WEIGHT = re.compile(r"^(?:标准|指标)?分值?$|^权重$|^满分$|^标准分$|^分值权重$")
_SCORE = re.compile(r"^(?:自评|实际|评价)?得分$|^自评分$")
_DIFFERENCE = re.compile(r"调整|增减|变动|追加|差|结余|结转|剩余|未|合计|小计|总|全年|调整后|年末|期末")
_PRICE = re.compile(r"单价|均价|标准|均|每|单位成本")
_WAN = Decimal(10000)
_LEAST_ROWS = 3
_LEAST_DIGITS = 6  # all the rows that bear a relation out must tell this many digits: small numbers agree by accident
_MOST_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class _Relation:
    """A way to work out column *target* from *operands*; *named* where the header says as much."""

    target: int
    operands: tuple[int, ...]
    formula: str  # with {0}, {1} for the operands as written
    code: str
    work_out: Callable[[Sequence[Decimal]], Decimal | None]
    otherwise: Callable[[Sequence[Decimal]], Decimal | None] | None = None  # 指标越小越好: the other way round
    _: KW_ONLY
    slack: bool = False  # whether rounded operands may shift the result
    named: bool = False

    def results(self, line: Line) -> list[Decimal]:
        """What the operands of *line* may make; nothing where one is missing."""
        entries = [line.entries[at] for at in self.operands]
        values = [entry.value for entry in entries if entry is not None]
        if len(values) < len(entries):
            return []
        ways = [self.work_out] if self.otherwise is None else [self.work_out, self.otherwise]
        return [exact for way in ways if (exact := way(values)) is not None]


def relations_of_columns(paper: Paper) -> Iterator[Finding]:
    """TABLE_SUM, TABLE_RATE, PRODUCT_IN_TEXT, SCORE_OVERRIDE: one row of a table breaks what the others keep."""
    for stretch in stretches(paper):
        broken: dict[int, list[tuple[_Relation, Decimal]]] = {}
        relations_tried = list(_candidates(stretch))
        kept_by_all = {
            (relation.target, relation.code) for relation in relations_tried if _kept_throughout(stretch, relation)
        }
        for relation in relations_tried:
            if (relation.target, relation.code) in kept_by_all:
                continue
            for at, exact in _exceptions(stretch, relation):
                broken.setdefault(at, []).append((relation, exact))
        for at, relations in broken.items():
            often = Counter(column for relation, _ in relations for column in {relation.target, *relation.operands})
            relation, exact = max(relations, key=lambda each: often[each[0].target])  # the cell that breaks the most
            yield _broken(stretch, relation, stretch.lines[at], exact)


def _candidates(stretch: Stretch) -> Iterator[_Relation]:
    """The relations worth trying, those whose columns the header names first."""
    columns = [at for at in stretch.columns(least=2) if not _NO_AMOUNT.search(plain_label(stretch.labels[at]))]
    if len(columns) > _MOST_COLUMNS:
        return
    shares = [at for at in columns if _is_rate(stretch, at)]
    points = [at for at in columns if _WEIGHT.search(plain_label(stretch.labels[at])) or _is_score(stretch, at)]
    amounts = [at for at in columns if at not in shares and at not in points]
    yield from _score_relations(stretch, columns, points)
    found_relations = [*_rates(stretch, shares, amounts), *_sums(stretch, amounts), *_products(stretch, amounts)]
    yield from sorted(found_relations, key=lambda relation: (not relation.named, len(relation.operands)))


def _is_rate(stretch: Stretch, at: int) -> bool:
    entries = [entry for line in stretch.lines if (entry := line.entries[at]) is not None]
    worded = _RATE.search(stretch.labels[at]) is not None and not _PRICE.search(stretch.labels[at])
    return worded or all(entry.is_share for entry in entries)


def _is_score(stretch: Stretch, at: int) -> bool:
    return _SCORE.search(plain_label(stretch.labels[at])) is not None


def _score_relations(stretch: Stretch, columns: Sequence[int], points: Sequence[int]) -> Iterator[_Relation]:
    """得分＝分值×得分系数, at most 分值; the same of 执行率 and 完成率."""
    weights = [at for at in points if not _is_score(stretch, at)]
    scores = [at for at in points if _is_score(stretch, at)]
    rates = [at for at in columns if _COEFFICIENT.search(stretch.labels[at]) and at not in points]
    if len(weights) != 1 or len(scores) != 1:
        return
    for rate in rates:
        whole = HUNDRED if _in_percent(stretch, rate) else Decimal(1)

        def points_for(values: Sequence[Decimal], whole: Decimal = whole) -> Decimal | None:
            return values[0] * min(values[1] / whole, Decimal(1))

        yield _Relation(scores[0], (weights[0], rate), "{0}×{1}", "SCORE_OVERRIDE", points_for, slack=True, named=True)


def _in_percent(stretch: Stretch, at: int) -> bool:
    values = [entry.value for line in stretch.lines if (entry := line.entries[at]) is not None]
    return max(values) > Decimal("1.5")


def _rates(stretch: Stretch, shares: Sequence[int], amounts: Sequence[int]) -> Iterator[_Relation]:
    for target in shares:
        whole = HUNDRED if _in_percent(stretch, target) else Decimal(1)
        named = _RATE.search(stretch.labels[target]) is not None
        for one, other in permutations(amounts, 2):

            def ratio(values: Sequence[Decimal], whole: Decimal = whole) -> Decimal | None:
                return values[0] / values[1] * whole if values[1] else None

            def growth(values: Sequence[Decimal], whole: Decimal = whole) -> Decimal | None:
                return (values[0] - values[1]) / values[1] * whole if values[1] else None

            yield _Relation(target, (one, other), "{0}÷{1}", "TABLE_RATE", ratio, slack=True, named=named)
            yield _Relation(target, (one, other), "（{0}－{1}）÷{1}", "TABLE_RATE", growth, slack=True, named=named)
        for one, other in combinations(amounts, 2):

            def attained(values: Sequence[Decimal], whole: Decimal = whole) -> Decimal | None:
                return min(values[1] / values[0], Decimal(1)) * whole if values[0] else None

            def kept_below(values: Sequence[Decimal], whole: Decimal = whole) -> Decimal | None:
                return min(values[0] / values[1], Decimal(1)) * whole if values[1] else None

            yield _Relation(
                target, (one, other), "{1}÷{0}（最高100%）", "TABLE_RATE", attained, kept_below, slack=True, named=named
            )
        for amount in amounts:
            total = next((line for line in reversed(stretch.lines) if line.is_total and line.entries[amount]), None)
            entry = total.entries[amount] if total is not None else None
            if entry is None or not entry.value:
                continue

            def share(values: Sequence[Decimal], of: Decimal = entry.value, whole: Decimal = whole) -> Decimal | None:
                return values[0] / of * whole

            formula = "{0}÷合计" + entry.text
            yield _Relation(target, (amount,), formula, "TABLE_RATE", share, slack=True, named=named)


def _sums(stretch: Stretch, amounts: Sequence[int]) -> Iterator[_Relation]:
    for target in amounts:
        others = [at for at in amounts if at != target]
        for size in (2, 3):
            for parts in combinations(others, size):
                named = any(_DIFFERENCE.search(stretch.labels[at]) for at in (target, *parts))
                formula = "＋".join(f"{{{at}}}" for at in range(size))
                yield _Relation(
                    target, parts, formula, "TABLE_SUM", lambda values: sum(values, Decimal(0)), named=named
                )
        for parts in combinations(others, 3):
            for less in parts:
                ordered = (*(at for at in parts if at != less), less)
                named = any(_DIFFERENCE.search(stretch.labels[at]) for at in (target, *parts))
                yield _Relation(
                    target, ordered, "{0}＋{1}－{2}", "TABLE_SUM",
                    lambda values: values[0] + values[1] - values[2], named=named,
                )  # fmt: skip


def _products(stretch: Stretch, amounts: Sequence[int]) -> Iterator[_Relation]:
    for target in amounts:
        for one, other in combinations([at for at in amounts if at != target], 2):
            named = any(_PRICE.search(stretch.labels[at]) for at in (one, other))
            for scale in (Decimal(1), _WAN):

                def product(values: Sequence[Decimal], scale: Decimal = scale) -> Decimal | None:
                    return values[0] * values[1] / scale

                yield _Relation(target, (one, other), "{0}×{1}", "PRODUCT_IN_TEXT", product, slack=True, named=named)
        named = _PRICE.search(stretch.labels[target]) is not None
        for one, other in permutations([at for at in amounts if at != target], 2):
            for scale in (Decimal(1), _WAN):

                def quotient(values: Sequence[Decimal], scale: Decimal = scale) -> Decimal | None:
                    return values[0] / values[1] * scale if values[1] else None

                yield _Relation(target, (one, other), "{0}÷{1}", "AVERAGE_IN_TEXT", quotient, slack=True, named=named)


def _kept_throughout(stretch: Stretch, relation: _Relation) -> bool:
    """Whether every row, three or more, keeps *relation*: another that a row breaks is then none of this table."""
    judged = [
        any(_holds(stated, exact, line, relation) for exact in results)
        for line in stretch.lines
        if (stated := line.entries[relation.target]) is not None and (results := relation.results(line))
    ]
    return len(judged) >= _LEAST_ROWS and all(judged)


def _exceptions(stretch: Stretch, relation: _Relation) -> list[tuple[int, Decimal]]:
    """The rows that break *relation* and what it makes there, where enough others keep it and they are few."""
    kept, telling, odd, digits = 0, 0, [], 0
    for at, line in enumerate(stretch.lines):
        stated, results = line.entries[relation.target], relation.results(line)
        if stated is None or not results:
            continue
        if any(_holds(stated, exact, line, relation) for exact in results):
            kept += 1
            digits += _digits(stated.value)
            telling += _tells(stated, line, relation)
        else:
            odd.append((at, results[0]))
    if relation.named and relation.code == "TABLE_SUM" and telling and kept > _LEAST_ROWS:
        telling = kept  # 调整0.00: the two others are alike, which is no accident
    borne_out = telling >= (_LEAST_ROWS - 1 if relation.named else _LEAST_ROWS) and digits >= _LEAST_DIGITS
    scored = relation.code == "SCORE_OVERRIDE" and kept > _LEAST_ROWS
    most = 1 if kept < 3 * _LEAST_ROWS else 2
    return odd if len(odd) <= most and (borne_out or scored) else []


def _digits(value: Decimal) -> int:
    return sum(char.isdigit() for char in f"{value.normalize():f}".strip("0."))


def _tells(stated: Entry, line: Line, relation: _Relation) -> bool:
    """Whether a row bears the relation out: no operand is 0 or 1 and none is the result itself."""
    values = [entry.value for at in relation.operands if (entry := line.entries[at]) is not None]
    trivial = any(value in {0, 1} or value == stated.value for value in values) and relation.code != "TABLE_RATE"
    return not trivial and stated.value != 0


def _holds(stated: Entry, exact: Decimal, line: Line, relation: _Relation) -> bool:
    if round_half_up(exact, stated.places) == stated.value:
        return True
    unit = Decimal(1).scaleb(-stated.places)
    if not relation.slack:
        return stated.places > 0 and abs(exact - stated.value) <= unit * len(relation.operands) / 2
    shift = Decimal(0)
    for at in relation.operands:
        entry = line.entries[at]
        if entry is not None and entry.value and entry.places:
            shift += abs(exact / entry.value) * Decimal(5).scaleb(-entry.places - 1)
    return abs(exact - stated.value) <= unit + shift


def _broken(stretch: Stretch, relation: _Relation, line: Line, exact: Decimal) -> Finding:
    stated = line.entries[relation.target]
    operands = [entry for at in relation.operands if (entry := line.entries[at]) is not None]
    assert stated is not None
    right = round_half_up(exact, max(stated.places, 0))
    shown = format_number(right) if "," in stated.text else plain_number(right)
    formula = relation.formula.format(*(entry.text for entry in operands))
    label = plain_label(stretch.labels[relation.target])
    names = "”“".join(plain_label(stretch.labels[at]) for at in relation.operands)
    of_budget = relation.code == "TABLE_RATE" and "执行率" in label and any("得分" in each for each in stretch.labels)
    return found(
        "RATE_MISMATCH" if of_budget else relation.code,
        Severity.ERROR,
        f"“{line.name}”{label}写{stated.text}，按本表其他各行的关系，{formula}＝{shown}{'%' * stated.is_share}",
        f"核对这一行的“{label}”和“{names}”，改正其中一处",
        stated.cell.place(),
        *(entry.cell.place() for entry in operands),
        subject=line.name,
    )


DETECTORS: tuple[Detector, ...] = (relations_of_columns,)
