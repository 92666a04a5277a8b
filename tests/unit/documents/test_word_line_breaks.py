import pytest

from reportgen.documents.word_line_breaks import OFFICIAL, SUBSTITUTE, text_lines, text_width_of


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("一二三四五", 5, 1),
        ("一二三四五六", 5, 2),
        ("一二三四五。", 5, 1),  # the full stop hangs over the edge
        ("一二三四五）六", 5, 2),
        ("一二三四（五六", 5, 2),
        ("预算1,478,000.00元", 7, 2),
        ("一\n二", 5, 2),
        ("", 5, 1),
        ("ABCDEFGHJKLNOPQRSTUV", 5, 2),
    ],
)
def test_lines_are_counted_as_chinese_text_is_set(text, room, lines):
    assert text_lines(text, room) == lines


def test_an_opening_mark_goes_with_what_follows_and_a_closing_one_with_what_it_follows():
    assert text_lines("一二三四（五", 5) == 2
    assert text_lines("一二三四五）", 5) == 2


def test_fonts_that_stand_in_are_wider_than_the_official_ones():
    assert text_width_of("2023年", OFFICIAL) == 3.0
    assert text_width_of("2023年", SUBSTITUTE) == pytest.approx(3.76)
    assert text_width_of("1,234.50", OFFICIAL) == 3.5
