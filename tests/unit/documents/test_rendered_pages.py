"""The pages as LibreOffice renders them. Every CJK font sets 汉字 as full squares, so no official font is needed."""

import io
import re
import subprocess
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pytest
from lxml import etree

from reportgen.documents.word_reports import write_word_report
from reportgen.documents.word_text import W
from reportgen.model.draft import Align, Draft, Paragraph, Section, Table, TableCell, TableRow, Words
from sample_drafts import cell, full_draft, indicator_table

pytestmark = pytest.mark.office

MILLIMETRE = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Page:
    """Size in mm and words with their left, top, right and bottom edges in mm."""

    width: float
    height: float
    words: tuple[tuple[float, float, float, float, str], ...]

    @property
    def text(self):
        return "".join(word[4] for word in self.words)

    @property
    def lines(self):
        """The text line by line, without the page number."""
        found = {}
        for _left, top, _right, _bottom, text in self.words:
            found.setdefault(round(top), []).append(text)
        lines = ["".join(words) for _, words in sorted(found.items())]
        return [line for line in lines if not line.startswith("—")]

    @property
    def number(self):
        """Left, top, right and bottom of “— 1 —”."""
        dashes = [word for word in self.words if word[4] == "—"]
        return (
            min(dash[0] for dash in dashes),
            min(dash[1] for dash in dashes),
            max(dash[2] for dash in dashes),
            max(dash[3] for dash in dashes),
        )


def pages(pdf):
    markup = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return [
        Page(
            float(width) / MILLIMETRE,
            float(height) / MILLIMETRE,
            tuple((*(float(edge) / MILLIMETRE for edge in word[:4]), word[4]) for word in _WORD.findall(content)),
        )
        for width, height, content in _PAGE.findall(markup)
    ]


@pytest.fixture(scope="module")
def report(rendered_pdf):
    return pages(rendered_pdf(write_word_report(full_draft()).data))


def test_a_full_page_holds_22_lines_of_28_characters(rendered_pdf):
    text = "各项资金按照批复用途使用" * 150
    draft = Draft(title="报告", sections=(Section("text", (Paragraph((Words(text),)),)),))

    second = pages(rendered_pdf(write_word_report(draft).data))[1]

    assert Counter(len(line) for line in second.lines) == {28: 22}


def test_text_fills_the_width_of_156_mm_and_the_height_of_225_mm(rendered_pdf):
    text = "各项资金按照批复用途使用" * 150
    draft = Draft(title="报告", sections=(Section("text", (Paragraph((Words(text),)),)),))

    second = pages(rendered_pdf(write_word_report(draft).data))[1]

    written = [word for word in second.words if len(word[4]) == 28]
    assert min(word[0] for word in written) == pytest.approx(28, abs=0.5)
    assert max(word[2] for word in written) == pytest.approx(184, abs=1)
    assert min(word[1] for word in written) >= 36
    assert max(word[3] for word in written) <= 263


def test_pages_are_a4_upright_for_the_text_and_landscape_for_the_wide_tables(report):
    sizes = [(round(page.width), round(page.height)) for page in report]

    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes[0] == (210, 297)
    assert sizes[-1] == (210, 297)


def test_no_page_is_empty(report):
    assert all(len(page.text) > 10 for page in report)


def test_the_head_of_a_long_table_is_repeated_on_each_of_its_pages(report):
    first = next(number for number, page in enumerate(report) if "附件1" in page.lines)
    last = next(number for number, page in enumerate(report) if "附件2" in page.lines)

    assert last - first >= 4
    assert all("实际完成值" in page.text and "一级指标" in page.text for page in report[first:last])


def test_an_odd_page_has_its_number_7_mm_below_the_text_on_the_right(report):
    left, top, right, bottom = report[0].number

    assert left > 150
    assert right < 184
    assert (top + bottom) / 2 == pytest.approx(297 - 35 + 7, abs=1.5)


def test_an_even_page_has_its_number_on_the_left(rendered_pdf):
    draft = Draft(title="报告", sections=(Section("text", (Paragraph((Words("按照批复用途使用" * 150),)),)),))

    left, _top, right, _bottom = pages(rendered_pdf(write_word_report(draft).data))[1].number

    assert left > 28
    assert right < 60


