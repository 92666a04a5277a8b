"""A figure typed into a table is found, whatever became of its bookmark; a cell nobody touched is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.bound_text import BoundFigure, BoundLine, BoundText, FigureMark, KnownFact
from reportgen.refreshing.changed_cells import ChangedCell, changed_cells

FACT = "indicator.1.actual_value"
NAME = KnownFact("indicator.1.name", "名称", "培训人数", "培训人数")


def fact(text: str, value: str) -> KnownFact:
    return KnownFact(FACT, "实际完成值", "培训人数", text, value, "人")


def row(cell: str, *, bound: bool = True) -> tuple[BoundLine, BoundLine]:
    figures = (BoundFigure(0, len(cell), FigureMark("m", "74人", "s"), FACT),) if bound else ()
    return (
        BoundLine(text="培训人数", table=1, row=2, column=1, row_mark="r"),
        BoundLine(text=cell, figures=figures, table=1, row=2, column=2, row_mark="r"),
    )


BASE = BoundText(row("74人"), {FACT: fact("74人", "74"), NAME.id: NAME})
FACTS = {FACT: fact("74人", "74"), NAME.id: NAME}


@pytest.mark.parametrize("edited", [row("75人"), row("75人", bound=False)])
def test_a_figure_typed_into_a_cell_is_found_with_and_without_its_bookmark(edited):
    assert changed_cells(BASE, edited, FACTS) == (ChangedCell(1, FACT, "74人", "75人", 1, 2, 2),)


def test_an_emptied_cell_is_found():
    (found,) = changed_cells(BASE, row("", bound=False), FACTS)

    assert (found.written, found.place) == ("", "第1个表格第2行第2列")


@pytest.mark.parametrize("edited", [row("74人"), row("74 人"), row("74", bound=False)])
def test_the_same_figure_in_another_form_is_no_change(edited):
    assert changed_cells(BASE, edited, FACTS) == ()


def test_what_the_data_of_today_say_is_no_change():
    assert changed_cells(BASE, row("75人", bound=False), {FACT: fact("75人", "75"), NAME.id: NAME}) == ()


def test_a_cell_nobody_touched_is_none_whatever_the_data_say():
    assert changed_cells(BASE, row("74人"), {FACT: fact("75人", "75"), NAME.id: NAME}) == ()


def test_words_typed_beside_a_figure_that_is_still_bound_are_no_other_figure():
    figure = BoundFigure(0, 3, FigureMark("m", "74人", "s"), FACT)
    name, cell = row("74人（含复训）")
    edited = (name, replace(cell, figures=(figure,)))

    assert changed_cells(BASE, edited, {FACT: fact("78人", "78"), NAME.id: NAME}) == ()
