"""Codes with digits in them: A4, PM2.5, GB/T 19001-2016, ISBN, telephone numbers, versions, sizes, 1#."""

from __future__ import annotations

import re

from reportgen.quantities.lexicon import measures
from reportgen.quantities.mention import Mention, MentionKind, labelled
from reportgen.quantities.units import Unit

_CODE = re.compile(r"[A-Za-z0-9]{1,40}(?:[-_./·+][A-Za-z0-9]{1,40}){0,6}")
_PHONE = re.compile(r"0\d{2,3}-\d{7,8}|1[3-9]\d{9}(?![\dA-Za-z])|\d{9,}(?![\d.,A-Za-z])")
_CODE_CUE = re.compile(
    r"(?:ISBN|ISSN|编号|编码|代码|电话|传真|邮编|邮政编码|账号|号码|手机|证号|学号|联系方式|信用代码)[:： 为是]{0,3}$"
)
_ENDS_A_CODE_CUE = frozenset("号码话真编机式N:： 为是")
_UNIT_LETTERS = re.compile(
    r"\d+(?:\.\d+)?(?:km|m|cm|mm|kg|g|mg|t|h|min|s|L|l|ml|mL|kW|kWh|MW|MWh|GW|GWh|GB|MB|TB|KB|PB|Mbps|Gbps|Hz|dB|W|V|A|M|m[23])(?:/[A-Za-z0-9]+)?$"
)
_GRADE = re.compile(r"(?P<n>[1-9])(?P<u>A级|A(?![A-Za-z0-9])|型|[GDKHQTVX](?![a-zA-Z]))")
_FORMULA = re.compile(r"[1-9NX]\d?(?:\+[1-9NXn]\d?){1,6}(?![\d.%])")
_YEAR_OF_STANDARD = r"[ ]?(?:-{1,2}|—{1,2}|–)[ ]?(?:19|20)\d{2}(?![\d.]|[ ]?[A-Za-z%元万吨])"
_STANDARD = re.compile(
    rf"[A-Z]{{1,6}}\d{{0,4}}(?:/[A-Z]{{1,6}})?[ ]?\d{{1,6}}(?:\.\d{{1,2}})?{_YEAR_OF_STANDARD}"
    r"|(?:GB|GB/T|ISO|ISO/IEC|IEC|JGJ|CJJ|HJ)[ ]\d{3,6}(?![\d.])"
)
_STANDARD_HEAD = re.compile(r"[A-Z]{1,6}\d{0,4}(?:/[A-Z]{0,6})?[ ]?$")
_GROUPS = re.compile(r"\d{1,7}(?:-\d{1,7}){2,5}(?:-[\dXx])?(?![\d.-])")  # 978-7-5010-6543-2
_LENGTHS = r"(?:米|厘米|毫米|cm|mm|m|像素)"
_SPEC_UNITS = rf"(?:{_LENGTHS}|MW|kW|kVA|kV|万千瓦|千伏安|千伏)"
_SIDE = r"\d{1,5}(?:\.\d+)?"
_SIZE = re.compile(
    rf"{_SIDE}{_LENGTHS}?[×xX*]{_SIDE}(?:{_LENGTHS}?[×xX*]{_SIDE})?"
    rf"(?:(?P<unit>{_SPEC_UNITS})(?![A-Za-z])|(?=(?:人制)?(?:篮球|接力)|[ ]?LED|越野|驱动))"
)
_VERSION = re.compile(
    r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:版(?!面|次|块|权|税)|(?=版本))"
    r"|\d\.0(?=时代|上线|发布|落地|启用|升级|建设|平台|系统|工程|模式|行动|[”》」])"
)
_NUMBERED = re.compile(r"\d{1,3}#(?!\d)")
_NAMED = re.compile(  # 1234工作法, 201室, 104国道, 0098
    r"\d{3,5}(?=[”\"」]?(?:工作法|机制|模式|工程|行动|战略)|室(?!内|外|温)|房间)|\d{3}(?=[国省县]道)|\d{2,3}(?=强(?!化|调|制|力|度|烈))|\d{1,2}(?=价[\u4e00-\u9fff]{0,6}疫苗)|11(?=[”\"」])|(?:[5-9][05]|[01]0|05)(?=后(?![续期的，才再方]))|0\d{2,9}(?![\d.,%])"
)
_MARKED = re.compile(r"\d[\d.]{0,7}(?:(?:米|厘米|毫米|cm|mm|m)?[×xX*]|[#-]|版)|\d\.0[时上发落启升建平系工模行”》」]")


