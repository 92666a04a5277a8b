"""Every number in a Chinese text, in one pass from left to right.

Each digit and each numeral character ends up in exactly one mention, one trap word or one unreadable stretch, so that
nothing passes unseen. All lookups reach a bounded distance, hence the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportgen.quantities.amount_mentions import read_amount
from reportgen.quantities.calendar_mentions import read_date
from reportgen.quantities.coins import is_coins
from reportgen.quantities.folding import Folded, fold
from reportgen.quantities.label_mentions import read_document_number, read_label
from reportgen.quantities.lexicon import PLACE_ENDINGS, SLOGAN_HEADS, WORD_BUILDERS, measures, policy_names, slogans
from reportgen.quantities.mention import Mention, MentionKind, Scan, Word
from reportgen.quantities.name_mentions import read_name
from reportgen.quantities.number_words import CAPITALS, CHINESE_DIGITS, NUMERAL_CHARACTERS, SCALES
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.proportion_mentions import is_over_half, read_doubled, read_fraction, read_proportion
from reportgen.quantities.trap_words import trap_words
from reportgen.quantities.units import NO_UNIT, Unit, unit_named

__all__ = ["Mention", "MentionKind", "Scan", "Word", "header_unit", "scan"]

_HEADER_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*((?:百|千|万|百万|千万|亿)?元)")
_BEFORE_A_NAME_DIGIT = frozenset("周期拜初高大老阿无不唯之再")
_NUMERAL, _WORD = rf"[{CHINESE_DIGITS}{SCALES}半]", rf"(?![{CHINESE_DIGITS}{SCALES}])[\u4e00-\u9fff]"
_IDIOM_PAIR = re.compile(f"{_NUMERAL}{_WORD}{_NUMERAL}{_WORD}")  # 五湖四海, not 五六十号
_PARTS_OF_TEN = re.compile(
    r"([一二三四五六七八九])分[\u4e00-\u9fff]{1,3}?[、，]?([一二三四五六七八九])分(?=[\u4e00-\u9fff])"
)
_SERIES = re.compile(
    r"[一二三四五六七八九](?:[、和与及][一二三四五六七八九]){1,5}(?:级|等|类|期|审|线|楼|层|产|批|标段|年级)"
)
_PLACE_WORD = re.compile(
    r"[一二三四五六七八九](?:[里道](?=[河屯庄桥店铺湖沟湾岭江口塘坡堡台子庵]|[\u4e00-\u9fff]{1,2}(?:街道|社区|镇|村|乡))"
    r"|[中小幼](?=[，。；、)和与及等]|$|校区)|棵树|家[店子庄寨](?![^，。；\n]?[家个])|间房|台子|座[门店])"
)
_PLACE = re.compile(rf"[{CHINESE_DIGITS}{SCALES}][\u4e00-\u9fff]{{0,2}}[{PLACE_ENDINGS}]")
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’", "《": "》"}
_SCORED = re.compile(r"[得满扣加减为打给共计占值各][了]?$|(?:总分|分值|得分|自评)[为是]?$")
_CASES_BEFORE = re.compile(r"(?:发生|查处|查办|查获|办理|处置|调处|接报|侦破|受理|未出现|无|共|仅|有)$")
_CASES_AFTER = re.compile(r"[^，。；\n]{0,8}(?:案件|事故|火灾|案|投诉|信访|纠纷|举报|事件|诉讼)")
_MORE_MEDALS = re.compile(r"[\d一二两三四五六七八九十]{1,3}[银铜](?!行)")
_RUN = re.compile(rf"[{CHINESE_DIGITS}{SCALES}{CAPITALS}廿卅卌半萬億兩貳參叄陸]{{1,40}}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BARE_SCALES = frozenset("百千万亿")  # read as a number only behind 近, 超 and the like: 超千户
_DETERMINERS = (
    "这",
    "那",
    "每",
    "另",
    "某",
    "哪",
    "任何",
    "同",
    "任",
    "有这么",
    "下",
    "上",
    "前",
    "后",
    "新",
    "又",
    "再",
    "头",
)


def scan(text: str, *, names: Iterable[str] = (), context_unit: Unit = NO_UNIT) -> Scan:
    """All numbers of *text*, with offsets of *text* itself.

    *names* are entered names that hold numbers (第七届…, 综合园区运行经费（2023年）): inside them nothing is claimed.
    *context_unit* is the unit of bare figures, from a header such as 单位：万元.
    """
    named = tuple(names)
    if not named and len(text) <= _SHORT:
        return _scan_cell(text, context_unit)
    folded = fold(text)
    return _Scanner(folded, _places_of_names(folded.text, named), context_unit).run()


_SHORT = 400  # characters of a cell or a sentence


@lru_cache(maxsize=8192)
def _scan_cell(text: str, context_unit: Unit) -> Scan:
    """A short text, read once: one check after another asks for the numbers of the same cell."""
    return _Scanner(fold(text), (), context_unit).run()


def header_unit(text: str) -> Unit:
    """The unit a header names for the figures under it: 单位：万元 → 万元; no unit where it names none."""
    match = _HEADER_UNIT.search(fold(text).text)
    return unit_named(match[1]) if match else NO_UNIT


@dataclass(frozen=True, slots=True)
class _Known:
    """A word of the lexicon in the folded text."""

    start: int
    end: int
    kind: MentionKind | None  # none for a trap word


class _Scanner:
    """One pass over a folded text."""

    def __init__(self, folded: Folded, names: tuple[tuple[int, int, str], ...], context: Unit) -> None:
        self._folded = folded
        self._text = folded.text
        self._unfolded = folded.text == folded.original
        self._names = names
        self._next_name = 0
        self._context = context
        self._mentions: list[Mention] = []
        self._traps: list[Word] = []
        self._unreadable: list[Word] = []

    def run(self) -> Scan:
        """The whole text, read."""
        floor = 0
        for at in _numeral_places(self._text):
            if at < floor:
                continue
            floor = self._read(at, floor)
        return Scan(tuple(self._mentions), tuple(self._traps), tuple(self._unreadable))

    def _read(self, at: int, floor: int) -> int:
        """Read what stands at *at*; the place up to which the text is now accounted for."""
        name = self._name_at(at)
        found = _read_at(self._text, at, floor, self._context)
        if name is not None and not isinstance(found, Mention):
            found = _Known(found.start if found else at, found.end if found else at + 1, None)
        if found is None:
            end = _unread_end(self._text, at)
            self._unreadable.append(self._word(at, end))
            return end
        if isinstance(found, _Known):
            self._traps.append(self._word(found.start, found.end))
            return found.end
        if name is not None and found.start >= name[0] and found.end <= name[1]:
            found = found._replace(kind=MentionKind.NAME if found.is_claim else found.kind, name=name[2])
        self._mentions.append(self._placed(found))
        return found.end

    def _name_at(self, at: int) -> tuple[int, int, str] | None:
        while self._next_name < len(self._names) and self._names[self._next_name][1] <= at:
            self._next_name += 1
        if self._next_name < len(self._names) and self._names[self._next_name][0] <= at:
            return self._names[self._next_name]
        return None

    def _word(self, start: int, end: int) -> Word:
        first, last = self._folded.span(start, end)
        return Word(self._folded.original[first:last], first, last)

    def _placed(self, mention: Mention) -> Mention:
        """*mention* with its place in the original text, and with a phrase where no words stand around it."""
        if self._unfolded and mention.phrase_end:
            return mention
        start, end = self._folded.span(mention.start, mention.end)
        phrase_start, phrase_end = start, end
        if mention.phrase_end > mention.phrase_start:
            phrase_start, phrase_end = self._folded.span(mention.phrase_start, mention.phrase_end)
        return mention._replace(
            text=self._folded.original[start:end], start=start, end=end,
            phrase_start=min(phrase_start, start), phrase_end=max(phrase_end, end),
        )  # fmt: skip


_MAYBE_NUMERAL = re.compile(
    f"翻(?=[番倍])|[0-9{''.join(sorted(NUMERAL_CHARACTERS))}]|[^\\x00-\\xb1\\u2000-\\u206f\\u3000-\\u3006\\u3008-\\u3020\\u4e00-\\u9fff\\uff00-\\uffef]"
)


def _numeral_places(text: str) -> Iterator[int]:
    """Where digits, numeral characters, 翻番 and 翻倍 stand."""
    for match in _MAYBE_NUMERAL.finditer(text):
        character = match[0]
        if character in NUMERAL_CHARACTERS or "0" <= character <= "9" or match[0] == "翻" or _is_other_digit(character):
            yield match.start()


@lru_cache(maxsize=4096)
def _is_other_digit(character: str) -> bool:
    """Circled, raised, Roman and foreign digits."""
    return not "\u4e00" <= character <= "\u9fff" and unicodedata.numeric(character, None) is not None


def _read_at(text: str, at: int, floor: int, context: Unit) -> Mention | _Known | None:
    """The best reading at *at*: a fraction, else a known word unless a longer number starts there, else a rule."""
    character = text[at]
    if character not in NUMERAL_CHARACTERS and not "0" <= character <= "9":
        return read_doubled(text, at) if character == "翻" else _other_digit(text, at)
    fraction = read_fraction(text, at, floor)
    if fraction is not None:
        return fraction
    known = _known_word(text, at, floor)
    if known is None and character == "一" and (each := _EACH_TIME.match(text, at)) is not None:
        return _Known(at, each.end(), None)
    mention = (
        read_document_number(text, at, floor)
        or read_date(text, at, floor)
        or read_label(text, at, floor)
        or read_name(text, at, floor)
        or _amount(text, at, floor, context)
    )
    if (
        known is not None
        and (
            mention is None
            or known.start < mention.start
            or (known.start == mention.start and known.end >= mention.end + (character in _BARE_SCALES))
        )
        and not _is_number_here(text, known, floor)
    ):
        return _as_mention(text, known)
    if mention is not None:
        return mention
    return _by_rule(text, at)


# 一月一发, 一季一篇, 一户一表: how often, or for each; 一月一日 is a date.
_EACH_TIME = re.compile(r"一(?:月一(?![日号])|[季周旬年天日户人案企校村事]一)[\u4e00-\u9fff](?![月日年])")


def _amount(text: str, at: int, floor: int, context: Unit) -> Mention | None:
    mention = read_amount(text, at, floor, context)
    if mention is not None and text[at] == "一" and text[at + 1 : at + 2] == text[at + 2 : at + 3]:  # 一幅幅
        return None
    if mention is None or mention.kind not in {MentionKind.COUNT, MentionKind.DURATION}:
        return mention
    if not text[at].isascii() and _in_a_quoted_name(text, at, floor):
        return mention._replace(kind=MentionKind.IDIOM)
    if _AT_ONCE.match(text, at):
        return mention._replace(kind=MentionKind.IDIOM)
    if text[at] != "一":
        return mention
    before = text[max(floor, at - 3) : at]
    if before.endswith(_DETERMINERS) and not before.endswith(
        ("以上", "加上", "遇上", "以下", "此前", "目前", "更新", "创新", "之后", "日前")
    ):
        return mention._replace(kind=MentionKind.IDIOM)
    return mention._replace(exempt="不定量词") if _is_article(text, mention, floor) else mention


_AT_ONCE = re.compile(r"一次(?:[\u4e00-\u9fff]{2,4})?(?:合格|通过|成功|办结|成活|签约|满意|优良|受理)率")
_QUOTED_NAME = re.compile(r"[“「\"'‘](?=[一二三四五六七八九十两])[\u4e00-\u9fff]{2,8}[”」\"'’]")


def _in_a_quoted_name(text: str, at: int, floor: int) -> bool:
    """“四个一”, and all of “一心两翼三区”, “三个一批”."""
    if text[max(floor, at - 1) : at] in _QUOTES:
        return bool(_quotation_around(text, at))
    return any(
        text[start] in _QUOTES and match.end() > at
        for start in range(max(0, at - 8), at)
        if (match := _QUOTED_NAME.match(text, start))
    )


_MAKING = re.compile(r"(?:(?:打造|锻造|造就|形成|涌现|汇聚|营造|树立|构成)[了出]?|成为|作为|确保|提供|是|像)$")


def _is_article(text: str, mention: Mention, floor: int) -> bool:
    """一支高素质队伍 introduces a noun; 举办一次, 召开一场会议 count."""
    if mention.unit.symbol not in {"个", "支", "种", "套", "批", "股"}:
        return False
    return (
        bool(_MAKING.search(text, max(floor, mention.start - 4), mention.start))
        and "\u4e00" <= text[mention.end : mention.end + 1] <= "\u9fff"
    )


def _is_number_here(text: str, known: _Known, floor: int) -> bool:
    """Words that are now and then numbers: 得十分, 发生一起事故, 每周一次."""
    word, before = text[known.start : known.end], text[max(floor, known.start - 4) : known.start]
    if word == "十分":
        return bool(_SCORED.search(before))
    if word == "一起":
        return bool(_CASES_BEFORE.search(before) or _CASES_AFTER.match(text, known.end))
    if word == "过半":
        return text.startswith("半数", known.start + 1) or is_over_half(text, known.start + 1, floor)
    if word in {"五角", "六角", "八角"}:
        return is_coins(text, known.start, known.end)
    if word in {"对半", "十有八九", "十之八九", "三七", "四六", "二八"}:
        return read_proportion(text, known.start + (word == "对半"), floor) is not None
    if word == "两金":
        return bool(_MORE_MEDALS.match(text, known.end))
    return word in {"周一", "天一"} and before.endswith("每") and text[known.end : known.end + 1] in measures()


@lru_cache(maxsize=1)
def _lexicon() -> tuple[Mapping[str, MentionKind | None], Mapping[str, tuple[tuple[int, int], ...]]]:
    """Known words, and for each numeral character the (offset, length) of the words that hold it, longest first."""
    words: dict[str, MentionKind | None] = dict.fromkeys(trap_words())
    words.update(dict.fromkeys(slogans(), MentionKind.IDIOM))
    words.update(dict.fromkeys(policy_names(), MentionKind.NAME))
    shapes: dict[str, set[tuple[int, int]]] = {}
    for word in words:
        for offset, character in enumerate(word):
            if character in NUMERAL_CHARACTERS:
                shapes.setdefault(character, set()).add((offset, len(word)))
                break
    return words, {
        character: tuple(sorted(found, key=lambda shape: (-shape[1], shape[0]))) for character, found in shapes.items()
    }


def _known_word(text: str, at: int, floor: int) -> _Known | None:
    words, shapes = _lexicon()
    for offset, length in shapes.get(text[at], ()):
        start = at - offset
        if start < floor:
            continue
        word = text[start : start + length]
        if word in words and len(word) == length:
            return _Known(start, start + length, words[word])
    saying = _PARTS_OF_TEN.match(text, at)  # 三分建七分管
    if saying is not None and sum(int(parse_numeral(part) or 0) for part in saying.groups()) == 10:
        return _Known(at, saying.end(), None)
    place = None if text[at].isascii() else _PLACE_WORD.match(text, at)
    return None if place is None else _Known(at, place.end(), None)


def _as_mention(text: str, known: _Known) -> Mention | _Known:
    if known.kind is None:
        return known
    word = text[known.start : known.end]
    numbers = [parse_numeral(run) for run in re.findall(rf"[{CHINESE_DIGITS}{SCALES}]+", word)]
    normal = "-".join(f"{number}" for number in numbers if number is not None)
    if known.kind is MentionKind.IDIOM:
        normal = normal.partition("-")[0]
    value = numbers[0] if numbers and (len(numbers) == 1 or known.kind is MentionKind.IDIOM) else None
    unit = NO_UNIT
    return Mention(
        text=word, start=known.start, end=known.end, kind=known.kind, normal=normal or word, value=value, unit=unit
    )


def _by_rule(text: str, at: int) -> Mention | _Known | None:
    """Numerals with nothing to count, judged by how words are built."""
    character = text[at]
    if character.isascii():
        return None
    run = _RUN.match(text, at)
    length = len(run[0]) if run else 1
    quoted = _quotation_around(text, at)
    if quoted in {"“", "「", "『", '"'} and not (character in "零〇半百千万亿一" and length == 1):
        return _slogan(text, at, length)
    if _IDIOM_PAIR.match(text, at) and not _is_pair_of_counts(text, at):
        return _Known(at, at + 4, None)
    if length == 1 and (character in "一半零〇" + CAPITALS or character in "百千万亿"):
        return _Known(at, at + 1, None)
    if length == 1 and text[at + 1 : at + 2] in SLOGAN_HEADS:
        return _slogan(text, at, length)
    if length == 1 and _SERIES.match(text, at):
        return _Known(at, at + 1, None)
    if length == 1 and _builds_a_word(text, at):
        return _Known(at, at + 1, None)
    if length == 1 and _PLACE.match(text, at):
        return _Known(at, at + 1, None)
    if quoted == "《" or (
        length > 1 and text[at : at + length] in {"千万", "百万", "万万", "万千", "一一", "半半", "千百"}
    ):
        return _Known(at, at + length, None)
    return None


def _builds_a_word(text: str, at: int) -> bool:
    """二楼, 周三, 初二, 老四, 无二; 斤两 at the end of a word."""
    after = text[at + 1 : at + 2]
    return (
        after in WORD_BUILDERS
        or text[max(0, at - 1) : at] in _BEFORE_A_NAME_DIGIT
        or (text[at] == "两" and not "\u4e00" <= after <= "\u9fff")
    )


def _quotation_around(text: str, at: int) -> str:
    """The quotation mark or title bracket a short quotation around *at* opens with."""
    for back in range(1, 13):
        opening = text[at - back] if at >= back else ""
        if not opening or opening in _QUOTES.values() or opening in "，。；\n":
            break
        if opening in _QUOTES:
            return opening if text.find(_QUOTES[opening], at, at + 16) > at else ""
    return text[at - 1] if at and text[at - 1] == '"' and text.find('"', at, at + 16) > at else ""


def _is_pair_of_counts(text: str, at: int) -> bool:
    return text[at + 1] in measures() and text[at + 3] in measures()


def _slogan(text: str, at: int, length: int) -> Mention:
    """“三阳机构”: a quoted name that starts with its number claims nothing."""
    number = parse_numeral(text[at : at + length])
    end = at + length + (1 if "\u4e00" <= text[at + length : at + length + 1] <= "\u9fff" else 0)
    return Mention(
        text=text[at:end],
        start=at,
        end=end,
        kind=MentionKind.IDIOM,
        normal=f"{number if number is not None else text[at:end]}",
        value=number,
    )


def _other_digit(text: str, at: int) -> Mention | _Known | None:
    """① lists, m² and Ⅲ are parts of names; any other foreign digit stays unread."""
    character = text[at]
    category = unicodedata.category(character)
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith(("<super>", "<sub>")):
        return _Known(at, at + 1, None) if not text[max(0, at - 1) : at].isdecimal() else None
    value = unicodedata.numeric(character, None)
    if value is None or category == "Nd" or value != int(value):
        return None
    if category == "Nl":
        end = at + 1 + (text[at + 1 : at + 2] in {"类", "级", "期", "型", "标", "段", "区"})
        return Mention(
            text=text[at:end],
            start=at,
            end=end,
            kind=MentionKind.NAME,
            normal=f"{int(value)}",
            value=Decimal(int(value)),
        )
    return Mention(
        text=character, start=at, end=at + 1, kind=MentionKind.LIST, normal=f"{int(value)}", value=Decimal(int(value))
    )


def _unread_end(text: str, at: int) -> int:
    """The whole run of digits or numeral characters nobody could read."""
    match = _DIGITS.match(text, at) or _RUN.match(text, at)
    return match.end() if match is not None else at + 1


def _places_of_names(text: str, names: Iterable[str]) -> tuple[tuple[int, int, str], ...]:
    """Where the entered names stand in the folded text, the longest first where two overlap."""
    places: list[tuple[int, int, str]] = []
    for name in names:
        folded = _folded_name(name)
        start = text.find(folded) if folded else -1
        while start >= 0:
            end = start + len(folded)
            if not _cuts_a_number(text, start, end):
                places.append((start, end, name))
            start = text.find(folded, end)
    places.sort(key=lambda place: (place[0], -place[1]))
    kept: list[tuple[int, int, str]] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)


@lru_cache(maxsize=4096)
def _folded_name(name: str) -> str:
    """An entered name as the scanner reads it; nothing where it holds no number."""
    folded = fold(name).text.strip()
    held = any(character in NUMERAL_CHARACTERS or character.isdecimal() for character in folded)
    return folded if held else ""


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    before, first = text[max(0, start - 1) : start], text[start : start + 1]
    last, after = text[end - 1 : end], text[end : end + 1]
    return (before.isdecimal() and first.isdecimal()) or (last.isdecimal() and after.isdecimal())
