"""The order of the stages, on one page: entered data → scorecard → ledger → findings → draft → Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import FormError, UnreadableFileError, UnwritableFileError
from reportgen.facts.ledger import build_ledger
from reportgen.model.checked_text import CheckedText, Correction
from reportgen.model.dismissal import Dismissal
from reportgen.model.draft import Draft, Gap, Paragraph, Table
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument
from reportgen.retrieval.store import ReportStore
from reportgen.rules.data_findings import examine
from reportgen.rules.scoring import score

if TYPE_CHECKING:
    from reportgen.importing.interpretation import ImportResult
    from reportgen.model.form_filling import FormFilling

Progress = Callable[[str], None]
DEFAULT_FORM = "general"
SHIPPED_SOURCE = "随程序附带/"  # how the source of a shipped prior report begins
SHARED = "shared"  # the folder of sections that every form may use


def silent(_stage: str) -> None:
    """Tells nobody of the progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What follows from the entered data under a form, before anything is written."""

    entered: SelfEvaluation
    form: Form
    scorecard: Scorecard
    ledger: FactLedger
    findings: tuple[Finding, ...]


def choose_form(entered: SelfEvaluation, templates: Path, code: str = "") -> Form:
    """The form asked for, else the one the entry names, else the general one. Raises FormError."""
    from reportgen.documents.form_packs import read_form

    try:
        return read_form(templates, code or entered.department.form or DEFAULT_FORM)
    except FormError as error:
        cell = entered.department.origin("form")
        if code or error.place or cell is None:
            raise
        raise FormError(error.message, place=str(cell), remedy=error.remedy) from error


def evaluate(entered: SelfEvaluation, form: Form, progress: Progress = silent) -> Evaluation:
    """Score the entry, build its ledger and read from both what the data say."""
    if not form.outline:
        raise FormError(f"表样“{form.name}”没有提纲（outline）", remedy="在 form.yaml 中补充")
    progress("计算得分")
    scorecard = score(entered, form)
    progress("建立事实台账")
    ledger = build_ledger(entered, scorecard, form)
    progress("核对数据")
    findings = (*examine(entered, scorecard, ledger, form), *scorecard.findings)
    return Evaluation(entered=entered, form=form, scorecard=scorecard, ledger=ledger, findings=findings)


def draft(
    evaluation: Evaluation, templates: Path, progress: Progress = silent, *, stop_false_sections: bool = False
) -> Draft:
    """The draft by templates, every figure of it checked against the ledger. Raises FormError on a template's fault.

    With *stop_false_sections* a section with an error of the checker is left as a gap that says why.
    """
    from reportgen.checking.figure_gate import check_figures
    from reportgen.drafting.report import draft_report

    written = draft_report(
        evaluation.entered,
        evaluation.scorecard,
        evaluation.ledger,
        evaluation.form,
        evaluation.findings,
        shared_templates=templates / SHARED,
        on_section=lambda heading: progress(f"撰写：{heading}"),
    )
    progress("核查草稿")
    faults = check_figures(written, evaluation.ledger)
    if faults:
        raise FormError(
            "模板写出了台账以外的数字：" + "；".join(fault.message for fault in faults[:5]),
            place=evaluation.form.code,
            remedy="模板中的数字一律用台账中的事实",
        )
    return stopped(written, check_draft(written, evaluation)) if stop_false_sections else written


def check_draft(written: Draft, evaluation: Evaluation) -> dict[int, tuple[Finding, ...]]:
    """What the checker says of each section of a draft, by its position; whoever or whatever wrote it."""
    from reportgen.checking.check_sections import check_sections

    return check_sections(written, evaluation.ledger)


def stopped(written: Draft, found: Mapping[int, tuple[Finding, ...]]) -> Draft:
    """*written* where each section with an error among *found* is left as a visible gap with the reason."""
    from reportgen.checking.check_sections import with_gaps

    return with_gaps(written, found)


def word_file(
    written: Draft,
    form: Form,
    ledger: FactLedger | None = None,
    *,
    clean: bool = False,
    evidence: bool = True,
    prose: frozenset[str] = frozenset(),
) -> tuple[bytes, Sequence[str]]:
    """The draft as the bytes of a Word file, and notices for the official.

    With the *ledger* it carries its text as generated and, unless *evidence* is false, the list of its numbers on the
    last pages. *prose* are the sections that a model wrote, which a refresh keeps as it keeps an official's.
    """
    from reportgen.documents.word_reports import write_word_report
    from reportgen.drafting.evidence_list import evidence_list

    listed = evidence_list(written, ledger) if ledger is not None and evidence else None
    made = write_word_report(written, form.layout, ledger=ledger, evidence=listed, clean=clean, prose=prose)
    return made.data, made.notices


def font_notice(form: Form) -> str:
    """What to do about fonts of the form that this machine has not, in Chinese; empty where none is missing."""
    from reportgen.documents.fonts import absent_fonts, installed_fonts
    from reportgen.documents.word_layout import page_layout

    absent = absent_fonts(page_layout(form.layout), installed_fonts())
    if not absent:
        return ""
    return (
        f"这台电脑没有安装{'、'.join(absent)}，打开时会用别的字体代替，每页行数、字数和分页可能不同。"
        "文件里写的仍是规定的字体，换到装有这些字体的电脑上打开就正常；要在本机打印，请先安装字体，"
        f"或在表样 {form.code} 的 layout 里改用已有的字体。"
    )


def evidence_file(written: Draft, form: Form, ledger: FactLedger) -> bytes:
    """The list of the draft's numbers (数字出处清单) as a Word file of its own."""
    from reportgen.documents.word_reports import write_word_report
    from reportgen.drafting.evidence_list import evidence_list

    listed = evidence_list(written, ledger)
    return write_word_report(
        replace(written, sections=(), annexes=(listed,), findings=()), form.layout, clean=True
    ).data


