"""What the facts bear out: every number of every fact as one statement, with subject, role, period and unit.

Facts that are text (目标、完成情况、原因) carry numbers too; each of these is a statement whose subject is its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.evidence.meanings import COUNTED_BY_RESULT, NEEDS, bars, direction
from reportgen.language.cue_words import Cue, change_direction, cue_words, is_compared_with, is_weak
from reportgen.language.passages import clauses
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import Unit

_TARGET_BEHIND = re.compile(r"的(?:年度|规划|预期|绩效)?目标")  # 高于85%的目标
_FROM = re.compile(r"[由从][^，。；、\d]{0,8}$")  # 由60分钟压缩到30分钟: what it was before
_ON_TO = re.compile(r"[^，。；、\d]{1,6}[到至为成][约近超]?\d")
_NAMELESS = re.compile(
    r"(?:实际|已|共|全年|其中|目前|现)?"
    r"(?:支出|执行|使用|完成|实际|支付|预算|累计|总计|合计|共计|总数|共有|现有|已有)?[为了达有]?"
)


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
    part: str = ""  # what kind of figure was derived: the last part of the id of such a fact
    start: int = 0  # where the number stands in the text of the fact
    end: int = 0

    @property
    def thing(self) -> str:
        """The row it was entered in: that of an indicator, a goal, a project or a line of the budget; staff is one."""
        if self.subject.startswith("staff."):
            return "staff"
        return self.fact.rpartition(".")[0] if self.words else self.subject

    @property
    def of_plan(self) -> bool:
        """Whether it stands in a text that is itself a plan, and no cue of its own words makes it one."""
        return self.fact.endswith(".text") and self.fact.startswith(("goal.", "project_goal."))


_TEXT_ROLES = {"text": Role.TARGET, "achieved": Role.ACTUAL, "target_value": Role.TARGET, "actual_value": Role.ACTUAL}
_TEXT_ROLES |= {"previous_actual": Role.PREVIOUS}
_CUE_ROLES = {
    Cue.TARGET: Role.TARGET,
    Cue.PREVIOUS: Role.PREVIOUS,
    Cue.ACTUAL: Role.ACTUAL,
    Cue.BUDGET: Role.BUDGET,
}


_COUNT_PARTS = frozenset({"met", "exceeded", "missed", "undecided", "qualitative", "quantitative"})


def subject_of(fact: Fact) -> str:
    """The key of the subject *fact* is about: its id without the last part, or the id itself for lone facts."""
    head, _, last = fact.id.rpartition(".")
    if fact.id.startswith("count."):
        return head if last in _COUNT_PARTS else fact.id
    if fact.id.startswith("previous.") and "自评总分" in fact.label:
        return "score"
    if fact.id.startswith(("department.", "form.", "previous.")):
        return fact.id
    if fact.id.startswith("roll_up."):
        return "indicator." + fact.id.partition(".")[2]
    return head or fact.id


def _is_total(fact_id: str, last: str) -> bool:
    """Whether the fact counts all indicators of a group, whatever became of them."""
    groups = ("count.indicators", "count.category.", "count.subcategory.", "count.goal.")
    return fact_id.startswith(groups) and last not in _COUNT_PARTS


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
            needs=NEEDS.get(last),
            direction=direction(last),
            bars=COUNTED_BY_RESULT if _is_total(fact.id, last) else bars(last),
        )  # fmt: skip
    if fact.derived or (fact.quantity is not None and not _has_roles(fact.id)):
        return
    yield from _of_text(
        fact,
        _TEXT_ROLES.get(
            last if _has_roles(fact.id) else "", Role.TEXT if fact.role is not Role.PREVIOUS else Role.PREVIOUS
        ),
    )


def _has_roles(fact_id: str) -> bool:
    return fact_id.startswith(("goal.", "project_goal.", "indicator."))


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
                difference = (
                    word.cue is Cue.TARGET and mention.unit.dimension != "share" and is_compared_with(fact.text, word)
                )
                if start <= word.start and word.end <= mention.start and telling and not difference:
                    own = _CUE_ROLES[word.cue]
        if not short and _TARGET_BEHIND.match(fact.text, mention.end):
            own = Role.TARGET
        if (
            own is Role.ACTUAL
            and _FROM.search(fact.text, start, mention.start)
            and _ON_TO.match(fact.text, mention.end)
        ):
            own = Role.PREVIOUS
        if _NAMELESS.fullmatch(fact.text, start, mention.start) and index and not short:
            words = fact.text[parts.starts[index - 1] : parts.ends[index]]  # “三公”经费预算310万元，支出268.15万元
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
        unit=mention.unit._replace(dimension="date") if dated else mention.unit, text=mention.text,
        period=fact.period, comparator=mention.comparator, words=words,
        direction=change_direction(text, start, end) if words else 0, normal=mention.normal,
        start=mention.start, end=mention.end,
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
