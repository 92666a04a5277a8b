"""Names with a number inside: 十四五, 二十大, 第三级, 一人一策, PM2.5, 12345, 三年行动."""

from __future__ import annotations

import re

from reportgen.quantities.code_mentions import read_code
from reportgen.quantities.lexicon import CALL_CUES, SERVICE_CUES, SERVICE_NUMBERS, measures
from reportgen.quantities.mention import Mention, MentionKind, labelled
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import Unit

_CN = "零〇○一二三四五六七八九十百廿"
_S = "[ ]{0,2}"

_LEVEL = re.compile(rf"(?P<n>[{_CN}]{{1,2}}|\d{{1,2}}|两)级(?P<rest>甲等|乙等|丙等)?")
_PRIZE = re.compile(rf"(?P<n>[{_CN}]|\d)等(?P<what>奖|功|品|座|舱|残)")
_FIVE_YEARS = re.compile(r"(?:十(?P<m>[一二三四五六七八九])?五|(?P<e>[一二三四五六七八九])五)")
_FIVE_YEARS_AFTER = re.compile(
    r"[”\"」』]?(?:规划|时期|期间|计划|末|以来|初|开局|收官|普法|重点|发展|科技|国家|建设|目标|中期|纲要|教育|课题|残疾)|[”」』]"
)
_CONGRESS = re.compile(r"(?P<n>十[一二三四五六七八九]?|二十[一二]?)大(?![学专队道型小地赛厅棚众量幅力约概批户类品牌])")
_PLENUM = re.compile(r"(?:(?P<n>十[一二三四五六七八九]?|二十[一二]?)届)?(?P<m>[一二三四五六七八九])中全会")
_SESSION = re.compile(rf"(?P<n>\d{{1,3}}|[{_CN}]{{1,4}}){_S}届")
_ITS_MEETING = re.compile(rf"(?P<n>[{_CN}]{{1,3}}|\d{{1,2}})次(?=全会|全体|会议|代表大会|党代会|人代会)")
_PER = re.compile(r"(?P<a>[1一])(?P<x>[\u4e00-\u9fff])(?P<b>[1一多两])(?P<y>[\u4e00-\u9fff])")
_EACH = frozenset("人户村镇乡县区校企事案店家园街社项月年日周岗品残生师院科室库河湖点车物楼路树桥行厂业园地题链策班")
_HELD = re.compile(r"(?:续|共|历|近|每|了|[已共计功]举办)$")
_SERVICE = re.compile(r"\d{3,6}(?![\d.,])")
_SHORT_CODE = re.compile(r"1[12]\d|12[1-3]\d\d|96\d{3,4}|95\d{3}")  # as the telephone companies give them out
_SCHOOL_YEAR = re.compile(r"(?P<n>[一二三四五六七八九]|[1-9])(?P<u>年级)")
_NUMBERED = re.compile(r"(?P<n>[一二三四五六七八九](?=号(?![文令]))|\d{1,4})(?P<u>号)(?!人(?![民员事行防才大]))")
_PHASE = re.compile(r"(?P<n>[一二三四五六]|[1-6])(?P<u>期)(?=工程|项目|建设|改造|扩建|安置|配套)")
_SECOND = re.compile(
    r"二(?P<u>组|队|期|版|区|次|本|号|档|局|院|所|科|处|室|部|班|连|团|台|站|厂|店|村|类|层|栋|季|集|届|批|轮|套|道|分|里|度|员)"
)
_SHORT_NUMERAL = re.compile(rf"\d{{1,2}}(?!\d)|[{_CN}两]{{1,3}}")
_SCHEME = re.compile(
    r"[年月日天周][制游生型]|分制|年(?:规划|计划|行动|攻坚|大计|改造计划|提升行动)|位一体|位数|合一|[\u4e00-\u9fff]{1,2}合一|证[齐联同]|班制|年一遇|连冠|连胜|班倒|重[唱奏]"
)


