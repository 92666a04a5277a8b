"""人员 in a form: tables of classes of staff with 编制 and 实有, and labels that ask for their totals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportgen.filling.answers import Answer
from reportgen.filling.blanks import blank_cell
from reportgen.filling.scope import Scope
from reportgen.importing.rows import Row, own
from reportgen.language.cell_text import label_key, one_line
from reportgen.language.table_heads import Label, label_meaning
from reportgen.model.fact_ids import staff_id
from reportgen.model.source_document import Cell

# “编制” alone may ask who made the form; beside “实有” at the head of a table it asks for posts.
_POSTS, _PERSONS = r"(?:核定|人员|部门)*编制", r"(?:年末|期末)?(?:实有|在职|在编|在岗)(?:在职|在编|在岗)?"
_COUNTED = "(?:总?人?数|人员数?|职工人?数?)"
_FIELDS = (
    ("authorized", re.compile(f"{_POSTS}{_COUNTED}"), re.compile(f"{_POSTS}{_COUNTED}?")),
    ("actual", re.compile(f"{_PERSONS}{_COUNTED}"), re.compile(f"{_PERSONS}{_COUNTED}?")),
)
_AROUND_CLASS = re.compile("^其中|(?:人员|编制|职工|人数|身份)+$")
_ALL = {"总计": "合计", "总数": "合计", "总人数": "合计", "": "合计"}


def asked_total(scope: Scope, words: str) -> Answer | None:
    """What a label such as 编制人数 or 实有人数 asks for: the total of all staff."""
    key = label_key(words)
    field = next((field for field, label, _ in _FIELDS if label.fullmatch(key)), "")
    if not field or scope.project is not None or scope.nobody:
        return None
    return scope.answers.bare(f"{staff_id('合计')}.{field}")


def staff_columns(row: Row, cells: Sequence[Cell]) -> dict[int, str]:
    """Column → field, where *row* heads a table of staff; empty where it does not."""
    if any(blank_cell(cell.text) is not None for cell in cells if not cell.covered):
        return {}
    found = {item.column: field for item in own(row) for field, _, head in _FIELDS if head.fullmatch(item.key)}
    return found if len(set(found.values())) == len(_FIELDS) else {}


def answer_staff(scope: Scope, columns: Mapping[int, str], row: Row, cells: Sequence[Cell]) -> bool:
    """Answer the *cells* of one class of staff; whether *row* is one."""
    labels = [item for item in row if item.column < min(columns)]
    if not labels:
        return False
    key = labels[-1].key
    known = {_class_of(label_key(each.staff_class)): each.staff_class for each in scope.answers.entered.staff}
    staff_class = known.get(_class_of(key))
    if staff_class is None and label_meaning(key) not in {None, Label.TOTAL}:
        return False
    under = [(cells[column], field) for column, field in columns.items() if column < len(cells)]
    if not any(blank_cell(cell.text) is not None for cell, _ in under if not cell.covered):
        return False
    for cell, field in under:
        if cell.covered:
            continue
        answer = scope.answers.bare(f"{staff_id(staff_class)}.{field}") if staff_class is not None else None
        scope.answer_cell(cell, blank_cell(cell.text), answer, f"{one_line(labels[-1].text)}的{_NAMES[field]}")
    if staff_class is not None:
        scope.accounts.placed.add(f"{staff_id(staff_class)}.staff_class")
    return True


_NAMES = {"authorized": "编制人数", "actual": "实有人数"}


def _class_of(key: str) -> str:
    """The name of a class of staff however it is called: 行政编制人员, 其中：行政."""
    bare = _AROUND_CLASS.sub("", _AROUND_CLASS.sub("", key))
    return _ALL.get(bare, bare)
