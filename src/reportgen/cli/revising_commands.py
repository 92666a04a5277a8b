"""``reportgen refresh`` and ``compare``: edited reports with new data, and what two reports have not in common."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from reportgen import pipeline, revising
from reportgen.cli.console import Console, clipped
from reportgen.cli.evaluating import evaluated, total_line
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.model.comparison import Comparison
from reportgen.model.refreshed_text import Note, NoteKind, Refreshed
from reportgen.settings import Settings

REPORT_SUFFIXES = (".docx",)
_SHOWN = 40
_SHOWN_DELETED = 10


def refresh(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """New figures into an edited report; exit code 1 where people have to decide something."""
    sources = [options.report, options.entry, *([options.base] if options.base else [])]
    pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=sources)
    evaluation, read_notices = evaluated(options, settings, console)
    first = pipeline.open_entry(options.base, settings.templates, options.form) if options.base else None
    made = revising.refresh(options.report, evaluation, settings.templates, console.progress, first=first)
    pipeline.save(made.data, options.output)
    plan = made.plan
    console.line(f"刷新后的报告已写入：{options.output}")
    console.line(total_line(evaluation.scorecard))
    for notice in made.notices:
        console.notice(notice)
    _show_changes(plan, console)
    _show_notes(plan, console)
    console.result(_record(options, plan, (*read_notices, *made.notices)))
    return EXIT_ERRORS_FOUND if plan.notes else EXIT_OK


def _show_changes(plan: Refreshed, console: Console) -> None:
    places = sum(change.places for change in plan.changes)
    console.line(f"更新数字 {places} 处；保留您改写的句子 {plan.kept} 句" + ("。" if not plan.changes else "："))
    if plan.changes:
        rows = [(each.label, each.before, each.after, str(each.places)) for each in plan.changes[:_SHOWN]]
        console.table(("内容", "原来", "现在", "处数"), rows)
    if len(plan.changes) > _SHOWN:
        console.line(f"……其余 {len(plan.changes) - _SHOWN} 项略")


def _show_notes(plan: Refreshed, console: Console) -> None:
    if plan.deleted:
        console.line(f"您删去的内容中，新数据有变化的 {len(plan.deleted)} 处，没有恢复：")
        for text in plan.deleted[:_SHOWN_DELETED]:
            console.line(f"  {clipped(text, 100)}")
    if not plan.notes:
        console.line("没有要您决定的问题。")
        return
    counts = Counter(note.kind for note in plan.notes)
    told = "，".join(f"{kind.value} {counts[kind]} 处" for kind in NoteKind if counts[kind])
    console.line(f"要您决定的问题 {len(plan.notes)} 处（{told}），都已在文件中加了批注：")
    for note in plan.notes[:_SHOWN]:
        console.line(f"  [{note.kind.value}] {_where(plan, note)}{' '.join(note.lines)}")
    if len(plan.notes) > _SHOWN:
        console.line(f"  ……其余 {len(plan.notes) - _SHOWN} 处见文件中的批注")


def _where(plan: Refreshed, note: Note) -> str:
    """The words a note is about."""
    line = plan.lines.get(note.line)
    text = line.text[note.start : note.end] if line is not None and note.start >= 0 else ""
    return f"{clipped(text, 40)}：" if text.strip() else ""


def _record(options: argparse.Namespace, plan: Refreshed, notices: Sequence[str]) -> dict[str, object]:
    return {
        "file": str(options.output),
        "figures": [
            {"label": each.label, "before": each.before, "after": each.after, "places": each.places}
            for each in plan.changes
        ],
        "kept": plan.kept,
        "deleted": list(plan.deleted),
        "notes": [
            {"kind": note.kind.value, "text": _where(plan, note).removesuffix("："), "lines": list(note.lines)}
            for note in plan.notes
        ],
        "notices": list(notices),
    }


def compare(options: argparse.Namespace, _settings: Settings, console: Console) -> int:
    """What a later file has otherwise; exit code 1 where there is anything."""
    from reportgen.refreshing.comparison_report import number_line, place_of, summary, told

    if options.output is not None:
        sources = [options.old, options.new]
        pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=sources)
    found = revising.compare(options.old, options.new, console.progress)
    console.line(f"{options.old.name} → {options.new.name}：{summary(found)}。")
    for change in found.changes:
        console.line(f"\n{place_of(change)}　{change.kind.value}")
        console.line(f"  {told(change)}")
        for number in change.numbers:
            console.line(f"  数字：{number_line(number)}")
    if options.output is not None:
        pipeline.save(revising.comparison_file(found, options.old.name, options.new.name), options.output)
        console.line(f"\n对比结果已写入：{options.output}")
    console.result(_comparison_record(found))
    return EXIT_ERRORS_FOUND if found.changes else EXIT_OK


def _comparison_record(found: Comparison) -> dict[str, object]:
    return {
        "changes": [
            {
                "kind": each.kind.value,
                "old_place": each.old_place,
                "new_place": each.new_place,
                "before": each.before,
                "after": each.after,
                "stretches": [{"kind": part.kind.value, "text": part.text} for part in each.stretches],
                "numbers": [{"before": one.before, "after": one.after, "fact": one.fact} for one in each.numbers],
            }
            for each in found.changes
        ],
        "same": found.same,
    }
