"""Facts as attributes of what templates see, and gaps where data are missing (待填)."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.facts import Fact, FactLedger
from reportgen.model.record import Record, fields_of

# Names of derived facts; one of them may be absent because what it follows from was not entered or does not apply.
_DERIVED = {
    "fiscal_year": "年度",
    "execution_rate": "预算执行率",
    "surplus": "结余",
    "overspend": "超支",
    "adjustment_up": "预算调增额",
    "adjustment_down": "预算调减额",
    "adjustment_rate_up": "预算调增幅度",
    "adjustment_rate_down": "预算调减幅度",
    "growth_up": "同比增加额",
    "growth_down": "同比减少额",
    "growth_rate_up": "同比增长幅度",
    "growth_rate_down": "同比下降幅度",
    "share": "所占比重",
    "score": "得分",
    "max_score": "分值",
    "total": "自评总分（有指标尚未得分）",
    "max_total": "总分值",
    "rating": "评价等级（有指标尚未得分）",
    "completion": "完成率",
    "score_coefficient": "得分系数",
    "above_target": "高于指标值的数",
    "below_target": "低于指标值的数",
    "control_rate": "在职人员控制率",
    "budget": "预算数",
    "actual_expenditure": "执行数",
    "authorized": "编制人数",
    "actual": "实有人数",
    "met": "完成的指标数",
    "exceeded": "超额完成的指标数",
    "missed": "未完成的指标数",
    "undecided": "不能判定的指标数",
    "qualitative": "定性指标数",
    "quantitative": "定量指标数",
    "over_completion_threshold": "超额完成说明线",
    "low_execution_rate": "执行率偏低线",
    "large_adjustment_rate": "预算调整偏大线",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that was not entered. It is false in conditions; written out it becomes 【待填：…】 with a comment."""

    label: str
    where: str = ""
    subject: str = ""

    @property
    def what(self) -> str:
        """What is missing, with its subject: “培训人数”实际完成值."""
        return f"{self.subject}{self.label}"

    def __bool__(self) -> bool:
        return False


class FactView:
    """The facts under one prefix as attributes: ``budget.total.execution_rate``.

    An attribute without a fact is a :class:`Missing` that says what to fill in and where.
    """

    def __init__(
        self, ledger: FactLedger, prefix: str, *, subject: str = "", sheet: str = "", record: type[Record] | None = None
    ) -> None:
        self._ledger = ledger
        self._prefix = prefix
        self._subject = subject
        self._sheet = sheet
        self._record = record

    def __getattr__(self, name: str) -> Fact | Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        fact = self._ledger.get(f"{self._prefix}.{name}")
        if fact is not None:
            return fact
        label = _label(self._record, name)
        if label is None:
            if name not in _DERIVED:
                raise AttributeError(name)  # a misspelt name in a template, not a value left blank
            return Missing(_DERIVED[name], "", self._subject)
        where = f"在“{self._sheet}”表{self._subject}的“{label}”中填写" if self._sheet else ""
        return Missing(label, where, self._subject)


def _label(record: type[Record] | None, name: str) -> str | None:
    if record is None:
        return None
    return next((spec.label for spec in fields_of(record) if spec.name == name), None)


class CountView(FactView):
    """Counts as facts; :meth:`has` tells whether a count is above zero."""

    def has(self, name: str) -> bool:
        """Whether the count *name* is more than zero."""
        return self._positive(f"{self._prefix}.{name}")

    def _positive(self, fact_id: str) -> bool:
        fact = self._ledger.get(fact_id)
        return bool(fact and fact.quantity and fact.quantity.value > 0)

    @property
    def all(self) -> Fact | Missing:
        """The count of all members."""
        return self._ledger.get(self._prefix) or Missing("指标数量")
