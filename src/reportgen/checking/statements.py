"""What the facts bear out: every number of every fact as one statement, with subject, role, period and unit.

Facts that are text (目标、完成情况、原因) carry numbers too; each of these is a statement whose subject is its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.language.cue_words import Cue, change_direction, cue_words, is_weak
from reportgen.language.passages import clauses
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import NO_UNIT, Unit

INDICATOR_FIELD = re.compile(r"^(indicator\.[^.]+)\.(\w+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One number that may be stated: *low* and *high* are equal but for a range, in base units of *unit*.

    *needs* must be found in the words around a derived number: a surplus is only stated as 结余, never as 超支.
    *direction* is 1 for a rise, −1 for a fall. *words* are the clause of a text fact, which names its subject.
    """

    fact: str
    subject: str
    role: Role
    low: Decimal
    high: Decimal
    unit: Unit
    text: str
    period: str = ""
    comparator: Comparator | None = None
    derived: bool = False
    needs: re.Pattern[str] | None = None
    bars: re.Pattern[str] | None = None
    direction: int = 0
    words: str = ""
    normal: str = ""  # of a date


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


# What the words around a derived figure must say, by the last part of the fact's id.
_NEEDS = {
    "execution_rate": _pattern(r"执行|支付|支出|完成|使用|用款|占"),
    "surplus": _pattern(
        r"结余|结转|剩余|余|未(?:支出|执行|使用|支付|支用)|没有(?:支出|执行|使用|支付)|沉淀|节约|节省|低于|少支出|收回|少用"
    ),
    "overspend": _pattern(r"超|高于预算|多支"),
    "share": _pattern(r"占|比重|比例|用在|用于"),
    "completion": _pattern(r"完成|达|为|实现|相当|占|是|完成率"),
    "score_coefficient": _pattern(r"得分率|系数|得"),
    "control_rate": _pattern(r"控制率|在职|在编|编制"),
    "met": _pattern(r"完成|达到|达标|达成|实现|达"),
    "missed": _pattern(r"未|没有|没能|不|短|欠|差"),
    "exceeded": _pattern(r"超"),
    "undecided": _pattern(r"无法|不能|尚|难以"),
    "qualitative": _pattern(r"定性"),
    "quantitative": _pattern(r"定量|量化"),
    "above_target": _pattern(r"超|高|多|增|优于|好于|提前"),
    "below_target": _pattern(r"低|少|差|缺|不足|短|欠|降|距|未|没有|节约|节省|省|快|早"),
    "unspent_rate": _pattern(r"结余|结转|剩余|未(?:支出|执行|使用|支付)|没有(?:支出|执行|使用|支付)"),
    "over_rate": _pattern(r"超|高|多"),
    "shortfall_rate": _pattern(r"低|少|差|缺|不足|短|欠|未|没有|节约|节省"),
    "lost_score": _pattern(r"扣|失|丢|少得"),
    "vacancies": _pattern(r"空|缺|未满|余|少"),
    "over_staff": _pattern(r"超编|超|多"),
    "fiscal_appropriation": _pattern(r"财政"),
    "other_funds": _pattern(r"其他|自筹|配套|自有|社会"),
    "adjustment_up": _pattern(r"调增|追加|增|高|上调|多|上浮|增幅|调整"),
    "adjustment_down": _pattern(r"压缩|缩减|调减|压减|减|收回|低|下调|少|下浮|调整"),
    "growth_up": _pattern(r"增|升|提高|多|高|扩大"),
    "growth_down": _pattern(r"降|减|少|低|压缩|回落|下滑|收窄"),
    "change_up": _pattern(r"增|升|提高|多|高"),
    "change_down": _pattern(r"降|减|少|低|短|快|回落|下滑"),
}
_NEEDS |= {
    "adjustment_rate_up": _NEEDS["adjustment_up"],
    "adjustment_rate_down": _NEEDS["adjustment_down"],
    "growth_rate_up": _NEEDS["growth_up"],
    "growth_rate_down": _NEEDS["growth_down"],
    "change_rate_up": _NEEDS["change_up"],
    "change_rate_down": _NEEDS["change_down"],
}
_DIRECTIONS = {"up": 1, "down": -1, "above_target": 1, "below_target": -1, "overspend": 1, "over_rate": 1}
_TEXT_ROLES = {"text": Role.TARGET, "achieved": Role.ACTUAL, "target_value": Role.TARGET, "actual_value": Role.ACTUAL}
_TEXT_ROLES |= {"previous_actual": Role.PREVIOUS}
_CUE_ROLES = {
    Cue.TARGET: Role.TARGET,
    Cue.PREVIOUS: Role.PREVIOUS,
    Cue.ACTUAL: Role.ACTUAL,
}


