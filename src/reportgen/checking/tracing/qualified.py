"""Whether 超过, 不足, 近 and 余 (限定词) are true of a number that is exactly right without them: 超过10项 of 10项."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line, says_more
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import FactLedger, Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.target_values import Comparator

_STRICT = frozenset({Comparator.MORE_THAN, Comparator.LESS_THAN})
_ALMOST = frozenset({"近", "将近", "接近", "近乎", "几乎"})
_BLURRING = _ALMOST | frozenset(
    "超 超过 超出 逾 突破 多于 高于 大于 远超 过 不足 不到 不满 少于 低于 小于 余 多 有余".split()
)
_INSIDE = re.compile(r"[余多](?=[^\d]*$)")
_PLANNED = frozenset({Role.TARGET, Role.MAX_SCORE})
_BUDGETED = frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET})
_BOUND_BEHIND = re.compile(r"的?[\u4e00-\u9fff]{0,4}(?:预算|目标|任务|计划|限额|上限|标准|要求)")
_NEGATED = re.compile(r"(?:没有|未|没|不|尚未)(?:能)?$")
_WITHIN_COMPARISON = re.compile(r"(?:比|较|与|同|离|距)[^，。；]{0,6}$")
_COMPARES = re.compile(r"比|较|目标|计划|任务|要求|预算|限额|上限|标准|上年|去年|同比")
_MORE = re.compile(r"超|过|逾|突破|高于|多于|大于|以上|余|多")
_LESS = re.compile(r"不足|不到|不满|低于|少于|小于|以内|以下")
_ITEM_MARK = re.compile(r"[、（(]")
_TURN = re.compile(r"^[，、]?(?:前者|后者|两者|二者|两项)(?:均|都|各|则|又|还|也)?")
_IS_SO_MUCH = re.compile(
    r"(?:为|是|有|剩下?|剩余|余下?|缺口|差|欠|这)$"
)  # a number follows that says how many there are
_NEAR = 4  # characters of an entered text beside a number


def unqualified(line: Line, reading: Reading) -> tuple[Line, Reading] | None:
    """The line and the reading without the words that blur the number, or nothing where it has none such."""
    mention = reading.mention
    words = line.text[mention.phrase_start : mention.start] if mention.phrase_start < mention.start else ""
    before = bool(words) and (mention.comparator in _STRICT or bool(_ALMOST.intersection(mention.qualifiers)))
    if not before and not _INSIDE.search(mention.text):
        return None
    if mention.kind is MentionKind.RANGE or mention.quantity is None or not _BLURRING.intersection(mention.qualifiers):
        return None
    text = line.text
    if before:
        text = text[: mention.phrase_start] + "约" * len(words) + text[mention.start :]
    plain = mention._replace(qualifiers=(), comparator=None, approximate=False, phrase_start=mention.start)
    return (
        line.with_text(text),
        reading._replace(mention=plain, lead=reading.lead.removesuffix(words)),
    )


def exactly(line: Line, reading: Reading, blurred: Statement | None, plain: Statement, ledger: FactLedger) -> bool:
    """Whether the number is *plain* without its qualifier, so that the qualifier is false.

    *blurred* is what the number was taken for with its qualifier, if anything.
    """
    mention = reading.mention
    span = span_of(mention)
    if span is None or plain.low != plain.high or not _same_value(mention, span[0], plain):
        return False
    taken = blurred is not None and blurred.role is Role.DIFFERENCE and blurred.low == plain.low
    if taken and plain.role is not Role.DIFFERENCE:
        if blurred is not None and _tells_itself(line, reading, blurred):
            return False
    elif plain.role is Role.DIFFERENCE and plain.direction and not _changes(line, reading):
        if _tells_itself(line, reading, plain):
            return False
    elif plain.role is Role.DIFFERENCE and line.text[: mention.phrase_start].endswith(("分别", "依次")):
        return False  # 三类对象均超过目标，分别超18人、460人和35人
    elif _is_bound(line, mention, plain, ledger):
        return False
    return not _entered_so(mention, plain, ledger)


def _tells_itself(line: Line, reading: Reading, difference: Statement) -> bool:
    """Whether the qualifier itself tells how the number differs: ……，超143万元; 超出2人; not 事业超74人."""
    mention = reading.mention
    rises = mention.comparator is Comparator.MORE_THAN
    if difference.direction and (difference.direction > 0) != rises:
        return False
    clause = line.text[line.parts.starts[reading.clause] : mention.phrase_start]
    lead = _TURN.sub("", _COMPARES.split(_ITEM_MARK.split(clause)[-1])[-1])
    tail = line.text[max(mention.end, mention.phrase_end) : line.parts.ends[reading.clause]]
    if _IS_SO_MUCH.search(lead) or says_more(tail):
        return False
    return bool(reading.many) or not says_more(lead, 1)


def _changes(line: Line, reading: Reading) -> bool:
    """Whether a word of change stands before the qualifier in the clause: 多超过3场, 减少不足3人."""
    if reading.place:
        return True  # of a list told apart by 分别
    before = line.text[line.parts.starts[reading.clause] : reading.mention.phrase_start] + "1"
    return change_direction(before, 0, len(before)) != 0


def _same_value(mention: Mention, written: Decimal, plain: Statement) -> bool:
    return written == plain.low or (mention.quantity is not None and mention.quantity.value == plain.low)


def _is_bound(line: Line, mention: Mention, plain: Statement, ledger: FactLedger) -> bool:
    """Whether the qualifier compares an actual value with that number: 超过95%的目标, 没有突破100万元的预算."""
    if plain.subject.startswith("staff.") or mention.comparator not in _STRICT:
        return False
    before = line.text[: mention.phrase_start]
    if _WITHIN_COMPARISON.search(before):
        return False  # 比计划的超过16期多2期
    if _BOUND_BEHIND.match(line.text, max(mention.end, mention.phrase_end)):
        return True
    if plain.role not in _PLANNED:
        return plain.role in _BUDGETED and bool(_NEGATED.search(before))
    if _NEGATED.search(before):
        return True
    return _is_target(plain, ledger) if plain.words else not _passed_by(mention, plain, ledger)


def _is_target(plain: Statement, ledger: FactLedger) -> bool:
    """Whether an indicator has the number of the text for its target, so that its actual value may lie beyond."""
    targets = [fact.quantity for fact in ledger.values() if fact.id.endswith(".target_value") and fact.quantity]
    return any(one.base == plain.low and one.unit.dimension == plain.unit.dimension for one in targets)


def _passed_by(mention: Mention, plain: Statement, ledger: FactLedger) -> bool:
    """Whether the actual value lies on the other side of the target: 合格率不足100% where it is 100%."""
    actual = ledger.get(f"{plain.subject}.actual_value")
    if actual is None or actual.quantity is None or actual.quantity.unit.dimension != plain.unit.dimension:
        return False
    beyond = actual.quantity.base > plain.low
    return not beyond if mention.comparator is Comparator.MORE_THAN else actual.quantity.base >= plain.low


def _entered_so(mention: Mention, plain: Statement, ledger: FactLedger) -> bool:
    """Whether the number was entered with the same words: 近4500人次."""
    if mention.comparator is not None and plain.comparator is mention.comparator:
        return True
    fact = ledger.get(plain.fact)
    if fact is None or fact.derived:
        return False
    near = fact.text[max(0, plain.start - _NEAR) : plain.end + 3] if plain.end else fact.text
    alike = next((words for words in (_MORE, _LESS) if words.search("".join(mention.qualifiers))), None)
    return any(word in near for word in mention.qualifiers) or bool(alike and alike.search(near))
