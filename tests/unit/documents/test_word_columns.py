from reportgen.documents.word_columns import column_widths, fitted_widths
from reportgen.documents.word_layout import page_layout
from reportgen.model.draft import Align, Gap, Table, TableCell, TableRow, Words

PAGE = page_layout({})
TOTAL = 8844


def table(*texts, align=Align.LEFT):
    return Table((TableRow(tuple(TableCell((Words(text),), align=align) for text in texts)),), (1,) * len(texts))


def test_widths_keep_their_proportion():
    assert column_widths((1, 2, 3), 8844) == (1474, 2948, 4422)


def test_columns_that_need_nothing_stay_as_the_form_says():
    assert fitted_widths((table("甲", "乙", "丙", "丁"),), TOTAL, PAGE) == (2211, 2211, 2211, 2211)


def test_a_number_takes_the_room_it_needs_from_the_others():
    texts = ("1,234,567,890.00", *["甲"] * 9)

    widths = fitted_widths((table(*texts, align=Align.RIGHT),), TOTAL, PAGE)

    assert sum(widths) == TOTAL
    assert widths[0] > 1900
    assert max(widths[1:]) - min(widths[1:]) <= 2


def test_an_amount_stays_with_its_unit():
    apart, together = (
        fitted_widths((table("57,157,686.73元", *["甲"] * 7, align=align),), TOTAL, PAGE)[0]
        for align in (Align.LEFT, Align.RIGHT)
    )

    assert together == apart + 252


def test_a_column_gives_nothing_that_its_short_cells_need():
    texts = ("123,456,789.00", "社会效益指标", "甲" * 20, "甲" * 20, "甲" * 20, "乙" * 20)

    widths = fitted_widths((table(*texts, align=Align.RIGHT),), TOTAL, PAGE)

    assert widths[1] >= 6 * 210 + 114
    assert widths[0] > 1474


def test_tables_below_each_other_have_the_same_columns():
    wide = table("1,234,567,890.00", *["甲"] * 9, align=Align.RIGHT)
    narrow = table(*["甲"] * 10)

    assert fitted_widths((narrow, wide), TOTAL, PAGE) == fitted_widths((wide,), TOTAL, PAGE)


def test_a_gap_asks_for_no_room():
    gap = Table((TableRow((TableCell((Gap("2023年度预算数1234567890", ""),)), TableCell((Words("甲"),)))),), (1, 9))

    assert fitted_widths((gap,), TOTAL, PAGE) == (884, 7960)