def read_code(text: str, at: int, floor: int) -> Mention | None:
    """Letters and digits together (A4, GB/T9704-2012, PM2.5), long digit strings, telephone numbers."""
    if not text[at].isascii():
        return None
    phone = _PHONE.match(text, at)
    if phone is not None and text[phone.end() : phone.end() + 1] not in {"元", "万", "亿"}:
        return labelled(text, at, phone.end(), MentionKind.DOCUMENT, None, normal=phone[0])
    before = text[max(floor, at - 1) : at]
    if before in _ENDS_A_CODE_CUE and _CODE_CUE.search(text, max(floor, at - 12), at):
        cued = _CODE.match(text, at)
        if cued is not None and not _counts(text, before, cued):
            return labelled(text, at, cued.end(), MentionKind.DOCUMENT, None, normal=cued[0])
    named = _NAMED.match(text, at)
    if named is not None and not (before.isascii() and before.isalnum()) and before not in {".", "-", ","}:
        return labelled(text, at, named.end(), MentionKind.NAME, named[0])
    behind_letters = before.isascii() and (before.isalpha() or before in {"/", " "})
    marked = _standard(text, at, floor) if behind_letters else _marked(text, at) if _MARKED.match(text, at) else None
    if marked is not None and (behind_letters or before not in {".", "-", ","}):
        return marked
    start = _code_start(text, at, floor)
    match = _CODE.match(text, start)
    if match is None or text[start:at] in {"USD", "RMB", "CNY", "EUR", "HKD"}:
        return None
    if start == at:
        return _code_from_digits(text, at, match)
    if text[match.end() : match.end() + 1] in measures() - set("级型号类版路线区栋楼期纸代届") and re.fullmatch(
        r"[A-Za-z]{2,}\d+", match[0]
    ):
        return None
    kind = MentionKind.NAME if len(match[0]) <= 6 else MentionKind.DOCUMENT
    return labelled(text, start, match.end(), kind, None, normal=match[0])


_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?")
_SCALES = frozenset("百千万亿")


def _counts(text: str, before: str, code: re.Match[str]) -> bool:
    """电话24小时, 手机3部, 电话5.28万个: a figure right behind the word that a measure word follows is no code."""
    amount = _AMOUNT.match(text, code.start())
    if amount is None or amount.end() < code.end() or not "\u4e00" <= before <= "\u9fff":
        return False
    end = amount.end()
    measured = any(text[end : end + size] in measures() for size in (1, 2, 3)) and text[end] != "号"
    return measured or text[end : end + 1] in _SCALES


def _code_start(text: str, at: int, floor: int) -> int:
    """Where the letters before a digit begin, joined by - / . or _."""
    start = at
    while start > floor and text[start - 1].isascii():
        joined = (
            text[start - 1] in "-/._" and start - 1 > floor and text[start - 2].isascii() and text[start - 2].isalpha()
        )
        if not (text[start - 1].isalpha() or joined):
            break
        start -= 1
    return start


def _code_from_digits(text: str, at: int, match: re.Match[str]) -> Mention | None:
    written = match[0]
    if written.isdecimal() and text[match.end() : match.end() + 1] != "型":
        return None
    grade = _GRADE.match(text, at)
    if grade is not None:
        return labelled(text, at, grade.end(), MentionKind.NAME, grade["n"], Unit(grade["u"], grade["u"]))
    formula = _FORMULA.match(text, at)
    if formula is not None and "+" in formula[0]:
        return labelled(text, at, formula.end(), MentionKind.NAME, None, normal=formula[0])
    if not re.search(r"[A-Za-z]", written) or _UNIT_LETTERS.match(written):
        return None
    letters = re.match(r"\d+(?:(\.)\d+)?([A-Za-z]+)$", written)
    if letters and (letters[2] in measures() or (letters[1] and len(letters[2]) > 2)):  # 38.6DDDs is no code
        return None
    return labelled(
        text, at, match.end(), MentionKind.NAME if len(written) <= 6 else MentionKind.DOCUMENT, None, normal=written
    )


def _marked(text: str, at: int) -> Mention | None:
    """4×100米, 2.0版, 1#机组, 978-7-5010-6543-2: a figure with a mark that makes it a name."""
    size, version = _SIZE.match(text, at), _VERSION.match(text, at)
    if size is not None:
        normal = re.sub(r"[×X*]", "x", size[0].removesuffix(size["unit"] or ""))
        unit = Unit(size["unit"], size["unit"]) if size["unit"] else ""
        return labelled(text, at, size.end(), MentionKind.NAME, None, unit, normal=normal)
    if version is not None:
        number = version[0].removesuffix("版")
        return labelled(text, at, version.end(), MentionKind.NAME, number, version[0][len(number) :])
    numbered, groups = _NUMBERED.match(text, at), _GROUPS.match(text, at)
    if numbered is not None:
        return labelled(text, at, numbered.end(), MentionKind.NAME, numbered[0][:-1], Unit("#", "#"))
    if groups is None or text[groups.end() : groups.end() + 1] in measures():  # 3-5-8个
        return None
    return labelled(text, at, groups.end(), MentionKind.DOCUMENT, None, normal=groups[0])


def _standard(text: str, at: int, floor: int) -> Mention | None:
    """GB/T 19001-2016, DB31/T 1234—2020, ISO 9001."""
    head = _STANDARD_HEAD.search(text, max(floor, at - 14), at)
    match = _STANDARD.match(text, head.start()) if head else None
    if match is None or match.end() <= at:
        return None
    return labelled(text, match.start(), match.end(), MentionKind.DOCUMENT, None, normal=match[0])
