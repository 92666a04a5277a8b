"""What an official typed into the draft (编辑), as blocks: figures stay bound, what is typed is words.

Nothing of the page is believed: a figure stays one only where the draft or the ledger has it with that very text, a
gap only where the part had it; all else becomes words, which the checker judges like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.model.draft import Block, Figure, Gap, Paragraph, Run, Table, Words, runs_of_line
from reportgen.workbench.drafts import SectionVersion, StoredDraft

MOST_BLOCKS = 500  # of one part
LONGEST_PARAGRAPH = 20_000  # characters

_UNREADABLE = ReportgenError("发来的文字读不懂", remedy="请刷新页面；没有保存的文字留在本机浏览器里。")


def edited_blocks(
    sent: Any, part: SectionVersion, draft: StoredDraft, ledger_texts: Mapping[str, str]
) -> tuple[Block, ...]:
    """The blocks of *part* as its editor left them. Raises ReportgenError for what no editor sends.

    *sent* is a list of ``{"keep": n}`` (block n as it was) and ``{"runs": [...], "was": n or null}``; a run is a
    string, ``{"fact": id, "text": text}`` or ``{"gap": what}``. *ledger_texts* is fact id → its text.
    """
    if not isinstance(sent, list) or len(sent) > MOST_BLOCKS:
        raise _UNREADABLE
    known = {(figure.fact, figure.text) for figure in _figures_of(draft)} | set(ledger_texts.items())
    gaps = {run.what: run for run in _runs(part.blocks) if isinstance(run, Gap)}
    return tuple(_block(each, part.blocks, known, gaps) for each in sent)


def _block(sent: Any, before: Sequence[Block], known: Collection[tuple[str, str]], gaps: Mapping[str, Gap]) -> Block:
    match sent:
        case {"keep": int(at)} if 0 <= at < len(before):
            return before[at]
        case {"runs": list(runs)}:
            was = sent.get("was")
            old = before[was] if isinstance(was, int) and 0 <= was < len(before) else None
            made = _joined([_run(each, known, gaps) for each in runs])
            if sum(len(run.text) for run in made) > LONGEST_PARAGRAPH:
                raise ReportgenError(f"一段最多 {LONGEST_PARAGRAPH} 个字", remedy="请分成几段。")
            if isinstance(old, Paragraph):
                return Paragraph(made, old.style, old.remarks)
            return Paragraph(made)
    raise _UNREADABLE


def _run(sent: Any, known: Collection[tuple[str, str]], gaps: Mapping[str, Gap]) -> Run:
    match sent:
        case str():
            return Words(sent.replace("\n", "").replace("\u200b", ""))
        case {"fact": str(fact), "text": str(text)}:
            return Figure(text, fact) if (fact, text) in known else Words(text)
        case {"gap": str(what)}:
            return gaps.get(what) or Words(Gap(what).text)
    raise _UNREADABLE


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """*runs* with neighbouring words in one, and none empty."""
    made: list[Run] = []
    for run in runs:
        if isinstance(run, Words) and not run.text:
            continue
        if isinstance(run, Words) and made and isinstance(made[-1], Words):
            made[-1] = Words(made[-1].text + run.text)
        else:
            made.append(run)
    return tuple(made)


def _figures_of(draft: StoredDraft) -> Iterator[Figure]:
    blocks = [block for section in draft.sections for block in section.blocks]
    yield from (run for run in _runs(blocks) if isinstance(run, Figure))


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
        else:
            yield from runs_of_line(block.text)
