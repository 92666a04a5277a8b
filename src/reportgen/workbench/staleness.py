"""Whether a draft still says what the entered data say (数据有变): decisions about findings do not change a figure."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.entry_rows import EntryRow, read_rows
from reportgen.workbench.storage import Storage

NOT_STATED = frozenset({"dismissals", "indicator_changes"})  # 不处理的问题, 指标修改: no report states them


def is_stale(draft: StoredDraft, rows: Sequence[EntryRow]) -> bool:
    """Whether *rows*, the data as they stand, have something that *draft* was not made from."""
    return _stated(draft.rows) != _stated(rows)


def is_stale_now(storage: Storage, report: int, draft: StoredDraft) -> bool:
    """Whether the report's data have changed since *draft* was made, otherwise than by decisions about findings."""
    return is_stale(draft, read_rows(storage, report))


def _stated(rows: Sequence[EntryRow]) -> list[tuple[str, dict[str, str]]]:
    cells = [(row.subject, {name: text for name, text in row.cells.items() if text}) for row in rows]
    return [(subject, texts) for subject, texts in cells if texts and subject not in NOT_STATED]
