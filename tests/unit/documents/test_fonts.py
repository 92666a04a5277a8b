"""Nobody prints a report in other fonts unawares."""

from reportgen.documents.fonts import absent_fonts, installed_fonts
from reportgen.documents.word_layout import page_layout

OFFICIAL = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "SimHei", "SimSun"}


def test_nothing_is_absent_where_the_official_fonts_are_installed_under_either_name():
    assert absent_fonts(page_layout({}), OFFICIAL) == ()


def test_each_absent_font_is_named_once():
    assert absent_fonts(page_layout({}), {"Noto Sans CJK SC", "SimSun"}) == (
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "楷体_GB2312",
    )


def test_a_font_the_form_chose_counts_like_any_other():
    layout = page_layout({"title_font": "华文中宋", "body_font": "仿宋", "table_font": "仿宋", "level_2_font": "楷体"})

    assert absent_fonts(layout, {"FangSong", "KaiTi", "simhei", "SimSun"}) == ("华文中宋",)


def test_a_machine_that_cannot_tell_its_fonts_is_not_told_that_they_are_absent():
    assert absent_fonts(page_layout({}), ()) == ()


def test_the_fonts_of_this_machine_have_names():
    assert all(name.strip() == name and name for name in installed_fonts())
