"""The findings of a check as a document (核查意见), for circulation on paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.draft import Align, Annex, Draft, Table, TableCell, TableRow, Words
from reportgen.model.finding import Finding, Severity

_HEADS = ("序号", "级别", "位置", "原文", "问题", "处理建议")
_WIDTHS = (6, 8, 22, 22, 42, 30)
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
VERDICT_NAMES = {
    Verdict.TRACED: "有出处",
    Verdict.DERIVED: "可推算",
    Verdict.EXEMPT: "不作数",
    Verdict.REJECTED: "不一致",
    Verdict.UNREADABLE: "读不出",
}


def check_report(checked: Sequence[CheckedText]) -> Draft:
    """One table for each draft, its findings by severity; a draft without findings says so."""
    return Draft(
        title="核查意见",
        sections=(),
        annexes=tuple(Annex(title=one.draft, blocks=(_table(one),), landscape=True) for one in checked),
        table_only=True,
    )


def place_of(finding: Finding, text: str) -> str:
    """Where a finding stands: its cells, else the line of the text."""
    if finding.place:
        return finding.place
    return "" if finding.start is None else f"第{text.count(chr(10), 0, finding.start) + 1}行"


def tally(checked: CheckedText) -> str:
    """看到数字 73 个：有出处 26，可推算 1 …"""
    counts = (
        f"{name} {sum(mention.verdict is verdict for mention in checked.mentions)}"
        for verdict, name in VERDICT_NAMES.items()
    )
    return f"看到数字 {checked.seen} 个：" + "，".join(counts)


def _table(checked: CheckedText) -> Table:
    rows = [TableRow(tuple(_head(text) for text in _HEADS), header=True)]
    findings = sorted(checked.findings, key=lambda finding: _ORDER.index(finding.severity))
    for number, finding in enumerate(findings, start=1):
        texts = (
            str(number),
            finding.severity.chinese,
            place_of(finding, checked.text),
            finding.text,
            finding.message,
            finding.suggestion,
        )
        rows.append(TableRow(tuple(_cell(text, centred=index < 2) for index, text in enumerate(texts))))
    if not findings:
        rows.append(TableRow((TableCell((Words("没有发现问题"),), columns=len(_HEADS), align=Align.CENTER),)))
    return Table(rows=tuple(rows), widths=_WIDTHS, caption=checked.draft, unit_note=tally(checked), landscape=True)


def _head(text: str) -> TableCell:
    return TableCell((Words(text),), align=Align.CENTER, header=True)


def _cell(text: str, *, centred: bool) -> TableCell:
    return TableCell((Words(text or "—"),), align=Align.CENTER if centred or not text else Align.LEFT)
