"""A comparison (对比结果) as lines for the terminal and as a document for circulation."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.comparison import Change, ChangeKind, Comparison, NumberChange, Stretch, StretchKind
from reportgen.model.draft import Align, Draft, Heading, Paragraph, Section, Table, TableCell, TableRow, Words

_AROUND = 16  # characters shown on either side of a change
_LONGEST = 300
_HEADS = ("位置", "改动", "内容", "数字")
_WIDTHS = (3, 2, 12, 5)


def summary(found: Comparison) -> str:
    """改动 3 处（修改 2，新增 1），数字变化 4 处，相同 120 段."""
    counts = "，".join(f"{kind.value} {found.count(kind)}" for kind in ChangeKind if found.count(kind))
    total = len(found.changes)
    told = f"改动 {total} 处（{counts}）" if total else "没有改动"
    return f"{told}，数字变化 {len(found.numbers)} 处，相同 {found.same} 段"


def place_of(change: Change) -> str:
    """Where a change is: in the new version, or in the old one for what was deleted."""
    if change.kind is ChangeKind.DELETED:
        return f"原{change.old_place}"
    if change.kind in {ChangeKind.MOVED, ChangeKind.MOVED_CHANGED}:
        return f"{change.new_place}（原{change.old_place}）"
    return change.new_place


def told(change: Change) -> str:
    """What changed: 〔删：…〕〔增：…〕 with a few words around each."""
    if change.kind in {ChangeKind.CHANGED, ChangeKind.MOVED_CHANGED}:
        return "".join(_shown(each, change.stretches) for each in change.stretches)
    text = change.before if change.kind is ChangeKind.DELETED else change.after
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def number_line(number: NumberChange) -> str:
    """10万元 → 12万元（“部门整体支出”全年预算数）."""
    what = f"（{number.fact}）" if number.fact else ""
    if not number.after:
        return f"删去 {number.before}{what}"
    return f"{number.before} → {number.after}{what}" if number.before else f"新增 {number.after}{what}"


def comparison_report(found: Comparison, old: str, new: str) -> Draft:
    """The comparison of the files *old* and *new* as a document."""
    head = TableRow(tuple(TableCell((Words(text),), align=Align.CENTER, header=True) for text in _HEADS), header=True)
    rows = tuple(_row(change) for change in found.changes)
    blocks = (
        Heading(1, "一、", "总的情况"),
        Paragraph((Words(f"旧文件：{old}"),)),
        Paragraph((Words(f"新文件：{new}"),)),
        Paragraph((Words(f"{summary(found)}。"),)),
        *((Heading(1, "二、", "逐处列出"), Table((head, *rows), _WIDTHS)) if rows else ()),
    )
    return Draft(title="文稿对比结果", sections=(Section("comparison", blocks),))


def _row(change: Change) -> TableRow:
    numbers = "\n".join(number_line(each) for each in change.numbers)
    return TableRow(
        (
            TableCell((Words(place_of(change)),)),
            TableCell((Words(change.kind.value),), align=Align.CENTER),
            TableCell((Words(told(change)),)),
            TableCell((Words(numbers or "—"),)),
        )
    )


def _shown(stretch: Stretch, every: Sequence[Stretch]) -> str:
    if stretch.kind is StretchKind.OLD:
        return f"〔删：{stretch.text}〕"
    if stretch.kind is StretchKind.NEW:
        return f"〔增：{stretch.text}〕"
    text = stretch.text
    first, last = stretch is every[0], stretch is every[-1]
    if len(text) <= 2 * _AROUND:
        return text
    beginning = "" if first else text[:_AROUND]
    return f"{beginning}…{'' if last else text[-_AROUND:]}"
