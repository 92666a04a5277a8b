"""``reportgen generate``: the report as a Word file, by templates and, where one is set up, by a language model."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from reportgen import pipeline
from reportgen.cli.console import Console, finding_record
from reportgen.cli.evaluating import evaluated, exit_code, score_record, total_line
from reportgen.cli.model_command import chosen_endpoint
from reportgen.cli.parser import EXIT_OK
from reportgen.errors import UnwritableFileError
from reportgen.llm.chat import ChatModel
from reportgen.llm.endpoint import Endpoint
from reportgen.model.draft import Draft, Gap, Paragraph, Table
from reportgen.model.narrative import Outcome, SectionRecord
from reportgen.pipeline import Evaluation
from reportgen.retrieval.store import ReportStore
from reportgen.settings import Settings

REPORT_SUFFIXES = (".docx",)
SHOWN_GAPS = 20


def generate(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """The report of an entry file; with ``--dry-run`` only what a model would be asked."""
    endpoint = None if options.no_model or options.replay else chosen_endpoint(options, settings)
    if options.dry_run:
        return _show_questions(options, settings, console)
    pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=(options.entry,))
    if options.evidence is not None:
        pipeline.check_output(options.evidence, REPORT_SUFFIXES, overwrite=options.overwrite, sources=(options.entry,))
        if options.evidence.resolve() == options.output.resolve():
            remedy = "请给 --evidence 换一个文件名。"
            raise UnwritableFileError("报告和数字出处清单不能写成同一个文件", place=str(options.output), remedy=remedy)
    evaluation, read_notices = evaluated(options, settings, console)
    written = pipeline.draft(evaluation, settings.templates, console.progress)
    records: tuple[SectionRecord, ...] = ()
    if endpoint is not None or options.replay:
        written, records = _by_model(options, settings, console, evaluation, written, endpoint)
    # An error stops its section, whoever wrote it: the gap says why, and the finding is shown, too.
    doubts = pipeline.check_draft(written, evaluation)
    doubted = [finding for found in doubts.values() for finding in found]
    written = pipeline.stopped(written, doubts)
    console.progress("排版")
    by_model = {each.section for each in records if each.outcome in {Outcome.ACCEPTED, Outcome.CORRECTED}}
    data, notices = pipeline.word_file(
        written, evaluation.form, evaluation.ledger,
        clean=options.clean, evidence=options.evidence is None, prose=frozenset(by_model),
    )  # fmt: skip
    pipeline.save(data, options.output)
    console.line(f"报告已写入：{options.output}")
    if options.evidence is not None:
        pipeline.save(pipeline.evidence_file(written, evaluation.form, evaluation.ledger), options.evidence)
        console.line(f"数字出处清单已写入：{options.evidence}")
    if records:
        _keep_record(options.output, records, console)
    console.line(total_line(evaluation.scorecard))
    fonts = pipeline.font_notice(evaluation.form)
    notices = [*notices, *([fonts] if fonts else [])]
    for notice in notices:
        console.notice(notice)
    gaps = gaps_of(written)
    _show_gaps(gaps, console)
    console.line(f"问题：{console.counts(evaluation.findings)}")
    console.findings(evaluation.findings)
    if doubted and not console.quiet:
        console.line(f"报告文字自查：{console.counts(doubted)}，请核对：")
        console.findings(doubted)
    console.result(
        {
            "file": str(options.output),
            "score": score_record(evaluation.scorecard),
            "gaps": [{"what": gap.what, "comment": gap.comment} for gap in gaps],
            "findings": [finding_record(finding) for finding in evaluation.findings],
            "doubted": [finding_record(finding) for finding in doubted],
            "sections": [
                {"section": each.section, "outcome": each.outcome.value, "reason": each.reason} for each in records
            ],
            "notices": [*read_notices, *notices],
        }
    )
    return exit_code(evaluation.findings)


def _by_model(
    options: argparse.Namespace,
    settings: Settings,
    console: Console,
    evaluation: Evaluation,
    written: Draft,
    endpoint: Endpoint | None,
) -> tuple[Draft, tuple[SectionRecord, ...]]:
    from reportgen import narrating

    names = narrating.persons(evaluation)
    with _prior_reports(options, settings) as store, _model(options, endpoint, names) as model:
        planned = narrating.prepare(
            evaluation, written, store, _prompts(options, settings), values_shown=not options.hide_values
        )
        narrated = narrating.carry_out(
            evaluation, written, planned, model, store,
            concurrency=endpoint.concurrency if endpoint else 1,
            on_state=lambda heading, state: console.progress(f"{heading}：{state}"),
        )  # fmt: skip
    if narrated.interrupted:
        console.notice("已中断；写好的部分保留，其余用程序文字")
    return narrated.draft, narrated.records


def _show_questions(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Print what would be sent, masked as it would be sent; nothing is sent and no file is written."""
    from reportgen import narrating
    from reportgen.llm.masking import Masking

    evaluation, _ = evaluated(options, settings, console)
    written = pipeline.draft(evaluation, settings.templates, console.progress)
    with _prior_reports(options, settings) as store:
        planned = narrating.prepare(
            evaluation, written, store, _prompts(options, settings), values_shown=not options.hide_values
        )
    masking = Masking(narrating.persons(evaluation))
    sent = [(task, masking.mask(task.request).request) for task in planned.tasks]
    for task, request in sent:
        console.line(f"━━━ {task.heading}（{task.prompt.name}.md 第 {task.prompt.version} 版）")
        for message in request.messages:
            console.line(f"【{message.role}】")
            console.line(message.content)
            console.line()
    for record in planned.skipped:
        console.line(f"━━━ {record.heading}：不请模型写，{record.reason}")
    console.line(f"以上 {len(sent)} 个部分的内容会发给模型；现在没有发送，也没有写文件。")
    console.result(
        [
            {
                "section": task.key,
                "messages": [{"role": each.role, "content": each.content} for each in request.messages],
            }
            for task, request in sent
        ]
    )
    return EXIT_OK


