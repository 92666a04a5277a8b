"""办事员在 Word 里改了报告，数据又变了：数字换成新的，自己改写的文字一句不少，说不准的都有批注。"""

import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from clerk import OpenWorkbook
from stories_places import ENTRIES

INSERTION = '<w:ins {} w:id="901" w:author="张三" w:date="2024-03-01T09:00:00Z"><w:r><w:t>{}</w:t></w:r></w:ins>'


@pytest.fixture
def report(reportgen, entry, tmp_path):
    """The report generated from the entry, as the clerk opens it in Word."""
    path = tmp_path / "报告.docx"
    reportgen("generate", entry, "-o", path)
    return path


@pytest.fixture
def spent_more(entry):
    """The entry after the year's books were closed: 6,202.37 instead of 6,102.37 was spent."""
    with OpenWorkbook(entry) as book:
        book.type_in("预算", "全年执行数", 1, 6202.37)
    return entry


@pytest.fixture
def refreshed(reportgen, text_of, tmp_path):
    """Call with the edited report and the entry for the text of the refreshed one, which is 新稿.docx."""

    def call(edited, entry):
        reportgen("refresh", edited, "--data", entry, "-o", tmp_path / "新稿.docx")
        return text_of(tmp_path / "新稿.docx")

    return call


def paragraph_with(document, words):
    return next(each for each in document.paragraphs if words in each.text)


def words_of(path):
    """The paragraphs as Word shows them, without comments and tables."""
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def type_over(path, old, new):
    """Type *new* over words or a figure, as Word does: within their run."""
    document = Document(str(path))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
    run.text = run.text.replace(old, new)
    document.save(str(path))


def test_a_report_nobody_edited_becomes_the_report_of_the_new_data(
    reportgen, report, spent_more, refreshed, text_of, tmp_path
):
    reportgen("generate", spent_more, "-o", tmp_path / "另生成.docx")

    assert refreshed(report, spent_more) == text_of(tmp_path / "另生成.docx")


def test_the_figures_of_a_rewritten_sentence_are_new_and_its_words_the_clerks(report, spent_more, refreshed, tmp_path):
    type_over(report, "，全年执行", "，经财务科逐笔核对，全年实际支出")

    refreshed(report, spent_more)

    text = words_of(tmp_path / "新稿.docx")
    assert "经财务科逐笔核对，全年实际支出6,202.37万元" in text
    assert "6,102.37万元" not in text


def test_a_number_typed_by_hand_is_never_changed_only_pointed_out(reportgen, report, spent_more, tmp_path):
    document = Document(str(report))
    paragraph_with(document, "全年执行6,102.37万元").insert_paragraph_before(
        "局党组会议通报：全年执行数为6102.37万元。"
    )
    document.save(str(report))

    told = reportgen("refresh", report, "--data", spent_more, "-o", tmp_path / "新稿.docx", "--format", "json")

    assert "局党组会议通报：全年执行数为6102.37万元。" in words_of(tmp_path / "新稿.docx")
    assert [(note["kind"], note["text"]) for note in told.data["notes"]] == [("手工输入的数字", "6102.37万元")]
    assert "新数据为“6,202.37万元”" in told.data["notes"][0]["lines"][0]
    assert told.code == 1


def test_another_number_typed_over_a_figure_stays_with_a_comment(report, spent_more, refreshed):
    type_over(report, "6,102.37万元", "6,109.99万元")

    text = refreshed(report, spent_more)

    assert "全年执行6,109.99万元" in text
    assert "生成的是“部门整体支出”全年执行数“6,102.37万元”，改成了“6,109.99万元”；新数据为“6,202.37万元”。" in text


def test_a_deleted_paragraph_stays_deleted_and_a_moved_one_stays_where_it_is(report, spent_more, refreshed):
    document = Document(str(report))
    deleted, moved = (
        paragraph_with(document, "市农业农村局内设机构有"),
        paragraph_with(document, "全年执行6,102.37万元"),
    )
    deleted._p.getparent().remove(deleted._p)
    paragraph_with(document, "年度绩效目标3项")._p.addprevious(moved._p)
    document.save(str(report))

    text = refreshed(report, spent_more)

    assert "内设机构有" not in text
    assert text.count("全年执行6,202.37万元") == 1
    assert text.index("全年执行6,202.37万元") < text.index("年度绩效目标3项")


def test_tracked_changes_are_still_there_to_be_accepted_or_rejected(report, spent_more, refreshed, tmp_path):
    document = Document(str(report))
    paragraph_with(document, "全年执行6,102.37万元")._p.append(
        parse_xml(INSERTION.format(nsdecls("w"), "以上数字已经与国库对账。"))
    )
    document.save(str(report))

    refreshed(report, spent_more)

    kept = Document(str(tmp_path / "新稿.docx")).element.body
    (inserted,) = kept.iter(qn("w:ins"))
    assert inserted.get(qn("w:author")) == "张三"
    assert "".join(each.text for each in inserted.iter(qn("w:t"))) == "以上数字已经与国库对账。"


