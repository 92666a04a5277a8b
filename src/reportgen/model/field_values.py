"""One field between its text and its typed value: what a cell or a YAML scalar says, exactly, and back.

Used wherever entered text becomes data: entry workbook, YAML form, import of existing tables.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.record import FieldSpec, Kind
from reportgen.quantities.quantity import Quantity, plain_number
from reportgen.quantities.units import PERCENT, WAN_YUAN, Unit, known_symbols, unit_named

FieldContent = str | int | Decimal | Quantity | None


class FieldValueError(ValueError):
    """A text cannot be the value of its field; *message* says why and *remedy* what to write instead, in Chinese."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A typed value. *notice* tells the official, in Chinese, how a doubtful text was understood."""

    content: FieldContent
    notice: str = ""


_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\xa0]")
# Control characters, characters of no width, surrogates, and the noncharacters that mark figures inside templates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean_text(text: str) -> str:
    """*text* as it is kept: line breaks as ``\\n``, no tabs, control or invisible characters, no space at the ends."""
    if text.isalnum():
        return text
    text = _BLANKS.sub(" ", _LINE_BREAKS.sub("\n", text))
    return _INVISIBLE.sub("", text).strip()


_NUMBER = re.compile(
    r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[-+]?\.\d+)\s*(?P<unit>[^\d.,].*)?", re.DOTALL
)
_STANDS_FOR_NOTHING = frozenset({"/", "-", "—", "——", "－", "无", "\\"})
_LONGEST_NUMBER = 28  # what Decimal holds exactly by default


def read_number(text: str) -> tuple[Decimal, str] | None:
    """The number at the start of *text* and the unit after it: ``２,157.60万元`` → 2157.60, 万元.

    None if *text* does not begin with a number.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip().lstrip("¥").strip()
    found = _NUMBER.fullmatch(plain)
    if found is None or len(found["number"]) > _LONGEST_NUMBER:
        return None
    return Decimal(found["number"].replace(",", "")), (found["unit"] or "").strip()


def read_value(spec: FieldSpec, text: str, money_unit: Unit | None = WAN_YUAN) -> ReadValue:
    """The typed value of *text* in the field *spec*. An amount without a unit is in *money_unit*.

    Raises FieldValueError.
    """
    text = clean_text(text)
    if spec.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.TARGET}:
        return ReadValue(text)
    if spec.kind is Kind.CHOICE:
        return ReadValue(_choice(spec, text))
    if not text:
        return ReadValue(None)
    if text in _STANDS_FOR_NOTHING:
        return ReadValue(None, f"“{text}”按没有填写处理")
    found = read_number(text)
    if found is None:
        raise FieldValueError(f"“{_short(text)}”不是数字", f"“{spec.label}”只填{_WANTED[spec.kind]}。")
    number, unit = found
    if spec.kind is Kind.MONEY:
        return _money(number, unit, money_unit)
    if spec.kind is Kind.PERCENT:
        return ReadValue(_percent(number, unit))
    if spec.kind is Kind.YEAR:
        return ReadValue(_year(number, unit, text))
    if spec.kind is Kind.SCORE:
        if unit not in {"", "分"} or number < 0:
            raise FieldValueError(f"“{_short(text)}”不是分数", f"“{spec.label}”只填不小于0的数字，单位是分。")
        return ReadValue(number)
    if unit and unit not in known_symbols():
        raise FieldValueError(f"“{_short(text)}”不是数字", f"“{spec.label}”只填{_WANTED[spec.kind]}。")
    if unit and (unit_named(unit).factor != 1 or unit_named(unit).dimension == "share"):
        raise FieldValueError(f"“{_short(text)}”带有单位“{unit}”", f"“{spec.label}”只填数字，请先换算再去掉单位。")
    if spec.kind is Kind.NUMBER:
        return ReadValue(number, f"“{text}”去掉单位“{unit}”读取" if unit else "")
    if number < 0 or number != number.to_integral_value():
        raise FieldValueError(f"“{_short(text)}”不是整数", f"“{spec.label}”只填不小于0的整数。")
    return ReadValue(int(number))


_WANTED = {
    Kind.COUNT: "整数，如 12",
    Kind.SCORE: "数字，如 9.5",
    Kind.NUMBER: "数字，如 1200",
    Kind.MONEY: "数字，如 2157.60；单位与“金额单位”不同时写明，如 188.4万元",
    Kind.PERCENT: "百分数，如 98.5%",
    Kind.YEAR: "四位年份，如 2023",
}


def write_value(spec: FieldSpec, content: FieldContent, money_unit: Unit | None) -> str:
    """The text that :func:`read_value` reads back as *content*; empty for a blank."""
    if content is None:
        return ""
    if isinstance(content, str):
        return clean_text(content)
    if isinstance(content, Quantity):
        if spec.kind is Kind.MONEY and content.unit == money_unit:
            return f"{content.value:f}"
        return f"{content.value:f}{content.unit.symbol}"
    return f"{content:f}" if isinstance(content, Decimal) else str(content)


def _choice(spec: FieldSpec, text: str) -> str:
    if not text or text in spec.choices:
        return text
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    for choice in spec.choices:
        if folded == unicodedata.normalize("NFKC", choice):
            return choice
    if spec.strict:
        raise FieldValueError(
            f"“{_short(text)}”不是“{spec.label}”可用的选项", f"请改为：{'、'.join(spec.choices)} 之一。"
        )
    return text


_MONEY_SYMBOLS = {"万": "万元", "亿": "亿元", "块": "元", "人民币": "元", "元整": "元"}


def _money(number: Decimal, symbol: str, money_unit: Unit | None) -> ReadValue:
    if not symbol:
        return ReadValue(Quantity(number, money_unit or WAN_YUAN))
    unit = unit_named(_MONEY_SYMBOLS.get(symbol, symbol))
    if unit.dimension != "money":
        raise FieldValueError(f"“{symbol}”不是金额单位", "金额单位可写 元、千元、万元、亿元。")
    written = Quantity(number, unit)
    if money_unit is None or unit == money_unit:
        return ReadValue(written)
    return ReadValue(written, f"单元格写明“{symbol}”，与金额单位“{money_unit}”不同，按 {written} 读取")


_PER_CENT = {"%": Decimal(1), "‰": Decimal("0.1")}


def _percent(number: Decimal, symbol: str) -> Quantity:
    if symbol in _PER_CENT:
        return Quantity(number * _PER_CENT[symbol], PERCENT)
    if symbol:
        raise FieldValueError(f"“{number}{symbol}”不是百分数", "请写成百分数，如 98.5%。")
    if 0 < abs(number) <= Decimal("1.5"):
        raise FieldValueError(
            f"“{number}”没有百分号，不能确定是 {number}% 还是 {plain_number(number * 100)}%", "请写明百分号，如 98.5%。"
        )
    return Quantity(number, PERCENT)


def _year(number: Decimal, unit: str, text: str) -> int:
    if unit not in {"", "年", "年度"} or number != number.to_integral_value() or not 1949 <= number <= 2100:
        raise FieldValueError(f"“{_short(text)}”不是年份", "请填四位年份，如 2023。")
    return int(number)


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
