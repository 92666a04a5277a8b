"""What the entered data answer to a cell of a form: the words of a fact, an amount in the unit the form asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from reportgen.language.cell_text import number_of
from reportgen.language.table_heads import Budget, Column, Goal, Label
from reportgen.model.fact_ids import goal_id, group_id, indicator_id, plan_id, project_id
from reportgen.model.facts import FactLedger
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.self_evaluation import SelfEvaluation, budget_key
from reportgen.quantities.quantity import format_number
from reportgen.quantities.target_values import TargetKind, split_target_value
from reportgen.quantities.units import unit_named

_MONEY_PLACES = 2
_NO_TEXTS: Mapping[Label, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """Words for a cell, the *facts* they state, and the one fact they state as the ledger writes it."""

    text: str
    facts: tuple[str, ...] = ()
    bound: str = ""


_INDICATOR_FIELDS = {
    Column.CATEGORY: "category",
    Column.SUBCATEGORY: "subcategory",
    Column.NAME: "name",
    Column.DESCRIPTION: "description",
    Column.FORMULA: "formula",
    Column.TARGET: "target_value",
    Column.ACTUAL: "actual_value",
    Column.MAX_SCORE: "max_score",
    Column.SCORE: "score",
    Column.MEASURE: "improvement_measures",
    Column.BASIS: "basis",
    Column.EVIDENCE: "evidence",
    Column.PREVIOUS: "previous_actual",
}
_OTHER_COLUMNS = (
    (re.compile(r"(?:完成|达标)?(?:完成率|完成程度|完成比例|完成百分比)"), "completion"),
    (re.compile(r"得分(?:系数|率)"), "score_coefficient"),
)
_BUDGET_FIELDS = {
    Budget.ORIGINAL: "original_budget",
    Budget.ADJUSTED: "adjusted_budget",
    Budget.ACTUAL: "actual_expenditure",
    Budget.PREVIOUS: "previous_actual",
}
_PROJECT_FIELDS = {
    ("total", Budget.ORIGINAL): "original_budget",
    ("total", Budget.ADJUSTED): "budget",
    ("total", Budget.ACTUAL): "actual_expenditure",
    ("total", Budget.FISCAL): "fiscal_appropriation",
    ("total", Budget.OTHER_FUNDS): "other_funds",
    ("fiscal", Budget.ADJUSTED): "fiscal_appropriation",
    ("fiscal", Budget.ACTUAL): "fiscal_expenditure",
    ("carry_over", Budget.ADJUSTED): "carry_over",
    ("carry_over", Budget.ACTUAL): "carry_over_expenditure",
    ("other", Budget.ADJUSTED): "other_funds",
    ("other", Budget.ACTUAL): "other_expenditure",
}
_GOAL_FIELDS = {
    Goal.NUMBER: "number",
    Goal.PLANNED: "text",
    Goal.ACHIEVED: "achieved",
    Goal.MEASURE: "improvement_measures",
}
_DEPARTMENT_LABELS = {
    Label.DEPARTMENT: "department.name",
    Label.BUDGET_CODE: "department.budget_code",
    Label.CONTACT: "department.contact",
    Label.PHONE: "department.phone",
    Label.REPORT_DATE: "department.report_date",
    Label.RATING: "score.rating",
    Label.RESULT_USE: "conclusion.result_use",
    Label.PUBLICATION: "conclusion.publication",
}
_PROJECT_LABELS = {
    Label.PROJECT_NAME: "name",
    Label.PROJECT_CODE: "code",
    Label.UNIT_NAME: "unit_name",
    Label.FUND_USE: "fund_use",
    Label.RATING: "rating",
}


class Answers:
    """Answers from the entered data and the ledger. *texts* are passages for labels nobody answered in the entry."""

    def __init__(self, entered: SelfEvaluation, ledger: FactLedger, texts: Mapping[Label, str] = _NO_TEXTS) -> None:
        self.entered = entered
        self.ledger = ledger
        self._texts = texts

    # -- facts ----------------------------------------------------------------------------------------------

    def fact(self, fact_id: str) -> Answer | None:
        """The fact as the ledger writes it."""
        fact = self.ledger.get(fact_id)
        return Answer(fact.text, (fact_id,), fact_id) if fact is not None and fact.text else None

    def bare(self, fact_id: str) -> Answer | None:
        """The fact without the unit behind its number: 94.56% → 94.56."""
        fact = self.ledger.get(fact_id)
        if fact is None or fact.quantity is None:
            return None
        return Answer(fact.text.removesuffix(fact.quantity.unit.symbol), (fact_id,), fact_id)

    def money(self, fact_id: str, unit: str) -> Answer | None:
        """An amount in *unit*, exact and with at least two decimals; without a unit as the entry has it.

        Only where the digits are the ledger's own is the figure bound, for a refresh writes those.
        """
        fact = self.ledger.get(fact_id)
        if fact is None or fact.quantity is None:
            return None
        own = self.entered.department.money_unit
        value = fact.quantity.to(unit_named(unit or own)).value.normalize()
        exponent = value.as_tuple().exponent
        places = max(_MONEY_PLACES, -exponent if isinstance(exponent, int) else 0)
        text = format_number(value, places)
        bound = fact_id if text == fact.text.removesuffix(own) and unit in {"", own} else ""
        # tables that state no unit are read in 万元
        return Answer(text if unit or own == "万元" else f"{text}{own}", (fact_id,), bound)

    def joined(self, fact_ids: Iterable[str]) -> Answer | None:
        """Several passages in one cell."""
        known = [fact for each in fact_ids if (fact := self.ledger.get(each)) is not None and fact.text]
        if len(known) == 1:
            return Answer(known[0].text, (known[0].id,), known[0].id)
        passages = [fact.text.rstrip("。；;") for fact in known]
        return Answer("；".join(passages) + "。", tuple(fact.id for fact in known)) if known else None

    # -- rows -----------------------------------------------------------------------------------------------

    def indicator(self, indicator: Indicator, column: Column, key: str, beside: frozenset[Column]) -> Answer | None:
        """What *column*, headed *key*, says of *indicator* where the columns *beside* it stand in the table."""
        prefix = indicator_id(indicator.number)
        if column is Column.BLOCK:
            return Answer(f"绩效目标{indicator.goal}", (f"{prefix}.goal",)) if indicator.goal else None
        if column is Column.WEIGHT:
            return self.fact(f"{group_id('score', 'category', indicator.category)}.max_score")
        if column is Column.REASON:
            fields = [
                "deviation_reason",
                *([] if Column.MEASURE in beside else ["improvement_measures"]),
                "score_reason",
            ]
            return self.joined(f"{prefix}.{field}" for field in fields)
        if column is Column.OTHER:
            field = next((field for pattern, field in _OTHER_COLUMNS if pattern.fullmatch(key)), "")
            return self.fact(f"{prefix}.{field}") if field else None
        if column in {Column.COMPARATOR, Column.UNIT, Column.TARGET, Column.ACTUAL}:
            return self._value(indicator, prefix, column, beside)
        field = _INDICATOR_FIELDS.get(column, "")
        return self.fact(f"{prefix}.{field}") if field else None

    def _value(self, indicator: Indicator, prefix: str, column: Column, beside: frozenset[Column]) -> Answer | None:
        """A value whose symbol and unit may have columns of their own."""
        target, actual = self.fact(f"{prefix}.target_value"), self.fact(f"{prefix}.actual_value")
        if column is Column.ACTUAL:
            actual = actual or self.fact(f"{prefix}.attainment_band")
            if actual is None or Column.UNIT not in beside or target is None:
                return actual
            return _without(actual, split_target_value(target.text)[2])
        if target is None:
            return None
        symbol, number, unit = split_target_value(target.text)
        if column is Column.COMPARATOR:
            in_words = indicator.target.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO}
            return Answer("定性" if in_words else symbol, target.facts) if in_words or symbol else None
        if column is Column.UNIT:
            return Answer(unit, target.facts) if unit else None
        parts = ("" if Column.COMPARATOR in beside else symbol, number, "" if Column.UNIT in beside else unit)
        text = "".join(parts)
        return target if text == target.text else Answer(text, target.facts)

    def goal(self, goal: PerformanceGoal, meaning: Goal, beside: frozenset[Goal]) -> Answer | None:
        """What a column of a goal table says of *goal*."""
        prefix = goal_id(goal.number, goal.project)
        if meaning is Goal.REASON:
            fields = ["deviation_reason", *([] if Goal.MEASURE in beside else ["improvement_measures"])]
            return self.joined(f"{prefix}.{field}" for field in fields)
        field = _GOAL_FIELDS.get(meaning, "")
        return self.fact(f"{prefix}.{field}") if field else None

    def budget(
        self, line: tuple[str, str], meaning: Budget, head: str, unit: str, project: Project | None
    ) -> Answer | None:
        """What a cell of a budget table says; *line* is 资金来源 and 支出类别, *head* the words over the column."""
        key = "carry_over" if "结转" in line[0] else budget_key(*line)
        prefix = project_id(project.number) if project else f"budget.{key}"
        if meaning is Budget.RATE:
            whole = f"{prefix}.execution_rate" if not project or key == "total" else ""
            return self.bare(whole) if re.search("[%％]", head) else self.fact(whole)
        if meaning in {Budget.MAX_SCORE, Budget.SCORE}:
            field = "max_score" if meaning is Budget.MAX_SCORE else "score"
            scored = f"{prefix}.execution_{field}" if project else f"score.execution.{field}"
            return self.fact(scored) if key == "total" else None
        if meaning is Budget.REASON:
            fields = ("deviation_reason", "improvement_measures")
            return self.joined(f"{prefix}.{field}" for field in fields) if not project or key == "total" else None
        if meaning is Budget.USE:
            return self.fact(f"{prefix}.fund_use") if project else None
        if project:
            field = _PROJECT_FIELDS.get((key, meaning), "")
            return self.money(f"{prefix}.{field}", unit) if field else None
        if meaning in {Budget.FISCAL, Budget.OTHER_FUNDS}:
            part = "fiscal" if meaning is Budget.FISCAL else "other"
            return self.money(f"budget.{part}.adjusted_budget", unit) if key == "total" else None
        field = _BUDGET_FIELDS.get(meaning, "")
        return self.money(f"{prefix}.{field}", unit) if field else None

    def project_name(self, project: Project) -> Answer | None:
        """项目名称."""
        return self.fact(f"{project_id(project.number)}.name")

    def planned_share(self, project: Project, by: str) -> Answer | None:
        """累计支出比例 of *project* at the time point *by*."""
        known = {_folded(point.by): point.by for point in self.entered.payment_plan if point.project == project.number}
        point = known.get(_folded(by))
        return self.fact(f"{plan_id(project.number, point)}.share") if point else None

    # -- labels ---------------------------------------------------------------------------------------------

    def label(self, meaning: Label, words: str, unit: str, project: Project | None) -> Answer | None:
        """What stands beside the label *words* that means *meaning*."""
        if meaning is Label.CONTACT and re.search("电话|方式", words):
            contact, phone = self.fact("department.contact"), self.fact("department.phone")
            both = [each for each in (contact, phone) if each]
            return Answer(" ".join(each.text for each in both), tuple(each.facts[0] for each in both)) if both else None
        if project is not None:
            found = self._label_of_project(meaning, unit, project)
            if found is not None or meaning not in _DEPARTMENT_LABELS or meaning is Label.RATING:
                return found
        if meaning is Label.YEAR:
            return self._year(words)
        if meaning in _DEPARTMENT_LABELS:
            return self.fact(_DEPARTMENT_LABELS[meaning]) or self._text(meaning)
        if meaning is Label.SUBORDINATE_UNITS:
            return self.bare("department.subordinate_units")
        if meaning in {Label.BASIC, Label.PROJECTS}:
            return self.money(f"budget.{'basic' if meaning is Label.BASIC else 'project'}.adjusted_budget", unit)
        if meaning is Label.DUTIES:
            return self._list([f"duty.{number}.text" for number, _ in enumerate(self.entered.duties, start=1)])
        if meaning in {Label.PROBLEMS, Label.MEASURE}:
            field = "problem" if meaning is Label.PROBLEMS else "measure"
            ids = [f"problem.{number}.{field}" for number, _ in enumerate(self.entered.problems, start=1)]
            return self._list(ids) or self._text(meaning)
        if meaning is Label.CONCLUSION:
            entered = self.entered.conclusion.text
            return Answer(entered, ("conclusion.text",)) if entered else self._text(meaning)
        return None

    def year(self) -> Answer | None:
        """The year evaluated, in digits."""
        year = self.entered.department.year
        return Answer(str(year), ("department.year",)) if year else None

    def department_goal(self, number: str, *, achieved: bool) -> Answer | None:
        """The goal *number* beside its label, or all of them where the label names none."""
        goals = self.entered.department_goals
        wanted = [each for each in goals if each.number == number] if number else goals
        return self._goals(wanted, achieved)

    def project_goals(self, project: Project, *, achieved: bool) -> Answer | None:
        """The goals of *project* in one cell."""
        return self._goals([each for each in self.entered.goals if each.project == project.number], achieved)

    def _goals(self, goals: Sequence[PerformanceGoal], achieved: bool) -> Answer | None:
        field = "achieved" if achieved else "text"
        return self._list([f"{goal_id(each.number, each.project)}.{field}" for each in goals])

    def _year(self, words: str) -> Answer | None:
        year = self.year()
        return year and Answer(f"{year.text}{'年度' if '年度' in words else '年'}", year.facts)

    def _label_of_project(self, meaning: Label, unit: str, project: Project) -> Answer | None:
        prefix = project_id(project.number)
        if meaning in _PROJECT_LABELS:
            return self.fact(f"{prefix}.{_PROJECT_LABELS[meaning]}")
        if meaning is Label.SUPERIOR:
            return self.fact("department.name")
        if meaning is Label.TOTAL:
            return self.fact(f"{prefix}.total_score")
        if meaning in {Label.REASON, Label.MEASURE}:
            return self.fact(f"{prefix}.{'deviation_reason' if meaning is Label.REASON else 'improvement_measures'}")
        part = {Label.BUDGET: Budget.ADJUSTED, Label.FISCAL: Budget.FISCAL, Label.OTHER_FUNDS: Budget.OTHER_FUNDS}
        part[Label.EXPENDITURE] = Budget.ACTUAL
        if meaning in part:
            return self.money(f"{prefix}.{_PROJECT_FIELDS['total', part[meaning]]}", unit)
        return None

    def _text(self, meaning: Label) -> Answer | None:
        text = self._texts.get(meaning, "")
        return Answer(text) if text else None

    def _list(self, fact_ids: list[str]) -> Answer | None:
        """Passages one below the other, numbered where they are several."""
        known = [fact for each in fact_ids if (fact := self.ledger.get(each)) is not None and fact.text]
        if len(known) == 1:
            return Answer(known[0].text, (known[0].id,), known[0].id)
        lines = [f"{number}.{fact.text}" for number, fact in enumerate(known, start=1)]
        return Answer("\n".join(lines), tuple(fact.id for fact in known)) if known else None


def _without(answer: Answer, unit: str) -> Answer:
    """*answer* without the *unit* that has a column of its own, if nothing but a number is left."""
    text = answer.text.removesuffix(unit) if unit else answer.text
    return Answer(text, answer.facts) if text != answer.text and number_of(text) is not None else answer


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def same_value(printed: str, answer: str) -> bool:
    """Whether a cell of the form already says what would be written into it: 5 and 5.00, ≥90％ and ≥90%."""
    left, right = (re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text)) for text in (printed, answer))
    if left == right:
        return True
    numbers = [number_of(re.sub(r"(?:万元|元|分|%)$", "", text)) for text in (left, right)]
    same_unit = re.sub(r"[\d.+-]", "", left) == re.sub(r"[\d.+-]", "", right)
    return same_unit and isinstance(numbers[0], Decimal) and numbers[0] == numbers[1]
