"""The result of a check in the words of an official: tables, comments and counts (核查意见)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.checked_text import CheckedText, Correction, Verdict
from reportgen.model.draft import Align, Annex, Block, Draft, Table, TableCell, TableRow, Words
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin
from reportgen.model.review_points import Deduction
from reportgen.quantities.quantity import plain_number

_HEADS = ("编号", "级别", "位置", "原文", "问题", "处理建议")
_WIDTHS = (10, 8, 20, 20, 42, 30)
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
VERDICT_NAMES = {
    Verdict.TRACED: "属实",
    Verdict.DERIVED: "推算",
    Verdict.EXEMPT: "不涉及",
    Verdict.REJECTED: "有误",
    Verdict.UNREADABLE: "读不出",
}
_SHOWN = 24
_MOST_PLACES = 3
_MOST_CELLS = 4


def check_report(checked: Sequence[CheckedText]) -> Draft:
    """One table for each draft, its findings by severity; a draft without findings says so."""
    return Draft(
        title="核查意见",
        sections=(),
        annexes=tuple(Annex(title=one.draft, blocks=_blocks(one), landscape=True) for one in checked),
        table_only=True,
    )


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """*findings*, errors first, otherwise in their order."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))


def place_of(finding: Finding, checked: CheckedText) -> str:
    """Where in the draft a finding stands: 第12段, 第2个表格第4行第3列, 第8行; with the other places it names."""
    here = [origin.place for origin in finding.origins if origin.file == checked.draft]
    if not here and finding.start is not None:
        here = [f"第{checked.text.count(chr(10), 0, finding.start) + 1}行"]
    return _listed(list(dict.fromkeys(here)))


def _listed(places: Sequence[str]) -> str:
    more = f"等{len(places)}处" if len(places) > _MOST_PLACES else ""
    return "；".join(places[:_MOST_PLACES]) + more


def cells_of(finding: Finding, checked: CheckedText) -> tuple[str, ...]:
    """The cells of the entry file that a finding rests on: 填报.xlsx 指标!H12."""
    return tuple(dict.fromkeys(str(origin) for origin in finding.origins if origin.file != checked.draft))


def advice_on(finding: Finding, checked: CheckedText) -> str:
    """What to do, and which cells to look at; what the data say already stands in the message."""
    suggestion = finding.suggestion.rstrip("。；")
    what, _, fact = suggestion.partition("，填报数据为")
    if fact and fact in finding.message:
        suggestion = f"{what}后改正，填报有误的先改填报文件" if what == "请核对" else what
    look = _look_at([origin for origin in finding.origins if origin.file != checked.draft])
    return "；".join(part for part in (suggestion, look) if part)


def _look_at(cells: Sequence[Origin]) -> str:
    """查看 填报.xlsx 预算!E4、预算!D4等: a file is named once."""
    if not cells:
        return ""
    named = [
        cell.place if number and cell.file == cells[number - 1].file else str(cell) for number, cell in enumerate(cells)
    ]
    return f"查看 {'、'.join(named[:_MOST_CELLS])}{'等' if len(named) > _MOST_CELLS else ''}"