def open_prior_reports(path: Path, corpora: Path) -> ReportStore:
    """The store of prior reports in *path*, the shipped ones of *corpora* among them. Raises CorpusError."""
    from reportgen.documents.prior_reports import read_prior_report
    from reportgen.retrieval.store import ReportStore

    store = ReportStore(path)
    for file in sorted((corpora / "reports").glob("*.md")):
        store.add(replace(read_prior_report(file), source=f"{SHIPPED_SOURCE}{file.name}"))
    return store


def check_output(path: Path, suffixes: Sequence[str], *, overwrite: bool = False, sources: Sequence[Path] = ()) -> None:
    """Before any work: *path* may be written and is none of the *sources* read. Raises UnwritableFileError."""
    place = str(path)
    if path.suffix.lower() not in suffixes:
        raise UnwritableFileError(
            f"不能写成“{path.suffix or '无扩展名'}”文件",
            place=place,
            remedy=f"请把文件名的扩展名写成 {' 或 '.join(suffixes)}。",
        )
    try:
        if path.is_dir():
            raise UnwritableFileError("这是文件夹，不能写成文件", place=place, remedy="请在后面写上文件名。")
        if not path.parent.is_dir():
            remedy = "请先建立这个文件夹，或换一个保存位置。"
            raise UnwritableFileError("文件夹不存在", place=str(path.parent), remedy=remedy)
        stands_there = path.exists()
        is_source = stands_there and any(source.exists() and path.samefile(source) for source in sources)
    except OSError as error:
        raise UnwritableFileError(
            "不能用这个文件名：名字太长，或者所在文件夹打不开", place=place, remedy="请换一个文件名或保存位置。"
        ) from error
    if is_source:
        raise UnwritableFileError("输出文件就是要读的文件，会毁掉原来的数据", place=place, remedy="请换一个文件名。")
    if stands_there and not overwrite:
        raise UnwritableFileError("文件已经存在，没有覆盖", place=place, remedy="换一个文件名，或者加 --overwrite")


def save(data: bytes, path: Path) -> None:
    """Write *data* to *path* whole or not at all. Raises UnwritableFileError."""
    from reportgen.documents.opening import replace_file

    replace_file(path, data)


def open_entry(path: Path, templates: Path, form: str = "") -> Evaluation:
    """What follows from the entry file at *path*. Raises UnreadableFileError, EntryError, FormError."""
    from reportgen.documents.entry_files import read_entry

    entered = read_entry(path).entered
    return evaluate(entered, choose_form(entered, templates, form))


def read_tables(files: Sequence[Path], progress: Progress = silent) -> ImportResult:
    """What one department entered: an entry file as it is, or its official tables put together.

    Raises UnreadableFileError, EntryError where an entry file has problems.
    """
    from reportgen.documents.entry_files import is_entry, read_entry
    from reportgen.importing.interpretation import ImportResult

    if len(files) == 1 and is_entry(files[0]):
        progress(f"读取 {files[0].name}")
        read = read_entry(files[0])
        return ImportResult(read.entered, read.notices)
    return import_tables(files, progress)


def import_tables(files: Sequence[Path], progress: Progress = silent) -> ImportResult:
    """What the official tables and reports of one department say. Raises UnreadableFileError."""
    from reportgen.documents.source_files import read_source
    from reportgen.importing.interpretation import interpret

    documents = []
    for file in files:
        progress(f"读取 {file.name}")
        document = read_source(file)
        if not document.blocks:
            raise UnreadableFileError("文件里没有文字和表格", place=str(file), remedy="请核对选的文件。")
        documents.append(document)
    progress("识别表格")
    return interpret(documents)


def fill_form(
    blank: Path, evaluation: Evaluation, templates: Path, progress: Progress = silent
) -> tuple[bytes, FormFilling]:
    """The bureau's own blank form (空白表) filled from the entered data, and what was left. Raises UnreadableFileError.

    A conclusion and problems nobody entered are those of the report by templates, where these have no gap.
    """
    from reportgen.documents.form_filling import filled_form
    from reportgen.documents.source_docx import read_docx_source
    from reportgen.filling.form_walk import fill_form as fill

    progress(f"读取 {blank.name}")
    document = read_docx_source(blank)
    passages = whole_passages(draft(evaluation, templates))
    progress("对照表头和标签")
    tree = evaluation.form.indicator_tree
    filling = fill(document, evaluation.entered, evaluation.ledger, tree, passages)
    if not filling.filled:
        raise UnreadableFileError(
            "没有找到可以填的空格",
            place=blank.name,
            remedy="请核对选的文件：要填的是有表头、标签和空格的空白表（.docx）。",
        )
    progress("写入表格")
    return filled_form(blank, filling), filling


