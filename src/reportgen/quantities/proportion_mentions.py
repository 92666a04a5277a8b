"""Parts and multiples: 百分之五, 三分之二, 三成, 半数, 3∶1, 9.46/10分, 翻了一番, 7×24小时."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.quantities.measure_words import named_unit
from reportgen.quantities.mention import Mention, MentionKind, ranged
from reportgen.quantities.number_words import CHINESE_DIGITS, NUMERAL_CHARACTERS, SCALES, read_numeral, shift
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.qualifiers import qualified
from reportgen.quantities.quantity import Quantity, plain_number
from reportgen.quantities.units import PERCENT, Unit, unit_named

_LONGEST_WHOLE = 8  # characters before 分之
_DASH = r"[ ]{0,2}(?:-{1,2}|—{1,2}|–|−|~{1,2}|～|至|到)[ ]{0,2}"
_FRACTION = re.compile(
    rf"(?P<whole>[{CHINESE_DIGITS}{SCALES}\d]{{1,8}})分之(?P<part>[{CHINESE_DIGITS}{SCALES}]+(?:点[{CHINESE_DIGITS}]+)?|\d+(?:\.\d+)?)(?:{_DASH}(?:(?P=whole)分之)?(?P<to>[{CHINESE_DIGITS}{SCALES}]+(?:点[{CHINESE_DIGITS}]+)?(?!个|人|名|户)|\d+(?:\.\d+)?(?!个|人|名|户)))?"
)
_SLASH = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)/(?P<b>\d+(?:\.\d+)?)(?![\d/])(?P<scale>[ ]?万(?!元))?(?P<points>[ ]?分(?!钟))?"
)
_COLON = re.compile(r"(\d+(?:\.\d+)?)[ ]?[:∶比][ ]?(\d+(?:\.\d+)?)((?:[:∶]\d+(?:\.\d+)?)*)(?![\d:])")
_COLON_CHINESE = re.compile(r"([一二两三四五六七八九十]{1,3})比([一二两三四五六七八九十]{1,3})(?![的照较例])")
_ROUND_THE_CLOCK = re.compile(r"(\d{1,2})[×xX*](\d{1,2})[ ]?(?:个)?小时")
NO_TENTHS_BEFORE = frozenset("员立果本功年为长绩型品效就交分熟都人套语新")  # 成 begins a word of its own: 成员, 成立
_TENTHS = re.compile(
    r"(?P<n>[一二两三四五六七八九]|\d(?:\.\d)?)成"
    rf"(?:(?P<m>[一二三四五六七八九](?![一二三四五六七八九十百千万个名人家户])|半(?![数年天个])|\d(?=[，。；、,;()\s以左的]|$))|(?=都[不没未是有还用已在投给花归被要能得可])|(?![{''.join(sorted(NO_TENTHS_BEFORE))}]))"
)


def read_fraction(text: str, at: int, floor: int) -> Mention | None:
    """百分之五, 百分百, 千分之三 and 三分之二."""
    if text.find("分", at, at + _LONGEST_WHOLE + 1) < 0:
        return None
    for words in ("百分之百", "百分百", "百分之一百"):
        after = text[at + len(words) : at + len(words) + 2]
        if text.startswith(words, at) and after != "分之" and after[:1] not in NUMERAL_CHARACTERS:
            return qualified(text, _share(text, at, at + len(words), Decimal(100)), floor)
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    whole, part = parse_numeral(match["whole"]), parse_numeral(match["part"])
    if whole in {100, 1000, 10_000} and not match["to"]:
        vague = _vague_share(text, at, match.start("part"), Decimal(100) / whole)
        if vague is not None:
            return qualified(text, vague, floor)
    if not whole or part is None:
        return None
    to = parse_numeral(match["to"]) if match["to"] else None
    if whole in {100, 1000, 10_000}:
        factor = Decimal(100) / whole
        low = Decimal(f"{part * factor:f}")
        if to is not None and to > part:
            return qualified(text, ranged(text, at, match.end(), low, Decimal(f"{to * factor:f}"), PERCENT), floor)
        end = match.end("part")
        return qualified(text, _share(text, at, end, low), floor)
    end = match.end("part")
    mention = Mention(
        text=text[at:end],
        start=at,
        end=end,
        kind=MentionKind.RATIO,
        normal=f"{plain_number(part)}/{plain_number(whole)}",
        value=part / whole,
    )
    return qualified(text, mention, floor)


def _vague_share(text: str, at: int, part: int, factor: Decimal) -> Mention | None:
    """百分之八九十, 百分之六十几: from one share to another."""
    numeral = None if text[part].isascii() else read_numeral(text, part, part)
    if numeral is None or not numeral.is_range:
        return None
    low, high = (Decimal(f"{value * factor:f}") for value in (numeral.low, numeral.high))
    return ranged(text, at, numeral.end, low, high, PERCENT)


_PROPORTION = re.compile(
    r"\d+(?:\.\d+)?[ ]?[/:∶比×xX*成]|[一二两三四五六七八九十]{1,3}[比成番开分]|一?半|[俩仨]|十[有之][五六七八]"
)  # what every proportion begins with
_HALF_OF = re.compile(r"半(?P<unit>年|天|个?小时|个多?月|日|个多小时|个工作日|个学期|个百分点)(?![度报刊期制前来])")
_SHARED_OUT = re.compile(
    r"([一二三四五六七八九])([一二三四五六七八九])(?:开(?![发展始设工通放拓])|(?=分[担成账摊配]|比例))"
)
_TO_TENTHS = re.compile(_DASH + _TENTHS.pattern)
_OF_TEN = re.compile(r"十(?:[有之](?P<eight>八)九(?=的)|之(?P<low>[五六七])[六七八])")
_NEAR_HALF = re.compile(
    r"(?:(?<![最附临靠邻亲])近|将近|接近)半(?![年天月日小个世辈生学周季旬数径岛山途路空导程价夜场成决句点步自])"
)
_OVER_HALF = re.compile(r"(?:占比|比例|比重|份额|率)[已均都]?[超]?过半|过半的")
_HALVED = re.compile(r"对半(?=[分开承负出平])")
_TURNED = re.compile(r"翻了?(?P<near>将?近|约)?$")
_DOUBLED = re.compile(r"(?P<n>[一两二三])番")


def read_proportion(text: str, at: int, floor: int) -> Mention | None:
    """The part, multiple, ratio or half at *at*, without the words around it."""
    if _PROPORTION.match(text, at) is None:
        return None
    for reader in (_half, _slash, _colon, _clock_round, _tenths, _shared_out, _most, _pair_word, _doubled):
        mention = reader(text, at, floor)
        if mention is not None:
            return mention
    return None


def _half(text: str, at: int, floor: int) -> Mention | None:
    """半数, 一半, 近半, 占比过半: 50 %; 对半分担: one to one; 半年, 半天: half of it."""
    if text.startswith(("半数", "一半"), at):
        return _share(text, at, at + 2, Decimal(50))
    if text[at] == "半" and at > floor:
        if _HALVED.match(text, at - 1):
            return _parts(text, at - 1, at + 1, Decimal(1), Decimal(1))
        near = text[at - 1] == "近" and _NEAR_HALF.search(text, max(floor, at - 2), at + 2)
        if near or is_over_half(text, at, floor):
            return _share(text, at, at + 1, Decimal(50))
    match = _HALF_OF.match(text, at)
    if match is None:
        return None
    points = match["unit"] == "个百分点"
    unit = named_unit("百分点" if points else match["unit"].replace("多", ""))
    return Mention(
        text=match[0],
        start=at,
        end=match.end(),
        kind=MentionKind.PERCENT if points else MentionKind.DURATION,
        normal="0.5",
        value=Decimal("0.5"),
        unit=unit,
        quantity=Quantity(Decimal("0.5"), unit),
    )


def _slash(text: str, at: int, floor: int) -> Mention | None:
    """9.46/10分 is a score, 1/3 a ratio."""
    match = _SLASH.match(text, at)
    if match is None or (at > floor and text[at - 1] in ".,/") or not Decimal(match["b"]):
        return None
    if match["points"]:
        value = Decimal(match["a"])
        return Mention(
            text=match[0],
            start=at,
            end=match.end(),
            kind=MentionKind.SCORE,
            normal=plain_number(value),
            value=value,
            unit=unit_named("分"),
            quantity=Quantity(value, unit_named("分")),
        )
    bottom = shift(Decimal(match["b"]), 4) if match["scale"] else Decimal(match["b"])
    value = Decimal(match["a"]) / bottom
    return Mention(
        text=match[0],
        start=at,
        end=match.end(),
        kind=MentionKind.RATIO,
        normal=f"{match['a']}/{plain_number(bottom)}",
        value=value,
    )


def _colon(text: str, at: int, floor: int) -> Mention | None:
    """3:1, 3∶1, 三比一."""
    match = _COLON.match(text, at) or _COLON_CHINESE.match(text, at)
    if match is None or (at > floor and text[at - 1] in ".,:"):
        return None
    parts = [parse_numeral(part) for part in (match[1], match[2])]
    if parts[0] is None or not parts[1]:
        return None
    rest = match[3] if match.re is _COLON else ""
    normal = f"{plain_number(parts[0])}:{plain_number(parts[1])}{rest.replace('∶', ':')}"
    return Mention(
        text=match[0],
        start=at,
        end=match.end(),
        kind=MentionKind.RATIO,
        normal=normal,
        value=parts[0] / parts[1] if not rest else None,
    )


def _clock_round(text: str, at: int, floor: int) -> Mention | None:
    """7×24小时."""
    del floor
    match = _ROUND_THE_CLOCK.match(text, at)
    if match is None:
        return None
    hours = unit_named("小时")
    return Mention(
        text=match[0],
        start=at,
        end=match.end(),
        kind=MentionKind.DURATION,
        normal=f"{match[1]}x{match[2]}",
        value=Decimal(match[2]),
        unit=hours,
        quantity=Quantity(Decimal(match[2]), hours),
    )


def _tenths(text: str, at: int, floor: int) -> Mention | None:
    """三成, 六成五, 两成半, 9成8, 七成至八成."""
    del floor
    match = _TENTHS.match(text, at)
    if match is None:
        return None
    low, to = _percent_of(match), _TO_TENTHS.match(text, match.end())
    if to is not None and low < (high := _percent_of(to)):
        return ranged(text, at, to.end(), low, high, PERCENT)
    return _share(text, at, match.end(), low)


def _percent_of(match: re.Match[str]) -> Decimal:
    """The share a match of _TENTHS states: 65 for 六成五."""
    tens = parse_numeral(match["n"]) or Decimal(0)
    ones = Decimal(5) if match["m"] == "半" else parse_numeral(match["m"]) if match["m"] else Decimal(0)
    return Decimal(f"{tens * 10 + (ones or 0):f}")


def _shared_out(text: str, at: int, floor: int) -> Mention | None:
    """三七开, 四六分担: ten parts in two."""
    del floor
    match = _SHARED_OUT.match(text, at)
    if match is None:
        return None
    first, second = (parse_numeral(part) or Decimal(0) for part in match.groups())
    return _parts(text, at, match.end(), first, second) if first + second == 10 or match[0].endswith("开") else None


def _most(text: str, at: int, floor: int) -> Mention | None:
    """十有八九的商户: 80 to 90 of a hundred; 十有八九会来 is only likely."""
    del floor
    match = _OF_TEN.match(text, at)
    if match is None:
        return None
    low = (parse_numeral(match["eight"] or match["low"]) or Decimal(0)) * 10
    return ranged(text, at, at + 4, low, low + 10, PERCENT)


def is_over_half(text: str, at: int, floor: int) -> bool:
    """Whether the 过半 with 半 at *at* is a share: 占比过半, 过半的村; 时间过半 is none."""
    return any(match.start() < at < match.end() for match in _OVER_HALF.finditer(text, max(floor, at - 6), at + 2))


def _parts(text: str, start: int, end: int, first: Decimal, second: Decimal) -> Mention:
    """The ratio *first* to *second*."""
    return Mention(
        text=text[start:end], start=start, end=end, kind=MentionKind.RATIO,
        normal=f"{plain_number(first)}:{plain_number(second)}", value=first / second,
    )  # fmt: skip


def _pair_word(text: str, at: int, floor: int) -> Mention | None:
    """俩, 仨."""
    del floor
    if text[at] not in "俩仨":
        return None
    value = Decimal("俩仨".index(text[at]) + 2)
    unit = unit_named("个")
    return Mention(
        text=text[at],
        start=at,
        end=at + 1,
        kind=MentionKind.COUNT,
        normal=f"{value}",
        value=value,
        unit=unit,
        quantity=Quantity(value, unit),
    )


def _doubled(text: str, at: int, floor: int) -> Mention | None:
    """翻了一番: twice as much; 翻两番: four times; 翻了近一番: about twice."""
    match = _DOUBLED.match(text, at)
    turned = _TURNED.search(text, max(floor, at - 4), at)
    if match is None or turned is None:
        return None
    times = _times(text, turned.start(), match.end(), Decimal(2) ** int(parse_numeral(match["n"]) or 1))
    return times._replace(approximate=bool(turned["near"]))


def read_doubled(text: str, at: int) -> Mention:
    """翻番 and 翻倍, which have no numeral and say twice as much."""
    return _times(text, at, at + 2, Decimal(2))


def _times(text: str, start: int, end: int, value: Decimal) -> Mention:
    unit = unit_named("倍")
    return Mention(
        text=text[start:end], start=start, end=end, kind=MentionKind.RATIO, normal=f"{value}", value=value, unit=unit,
        quantity=Quantity(value, unit),
    )  # fmt: skip


def _share(text: str, start: int, end: int, value: Decimal, unit: Unit = PERCENT) -> Mention:
    return Mention(
        text=text[start:end],
        start=start,
        end=end,
        kind=MentionKind.PERCENT,
        normal=plain_number(value),
        value=value,
        unit=unit,
        quantity=Quantity(value, unit),
    )
