"""Whether a cell restates the fact of its row and column (单元格核对): value, unit, sign and rounding, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.value_match import same_class
from reportgen.checking.tables.subjects import plain, without_numerals
from reportgen.model.facts import Fact, Role
from reportgen.quantities.mention import Mention, MentionKind, Scan
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, round_half_up
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import NO_UNIT, PERCENT, Unit, known_symbols

_FIGURE = re.compile(r"\s*([-+]?\d[\d,]*(?:\.\d+)?)\s*([%％]?)\s*")
_NUMERALS = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两半廿卅壹贰叁肆伍陆柒捌玖拾佰仟①-⑳⑴-⒇Ⅰ-Ⅻⅰ-ⅻ]")
_CLAUSE = re.compile(r"(?:(?<=\d)[,.](?=\d)|[^，。；;！？!?\n,])+")
_SILENT = frozenset({MentionKind.LIST, MentionKind.IDIOM})
_SHORT = 3  # characters of words from which a clause with another number is taken for the entered one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one number of a cell: *fact* it restates, or *code* of what is wrong beside the *fact* missed.

    With neither, nobody could say; *exempt* tells why a number claims nothing.
    """

    mention: Mention  # offsets in the cell
    fact: Fact | None = None
    code: str = ""
    exempt: str = ""

    @property
    def settled(self) -> bool:
        """Whether the cell decided about the number."""
        return bool(self.code or self.exempt) or self.fact is not None


def cell_reader(names: Callable[[str], tuple[str, ...]]) -> Callable[[str], Scan]:
    """A reader of the numbers of cells, which remembers them; *names* gives the entered names in a cell."""

    @lru_cache(maxsize=4096)
    def read(text: str) -> Scan:
        figure = _FIGURE.fullmatch(text)
        if figure is not None:
            return Scan((_bare(text, figure),), (), ())
        if not _NUMERALS.search(text) and not any(map(str.isnumeric, text)):
            return Scan((), (), ())
        return scan(text, names=names(text)) if len(text) > _SHORT else _scanned(text)

    return read


@lru_cache(maxsize=16384)
def _scanned(text: str) -> Scan:
    return scan(text)


def _bare(text: str, figure: re.Match[str]) -> Mention:
    number = Decimal(figure[1].replace(",", ""))
    unit = PERCENT if figure[2] else NO_UNIT
    start, end = figure.start(1), figure.end(2) if figure[2] else figure.end(1)
    kind = MentionKind.PERCENT if figure[2] else MentionKind.BARE
    return Mention(
        text=text[start:end], start=start, end=end, kind=kind, normal=f"{number:f}", value=number, unit=unit,
        quantity=Quantity(number, unit), phrase_start=start, phrase_end=end,
    )  # fmt: skip


def judge_value(text: str, mentions: Sequence[Mention], facts: Sequence[Fact], unit: Unit) -> Iterator[Outcome]:
    """The numbers of a cell that states one value, by the *facts* of its column; *unit* is that of head or caption."""
    if not facts:
        yield from (Outcome(one, code="NUMBER_NOT_IN_DATA") for one in mentions if one.kind not in _SILENT)
        return
    same = next((fact for fact in facts if _same_words(text, fact)), None)
    if same is not None:
        yield from (Outcome(one, same) for one in mentions)
        return
    claims = [one for one in mentions if one.kind not in _SILENT]
    whole = next((fact for fact in facts if fact.quantity is not None), None)
    if whole is not None and len(claims) == 1 and len(_numbers_of(whole.text)) < 2:
        yield _against(claims[0], whole, unit)
        return
    yield from _pairwise(claims, facts)


def _same_words(text: str, fact: Fact) -> bool:
    return plain(text) == plain(fact.text)


@lru_cache(maxsize=16384)
def _numbers_of(text: str) -> tuple[Mention, ...]:
    return tuple(one for one in _scanned(text).mentions if one.kind not in _SILENT)


def _against(mention: Mention, fact: Fact, unit: Unit) -> Outcome:
    """One number against the one quantity of *fact*."""
    known = fact.quantity
    written = mention.quantity
    if known is None or written is None:
        return _pair(mention, fact, _numbers_of(fact.text))
    if "x" in mention.normal:  # 7×24小时
        return _pair(mention, fact, _numbers_of(fact.text))
    own = written.unit if written.unit != NO_UNIT else unit
    doubtful = written.unit == NO_UNIT and not (_is_plain(own) and _is_plain(known.unit))
    if own == NO_UNIT or (doubtful and not _fits(own, known.unit)):
        own = known.unit
    if not _fits(own, known.unit):
        return Outcome(mention, fact, "NUMBER_WRONG_UNIT")
    if not rounds_to(known.base, written.value, own.factor):
        tenfold = any(rounds_to(known.base, written.value, own.factor * scale) for scale in _SCALES)
        unit_slip = tenfold and own.dimension == "money"
        return Outcome(mention, fact, "NUMBER_WRONG_UNIT" if unit_slip else "NUMBER_DIFFERS")
    if not _same_bound(mention, fact):
        return Outcome(mention, fact, "NUMBER_WRONG_DIRECTION")
    return Outcome(mention, fact)


def _is_plain(unit: Unit) -> bool:
    """Whether the unit is one that the program knows, and no rate of one thing to another."""
    return unit.symbol in known_symbols() and "/" not in unit.symbol


_SCALES = (Decimal(10000), Decimal("0.0001"), Decimal(100000000), Decimal("0.00000001"))


def _fits(written: Unit, known: Unit) -> bool:
    return same_class(written, known) or written.dimension == known.dimension