def subject_of(fact: Fact) -> str:
    """The key of the subject *fact* is about: its id without the last part, or the id itself for lone facts."""
    head, _, _ = fact.id.rpartition(".")
    if fact.id.startswith(("department.", "form.", "previous.", "count.goals", "count.duties", "count.project")):
        return fact.id
    if fact.id.startswith("roll_up."):
        return "indicator." + fact.id.partition(".")[2]
    return head or fact.id


def statements(ledger: FactLedger) -> Iterator[Statement]:
    """Every number the facts of *ledger* bear out, derived ones of the closed list included."""
    for fact in ledger.values():
        yield from statements_of(fact)


def statements_of(fact: Fact) -> Iterator[Statement]:
    """The numbers of one fact."""
    last = fact.id.rpartition(".")[2]
    if fact.role is Role.NAME and fact.quantity is None:
        return
    if fact.quantity is not None:
        comparator = None
        if fact.role in {Role.TARGET, Role.ACTUAL} and fact.origin is not None:
            comparator = _comparator(fact.text)
        yield Statement(
            fact=fact.id, subject=subject_of(fact), role=fact.role, low=fact.quantity.base, high=fact.quantity.base,
            unit=fact.quantity.unit, text=fact.text, period=fact.period, comparator=comparator, derived=fact.derived,
            needs=_NEEDS.get(last) or (_NEEDS.get(last) if fact.derived else None),
            direction=_direction(last), bars=_bars(last),
        )  # fmt: skip
    if fact.derived or (fact.quantity is not None and not _has_roles(fact.id)):
        return
    yield from _of_text(
        fact,
        _TEXT_ROLES.get(
            last if _has_roles(fact.id) else "", Role.TEXT if fact.role is not Role.PREVIOUS else Role.PREVIOUS
        ),
    )


_OF_THE_PLAN = _pattern(r"目标|计划|任务|预期|预算")
_OF_LAST_YEAR = _pattern(r"上年|去年|同比|同期")


def _bars(last: str) -> re.Pattern[str] | None:
    """What the words right before a difference must not say: a change over last year is none from the target."""
    if last.startswith(("change_", "growth_")):
        return _OF_THE_PLAN
    if last.startswith("adjustment_"):
        return _OF_LAST_YEAR
    return _OF_LAST_YEAR if last in {"above_target", "below_target", "over_rate"} else None


def _has_roles(fact_id: str) -> bool:
    return fact_id.startswith(("goal.", "project_goal.", "indicator."))


def _direction(last: str) -> int:
    if last in _DIRECTIONS:
        return _DIRECTIONS[last]
    return _DIRECTIONS.get(last.rpartition("_")[2], 0)


def _comparator(text: str) -> Comparator | None:
    mentions = [mention for mention in scan(text).mentions if mention.is_claim]
    return mentions[0].comparator if mentions else None


def _of_text(fact: Fact, role: Role) -> Iterator[Statement]:
    """The numbers inside a text fact, each with the role its own words give it."""
    if not any(character.isdigit() or character in "一二三四五六七八九十百千万两半零〇" for character in fact.text):
        return
    found = scan(fact.text).mentions
    parts = clauses(fact.text, [(mention.start, mention.end) for mention in found])
    cues = cue_words(fact.text)
    short = fact.role in {Role.TARGET, Role.ACTUAL, Role.PREVIOUS}
    for mention in found:
        if mention.kind in {MentionKind.LIST, MentionKind.IDIOM}:
            continue
        index = parts.at(mention.start)
        start = parts.starts[index]
        words = fact.text[start : parts.ends[index]]
        own = role
        if not short:
            for word in cues:
                telling = word.cue in _CUE_ROLES and not is_weak(fact.text, word)
                if start <= word.start and word.end <= mention.start and telling:
                    own = _CUE_ROLES[word.cue]
        yield from _statement(fact, mention, own, "" if short else words, fact.text, start, parts.ends[index])


def _statement(
    fact: Fact, mention: Mention, role: Role, words: str, text: str, start: int, end: int
) -> Iterator[Statement]:
    base = span_of(mention)
    if base is None and not mention.normal:
        return
    low, high = base or (Decimal(0), Decimal(0))
    dated = mention.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}
    subject = subject_of(fact) if not words else f"text:{fact.id}@{start}"
    yield Statement(
        fact=fact.id, subject=subject, role=role, low=low, high=high,
        unit=replace(mention.unit, dimension="date") if dated else mention.unit, text=mention.text,
        period=fact.period, comparator=mention.comparator, words=words,
        direction=change_direction(text, start, end) if words else 0, normal=mention.normal,
    )  # fmt: skip


def span_of(mention: Mention) -> tuple[Decimal, Decimal] | None:
    """The number of *mention* in base units of its own unit, twice, or the ends of its range."""
    if mention.low is not None and mention.high is not None:
        return mention.low * _factor(mention), mention.high * _factor(mention)
    if mention.quantity is not None:
        return mention.quantity.base, mention.quantity.base
    if mention.value is not None:
        return mention.value * _factor(mention), mention.value * _factor(mention)
    return None


