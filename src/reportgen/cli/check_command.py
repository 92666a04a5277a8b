"""``reportgen check``: what drafts say, judged by the entered data, by their own tables and by themselves."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from reportgen import pipeline
from reportgen.checking.check_report import (
    advice_on,
    by_severity,
    cells_of,
    check_report,
    comment_lines,
    deduction_lines,
    deduction_of,
    dismissed_line,
    place_of,
    proposal_line,
    shown_text,
    tally,
)
from reportgen.cli.console import Console, finding_record, problem_record
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_FAILED, EXIT_OK
from reportgen.errors import ReportgenError, UnreadableFileError
from reportgen.model.checked_text import CheckedMention, CheckedText, Correction
from reportgen.model.dismissal import Dismissal
from reportgen.model.finding import Finding, Severity
from reportgen.model.review_points import Deduction
from reportgen.settings import Settings

REPORT_SUFFIXES = (".docx",)
_HEADS = ("编号", "级别", "位置", "原文", "问题　→ 怎样处理")
_WIDTHS = (6, 4, 14, 14)
_TABLE = re.compile(r"第(\d+)个表格")


def check(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Judge each draft on its own."""
    _refuse_half_a_dismissal(options)
    _refuse_half_a_proposal(options)
    if options.output is not None:
        sources = [*options.drafts, *([options.data] if options.data else [])]
        pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=sources)
    evaluation = None
    if options.data is not None:
        console.progress(f"读取 {options.data.name}")
        evaluation = pipeline.open_entry(options.data, settings.templates, options.form)
    checked, unread = _judged(options.drafts, settings, evaluation, console)
    if unread:
        return _show_without(unread, checked, console)
    if options.dismiss and evaluation is not None:
        by = options.by or evaluation.entered.department.contact
        checked = _dismiss(options, checked, evaluation.entered.dismissals, by, settings)
        console.line(f"已记入 {options.data} 的“不处理的问题”：{options.dismiss}\n")
    for one in checked:
        _show(one, console)
    _show_stale(checked, console)
    proposed: tuple[Correction, ...] = ()
    if options.propose:
        proposed = pipeline.propose_corrections(
            options.drafts[0], checked[0], settings.templates, evaluation, console.progress
        )
    if options.output is not None:
        pipeline.save(_written(options.drafts, checked, proposed), options.output)
        what = "加了批注的副本" if _is_one_word_file(options.drafts) else "核查意见"
        console.line(f"{what}已写入：{options.output}")
    if options.propose:
        struck = sum(not each.text for each in proposed)
        told = f"，建议删去 {struck} 处" if struck else ""
        made = f"写成修订的改正 {len(proposed) - struck} 处（作者：核查）{told}"
        console.line(f"{made}，可以逐处接受或拒绝；其余问题写成批注。")
    console.result([_record(one, proposed) for one in checked])
    errors = any(finding.severity is Severity.ERROR for one in checked for finding in one.findings)
    return EXIT_ERRORS_FOUND if errors else EXIT_OK


def _judged(
    paths: Sequence[Path], settings: Settings, evaluation: pipeline.Evaluation | None, console: Console
) -> tuple[list[CheckedText], dict[Path, UnreadableFileError]]:
    """Each draft judged, and what is wrong with those of several that cannot be read. Raises UnreadableFileError."""
    checked: list[CheckedText] = []
    unread: dict[Path, UnreadableFileError] = {}
    for number, path in enumerate(paths, start=1):
        console.progress(f"核查第 {number} 份，共 {len(paths)} 份：{path.name}")
        try:
            checked.append(pipeline.check_file(path, settings.templates, evaluation, console.progress))
        except UnreadableFileError as error:
            if len(paths) == 1:
                raise
            unread[path] = error
    return checked, unread


def _show_without(unread: Mapping[Path, ReportgenError], checked: Sequence[CheckedText], console: Console) -> int:
    """The drafts that could be judged, and why the others could not; nothing is written."""
    for one in checked:
        _show(one, console)
    failed = [{"draft": path.name, "error": [problem_record(error)]} for path, error in unread.items()]
    console.result([*map(_record, checked), *failed])
    console.problems(list(unread.values()), "其余文稿已经核查，没有写任何文件" if checked else "不能继续")
    return EXIT_FAILED


# -- dismissing ---------------------------------------------------------------------------------------------------


def _refuse_half_a_dismissal(options: argparse.Namespace) -> None:
    if options.dismiss and options.data is None:
        raise ReportgenError("不处理的问题要记在填报文件里", remedy="加上 --data 填报文件")
    if options.dismiss and not options.reason.strip():
        raise ReportgenError("不处理要写明理由", remedy="加上 --reason 理由")
    if options.reason and not options.dismiss:
        raise ReportgenError("写了理由，没有写哪个问题", remedy="加上 --dismiss 编号，编号在核查结果的第一栏")


def _refuse_half_a_proposal(options: argparse.Namespace) -> None:
    if options.propose and (options.output is None or not _is_one_word_file(options.drafts)):
        raise ReportgenError("修订写在 Word 文稿的副本里", remedy="给一份 .docx 文稿，并用 -o 写明副本的文件名")


