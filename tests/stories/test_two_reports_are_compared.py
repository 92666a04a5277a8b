"""科长问“这一稿和上一稿有什么不同”：逐段、逐个数字列出来。"""

import pytest
from docx import Document

from clerk import OpenWorkbook


@pytest.fixture
def drafts(reportgen, entry, tmp_path):
    """The draft of last week and today's, with new figures and a sentence of the clerk's."""
    old, new = tmp_path / "旧.docx", tmp_path / "新.docx"
    reportgen("generate", entry, "-o", old)
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "实际完成值", 12, "1034人")
    reportgen("generate", entry, "-o", new)
    document = Document(str(new))
    next(each for each in document.paragraphs if "年度绩效目标3项" in each.text).insert_paragraph_before(
        "目标经党组会审定。"
    )
    document.save(str(new))
    return old, new


def test_the_changed_numbers_are_named_by_what_they_are(reportgen, drafts):
    answer = reportgen("compare", *drafts, "--format", "json")

    numbers = [number for change in answer.data["changes"] for number in change["numbers"]]
    assert {"before": "934人", "after": "1034人", "fact": "“农民培训人数”实际完成值"} in numbers
    assert answer.code == 1


def test_the_terminal_shows_each_change_with_its_place(reportgen, drafts):
    told = reportgen("compare", *drafts).out

    assert "新增\n  目标经党组会审定。" in told
    assert "〔删：934人〕〔增：1034人〕" in told
    assert "数字：934人 → 1034人（“农民培训人数”实际完成值）" in told


def test_the_result_can_be_handed_round_as_a_word_file(reportgen, drafts, text_of, tmp_path):
    reportgen("compare", *drafts, "-o", tmp_path / "对比.docx")

    text = text_of(tmp_path / "对比.docx")
    assert "文稿对比结果" in text
    assert "目标经党组会审定。" in text


def test_a_file_compared_with_itself_has_no_changes(reportgen, drafts):
    answer = reportgen("compare", drafts[0], drafts[0])

    assert answer.code == 0
    assert "没有改动" in answer.out
