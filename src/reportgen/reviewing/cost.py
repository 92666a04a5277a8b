"""Cost (成本): a row that merely repeats the budget says nothing of economy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault, spoken
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_reading import Group

_UNIT_PRICE = re.compile(words.UNIT_PRICE)
_WITHIN = re.compile(words.WITHIN_BUDGET)
_ONLY_CONTROL = re.compile(r"^(?:成本|费用|经费|支出|资金)控制$")  # 成本控制/合理 repeats no budget
_SAVED = re.compile(r"节[约省支]|压[减降缩]|下降|降低|减少|变动|损失|负担")


def budget_repeated(row: Row) -> Iterator[IndicatorFault]:
    """BUDGET: a total amount or 不超过预算, with no price per unit, per head, or standard."""
    if (
        row.group is not Group.COST
        or row.target.change
        or "分项成本控制" in row.name
        or _SAVED.search(row.naming.plain)
    ):
        return
    if "分项成本控制数" in row.name:  # a total kept and marked as such, where there is nothing to divide it by
        return
    named = _WITHIN.search(row.naming.plain + "\n" + row.explained)
    quantity = row.target.quantity or row.target.high
    if row.target.kind in {TargetKind.NUMBER, TargetKind.RANGE} and quantity is not None:
        if quantity.unit.dimension == "money" and not _UNIT_PRICE.search(row.naming.plain + row.value):
            yield fault(
                row, "BUDGET", "target_value",
                f"“{row.name}”只限定总额{row.value}，等于重复预算数，看不出单价、人均等是否节约",
            )  # fmt: skip
        elif quantity.unit.dimension == "share" and named:
            yield fault(row, "BUDGET", "name", f"“{row.name}”只说不超预算，不反映单位成本")
    elif (
        named
        and not row.numeric
        and (_WITHIN.search(row.value) or not spoken(row) or not _ONLY_CONTROL.search(named[0]))
    ):
        yield fault(row, "BUDGET", "name", f"“{row.name}”只说“{named[0]}”，等于重复预算数，不反映单位成本")
    elif not row.numeric and _WITHIN.search(row.value):
        yield fault(row, "BUDGET", "target_value", f"指标值“{row.value}”只说不超预算，不反映单位成本")
