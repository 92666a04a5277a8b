"""The commands: each takes options, settings and console, and returns the exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from reportgen import pipeline
from reportgen.cli.check_command import check
from reportgen.cli.console import Console, finding_record, problem_record
from reportgen.cli.corpus_command import corpus
from reportgen.cli.model_command import model
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.errors import UnreadableFileError
from reportgen.model.draft import Draft, Gap, Paragraph, Table
from reportgen.model.finding import Finding, Severity
from reportgen.model.scorecard import Scorecard, ScoredRow
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation
from reportgen.quantities.quantity import format_number, plain_number
from reportgen.settings import Settings

Command = Callable[[argparse.Namespace, Settings, Console], int]
ENTRY_SUFFIXES = (".xlsx", ".yaml", ".yml")
REPORT_SUFFIXES = (".docx",)
SHOWN_GAPS = 20


def new(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen new``: an empty workbook to fill."""
    from reportgen.documents.entry_files import blank_entry
    from reportgen.documents.form_packs import read_form

    pipeline.check_output(options.output, ENTRY_SUFFIXES, overwrite=options.overwrite)
    form = read_form(settings.templates, options.form)
    pipeline.save(blank_entry(form, options.output.suffix), options.output)
    console.line(f"空白填报文件已写入：{options.output}")
    console.line(f"表样：{form.name}；金额单位：{form.money_unit}。请先看“填写说明”，再从“基本信息”开始填写。")
    console.result({"file": str(options.output), "form": form.code})
    return EXIT_OK


def import_tables(options: argparse.Namespace, _settings: Settings, console: Console) -> int:
    """``reportgen import``: existing official tables into one entry file."""
    from reportgen.documents.entry_files import entry_bytes
    from reportgen.documents.source_files import read_source
    from reportgen.importing.interpretation import interpret
    from reportgen.model.validation import validate

    pipeline.check_output(options.output, ENTRY_SUFFIXES, overwrite=options.overwrite, sources=options.files)
    documents = []
    for file in options.files:
        console.progress(f"读取 {file.name}")
        document = read_source(file)
        if not document.blocks:
            raise UnreadableFileError("文件里没有文字和表格", place=str(file), remedy="请核对选的文件。")
        documents.append(document)
    console.progress("识别表格")
    found = interpret(documents)
    counts = _subject_counts(found.entered)
    if not counts:
        raise UnreadableFileError(
            "没有找到目标、指标、预算等可以导入的内容",
            place="、".join(str(file) for file in options.files),
            remedy="请核对选的文件；表格要带表头，新填报请用 reportgen new 生成工作簿。",
        )
    pipeline.save(entry_bytes(found.entered, options.output.suffix), options.output)
    console.line(f"填报文件已写入：{options.output}")
    console.line("读入：" + "，".join(f"{title} {count}" for title, count in counts.items()))
    for notice in found.notices:
        console.notice(notice)
    console.line(f"没有读入的内容 {len(found.not_read)} 处" + ("：" if found.not_read else "。"))
    for item in found.not_read:
        console.line(f"  {item}")
    problems = validate(found.entered, str(options.output))
    if problems:
        console.line(f"填报文件有 {len(problems)} 处要改正后才能使用：")
    for problem in problems:
        console.line(f"  [错误] {problem.text}")
    console.result(
        {
            "file": str(options.output),
            "problems": [problem_record(problem) for problem in problems],
            "counts": counts,
            "notices": list(found.notices),
            "not_read": [str(item) for item in found.not_read],
        }
    )
    return EXIT_ERRORS_FOUND if problems else EXIT_OK


