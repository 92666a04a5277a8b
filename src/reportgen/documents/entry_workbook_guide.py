"""The words of the sheets 填写说明 and 填写示例, made from the same fields as the sheets they explain."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.documents.entry_example import example_entry
from reportgen.documents.entry_layout import EXAMPLE_TITLE, REQUIRED_MARK, Column, TargetPart, columns_of, split_target
from reportgen.model.field_values import write_value
from reportgen.model.form import Form
from reportgen.model.record import Kind, fields_of
from reportgen.model.self_evaluation import SUBJECTS
from reportgen.quantities.units import unit_named


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A row of 填写说明. *role* is title, section, prose, header or sheet."""

    role: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A row of 填写示例. *role* is title, mark, section, header or field; a *wide* one has a single example."""

    role: str
    texts: tuple[str, ...]
    wide: bool = False


_KIND_HINTS = {
    Kind.MONEY: "按“基本信息”的金额单位填数字；用其他单位时写明，如 188.4万元",
    Kind.PERCENT: "带百分号，如 98.5%",
    Kind.SCORE: "单位：分",
    Kind.COUNT: "只填整数",
}


def note_of(column: Column) -> str:
    """The note an official reads above the column or beside the field."""
    spec = column.spec
    if column.part is TargetPart.COMPARATOR:
        return "从下拉列表选；定性指标留空"
    if column.part is TargetPart.UNIT:
        return "如 %、人、万元；没有单位留空"
    parts = ["必填"] if spec.required else []
    if spec.note:
        parts.append(spec.note)
    if spec.choices:
        parts.append("从下拉列表选" if spec.strict else "从下拉列表选，也可自填")
    hint = _KIND_HINTS.get(spec.kind)
    if hint:
        parts.append(hint)
    return "。".join(parts)


def guide_lines(form: Form | None) -> list[GuideLine]:
    """The rows of 填写说明."""
    lines = [GuideLine("title", ("部门整体支出绩效自评填报工作簿　填写说明",))]
    if form is not None:
        lines.append(GuideLine("prose", (f"表样：{form.name}（{form.code}）。金额单位：{form.money_unit}。",)))
    lines.append(GuideLine("section", ("一、怎么填",)))
    lines += [GuideLine("prose", (text,)) for text in _HOW_TO]
    lines.append(GuideLine("section", ("二、各工作表",)))
    lines.append(GuideLine("header", ("工作表", "填什么", "必填栏目")))
    for subject in SUBJECTS:
        required = "、".join(spec.label for spec in fields_of(subject.record) if spec.required)
        lines.append(GuideLine("sheet", (subject.title, subject.note, required or "没有必填栏目，可整张留空")))
    lines.append(GuideLine("section", ("三、常见问题",)))
    lines += [GuideLine("prose", (text,)) for text in _QUESTIONS]
    return lines


_HOW_TO = (
    "1. 先填“基本信息”，再填“预算”和“指标”；其他工作表有内容才填，没有的留空。",
    f"2. 橙色表头带 {REQUIRED_MARK} 的是必填栏目。表头上面一行是说明，从表头下面一行开始填，一行一条。",
    f"3. 不清楚怎么写时看“{EXAMPLE_TITLE}”。示例不会进入报告，不用删除。",
    "4. 有下拉箭头的栏目请点选。表头受保护（没有密码），可以插入行、删除行、排序、筛选、调整列宽。",
    "5. 填完保存为 .xlsx，再运行 reportgen generate 生成报告。填错的地方会逐条列出工作表和单元格。",
)
_QUESTIONS = (
    "金额：单元格只填数字，单位由“基本信息”的金额单位决定；个别金额用其他单位时连单位一起写，如 188.4万元、1.2亿元。",
    "指标值：“≥90%”分三栏填写，计算符号 ≥，指标值 90，计量单位 %；“有所提高”“2023年12月底前”等只填中间一栏。",
    "项目指标：在“指标”表“所属项目”填项目序号；部门整体指标这一栏留空。",
    "公式：可以用公式求和，但保存前请确认单元格显示的是数字，不是 #REF! 等错误值。",
    "不要合并单元格；每一行都填完整，系统不会替空白单元格沿用上一行内容。",
)


def example_lines() -> list[ExampleLine]:
    """The rows of 填写示例: for each sheet its fields one below the other, with one or two filled records."""
    entered = example_entry()
    money_unit = unit_named(entered.department.money_unit)
    lines = [
        ExampleLine("title", ("填写示例",)),
        ExampleLine("mark", ("以下单位和数字都是虚构的，只说明写法；本表内容不会读入，不用修改或删除。",)),
    ]
    for subject in SUBJECTS:
        value = getattr(entered, subject.attribute)
        records = (value,) if subject.single else value[:2]
        heads = ("填写内容", "") if len(records) == 1 else ("第一行", "第二行")
        lines.append(ExampleLine("section", (f"工作表“{subject.title}”　{subject.note}",)))
        lines.append(ExampleLine("header", ("栏目", *heads, "怎么填"), wide=len(records) == 1))
        for column in columns_of(subject):
            texts = []
            for record in records:
                text = write_value(column.spec, getattr(record, column.spec.name), money_unit)
                if column.part is not TargetPart.WHOLE:
                    text = dict(zip(_TARGET_PARTS, split_target(text), strict=True))[column.part]
                texts.append(text)
            label = f"{REQUIRED_MARK} {column.label}" if column.spec.required else column.label
            first, second = (*texts, "")[:2]
            lines.append(ExampleLine("field", (label, first, second, note_of(column)), wide=len(records) == 1))
    return lines


_TARGET_PARTS = (TargetPart.COMPARATOR, TargetPart.VALUE, TargetPart.UNIT)
