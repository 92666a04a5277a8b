"""``reportgen indicators``: faulty indicators found, measurable ones proposed, accepted ones written into the entry."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.model_command import chosen_endpoint
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.indicators import apply_indicator_review, indicator_review_file, review_indicators
from reportgen.model.indicator_review import (
    Blank,
    IndicatorFault,
    IndicatorReview,
    Proposal,
    ProposedNumber,
    ReviewedIndicator,
    TableFault,
)
from reportgen.settings import Settings

if TYPE_CHECKING:
    from reportgen.proposing import ModelCandidates

SHEET_SUFFIXES = (".xlsx", ".docx")
ENTRY_SUFFIXES = (".xlsx", ".yaml", ".yml")


def indicators(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Review tables of indicators, or apply a review sheet."""
    return {"review": review, "apply": apply}[options.action](options, settings, console)


def review(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Every row judged; faulty ones shown with what to write instead. Exit code 1 where a row cannot be measured."""
    if options.output is not None:
        pipeline.check_output(options.output, SHEET_SUFFIXES, overwrite=options.overwrite, sources=options.files)
    candidates = _candidates(options, settings)

    def reviewed() -> IndicatorReview:
        return review_indicators(
            options.files, settings.templates, settings.corpora,
            form=options.form, extra_candidates=candidates, progress=console.progress,
        )  # fmt: skip

    found = reviewed()
    if candidates is not None and options.dry_run:
        return _show_questions(candidates, console)
    if candidates is not None and candidates.questions:
        _ask(candidates, options, settings, console)
        found = reviewed()
    if options.output is not None:
        pipeline.save(indicator_review_file(found, options.output.suffix), options.output)
    _show(found, console)
    if options.output is not None:
        console.line(f"审核结果已写入：{options.output}")
        if options.output.suffix.lower() == ".xlsx":
            console.line(
                f"在表中填好“决定”后运行：reportgen indicators apply {options.output} --to 填报.xlsx -o 填报2.xlsx"
            )
    if candidates is not None:
        _tell_of_model(candidates, options.output, console)
    console.result([_row_record(row, found.tables) for row in found.rows])
    return EXIT_OK if all(row.measurable for row in found.rows) else EXIT_ERRORS_FOUND


def _candidates(options: argparse.Namespace, settings: Settings) -> ModelCandidates | None:
    """What asks a model for further candidates; None where none is set up or none is wanted."""
    wanted = options.dry_run or options.replay or chosen_endpoint(options, settings) is not None
    if options.no_model or not wanted:
        return None
    from reportgen.proposing import model_candidates

    return model_candidates((*((options.prompts,) if options.prompts else ()), settings.prompts))


def _ask(candidates: ModelCandidates, options: argparse.Namespace, settings: Settings, console: Console) -> None:
    from reportgen.llm.open_model import open_model, open_replay

    def told(number: int, total: int) -> None:
        console.progress(f"请模型提出写法：{number}/{total}")

    if options.replay:
        candidates.ask(open_replay(options.replay), concurrency=1, on_answer=told)
        return
    endpoint = chosen_endpoint(options, settings)
    assert endpoint is not None
    with open_model(endpoint, record=options.record) as model:
        candidates.ask(model, concurrency=endpoint.concurrency, on_answer=told)


def _show_questions(candidates: ModelCandidates, console: Console) -> int:
    """Print what would be sent, masked as it would be sent."""
    from reportgen.llm.masking import Masking

    masking = Masking(())
    sent = [masking.mask(request).request for request in (each.request for each in candidates.questions.values())]
    for request in sent:
        console.line(f"━━━ {request.purpose}")
        for message in request.messages:
            console.line(message.content)
            console.line()
    console.line(f"以上 {len(sent)} 条指标的内容会发给模型；现在没有发送，也没有写文件。")
    console.result(
        [{"purpose": each.purpose, "messages": [message.content for message in each.messages]} for each in sent]
    )
    return EXIT_OK


def _tell_of_model(candidates: ModelCandidates, output: Path | None, console: Console) -> None:
    """What became of the questions; the record stands beside the review sheet."""
    from reportgen.proposing import record_file

    kept = sum(record.candidates for record in candidates.records)
    console.line(f"请模型提出写法：{len(candidates.records)} 条指标，提出 {kept} 条；与规则写法一样核查后才显示。")
    for reason, count in Counter(each.reason for each in candidates.records if each.reason).most_common(5):
        console.line(f"  {count} 条没有采用模型写法：{reason}")
    if candidates.ended:
        console.notice(f"其余指标没有再问模型：{candidates.ended}")
    if output is not None and candidates.records:
        path = output.with_name(f"{output.stem}.撰写记录.json")
        pipeline.save(record_file(candidates.records), path)
        console.line(f"撰写记录已写入：{path}")


def apply(options: argparse.Namespace, _settings: Settings, console: Console) -> int:
    """Accepted proposals into the entry; all of them or none."""
    from reportgen.documents.entry_files import entry_bytes

    sources = [options.sheet, options.entry]
    pipeline.check_output(options.output, ENTRY_SUFFIXES, overwrite=options.overwrite, sources=sources)
    applied = apply_indicator_review(options.sheet, options.entry)
    pipeline.save(entry_bytes(applied.entered, options.output.suffix), options.output)
    console.line(f"填报文件已写入：{options.output}")
    console.line(
        f"写入指标 {len(applied.changed)} 条，不采纳 {applied.rejected} 条，以前已写入 {applied.repeated} 条。"
    )
    for row in applied.changed:
        console.line(f"  {row.number}　{row.name}　{row.target_value}")
    if applied.changed:
        console.line("原指标、修改后的指标和决定人记在“指标修改”表。")
    for notice in applied.notices:
        console.notice(notice)
    console.result(
        {
            "file": str(options.output),
            "changed": [
                {"number": row.number, "name": row.name, "target_value": row.target_value} for row in applied.changed
            ],
            "rejected": applied.rejected,
            "repeated": applied.repeated,
            "notices": list(applied.notices),
        }
    )
    return EXIT_OK


def _show(found: IndicatorReview, console: Console) -> None:
    from reportgen.reviewing.review_report import fault_names

    names = fault_names()
    heading = None
    for row in found.rows:
        if not row.faults:
            continue
        place = f"{row.document}　{row.project or '部门整体'}"
        if place != heading:
            console.line()
            console.line(place)
            heading = place
        _show_row(row, names, console)
    for fault in found.tables:
        console.line(f"[整表] {fault.document} {fault.project or '部门整体'}：{fault.reason}")
        if fault.suggestion:
            console.line(f"       → {fault.suggestion}")
    for item in found.not_read:
        console.line(f"[没有读到] {item}")
    console.line()
    console.line(_tally(found))
    counts = Counter(code for row in found.rows for code in dict.fromkeys(fault.code for fault in row.faults))
    if counts:
        console.line(
            "问题类别：" + "，".join(f"{names.get(code, code)} {count}" for code, count in counts.most_common())
        )


def _show_row(row: ReviewedIndicator, names: dict[str, str], console: Console) -> None:
    indicator = row.indicator
    kinds = "、".join(dict.fromkeys(names.get(fault.code, fault.code) for fault in row.faults))
    console.line(f"  {indicator.number}　{indicator.called}　{indicator.target_value}　[{kinds}]")
    for reason in dict.fromkeys(fault.reason for fault in row.faults):
        console.line(f"      · {reason}")
    for proposal in row.proposals:
        console.line(f"      → {proposal.name}　{proposal.target_value}　（{proposal.subcategory}）")
        for number in proposal.numbers:
            if number.formula:
                console.line(f"         {number.formula}")


def _tally(found: IndicatorReview) -> str:
    faulty = [row for row in found.rows if row.faults]
    proposed = sum(bool(row.proposals) for row in faulty)
    return (
        f"指标 {len(found.rows)} 条：有问题 {len(faulty)} 条，其中不能衡量 "
        f"{sum(not row.measurable for row in found.rows)} 条；有改写方案 {proposed} 条"
    )


def _row_record(row: ReviewedIndicator, tables: tuple[TableFault, ...]) -> dict[str, object]:
    indicator = row.indicator
    return {
        "document": row.document,
        "project": row.project,
        "number": indicator.number,
        "category": indicator.category,
        "subcategory": indicator.subcategory,
        "name": indicator.name,
        "target_value": indicator.target_value,
        "measurable": row.measurable,
        "faults": list(dict.fromkeys(fault.code for fault in row.faults)),
        "notes": list(dict.fromkeys(note.code for note in row.notes)),
        "reasons": [_fault_record(fault) for fault in (*row.faults, *row.notes)],
        "table_faults": [
            {"code": each.code, "reason": each.reason, "suggestion": each.suggestion}
            for each in tables
            if (each.document, each.project) == (row.document, row.project)
        ],
        "proposals": [_proposal_record(proposal) for proposal in row.proposals],
    }


def _fault_record(fault: IndicatorFault) -> dict[str, object]:
    return {
        "code": fault.code,
        "field": fault.field,
        "text": fault.text[fault.start : fault.end],
        "start": fault.start,
        "end": fault.end,
        "reason": fault.reason,
        "requirement": fault.requirement.value,
    }


def _proposal_record(proposal: Proposal) -> dict[str, object]:
    plain = ("name", "comparison", "value", "unit", "formula", "evidence", "basis", "period", "category", "subcategory",
             "rationale", "source", "group")  # fmt: skip
    return {
        "kind": proposal.kind.value,
        **{key: getattr(proposal, key) for key in plain},
        "target_value": proposal.target_value,
        "numbers": [_number_record(number) for number in proposal.numbers],
        "blanks": [_blank_record(blank) for blank in proposal.blanks],
    }


def _number_record(number: ProposedNumber) -> dict[str, object]:
    return {
        "text": number.text,
        "origin": number.origin,
        "formula": number.formula,
        "places": [str(place) for place in number.places],
    }


def _blank_record(blank: Blank) -> dict[str, str]:
    return {"what": blank.what, "unit": blank.unit, "where": blank.where, "text": str(blank)}
