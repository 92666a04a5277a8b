"""A figure is found where it stands, whatever office programs and typing did to its bookmark."""

import pytest

from reportgen.documents.word_figure_places import figure_places
from reportgen.model.bound_text import FigureMark, mark_of


def marks(*figures):
    """Bookmarks by start, end and the figure as generated."""
    return [(start, end, FigureMark("fact", mark_of(text), "sentence")) for start, end, text in figures]


def stretches(text, *figures):
    return [text[low:high] for low, high in figure_places(text, marks(*figures))]


def test_a_bookmark_around_its_figure_stays():
    assert stretches("全年执行374.26万元，", (4, 12, "374.26万元")) == ["374.26万元"]


def test_a_bookmark_cut_short_when_a_comment_stands_before_it_is_made_whole():
    assert stretches("实际32人（指标值≥15人）", (2, 4, "32人"), (9, 11, "≥15人")) == ["32人", "≥15人"]


def test_a_bookmark_that_shrank_to_nothing_and_wandered_is_found_again():
    assert stretches("能力竞赛”实际32人（指标值≥15人）", (5, 5, "32人"), (13, 14, "≥15人")) == ["32人", "≥15人"]


def test_a_wandered_bookmark_takes_no_figure_of_the_next():
    assert stretches("完成（指标值≥6个）", (2, 2, "6个"), (6, 9, "≥6个")) == ["", "≥6个"]


@pytest.mark.parametrize(
    ("text", "bookmark", "whole"),
    [
        ("全年执行10,398.70万元，", (4, 6, "10,389.70万元"), "10,398.70万元"),
        ("全年执行1.04亿元，", (4, 5, "10,389.70万元"), "1.04亿元"),
        ("执行进度94.56%，", (6, 10, "94.57%"), "94.56%"),
        ("实际完成85.5人次。", (5, 6, "74人次"), "85.5人次"),
    ],
)
def test_a_torn_bookmark_stands_for_the_whole_number(text, bookmark, whole):
    assert stretches(text, bookmark) == [whole]


@pytest.mark.parametrize(
    ("text", "bookmark", "whole"),
    [
        ("支出1178.8万元", (3, 9, "178.8万元"), "1178.8万元"),
        ("得16.005分", (1, 6, "16.00"), "16.005分"),
        ("实际1.78人", (4, 6, "78人"), "1.78人"),
        ("支出1178.8万元", (2, 9, "178.8万元"), "1178.8万元"),
    ],
)
def test_digits_typed_at_a_figure_make_another_number_of_it(text, bookmark, whole):
    assert stretches(text, bookmark) == [whole]


def test_the_number_of_an_item_is_no_part_of_the_name_behind_it():
    assert stretches("10.2021年补助资金绩效目标表", (3, 12, "2021年补助资金")) == ["2021年补助资金"]


def test_words_typed_into_a_bookmark_are_left_out_of_the_figure():
    assert stretches("实际74人（含线上）", (2, 10, "74人")) == ["74人"]


def test_a_figure_reaches_into_no_other():
    assert stretches("35", (0, 1, "7"), (1, 2, "5")) == ["3", "5"]
