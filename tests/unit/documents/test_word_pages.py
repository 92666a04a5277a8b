"""Labels merged over many rows are written again about once a page."""

from itertools import pairwise

from reportgen.documents.word_layout import page_layout
from reportgen.documents.word_pages import Depth, cell_lines, stretches
from reportgen.model.draft import Align, Table, TableCell, TableRow, Words
from sample_drafts import indicator_table

PAGE = page_layout({})
WIDTHS = (1261,) * 7


def test_a_short_table_keeps_its_labels_whole():
    assert stretches(indicator_table(5), WIDTHS, PAGE, landscape=False, down=Depth()).begin == frozenset()


def test_no_stretch_is_higher_than_a_page():
    table = indicator_table(500)

    begin = sorted(stretches(table, WIDTHS, PAGE, landscape=False, down=Depth()).begin)

    rows = [later - earlier for earlier, later in pairwise(begin)]
    assert len(begin) > 20
    assert max(rows) * 405 <= 12756


def test_a_table_that_begins_far_down_has_a_shorter_first_stretch():
    table = indicator_table(100)

    first = [min(stretches(table, WIDTHS, PAGE, landscape=False, down=Depth(down, down)).begin) for down in (0, 6000)]

    assert first[0] > first[1] > 2


def test_digits_take_half_the_room_of_characters():
    assert cell_lines("一二三四五六七八九十", 10 * 210 + 114, PAGE) == 1
    assert cell_lines("一二三四五六七八九十", 9 * 210 + 114, PAGE) == 2
    assert cell_lines("12345678901234567", 9 * 210 + 114, PAGE) == 1


def test_a_label_is_written_again_where_a_stretch_begins():
    from reportgen.documents.plain_text import document_text
    from reportgen.documents.word_reports import write_word_report
    from reportgen.model.draft import Draft, Section

    label = TableCell((Words("产出指标"),), rows=80, align=Align.CENTER)
    rows = [TableRow((*([label] if not number else []), TableCell((Words(f"指标{number}"),)))) for number in range(80)]
    draft = Draft(title="自评表", sections=(Section("t", (Table(tuple(rows), (1, 3)),)),), table_only=True)

    text = document_text(write_word_report(draft).data)

    assert text.count("产出指标 ↓") == 3
    assert text.count("| 〃 | ") == 77
