"""What in a form may be written over: blanks and placeholders, never words."""

import pytest

from reportgen.filling.blanks import blank_cell, box_of, labelled_blanks, year_blank
from reportgen.language.table_heads import Label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　 ",
        "____",
        "＿＿＿",
        "……",
        "...",
        "××",
        "【待填：得分】",
        "（请填写实际完成情况）",
        "请填写",
        "   年  月  日",
    ],
)
def test_a_placeholder_may_be_written_over(text):
    assert blank_cell(text) is not None


@pytest.mark.parametrize("text", ["—", "0", "无", "指标1：", "定性", "95%", "年度", "说明：请按规定填写"])
def test_whatever_says_something_stays(text):
    assert blank_cell(text) is None


def test_a_unit_printed_in_the_cell_stays_behind_the_number():
    blank = blank_cell("      万元")

    assert (blank.start, blank.end, blank.unit) == (0, 6, "万元")


def test_a_numbered_placeholder_is_empty_only_where_a_name_is_asked_for():
    assert blank_cell("指标1：", numbered=True) is not None
    assert blank_cell("目标二", numbered=True) is not None
    assert blank_cell("指标完成率", numbered=True) is None


def test_labels_in_a_line_are_answered_each_at_its_own_blank():
    found = list(labelled_blanks("填报单位（盖章）：        联系人：____  联系电话：010-1234"))

    assert [(each.meaning, each.label) for each in found] == [
        (Label.DEPARTMENT, "填报单位（盖章）"),
        (Label.CONTACT, "联系人"),
    ]
    assert not found[0].last


def test_only_an_empty_row_of_boxes_is_ticked():
    assert box_of("□优　□良　□中　□差", "良").start == 3
    assert box_of("☑优　□良　□中　□差", "良") is None
    assert box_of("□是　□否", "优") is None


@pytest.mark.parametrize(
    ("title", "blank"),
    [("自评表（　　年度）", "　　"), ("20__年度自评表", "20__"), ("××××年自评表", "××××"), ("20XX年自评表", "20XX")],
)
def test_the_year_of_a_title_is_a_blank(title, blank):
    found = year_blank(title)

    assert title[found.start : found.end] == blank


def test_a_date_to_be_written_is_no_year_of_a_title():
    assert year_blank("填报日期：    年  月  日") is None
