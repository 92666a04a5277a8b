"""Who writes which part of the text (谁写哪一部分): editors all of them, who fills in those given to him or her."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.workbench.assignments import parts_of, section_part
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User


def assignable_parts(draft: StoredDraft) -> Mapping[int, str]:
    """Position → what the part is called in assignments; a heading alone is nobody's part."""
    seen: dict[str, int] = {}
    found = {}
    for each in draft.sections:
        if each.key:
            found[each.position] = section_part(each.key, seen.get(each.key, 0))
            seen[each.key] = seen.get(each.key, 0) + 1
    return found


def writable_parts(storage: Storage, user: User, report: int, draft: StoredDraft) -> frozenset[int]:
    """The positions of the parts whose text *user* may change: all, or those given to who only fills in."""
    if user.may(Right.WRITE):
        return frozenset(each.position for each in draft.sections)
    names = assignable_parts(draft)
    with storage.reading() as connection:
        mine = parts_of(connection, user, report)
    return frozenset(position for position, name in names.items() if name in mine)
