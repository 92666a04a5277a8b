"""Changes of indicators (指标修改): what stood there, what stands there now, and who decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from reportgen.model.indicators import Indicator
from reportgen.model.record import Kind, Record, entered

_COMPARED = ("project", "category", "subcategory", "name", "target_value", "description", "formula", "basis")


@dataclass(frozen=True, kw_only=True)
class IndicatorChange(Record):
    """One decision of a review: an indicator rewritten, its original kept as it was, or left as it is (不采纳)."""

    number: str = entered("指标序号", required=True, note="修改的那一行；拆分出的行另记一条")
    project: str = entered("所属项目", note="部门指标留空")
    original: str = entered("原三级指标", Kind.LONG_TEXT)
    original_value: str = entered("原年度指标值", Kind.LONG_TEXT)
    original_class: str = entered("原一级和二级指标")
    replacement: str = entered("修改后三级指标", Kind.LONG_TEXT)
    replacement_value: str = entered("修改后年度指标值", Kind.LONG_TEXT)
    decision: str = entered("决定", Kind.CHOICE, choices=("采纳", "修改", "不采纳"))
    decided_by: str = entered("决定人")
    decided_on: str = entered("决定日期", note="如 2024年3月15日")
    source: str = entered("建议来源")
    key: str = entered("原文核对码", note="系统用来核对原行是否变化，不用填写")


def key_of_row(row: Indicator) -> str:
    """A short code of what an indicator says; another text gives another code."""
    said = "\x1f".join("".join(str(getattr(row, name)).split()) for name in _COMPARED)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]
