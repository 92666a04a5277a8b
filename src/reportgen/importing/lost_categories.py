"""一级指标 of indicators whose table has no column of levels, concluded from their names (推定)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from reportgen.importing.indicator_words import category_of
from reportgen.model.indicators import Indicator

_BY_NAME = (
    (r"满意", "满意度指标"),
    (r"成本|单价|人均补[助贴]|补[助贴]标准|控制数|经费.*率", "成本指标"),
    (r"知晓|受益|增收|带动|影响|提升|改善|利用率|就业率|下降率|覆盖率|出栏率|流通率|再犯罪率", "效益指标"),
)
_OUTPUT = "产出指标"


def with_categories(indicators: Sequence[Indicator]) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    """*indicators* with a 一级指标 each, and a notice of those whose level is not printed."""
    concluded = [entry for entry in indicators if not entry.category]
    if not concluded:
        return tuple(indicators), ()
    place = concluded[0].origin()
    among = f"等{len(concluded)}处" if len(concluded) > 1 else ""
    notice = f"{place}{among}：原表没有一级指标，按指标名称推定，请逐条核对。"
    return (
        tuple(
            entry if entry.category else dataclasses.replace(entry, category=_category(entry)) for entry in indicators
        ),
        (notice,),
    )


def _category(entry: Indicator) -> str:
    by_name = next((category for pattern, category in _BY_NAME if re.search(pattern, entry.name)), _OUTPUT)
    return category_of(entry.subcategory) or by_name
