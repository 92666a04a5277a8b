"""One call judges a text or a file, alone or by the entered data, and offsets are those of its plain text."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from reportgen import pipeline
from reportgen.errors import UnreadableFileError
from reportgen.model.checked_text import Verdict
from reportgen.settings import read_settings
from stories_places import ENTRIES

TEMPLATES = read_settings().templates
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
WRONG = "农民培训人数实际完成947人。"


@pytest.fixture(scope="module")
def data():
    return pipeline.open_entry(ENTRIES / "agriculture.yaml", TEMPLATES)


def spans(checked):
    return [checked.text[each.start : each.end] for each in checked.mentions]


def test_words_are_judged_by_the_data_and_lead_to_the_entered_line(data):
    checked = pipeline.check_words(WRONG, TEMPLATES, data)

    (finding,) = checked.findings
    assert (finding.code, finding.text, finding.start) == ("NUMBER_DIFFERS", "947人", WRONG.index("947"))
    assert finding.origins[0].place == "第1行"
    assert str(finding.origins[1]).startswith("agriculture.yaml 第")


def test_a_file_without_words_is_no_clean_report(tmp_path):
    Document().save(str(tmp_path / "扫描件.docx"))

    with pytest.raises(UnreadableFileError, match="没有可以核查的文字"):
        pipeline.check_file(tmp_path / "扫描件.docx", TEMPLATES)


def test_words_alone_are_judged_by_themselves():
    checked = pipeline.check_words(WRONG, TEMPLATES)

    assert checked.findings == ()
    assert {each.verdict for each in checked.mentions} == {Verdict.EXEMPT}


def test_a_table_file_is_judged_by_the_data(tmp_path, data):
    book = Workbook()
    book.active.append(["项目", "数额"])
    book.active.append(["部门整体支出全年执行数（万元）", "6,201.37"])
    book.save(tmp_path / "表.xlsx")
    (tmp_path / "表.csv").write_text('项目,数额\n部门整体支出全年执行数,"6,102.37万元"\n', encoding="utf-8")

    workbook = pipeline.check_file(tmp_path / "表.xlsx", TEMPLATES, data)
    commas = pipeline.check_file(tmp_path / "表.csv", TEMPLATES, data)

    assert "6,201.37" in spans(workbook)
    assert "6,102.37万元" in spans(commas)


def test_offsets_of_a_word_file_count_in_its_plain_text(tmp_path, data):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "岚北市农业农村局2021年度"
    document.add_paragraph("全年执行6,102.37万元，")
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "农民培训人数", "934人"
    document.save(str(tmp_path / "报告.docx"))

    checked = pipeline.check_file(tmp_path / "报告.docx", TEMPLATES, data)

    assert checked.text == "全年执行6,102.37万元，\n农民培训人数\t934人\n岚北市农业农村局2021年度"
    assert spans(checked) == [each.text for each in checked.mentions] == ["6,102.37万元", "934人", "2021年度"]
    assert [each.origins[0].place for each in checked.findings if each.text == "2021年度"] == ["页眉第1段"]


# Facts of published documents that hold: ../shared/acceptance/consistent_facts.json
CONSISTENT = [
    ("000", "预算执行率", {"RATE_MISMATCH", "RATE_ROUNDING", "TABLE_RATE", "RATE_IN_TEXT", "OVER_EXECUTION"}, ""),
    ("000", "分值合计", {"WEIGHT_TOTAL"}, ""),
    ("000", "得分合计", {"TOTAL_MISMATCH", "SCORE_PARTS"}, ""),
    ("000", "等级", {"RATING_MISMATCH"}, ""),
    ("000", "各目标分值", {"CATEGORY_WEIGHT_SUM", "TABLE_SUM"}, ""),
    ("002", "预算执行率", {"RATE_MISMATCH", "RATE_ROUNDING", "TABLE_RATE", "RATE_IN_TEXT", "OVER_EXECUTION"}, ""),
    ("004", "人均标准", {"NOT_DIVISIBLE", "PRODUCT_IN_TEXT"}, "80户"),
    ("004", "支出计划", {"PLAN_FALLS", "PLAN_INCOMPLETE"}, ""),
    ("004", "在职和离退休", {"HEADCOUNT_MISMATCH", "PARTS_IN_TEXT"}, "14人"),
    ("004", "成本与预算", {"COST_VS_BUDGET"}, "10万元"),
    ("004", "预算合计", {"SUM_MISMATCH", "CROSS_DOC_BUDGET"}, ""),
]


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.exists(), reason="没有 ../shared/seeds 中的公开文件")
@pytest.mark.parametrize(("seed", "fact", "codes", "words"), CONSISTENT, ids=lambda value: str(value)[:12])
def test_a_fact_that_holds_gets_no_finding(seed, fact, codes, words):
    checked = pipeline.check_file(next(SEEDS.glob(f"{seed}_*.txt")), TEMPLATES)

    assert [each.message for each in checked.findings if each.code in codes and words in each.message] == []


def test_without_data_a_number_is_true_by_the_table_of_the_draft():
    checked = pipeline.check_words(
        "| 项目 | 年初预算数 | 全年预算数 | 全年执行数 |\n|---|---|---|---|\n"
        "| 年度资金总额（万元） | 200.00 | 210.00 | 190.00 |\n\n全年预算数210.00万元，执行率90.48%。\n",
        TEMPLATES,
        draft="报告.md",
    )

    assert [each.reason for each in checked.mentions if each.text in {"210.00万元", "90.48%"}] == [
        "与文稿自己的表格一致：“部门整体支出”全年预算数210.00万元",
        "由文稿自己的表格算出：“部门整体支出”预算执行率90.48%",
    ]
