"""The texts of a report (报告文字): drafts made from the data, each section with all its versions.

A draft is made by 生成; people then save versions of its sections. The draft as it stands is the newest version of
each section, its figures still bound to facts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from reportgen.errors import ReportgenError
from reportgen.model.draft import Block, Draft, Heading, Run, Section
from reportgen.model.facts import FactLedger
from reportgen.model.narrative import SectionRecord
from reportgen.workbench.assignments import demand_section, section_part
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.draft_content import (
    annexes_from,
    annexes_plain,
    blocks_of,
    blocks_text,
    line_from,
    line_plain,
    runs_from,
    runs_plain,
)
from reportgen.workbench.entry_rows import EntryRow, rows_from, rows_text
from reportgen.workbench.records import record_from, record_text
from reportgen.workbench.reports import report_to_change
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.stored_facts import StoredFact, facts_from, facts_text
from reportgen.workbench.tables import DRAFTS, SECTIONS
from reportgen.workbench.users import User


class OverwritingError(ReportgenError):
    """Somebody else saved a newer version of the section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionVersion:
    """One saved text of a section. *how* is template, model, edited, corrected, restored, redrafted or merged.

    *record* tells how a language model came to write it.
    """

    position: int
    version: int
    key: str
    blocks: tuple[Block, ...]
    made_by: str
    made_at: str
    how: str
    record: SectionRecord | None = None

    @property
    def heading(self) -> str:
        """The section's first heading with its number, empty where it has none."""
        return next((f"{block.number}{block.text}" for block in self.blocks if isinstance(block, Heading)), "")


@dataclass(frozen=True, slots=True)
class MergeNote:
    """What people have to look at after edited parts were merged with new data: in block number *block* of a part."""

    position: int
    block: int
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A draft as it stands: frame and the newest version of every section, in order."""

    number: int
    entry_version: int
    made_by: str
    made_at: str
    title: str
    signature: tuple[Run, ...]
    date: tuple[Run, ...]
    form: str
    sections: tuple[SectionVersion, ...]
    annexes: tuple[Any, ...]
    facts: Mapping[str, StoredFact]
    rows: Sequence[EntryRow]  # the entered rows it was made from
    notes: tuple[MergeNote, ...] = ()

    def as_draft(self) -> Draft:
        """The same as the value that the Word writer and the checker take."""
        return Draft(
            title=self.title,
            sections=tuple(Section(each.key, each.blocks) for each in self.sections),
            annexes=self.annexes,
            signature=self.signature,
            date=self.date,
            form=self.form,
        )


def keep_draft(
    storage: Storage,
    user: User,
    report: int,
    draft: Draft,
    ledger: FactLedger,
    *,
    entry_version: int,
    rows: Sequence[EntryRow],
    by_model: Mapping[int, SectionRecord | None] | None = None,
    merged: Mapping[int, Sequence[Block]] | None = None,
    notes: Sequence[MergeNote] = (),
    after: StoredDraft | None = None,
) -> int:
    """Keep a new draft of *report*, made from *rows*, and return its number.

    *by_model* are the positions that a language model wrote, with its records. *merged* are, by position, the parts
    that keep what people wrote into the draft *after*, which is the newest one; *notes* are kept with them. Raises
    OverwritingError where somebody has saved a part since *after* was read. Versions go on counting, so that a page
    still open with the earlier draft cannot save over the new one.
    """
    frame = {
        "title": line_plain(draft.title),
        "signature": runs_plain(draft.signature),
        "date": runs_plain(draft.date),
        "annexes": annexes_plain(draft.annexes),
        "form": draft.form,
        "notes": [[each.position, each.block, each.kind, each.lines] for each in notes],
    }
    modelled = by_model or {}
    with storage.writing() as connection:
        report_to_change(connection, report)
        first = 1 + _last_version(connection, report, after)
        number: int = connection.execute(
            insert(DRAFTS)
            .values(
                report_id=report, entry_version=entry_version, made_by=user.name, made_at=now(),
                frame=json.dumps(frame, ensure_ascii=False),
                facts=facts_text(draft, merged or {}, ledger),
                entry=rows_text(rows),
            )
            .returning(DRAFTS.c.id)
        ).scalar_one()  # fmt: skip
        for position, section in enumerate(draft.sections):
            how = "model" if position in modelled else "template"
            told = modelled.get(position)
            _add_version(connection, number, position, first, section.key, section.blocks, user, how, told)
        for position, blocks in (merged or {}).items():
            key, told = draft.sections[position].key, modelled.get(position)
            _add_version(connection, number, position, first + 1, key, blocks, user, "merged", told)
        record(connection, user, Deed.GENERATED, report=report, entry_version=entry_version, after=str(number))
        return number


def _last_version(connection: Connection, report: int, after: StoredDraft | None) -> int:
    """The highest version of any part of the report so far. Raises OverwritingError where *after* is out of date."""
    number = connection.execute(select(func.max(DRAFTS.c.id)).where(DRAFTS.c.report_id == report)).scalar()
    if number is None:
        return 0
    standing = _newest_versions(connection, number)
    if after is not None:
        read = {each.position: each.version for each in after.sections}
        if number != after.number or read != standing:
            raise OverwritingError("重新生成时有人改了报告文字", remedy="请再按一次“重新生成”。")
    return max(standing.values(), default=0)


def standing_versions(connection: Connection, report: int) -> tuple[int, Mapping[int, int]]:
    """The number of the report's last draft, and the newest version of each of its parts, as this transaction sees it.

    0 and none before the first 生成.
    """
    number = connection.execute(select(func.max(DRAFTS.c.id)).where(DRAFTS.c.report_id == report)).scalar() or 0
    return number, _newest_versions(connection, number)


def _newest_versions(connection: Connection, draft: int) -> dict[int, int]:
    rows = connection.execute(
        select(SECTIONS.c.position, func.max(SECTIONS.c.version))
        .where(SECTIONS.c.draft_id == draft)
        .group_by(SECTIONS.c.position)
    )
    return {row[0]: row[1] for row in rows}


def newest_draft(storage: Storage, report: int) -> StoredDraft | None:
    """The report's last draft as it stands, None before the first 生成."""
    with storage.reading() as connection:
        row = connection.execute(
            select(DRAFTS).where(DRAFTS.c.report_id == report).order_by(DRAFTS.c.id.desc()).limit(1)
        ).one_or_none()
        return None if row is None else _stored(row, _newest_sections(connection, row.id))


