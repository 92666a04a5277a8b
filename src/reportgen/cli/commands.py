"""The commands: each takes options, settings and console, and returns the exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from reportgen import pipeline
from reportgen.cli.check_command import check
from reportgen.cli.console import Console, problem_record
from reportgen.cli.corpus_command import corpus
from reportgen.cli.evaluating import evaluated, exit_code, score_record, score_text, total_line
from reportgen.cli.fill_command import fill
from reportgen.cli.generate_command import generate
from reportgen.cli.indicators_command import indicators
from reportgen.cli.model_command import model
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.cli.revising_commands import compare, refresh
from reportgen.cli.serve_command import serve
from reportgen.cli.word_commands import clean
from reportgen.cli.workbench_commands import backup, restore, users
from reportgen.errors import UnreadableFileError
from reportgen.model.scorecard import ScoredRow
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation
from reportgen.quantities.quantity import plain_number
from reportgen.settings import Settings

Command = Callable[[argparse.Namespace, Settings, Console], int]
ENTRY_SUFFIXES = (".xlsx", ".yaml", ".yml")


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
    from reportgen.model.validation import validate

    pipeline.check_output(options.output, ENTRY_SUFFIXES, overwrite=options.overwrite, sources=options.files)
    found = pipeline.import_tables(options.files, console.progress)
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
    evaluation, read_notices = evaluated(options, settings, console)
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
    console.line(total_line(card))
    if card.computed_total is not None and card.computed_total != card.total:
        console.line(f"全部按规则计算的总分：{score_text(card.computed_total)}")
    findings = card.findings
    console.line(f"问题：{console.counts(findings)}")
    console.findings(findings)
    console.result({**score_record(card), "notices": list(read_notices)})
    return exit_code(findings)


def facts(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen facts``: the ledger, each fact with its cell or its formula."""
    evaluation, read_notices = evaluated(options, settings, console)
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
    "serve": serve,
    "users": users,
    "backup": backup,
    "restore": restore,
    "indicators": indicators,
    "clean": clean,
    "refresh": refresh,
    "compare": compare,
    "fill": fill,
}


def _subject_counts(entered: SelfEvaluation) -> dict[str, int]:
    counts = {}
    for subject in SUBJECTS:
        value = getattr(entered, subject.attribute)
        if not subject.single and value:
            counts[subject.title] = len(value)
    return counts


def _score_cells(row: ScoredRow, subcategory: str) -> tuple[str, ...]:
    mark = "＊" if row.overridden else ""
    return (
        row.name or f"{subcategory}（未填三级指标）",
        "" if row.max_score is None else plain_number(row.max_score),
        row.rule,
        score_text(row.computed),
        "" if row.entered is None else f"{plain_number(row.entered)}{mark}",
        score_text(row.score),
        row.formula,
    )
