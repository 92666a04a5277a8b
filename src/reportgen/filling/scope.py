"""Whose figures the cells of a form ask for (范围): the department's, or those of one project, in which unit."""

from __future__ import annotations

from reportgen.filling.accounts import NO_DATA, NO_PROJECT, Accounts
from reportgen.filling.answers import Answer, Answers
from reportgen.filling.blanks import Blank
from reportgen.filling.form_rows import name_key
from reportgen.importing.amounts import stated_unit
from reportgen.importing.indicator_words import goal_number
from reportgen.language.cell_text import label_key
from reportgen.language.table_heads import Budget, Label, budget_meaning
from reportgen.model.indicators import Project
from reportgen.model.source_document import Cell


class Scope:
    """What is known at one place of the form. *nobody* says that it asks for a project where none is left."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.accounts = Accounts()
        self.unit = ""
        self.project: Project | None = None
        self.nobody = False
        self.after_budget = False
        self._waiting = list(answers.entered.projects)

    def leave_project(self) -> None:
        """Go on with the department."""
        self.project, self.nobody = None, False

    def enter_project(self, printed: str) -> None:
        """Go on with the project *printed*, or with the next one where nothing is printed."""
        self.after_budget = False
        if printed:
            key = name_key(printed)
            known = {name_key(each.name): each for each in self.answers.entered.projects}
            known |= {label_key(each.code): each for each in self.answers.entered.projects if each.code}
            self.project = known.get(key)
        else:
            self.project = self._waiting[0] if self._waiting else None
        self.nobody = self.project is None
        if self.project in self._waiting:
            self._waiting.remove(self.project)

    def answer_cell(self, cell: Cell, blank: Blank | None, answer: Answer | None, asks: str) -> None:
        """Fill an empty cell, or tell why it stays."""
        if blank is not None and answer is not None:
            self.accounts.fill(cell.origin, blank, answer)
        elif blank is not None:
            self.accounts.leave(cell.origin, asks, self.why())
        elif answer is not None:
            self.accounts.printed(cell.origin, asks, cell.text, answer)

    def why(self) -> str:
        """Why a cell that is understood stays empty."""
        return NO_PROJECT if self.nobody else NO_DATA

    def labelled(self, meaning: Label, words: str, context: str) -> Answer | None:
        """What stands beside a label; *context* may state the unit."""
        if self.nobody:
            return None
        key = label_key(words)
        unit = stated_unit(context) or self.unit
        if self.project is None:
            if meaning is Label.TOTAL:
                return self.answers.fact("score.total")
            if meaning is Label.REASON and self.after_budget:
                return self.answers.joined(f"budget.total.{f}" for f in ("deviation_reason", "improvement_measures"))
            money = budget_meaning(key)
            if meaning in {Label.BUDGET, Label.EXPENDITURE} and money is not None:
                return self.answers.budget(("合计", "合计"), money, "", unit, None)
            if meaning in {Label.FISCAL, Label.OTHER_FUNDS}:
                source = "财政拨款" if meaning is Label.FISCAL else "其他资金"
                return self.answers.budget((source, "合计"), Budget.ADJUSTED, "", unit, None)
            if meaning in {Label.GOAL, Label.ACHIEVED}:
                return self.answers.department_goal(goal_number(words), achieved=meaning is Label.ACHIEVED)
        elif meaning in {Label.GOAL, Label.ACHIEVED}:
            return self.answers.project_goals(self.project, achieved=meaning is Label.ACHIEVED)
        return self.answers.label(meaning, words, unit, self.project)