def draft_numbered(storage: Storage, report: int, number: int) -> StoredDraft | None:
    """One draft of the report as it stood at last; None where the report has no such draft."""
    with storage.reading() as connection:
        asked = select(DRAFTS).where(DRAFTS.c.report_id == report, DRAFTS.c.id == number)
        row = connection.execute(asked).one_or_none()
        return None if row is None else _stored(row, _newest_sections(connection, row.id))


def section_versions(storage: Storage, draft: int, position: int) -> Sequence[SectionVersion]:
    """Every version of one section, the newest first."""
    with storage.reading() as connection:
        rows = connection.execute(
            select(SECTIONS)
            .where(SECTIONS.c.draft_id == draft, SECTIONS.c.position == position)
            .order_by(SECTIONS.c.version.desc())
        )
        return [_version(row) for row in rows]


def save_section(
    storage: Storage,
    user: User,
    report: int,
    position: int,
    blocks: Sequence[Block],
    *,
    draft: int,
    seen: int,
    how: str = "edited",
    narration: SectionRecord | None = None,
) -> int:
    """Keep a new version of a section and return its number; *seen* is the version its writer started from.

    What one person types without a longer pause is one version: a further save takes the place of the last one, under
    a new number. Raises OverwritingError where a newer one was saved since, NotAllowed, SignedReport.
    """
    with storage.writing() as connection:
        return add_version(
            connection, user, report, position, blocks, draft=draft, seen=seen, how=how, narration=narration
        )