# What an Arabic number stands before or is part of, where it is a name and no code.
_NAMED_BY_DIGITS = re.compile(r"\d{1,3}[ ]{0,2}[届级等年月日天周位合连班重号期]|\d{4}号|\d{1,3}分制|1[\u4e00-\u9fff]")


def read_name(text: str, at: int, floor: int) -> Mention | None:
    """The name at *at* that holds a number, or none; nothing left of *floor* is looked at."""
    plain = text[at].isascii() and _NAMED_BY_DIGITS.match(text, at) is None
    for reader in _CODES if plain else _READERS:
        mention = reader(text, at, floor)
        if mention is not None:
            return mention
    return None


def _service_number(text: str, at: int, floor: int) -> Mention | None:
    match = _SERVICE.match(text, at)
    if match is None or (at > floor and text[at - 1].isdecimal()):
        return None
    if match[0] not in SERVICE_NUMBERS and _SHORT_CODE.fullmatch(match[0]) is None:
        return None
    after = text[match.end() : match.end() + 2]
    if after[:1] in measures() and after not in SERVICE_CUES:
        return None
    around = (text[max(floor, at - 4) : at], text[match.end() : match.end() + 6])
    cues = CALL_CUES + (SERVICE_CUES if match[0] in SERVICE_NUMBERS else ())
    if not any(cue in side for cue in cues for side in around):
        return None
    return labelled(text, at, match.end(), MentionKind.NAME, match[0])


def _level(text: str, at: int, floor: int) -> Mention | None:
    """三级: a grade (三级医院), or three levels working together (市、区、街镇三级)."""
    match = _LEVEL.match(text, at)
    if match is None or parse_numeral(match["n"]) is None:
        return None
    if text[match.end("n") + 1 : match.end("n") + 2] in {"别", "差", "联", "跳"}:
        return None
    if match["rest"]:
        return labelled(text, at, match.end(), MentionKind.NAME, match["n"], "级")
    end = match.end("n") + 1
    before, after = text[max(floor, at - 16) : at], text[end : end + 8]
    if match["n"] == "两" or (
        match["n"] not in {"一", "1"}
        and re.search(r"[省市区县镇乡村街居社户(国央]{1,3}\)?[、，,/]?[^。；\n]{0,4}$", before)
        and "、" in before
    ):
        return labelled(text, at, end, MentionKind.COUNT, match["n"], "级")
    if after.startswith("指标"):
        if re.search(r"设置|建立|构建|细化|分为|形成", before[-8:]) and not re.match(r"指标\d", after):
            return labelled(text, at, end, MentionKind.COUNT, match["n"], "级")
        return labelled(text, at, end, MentionKind.ORDINAL, match["n"], "级", exempt="指标的级次")
    if (
        re.match(r"[^，。；\n]{0,4}(?:网络|联动|体系|服务|架构|机制|平台|书记)", after)
        and match["n"] not in {"一", "1"}
        and not re.search(r"[、]", before[-3:])
    ):
        return labelled(text, at, end, MentionKind.COUNT, match["n"], "级")
    return labelled(text, at, end, MentionKind.ORDINAL, match["n"], "级", exempt="级别")


def _prize(text: str, at: int, floor: int) -> Mention | None:
    del floor
    match = _PRIZE.match(text, at)
    if match is None:
        return None
    return labelled(text, at, match.end(), MentionKind.ORDINAL, match["n"], Unit(f"等{match['what']}", "prize"))


