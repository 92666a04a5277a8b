"""Numbers that stand in an entered text and are quoted with it (引用): 目标原文, 完成情况, 职责, 偏差原因."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import digits_told, same_class, states
from reportgen.checking.sentences.subjects import says_more
from reportgen.language.cue_words import cue_words
from reportgen.quantities.mention import Mention

_CONTEXT = 2  # characters beside a number by which its quotations are looked up
_ENOUGH = 6  # characters of the same words around a number that make it a quotation
_ENOUGH_WHOLE = 2  # or so many, where the clause is the same from end to end
_LEAST_WHOLE = 3  # characters of words that are those of one entered number alone
_LEAST_OWN = 2  # characters of the word before a number that is its own
_TELLING_DIGITS = 2  # of a number that is no chance beside another number of the same text
_MOST = 24
_OPENINGS = ("其中", "包括", "含", "共", "约", "有")
_DATED = re.compile(r"\d年$|\d月底?前$|\d月起$")  # 2024年新增就业130人: the date tells nothing of the number
_DATE_LEFT = re.compile(r"(?:年度?|月[底末初份]?(?:之?前|起)?|日(?:之?前|起)?)(?!均)")
_OF_ANYTHING = frozenset({"", "个", "项"})
_STOPS = "。；;，,：:、！？!?（）()“”\n "

_Key = tuple[str, str, bool]


@lru_cache(maxsize=4)
def quotations_of(index: FactIndex) -> Quotations:
    """The quotations of an index, read once."""
    return Quotations(index)


class Quotations:
    """The numbers of the entered texts, by the words right beside them."""

    def __init__(self, index: FactIndex) -> None:
        self._ledger = index.ledger
        self._places: dict[_Key, list[Statement]] = {}
        self._values: dict[tuple[Decimal, str], list[Statement]] = {}
        self._held: dict[str, set[tuple[Decimal, str]]] = {}
        self._own_words: dict[str, list[Statement]] = {}
        self._texts: dict[str, list[str]] = {}
        for fact in index.ledger.values():
            if fact.id.startswith("problem."):
                self._texts.setdefault(fact.id.rpartition(".")[0], []).append(fact.text)
        for subject in index.subjects.values():
            if subject.textual:
                for statement in subject.statements:
                    text = index.ledger[statement.fact].text
                    value = (statement.low, statement.unit.dimension)
                    self._values.setdefault(value, []).append(statement)
                    self._held.setdefault(statement.fact, set()).add(value)
                    self._own_words.setdefault(_plain(_before(text, statement.start)), []).append(statement)
                    for key in _keys(text, statement.start, statement.end):
                        self._places.setdefault(key, []).append(statement)
        self._own_ends = frozenset(words[-1] for words in self._own_words if words)

    def of(self, text: str, mention: Mention) -> Iterator[Statement]:
        """The entered numbers whose words stand around *mention*, too."""
        seen: set[int] = set()
        for key in _keys(text, mention.start, mention.end):
            for statement in self._places.get(key, ())[:_MOST]:
                if id(statement) not in seen and self._quoted(text, mention, statement):
                    yield statement
                seen.add(id(statement))

    def by_own_word(self, text: str, mention: Mention) -> Iterator[Statement]:
        """The entered numbers of that value whose own word stands before *mention*: 民事617件 in 审结民事案件617件."""
        held = self.of_value(mention)
        lead = _before(text, mention.start) if held else ""
        for statement in held:
            own = _before(self._ledger[statement.fact].text, statement.start)
            for opening in _OPENINGS:
                own = own.removeprefix(opening)
            if len(own) >= _LEAST_OWN and own in lead:
                yield statement

    def told_otherwise(self, text: str, mention: Mention) -> Statement | None:
        """The entered number of that unit whose own words stand before *mention*, whole, where none has its value."""
        if text[mention.start - 1 : mention.start] not in self._own_ends:
            return None
        span = span_of(mention)
        lead = _plain(_before(text, mention.start))
        own = self._own_words.get(lead)
        if not own or span is None or len(lead) < _LEAST_WHOLE or not says_more(lead) or cue_words(lead):
            return None
        held = [one for one in own if same_class(mention.unit, one.unit)]
        return held[0] if held and not any(states(mention, one) for one in held) else None

    def has_own_words(self, statement: Statement) -> bool:
        """Whether words stand before a number of an entered text that tell what it counts: not 实际 or 其中."""
        own = _plain(_before(self._ledger[statement.fact].text, statement.start))
        return says_more(own) and not cue_words(own)

    def together(self, mention: Mention, numbers: Iterable[Statement], dates: Iterable[str]) -> Statement | None:
        """The entered number of that value whose text holds one of the other *numbers* or *dates* of the sentence.

        So does another text of the same problem: 扫码系统晚装45天，4万元没花.
        """
        held = self.of_value(mention, 1)
        if not held:
            return None
        told = list(numbers)
        others = {(one.low, one.unit.dimension) for one in told} - {(held[0].low, mention.unit.dimension)}
        rows = {one.thing for one in told if one.words and one.thing.startswith("problem.")}
        dates = list(dates)
        few = digits_told(mention) < _TELLING_DIGITS
        for statement in held:
            dated = any(date in text for date in dates for text in self._texts_beside(statement))
            if few and mention.unit.symbol in _OF_ANYTHING:
                continue
            if dated or statement.thing in rows or (not few and self._held[statement.fact] & others):
                return statement
        return None

    def _texts_beside(self, statement: Statement) -> Sequence[str]:
        """The text that *statement* is of, and the others of its problem."""
        own = statement.thing if statement.thing.startswith("problem.") else ""
        return self._texts.get(own) or (self._ledger[statement.fact].text,)

    def of_value(self, mention: Mention, least: int = _TELLING_DIGITS) -> Sequence[Statement]:
        """The entered numbers of that very value and measure, where it is told exactly and in so many digits."""
        span = span_of(mention)
        if span is None or span[0] != span[1] or digits_told(mention) < least:
            return ()
        held = self._values.get((span[0], mention.unit.dimension), ())[:_MOST]
        if not mention.qualifiers:
            return held
        bound = mention.comparator if not mention.approximate else None
        return [one for one in held if bound is not None and one.comparator is bound]  # 办理480件以上

    def _quoted(self, text: str, mention: Mention, statement: Statement) -> bool:
        entered = self._ledger[statement.fact].text
        if mention.qualifiers and mention.phrase_start < mention.start:
            words = text[mention.phrase_start : mention.start]
            if not entered.endswith(words, 0, statement.start):
                return False
        left, left_whole = _common(text, mention.start - 1, entered, statement.start - 1, -1)
        right, right_whole = _common(text, mention.end, entered, statement.end, 1)
        telling = digits_told(mention) >= _TELLING_DIGITS or mention.unit.symbol not in _OF_ANYTHING
        if left_whole and not left and right >= _ENOUGH_WHOLE and telling:
            return True  # 12名干部 or 6件展品 at the beginning of a clause in both
        return left + right >= (_ENOUGH_WHOLE if left_whole and right_whole else _ENOUGH)


def _keys(text: str, start: int, end: int) -> Iterator[_Key]:
    surface = text[start:end].replace(",", "").replace("，", "")
    yield text[max(0, start - _CONTEXT) : start], surface, True
    yield text[end : end + _CONTEXT], surface, False


def _before(text: str, at: int) -> str:
    """The words from the last stop, number or date up to there."""
    start = at
    while start > 0 and text[start - 1] not in _STOPS and not text[start - 1].isdigit():
        start -= 1
    date = _DATE_LEFT.match(text, start, at) if start and text[start - 1].isdigit() else None
    return text[date.end() if date else start : at]


def words_beside(text: str, at: int) -> str:
    """The words of an entered text right before the number *at* that place, without 其中 and the like."""
    return _plain(_before(text, at))


def words_behind(text: str, at: int) -> str:
    """The words of an entered text behind the number that ends *at* that place, to the next stop or number."""
    end = at
    while end < len(text) and text[end] not in _STOPS and not text[end].isdigit():
        end += 1
    return text[at:end]


def _plain(words: str) -> str:
    """The words without 其中, 共 and the like before them."""
    for opening in _OPENINGS:
        words = words.removeprefix(opening)
    return words


def _common(one: str, at: int, other: str, place: int, step: int) -> tuple[int, bool]:
    """How many characters agree from there on, and whether up to the end of the clause in both."""
    count = 0
    while 0 <= at < len(one) and 0 <= place < len(other) and one[at] == other[place] and one[at] not in _STOPS:
        count, at, place = count + 1, at + step, place + step
    return count, _ended(one, at, step) and _ended(other, place, step)


def _ended(text: str, at: int, step: int) -> bool:
    """Whether a clause begins or ends there, 其中 and the like left out."""
    if not 0 <= at < len(text) or text[at] in _STOPS:
        return True
    return step < 0 and (text[: at + 1].endswith(_OPENINGS) or _DATED.search(text, max(0, at - 3), at + 1) is not None)
