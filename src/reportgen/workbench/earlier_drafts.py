"""Earlier drafts (历次生成): every draft of a report, any version of any part of them, and how one comes back.

Words of an earlier draft come back beside the part that stands, with the figures of the data as they are now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import case, func, select

from reportgen.errors import ReportgenError
from reportgen.model.draft import Block
from reportgen.workbench.bound_draft import bound_part
from reportgen.workbench.drafts import (
    MergeNote,
    SectionVersion,
    StoredDraft,
    draft_numbered,
    newest_draft,
    section_versions,
)
from reportgen.workbench.entry_rows import rows_text
from reportgen.workbench.merging import Merging, merging, notes_of
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import Proposed, propose
from reportgen.workbench.reports import Report, get_report
from reportgen.workbench.storage import Storage
from reportgen.workbench.tables import DRAFTS, SECTIONS
from reportgen.workbench.users import Right, User, demand


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list of all: when and by whom it was generated, and in how many parts people changed it."""

    number: int
    made_by: str
    made_at: str
    changed: int


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version of a part in a draft that was generated before the one that stands."""

    draft: DraftRow
    version: SectionVersion


def drafts_of(storage: Storage, report: int) -> Sequence[DraftRow]:
    """Every draft of the report, the newest first."""
    by_people = case((SECTIONS.c.how.in_(("template", "model")), None), else_=SECTIONS.c.position)
    with storage.reading() as connection:
        rows = connection.execute(
            select(DRAFTS.c.id, DRAFTS.c.made_by, DRAFTS.c.made_at, func.count(by_people.distinct()).label("changed"))
            .join(SECTIONS, SECTIONS.c.draft_id == DRAFTS.c.id)
            .where(DRAFTS.c.report_id == report)
            .group_by(DRAFTS.c.id, DRAFTS.c.made_by, DRAFTS.c.made_at)
            .order_by(DRAFTS.c.id.desc())
        )
        return [DraftRow(row.id, row.made_by, row.made_at, row.changed) for row in rows]


def earlier_draft(storage: Storage, report: int, number: int) -> StoredDraft:
    """The draft with that number as it stood when the next one was made. Raises ReportgenError."""
    draft = draft_numbered(storage, report, number)
    if draft is None:
        raise ReportgenError("没有这一稿", remedy="请回到“历次生成”重新选择。")
    return draft


def earlier_versions(storage: Storage, report: int, draft: StoredDraft, position: int) -> Sequence[EarlierVersion]:
    """Every version of the part at *position* of *draft* that earlier drafts had, the newest first."""
    found = []
    for row in drafts_of(storage, report):
        if row.number >= draft.number:
            continue
        other = earlier_draft(storage, report, row.number)
        twin = twin_of(draft, position, other)
        if twin is not None:
            versions = section_versions(storage, other.number, twin.position)
            found += [EarlierVersion(row, version) for version in versions]
    return found


def twin_of(draft: StoredDraft, position: int, other: StoredDraft) -> SectionVersion | None:
    """The part of *other* that is the one at *position* of *draft*: the same key, and as many of it before."""
    key = draft.sections[position].key
    before = sum(each.key == key for each in draft.sections if each.position < position)
    alike = [each for each in other.sections if each.key == key]
    return alike[before] if before < len(alike) else None


def put_beside(
    storage: Storage, user: User, report_number: int, position: int, *, draft: int, version: int, templates: Path
) -> None:
    """Let a version of an earlier draft wait beside the part that stands, its figures brought up to date.

    Raises ReportgenError where it is not there or says what stands already, EntryError, NotAllowed, SignedReport.
    """
    demand(user, Right.WRITE)
    report, standing = _standing(storage, report_number)
    other = earlier_draft(storage, report_number, draft)
    twin = twin_of(standing, position, other) if position < len(standing.sections) else None
    versions = section_versions(storage, other.number, twin.position) if twin else ()
    chosen = next((each for each in versions if each.version == version), None)
    if chosen is None:
        raise ReportgenError("没有这个版本", remedy="请刷新版本页，再选一个。")
    found = _Returning(storage, report, standing, other, templates).proposed(position, chosen)
    if found is None:
        raise ReportgenError("这个版本换上现在的数字以后，与现在的文字相同", remedy="不用恢复。")
    propose(storage, user, report_number, standing, [found])


def put_draft_beside(
    storage: Storage, user: User, report_number: int, *, draft: int, templates: Path
) -> tuple[int, ...]:
    """As :func:`put_beside` for every part in which an earlier draft differs; the positions of these parts."""
    demand(user, Right.WRITE)
    report, standing = _standing(storage, report_number)
    other = earlier_draft(storage, report_number, draft)
    returning = _Returning(storage, report, standing, other, templates)
    twins = [(part.position, twin_of(standing, part.position, other)) for part in standing.sections]
    found = [
        proposed
        for position, twin in twins
        if twin is not None and (proposed := returning.proposed(position, twin)) is not None
    ]
    if not found:
        raise ReportgenError("这一稿换上现在的数字以后，与现在的文字相同", remedy="不用恢复。")
    propose(storage, user, report_number, standing, found)
    return tuple(each.position for each in found)


def _standing(storage: Storage, report_number: int) -> tuple[Report, StoredDraft]:
    report = get_report(storage, report_number)
    standing = newest_draft(storage, report_number)
    if standing is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    return report, standing


class _Returning:
    """Parts of the draft *other* on their way back into the draft *standing*."""

    def __init__(
        self, storage: Storage, report: Report, standing: StoredDraft, other: StoredDraft, templates: Path
    ) -> None:
        self.storage = storage
        self.standing = standing
        self.other = other
        self.at_work: Merging | None = None  # none where both were made from the same data
        if rows_text(other.rows) != rows_text(standing.rows):
            old, _ = sound_evaluation(other.rows, report.form, templates)
            new, _ = sound_evaluation(standing.rows, report.form, templates)
            self.at_work = merging(old.ledger, new.ledger)

    def proposed(self, position: int, chosen: SectionVersion) -> Proposed | None:
        """What waits beside the part at *position* when *chosen* comes back; None where it would be the same text."""
        part = self.standing.sections[position]
        blocks: tuple[Block, ...] = chosen.blocks
        notes: tuple[MergeNote, ...] = ()
        if self.at_work is not None:
            generated = section_versions(self.storage, self.other.number, chosen.position)[-1].blocks
            newly = section_versions(self.storage, self.standing.number, position)[-1].blocks
            blocks, plan = self.at_work.part(
                part.key, generated, bound_part(part.key, chosen.blocks), newly, prose=True
            )
            notes = notes_of(plan, position)
        if blocks == part.blocks:
            return None
        source = f"{self.other.made_at[:10]} 生成的一稿，版本 {chosen.version}（{chosen.made_by}）"
        return Proposed(
            position=position, blocks=blocks, how="restored", source=source, notes=notes, record=chosen.record
        )