def _five_year_plan(text: str, at: int, floor: int) -> Mention | None:
    """十四五 is the 14th plan, also without its quotation marks; 十五 needs them."""
    match = _FIVE_YEARS.match(text, at)
    if match is None or text[match.end() : match.end() + 1] in set("零〇一二三四五六七八九十百千万亿年月日"):
        return None
    quoted = text[max(floor, at - 1) : at] in {"“", '"', "「", "『"}
    if (
        match["m"] is None
        and not (quoted and _FIVE_YEARS_AFTER.match(text, match.end()))
        and not text.startswith("普法", match.end())
    ):
        return None
    if (
        match["m"] is not None
        and not quoted
        and text[match.end() : match.end() + 1] in measures()
        and not _FIVE_YEARS_AFTER.match(text, match.end())
    ):
        return None
    plan = parse_numeral(f"十{match['m'] or ''}" if match["e"] is None else match["e"])
    return labelled(text, at, match.end(), MentionKind.NAME, None, Unit("五年规划", "五年规划"), normal=f"{plan}-5")


def _congress(text: str, at: int, floor: int) -> Mention | None:
    """二十大, 二十届三中全会."""
    match = _PLENUM.match(text, at)
    if match is not None:
        normal = "-".join(f"{parse_numeral(part)}" for part in (match["n"], match["m"]) if part)
        return labelled(text, at, match.end(), MentionKind.NAME, None, Unit("中全会", "中全会"), normal=normal)
    match = _CONGRESS.match(text, at)
    if match is None or (match["n"] == "十" and "党" not in text[max(floor, at - 3) : at]):
        return None
    return labelled(text, at, match.end(), MentionKind.NAME, match["n"], Unit("大", "大"))


def _session(text: str, at: int, floor: int) -> Mention | None:
    """十届国际竞赛 names the tenth; 连续两届 and 共举办5届 count; 八届七次全会 is the seventh."""
    within = text[max(0, at - 1) : at] == "届"
    match = (_ITS_MEETING if within else _SESSION).match(text, at)
    value = parse_numeral(match["n"]) if match else None
    if match is None or value is None or _HELD.search(text, max(floor, at - 4), at):
        return None
    return labelled(text, at, match.end(), MentionKind.NAME, match["n"], text[match.end() - 1])


def _per_each(text: str, at: int, floor: int) -> Mention | None:
    """一人一策, 1人1档, 一户多残, 1对1."""
    del floor
    if text.startswith("1对1", at) and not (text[at - 1 : at].isdecimal() or text[at + 3 : at + 4].isdecimal()):
        return labelled(text, at, at + 3, MentionKind.IDIOM, "1")
    match = _PER.match(text, at)
    if (
        match is None
        or match["x"] not in _EACH
        or (match["b"] in "1一" and match["x"] in "年月日周" and match["y"] in "次期场")
    ):
        return None
    if match["a"] == "1" and (match["b"] not in "1一" or text[at - 1 : at].isdecimal()):
        return None
    if match["b"] in "多两" and match["y"] not in "残岗能责孩案查点址证":
        return None
    return labelled(text, at, match.end(), MentionKind.IDIOM, "1")


def _named_by_number(text: str, at: int, floor: int) -> Mention | None:
    """三年级, 二期工程, 三年行动: a digit as part of a name; 二 before a measure word names, 两 counts."""
    if at > floor and text[at - 1].isdecimal():
        return None
    for pattern in (_SCHOOL_YEAR, _NUMBERED, _PHASE):
        match = pattern.match(text, at)
        if match is not None:
            kind = MentionKind.DOCUMENT if match["u"] == "号" else MentionKind.NAME
            return labelled(text, at, match.end(), kind, match["n"], match["u"])
    second = _SECOND.match(text, at)
    if second is not None:
        return labelled(text, at, second.end(), MentionKind.NAME, "二", second["u"])
    numeral = _SHORT_NUMERAL.match(text, at)
    scheme = _SCHEME.match(text, numeral.end()) if numeral else None
    if numeral is not None and scheme is not None and parse_numeral(numeral[0]) is not None:
        return labelled(text, at, numeral.end() + 1, MentionKind.NAME, numeral[0], scheme[0][:1])
    return None


_CODES = (_service_number, read_code)
_READERS = (_five_year_plan, _congress, _session, _level, _prize, _per_each, _named_by_number, *_CODES)
