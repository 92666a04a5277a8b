"""What a number's digits prove, what its neighbours prove, and which words speak against both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, PreviousFigure, SelfEvaluation, StaffCount
from reportgen.quantities.mentions import scan


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="望溪县水文局", year=2023, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1",
                text="监测断面120个",
                achieved="监测断面126个，其中河道断面81个、水库断面45个；评出一等奖4项、二等奖9项；发送预报7315条",
            ),
        ),
        indicators=(
            counted("1", "水质监测样品数", "≥2600份", "2874份", "2541份"),
            counted("2", "预报准确率", "≥92%", "94.3%", "93.1%"),
        ),
        staff=(
            StaffCount(staff_class="合计", authorized=40, actual=38),
            StaffCount(staff_class="行政", authorized=18, actual=17),
            StaffCount(staff_class="事业", authorized=22, actual=21),
        ),
        previous_year=(PreviousFigure(label="发送预报条数", value="6098条"),),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    ("text", "values", "unlikely"),
    [("268.15万元", 1, True), ("3项", 1, False), ("300万元", 4, False), ("7315条", 2, True), ("约300万元", 1, False)],
)
def test_digits_prove_the_more_the_rarer_they_are(text: str, values: int, unlikely: bool) -> None:
    mention = scan(text).claims[0]

    assert (chance(mention, values) <= UNLIKELY) is unlikely


def test_the_values_that_count_lie_within_a_tenth_and_for_small_numbers_within_five_steps() -> None:
    assert about(scan("2000条").claims[0]) == (Decimal(1800), Decimal(2200))
    assert about(scan("12人").claims[0]) == (Decimal(7), Decimal(17))


def test_more_values_about_a_number_prove_less() -> None:
    mention = scan("94.3%").claims[0]

    assert chance(mention, 2) < chance(mention, 6)


@pytest.mark.parametrize(
    "text",
    [
        "手机上一共推给群众7315条。",
        "采来瓶瓶罐罐2874份，说好的是2600份，上一年2541份。",
        "发送预报7315条，比上年多出1217条。",
    ],
)
def test_words_that_are_missing_do_not_speak_against_a_number(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "手机上一共推给群众7351条。",
        "采来水质监测样品2600份。",
        "水质监测样品目标2874份，实际2874份。",
        "预报准确率93.1%。",
        "发送预报7315条，比上年多出1271条。",
    ],
)
def test_what_is_false_or_said_of_another_role_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_two_numbers_of_a_text_in_one_anothers_places_are_told(index: FactIndex) -> None:
    assert codes_of("评出一等奖4项、二等奖9项。", index) == []
    assert codes_of("评出一等奖9项、二等奖4项。", index) == ["NUMBER_WRONG_SUBJECT", "NUMBER_WRONG_SUBJECT"]


def test_neighbours_prove_the_part_of_a_whole_that_no_word_names(index: FactIndex) -> None:
    assert codes_of("编制40名，实有38人，其中机关干部17人。", index) == []
    assert codes_of("编制40名，实有17人。", index) != []