def shown_text(finding: Finding) -> str:
    """The words concerned, shortened where they are a whole sentence."""
    text = " ".join(finding.text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def tally(checked: CheckedText) -> str:
    """共核查 73 个数字：属实 26、推算 1、不涉及 40、有误 5、读不出 1."""
    counts = (
        f"{name} {sum(mention.verdict is verdict for mention in checked.mentions)}"
        for verdict, name in VERDICT_NAMES.items()
    )
    return f"共核查 {checked.seen} 个数字：{'、'.join(counts)}"


def deduction_of(finding: Finding, checked: CheckedText) -> Deduction | None:
    """The deduction that *finding*, one of the findings of *checked*, is part of."""
    if finding.severity is Severity.INFO:
        return None
    return next((each for each in checked.deductions if finding.code in each.criterion.codes), None)


def deduction_lines(checked: CheckedText) -> list[str]:
    """What the draft would lose at a review, a line for each criterion, and the sum."""
    lines = [_deduction_line(each) for each in checked.deductions]
    total = sum((each.points for each in checked.deductions if each.points is not None), Decimal(0))
    return [*lines, f"按此标准合计约扣 {plain_number(total)} 分"] if total else lines


def _deduction_line(deduction: Deduction) -> str:
    criterion, count = deduction.criterion, len(deduction.findings)
    if criterion.points is None or deduction.points is None:
        return f"{criterion.name}：{count} 处，可能被退回"
    points = f"每处扣 {plain_number(criterion.points)} 分，计 {plain_number(deduction.points)} 分"
    return f"{criterion.name}：{count} 处，{points}"


def comment_lines(finding: Finding, checked: CheckedText) -> tuple[str, ...]:
    """A finding as the paragraphs of a comment on the words concerned, with the other places it speaks of."""
    deduction = deduction_of(finding, checked)
    lines = [f"{finding.severity.chinese}：{finding.message}"]
    advice = advice_on(finding, checked)
    if advice:
        lines.append(f"处理：{advice}")
    others = list(dict.fromkeys(origin.place for origin in finding.origins if origin.file == checked.draft))[1:]
    if others:
        lines.append(f"另见：{_listed(others)}")
    if deduction is not None:
        lines.append(f"评审可能扣分：{_criterion_text(deduction)}")
    lines.append(f"编号 {finding.number}")
    return tuple(lines)


def proposal_line(change: Correction) -> str:
    """What a tracked change proposes, and what to do where it is not wanted."""
    if change.text:
        return f"修订：改为“{change.text}”；不同意的，拒绝这处修订后自行改写"
    return "修订：建议删去，填报数据中没有可以改成的内容；有依据的，拒绝这处修订，先填报再写"


def _criterion_text(deduction: Deduction) -> str:
    points = deduction.criterion.points
    return f"{deduction.criterion.name}，" + ("可能被退回" if points is None else f"每处扣 {plain_number(points)} 分")


def _blocks(checked: CheckedText) -> tuple[Block, ...]:
    tables = [_table(checked)]
    if checked.dismissed:
        tables.append(
            _lined("不处理的问题", [dismissed_line(checked, number) for number in range(len(checked.dismissed))])
        )
    if checked.deductions:
        tables.append(_lined("评审可能扣分", deduction_lines(checked)))
    if checked.not_read:
        tables.append(_lined("没有读到的内容", checked.not_read))
    return tuple(tables)


def dismissed_line(checked: CheckedText, position: int) -> str:
    """A dismissed finding with the reason: who, when, why."""
    one = checked.dismissed[position]
    who = "，".join(part for part in (one.dismissal.by, one.dismissal.date) if part)
    return (
        f"{one.finding.number}　[{one.finding.severity.chinese}] {one.finding.message}"
        f"　不处理：{one.dismissal.reason}{f'（{who}）' if who else ''}"
    )


def _table(checked: CheckedText) -> Table:
    rows = [TableRow(tuple(_head(text) for text in _HEADS), header=True)]
    for finding in by_severity(checked.findings):
        texts = (
            finding.number,
            finding.severity.chinese,
            place_of(finding, checked),
            shown_text(finding),
            finding.message,
            advice_on(finding, checked),
        )
        rows.append(TableRow(tuple(_cell(text, centred=index < 2) for index, text in enumerate(texts))))
    if not checked.findings:
        rows.append(TableRow((TableCell((Words("没有发现问题"),), columns=len(_HEADS), align=Align.CENTER),)))
    return Table(rows=tuple(rows), widths=_WIDTHS, caption=checked.draft, unit_note=tally(checked), landscape=True)


def _lined(caption: str, lines: Sequence[str]) -> Table:
    rows = tuple(TableRow((_cell(line, centred=False),)) for line in lines)
    return Table(rows=rows, widths=(1,), caption=caption, landscape=True)


def _head(text: str) -> TableCell:
    return TableCell((Words(text),), align=Align.CENTER, header=True)


def _cell(text: str, *, centred: bool) -> TableCell:
    return TableCell((Words(text or "—"),), align=Align.CENTER if centred or not text else Align.LEFT)
