"""办事员在 Word 里改过报告，再拿填报数据核一遍：错在哪里、看哪一格，不处理的写明理由。"""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from clerk import OpenWorkbook

INSERTION = '<w:ins {} w:id="901" w:author="张三" w:date="2024-03-01T09:00:00Z"><w:r><w:t>{}</w:t></w:r></w:ins>'


@pytest.fixture
def report(reportgen, entry, tmp_path):
    """The report generated from the entry, as the clerk opens it in Word."""
    path = tmp_path / "报告.docx"
    reportgen("generate", entry, "-o", path)
    return path


def type_over(path, old, new):
    """Type *new* over the first *old* of the report, as Word does: within its run."""
    document = Document(str(path))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == old)
    run.text = new
    document.save(str(path))


def insert_with_tracking(path, after, words):
    """Type *words* behind the first paragraph that holds *after*, with 修订 switched on."""
    document = Document(str(path))
    paragraph = next(each for each in document.paragraphs if after in each.text)
    paragraph._p.append(parse_xml(INSERTION.format(nsdecls("w"), words)))
    document.save(str(path))


@pytest.fixture
def checked(reportgen, entry):
    """Call with a draft for the JSON of its check by the entry."""
    return lambda draft: reportgen("check", draft, "--data", entry, "--format", "json").data[0]


def about(found, words):
    return [each for each in found["findings"] if each["text"] == words]


def test_a_wrong_digit_typed_in_word_is_caught_with_the_cell_to_look_at(reportgen, entry, report, checked, tmp_path):
    type_over(report, "6,102.37万元", "6,201.37万元")

    made = reportgen("check", report, "--data", entry, "-o", tmp_path / "核查.docx")
    (found,) = about(checked(report), "6,201.37万元")

    assert made.code == 1
    assert found["severity"] == "error"
    assert "填报.xlsx 预算!E4" in found["cells"]
    assert found["place"].startswith("第")
    assert "填报.xlsx 预算!E4" in made.out


def test_the_comment_stands_on_the_wrong_number_in_a_copy_of_the_report(reportgen, entry, report, text_of, tmp_path):
    type_over(report, "6,102.37万元", "6,201.37万元")

    reportgen("check", report, "--data", entry, "-o", tmp_path / "核查.docx")

    told = [line for line in text_of(tmp_path / "核查.docx").splitlines() if "核查　“6,201.37万元”：错误" in line]
    assert len(told) == 1
    assert "查看 填报.xlsx 预算!E4" in told[0]
    assert "核查　“6,201.37万元”：错误" not in text_of(report)


def test_a_wrong_number_in_a_tracked_insertion_is_caught_and_commented(reportgen, entry, report, checked, tmp_path):
    insert_with_tracking(report, "培训农民934人", "全年实际培训农民943人。")

    (found,) = about(checked(report), "943人")
    reportgen("check", report, "--data", entry, "-o", tmp_path / "核查.docx")

    body = Document(str(tmp_path / "核查.docx")).element.xml
    assert found["severity"] == "error"
    inserted = body[body.index("<w:ins ") : body.index("</w:ins>")]
    assert inserted.index("全年实际培训农民") < inserted.index("<w:commentRangeStart") < inserted.index("943人")


def test_a_dismissed_finding_stays_dismissed_when_the_report_is_generated_again(
    reportgen, entry, report, checked, tmp_path
):
    sentence = "另有外聘讲师27人参加。"
    insert_with_tracking(report, "培训农民934人", sentence)
    (found,) = about(checked(report), "27人")

    made = reportgen(
        "check", report, "--data", entry, "--dismiss", found["id"], "--reason", "讲师名册已归档", "--by", "王敏"
    )
    again = tmp_path / "新报告.docx"
    reportgen("generate", entry, "-o", again)
    insert_with_tracking(again, "培训农民934人", sentence)

    after = checked(again)
    assert "讲师名册已归档" in made.out
    assert about(after, "27人") == []
    assert [(each["id"], each["reason"], each["by"]) for each in after["dismissed"]] == [
        (found["id"], "讲师名册已归档", "王敏")
    ]


def test_a_dismissal_can_be_typed_into_the_workbook_and_is_told_when_it_is_out_of_date(reportgen, entry, report):
    with OpenWorkbook(entry) as book:
        book.add_row("不处理的问题", 问题编号="abc123", 不处理的理由="早先的一句话")

    made = reportgen("check", report, "--data", entry)

    assert "现在已经没有的问题" in made.out
    assert "abc123　早先的一句话" in made.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--dismiss", "abc123"), "加上 --data 填报文件"),
        (("--dismiss", "abc123", "--data", "填报.xlsx"), "加上 --reason 理由"),
        (("--dismiss", "zzzzzz", "--data", "填报.xlsx", "--reason", "查过"), "没有编号为“zzzzzz”的问题"),
        (("--reason", "查过"), "加上 --dismiss 编号"),
    ],
)
def test_half_a_dismissal_changes_nothing(reportgen, entry, report, monkeypatch, options, told):
    monkeypatch.chdir(entry.parent)
    before = entry.read_bytes()

    made = reportgen("check", report, *options)

    assert made.code == 2
    assert told in made.err
    assert entry.read_bytes() == before


def test_the_same_wrong_number_is_told_once_by_the_data_and_not_again_by_the_document(report, checked):
    type_over(report, "89.54%", "98.54%")

    found = checked(report)

    start = next(each["start"] for each in found["findings"] if each["text"] == "98.54%")
    assert len([each for each in found["findings"] if each["start"] <= start < each["end"]]) == 1


def test_points_a_reviewer_would_take_off_are_told_with_their_source(reportgen, entry, report, checked):
    type_over(report, "优", "良")

    found = checked(report)
    made = reportgen("check", report, "--data", entry)

    deduction = next(each for each in found["deductions"] if each["criterion"] == "得分与等级不符")
    assert deduction["points"] == "0.3"
    assert "评分表" in deduction["source"]
    assert "评审可能扣分：" in made.out
    assert "得分与等级不符：1 处，每处扣 0.3 分，计 0.3 分" in made.out


def test_the_workbook_itself_is_no_draft(reportgen, entry):
    with OpenWorkbook(entry) as book:
        book.remove("不处理的问题")

    made = reportgen("check", entry, "--data", entry)

    assert made.code == 2
    assert "核查报告时用 --data 给出" in made.err


def test_the_copy_can_be_corrected_and_checked_as_it_is(reportgen, entry, report, text_of, tmp_path):
    first, second = tmp_path / "核查.docx", tmp_path / "再核查.docx"
    type_over(report, "6,102.37万元", "6,201.37万元")
    reportgen("check", report, "--data", entry, "-o", first)
    told = text_of(first)
    type_over(first, "6,201.37万元", "6,102.37万元")

    reportgen("check", first, "--data", entry, "-o", second)

    assert "核查　“6,201.37万元”：错误" in told
    assert "6,201.37万元" not in text_of(second)


def test_what_is_said_without_a_number_is_judged_beside_the_tables_of_the_report(report, checked):
    document = Document(str(report))
    document.paragraphs[2].insert_paragraph_before("各项绩效指标全部达到预期目标。")
    document.paragraphs[2].insert_paragraph_before("岚北市妇女联合会负责组织实施。")
    document.save(str(report))

    found = checked(report)

    told = [(each["code"], each["text"]) for each in found["findings"]]
    assert ("BODY_UNKNOWN", "岚北市妇女联合会") in told
    assert ("VERDICT_ALL", "各项绩效指标全部达到") in told
