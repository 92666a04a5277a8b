"""The review of indicators (指标审核), stage by stage: tables → faults → proposals → sheet → accepted proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UnreadableFileError
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.indicator_review import IndicatorReview
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument
from reportgen.pipeline import Progress, choose_form, silent

if TYPE_CHECKING:
    from reportgen.reviewing.decisions import Applied
    from reportgen.reviewing.proposals import ExtraCandidates

INDICATOR_BANK = "indicator_bank"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTables:
    """What was read of one file whose indicators are reviewed."""

    entered: SelfEvaluation
    form: Form
    document: SourceDocument
    not_read: tuple[str, ...] = ()

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """What the file contradicts within itself."""
        return _contradictions(self)


def review_indicators(
    paths: Sequence[Path],
    templates: Path,
    corpora: Path,
    *,
    form: str = "",
    extra_candidates: ExtraCandidates | None = None,
    progress: Progress = silent,
) -> IndicatorReview:
    """The indicators of entry files and tables, judged, with proposals.

    Files of one department and year are reviewed together: what contradicts between them is a fault of the rows on
    both sides, and numbers may be copied from one to the other. *extra_candidates* gives further proposals for a row,
    from a language model; they are checked like all others.
    """
    from reportgen.documents.indicator_bank_files import read_indicator_bank
    from reportgen.retrieval.indicator_bank import IndicatorBank
    from reportgen.reviewing.linked_rows import linked_rows
    from reportgen.reviewing.proposals import propose
    from reportgen.reviewing.review import review_indicators as review_rows

    bank = IndicatorBank(read_indicator_bank(corpora / INDICATOR_BANK))
    tables, reviews = [], []
    for path in paths:
        progress(f"读取 {path.name}")
        tables.append(read_indicators(path, templates, form))
    for read in tables:
        progress(f"审核 {read.document.file}")
        others = [each for each in tables if each is not read and _one_department(each.entered, read.entered)]
        found = review_rows(
            read.entered, document=read.document.file, form=read.form, contradictions=_contradictions(read, *others)
        )
        found = replace(found, not_read=read.not_read)
        linked = linked_rows((each.document.file, each.entered) for each in others)
        reviews.append(
            propose(found, read.entered, form=read.form, bank=bank, extra_candidates=extra_candidates, linked=linked)
        )
    return IndicatorReview(
        rows=tuple(row for each in reviews for row in each.rows),
        tables=tuple(fault for each in reviews for fault in each.tables),
        not_read=tuple(item for each in reviews for item in each.not_read),
    )


def review_entry(entered: SelfEvaluation, form: Form, corpora: Path, *, document: str) -> IndicatorReview:
    """The indicators of entered data that stand in no file, judged, with proposals; *document* names them."""
    from reportgen.documents.indicator_bank_files import read_indicator_bank
    from reportgen.retrieval.indicator_bank import IndicatorBank
    from reportgen.reviewing.proposals import propose
    from reportgen.reviewing.review import review_indicators as review_rows

    bank = IndicatorBank(read_indicator_bank(corpora / INDICATOR_BANK))
    return propose(review_rows(entered, document=document, form=form), entered, form=form, bank=bank)


def _contradictions(*tables: IndicatorTables) -> tuple[Finding, ...]:
    """What *tables*, files of one department, contradict within and among themselves."""
    from reportgen.checking.consistency.document_check import check_consistency

    return check_consistency([each.document for each in tables], [each.entered for each in tables], tables[0].form)


def _one_department(one: SelfEvaluation, other: SelfEvaluation) -> bool:
    """Whether two files are of one department and year; a name or year that a file does not tell says nothing."""
    names = {one.department.name.strip(), other.department.name.strip()} - {""}
    years = {one.department.year, other.department.year} - {None}
    return len(names) <= 1 and len(years) <= 1


def read_indicators(path: Path, templates: Path, form: str = "") -> IndicatorTables:
    """The indicators of an entry file, or of a table ``import`` reads. Raises UnreadableFileError, EntryError."""
    from reportgen.documents.entry_files import is_entry, read_entry
    from reportgen.documents.source_files import read_source
    from reportgen.importing.interpretation import interpret
    from reportgen.model.validation import distinct

    if is_entry(path):
        entered = read_entry(path).entered
        _with_indicators(entered, path)
        document = SourceDocument(file=path.name, blocks=())
        return IndicatorTables(entered=entered, form=choose_form(entered, templates, form), document=document)
    document = read_source(path)
    found = interpret([document])
    own = distinct(found.entered)
    _with_indicators(own, path)
    chosen = choose_form(own, templates, form)
    return IndicatorTables(
        entered=own,
        form=chosen,
        document=document,
        not_read=tuple(str(item) for item in found.not_read),
    )


def _with_indicators(entered: SelfEvaluation, path: Path) -> None:
    if not entered.indicators:
        raise UnreadableFileError(
            "没有找到绩效指标",
            place=path.name,
            remedy="请核对选的文件；指标表要带“三级指标”“指标值”一类的表头。",
        )


def indicator_review_file(review: IndicatorReview, suffix: str) -> bytes:
    """The review as a sheet to work through (.xlsx) or as a document for circulation (.docx)."""
    from reportgen.reviewing.review_report import fault_names, review_report

    if suffix.lower() == ".docx":
        from reportgen.documents.word_reports import write_word_report

        return write_word_report(review_report(review)).data
    from reportgen.documents.review_sheets import review_sheet

    return review_sheet(review, fault_names())


def apply_indicator_review(sheet: Path, entry: Path) -> Applied:
    """The entry with the accepted proposals of the review sheet. Raises UnreadableFileError, EntryError."""
    from reportgen.documents.entry_files import read_entry
    from reportgen.documents.review_sheet_reader import read_decisions
    from reportgen.reviewing.decisions import apply_decisions

    return apply_decisions(read_entry(entry).entered, read_decisions(sheet), entry.name)