def test_landscape_pages_have_their_numbers_where_they_stand_once_turned_upright(report):
    numbers = {number: page.number for number, page in enumerate(report, start=1) if page.width > page.height}

    middles = {round((left + right) / 2) for left, _top, right, _bottom in numbers.values()}
    assert middles == {35 - 7}
    assert {round(top) for number, (_left, top, _right, _bottom) in numbers.items() if number % 2 == 0} == {28 + 6}
    assert {round(bottom) for number, (_left, _top, _right, bottom) in numbers.items() if number % 2} == {184 - 6}


def test_a_long_table_breaks_no_row_over_pages(rendered_pdf):
    draft = Draft(title="自评表", sections=(Section("table", (indicator_table(60),)),), table_only=True)

    rendered = pages(rendered_pdf(write_word_report(draft).data))

    names = ["".join(page.lines) for page in rendered]
    assert len(rendered) > 2
    assert all(text.count("基层就业服务人员") == text.count("≥1,234.50") for text in names)


def test_no_number_is_broken_over_two_lines(report):
    text = "\n".join(line for page in report for line in page.lines)

    assert "12,345.67" in text
    assert "12,000.00" in text


def test_labels_of_merged_cells_stand_on_every_page_of_a_table_of_500_rows(rendered_pdf):
    label = TableCell((Words("产出指标"),), rows=500, align=Align.CENTER)
    head = TableRow(
        tuple(TableCell((Words(text),), header=True) for text in ("一级", "三级指标", "完成值")), header=True
    )
    rows = [
        TableRow((*([label] if not number else []), cell(f"第{number}项培训完成情况"), cell("1,234.50")))
        for number in range(500)
    ]
    draft = Draft(title="自评表", sections=(Section("t", (Table((head, *rows), (2, 6, 3)),)),), table_only=True)

    rendered = pages(rendered_pdf(write_word_report(draft).data))

    assert len(rendered) > 15
    assert [number for number, page in enumerate(rendered) if "产出指标" not in page.text] == []
    assert all("三级指标" in page.text for page in rendered)


def test_merged_labels_are_written_again_in_the_first_row_of_every_page(rendered_pdf):
    data = write_word_report(_two_levels(90)).data

    rendered = pages(rendered_pdf(data))

    firsts = [int(re.search("第([0-9]+)项", page.text)[1]) for page in rendered]
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    rows = list(document.iter(f"{W}tr"))[1:]
    assert len(rendered) > 5
    assert [first for first in firsts if _labels(rows[first]) != ["restart", "restart"]] == []


def _two_levels(count):
    """A table of *count* rows of different heights under goals of 15 and groups of 3 indicators."""
    head = TableRow(
        tuple(TableCell((Words(text),), header=True) for text in ("一级", "二级", "三级指标", "完成值")), header=True
    )
    rows = []
    for number in range(count):
        goal = [TableCell((Words(f"目标{number // 15}"),), rows=15)] if number % 15 == 0 else []
        group = [TableCell((Words(f"指标{number // 3}"),), rows=3)] if number % 3 == 0 else []
        name = cell(f"第{number}项" + "培训完成情况" * (number % 4))
        rows.append(TableRow((*goal, *group, name, cell("2023年12月31日前按时完成"))))
    table = Table((head, *rows), (4, 4, 8, 4), landscape=True)
    return Draft(title="自评表", sections=(Section("t", (table,)),), table_only=True)


def _labels(row):
    return [merge.get(f"{W}val", "continue") for merge in row.iter(f"{W}vMerge")]


def test_a_mark_that_hangs_over_the_edge_leaves_no_empty_line_below(rendered_pdf):
    lines = tuple(Paragraph((Words("按照批复用途使用资金" * 5 + "按照批复。"),)) for _ in range(4))
    draft = Draft(title="报告", sections=(Section("text", lines),))

    page = pages(rendered_pdf(write_word_report(draft).data))[0]

    tops = sorted({round(word[1], 1) for word in page.words if "批复" in word[4]})
    assert len(tops) == 8
    assert max(later - earlier for earlier, later in pairwise(tops)) == pytest.approx(10.2, abs=0.2)
