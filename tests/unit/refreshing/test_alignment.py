"""What belongs together in two sequences, and the order that two edits of one sequence make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.refreshing.alignment import arranged, likeness, longest_rising, paired, with_gaps_filled


def pairs_of(old, new):
    return paired(old.split(), new.split(), lambda each: each, likeness)


def test_equal_elements_are_paired_also_where_they_were_moved():
    assert pairs_of("甲 乙 丙", "乙 丙 甲") == {0: 2, 1: 0, 2: 1}


def test_what_lies_between_equal_ones_is_paired_by_likeness():
    assert pairs_of("甲 培训人数七十四人 乙", "甲 新的内容 培训人数八十人 乙") == {0: 0, 1: 2, 2: 3}


def test_a_gap_of_one_on_both_sides_is_filled_however_unlike():
    assert with_gaps_filled({0: 0, 2: 2}, 3, 3) == {0: 0, 1: 1, 2: 2}
    assert with_gaps_filled({0: 0, 2: 3}, 3, 4) == {0: 0, 2: 3}


def test_what_the_data_added_stands_behind_what_it_follows_and_what_people_put_there():
    assert arranged(list("a!bc"), list("abc"), list("axbc")) == list("a!xbc")


def test_what_people_moved_stays_and_what_the_data_moved_is_moved():
    assert arranged(list("cab"), list("abc"), list("abc")) == list("cab")
    assert arranged(list("abc"), list("abc"), list("cab")) == list("cab")


def test_what_people_deleted_is_not_brought_back():
    assert arranged(list("ac"), list("abc"), list("abcx")) == list("acx")


@given(st.permutations(range(6)), st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_an_arrangement_holds_every_kept_element_once_and_every_new_one(edited, new, deleted):
    base = list(range(6))
    kept = [each for each in edited if each not in deleted]

    order = arranged(kept, base, [*new, 9])

    assert sorted(order) == sorted([*kept, 9])


@given(st.lists(st.integers(0, 20), unique=True))
def test_a_longest_rising_part_rises(values):
    kept = [values[each] for each in sorted(longest_rising(values))]

    assert kept == sorted(kept)
