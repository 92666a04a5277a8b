"""What belongs to a number, told in sentences: lists by 分别, quotations, figures worked out in a sentence."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, SelfEvaluation


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临江县民政局", year=2023, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1", text="改造老年人家庭400户", achieved="改造老年人家庭436户，发放康复器具618件，回访397件"
            ),
        ),
        indicators=(
            counted("1", "城市低保保障人数", "≥2300人", "2318人", "2405人"),
            counted("2", "农村低保保障人数", "≥11000人", "11460人", "11208人"),
            counted("3", "特困人员供养人数", "≥1000人", "1035人", "1062人"),
        ),
    )
    return index_of(entered)


def test_a_list_told_apart_goes_item_by_item(index: FactIndex) -> None:
    assert codes_of("城市低保、农村低保和特困人员分别保障2318人、11460人和1035人。", index) == []


def test_two_numbers_of_such_a_list_may_not_change_places(index: FactIndex) -> None:
    assert codes_of("城市低保、农村低保和特困人员分别保障11460人、2318人和1035人。", index) != []


def test_what_a_sentence_goes_on_about_needs_no_second_name(index: FactIndex) -> None:
    assert codes_of("城市低保保障2318人，比上年减少87人，比目标多18人。", index) == []


def test_a_change_over_last_year_is_none_from_the_target(index: FactIndex) -> None:
    assert codes_of("农村低保保障11460人，比目标多252人。", index) != []


def test_an_entered_text_may_be_quoted(index: FactIndex) -> None:
    assert codes_of("全年改造老年人家庭436户，发放康复器具618件。", index) == []


def test_a_goal_is_not_quoted_as_what_was_done(index: FactIndex) -> None:
    assert codes_of("三、目标完成情况\n改造老年人家庭400户。", index) == ["NUMBER_WRONG_ROLE"]


def test_a_rest_follows_from_two_numbers_of_the_sentence(index: FactIndex) -> None:
    assert codes_of("发放康复器具618件，回访397件，剩余221件。", index) == []


def test_a_wrong_rest_is_told(index: FactIndex) -> None:
    assert codes_of("发放康复器具618件，回访397件，剩余212件。", index) != []


def test_a_gap_that_is_to_be_filled_claims_nothing(index: FactIndex) -> None:
    assert codes_of("一是【待填：目标4实际完成情况】。", index) == []


def test_persons_may_be_counted_by_the_general_measure(index: FactIndex) -> None:
    assert codes_of("特困人员供养1035个老人，比上年少27个，城市低保保障的2318个人都领到了补助。", index) == []


def test_other_things_counted_by_it_are_no_persons(index: FactIndex) -> None:
    assert codes_of("特困人员供养1035个村。", index) == ["NUMBER_WRONG_UNIT"]
    assert codes_of("特困人员供养1053个老人。", index) == ["NUMBER_DIFFERS"]
