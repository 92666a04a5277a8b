"""``reportgen check``: what drafts say, judged by their own tables and by themselves."""

from __future__ import annotations

import argparse
from functools import partial

from reportgen import pipeline
from reportgen.cli.console import Console, finding_record
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.model.checked_text import CheckedMention, CheckedText
from reportgen.model.finding import Severity
from reportgen.settings import Settings

REPORT_SUFFIXES = (".docx",)


def check(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Judge each draft on its own."""
    from reportgen.checking.check_report import check_report, place_of, tally
    from reportgen.documents.source_files import read_source
    from reportgen.documents.word_reports import write_word_report

    if options.output is not None:
        pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=options.drafts)
    checked: list[CheckedText] = []
    for path in options.drafts:
        console.progress(f"核查 {path.name}")
        checked.append(pipeline.check(read_source(path), settings.templates))
    for one in checked:
        console.line(f"{one.draft}　{tally(one)}")
        console.line(f"问题：{console.counts(one.findings)}")
        console.findings(one.findings, place_of=partial(place_of, text=one.text))
        for part in one.not_read:
            console.line(f"  [没有读到] {part}")
        console.line()
    if options.output is not None:
        pipeline.save(write_word_report(check_report(checked)).data, options.output)
        console.line(f"核查意见已写入：{options.output}")
    console.result([_record(one) for one in checked])
    errors = any(finding.severity is Severity.ERROR for one in checked for finding in one.findings)
    return EXIT_ERRORS_FOUND if errors else EXIT_OK


def _record(checked: CheckedText) -> dict[str, object]:
    from reportgen.checking.check_report import place_of

    return {
        "draft": checked.draft,
        "mentions": [_mention_record(mention) for mention in checked.mentions],
        "findings": [
            finding_record(finding)
            | {
                "text": finding.text,
                "start": finding.start,
                "end": finding.end,
                "place": place_of(finding, checked.text),
            }
            for finding in checked.findings
        ],
        "seen": checked.seen,
        "not_read": list(checked.not_read),
    }


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