def _factor(mention: Mention) -> Decimal:
    return mention.unit.factor


def declared_derivations(ledger: FactLedger) -> Iterator[Statement]:
    """The closed list of figures that follow from the facts of one subject and are not in the ledger."""
    hundred = Decimal(100)
    for fact in ledger.values():
        quantity = fact.quantity
        if quantity is None:
            continue
        subject, _, last = fact.id.rpartition(".")
        if last == "execution_rate" and quantity.value < hundred:
            yield _derived(fact, f"{subject}.unspent_rate", hundred - quantity.value, quantity.unit, subject)
        if last == "completion" and quantity.value > hundred:
            yield _derived(fact, f"{subject}.over_rate", quantity.value - hundred, quantity.unit, subject)
        if last == "completion" and quantity.value < hundred:
            yield _derived(fact, f"{subject}.shortfall_rate", hundred - quantity.value, quantity.unit, subject)
        if last == "score" or fact.id == "score.total":
            whole = ledger.get("score.max_total" if fact.id == "score.total" else f"{subject}.max_score")
            if whole and whole.quantity and whole.quantity.value > quantity.value:
                lost = whole.quantity.value - quantity.value
                yield _derived(fact, f"{subject}.lost_score", lost, quantity.unit, subject)
        if last == "actual_expenditure" and subject.startswith("project."):
            yield from _project_money(ledger, fact, quantity, subject)
        if last == "authorized":
            actual = ledger.get(f"{subject}.actual")
            if actual and actual.quantity and actual.quantity.value != quantity.value:
                gap = quantity.value - actual.quantity.value
                name = "vacancies" if gap > 0 else "over_staff"
                yield _derived(fact, f"{subject}.{name}", abs(gap), quantity.unit, subject)
        if last == "actual_value":
            yield from _changes(ledger, fact, quantity, subject)


def _project_money(ledger: FactLedger, spent: Fact, quantity: Quantity, subject: str) -> Iterator[Statement]:
    budget = ledger.get(f"{subject}.budget")
    if budget and budget.quantity and budget.quantity.base != quantity.base:
        difference = budget.quantity.base - quantity.base
        yield _derived(
            spent, f"{subject}.{'surplus' if difference > 0 else 'overspend'}", abs(difference), quantity.unit, subject,
            base=True,
        )  # fmt: skip
    for whole_id in ("budget.project.actual_expenditure", "budget.total.actual_expenditure"):
        whole = ledger.get(whole_id)
        if whole and whole.quantity and whole.quantity.base:
            share = quantity.base / whole.quantity.base * 100
            yield _derived(spent, f"{subject}.share", share, _PERCENT, subject)


_PERCENT = Unit("%", "share")
_POINTS = Unit("百分点", "percentage point")


def _changes(ledger: FactLedger, fact: Fact, quantity: Quantity, subject: str) -> Iterator[Statement]:
    """Against the value of the year before (上年实际值)."""
    before = ledger.get(f"{subject}.previous_actual")
    if before is None:
        return
    numbers = [mention.quantity for mention in scan(before.text).claims if mention.quantity is not None]
    if not numbers:
        return
    earlier = numbers[0]
    if earlier.unit == NO_UNIT:
        earlier = Quantity(earlier.value, quantity.unit)
    if not earlier.comparable(quantity) or earlier.base == quantity.base:
        return
    change = quantity.base - earlier.base
    way = "up" if change > 0 else "down"
    unit = _POINTS if quantity.unit.dimension == "share" else quantity.unit
    yield _derived(fact, f"{subject}.change_{way}", abs(change), unit, subject, base=True)
    if earlier.base and quantity.unit.dimension != "share":
        rate = abs(change) / earlier.base * 100
        yield _derived(fact, f"{subject}.change_rate_{way}", rate, _PERCENT, subject)


def _derived(fact: Fact, fact_id: str, value: Decimal, unit: Unit, subject: str, *, base: bool = False) -> Statement:
    last = fact_id.rpartition(".")[2]
    amount = value if base else value * unit.factor
    number = amount / unit.factor
    return Statement(
        fact=fact.id, subject=subject, role=Role.DIFFERENCE, low=amount, high=amount, unit=unit,
        text=f"{round(number, 2).normalize():f}{unit.symbol}", period=fact.period, derived=True,
        needs=_NEEDS.get(last), direction=_direction(last), bars=_bars(last),
    )  # fmt: skip


def all_statements(ledger: FactLedger) -> Iterable[Statement]:
    """Entered, derived and declared, in this order."""
    yield from statements(ledger)
    yield from declared_derivations(ledger)