def whole_passages(written: Draft) -> dict[str, str]:
    """Section key → text of each section of *written* that is prose without a gap."""
    found = {}
    for section in written.sections:
        runs = [run for block in section.blocks for run in (block.runs if isinstance(block, Paragraph) else ())]
        gaps = any(isinstance(run, Gap) for run in runs) or any(isinstance(block, Table) for block in section.blocks)
        text = "\n".join(block.text for block in section.blocks if isinstance(block, Paragraph))
        if text and not gaps:
            found[section.key] = text
    return found


def check_file(
    path: Path, templates: Path, evaluation: Evaluation | None = None, progress: Progress = silent
) -> CheckedText:
    """What the draft at *path* (.docx, .xlsx, text) says, judged. Raises UnreadableFileError, also for an empty one."""
    from reportgen.documents.source_files import read_source

    document = read_source(path, beside=True)
    if not document.plain_text.strip():
        raise UnreadableFileError(
            "文件里没有可以核查的文字",
            place=str(path),
            remedy="扫描件和图片里的字不能核查；请换成能选中文字的 Word 或文本文件。",
        )
    return check(document, templates, evaluation, progress)


def propose_corrections(
    path: Path,
    checked: CheckedText,
    templates: Path,
    evaluation: Evaluation | None = None,
    progress: Progress = silent,
) -> tuple[Correction, ...]:
    """The changes of the draft at *path* after which it passes: corrections where certain, else what is struck.

    Without *evaluation* only the writing itself is corrected. Raises UnreadableFileError.
    """
    from reportgen.checking.evidence.fact_index import build_fact_index
    from reportgen.checking.proposals.proposed_changes import proposed_changes
    from reportgen.documents.source_files import read_source

    document = read_source(path, beside=True)

    def judge(changes: Sequence[Correction]) -> CheckedText:
        progress(f"{path.name}：核对 {len(changes)} 处修改")
        corrected = document.corrected([(each.start, each.end, each.text) for each in changes])
        return check(corrected, templates, evaluation)

    return proposed_changes(checked, build_fact_index(evaluation.ledger) if evaluation else None, judge)


def check_words(
    text: str, templates: Path, evaluation: Evaluation | None = None, *, draft: str = "文稿.txt"
) -> CheckedText:
    """What *text* says, judged; offsets are characters of *text*. The ending of *draft* says how tables are written."""
    from reportgen.documents.source_text import text_source

    return check(text_source(text, draft), templates, evaluation)


def check(
    document: SourceDocument,
    templates: Path,
    evaluation: Evaluation | None = None,
    progress: Progress = silent,
) -> CheckedText:
    """What *document* says, judged by its own tables and by itself, and with *evaluation* by the entered data.

    Dismissed findings of the entered data stand apart; every finding has its number.
    """
    from reportgen.checking.by_itself import without_data
    from reportgen.checking.checker import check_text
    from reportgen.checking.combined import combined, unsettled, with_cells, with_places
    from reportgen.checking.consistency.document_check import check_consistency
    from reportgen.checking.consistency.paper import Paper
    from reportgen.checking.dismissals import numbered
    from reportgen.checking.tables.stated_cells import stated_cells
    from reportgen.importing.interpretation import interpret
    from reportgen.model.validation import distinct

    text = document.plain_text
    progress(f"{document.file}：识别表格")
    own = distinct(interpret([document]).entered)
    form = evaluation.form if evaluation else choose_form(own, templates)
    progress(f"{document.file}：逐个核对数字")
    known = evaluation.ledger if evaluation else evaluate(own, form).ledger
    stated = stated_cells(Paper(document, own, form))
    traced = check_text(text, known, draft=document.file, complete=evaluation is not None, stated=stated)
    if evaluation is None:
        traced = without_data(traced)
    by_data = with_places(traced.findings, known, document.places())
    progress(f"{document.file}：核对前后文字和表格")
    by_itself = check_consistency([document], [own], form)
    if evaluation is not None:
        by_itself = with_cells(unsettled(by_itself, traced, known, evaluation.findings), traced, known)
    findings = numbered(combined(by_data, by_itself, traced), text)
    checked = replace(traced, findings=findings, not_read=document.not_read)
    return reviewed(checked, evaluation.entered.dismissals if evaluation else (), templates)


def reviewed(checked: CheckedText, dismissals: Sequence[Dismissal], templates: Path) -> CheckedText:
    """*checked* with dismissed findings apart, and with what the others would cost at a review."""
    from reportgen.checking.deductions import deductions
    from reportgen.checking.dismissals import without_dismissed
    from reportgen.documents.review_criteria import read_review_criteria

    left = without_dismissed(checked, dismissals)
    return replace(left, deductions=deductions(left.findings, read_review_criteria(templates / SHARED)))
