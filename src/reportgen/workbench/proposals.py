"""Texts that wait beside a part (待采用的文字): drafted anew or brought in from Word, to be taken or left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from reportgen.errors import ReportgenError
from reportgen.model.draft import Block
from reportgen.model.narrative import SectionRecord
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.draft_content import blocks_of, blocks_text
from reportgen.workbench.drafts import MergeNote, StoredDraft, add_version, newest_draft
from reportgen.workbench.records import record_from, record_text
from reportgen.workbench.reports import report_to_change
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import PROPOSALS
from reportgen.workbench.users import Right, User, demand

REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A text for the part at *position*. *how* is redrafted, merged or restored; *source* tells where it comes from.

    With *how* refused it is no text to take, only the *record* of what a model wrote and why that was refused.
    """

    position: int
    blocks: tuple[Block, ...]
    how: str
    source: str
    notes: tuple[MergeNote, ...] = ()
    made_by: str = ""
    made_at: str = ""
    record: SectionRecord | None = None  # how a model came to write it


def propose(storage: Storage, user: User, report: int, draft: StoredDraft, proposed: Sequence[Proposed]) -> None:
    """Put texts beside parts of *draft*; one that waited there already gives way. Raises NotAllowed, SignedReport."""
    demand(user, Right.WRITE)
    with storage.writing() as connection:
        report_to_change(connection, report)
        for each in proposed:
            mine = (PROPOSALS.c.draft_id == draft.number, PROPOSALS.c.position == each.position)
            connection.execute(delete(PROPOSALS).where(*mine))
            notes = [[note.position, note.block, note.kind, note.lines] for note in each.notes]
            connection.execute(
                insert(PROPOSALS).values(
                    draft_id=draft.number, position=each.position, blocks=blocks_text(each.blocks), how=each.how,
                    source=each.source, notes=json.dumps(notes, ensure_ascii=False), made_by=user.name, made_at=now(),
                    record=record_text(each.record),
                )
            )  # fmt: skip
            subject = f"section:{each.position}"
            record(connection, user, Deed.PROPOSED, report=report, subject=subject, after=each.source)


def proposals_for(storage: Storage, draft: StoredDraft) -> tuple[Proposed, ...]:
    """What waits beside the parts of *draft*, in their order."""
    with storage.reading() as connection:
        rows = connection.execute(
            select(PROPOSALS).where(PROPOSALS.c.draft_id == draft.number).order_by(PROPOSALS.c.position)
        ).all()
    return tuple(
        Proposed(
            position=row.position, blocks=blocks_of(row.blocks), how=row.how, source=row.source,
            notes=tuple(MergeNote(at, block, kind, tuple(lines)) for at, block, kind, lines in json.loads(row.notes)),
            made_by=row.made_by, made_at=row.made_at, record=record_from(row.record),
        )
        for row in rows
    )  # fmt: skip


def to_take(waiting: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """Those of *waiting* that are texts to be taken or left."""
    return tuple(each for each in waiting if each.how != REFUSED)


def proposal_at(storage: Storage, report: int, position: int) -> tuple[StoredDraft, Proposed]:
    """The draft and what waits beside one part of it. Raises ReportgenError where nothing does."""
    draft = newest_draft(storage, report)
    found = proposals_for(storage, draft) if draft else ()
    proposed = next((each for each in found if each.position == position), None)
    if draft is None or proposed is None:
        raise ReportgenError("这一部分没有待采用的文字", remedy="可能已经有人采用或不采用了；请回到“报告”页。")
    return draft, proposed


def accept(storage: Storage, user: User, report: int, position: int, *, seen: int) -> int:
    """Make the waiting text the newest version of its part, whose number is returned.

    Raises OverwritingError where somebody saved after *seen*, NotAllowed, SignedReport, ReportgenError.
    """
    demand(user, Right.WRITE)
    draft, proposed = proposal_at(storage, report, position)
    if proposed.how == REFUSED:
        raise ReportgenError("模型没有写成这一部分，没有可以采用的文字", remedy="看过退回的原因以后，请按“知道了”。")
    with storage.writing() as connection:
        _remove(connection, draft, proposed)
        return add_version(
            connection, user, report, position, proposed.blocks, draft=draft.number, seen=seen, how=proposed.how,
            narration=proposed.record,
        )  # fmt: skip


def accept_all(storage: Storage, user: User, report: int, seen: Mapping[int, int]) -> tuple[int, ...]:
    """Take every text that waits, all or none; *seen* are the versions they were put beside. Returns the positions.

    Raises OverwritingError where somebody saved a part since, NotAllowed, SignedReport, ReportgenError.
    """
    demand(user, Right.WRITE)
    draft = newest_draft(storage, report)
    waiting = to_take(proposals_for(storage, draft)) if draft else ()
    if draft is None or not waiting:
        raise ReportgenError("没有待采用的文字", remedy="可能已经有人采用或不采用了；请回到“报告”页。")
    with storage.writing() as connection:
        for each in waiting:
            _remove(connection, draft, each)
            add_version(
                connection, user, report, each.position, each.blocks, draft=draft.number,
                seen=seen.get(each.position, 0), how=each.how, narration=each.record,
            )  # fmt: skip
    return tuple(each.position for each in waiting)


def decline(storage: Storage, user: User, report: int, position: int) -> None:
    """Leave the waiting text; the part stays as it is. Raises NotAllowed, SignedReport, ReportgenError."""
    demand(user, Right.WRITE)
    draft, proposed = proposal_at(storage, report, position)
    with storage.writing() as connection:
        report_to_change(connection, report)
        _remove(connection, draft, proposed)
        record(connection, user, Deed.DECLINED, report=report, subject=f"section:{position}", before=proposed.source)


def _remove(connection: Connection, draft: StoredDraft, proposed: Proposed) -> None:
    """Take the text away that was read as *proposed*. Raises ReportgenError where it is not that one any more."""
    removed = connection.execute(
        delete(PROPOSALS).where(
            PROPOSALS.c.draft_id == draft.number,
            PROPOSALS.c.position == proposed.position,
            PROPOSALS.c.made_at == proposed.made_at,
        )
    )
    if removed.rowcount != 1:
        raise ReportgenError("待采用的文字刚刚换过或者已经处理", remedy="请刷新页面，对照以后再决定。")
