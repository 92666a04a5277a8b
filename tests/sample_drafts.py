"""A draft that uses every part of a report, for tests of the whole file."""

from reportgen.model.draft import (
    Align,
    Annex,
    Draft,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
    Words,
)
from reportgen.model.finding import Finding, Severity


def cell(text, columns=1, rows=1, align=Align.LEFT, header=False):
    return TableCell((Words(text),), columns, rows, align, header)


def figure(text, fact):
    return TableCell((Figure(text, fact),), align=Align.RIGHT)


def indicator_table(rows, *, landscape=False, caption="部门整体支出绩效自评表"):
    """Two repeated head rows, two merged levels, *rows* indicators and a total."""
    head = [cell(text, rows=2, align=Align.CENTER, header=True) for text in ("一级指标", "二级指标", "三级指标")]
    values = cell("指标值", columns=2, align=Align.CENTER, header=True)
    scores = [cell(text, rows=2, align=Align.CENTER, header=True) for text in ("分值", "得分")]
    second = [cell(text, align=Align.CENTER, header=True) for text in ("年初指标值", "实际完成值")]
    lines = [TableRow((*head, values, *scores), header=True), TableRow(tuple(second), header=True)]
    for number in range(rows):
        first = [cell("产出指标", rows=min(10, rows - number), align=Align.CENTER)] if number % 10 == 0 else []
        then = [cell("数量指标", rows=min(5, rows - number), align=Align.CENTER)] if number % 5 == 0 else []
        actual = figure("1,300.00", f"actual.{number}")
        if number % 7 == 0:
            actual = TableCell((Gap("实际完成值", "请在“绩效指标”表填写实际完成值"),), align=Align.RIGHT)
        lines.append(
            TableRow(
                (
                    *first,
                    *then,
                    cell(f"基层就业服务人员培训完成情况第{number + 1}项"),
                    figure("≥1,234.50", f"target.{number}"),
                    actual,
                    figure("2.00", f"max.{number}"),
                    figure("1.98", f"score.{number}"),
                )
            )
        )
    lines.append(
        TableRow((cell("合计", columns=5, align=Align.CENTER), figure("100.00", "max"), figure("98.75", "total")))
    )
    return Table(tuple(lines), (2, 2, 6, 4, 4, 2, 2), caption, "单位：万元", landscape)


def full_draft():
    """A report with four heading levels, gaps, findings, an upright and a landscape table, signature and annexes."""
    return Draft(
        title="清河市残疾人联合会2023年度部门整体支出绩效自评报告",
        sections=(
            Section(
                "overview",
                (
                    Heading(1, "一、", "部门概况"),
                    Heading(2, "（一）", "机构设置"),
                    Heading(3, "1.", "人员"),
                    Heading(4, "（1）", "在职人员"),
                    Paragraph(
                        (
                            Words("全年预算数"),
                            Figure("12,345.67 万元", "budget"),
                            Words("，执行数"),
                            Figure("12,000.00 万元", "spent"),
                            Words("；“三公”经费"),
                            Gap("“三公”经费决算数", "请在“预算”表填写"),
                            Words("。"),
                        )
                    ),
                    indicator_table(4, caption="预算执行情况表"),
                    Paragraph((Words("注：数据取自部门决算，<以批复>为准 & 四舍五入。"),), "note"),
                    indicator_table(3, landscape=True),
                    Paragraph((Words("以上数据与决算一致。"),)),
                ),
            ),
        ),
        annexes=(
            Annex("清河市残疾人联合会2023年度部门整体支出绩效自评表", (indicator_table(60),), landscape=True),
            Annex("项目支出绩效自评表", (indicator_table(5, caption=""), indicator_table(5, caption=""))),
        ),
        signature=(Figure("清河市残疾人联合会", "department"),),
        date=(Figure("2024年3月5日", "date"),),
        findings=(
            Finding(
                code="A", severity=Severity.ERROR, message="执行数与明细不符", facts=("spent",), suggestion="核对明细"
            ),
            Finding(code="B", severity=Severity.WARNING, message="请说明\n偏差原因", facts=("spent", "budget")),
        ),
    )