def _dismiss(
    options: argparse.Namespace,
    checked: Sequence[CheckedText],
    known: Sequence[Dismissal],
    by: str,
    settings: Settings,
) -> list[CheckedText]:
    """Write the dismissals into the entry file and set their findings apart. Raises ReportgenError."""
    from reportgen.checking.dismissals import dismissal_of
    from reportgen.documents.entry_dismissals import with_dismissals

    today = datetime.now().astimezone()
    date = f"{today.year}年{today.month}月{today.day}日"
    found = {finding.number: (finding, one.text) for one in checked for finding in one.findings}
    added = []
    for number in dict.fromkeys(re.findall(r"[^\s,，、]+", options.dismiss.lower())):
        if number not in found:
            raise ReportgenError(
                f"这次核查没有编号为“{number}”的问题", remedy="请照核查结果第一栏的编号写；已经不处理的不用再写"
            )
        finding, text = found[number]
        added.append(dismissal_of(finding, text, reason=options.reason.strip(), by=by, date=date))
    pipeline.save(with_dismissals(options.data, added), options.data)
    return [pipeline.reviewed(one, (*known, *added), settings.templates) for one in checked]


# -- showing ------------------------------------------------------------------------------------------------------


def _show(checked: CheckedText, console: Console) -> None:
    console.line(f"{checked.draft}　{tally(checked)}")
    console.line(f"问题：{console.counts(checked.findings)}")
    _section(console, "评审可能扣分", deduction_lines(checked))  # the whole at a glance, before the single findings
    findings = by_severity(checked.findings)
    if findings:
        console.line()
        console.grid(_HEADS, (_row(finding, checked) for finding in findings), _WIDTHS)
    console.errors(findings, place_of=partial(place_of, checked=checked))
    _section(console, "不处理的问题", [dismissed_line(checked, number) for number in range(len(checked.dismissed))])
    _section(console, "没有读到的内容", checked.not_read)
    console.line()


def _section(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        console.line(f"\n{title}：")
    for line in lines:
        console.line(f"  {line}")


def _row(finding: Finding, checked: CheckedText) -> tuple[str, ...]:
    advice = advice_on(finding, checked)
    told = f"{finding.message}\n→ {advice}" if advice else finding.message
    place = _TABLE.sub(r"表\1 ", place_of(finding, checked))
    return finding.number, finding.severity.chinese, place, shown_text(finding), told


def _show_stale(checked: Sequence[CheckedText], console: Console) -> None:
    """Dismissals whose finding none of the drafts has any more."""
    stale = [each for each in checked[0].stale if all(each in one.stale for one in checked)]
    lines = [f"{each.number}　{each.reason}{f'　原句：{each.text}' if each.text else ''}" for each in stale]
    _section(console, "填报文件里不处理、现在已经没有的问题（可以从“不处理的问题”中删去；属于别的文稿的请保留）", lines)


def _is_one_word_file(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix.lower() == ".docx"


def _written(paths: Sequence[Path], checked: Sequence[CheckedText], proposed: Sequence[Correction]) -> bytes:
    """A single Word draft with corrections and comments on its numbers; of other drafts a report of the findings."""
    from reportgen.documents.word_reports import write_word_report

    if not _is_one_word_file(paths):
        return write_word_report(check_report(checked)).data
    return changed_copy(paths[0], checked[0], proposed)


def changed_copy(path: Path, checked: CheckedText, proposed: Sequence[Correction]) -> bytes:
    """The Word draft at *path* with each finding as a comment, and what is *proposed* as tracked changes.

    Raises UnreadableFileError.
    """
    from reportgen.documents.word_comments import TextChange, TextComment, with_comments

    comments = {
        each.number: TextComment(comment_lines(each, checked), each.start, each.end) for each in checked.findings
    }
    changes = []
    for each in proposed:
        told = comments.pop(each.finding, TextComment((each.why,), each.start, each.end))
        lines = (*told.lines, proposal_line(each))
        changes.append(TextChange(each.start, each.end, each.text, TextComment(lines, each.start, each.end)))
    return with_comments(path, list(comments.values()), changes)


# -- JSON ---------------------------------------------------------------------------------------------------------


def _record(checked: CheckedText, proposed: Sequence[Correction] = ()) -> dict[str, object]:
    corrected = {each.finding: each.text for each in proposed}
    return {
        "draft": checked.draft,
        "mentions": [_mention_record(mention) for mention in checked.mentions],
        "findings": [
            _finding_record(finding, checked) | {"correction": corrected.get(finding.number)}
            for finding in checked.findings
        ],
        "seen": checked.seen,
        "not_read": list(checked.not_read),
        "dismissed": [
            _finding_record(each.finding, checked)
            | {"deduction": None}
            | {"reason": each.dismissal.reason, "by": each.dismissal.by, "date": each.dismissal.date}
            for each in checked.dismissed
        ],
        "stale": [{"id": each.number, "reason": each.reason} for each in checked.stale],
        "deductions": [
            _deduction_record(each)
            | {"findings": list(each.findings), "total": None if each.points is None else str(each.points)}
            for each in checked.deductions
        ],
    }


def _finding_record(finding: Finding, checked: CheckedText) -> dict[str, object]:
    deduction = deduction_of(finding, checked)
    return finding_record(finding) | {
        "id": finding.number,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "place": place_of(finding, checked),
        "cells": list(cells_of(finding, checked)),
        "deduction": None if deduction is None else _deduction_record(deduction),
    }


def _deduction_record(deduction: Deduction) -> dict[str, object]:
    criterion = deduction.criterion
    points = None if criterion.points is None else str(criterion.points)
    return {"criterion": criterion.name, "points": points, "source": criterion.source}


def _mention_record(mention: CheckedMention) -> dict[str, object]:
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "value": None if mention.value is None else str(mention.value),
        "unit": mention.unit,
        "verdict": mention.verdict.value,
        "facts": list(mention.facts),
        "reason": mention.reason,
    }
