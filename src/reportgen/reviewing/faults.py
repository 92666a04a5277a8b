"""The list of faults (问题清单): each a plain function from a row to its faults. Adding one adds a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.reviewing.agreement import contradicted
from reportgen.reviewing.classes import misplaced, output_among_outcomes
from reportgen.reviewing.cost import budget_repeated
from reportgen.reviewing.naming_faults import cut_off, goal_for_a_name, several_in_one
from reportgen.reviewing.rows import Row
from reportgen.reviewing.timeliness import timeless, wrong_date
from reportgen.reviewing.units import direction, unit_of
from reportgen.reviewing.value_words import placeholder, restating, vague, yes_or_no
from reportgen.reviewing.worth import copied_from_elsewhere, there_twice, true_anyway

FaultRule = Callable[[Row], Iterator[IndicatorFault]]
FAULTS: tuple[FaultRule, ...] = (
    placeholder,
    vague,
    restating,
    yes_or_no,
    goal_for_a_name,
    several_in_one,
    cut_off,
    budget_repeated,
    timeless,
    wrong_date,
    unit_of,
    direction,
    misplaced,
    output_among_outcomes,
    contradicted,
    true_anyway,
    copied_from_elsewhere,
    there_twice,
)