def add_version(
    connection: Connection,
    user: User,
    report: int,
    position: int,
    blocks: Sequence[Block],
    *,
    draft: int,
    seen: int,
    how: str,
    narration: SectionRecord | None = None,
) -> int:
    """As :func:`save_section`, in a transaction that does something more."""
    report_to_change(connection, report)
    mine = (SECTIONS.c.draft_id == draft, SECTIONS.c.position == position)
    newest = connection.execute(
        select(SECTIONS).where(*mine).order_by(SECTIONS.c.version.desc()).limit(1)
    ).one_or_none()
    belongs = connection.execute(select(DRAFTS.c.report_id).where(DRAFTS.c.id == draft)).scalar() == report
    if newest is None or not belongs:
        raise ReportgenError("没有这一部分", remedy="请刷新页面。")
    demand_section(connection, user, report, section_part(newest.key, _alike_before(connection, draft, newest)))
    if newest.version != seen:
        raise OverwritingError(
            f"{newest.made_by} 已经保存了这一部分的新版本", remedy="请对照两个版本，再决定采用哪一个。"
        )
    going_on = how == newest.how == "edited" and newest.made_by == user.name and _lately(newest.made_at)
    if going_on:
        connection.execute(delete(SECTIONS).where(*mine, SECTIONS.c.version == seen))
    if narration is None and how in {"edited", "corrected"}:
        narration = record_from(newest.record)  # people's changes to a model's text do not hide where it came from
    _add_version(connection, draft, position, seen + 1, newest.key, blocks, user, how, narration)
    if not going_on:
        deed = Deed.RESTORED if how == "restored" else Deed.EDITED
        record(connection, user, deed, report=report, subject=f"section:{position}", after=str(seen + 1))
    return seen + 1


def _alike_before(connection: Connection, draft: int, part: Row[Any]) -> int:
    """How many parts with the same key stand before *part*."""
    alike = (SECTIONS.c.draft_id == draft, SECTIONS.c.key == part.key, SECTIONS.c.position < part.position)
    asked = select(func.count(SECTIONS.c.position.distinct())).where(*alike)
    return connection.execute(asked).scalar_one()


_PAUSE = timedelta(minutes=5)


def _lately(moment: str) -> bool:
    """Whether *moment* lies within the pause after which typing begins a new version."""
    return datetime.fromisoformat(now()) - datetime.fromisoformat(moment) < _PAUSE


def _newest_sections(connection: Connection, draft: int) -> tuple[SectionVersion, ...]:
    newest = (
        select(SECTIONS.c.position, func.max(SECTIONS.c.version).label("version"))
        .where(SECTIONS.c.draft_id == draft)
        .group_by(SECTIONS.c.position)
        .subquery()
    )
    rows = connection.execute(
        select(SECTIONS)
        .join(newest, (SECTIONS.c.position == newest.c.position) & (SECTIONS.c.version == newest.c.version))
        .where(SECTIONS.c.draft_id == draft)
        .order_by(SECTIONS.c.position)
    )
    return tuple(_version(row) for row in rows)


def _add_version(
    connection: Connection,
    draft: int,
    position: int,
    version: int,
    key: str,
    blocks: Sequence[Block],
    user: User,
    how: str,
    narration: SectionRecord | None = None,
) -> None:
    connection.execute(
        insert(SECTIONS).values(
            draft_id=draft, position=position, version=version, key=key,
            blocks=blocks_text(blocks), made_by=user.name, made_at=now(), how=how, record=record_text(narration),
        )
    )  # fmt: skip


def _version(row: Row[Any]) -> SectionVersion:
    values = {name: value for name, value in row._mapping.items() if name != "draft_id"}
    return SectionVersion(**{**values, "blocks": blocks_of(values["blocks"]), "record": record_from(values["record"])})


def _stored(row: Row[Any], sections: tuple[SectionVersion, ...]) -> StoredDraft:
    frame = json.loads(row.frame)
    return StoredDraft(
        number=row.id,
        entry_version=row.entry_version,
        made_by=row.made_by,
        made_at=row.made_at,
        title=line_from(frame["title"]),
        signature=runs_from(frame["signature"]),
        date=runs_from(frame["date"]),
        form=frame["form"],
        sections=sections,
        annexes=annexes_from(frame["annexes"]),
        facts=facts_from(row.facts),
        rows=rows_from(row.entry),
        notes=tuple(MergeNote(position, block, kind, tuple(lines)) for position, block, kind, lines in frame["notes"]),
    )