@contextmanager
def _prior_reports(options: argparse.Namespace, settings: Settings) -> Iterator[ReportStore]:
    with closing(pipeline.open_prior_reports(options.store or settings.prior_reports, settings.corpora)) as store:
        yield store


@contextmanager
def _model(options: argparse.Namespace, endpoint: Endpoint | None, names: Sequence[str]) -> Iterator[ChatModel]:
    from reportgen.llm.open_model import open_model, open_replay

    if options.replay:
        yield open_replay(options.replay, names=names)
        return
    assert endpoint is not None
    with open_model(endpoint, names=names, record=options.record) as model:
        yield model


def _prompts(options: argparse.Namespace, settings: Settings) -> tuple[Path, ...]:
    return (*((options.prompts,) if options.prompts else ()), settings.prompts)


def _keep_record(report: Path, records: Sequence[SectionRecord], console: Console) -> None:
    """The record beside the report, and a line for each section."""
    from reportgen import narrating

    path = report.with_name(f"{report.stem}.撰写记录.json")
    pipeline.save(narrating.record_file(records), path)
    console.line(f"撰写记录已写入：{path}")
    for record in records:
        tokens = sum(attempt.input_tokens + attempt.output_tokens for attempt in record.attempts)
        used = f"（{tokens} 个词元）" if record.outcome in {Outcome.ACCEPTED, Outcome.CORRECTED} else ""
        why = f"：{record.reason}" if record.reason else ""
        console.line(f"  {record.heading}　{record.outcome.chinese}{used}{why}")


def gaps_of(written: Draft) -> list[Gap]:
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


def _show_gaps(gaps: Sequence[Gap], console: Console) -> None:
    console.line(f"待填 {len(gaps)} 处" + ("：" if gaps else "。"))
    for gap in gaps[:SHOWN_GAPS]:
        console.line(f"  {gap.text}{'　' + gap.comment if gap.comment else ''}")
    if len(gaps) > SHOWN_GAPS:
        console.line(f"  ……其余 {len(gaps) - SHOWN_GAPS} 处见报告中的批注")
