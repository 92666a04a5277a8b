"""How the entered data lie in the entry workbook: sheets and columns, known to its writer and its reader alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from reportgen.model.record import FieldSpec, Kind, fields_of
from reportgen.model.self_evaluation import Subject
from reportgen.quantities.target_values import Comparator, split_target_value

GUIDE_TITLE = "填写说明"
EXAMPLE_TITLE = "填写示例"
CHOICES_TITLE = "选项"  # hidden; the drop-down lists
HELP_TITLES = frozenset({GUIDE_TITLE, EXAMPLE_TITLE, CHOICES_TITLE})
CONTENT_HEADER = "填写内容"  # of the value column of a sheet with one record
REQUIRED_MARK = "*"

TITLE_ROW, NOTE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4
FIRST_SINGLE_ROW, SINGLE_COLUMN = 3, 2  # of a sheet with one record: a field a row, its content in column B


class TargetPart(Enum):
    """The columns that a target value (指标值) takes."""

    WHOLE = ""
    COMPARATOR = "计算符号"
    VALUE = "指标值"
    UNIT = "计量单位"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: a field, or one part of a target value."""

    spec: FieldSpec
    part: TargetPart = TargetPart.WHOLE

    @property
    def label(self) -> str:
        """The header without marks."""
        if self.part in {TargetPart.COMPARATOR, TargetPart.UNIT}:
            return str(self.part.value)
        return self.spec.label


def columns_of(subject: Subject) -> tuple[Column, ...]:
    """The columns of the sheet of *subject* in the order they are written."""
    columns: list[Column] = []
    for spec in fields_of(subject.record):
        if spec.kind is Kind.TARGET and not subject.single:
            columns += [Column(spec, part) for part in (TargetPart.COMPARATOR, TargetPart.VALUE, TargetPart.UNIT)]
        else:
            columns.append(Column(spec))
    return tuple(columns)


def columns_by_label(subject: Subject) -> Mapping[str, Column]:
    """Header in its normal form → column. 指标值 alone also names the value column of a target."""
    columns = columns_of(subject)
    by_label = {normal_label(column.label): column for column in columns}
    for column in columns:
        if column.part is TargetPart.VALUE:
            by_label.setdefault(normal_label(TargetPart.VALUE.value), column)
    return by_label


def normal_label(text: str) -> str:
    """A header without spaces, marks and differences of width: ``* 年初预算数（万元）`` → ``年初预算数(万元)``."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:")


_BRACKETED = re.compile(r"(?P<label>.+?)\((?P<inside>[^()]+)\)")


def label_and_unit(text: str) -> tuple[str, str]:
    """A header and what stands in brackets at its end, both in normal form."""
    label = normal_label(text)
    found = _BRACKETED.fullmatch(label)
    return (normal_label(found["label"]), found["inside"]) if found else (label, "")


COMPARATORS = tuple(comparator.value for comparator in Comparator)
_COMPARATOR_WORDS = {
    ">=": "≥", "=>": "≥", "≧": "≥", "大于等于": "≥", "不低于": "≥", "不少于": "≥", "以上": "≥",
    "<=": "≤", "=<": "≤", "≦": "≤", "小于等于": "≤", "不高于": "≤", "不超过": "≤", "以下": "≤",
    "大于": ">", "高于": ">", "小于": "<", "低于": "<", "等于": "=", "==": "=",
    "定性": "", "文字描述": "", "/": "", "无": "", "-": "", "—": "",
}  # fmt: skip


def comparator_of(text: str) -> str | None:
    """The 计算符号 an official wrote as *text*, empty where it says there is none; None if it is no comparator."""
    sign = "".join(unicodedata.normalize("NFKC", text).split())
    if not sign or sign in COMPARATORS:
        return sign
    return _COMPARATOR_WORDS.get(sign)


def join_target(comparator: str, value: str, unit: str) -> str:
    """The target value of three cells. A sign or unit that was also typed beside the value counts once."""
    if comparator and value.startswith(comparator):
        comparator = ""
    if unit and value.endswith(unit):
        unit = ""
    return f"{comparator}{value}{unit}"


def split_target(text: str) -> tuple[str, str, str]:
    """The three cells of a target value, which :func:`join_target` joins to *text* again."""
    parts = split_target_value(text)
    comparator, value, unit = (part.strip() for part in parts)
    sign = comparator_of(comparator)
    survives = sign == comparator and value and join_target(comparator, value, unit) == text
    return (comparator, value, unit) if survives else ("", text, "")
