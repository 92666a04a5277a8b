"""The conclusion against the table (结论与表): 执行率, total and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.figures import figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number, round_half_up

_TOTAL_TOLD = re.compile(
    r"(?:总分(?!值)|总得分|自评得分|综合得分|自评分)(?:为|是)?[^，。；\d]{0,4}(?P<score>\d+(?:\.\d+)?)\s*分"
)
_SCORE_TOLD = re.compile(
    r"(?<!执行)(?<!指标)(?<!产出)(?<!效益)(?<!满意度)得分(?:为|是)?[^，。；\d]{0,4}(?P<score>\d+(?:\.\d+)?)\s*分"
)


def conclusion_figures(paper: Paper) -> Iterator[Finding]:
    """CONCLUSION_VS_TABLE: rate, total and grade in the words of the conclusion against the table."""
    entered = paper.entered
    conclusion = entered.conclusion
    text = conclusion.text
    line = entered.budget_line()
    if not text:
        return
    rate = re.search(r"执行率[^，。；\d]{0,6}(?P<rate>\d+(?:\.\d+)?)\s*%", text)
    if rate and line is not None and line.stated_execution_rate is not None:
        stated, said = line.stated_execution_rate.value, Decimal(rate["rate"])
        exponent = said.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        place = paper.place(conclusion.origin("text"), rate.group())
        table = paper.place(line.origin("stated_execution_rate"))
        if round_half_up(stated, places) != said:
            yield found(
                "CONCLUSION_VS_TABLE",
                Severity.ERROR,
                f"结论写执行率{rate['rate']}%，表中执行率{stated}%",
                "改正其中一处",
                place,
                table,
            )
        elif said != stated:
            yield found(
                "PRECISION_VARIES",
                Severity.INFO,
                f"执行率表中写{stated}%，结论写{rate['rate']}%，小数位数不同",
                f"统一写{stated}%",
                table,
                place,
            )
    score = _TOTAL_TOLD.search(text) or _SCORE_TOLD.search(text)
    total = conclusion.total_score
    if score and total is not None:
        said = Decimal(score["score"])
        exponent = said.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        if round_half_up(total, places) != said:
            yield found(
                "CONCLUSION_VS_TABLE",
                Severity.ERROR,
                f"结论写{score.group()}，表中总分{plain_number(total)}分",
                "改正其中一处",
                paper.place(conclusion.origin("text"), score.group()),
                paper.place(conclusion.origin("total_score")),
            )
    grade = re.search(r"等级(?:为|是|评定为)?[“\"]?(?P<grade>优秀?|良好?|中|差)[”\"]?", text)
    said_score = Decimal(score["score"]) if score else total
    if grade and said_score is not None:
        right = paper.form.scoring.rating_of(total if total is not None else said_score)
        if right and right != grade["grade"][0]:
            yield found(
                "RATING_MISMATCH",
                Severity.ERROR,
                f"结论写{grade.group()}，{plain_number(said_score)}分对应“{right}”",
                f"等级改为“{right}”",
                paper.place(conclusion.origin("text"), grade.group()),
            )


_AMOUNTS = (
    ("adjusted_budget", "全年预算数", re.compile(r"(?:全年|调整后)(?:部门)?预算(?:数|总额)?(?:为|共)?$")),
    ("actual_expenditure", "全年执行数", re.compile(r"^(?:全年|年度|实际|共)*(?:执行数?|支出)(?:为|了|共)?$")),
)


def conclusion_amounts(paper: Paper) -> Iterator[Finding]:
    """CONCLUSION_VS_TABLE: the budget or the expenditure of the conclusion against the table."""
    line, conclusion = paper.entered.budget_line(), paper.entered.conclusion
    if line is None or not conclusion.text:
        return
    for figure in figures_of(conclusion.text):
        for field, label, words in _AMOUNTS:
            amount = getattr(line, field)
            if figure.kind != "money" or amount is None or not words.search(figure.lead.strip()):
                continue
            if not figure.gives(amount.base) and abs(figure.value - amount.base) < amount.base / 2:
                yield found(
                    "CONCLUSION_VS_TABLE",
                    Severity.ERROR,
                    f"结论写{figure.lead.strip()}{figure.text}，表中{label}{amount}",
                    "改正其中一处",
                    paper.place(conclusion.origin("text"), figure.text),
                    paper.place(line.origin(field)),
                )


DETECTORS: tuple[Detector, ...] = (conclusion_figures, conclusion_amounts)
