"""Whether a target agrees with the plan in words (目标、资金用途、预算数): other counts of one thing, other totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.language.words import name_pairs
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.rows import Row
from reportgen.rules.indicator_reading import Group
from reportgen.rules.indicator_vocabulary import UNIT_PRICE

_SENTENCE = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[，,：:]")
_NEARLY_ALL = 0.85
_ENOUGH = 0.6  # share of the pairs of characters of a name that must stand in the clause of a number
_WHOLE = re.compile(
    r"(?:项目|总|工程|经费|考试|购[置车买]|采购|运维|运行|专项)[^，,。]{0,8}(?:总额|总成本|总预算|总费用|总投资|"
    r"总支出|总金额)$|"
    r"^项目?总(?:成本|预算|金额|支出)|(?:项目|总)预算(?:金额|资金|数)?$|总额$|^总(?:成本|投资|支出|费用)$"
)
_PARTIAL = re.compile(
    r"补贴|补助|工资|印刷|宣传|物业|维修费|水费|电费|租|奖|差旅|劳务|餐|尾款|咨询|监理|设计|评审|培训费|软件|硬件|"
    r"单位|平均|上年|节约"
)


_PRICED = re.compile(f"{UNIT_PRICE}|上年|节约|带动|筹|投资|产值|收入")


@dataclass(frozen=True, slots=True)
class _Told:
    value: Decimal
    clause: str
    text: str


def against_plan(row: Row) -> str:
    """Why the target does not agree with goals, use of funds or budget of its project; empty where it does."""
    target = row.target
    quantity = target.quantity
    if target.kind is not TargetKind.NUMBER or quantity is None or target.change or target.compound:
        return ""
    if quantity.unit.dimension == "money":
        return _against_budget(row, quantity) if row.group is Group.COST else ""
    said = _said_otherwise(row, quantity, row.table.own_texts, bound=target.comparator is not Comparator.EQUAL)
    return f"“{row.name}”写{row.value}，绩效目标或资金用途写“{said}”，两处不一致" if said else ""


def against_report(row: Row) -> str:
    """Why the actual value does not agree with what the goals report as reached; empty where it does."""
    actual = row.indicator.actual
    if actual.kind is not TargetKind.NUMBER or actual.quantity is None or actual.compound:
        return ""
    goals = [goal for goal in row.table.goals if not row.indicator.goal or goal.number == row.indicator.goal]
    said = _said_otherwise(row, actual.quantity, [goal.achieved for goal in goals if goal.achieved], bound=False)
    return f"实际完成值写{row.indicator.actual_value}，实际完成情况写“{said}”，两处不一致" if said else ""


def _against_budget(row: Row, quantity: Quantity) -> str:
    budget = row.table.project.budget if row.table.project else None
    if budget is None or "/" in quantity.unit.symbol:
        return ""
    if quantity.base > budget.base and not _PRICED.search(row.name):
        return f"“{row.name}”写{row.value}，比项目预算数{budget}还多"
    if not _WHOLE.search(row.naming.plain) or _PARTIAL.search(row.naming.plain):
        return ""
    return "" if quantity.base == budget.base else f"“{row.name}”写{row.value}，项目预算数是{budget}，两处不一致"


def _said_otherwise(row: Row, quantity: Quantity, texts: Sequence[str], *, bound: bool) -> str:
    """The number that *texts* give for the row instead of *quantity*; of a *bound* only a lower one counts."""
    if quantity.value == 0 or not quantity.unit.symbol or quantity.unit.dimension == "score":
        return ""
    pairs = name_pairs(row.naming.plain)
    taken = _values_of_others(row, quantity)
    for text in texts:
        told = [each for sentence in _SENTENCE.split(text) for each in _told(sentence, quantity)]
        values = [each.value for each in told]
        if quantity.base in values or quantity.base == sum(values):
            continue
        if quantity.unit.dimension == "share":
            said = _share_otherwise(pairs, told)
        else:
            said = _count_otherwise(pairs, told, quantity.base, taken, bound=bound)
        if said and not any(quantity.base in _all_values(other, quantity) for other in texts):
            return said
    return ""


def _values_of_others(row: Row, quantity: Quantity) -> frozenset[Decimal]:
    """The values other rows have in the same unit: a number that is theirs is not told of this row."""
    found = (value.quantity for other in row.others for value in (other.target, other.indicator.actual))
    return frozenset(each.base for each in found if each is not None and each.comparable(quantity))


def _all_values(text: str, quantity: Quantity) -> list[Decimal]:
    return [each.value for sentence in _SENTENCE.split(text) for each in _told(sentence, quantity)]


def _share_otherwise(pairs: Sequence[str], told: Sequence[_Told]) -> str:
    """A rate that a clause gives under nearly the whole name."""
    return next((each.text for each in told if len(pairs) > 1 and _covered(pairs, each.clause) >= _NEARLY_ALL), "")


def _count_otherwise(
    pairs: Sequence[str], told: Sequence[_Told], mine: Decimal, taken: frozenset[Decimal], *, bound: bool
) -> str:
    """Another count of the thing named: the only one of its unit, or one with swapped digits, or such a sum.

    Numbers *taken* are those of other rows.
    """
    values = [each.value for each in told]
    if len(values) > 1 and _same_digits(sum(values, Decimal(0)), mine):
        return "＋".join(each.text for each in told)
    for each in (each for each in told if each.value not in taken):
        swapped = _same_digits(each.value, mine) and any(pair in each.clause for pair in pairs)
        alone = len(values) == 1 and len(pairs) > 1 and each.value > 1 and _covered(pairs, each.clause) >= _ENOUGH
        if swapped or (alone and (not bound or each.value < mine)):
            return each.text
    return ""


def _covered(pairs: Sequence[str], clause: str) -> float:
    return sum(pair in clause for pair in pairs) / len(pairs)


def _told(sentence: str, quantity: Quantity) -> Iterator[_Told]:
    """The numbers of *sentence* that count the same thing, with the words around them."""
    for mention in numbers_in(sentence):
        said = mention.quantity
        counted = mention.kind in {MentionKind.COUNT, MentionKind.PERCENT}
        if not mention.is_claim or said is None or not counted or mention.approximate or not said.comparable(quantity):
            continue
        before = [match.end() for match in _CLAUSE.finditer(sentence, 0, mention.start)]
        after = _CLAUSE.search(sentence, mention.end)
        clause = sentence[before[-1] if before else 0 : after.start() if after else len(sentence)]
        yield _Told(said.base, clause, mention.text)


def _same_digits(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by swapped digits or a nought: 36 and 63, 700 and 7000."""
    if one == other or min(one, other) < 10:
        return False
    return sorted(f"{one:f}") == sorted(f"{other:f}") or max(one, other) == 10 * min(one, other)
