import pytest
from lxml import etree

from reportgen.documents.word_layout import PageLayout
from reportgen.documents.word_runs import RunWriter
from reportgen.documents.word_styles import MAIN
from reportgen.documents.word_tables import table_xml
from reportgen.errors import FormError
from reportgen.model.draft import Align, Table, TableCell, TableRow, Words

W = f"{{{MAIN}}}"


def cell(text, columns=1, rows=1, align=Align.LEFT, header=False):
    return TableCell((Words(text),), columns, rows, align, header)


def row(*cells, header=False):
    return TableRow(cells, header)


def table_element(*rows, widths=(1, 1, 1), landscape=False):
    xml = table_xml(Table(rows, widths), PageLayout(), RunWriter((), frozenset()), landscape=landscape)
    return etree.fromstring(f'<w:body xmlns:w="{MAIN}">{xml}</w:body>')[0]


def grid_spans(table):
    return [[int(span.get(f"{W}val")) for span in row.iter(f"{W}gridSpan")] for row in table.iter(f"{W}tr")]


@pytest.mark.parametrize(("landscape", "width"), [(False, 8844), (True, 12756)])
def test_the_columns_fill_the_page_to_the_twip(landscape, width):
    table = table_element(row(cell("甲"), cell("乙"), cell("丙")), widths=(3, 7, 11), landscape=landscape)

    columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert sum(columns) == width
    assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == str(width)
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_merges_are_real_in_both_directions():
    table = table_element(
        row(cell("指标", rows=2), cell("数值", columns=2)),
        row(cell("目标"), cell("实际")),
        row(cell("甲"), cell("1"), cell("2")),
    )

    merges = [[merge.get(f"{W}val") for merge in row.iter(f"{W}vMerge")] for row in table.iter(f"{W}tr")]
    assert merges == [["restart"], [None], []]
    assert grid_spans(table) == [[2], [], []]
    assert [len(list(row.iter(f"{W}tc"))) for row in table.iter(f"{W}tr")] == [2, 3, 3]


def test_a_block_merged_both_ways_keeps_its_width_in_every_row():
    table = table_element(row(cell("说明", columns=2, rows=3), cell("a")), row(cell("b")), row(cell("c")))

    assert grid_spans(table) == [[2], [2], [2]]


def test_only_the_head_rows_at_the_top_are_repeated():
    head = row(cell("一", header=True), cell("二", header=True), cell("三", header=True), header=True)
    line = row(cell("甲"), cell("乙"), cell("丙"))

    table = table_element(head, head, line, head, line)

    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert repeated == [True, True, False, False, False]


def test_a_row_stays_on_one_page_unless_it_would_leave_a_hole():
    table = table_element(
        row(cell("短"), cell("短"), cell("短")),
        row(cell("很长的年度绩效目标完成情况" * 100, columns=3)),
    )

    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")]
    assert whole == [True, False]


def test_each_cell_is_centred_vertically_and_aligned_as_asked():
    table = table_element(row(cell("左"), cell("中", align=Align.CENTER), cell("1.00", align=Align.RIGHT)))

    assert {mark.get(f"{W}val") for mark in table.iter(f"{W}vAlign")} == {"center"}
    assert len(list(table.iter(f"{W}vAlign"))) == 3
    assert [style.get(f"{W}val") for style in table.iter(f"{W}pStyle")] == ["TableText", "TableCentre", "TableNumber"]


def test_cells_are_as_wide_as_the_columns_they_cover():
    table = table_element(
        row(cell("甲", columns=2), cell("乙")), row(cell("a"), cell("b"), cell("c")), widths=(1, 2, 5)
    )

    widths = [[int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")] for row in table.iter(f"{W}tr")]
    assert widths[0] == [widths[1][0] + widths[1][1], widths[1][2]]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ((row(cell("甲"), cell("乙")),), 1),
        ((row(cell("甲"), cell("乙", columns=3)),), 1),
        ((row(cell("甲"), cell("乙"), cell("丙"), cell("丁")),), 1),
        ((row(cell("甲"), cell("乙", rows=2), cell("丙")), row(cell("丁", columns=2))), 2),
        ((row(cell("甲", rows=3), cell("乙"), cell("丙")), row(cell("丁"), cell("戊"))), 2),
    ],
)
def test_cells_that_do_not_fill_the_columns_are_refused_by_row(rows, number):
    with pytest.raises(FormError, match=f"第 {number} 行"):
        table_element(*rows)
