import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.documents.plain_text import document_text
from reportgen.documents.word_marks import (
    LineMark,
    figure_name,
    figure_of,
    line_name,
    line_of,
    mark_of_fact,
    row_mark,
    row_name,
)
from reportgen.documents.word_reports import write_word_report
from reportgen.errors import FormError
from reportgen.model.bound_text import fact_mark, mark_of
from reportgen.model.draft import (
    Annex,
    Draft,
    Figure,
    Gap,
    Heading,
    Line,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
    Words,
)
from reportgen.model.finding import Finding, Severity
from sample_drafts import full_draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def draft_of(*blocks, **parts):
    return Draft(title="部门绩效自评报告", sections=(Section("body", blocks),), **parts)


def body(*runs):
    return Paragraph(tuple(run if not isinstance(run, str) else Words(run) for run in runs))


def table(landscape=False, caption="", text="甲"):
    return Table((TableRow((TableCell((Words(text),)),)),), (1,), caption, landscape=landscape)


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def written(draft, layout=None):
    return write_word_report(draft, layout or {}).data


def document(draft, layout=None):
    return part(written(draft, layout), "word/document.xml")


def orientations(draft):
    return [size.get(f"{W}orient", "portrait") for size in document(draft).iter(f"{W}pgSz")]


def test_the_same_draft_gives_the_same_bytes():
    draft = draft_of(Heading(1, "一、", "概况"), body("全年预算", Figure("12 万元", "budget")))

    assert written(draft) == written(draft)


def test_the_file_states_title_department_and_no_time_of_its_own():
    data = written(draft_of(body("正文"), signature=(Figure("清河市水务局", "name"),)))

    core = etree.tostring(part(data, "docProps/core.xml"), encoding="unicode")
    assert "<dc:title>部门绩效自评报告</dc:title>" in core
    assert "<dc:creator>清河市水务局</dc:creator>" in core
    assert "created" not in core
    assert "python" not in core


def test_a_time_that_is_given_is_stated():
    data = write_word_report(draft_of(body("正文")), written=datetime(2024, 3, 5, 8, 30, tzinfo=UTC)).data

    times = [
        element.text
        for element in part(data, "docProps/core.xml")
        if element.tag in {qn("dcterms:created"), qn("dcterms:modified")}
    ]
    assert times == ["2024-03-05T08:30:00Z", "2024-03-05T08:30:00Z"]


def test_every_font_is_named_for_all_four_kinds_of_text():
    styles = part(written(draft_of(body("正文"))), "word/styles.xml")

    named = [set(fonts.attrib) for fonts in styles.iter(f"{W}rFonts")]
    assert len(named) > 10
    assert all(names == {f"{W}ascii", f"{W}hAnsi", f"{W}eastAsia", f"{W}cs"} for names in named)


@pytest.mark.parametrize(("digits", "font"), [("times", "Times New Roman"), ("east-asian", "仿宋_GB2312")])
def test_digits_take_the_font_the_form_asks_for(digits, font):
    styles = part(written(draft_of(body("正文")), {"digits": digits}), "word/styles.xml")

    normal = styles.find(f"{W}style[@{W}styleId='Normal']/{W}rPr/{W}rFonts")
    assert normal.get(f"{W}ascii") == font
    assert normal.get(f"{W}eastAsia") == "仿宋_GB2312"


