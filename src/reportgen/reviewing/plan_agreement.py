"""Whether a target agrees with the plan in words (目标、资金用途、预算数): other counts of one thing, other totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.language.words import name_pairs
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.reviewing.naming import Measure
from reportgen.reviewing.rows import Group, Row

_SENTENCE = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[，,：:]")
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


@dataclass(frozen=True, slots=True)
class _Told:
    value: Decimal
    clause: str
    text: str


def against_plan(row: Row) -> str:
    """Why the target does not agree with goals, use of funds or budget of its project; empty where it does."""
    quantity = row.target.quantity
    if quantity is None or quantity.value == 0 or row.target.change or row.target.compound:
        return ""
    if row.target.kind is TargetKind.NUMBER and quantity.unit.dimension == "money":
        return _against_budget(row, quantity) if row.group is Group.COST else ""
    counted = quantity.unit.symbol and quantity.unit.dimension not in {"share", "score", "percentage point"}
    if row.target.kind is not TargetKind.NUMBER or not counted or row.naming.measure is Measure.SHARE:
        return ""
    return _against_words(row, quantity)


def _against_budget(row: Row, quantity: Quantity) -> str:
    budget = row.table.project.budget if row.table.project else None
    if budget is None or not _WHOLE.search(row.naming.plain) or _PARTIAL.search(row.naming.plain):
        return ""
    return "" if quantity.base == budget.base else f"“{row.name}”写{row.value}，项目预算数是{budget}，两处不一致"


def _against_words(row: Row, quantity: Quantity) -> str:
    suspects: list[tuple[Decimal, str]] = []
    pairs = name_pairs(row.naming.plain)
    for text in row.table.own_texts:
        told = [each for sentence in _SENTENCE.split(text) for each in _told(sentence, quantity)]
        values = [each.value for each in told]
        if quantity.base in values or quantity.base == sum(values):
            return ""
        total = sum(values, Decimal(0))
        if len(values) > 1 and _same_digits(total, quantity.base):
            suspects.append((total, "＋".join(each.text for each in told)))
        for each in told:
            alike = sum(pair in each.clause for pair in pairs) >= _ENOUGH * len(pairs) if pairs else False
            swapped = _same_digits(each.value, quantity.base) and any(pair in each.clause for pair in pairs)
            beyond = row.target.comparator is Comparator.EQUAL or each.value < quantity.base
            alone = len(values) == 1 and len(pairs) > 1 and each.value > 1
            if swapped or (alike and beyond and alone):
                suspects.append((each.value, each.text))
    if not suspects:
        return ""
    return f"“{row.name}”写{row.value}，绩效目标或资金用途写“{suspects[0][1]}”，两处不一致"


def _told(sentence: str, quantity: Quantity) -> Iterator[_Told]:
    """The numbers of *sentence* that count the same thing, with the words around them."""
    for mention in scan(sentence).claims:
        said = mention.quantity
        if said is None or mention.kind is not MentionKind.COUNT or not said.comparable(quantity):
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
