"""Decisions of a review sheet written into the entry (采纳建议): all that was accepted, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.errors import EntryError, ReportgenError
from reportgen.model.indicator_change import IndicatorChange, key_of_row
from reportgen.model.indicator_review import DecidedProposal, Decision
from reportgen.model.indicators import Indicator
from reportgen.model.self_evaluation import SelfEvaluation

_UNFILLED = re.compile(r"【待填[^】]*】?|待填|【\s*】")
_WRITTEN = ("final_name", "final_value", "formula", "evidence", "basis")
_CELLS = {"final_name": ("own_name", "name"), "final_value": ("own_value", "value")}
_LABELS = {
    "final_name": "三级指标",
    "final_value": "指标值",
    "formula": "计算方法",
    "evidence": "佐证材料",
    "basis": "指标值确定依据",
}


@dataclass(frozen=True, slots=True)
class Applied:
    """The entry with what was accepted, the rows that changed now, and those that had been changed before."""

    entered: SelfEvaluation
    changed: tuple[Indicator, ...] = ()
    repeated: int = 0
    rejected: int = 0
    notices: tuple[str, ...] = ()


def apply_decisions(entered: SelfEvaluation, decided: Sequence[DecidedProposal], document: str = "") -> Applied:
    """*entered* with every accepted proposal in the place of its row; no other row is touched.

    *document* is the name of the entry's file: of a sheet about several files, among them this one, only the lines of
    this one are written, and the others are told in a notice.

    Raises EntryError listing each line that cannot be written: a blank left open, a row changed since the review, two
    candidates for one row, a row taken apart by half, nobody named as deciding.
    """
    decided, left = _of_document(decided, document)
    rejected = sum(each.decision is Decision.REJECT for each in decided)
    accepted = [each for each in decided if each.decision is not Decision.REJECT]
    by_row: dict[tuple[str, str], list[DecidedProposal]] = {}
    for each in accepted:
        by_row.setdefault((each.project, each.number), []).append(each)
    rows = {(row.project, row.number): row for row in entered.indicators}
    problems = [*_halved(decided)]
    changed: dict[tuple[str, str], tuple[Indicator, ...]] = {}
    changes: list[IndicatorChange] = []
    repeated = 0
    taken = {row.number for row in entered.indicators}
    for place, lines in by_row.items():
        row = rows.get(place)
        if row is not None and _written_before(entered, lines):
            repeated += len(lines)
            continue
        found = [*_problems(row, lines)]
        problems += found
        if row is None or found:
            continue
        made = _rewritten(row, lines, taken)
        taken |= {each.number for each in made}
        changed[place] = made
        changes += [_change(row, new, line) for new, line in zip(made, lines, strict=True)]
    if problems:
        raise EntryError(problems)
    indicators = tuple(new for row in entered.indicators for new in changed.get((row.project, row.number), (row,)))
    return Applied(
        entered=replace(entered, indicators=indicators, indicator_changes=(*entered.indicator_changes, *changes)),
        changed=tuple(new for made in changed.values() for new in made),
        repeated=repeated,
        rejected=rejected,
        notices=(*left, *_notices(rows, changed)),
    )


def _of_document(
    decided: Sequence[DecidedProposal], document: str
) -> tuple[Sequence[DecidedProposal], tuple[str, ...]]:
    """The lines about *document*, where the sheet names it, and a notice for those about other files."""
    named = {each.document for each in decided}
    if document not in named or len(named) == 1:
        return decided, ()
    others = sorted(named - {document})
    count = sum(each.document != document for each in decided)
    told = f"另有 {count} 行决定属于{'、'.join(others)}，没有写入；请用 --to 指定那个文件再运行一次"
    return [each for each in decided if each.document == document], (told,)


def _written_before(entered: SelfEvaluation, lines: Sequence[DecidedProposal]) -> bool:
    """Whether the same decisions stand in the entry already."""
    known = {
        (change.project, change.key, change.replacement, change.replacement_value)
        for change in entered.indicator_changes
    }
    return all((line.project, line.key, line.final_name, line.final_value) in known for line in lines)


def _problems(row: Indicator | None, lines: Sequence[DecidedProposal]) -> Iterator[ReportgenError]:
    first = lines[0]
    if row is None:
        yield ReportgenError(
            f"填报文件里没有这一行（指标序号 {first.number or '空'}）",
            place=first.place(),
            remedy="请核对审核表和填报文件是不是同一份；填报文件改过行次的，请重新生成审核表。",
        )
        return
    if key_of_row(row) != first.key:
        yield ReportgenError(
            f"指标“{row.called}”在审核之后改过，审核表已不适用",
            place=first.place("original_name"),
            remedy="请对现在的填报文件重新运行 reportgen indicators review，再作决定。",
        )
    if len(lines) > 1 and (not first.group or len({line.group for line in lines}) > 1):
        yield ReportgenError(
            f"指标“{row.called}”采纳了 {len(lines)} 个方案，只能采纳一个",
            place="；".join(line.place("decision") for line in lines),
            remedy="请只留一个采纳或修改，其余改为不采纳。",
        )
    for line in lines:
        yield from _of_line(line)


def _of_line(line: DecidedProposal) -> Iterator[ReportgenError]:
    for name in _WRITTEN:
        text: str = getattr(line, name)
        cell = next(
            (key for key in _CELLS.get(name, (name,)) if line.place(key) != line.place() and _cell(line, key)), name
        )
        if _UNFILLED.search(text):
            yield ReportgenError(
                f"{_LABELS[name]}里还有没填的内容“{_UNFILLED.search(text)[0]}”",  # type: ignore[index]
                place=line.place(cell),
                remedy="请把整个【…】换成查到的内容，或把决定改为不采纳。",
            )
    if not line.final_name:
        yield ReportgenError("三级指标是空的", place=line.place("name"), remedy="请填写三级指标，或把决定改为不采纳。")
    if not line.final_value or not re.search(r"[^≥≤><=%\s]", line.final_value):
        yield ReportgenError("指标值是空的", place=line.place("value"), remedy="请填写指标值，或把决定改为不采纳。")
    if not line.decided_by:
        yield ReportgenError("没有写决定人", place=line.place("decided_by"), remedy="请填写作决定的人。")


def _cell(line: DecidedProposal, key: str) -> bool:
    if key.startswith("own_"):
        return line.decision is Decision.MODIFY and bool(getattr(line, key))
    return True


def _halved(decided: Sequence[DecidedProposal]) -> Iterator[ReportgenError]:
    """The parts of a row taken apart are accepted together or not at all."""
    groups: dict[tuple[str, str, str], list[DecidedProposal]] = {}
    for line in decided:
        if line.group:
            groups.setdefault((line.project, line.number, line.group), []).append(line)
    for lines in groups.values():
        taken = [line for line in lines if line.decision is not Decision.REJECT]
        parts = _parts(lines)
        if taken and len(taken) < parts:
            yield ReportgenError(
                f"这一条拆成 {parts} 条，只采纳了 {len(taken)} 条",
                place="；".join(line.place("decision") for line in lines),
                remedy="拆分的几条请一起采纳，或一起不采纳。",
            )


def _parts(lines: Sequence[DecidedProposal]) -> int:
    """How many parts the group has, which its mark tells: 拆分12/2."""
    mark = re.search(r"/(\d+)$", lines[0].group)
    return int(mark[1]) if mark else len(lines)


def _rewritten(row: Indicator, lines: Sequence[DecidedProposal], taken: set[str]) -> tuple[Indicator, ...]:
    """The rows that stand in the place of *row*: the first keeps its number, weight and result."""
    first = _with(row, lines[0])
    rest = []
    used = set(taken)
    for line in lines[1:]:
        number = next(name for at in range(2, 1000) if (name := f"{row.number}-{at}") not in used)
        used.add(number)
        bare = Indicator(number=number, project=row.project, goal=row.goal, category=row.category)
        rest.append(_with(bare, line))
    return (first, *rest)


def _with(row: Indicator, line: DecidedProposal) -> Indicator:
    description = row.description if line.final_name == row.name else ""
    return replace(
        row,
        name=line.final_name,
        target_value=line.final_value,
        category=line.category or row.category,
        subcategory=line.subcategory or row.subcategory,
        formula=line.formula or row.formula,
        evidence=line.evidence or row.evidence,
        basis=line.basis or row.basis,
        description=description,
    )


def _change(row: Indicator, new: Indicator, line: DecidedProposal) -> IndicatorChange:
    return IndicatorChange(
        number=new.number,
        project=row.project,
        original=row.name,
        original_value=row.target_value,
        original_class="／".join(filter(None, (row.category, row.subcategory))),
        replacement=line.final_name,
        replacement_value=line.final_value,
        decision=line.decision.value,
        decided_by=line.decided_by,
        decided_on=line.decided_on,
        source=line.source,
        key=line.key,
    )


def _notices(
    rows: dict[tuple[str, str], Indicator], changed: dict[tuple[str, str], tuple[Indicator, ...]]
) -> Iterator[str]:
    for place, made in changed.items():
        row = rows[place]
        if len(made) > 1 and row.max_score is not None:
            yield f"“{row.called}”拆成了 {len(made)} 条，分值仍在第一条上，请重新分配分值"
        if row.actual_value and made[0].target_value != row.target_value:
            yield f"“{made[0].called}”的实际完成值“{row.actual_value}”是按原指标填的，请核对"
