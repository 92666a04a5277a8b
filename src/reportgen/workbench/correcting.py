"""改成…: a finding whose right words are certain, accepted by one click, becomes a new version of its part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.errors import ReportgenError
from reportgen.model.checked_text import Correction
from reportgen.model.draft import Block, Figure, Paragraph, Run, Words
from reportgen.workbench.draft_checking import CheckedPart, Known, certain, judged
from reportgen.workbench.drafts import StoredDraft, save_section
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand


def accept_correction(
    storage: Storage,
    user: User,
    report: int,
    draft: StoredDraft,
    known: Known,
    *,
    position: int,
    number: str,
    seen: int,
) -> int:
    """Correct the words of the finding *number* in the part at *position* and return the new version.

    Raises ReportgenError where the finding is not there any more or leaves a choice, OverwritingError, NotAllowed.
    """
    demand(user, Right.WRITE)
    part = next((each for each in draft.sections if each.position == position), None)
    if part is None:
        raise ReportgenError("没有这一部分", remedy="请刷新页面。")
    judgement = judged(part.blocks, known)
    correction = next((each for each in certain(judgement, part.blocks, known) if each.finding == number), None)
    if correction is None:
        raise ReportgenError("这一处已经改过，或者怎样改要由您决定", remedy="请刷新页面，看这一处现在的文字。")
    blocks = _corrected(part.blocks, judgement, correction, known)
    return save_section(storage, user, report, position, blocks, draft=draft.number, seen=seen, how="corrected")


def _corrected(
    blocks: Sequence[Block], judgement: CheckedPart, correction: Correction, known: Known
) -> tuple[Block, ...]:
    start, number, _ = judgement.place(correction.start)
    block = blocks[number]
    assert isinstance(block, Paragraph)
    finding = next(each for each in judgement.checked.findings if each.number == correction.finding)
    fact = known.ledger.get(finding.facts[0]) if len(finding.facts) == 1 else None
    right: Run = Words(correction.text)
    if fact is not None and fact.text == correction.text:
        right = Figure(fact.text, fact.id)  # so that it follows the data from now on
    runs: list[Run] = []
    at = start
    for run in block.runs:
        low, high = correction.start - at, correction.end - at
        if isinstance(run, Words) and low >= 0 and high <= len(run.text):
            runs += [piece for piece in (Words(run.text[:low]), right, Words(run.text[high:])) if piece.text]
        else:
            runs.append(run)
        at += len(run.text)
    return (*blocks[:number], replace(block, runs=tuple(runs)), *blocks[number + 1 :])
