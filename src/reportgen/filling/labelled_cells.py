"""Labels of a form with the empty cells beside or below them, and blanks inside a line (标签与空格)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.filling.accounts import BY_HAND, UNKNOWN
from reportgen.filling.answers import Answer
from reportgen.filling.blanks import blank_cell, box_of, columns_of, labelled_blanks, year_blank
from reportgen.filling.scope import Scope
from reportgen.filling.staff import asked_total
from reportgen.importing.headers import Header
from reportgen.language.cell_text import label_key, one_line
from reportgen.language.table_heads import Column, Label, label_meaning
from reportgen.model.source_document import Cell, Grid, TextParagraph

LONGEST_LINE = 120
_PRINTED_YEAR = re.compile(r"(20\d\d)\s*年度?")
_IN_LINES = frozenset(
    {Label.BLOCK, Label.NOTE, Label.MONEY_UNIT, Label.UNSUPPORTED, Label.BUDGET_GROUP, Label.PLAN_GROUP}
)


class LabelledCells:
    """Answers labels within one scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def inside(self, place: TextParagraph | Cell) -> bool:
        """Answer the blanks inside a line or cell that has words of its own; whether there were any."""
        text = place.text
        year, blank = self._scope.answers.year(), year_blank(text)
        if year and blank:
            self._scope.accounts.fill(place.origin, blank, year)
            return True
        printed = _PRINTED_YEAR.search(text)
        if year and printed and "表" in text and len(text) <= LONGEST_LINE // 2 and printed[1] != year.text:
            self._scope.accounts.leave(
                place.origin, "年度", f"表上印的是{printed[1]}年，填报数据是{year.text}年，没有改"
            )
        rating = self._scope.answers.fact("score.rating") if self._scope.project is None else None
        if rating and (box := box_of(text, rating.text)):
            self._scope.accounts.fill(place.origin, box, Answer("☑", rating.facts))
            return True
        found = False
        for each in labelled_blanks(text):
            if each.meaning in _IN_LINES:
                continue
            found = True
            answer = self._scope.labelled(each.meaning, each.label, text)
            if answer is None:
                self._scope.accounts.leave(place.origin, each.label, self._scope.why())
                continue
            if not each.last:
                room = columns_of(text[each.blank.start : each.blank.end]) - columns_of(answer.text)
                answer = Answer(answer.text + " " * max(room, 4), answer.facts)
            self._scope.accounts.fill(place.origin, each.blank, answer)
        return found

    def labels_above(self, number: int, grid: Grid, placed: Sequence[tuple[int, Cell]]) -> bool:
        """Answer labels whose values stand in the row below; whether these are such labels."""
        if number + 1 >= len(grid.rows) or len(placed) < 2:
            return False
        below = {column: cell for column, cell in enumerate(grid.rows[number + 1]) if not cell.covered}
        columns = [column for column, _ in placed]
        if sorted(below) != columns or any(blank_cell(cell.text) is None for cell in below.values()):
            return False
        meanings = [label_meaning(label_key(cell.text)) for _, cell in placed]
        if not any(meanings):
            return False
        for (column, cell), meaning in zip(placed, meanings, strict=True):
            self.beside(cell, meaning, [below[column]])
        return True

    def beside(
        self, label: Cell | None, meaning: Label | None, blanks: Sequence[Cell], scores: Header[Column] | None = None
    ) -> None:
        """Answer the empty cells behind one label."""
        if not blanks:
            return
        words = one_line(label.text) if label is not None else ""
        if meaning is Label.TOTAL and self._scope.project is None:
            self._total(words, blanks, scores)
            return
        for position, cell in enumerate(blanks):
            answer = None
            if meaning is not None and label is not None and position == 0:
                answer = self._scope.labelled(meaning, label.text, label.text)
            elif label is not None and position == 0:
                answer = asked_total(self._scope, label.text)
            blank = blank_cell(cell.text)
            if answer is not None and blank is not None:
                self._scope.accounts.fill(cell.origin, blank, answer)
            elif meaning is Label.UNSUPPORTED:
                self._scope.accounts.leave(cell.origin, words, BY_HAND)
            elif meaning is not None and position == 0 and meaning not in _IN_LINES:
                self._scope.accounts.leave(cell.origin, words, self._scope.why())
            else:
                self._scope.accounts.leave(cell.origin, f"“{words[:20]}”旁边" if words else "", UNKNOWN)

    def _total(self, words: str, blanks: Sequence[Cell], scores: Header[Column] | None) -> None:
        """总分: full marks and score under their columns, else the score alone or both in order."""
        ids = ("score.max_total", "score.total")
        named = {Column.MAX_SCORE: ids[0], Column.SCORE: ids[1]}
        under = [scores.at((cell.origin.column or 1) - 1) if scores else None for cell in blanks]
        if any(each in named for each in under):
            asked = [named.get(each, "") if each else "" for each in under]
        else:
            asked = list(ids[-len(blanks) :]) if len(blanks) <= 2 else [""] * len(blanks)
        has_total = self._scope.answers.fact(ids[1]) is not None  # full marks alone say nothing
        for cell, fact in zip(blanks, asked, strict=True):
            answer = self._scope.answers.fact(fact) if fact and has_total else None
            self._scope.answer_cell(cell, blank_cell(cell.text), answer, words) if fact else self._scope.accounts.leave(
                cell.origin, f"“{words}”旁边", UNKNOWN
            )