def test_a_verdict_of_the_clerk_that_the_new_figures_make_untrue_is_flagged(reportgen, entry, report, tmp_path):
    type_over(report, "纳入自评范围的预算项目", "“农产品抽检批次”已经达到指标值。纳入自评范围的预算项目")
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "实际完成值", 13, "2312批次")

    told = reportgen("refresh", report, "--data", entry, "-o", tmp_path / "新稿.docx", "--format", "json")

    assert "“农产品抽检批次”已经达到指标值。" in words_of(tmp_path / "新稿.docx")
    assert [(note["kind"], note["text"]) for note in told.data["notes"]] == [("与新数据不符的说法", "已经达到")]


def test_the_row_of_a_new_indicator_comes_into_the_edited_table(report, entry, refreshed):
    with OpenWorkbook(entry) as book:
        book.add_row(
            "指标", 指标序号="16", 所属目标="3", 一级指标="产出指标", 二级指标="数量指标",
            三级指标="技术明白纸发放数量", 年度指标值="≥5000份", 实际完成值="5200份", 分值=0,
        )  # fmt: skip

    text = refreshed(report, entry)

    assert "| 技术明白纸发放数量 | ≥5000份 | 5200份 |" in text


def test_refreshing_twice_changes_nothing_more(reportgen, report, spent_more, tmp_path):
    type_over(report, "，全年执行", "，经财务科逐笔核对，全年实际支出")
    type_over(report, "713.03万元", "700.00万元")

    reportgen("refresh", report, "--data", spent_more, "-o", tmp_path / "新稿.docx")
    reportgen("refresh", tmp_path / "新稿.docx", "--data", spent_more, "-o", tmp_path / "再来.docx")

    assert (tmp_path / "新稿.docx").read_bytes() == (tmp_path / "再来.docx").read_bytes()


def test_a_clean_copy_cannot_be_refreshed_and_says_what_to_do(reportgen, report, entry, tmp_path):
    reportgen("clean", report, "-o", tmp_path / "清稿.docx")

    answer = reportgen("refresh", tmp_path / "清稿.docx", "--data", entry, "-o", tmp_path / "新稿.docx")

    assert answer.code == 2
    assert "没有本程序留下的数字记号，不能刷新" in answer.err
    assert not (tmp_path / "新稿.docx").exists()


def test_a_lost_base_is_made_anew_from_the_first_data_and_from_no_other(reportgen, report, entry, spent_more, tmp_path):
    lost = tmp_path / "丢了底稿.docx"
    with zipfile.ZipFile(report) as package, zipfile.ZipFile(lost, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, b"<lost/>" if name == "customXml/item1.xml" else package.read(name))

    right = reportgen(
        "refresh", lost, "--data", spent_more, "--base", ENTRIES / "agriculture.yaml", "-o", tmp_path / "新.docx"
    )
    wrong = reportgen(
        "refresh", lost, "--data", spent_more, "--base", ENTRIES / "culture.yaml", "-o", tmp_path / "错.docx"
    )

    assert "全年执行6,202.37万元" in words_of(tmp_path / "新.docx")
    assert right.code == 0
    assert "--base 的填报文件不是生成这份报告时用的" in wrong.err
    assert wrong.code == 2
    assert not (tmp_path / "错.docx").exists()


def test_an_object_somebody_put_into_the_report_is_left_out_and_named(reportgen, report, spent_more, tmp_path):
    with zipfile.ZipFile(report, "a") as package:
        package.writestr("word/embeddings/附表.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))

    answer = reportgen("refresh", report, "--data", spent_more, "-o", tmp_path / "新稿.docx")

    assert "word/embeddings/附表.bin" in answer.out
    with zipfile.ZipFile(tmp_path / "新稿.docx") as package:
        assert "word/embeddings/附表.bin" not in package.namelist()


def test_a_figure_typed_into_a_table_is_told_with_the_cell_it_was_entered_in(reportgen, report, entry, tmp_path):
    document = Document(str(report))
    cell = next(
        each for table in document.tables for row in table.rows for each in row.cells if each.text == "6,102.37"
    )
    for run in cell.paragraphs[0].runs[1:]:
        run.text = ""
    cell.paragraphs[0].runs[0].text = "6,120.37"
    document.save(str(report))

    first = reportgen("refresh", report, "--data", entry, "-o", tmp_path / "新稿.docx")
    reportgen("refresh", tmp_path / "新稿.docx", "--data", entry, "-o", tmp_path / "再刷新.docx")

    assert "写的是“6,120.37”" in first.out
    assert "预算!" in first.out
    assert "以这一格为准的，请改填报数据后再刷新" in first.out
    assert (tmp_path / "再刷新.docx").read_bytes() == (tmp_path / "新稿.docx").read_bytes()
