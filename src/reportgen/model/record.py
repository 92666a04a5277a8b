"""Records (填报记录): frozen values whose fields carry their Chinese label, kind and note.

The labels declared here are the only ones: workbook headers, YAML keys, messages and documentation
are all made from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, cast

from reportgen.model.origin import Origin


class Kind(Enum):
    """What a field holds, and so what a cell accepts."""

    TEXT = "文字"
    LONG_TEXT = "长文字"
    CHOICE = "选项"
    COUNT = "整数"  # int
    SCORE = "分数"  # Decimal, in 分
    NUMBER = "数值"  # Decimal without unit, e.g. a numerator
    MONEY = "金额"  # Quantity, in the entry's 金额单位 unless the cell states its own
    PERCENT = "百分数"  # Quantity in %
    TARGET = "指标值"  # str; three columns 计算符号, 指标值, 计量单位 in the workbook
    YEAR = "年度"  # int


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as the official sees it."""

    name: str
    label: str
    kind: Kind
    note: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = False  # only the listed choices are accepted


def entered(
    label: str,
    kind: Kind = Kind.TEXT,
    *,
    note: str = "",
    required: bool = False,
    choices: tuple[str, ...] = (),
    strict: bool = False,
) -> Any:
    """Declare a field that an official fills in. Text is empty and every other kind ``None`` when left blank."""
    empty = "" if kind in _TEXTUAL else None
    spec = FieldSpec("", label, kind, note, required, choices, strict)
    return dataclasses.field(default=empty, metadata={"spec": spec})


_TEXTUAL = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.TARGET})
_NOWHERE: Mapping[str, Origin] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of entered data. *origins* maps a field's name to its cell, and ``""`` to the row as a whole."""

    origins: Mapping[str, Origin] = dataclasses.field(default_factory=lambda: _NOWHERE, compare=False, repr=False)

    def origin(self, field_name: str = "") -> Origin | None:
        """The cell of *field_name*, or the row's own place when that cell is not known."""
        return self.origins.get(field_name) or self.origins.get("")


_FIELDS: dict[type, tuple[FieldSpec, ...]] = {}


def fields_of(record_class: type[Any]) -> tuple[FieldSpec, ...]:
    """The entered fields of *record_class* in the order of declaration."""
    known = _FIELDS.get(record_class)
    if known is None:
        known = tuple(
            dataclasses.replace(cast("FieldSpec", field.metadata["spec"]), name=field.name)
            for field in dataclasses.fields(record_class)
            if "spec" in field.metadata
        )
        _FIELDS[record_class] = known
    return known


def field_named(record_class: type[Any], name: str) -> FieldSpec:
    """The field *name* of *record_class*. Raises KeyError."""
    for spec in fields_of(record_class):
        if spec.name == name:
            return spec
    raise KeyError(name)