@pytest.mark.parametrize(("level", "font"), [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")])
def test_headings_are_word_styles_with_outline_levels(level, font):
    data = written(draft_of(Heading(level, "", "概况")))

    style = part(data, "word/styles.xml").find(f"{W}style[@{W}styleId='Heading{level}']")
    assert style.find(f"{W}name").get(f"{W}val") == f"heading {level}"
    assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)
    assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == font
    assert "#" * (level + 1) + " 概况" in document_text(data)


def test_every_style_a_paragraph_names_exists():
    draft = draft_of(
        Heading(1, "一、", "概况"),
        body("正文"),
        table(caption="表"),
        annexes=(Annex("表一", (table(),)), Annex("表二", (table(),))),
        signature=(Words("清河市水务局"),),
        date=(Words("2024年3月5日"),),
    )
    data = written(draft)

    used = {style.get(f"{W}val") for style in part(data, "word/document.xml").iter(f"{W}pStyle", f"{W}tblStyle")}
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    assert used <= defined


def test_the_page_is_a4_with_the_margins_of_the_standard():
    page = document(draft_of(body("正文"))).find(f".//{W}sectPr")

    margins = page.find(f"{W}pgMar")
    assert dict(page.find(f"{W}pgSz").attrib) == {f"{W}w": "11906", f"{W}h": "16838"}
    assert [margins.get(f"{W}{side}") for side in ("top", "left", "right", "bottom")] == [
        "2098",
        "1588",
        "1474",
        "1984",
    ]
    assert page.find(f"{W}docGrid").get(f"{W}type") == "linesAndChars"


def test_the_file_is_chinese_for_word_2013_and_later_and_never_hyphenates():
    settings = part(written(draft_of(body("正文"))), "word/settings.xml")

    assert settings.find(f".//{W}compatSetting[@{W}name='compatibilityMode']").get(f"{W}val") == "15"
    assert settings.find(f"{W}autoHyphenation").get(f"{W}val") == "0"
    assert settings.find(f"{W}themeFontLang").get(f"{W}eastAsia") == "zh-CN"


def test_a_figure_stands_in_a_run_of_its_own_under_its_bookmark():
    tree = document(draft_of(body("预算", Figure("12 万元", "budget"), "。支出", Figure("12 万元", "budget"), "。")))

    marks = [mark for mark in tree.iter(f"{W}bookmarkStart") if figure_of(mark.get(f"{W}name"))]
    assert [figure_of(mark.get(f"{W}name")) for mark in marks] == [
        mark_of_fact("budget", "12 万元", "预算12 万元。"),
        mark_of_fact("budget", "12 万元", "支出12 万元。"),
    ]
    assert ["".join(mark.getnext().itertext()) for mark in marks] == ["12 万元", "12 万元"]


def test_no_two_bookmarks_have_one_name():
    tree = document(full_draft())

    names = [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")]
    assert len(names) > 100
    assert len(set(names)) == len(names)


@given(st.text(min_size=1), st.text(), st.integers(1, 10**6))
def test_a_bookmark_name_is_one_that_word_accepts(fact, text, number):
    for name in (
        figure_name(mark_of_fact(fact, text, text), number),
        line_name(fact, text, number),
        row_name(row_mark([fact], text), number),
    ):
        assert re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,39}", name)


def test_figures_of_the_title_headings_and_captions_are_bound_too():
    tree = document(
        Draft(
            title=Line((Figure("清河市水务局", "name"), Words("自评报告"))),
            sections=(
                Section(
                    "body",
                    (
                        Heading(1, "一、", Line((Figure("2023年", "year"), Words("概况")))),
                        replace(table(), caption=Line((Figure("甲项目", "project"), Words("自评表")))),
                    ),
                ),
            ),
        )
    )

    bound = [figure_of(mark.get(f"{W}name")) for mark in tree.iter(f"{W}bookmarkStart")]
    assert [each.fact for each in bound if each] == [fact_mark("name"), fact_mark("year"), fact_mark("project")]


def test_every_line_says_in_which_section_it_was_written():
    tree = document(draft_of(Heading(1, "一、", "概况"), body("正文")))

    marks = [line_of(mark.get(f"{W}name")) for mark in tree.iter(f"{W}bookmarkStart")]
    assert marks == [
        LineMark(mark_of("title"), mark_of("部门绩效自评报告")),
        LineMark(mark_of("body"), mark_of("一、概况")),
        LineMark(mark_of("body"), mark_of("正文")),
    ]


def test_a_clean_report_has_neither_bookmarks_nor_comments():
    data = write_word_report(full_draft(), clean=True).data

    tree = part(data, "word/document.xml")
    assert list(tree.iter(f"{W}bookmarkStart", f"{W}commentReference")) == []
    assert zipfile.ZipFile(io.BytesIO(data)).namelist().count("word/comments.xml") == 0


def test_a_gap_is_highlighted_and_its_comment_says_what_to_enter():
    data = written(draft_of(body("执行数为", Gap("执行数", "请在“预算”表 D5 填写"), "。")))

    run = next(part(data, "word/document.xml").iter(f"{W}highlight")).getparent().getparent()
    assert "".join(run.itertext()) == "【待填：执行数】"
    assert "〔批注1〕核查　“【待填：执行数】”：请在“预算”表 D5 填写" in document_text(data)


def test_a_gap_without_a_comment_still_says_what_is_missing():
    text = document_text(written(draft_of(body(Gap("决算数")))))

    assert "“【待填：决算数】”：此处缺少“决算数”，请在填报文件中补填后重新生成。" in text


def finding(severity, *facts):
    return Finding(code="X", severity=severity, message="两处不符", suggestion="核对预算表", facts=facts)


def test_a_finding_is_commented_once_at_the_first_figure_of_its_fact():
    draft = draft_of(
        body("预算", Figure("12 万元", "budget"), "，支出", Figure("11 万元", "spent")),
        body("预算", Figure("12 万元", "budget")),
        findings=(finding(Severity.ERROR, "absent", "budget", "spent"),),
    )

    text = document_text(written(draft))
    assert "预算12 万元〔批注1〕，支出11 万元\n预算12 万元\n" in text
    assert "〔批注1〕核查　“12 万元”：错误：两处不符／建议：核对预算表\n" in text
    assert "〔批注2〕" not in text


def test_hints_and_findings_without_a_place_in_the_text_are_not_commented():
    draft = draft_of(
        body(Figure("12 万元", "budget")),
        findings=(finding(Severity.INFO, "budget"), finding(Severity.ERROR), finding(Severity.WARNING, "absent")),
    )

    assert "批注" not in document_text(written(draft))


def test_control_characters_are_taken_out_and_reported():
    file = write_word_report(draft_of(body("培训\x0030\x1f人\ufffe")))

    assert "培训30人\n" in document_text(file.data)
    assert file.notices == ("文字中有 3 个 Word 不能保存的控制字符，已去掉。",)


def test_a_line_end_in_entered_text_begins_a_new_paragraph_of_the_same_kind():
    tree = document(draft_of(body(Words("第一条\r\n第二条"))))

    assert [style.get(f"{W}val") for style in tree.iter(f"{W}pStyle")] == ["Title", "BodyText", "BodyText"]
    assert "第一条\n第二条\n" in document_text(written(draft_of(body(Words("第一条\r\n第二条")))))


@given(st.text())
def test_whatever_is_entered_the_file_is_well_formed_and_loses_no_visible_character(text):
    draft = draft_of(body(text, Figure(text, "fact"), Gap(text, text)), table(text=text, caption=text))

    data = written(draft)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    visible = re.sub("[\x00-\x20\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]", "", text)
    shown = re.sub("[\x00-\x20]|⏎", "", "".join(part(data, "word/document.xml").itertext()))
    assert shown.count(visible) >= 4


def test_quotation_marks_are_written_in_the_chinese_font():
    tree = document(draft_of(body("“三公”经费"), body("预算")))

    hints = [run.find(f"{W}rPr/{W}rFonts") is not None for run in tree.iter(f"{W}r")]
    assert hints == [False, True, False]


def test_a_landscape_table_turns_its_pages_and_the_text_after_it_turns_back():
    draft = draft_of(body("前文"), Heading(1, "二、", "自评表"), table(landscape=True), body("后文"))

    assert orientations(draft) == ["portrait", "landscape", "portrait"]
    assert "―― 横向页 ――\n## 二、自评表\n" in document_text(written(draft))


def test_a_note_stays_with_the_landscape_table_above_it():
    draft = draft_of(table(landscape=True), Paragraph((Words("注：金额为决算数。"),), "note"))

    assert orientations(draft) == ["landscape"]


def test_annexes_are_numbered_listed_and_begin_on_new_pages():
    draft = draft_of(body("正文"), annexes=(Annex("自评表", (table(),)), Annex("项目表", (table(),), landscape=True)))

    text = document_text(written(draft))
    assert "附件：1.\t自评表\n2.\t项目表\n附件1\n## 自评表\n" in text
    assert "―― 横向页 ――\n附件2\n## 项目表\n" in text
    assert len(list(document(draft).iter(f"{W}pageBreakBefore"))) == 2


def test_annexes_without_a_report_are_the_document():
    draft = Draft(
        title="绩效目标表",
        sections=(),
        annexes=(Annex("项目绩效目标表", (table(text="甲"),)),),
        signature=(Words("清河市水务局"),),
        table_only=True,
    )

    text = document_text(written(draft))
    assert text.startswith("# 项目绩效目标表\n┌ 表格 1 列\n| 甲\n└\n清河市水务局\n")


def test_a_caption_is_not_repeated_below_a_title_that_says_it():
    draft = draft_of(body("正文"), annexes=(Annex("清河市水务局自评表", (table(caption="自评表"),)),))

    assert document_text(written(draft)).count("自评表") == 2


def indents(draft, layout=None):
    styles = ("Signature", "Date")
    return {
        style.get(f"{W}val"): style.getparent().find(f"{W}ind").get(f"{W}rightChars")
        for style in document(draft, layout).iter(f"{W}pStyle")
        if style.get(f"{W}val") in styles
    }


def test_the_date_begins_two_characters_right_of_the_signature():
    draft = draft_of(body("正文"), signature=(Words("清河市残疾人联合会"),), date=(Words("2024年3月5日"),))

    assert indents(draft) == {"Signature": "200", "Date": "300"}


def test_a_date_longer_than_the_signature_stands_two_characters_from_the_edge():
    draft = draft_of(body("正文"), signature=(Words("水务局"),), date=(Words("2024年3月5日"),))

    assert indents(draft) == {"Signature": "700", "Date": "200"}


def test_room_is_left_for_a_seal():
    draft = draft_of(body("正文"), signature=(Words("清河市水务局"),), date=(Words("2024年3月5日"),))

    assert indents(draft, {"seal": "yes"}) == {"Signature": "400", "Date": "400"}


@pytest.mark.parametrize("layout", [{"digit": "times"}, {"digits": "宋体"}, {"table_size": "9"}, {"body_font": ""}])
def test_an_option_that_does_not_exist_is_refused(layout):
    with pytest.raises(FormError, match="版面选项"):
        write_word_report(draft_of(body("正文")), layout)


def test_page_numbers_in_the_middle_need_one_footer_only():
    data = written(draft_of(body("正文")), {"page_number": "centre"})

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert [name for name in package.namelist() if "footer" in name] == ["word/footer_default.xml"]
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is None


def test_only_the_last_of_many_annex_names_stay_with_the_signature():
    annexes = tuple(Annex(f"第{number}个项目绩效目标表", (table(),)) for number in range(8))
    draft = draft_of(body("正文"), annexes=annexes, signature=(Words("水务局"),))

    document = part(write_word_report(draft).data, "word/document.xml")

    notes = [each for each in document.iter(f"{W}p") if each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "AnnexNote"]
    kept = [each.find(f"{W}pPr/{W}keepNext") is not None for each in notes]
    assert kept == [False, False, False, True, True, True, True, True]


def test_a_name_that_goes_on_in_the_next_line_of_a_title_stays_one_figure():
    name = "全国残疾人基本服务状况和需求信息数据动态更新经费"
    tree = document(Draft(title=Line((Figure(name, "name"), Words("绩效目标表"))), sections=()))

    title = next(tree.iter(f"{W}p"))
    (bound,) = [each for each in title.iter(f"{W}bookmarkStart") if figure_of(each.get(f"{W}name"))]
    runs = [each for each in bound.itersiblings() if each.tag == f"{W}r"]
    assert figure_of(bound.get(f"{W}name")) == mark_of_fact("name", name, f"{name}绩效目标表")
    assert ["".join(each.itertext()) for each in runs[:3]] == [
        "全国残疾人基本服务状况和",
        "",
        "需求信息数据动态更新经费",
    ]
    assert runs[2].getnext().tag == f"{W}bookmarkEnd"
