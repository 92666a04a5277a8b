"""A clerk types something wrong or forgets something; the program says what, where and what to do, and still writes."""

from __future__ import annotations

import pytest

from clerk import OpenWorkbook


def findings(answer):
    return {finding["code"]: finding for finding in answer.data["findings"]}


def test_a_score_that_does_not_follow_from_the_figures_is_told(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        cell = book.type_in("指标", "得分", 2, 5)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code in {0, 1}
    assert "“渠道衬砌长度”得分填5，按R2计算为7.20" in made.out
    assert f"填报.xlsx 指标!{cell}" in made.out
    assert "改为7.20，或在“得分说明”中写明理由" in made.out
    assert (tmp_path / "报告.docx").exists()


def test_a_different_score_with_its_reason_is_kept(reportgen, entry, text_of, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "得分", 2, 5)
        book.type_in("指标", "得分说明", 2, "顺延的渠道影响春灌，从严扣分")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert "得分填5，按R2计算" not in made.out
    assert "自评总分 95.33 分" in made.out
    assert "| 渠道衬砌长度 | 46公里 | 41.4公里 | 8.00 | 5.00 |" in text_of(tmp_path / "报告.docx")


def test_a_total_that_does_not_add_up_is_an_error(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.answer("自评结论", {"自评总分": 99.5})

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 1
    assert "自评总分填99.5分，各项得分合计97.53分（填报.xlsx 自评结论!B3）" in made.out
    assert (tmp_path / "报告.docx").exists()


def test_parts_of_the_budget_that_do_not_make_the_whole_are_an_error(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        cell = book.type_in("预算", "全年执行数", 5, 3732.22)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 1
    line = next(line for line in made.out.splitlines() if "[错误]" in line and "全年执行数" in line)
    assert "6,112.37" in line
    assert "6,102.37" in line
    assert cell in line or "预算!E4" in line


def test_weights_that_do_not_make_100_are_told_before_anybody_signs(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "分值", 1, 18)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 1
    assert "各项分值合计110分，应为100分，多10分" in made.out


def test_a_stated_execution_rate_is_checked_against_the_amounts(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        cell = book.type_in("预算", "填报执行率", 1, "98.54%")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 1
    assert "执行率填98.54%" in made.out
    assert "应为89.54%" in made.out
    assert f"预算!{cell}" in made.out


def test_a_shortfall_without_its_reason_is_asked_for(reportgen, entry, text_of, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "偏差原因", 2, None)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert "[警告] “渠道衬砌长度”指标值46公里，实际完成41.4公里，未完成" in made.out
    assert "→ 在“偏差原因”" in made.out
    assert "【待填：偏差原因】" in text_of(tmp_path / "报告.docx")


def test_over_completion_without_its_reason_is_asked_for_and_costs_no_score(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "偏差原因", 12, None)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx", "--format", "json")

    row = next(row for row in made.data["score"]["rows"] if row["name"] == "农民培训人数")
    assert row["score"] == "6.00"
    assert findings(made)["OVER_COMPLETION"]["severity"] == "warning"


def test_a_project_sum_that_misses_the_departments_line_is_an_error(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("指标", "实际完成值", 20, "602人")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 1
    line = next(line for line in made.out.splitlines() if "“农民培训人数”部门" in line)
    assert "934人" in line
    assert "924人" in line


def test_targets_and_actual_values_that_both_roll_up_are_summed_apart(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.add_row("汇总关系", 部门指标序号="12", 项目序号="3", 汇总内容="指标值", 项目指标序号="3-1")
        book.add_row("汇总关系", 部门指标序号="12", 项目序号="3", 汇总内容="指标值", 项目指标序号="3-2")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert "“农民培训人数”部门" not in made.out


def test_an_amount_in_another_unit_is_converted_and_said_so(reportgen, entry, text_of, tmp_path):
    with OpenWorkbook(entry) as book:
        book.type_in("预算", "全年执行数", 1, "61023700元")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert "填报.xlsx 预算!E4：单元格写明“元”，与金额单位“万元”不同，按 61,023,700元 读取" in made.out
    assert "89.54%" in text_of(tmp_path / "报告.docx")


def test_notices_about_cells_reach_the_json_answer_too(reportgen, entry):
    with OpenWorkbook(entry) as book:
        book.type_in("预算", "全年执行数", 1, "61023700元")

    scored = reportgen("score", entry, "--format", "json")

    assert [notice for notice in scored.data["notices"] if "预算!E4" in notice]


@pytest.mark.parametrize("command", ["score", "facts"])
def test_the_entry_file_is_only_read(reportgen, entry, command):
    before = entry.read_bytes()

    reportgen(command, entry)

    assert entry.read_bytes() == before