def score(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen score``: every 得分 with its rule, entered beside computed."""
    evaluation, read_notices = _evaluate(options, settings, console)
    card = evaluation.scorecard
    subcategories = {each.number: each.subcategory for each in evaluation.entered.indicators}
    console.line(f"{evaluation.entered.department.name} {evaluation.entered.department.year}年度")
    console.line(f"表样：{evaluation.form.name}；计分依据：{card.source}")
    console.line()
    console.table(
        ("指标", "分值", "规则", "计算得分", "填报得分", "计入", "算式"),
        (_score_cells(row, subcategories.get(row.indicator, "")) for row in card.rows),
    )
    console.line()
    console.line(_total_line(card))
    if card.computed_total is not None and card.computed_total != card.total:
        console.line(f"全部按规则计算的总分：{_score_text(card.computed_total)}")
    findings = card.findings
    console.line(f"问题：{console.counts(findings)}")
    console.findings(findings)
    console.result({**_score_record(card), "notices": list(read_notices)})
    return _exit_code(findings)


def facts(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen facts``: the ledger, each fact with its cell or its formula."""
    evaluation, read_notices = _evaluate(options, settings, console)
    rows = [
        (fact.id, fact.subject, fact.label, fact.text, str(fact.origin) if fact.origin else fact.formula)
        for fact in evaluation.ledger.values()
    ]
    console.table(("编号", "对象", "内容", "数值", "出处或算式"), rows)
    console.result(
        {
            "facts": [
                {
                    "id": fact.id,
                    "subject": fact.subject,
                    "label": fact.label,
                    "text": fact.text,
                    "role": fact.role.value,
                    "value": str(fact.quantity.value) if fact.quantity else None,
                    "unit": fact.quantity.unit.symbol if fact.quantity else None,
                    "origin": str(fact.origin) if fact.origin else None,
                    "formula": fact.formula or None,
                    "operands": list(fact.operands),
                }
                for fact in evaluation.ledger.values()
            ],
            "notices": list(read_notices),
        }
    )
    return EXIT_OK


def generate(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen generate``: the report as a Word file."""
    pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=(options.entry,))
    evaluation, read_notices = _evaluate(options, settings, console)
    written = pipeline.draft(evaluation, settings.templates, console.progress)
    # Shown, not stopping a section: figures of templates are proven already, and false alarms would cost true text.
    doubted = [finding for found in pipeline.check_draft(written, evaluation).values() for finding in found]
    console.progress("排版")
    data, notices = pipeline.word_file(written, evaluation.form)
    pipeline.save(data, options.output)
    gaps = _gaps(written)
    findings = evaluation.findings
    console.line(f"报告已写入：{options.output}")
    console.line(_total_line(evaluation.scorecard))
    for notice in notices:
        console.notice(notice)
    console.line(f"待填 {len(gaps)} 处" + ("：" if gaps else "。"))
    for gap in gaps[:SHOWN_GAPS]:
        console.line(f"  {gap.text}{'　' + gap.comment if gap.comment else ''}")
    if len(gaps) > SHOWN_GAPS:
        console.line(f"  ……其余 {len(gaps) - SHOWN_GAPS} 处见报告中的批注")
    console.line(f"问题：{console.counts(findings)}")
    console.findings(findings)
    if doubted and not console.quiet:
        console.line(f"报告文字自查：{console.counts(doubted)}，请核对：")
        console.findings(doubted)
    console.result(
        {
            "file": str(options.output),
            "score": _score_record(evaluation.scorecard),
            "gaps": [{"what": gap.what, "comment": gap.comment} for gap in gaps],
            "findings": [finding_record(finding) for finding in findings],
            "doubted": [finding_record(finding) for finding in doubted],
            "notices": [*read_notices, *notices],
        }
    )
    return _exit_code(findings)


def forms(_options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen forms``: the form packs that can be used."""
    from reportgen.documents.form_packs import form_codes, read_form

    packs = [read_form(settings.templates, code) for code in form_codes(settings.templates)]
    console.table(
        ("代码", "名称", "地区", "金额单位", "依据"),
        ((pack.code, pack.name, pack.region, pack.money_unit, "；".join(map(str, pack.sources))) for pack in packs),
    )
    console.result([{"code": pack.code, "name": pack.name, "region": pack.region} for pack in packs])
    return EXIT_OK


COMMANDS: dict[str, Command] = {
    "new": new,
    "import": import_tables,
    "score": score,
    "facts": facts,
    "generate": generate,
    "check": check,
    "forms": forms,
    "corpus": corpus,
    "model": model,
}


def _evaluate(
    options: argparse.Namespace, settings: Settings, console: Console
) -> tuple[pipeline.Evaluation, tuple[str, ...]]:
    """What follows from the entry file, and how doubtful cells of it were read."""
    from reportgen.documents.entry_files import read_entry

    path: Path = options.entry
    console.progress(f"读取 {path.name}")
    read = read_entry(path)
    for notice in read.notices:
        console.notice(notice)
    form = pipeline.choose_form(read.entered, settings.templates, options.form)
    return pipeline.evaluate(read.entered, form, console.progress), read.notices


def _subject_counts(entered: SelfEvaluation) -> dict[str, int]:
    counts = {}
    for subject in SUBJECTS:
        value = getattr(entered, subject.attribute)
        if not subject.single and value:
            counts[subject.title] = len(value)
    return counts


def _score_text(value: Decimal | None) -> str:
    return "" if value is None else format_number(value, 2)


def _score_cells(row: ScoredRow, subcategory: str) -> tuple[str, ...]:
    mark = "＊" if row.overridden else ""
    return (
        row.name or f"{subcategory}（未填三级指标）",
        "" if row.max_score is None else plain_number(row.max_score),
        row.rule,
        _score_text(row.computed),
        "" if row.entered is None else f"{plain_number(row.entered)}{mark}",
        _score_text(row.score),
        row.formula,
    )


def _total_line(card: Scorecard) -> str:
    if not card.rows:
        return "自评总分：没有可以计分的指标"
    if card.total is None:
        missing = sum(row.score is None for row in card.rows)
        return f"自评总分：还不能合计，有 {missing} 项没有得分"
    return f"自评总分 {_score_text(card.total)} 分（总分值 {_score_text(card.max_total)}），评价等级：{card.rating}"


def _score_record(card: Scorecard) -> dict[str, object]:
    def number(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    return {
        "source": card.source,
        "total": number(card.total),
        "computed_total": number(card.computed_total),
        "max_total": number(card.max_total),
        "rating": card.rating,
        "rows": [
            {
                "indicator": row.indicator,
                "name": row.name,
                "rule": row.rule,
                "formula": row.formula,
                "attainment": row.attainment.value,
                "max_score": number(row.max_score),
                "computed": number(row.computed),
                "entered": number(row.entered),
                "score": number(row.score),
                "overridden": row.overridden,
                "reason": row.reason,
            }
            for row in card.rows
        ],
        "findings": [finding_record(finding) for finding in card.findings],
    }


def _gaps(written: Draft) -> list[Gap]:
    """The gaps of the draft, each once, in the order of reading."""
    found: dict[tuple[str, str], Gap] = {}
    blocks = [
        *(block for section in written.sections for block in section.blocks),
        *(block for annex in written.annexes for block in annex.blocks),
    ]
    for block in blocks:
        if isinstance(block, Paragraph):
            runs = list(block.runs)
        elif isinstance(block, Table):
            runs = [run for row in block.rows for cell in row.cells for run in cell.runs]
        else:
            continue
        for run in (*runs,):
            if isinstance(run, Gap):
                found.setdefault((run.what, run.comment), run)
    for run in (*written.signature, *written.date):
        if isinstance(run, Gap):
            found.setdefault((run.what, run.comment), run)
    return list(found.values())


def _exit_code(findings: tuple[Finding, ...]) -> int:
    return EXIT_ERRORS_FOUND if any(finding.severity is Severity.ERROR for finding in findings) else EXIT_OK
