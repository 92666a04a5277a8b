"""The review of indicators as a document for circulation (指标审核意见): one table, comments on faults and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.model.draft import Align, Annex, Draft, Figure, Gap, Run, Table, TableCell, TableRow, Words
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicator_review import IndicatorReview, Proposal, ProposalKind, ReviewedIndicator
from reportgen.reviewing.fault_kinds import FAULT_KINDS, TABLE_KINDS

_HEADS = ("序号", "原指标", "问题", "建议改为", "计算方法、依据和数字出处", "意见")
_WIDTHS = (5, 24, 16, 34, 50, 11)
_BLANK = re.compile(r"【待填：([^】]*)】")


def review_report(review: IndicatorReview) -> Draft:
    """One annex for each table of indicators that has faults; the statistics stand above."""
    places = dict.fromkeys((row.document, row.project) for row in review.rows if row.faults)
    annexes = [_statistics(review)]
    findings: list[Finding] = []
    at = 0
    for document, project in places:
        rows = [row for row in review.rows if (row.document, row.project) == (document, project) and row.faults]
        lines = [TableRow(tuple(_head(text) for text in _HEADS), header=True)]
        for row in rows:
            at += 1
            findings += _findings(at, row)
            lines += _lines(at, row)
        title = f"{project or '部门整体'}（{document}）"
        annexes.append(
            Annex(title=title, blocks=(Table(rows=tuple(lines), widths=_WIDTHS, landscape=True),), landscape=True)
        )
    return Draft(
        title="绩效指标审核意见", sections=(), annexes=tuple(annexes), findings=tuple(findings), table_only=True
    )


def fault_names() -> dict[str, str]:
    """Code → Chinese name, of faults of rows and of tables."""
    return {code: kind.name for code, kind in (*FAULT_KINDS.items(), *TABLE_KINDS.items())}


def _statistics(review: IndicatorReview) -> Annex:
    heads = ("文件", "项目", "指标数", "有问题", "不能衡量", "有改写方案")
    rows = [TableRow(tuple(_head(text) for text in heads), header=True)]
    places = dict.fromkeys((row.document, row.project) for row in review.rows)
    for document, project in places:
        own = [row for row in review.rows if (row.document, row.project) == (document, project)]
        rows.append(TableRow(tuple(map(_cell, (document, project or "部门整体", *_counts(own))))))
    rows.append(TableRow(tuple(map(_cell, ("合计", "", *_counts(review.rows))))))
    tables: list[Table] = [Table(rows=tuple(rows), widths=(24, 50, 12, 12, 12, 14), caption="审核情况", landscape=True)]
    if review.tables:
        names = fault_names()
        lines = [TableRow(tuple(_head(text) for text in ("项目", "问题", "说明", "建议")), header=True)]
        lines += [
            TableRow(
                tuple(
                    map(
                        _cell,
                        (each.project or "部门整体", names.get(each.code, each.code), each.reason, each.suggestion),
                    )
                )
            )
            for each in review.tables
        ]
        tables.append(Table(rows=tuple(lines), widths=(30, 18, 46, 36), caption="整张指标表的问题", landscape=True))
    return Annex(title="绩效指标审核意见", blocks=tuple(tables), landscape=True)


def _counts(rows: Sequence[ReviewedIndicator]) -> tuple[str, ...]:
    return (
        str(len(rows)),
        str(sum(bool(row.faults) for row in rows)),
        str(sum(not row.measurable for row in rows)),
        str(sum(bool(row.proposals) for row in rows)),
    )


def _findings(at: int, row: ReviewedIndicator) -> Iterator[Finding]:
    reasons = dict.fromkeys(
        f"{FAULT_KINDS[fault.code].name}：{fault.reason}（{fault.requirement.value}）" for fault in row.faults
    )
    yield Finding(
        code="INDICATOR_REVIEW",
        severity=Severity.ERROR if not row.measurable else Severity.WARNING,
        message="\n".join(reasons),
        facts=(f"review/{at}",),
        subject=row.indicator.called,
    )


def _lines(at: int, row: ReviewedIndicator) -> Iterator[TableRow]:
    indicator = row.indicator
    proposals: Sequence[Proposal | None] = row.proposals or (None,)
    original = (
        Figure(indicator.name or "（没有三级指标）", f"review/{at}"),
        Words(f"：{indicator.target_value or '（没有指标值）'}\n［{indicator.subcategory or indicator.category}］"),
    )
    names = "、".join(dict.fromkeys(FAULT_KINDS[fault.code].name for fault in row.faults))
    span = len(proposals)
    for number, proposal in enumerate(proposals):
        cells: list[TableCell] = []
        if number == 0:
            cells += [
                TableCell((Words(str(at)),), rows=span, align=Align.CENTER),
                TableCell(original, rows=span),
                TableCell((Words(names),), rows=span),
            ]
        cells += [
            TableCell(_proposed(proposal)),
            TableCell(_worked_out(proposal)),
            TableCell((Words("□采纳\n□修改\n□不采纳"),)),
        ]
        yield TableRow(tuple(cells))


def _proposed(proposal: Proposal | None) -> tuple[Run, ...]:
    if proposal is None:
        return (Words("没有可靠的改写办法，请自拟"),)
    kind = "形式修正" if proposal.kind is ProposalKind.SAFE_FIX else "建议"
    part = "（拆分，一起采纳）" if proposal.group else ""
    return (*_runs(f"{proposal.name}：{proposal.target_value}"), Words(f"。\n［{proposal.subcategory}；{kind}{part}］"))


def _worked_out(proposal: Proposal | None) -> tuple[Run, ...]:
    if proposal is None:
        return (Words("—"),)
    numbers = "；".join(
        f"{each.text}：{each.formula or each.origin}" for each in proposal.numbers if "年度" not in each.text
    )
    lines = [
        f"计算方法：{proposal.formula}",
        f"佐证材料：{proposal.evidence}",
        f"依据：{proposal.basis}",
        f"数字出处：{numbers}" if numbers else "",
        f"来源：{proposal.source}",
    ]
    return _runs("。\n".join(filter(None, lines)))


def _runs(text: str) -> tuple[Run, ...]:
    """*text* with each blank as a gap that carries a comment."""
    runs: list[Run] = []
    at = 0
    for match in _BLANK.finditer(text):
        if match.start() > at:
            runs.append(Words(text[at : match.start()]))
        runs.append(Gap(match[1], f"请填写：{match[1]}。系统不代填数字。"))
        at = match.end()
    if at < len(text):
        runs.append(Words(text[at:]))
    return tuple(runs)


def _head(text: str) -> TableCell:
    return TableCell((Words(text),), align=Align.CENTER, header=True)


def _cell(text: str) -> TableCell:
    return TableCell((Words(text or "—"),), align=Align.LEFT if len(text) > 6 else Align.CENTER)