def rounds_to(exact: Decimal, written: Decimal, factor: Decimal) -> bool:
    """Whether *written*, in units of *factor*, is *exact* rounded half up to its digits, two of them at least."""
    exponent = written.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    value = exact / factor
    if value == written:
        return True
    digits = len(str(abs(int(written.scaleb(places)))))
    return digits >= 2 and round_half_up(value, places) == written


def _same_bound(mention: Mention, fact: Fact) -> bool:
    """Whether ≥, 约 and 余 beside a number are those of the entered value; a target may be printed without its sign."""
    entered = _numbers_of(fact.text)
    first = entered[0] if entered else None
    comparator = first.comparator if first else None
    if mention.comparator in {None, Comparator.EQUAL}:
        loose = mention.approximate == (first.approximate if first else False)
        return loose and (fact.role is not Role.ACTUAL or comparator in {None, Comparator.EQUAL})
    if comparator is None:
        return False
    return mention.comparator is comparator and mention.approximate == (first.approximate if first else False)


def _pairwise(claims: Sequence[Mention], facts: Sequence[Fact]) -> Iterator[Outcome]:
    """The numbers of a cell against those of the fact that has as many, else against any of its numbers."""
    best = next((fact for fact in facts if len(_numbers_of(fact.text)) == len(claims)), facts[0])
    entered = _numbers_of(best.text)
    for at, mention in enumerate(claims):
        yield _pair(mention, best, entered[at : at + 1] if len(entered) == len(claims) else entered)


def _pair(mention: Mention, fact: Fact, entered: Sequence[Mention]) -> Outcome:
    for other in entered:
        if _same_number(mention, other):
            return Outcome(mention, fact)
    units = any(_same_digits(mention, other) for other in entered)
    return Outcome(mention, fact, "NUMBER_WRONG_UNIT" if units else "NUMBER_DIFFERS")


def _same_number(one: Mention, other: Mention) -> bool:
    twofold = "x" in one.normal or "x" in other.normal
    if one.normal != other.normal and (twofold or one.value is None or one.value != other.value):
        return False
    units = one.unit == other.unit or NO_UNIT in {one.unit, other.unit} or one.unit.dimension == other.unit.dimension
    return units and one.approximate == other.approximate and (one.comparator or _EQUAL) is (other.comparator or _EQUAL)


_EQUAL = Comparator.EQUAL


def _same_digits(one: Mention, other: Mention) -> bool:
    return one.quantity is not None and other.quantity is not None and one.quantity.value == other.quantity.value


def judge_words(text: str, mentions: Sequence[Mention], facts: Sequence[Fact]) -> Iterator[Outcome]:
    """The numbers of a cell of words: true in a clause of *facts*, wrong in one that differs by number."""
    if not mentions:
        return
    whole = next((fact for fact in facts if _same_words(text, fact)), None)
    spans = [(found.start(), found.end()) for found in _CLAUSE.finditer(text)]
    coded = whole is None and any(_is_coded(text, fact) for fact in facts)
    for mention in mentions:
        if whole is not None:
            yield Outcome(mention, whole)
            continue
        if coded and not text[: mention.start].strip():
            yield Outcome(mention, exempt="名称前的编码")
            continue
        start, end = clause_at(spans, mention)
        yield _in_words(mention, text[start:end], facts)


def _is_coded(text: str, fact: Fact) -> bool:
    """Whether the cell is an entered name with its code before it: 563201天津市……"""
    bare = _CODE.sub("", text)
    return fact.role is Role.NAME and bare != text and plain(bare) == plain(fact.text)


_CODE = re.compile(r"^\s*[（(\[]?\d{3,}[)）\]]?[-—_ ]*")


def clause_at(spans: Iterable[tuple[int, int]], mention: Mention) -> tuple[int, int]:
    """The clause that holds *mention*; its own words where it straddles two."""
    for start, end in spans:
        if start <= mention.start and mention.end <= end:
            return start, end
    return mention.start, mention.end


def clauses_of(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of *text* between commas and stops."""
    return tuple((found.start(), found.end()) for found in _CLAUSE.finditer(text))


def _in_words(mention: Mention, clause: str, facts: Sequence[Fact]) -> Outcome:
    wanted, words = plain(clause), without_numerals(clause)
    for fact in facts:
        if _stands_in(wanted, plain(fact.text)):
            return Outcome(mention, fact)
    if mention.kind in _SILENT:
        return Outcome(mention, exempt=f"{mention.kind.chinese}，不是数量")
    if len(words.replace("#", "")) >= _SHORT:
        for fact in facts:
            if words in without_numerals(fact.text):
                return Outcome(mention, fact, "NUMBER_DIFFERS")
    return Outcome(mention)


def _stands_in(words: str, text: str) -> bool:
    """Whether *words* stand in *text* and do not begin or end inside a number of it."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        cut = words[0].isdigit() and at and text[at - 1] in "0123456789."
        if not cut and not (words[-1].isdigit() and end < len(text) and text[end] in "0123456789."):
            return True
        at = text.find(words, at + 1)
    return False


def with_role(outcome: Outcome, text: str, others: Callable[[], Iterable[Fact]], unit: Unit) -> Outcome:
    """*outcome* with the code for a number that is right for another column of its row (口径不对)."""
    if outcome.code != "NUMBER_DIFFERS":
        return outcome
    for fact in others():
        if fact is not outcome.fact and (
            plain(fact.text) == plain(text)
            or (fact.quantity is not None and not _against(outcome.mention, fact, unit).code)
        ):
            return replace(outcome, code="NUMBER_WRONG_ROLE")
    return outcome
