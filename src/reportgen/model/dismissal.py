"""Dismissals (不处理的问题): findings of a check that an official looked at and left, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.record import Kind, Record, entered


@dataclass(frozen=True, kw_only=True)
class Dismissal(Record):
    """One finding left as it is. The number alone decides which; rule and sentence are kept for the reader."""

    number: str = entered("问题编号", required=True, note="核查结果里的编号，如 3fa2c1")
    reason: str = entered("不处理的理由", Kind.LONG_TEXT, required=True)
    by: str = entered("处理人")
    date: str = entered("处理日期", note="如 2024年3月15日")
    code: str = entered("规则", note="如 NUMBER_NOT_IN_DATA，见核查规则；可留空")
    text: str = entered("原句", Kind.LONG_TEXT, note="可留空")
