"""Tables of a department as officials lay them out, filled from its entry: other layouts than those of our own forms.

Each table is a caption, a unit note and a grid of cells; blanks below a label stand for a merged cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.facts import FactLedger
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.pipeline import Evaluation
from reportgen.quantities.target_values import split_target_value

Grid = list[list[str]]


def layouts(evaluation: Evaluation) -> Iterator[tuple[str, str, Grid]]:
    """(caption, unit note, grid) of every layout that the entry can fill."""
    entered, ledger = evaluation.entered, evaluation.ledger
    unit = entered.department.money_unit
    yield "部门整体绩效指标完成情况表", "", _indicators(entered, ledger)
    yield "绩效指标自评打分表", "", _parted_values(entered, ledger)
    if entered.budget:
        yield "部门预算执行情况表", f"单位：{unit}", _budget(entered, ledger)
    if len(entered.projects) >= 2:
        yield "部门预算项目支出情况表", f"单位：{unit}", _projects(entered, ledger)
    if entered.projects:
        yield "部门项目资金情况", f"单位：{unit}", _side_by_side(entered, ledger)
    if entered.department_goals:
        yield "部门年度目标完成情况表", "", _goals(entered)
    if any(one.authorized is not None and one.actual is not None for one in entered.staff):
        yield "部门人员情况表", "", _staff(entered)


def _text(ledger: FactLedger, key: str) -> str:
    fact = ledger.get(key)
    return fact.text if fact is not None else ""


def _bare(ledger: FactLedger, key: str, unit: str) -> str:
    return _text(ledger, key).removesuffix(unit).removesuffix("%") or "—"


def _indicators(entered: SelfEvaluation, ledger: FactLedger) -> Grid:
    rows = [
        [
            "序号",
            "一级指标",
            "二级指标",
            "三级指标",
            "年初目标值",
            "全年完成值",
            "标准分",
            "自评得分",
            "完成率",
            "未完成原因分析",
        ]
    ]
    above = ("", "")
    whole, got = Decimal(0), Decimal(0)
    for number, one in enumerate(entered.department_indicators, start=1):
        key = f"indicator.{one.number}"
        values = [_text(ledger, f"{key}.{each}") for each in ("target_value", "actual_value", "max_score", "score")]
        levels = (one.category, one.subcategory)
        shown = ["" if levels[0] == above[0] else levels[0], "" if levels == above else levels[1]]
        above = levels
        reason = "；".join(part for part in (one.deviation_reason, one.improvement_measures) if part)
        whole, got = whole + Decimal(values[2] or 0), got + Decimal(values[3] or 0)
        rows.append([str(number), *shown, one.called, *values, _text(ledger, f"{key}.completion"), reason])
    sums = [f"{each:.2f}" if each else "" for each in (whole, got)]
    return [*rows, ["合计", "", "", "", "", "", *sums, "", ""]]


def _parted_values(entered: SelfEvaluation, ledger: FactLedger) -> Grid:
    rows = [
        ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", "实际完成值", "权重", "得分", "完成情况"]
    ]
    for one in entered.department_indicators:
        sign, value, unit = split_target_value(one.target_value)
        key = f"indicator.{one.number}"
        if not unit or not value.replace(".", "").isdecimal() or one.actual.quantity is None:
            continue
        status = {"完成": "已完成", "超额完成": "已完成", "未完成": "未完成"}
        row = _attained(ledger, one.number)
        actual = _text(ledger, f"{key}.actual_value").removesuffix(unit)
        rows.append(
            [one.category, one.subcategory, one.called, sign or "=", value, unit, actual,
             _text(ledger, f"{key}.max_score"), _text(ledger, f"{key}.score"), status.get(row, "")]
        )  # fmt: skip
    return rows


def _attained(ledger: FactLedger, number: str) -> str:
    key = f"indicator.{number}.actual_value"
    missed, met = ledger.get("count.indicators.missed"), ledger.get("count.indicators.met")
    if missed is not None and key in missed.operands:
        return "未完成"
    return "完成" if met is not None and key in met.operands else ""


def _budget(entered: SelfEvaluation, ledger: FactLedger) -> Grid:
    unit = entered.department.money_unit
    rows = [["资金性质", "年初预算数", "全年预算数", "全年执行数", "结余", "预算执行率（%）"]]
    for line in entered.budget:
        name = "合计" if line.key == "total" else line.name
        key = f"budget.{line.key}"
        last = ("original_budget", "adjusted_budget", "actual_expenditure", "surplus", "execution_rate")
        rows.append([name, *(_bare(ledger, f"{key}.{each}", unit) for each in last)])
    return sorted(rows, key=lambda row: row[0] == "合计")


def _projects(entered: SelfEvaluation, ledger: FactLedger) -> Grid:
    unit = entered.department.money_unit
    fields = ("budget", "actual_expenditure", "execution_rate")
    rows = [["序号", "项目名称", "预算数", "执行数", "执行率", "偏差原因"]]
    for number, one in enumerate(entered.projects, start=1):
        key = f"project.{one.number}"
        amounts = [_bare(ledger, f"{key}.{each}", unit) for each in fields[:2]]
        rate = _text(ledger, f"{key}.execution_rate") or "—"
        rows.append([str(number), one.name, *amounts, rate, one.deviation_reason or "—"])
    sums = [_bare(ledger, f"projects.{each}", unit) for each in fields[:2]]
    return [*rows, ["", "合计", *sums, "", ""]]


def _side_by_side(entered: SelfEvaluation, ledger: FactLedger) -> Grid:
    unit = entered.department.money_unit
    one = entered.projects[0]
    key = f"project.{one.number}"
    amounts = {each: _bare(ledger, f"{key}.{each}", unit) for each in ("budget", "actual_expenditure")}
    rate = _text(ledger, f"{key}.execution_rate") or "—"
    return [
        ["项目名称", one.name, "主管部门", entered.department.name],
        ["预算数", amounts["budget"], "执行数", amounts["actual_expenditure"]],
        ["其中：财政资金", _bare(ledger, f"{key}.fiscal_appropriation", unit), "执行率", rate],
    ]


def _goals(entered: SelfEvaluation) -> Grid:
    rows = [["序号", "年度目标", "实际完成情况", "偏差原因"]]
    rows += [[one.number, one.text, one.achieved, one.deviation_reason or "—"] for one in entered.department_goals]
    return [[cell.replace("\n", "") for cell in row] for row in rows]


def _staff(entered: SelfEvaluation) -> Grid:
    rows = [["人员类别", "编制人数", "实有人数"]]
    for one in entered.staff:
        figures = ["—" if number is None else str(number) for number in (one.authorized, one.actual)]
        rows.append([one.staff_class, *figures])
    return rows


def as_markdown(tables: list[tuple[str, str, Grid]]) -> str:
    """The tables as a Markdown file."""
    lines: list[str] = []
    for caption, note, grid in tables:
        lines += [f"## {caption}", "", *([note, ""] if note else [])]
        for at, row in enumerate(grid):
            lines.append("| " + " | ".join(row) + " |")
            if at == 0:
                lines.append("|" + "---|" * len(row))
        lines.append("")
    return "\n".join(lines)


__all__ = ["Grid", "as_markdown", "layouts"]
