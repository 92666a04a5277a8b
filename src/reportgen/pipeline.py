"""The order of the stages, on one page: entered data → scorecard → ledger → findings → draft → Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import FormError, UnwritableFileError
from reportgen.facts.ledger import build_ledger
from reportgen.model.checked_text import CheckedText
from reportgen.model.draft import Draft
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument
from reportgen.retrieval.store import ReportStore
from reportgen.rules.data_findings import examine
from reportgen.rules.scoring import score

Progress = Callable[[str], None]
DEFAULT_FORM = "general"
SHIPPED_SOURCE = "随程序附带/"  # how the source of a shipped prior report begins
SHARED = "shared"  # the folder of sections that every form may use


def _silent(_stage: str) -> None:
    return None


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


def evaluate(entered: SelfEvaluation, form: Form, progress: Progress = _silent) -> Evaluation:
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


def draft(evaluation: Evaluation, templates: Path, progress: Progress = _silent) -> Draft:
    """The draft by templates, every figure of it checked against the ledger. Raises FormError on a template's fault."""
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
    return written


def word_file(written: Draft, form: Form) -> tuple[bytes, Sequence[str]]:
    """The draft as the bytes of a Word file, and notices for the official."""
    from reportgen.documents.word_reports import write_word_report

    made = write_word_report(written, form.layout)
    return made.data, made.notices


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


def check(document: SourceDocument, templates: Path) -> CheckedText:
    """What *document* says, judged by its own tables and by itself."""
    from reportgen.checking.by_itself import without_data
    from reportgen.checking.checker import check_text
    from reportgen.checking.consistency import check_consistency
    from reportgen.checking.consistency_paper import Paper
    from reportgen.importing.interpretation import interpret
    from reportgen.model.validation import distinct

    own = distinct(interpret([document]).entered)
    form = choose_form(own, templates)
    text = Paper(document, own, form).text
    traced = without_data(check_text(text, evaluate(own, form).ledger, draft=document.file, complete=False))
    contradictions = check_consistency([document], [own], form)
    findings = sorted((*traced.findings, *contradictions), key=lambda finding: finding.start or 0)
    return replace(traced, findings=tuple(findings), not_read=document.not_read)
