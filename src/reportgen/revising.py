"""Reports that people have edited: refreshed with new data, compared with one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen import pipeline
from reportgen.errors import UnreadableFileError
from reportgen.model.bound_text import BoundLine, BoundText, known
from reportgen.model.comparison import Comparison
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding
from reportgen.model.refreshed_text import Note, NoteKind, Refreshed
from reportgen.pipeline import Evaluation, Progress
from reportgen.refreshing.changed_cells import ChangedCell, changed_cells


@dataclass(frozen=True, slots=True)
class RefreshedReport:
    """The new file and the plan it was made by; *notices* are for the official."""

    data: bytes
    plan: Refreshed
    notices: tuple[str, ...] = ()


def refresh(
    path: Path,
    evaluation: Evaluation,
    templates: Path,
    progress: Progress,
    *,
    first: Evaluation | None = None,
) -> RefreshedReport:
    """The edited report at *path* with the figures of *evaluation*, people's words kept.

    *first* is the data the report was generated from, for a file that has lost its base. Raises UnreadableFileError.
    """
    from reportgen.documents.word_refresh import read_edited, read_generated, refreshed_report
    from reportgen.refreshing.merge import refresh as merged

    progress(f"读取 {path.name}")
    edited = read_edited(path, _generated_base(first, templates) if first is not None else None)
    if first is not None:
        _demand_its_data(edited.base, edited.lines, path)
    generated, notices = _generated(evaluation, templates, progress, blank=edited.blank)
    new = read_generated(generated)
    progress("合并")
    ledger = {fact: known(evaluation.ledger[fact]) for fact in evaluation.ledger}
    plan = merged(edited.base, edited.lines, new, ledger, _judge(evaluation.ledger))
    cells = [each for each in changed_cells(edited.base, edited.lines, ledger) if each.line not in plan.dropped]
    plan = replace(plan, notes=_with_cells(plan.notes, cells, evaluation.ledger))
    left_out = (f"宏和嵌入对象没有带到新稿：{'、'.join(edited.left_out)}",) if edited.left_out else ()
    return RefreshedReport(refreshed_report(edited, generated, plan), plan, (*notices, *left_out))


def _demand_its_data(base: BoundText, lines: Sequence[BoundLine], path: Path) -> None:
    """Raise UnreadableFileError where the figures marked in the file are others than those of *base*."""
    written = {(each.mark.fact, each.mark.text) for line in base.lines for each in line.figures}
    marked = [(each.mark.fact, each.mark.text) for line in lines for each in line.figures]
    fitting = sum(each in written for each in marked)
    if 2 * fitting < len(marked):
        raise UnreadableFileError(
            f"--base 的填报文件不是生成这份报告时用的：文件里 {len(marked)} 个有记号的数字，只有 {fitting} 个与它相符",
            place=path.name,
            remedy="请换成生成这份报告时用的填报文件（部门、年度都相同）；找不到的，请重新生成，再把改过的文字抄过去。",
        )


def _with_cells(notes: Sequence[Note], cells: Sequence[ChangedCell], ledger: FactLedger) -> tuple[Note, ...]:
    """*notes* with one for each of *cells*, which says where the figure was entered, in place of 改过的数字 there."""
    told = {each.line for each in cells}
    kept = [each for each in notes if each.kind is not NoteKind.OVERTYPED or each.line not in told]
    return (*kept, *(Note(NoteKind.CELL, each.line, cell_told(each, ledger[each.fact])) for each in cells))


def cell_told(cell: ChangedCell, fact: Fact) -> tuple[str, ...]:
    """What to decide about a changed cell, and where its figure was entered or how it was worked out."""
    name = f"“{fact.subject}”{fact.label}" if fact.subject and fact.subject != fact.label else fact.label
    written = f"写的是“{cell.written}”" if cell.written else "是空的"
    origin = (
        f"，在{fact.origin}" if fact.origin is not None else f"，由程序算出（{fact.formula}）" if fact.formula else ""
    )
    where = "填报数据" if fact.origin is not None else "算出它的填报数据"
    return (
        f"{cell.place}{written}，{name}的填报数据是“{fact.text}”{origin}。",
        f"以这一格为准的，请改{where}后再刷新；以填报数据为准的，请改这一格。",
    )


def _generated(
    evaluation: Evaluation, templates: Path, progress: Progress, *, blank: bytes = b""
) -> tuple[bytes, Sequence[str]]:
    """The report of *evaluation*, or the *blank* form filled again, and notices."""
    if blank:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "空白表.docx"
            path.write_bytes(blank)
            return pipeline.fill_form(path, evaluation, templates, progress)[0], ()
    written = pipeline.draft(evaluation, templates, progress)
    return pipeline.word_file(written, evaluation.form, evaluation.ledger)


def _generated_base(evaluation: Evaluation, templates: Path) -> BoundText:
    """The base of the report as generated from *evaluation*; what earlier refreshes left of it is not known."""
    from reportgen.documents.word_refresh import read_generated

    return replace(read_generated(_generated(evaluation, templates, lambda _stage: None)[0]), sentences=None)


def _judge(ledger: FactLedger) -> Callable[[str], Sequence[Finding]]:
    from reportgen.checking.checker import check_text
    from reportgen.checking.evidence.fact_index import build_fact_index

    index = build_fact_index(ledger)
    return lambda text: check_text(text, ledger, index=index).findings


def compare(old: Path, new: Path, progress: Progress) -> Comparison:
    """What the .docx at *new* has otherwise than the one at *old*. Raises UnreadableFileError."""
    from reportgen.documents.word_versions import read_version
    from reportgen.refreshing.comparing import Version
    from reportgen.refreshing.comparing import compare as compared

    progress(f"读取 {old.name}、{new.name}")
    return compared(Version(*read_version(old)), Version(*read_version(new)))


def comparison_file(found: Comparison, old: str, new: str) -> bytes:
    """The comparison as a Word document."""
    from reportgen.documents.word_reports import write_word_report
    from reportgen.refreshing.comparison_report import comparison_report

    return write_word_report(comparison_report(found, old, new), clean=True).data
