"""Rows that name their values in the cell beside them (标签与值): 项目名称｜…｜预算数｜…."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.importing.rows import Item, Row
from reportgen.language.cell_text import clean, label_key, number_of
from reportgen.language.table_heads import Label, label_meaning

_INLINE = re.compile(r"^\s*(?P<label>[^:：\n]{2,16})[:：](?P<value>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the items that follow it up to the next label."""

    meaning: Label
    label: Item
    values: tuple[Item, ...]


def labelled(row: Row) -> tuple[tuple[Labelled, ...], Row]:
    """The labels of *row* with their values, and the items before the first label.

    A cell that holds label and value at once (``单位名称：某局``) counts as both.
    """
    pairs: list[tuple[Label, Item, list[Item]]] = []
    before: list[Item] = []
    for item in row:
        inline = _inline(item)
        names = inline is not None and inline[0] in _TAKES_ANY_TEXT
        meaning = None if names or number_of(item.text) is not None else label_meaning(item.key)
        if meaning is not None and not (pairs and _must_be_value(pairs[-1], item)):
            pairs.append((meaning, item, []))
            continue
        if inline is not None:
            pairs.append((inline[0], item, [inline[1]]))
        elif pairs:
            pairs[-1][2].append(item)
        else:
            before.append(item)
    return tuple(Labelled(meaning, item, tuple(values)) for meaning, item, values in pairs), tuple(before)


_TAKES_ANY_TEXT = frozenset({Label.PROJECT_NAME, Label.UNIT_NAME, Label.DEPARTMENT, Label.SUPERIOR, Label.FUND_USE})


def _must_be_value(last: tuple[Label, Item, list[Item]], item: Item) -> bool:
    """Whether *item*, though it reads like a label, can only be the value of the label before it."""
    meaning, _, values = last
    return meaning in _TAKES_ANY_TEXT and not values and label_meaning(item.key) in {Label.BLOCK, Label.NOTE}


def _inline(item: Item) -> tuple[Label, Item] | None:
    text = clean(item.text)
    found = _INLINE.match(text)
    if found is None:
        return None
    key = label_key(found.group("label"))
    meaning = label_meaning(key)
    if meaning is None or meaning in {Label.BLOCK, Label.MONEY_UNIT}:
        return None
    value = found.group("value").strip()
    return meaning, Item(item.column, value, label_key(value), item.origin)
