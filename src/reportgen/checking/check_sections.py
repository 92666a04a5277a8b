"""The sections of a draft judged one by one, and a gap in place of a section that is not true (按部分核查)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import build_fact_index
from reportgen.model.draft import Block, Draft, Figure, Gap, Heading, Paragraph, Run, Section, Words, runs_of_line
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity

_MOST_REASONS = 5


def check_sections(draft: Draft, ledger: FactLedger) -> dict[int, tuple[Finding, ...]]:
    """Position of a section → what in it is not borne out by *ledger*; sections without findings are left out.

    The numbers of a fresh draft stand in figures that were proved against their facts when they were written, so what
    the reading of the words around them makes of such a number is no finding; verdicts, names and typed numbers are.
    """
    index = build_fact_index(ledger)
    found = {}
    for position, section in enumerate(draft.sections):
        checked = check_text(text_of(section), ledger, draft=section.key, index=index)
        proved = _figures_in(section)
        found[position] = tuple(each for each in checked.findings if not _is_proved(each, proved))
    return {position: findings for position, findings in found.items() if findings}


def _is_proved(finding: Finding, proved: frozenset[int]) -> bool:
    """Whether *finding* is about a number all of whose characters stand in figures."""
    if not finding.code.startswith("NUMBER_") or finding.start is None or finding.end is None:
        return False
    return proved.issuperset(range(finding.start, finding.end))


def _figures_in(section: Section) -> frozenset[int]:
    """The offsets in the text of *section* at which a figure stands."""
    proved: set[int] = set()
    at = 0
    for runs in (line for block in section.blocks for line in _runs_of(block)):
        for run in runs:
            if isinstance(run, Figure):
                proved.update(range(at, at + len(run.text)))
            at += len(run.text)
        at += 1
    return frozenset(proved)


def _runs_of(block: Block) -> Iterator[tuple[Run, ...]]:
    """The lines of *block* as :func:`lines_of` gives them, in runs."""
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Heading):
        yield (Words(block.number), *runs_of_line(block.text))
    else:
        yield from (runs_of_line(line) for line in (block.caption, block.unit_note) if line)
        for row in block.rows:
            parts = [run for cell in row.cells for run in (*cell.runs, Words("\t"))]
            yield tuple(parts[:-1])


def text_of(section: Section) -> str:
    """The section as plain text: a line for each heading, paragraph and row of a table."""
    return "\n".join(line for block in section.blocks for line in lines_of(block))


def lines_of(block: Block) -> Iterator[str]:
    """The lines that :func:`text_of` makes of *block*."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Heading):
        yield f"{block.number}{block.text}"
    else:
        yield from (line for line in (block.caption, block.unit_note) if line)
        yield from ("\t".join(cell.text for cell in row.cells) for row in block.rows)


def with_gaps(draft: Draft, found: Mapping[int, tuple[Finding, ...]]) -> Draft:
    """*draft* where each section with an error keeps its headings only, and a gap that says why."""
    sections = (_stopped(each, found.get(position, ())) for position, each in enumerate(draft.sections))
    return replace(draft, sections=tuple(sections))


def _stopped(section: Section, findings: tuple[Finding, ...]) -> Section:
    errors = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return section
    reasons = "；".join(errors[:_MOST_REASONS])
    gap = Gap("这一部分没有通过核查", f"写成的文字与填报数据不符，没有采用：{reasons}。请核对填报数据后自行撰写。")
    headings = tuple(block for block in section.blocks if isinstance(block, Heading))
    return replace(section, blocks=(*headings, Paragraph((gap,))))
