"""生成: the report's data through the pipeline into a kept draft, and the draft into a Word file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.drafts import OverwritingError, StoredDraft, keep_draft, newest_draft, section_versions
from reportgen.workbench.entry_rows import rows_of
from reportgen.workbench.merging import EditedPart, MergedDraft, merge_edits, merging
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import proposals_for, to_take
from reportgen.workbench.reports import Report, get_report, report_of
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand

_MOST_TRIES = 3  # while others save parts of the draft before it


def generate(
    storage: Storage, user: User, report_number: int, templates: Path, progress: pipeline.Progress = lambda _stage: None
) -> int:
    """Make a new draft of the report from its data as they stand and return the draft's number.

    Parts that people edited keep their words, with new figures. *progress* is told each stage. Raises EntryError
    listing what has to be put right first, FormError, NotAllowed.
    """
    demand(user, Right.GENERATE)
    for _ in range(_MOST_TRIES - 1):
        with suppress(OverwritingError):  # somebody saved meanwhile: merged again with what they wrote
            return _generate(storage, user, report_number, templates, progress)
    return _generate(storage, user, report_number, templates, progress)


def _generate(storage: Storage, user: User, report_number: int, templates: Path, progress: pipeline.Progress) -> int:
    progress("读取填报数据")
    with storage.reading() as connection:
        report = report_of(connection, report_number)
        rows = rows_of(connection, report_number)
    before = newest_draft(storage, report_number)
    waiting = to_take(proposals_for(storage, before)) if before is not None else ()
    if waiting:
        raise ReportgenError(
            f"还有 {len(waiting)} 个部分有待采用的文字，没有重新生成",
            remedy="请先在“报告”页逐个采用或不采用，再重新生成，免得这些文字丢掉。",
        )
    evaluation, _ = sound_evaluation(rows, report.form, templates)
    written = pipeline.draft(evaluation, templates, progress)
    merged = MergedDraft(written, {}, {}, ())
    if before is not None:
        parts = _edited_parts(storage, before)
        if any(part.edited or part.by_model for part in parts):
            progress("合并改过的部分")
            old, _ = sound_evaluation(before.rows, report.form, templates)
            merged = merge_edits(parts, written, merging(old.ledger, evaluation.ledger))
    progress("保存")
    return keep_draft(
        storage, user, report_number, merged.draft, evaluation.ledger, entry_version=report.entry_version, rows=rows,
        by_model=merged.by_model, merged=merged.merged, notes=merged.notes, after=before,
    )  # fmt: skip


def _edited_parts(storage: Storage, draft: StoredDraft) -> list[EditedPart]:
    return [EditedPart(section_versions(storage, draft.number, each.position)[-1], each) for each in draft.sections]


def entry_file_of(storage: Storage, user: User, report_number: int, templates: Path) -> tuple[Report, bytes]:
    """The entered data as the entry workbook (.xlsx). Raises EntryError listing what has to be put right first."""
    from reportgen.documents.entry_files import entry_bytes

    demand(user, Right.READ)
    with storage.reading() as connection:
        report = report_of(connection, report_number)
        rows = rows_of(connection, report_number)
    evaluation, read = sound_evaluation(rows, report.form, templates)
    return report, entry_bytes(read.entered, ".xlsx", evaluation.form)


def word_file_of(
    storage: Storage, user: User, report_number: int, templates: Path, *, clean: bool = False
) -> tuple[Report, bytes]:
    """The report's draft as it stands as a Word file, with its evidence unless *clean*. Raises ReportgenError."""
    demand(user, Right.READ)
    report = get_report(storage, report_number)
    draft = newest_draft(storage, report_number)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    evaluation, _ = sound_evaluation(draft.rows, report.form, templates)
    data, _ = pipeline.word_file(draft.as_draft(), evaluation.form, evaluation.ledger, clean=clean)
    with storage.writing() as connection:
        record(connection, user, Deed.EXPORTED, report=report_number, entry_version=report.entry_version)
    return report, data
