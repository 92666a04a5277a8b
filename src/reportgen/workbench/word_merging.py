"""Word edits made outside (带回 Word 修改): an exported report, edited in Word or WPS, merged part by part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.documents.word_refresh import EditedReport, read_edited
from reportgen.errors import ReportgenError, UnreadableFileError
from reportgen.model.bound_text import BoundLine, BoundText, mark_of
from reportgen.model.draft import Block
from reportgen.refreshing.changed_cells import changed_cells
from reportgen.refreshing.merge import refresh
from reportgen.workbench.bound_draft import BoundPart, bound_part, merged_blocks, table_line
from reportgen.workbench.cell_proposals import proposal_of, put_cells
from reportgen.workbench.drafts import SectionVersion, newest_draft
from reportgen.workbench.merging import Merging, merging, notes_of
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import Proposed, propose
from reportgen.workbench.reports import get_report
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand


def bring_back(storage: Storage, user: User, report_number: int, file: Path, templates: Path) -> tuple[int, ...]:
    """Put what people wrote into the Word file beside the parts they changed; the positions of these parts.

    Figures they changed in tables wait beside the entry. What was changed in the browser meanwhile stays, too. Raises
    UnreadableFileError for anything but a report exported from here with its marks, ReportgenError where nothing in it
    was changed, NotAllowed.
    """
    demand(user, Right.WRITE)
    report = get_report(storage, report_number)
    draft = newest_draft(storage, report_number)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    edited = read_edited(file)
    evaluation, read = sound_evaluation(draft.rows, report.form, templates)
    at_work = replace(merging(evaluation.ledger, evaluation.ledger), old=edited.base.facts)
    proposed = [
        found
        for part, lines in _parts_of(edited, draft.sections)
        if (found := _merged(part, lines, edited, at_work, file.name)) is not None
    ]
    cells = changed_cells(edited.base, edited.lines, at_work.new)
    figures = [(proposal_of(each, evaluation.ledger, read), each.generated) for each in cells]
    waiting = put_cells(storage, user, report_number, f"从 Word 带回：{file.name}", figures)
    if not proposed and not waiting:
        raise ReportgenError(
            "文件里各部分的文字、表格里的数与工作台里的相同",
            remedy="请核对选的文件；表格里的文字不带回，请改填报数据。",
        )
    propose(storage, user, report_number, draft, proposed)
    return tuple(each.position for each in proposed)


def _parts_of(
    edited: EditedReport, parts: Sequence[SectionVersion]
) -> list[tuple[SectionVersion, tuple[BoundLine, ...]]]:
    """Each part and its lines in the Word file; a line without a mark belongs to the part that stands before it.

    Parts that are a heading alone share a key and hold nothing to bring back; what was written below such a heading
    belongs to the part behind it.
    """
    keys = Counter(part.key for part in parts)
    homes = {mark_of(part.key): part for part in parts if keys[part.key] == 1}
    headings = {mark_of(key) for key, count in keys.items() if count > 1}
    base_places = {line.place for line in edited.base.lines if line.place}
    found: dict[int, list[BoundLine]] = defaultdict(list)
    waiting: list[BoundLine] = []
    here: SectionVersion | None = None
    below_heading = False
    for line in edited.lines:
        marked = not line.table and line.place in base_places
        if marked:
            here = homes.get(line.place)
            below_heading = line.place in headings
        if here is not None:
            found[here.position] += [*waiting, line]
            waiting = []
        elif below_heading and not marked:
            waiting.append(line)
    if not found:
        raise UnreadableFileError(
            "文件里没有这份报告的部分", place="", remedy="请用从这份报告导出的 Word（不是清稿）修改后再带回。"
        )
    return [(part, tuple(found[part.position])) for part in parts if part.position in found]


def _merged(
    part: SectionVersion, lines: Sequence[BoundLine], edited: EditedReport, at_work: Merging, name: str
) -> Proposed | None:
    place = mark_of(part.key)
    base = _without_tables(part.key, _of_part(edited.base.lines, place))
    theirs = _without_tables(part.key, lines)
    standing = bound_part(part.key, part.blocks)
    if [line.text for line in theirs] == [line.text for line in base]:
        return None
    blocks_by_text: dict[str, Block | None] = {
        line.text: block for line, block in zip(standing.lines, standing.blocks, strict=True)
    }
    shaped = BoundPart(tuple(theirs), tuple(blocks_by_text.get(line.text) for line in theirs))
    plan = refresh(
        BoundText(tuple(base), dict(at_work.old)), shaped.lines, BoundText(standing.lines, dict(at_work.new)),
        at_work.new, at_work.judge,
    )  # fmt: skip
    blocks = merged_blocks(plan, shaped, standing)
    if blocks == part.blocks:
        return None
    return Proposed(
        position=part.position,
        blocks=blocks,
        how="merged",
        source=f"从 Word 带回：{name}",
        notes=notes_of(plan, part.position),
    )


def _of_part(lines: Sequence[BoundLine], place: str) -> list[BoundLine]:
    """The lines of a base that belong to the part *place*, its tables with it."""
    found, inside = [], False
    for line in lines:
        if not line.table and line.place:
            inside = line.place == place
        if inside:
            found.append(line)
    return found


def _without_tables(key: str, lines: Sequence[BoundLine]) -> list[BoundLine]:
    """*lines* with one line for each table, as of a part in the browser: tables follow the data."""
    made: list[BoundLine] = []
    numbers: dict[int, int] = {}
    for line in lines:
        if not line.table:
            made.append(line)
        elif line.table not in numbers:
            numbers[line.table] = len(numbers) + 1
            made.append(table_line(key, numbers[line.table]))
    return made
