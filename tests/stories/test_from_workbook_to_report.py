"""A clerk starts from an empty workbook, types the year's figures and gets the report."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from clerk import OpenWorkbook


def type_a_small_bureau(path: Path, *, unit_factor: int = 1) -> None:
    """What a clerk of a small bureau types; *unit_factor* is 10000 where the form counts in 元."""
    with OpenWorkbook(path) as book:
        book.answer("基本信息", {"部门名称": "云岭县水务局", "年度": 2023, "填报日期": "2024年3月12日"})
        book.add_row("人员", 人员类别="合计", 编制人数=24, 实有人数=23)
        book.add_row("职责", 主要职责="管理全县水资源和供水")
        book.add_row("依据文件", 文件名称="关于开展绩效自评的通知", 文号="云财绩〔2024〕1号", 用途="自评依据")
        book.add_row(
            "预算",
            资金来源="合计",
            支出类别="合计",
            年初预算数=800 * unit_factor,
            全年预算数=845.5 * unit_factor,
            全年执行数=830.1 * unit_factor,
            预算调整原因="追加抗旱经费",
            偏差原因="水表采购中标价低于预算",
        )
        book.add_row("目标", 目标序号="1", 年度绩效目标="更新老旧水表", 实际完成情况="更新水表1850只")
        book.add_row(
            "指标",
            所属目标="1",
            一级指标="产出指标",
            二级指标="数量指标",
            三级指标="水表更新数量",
            计算符号="≥",
            年度指标值=1800,
            计量单位="只",
            实际完成值="1850只",
            分值=50,
        )
        book.add_row(
            "指标",
            所属目标="1",
            一级指标="效益指标",
            二级指标="社会效益指标",
            三级指标="管网漏损率",
            计算符号="≤",
            年度指标值=9,
            计量单位="%",
            实际完成值="8.7%",
            分值=30,
        )
        book.add_row(
            "指标",
            所属目标="1",
            一级指标="满意度指标",
            二级指标="服务对象满意度指标",
            三级指标="用水户满意度",
            计算符号="≥",
            年度指标值=90,
            计量单位="%",
            实际完成值="81%",
            分值=10,
            偏差原因="两个小区换表期间停水时间长",
            改进措施="换表提前三天公告",
        )


def test_a_filled_workbook_becomes_a_report_with_its_table(reportgen, text_of, tmp_path):
    workbook, report = tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    started = reportgen("new", "--form", "general", "-o", workbook)
    type_a_small_bureau(workbook)

    made = reportgen("generate", workbook, "-o", report)

    text = text_of(report)
    assert started.code == 0
    assert (made.code, made.complaints) == (0, [])
    assert f"报告已写入：{report}" in made.out
    assert "云岭县水务局2023年度" in text
    assert "845.50万元" in text
    assert "98.18%" in text
    assert "| 用水户满意度 | ≥90% | 81% | 10.00 | 9.00 |" in text


def test_the_closing_summary_says_what_is_left_to_fill(reportgen, tmp_path):
    workbook = tmp_path / "填报.xlsx"
    reportgen("new", "-o", workbook)
    type_a_small_bureau(workbook)

    made = reportgen("generate", workbook, "-o", tmp_path / "报告.docx")

    assert "自评总分 98.82 分（总分值 100.00），评价等级：优" in made.out
    assert "待填 3 处：" in made.out
    assert "【待填：结果应用】　在“自评结论”表的“结果应用”中填写" in made.out
    assert "问题：错误 0 处，警告 0 处" in made.out


def test_what_is_missing_stands_in_the_report_as_a_gap_with_a_comment(reportgen, text_of, tmp_path):
    workbook, report = tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    reportgen("new", "-o", workbook)
    type_a_small_bureau(workbook)

    reportgen("generate", workbook, "-o", report)

    text = text_of(report)
    assert "【待填：公开情况】" in text
    assert "在“自评结论”表的“公开情况”中填写" in text.partition("批注：")[2]


def test_every_score_is_shown_with_its_rule_and_its_sum(reportgen, tmp_path):
    workbook = tmp_path / "填报.xlsx"
    reportgen("new", "-o", workbook)
    type_a_small_bureau(workbook)

    scored = reportgen("score", workbook)

    line = next(line for line in scored.out.splitlines() if line.startswith("用水户满意度"))
    assert line.split() == ["用水户满意度", "10", "R1", "9.00", "9.00", "81%÷90%×10=9"]
    assert "计分依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）" in scored.out


def test_every_figure_of_the_ledger_names_its_cell_or_its_formula(reportgen, tmp_path):
    workbook = tmp_path / "填报.xlsx"
    reportgen("new", "-o", workbook)
    type_a_small_bureau(workbook)

    facts = {fact["id"]: fact for fact in reportgen("facts", workbook, "--format", "json").data["facts"]}

    assert facts["budget.total.adjusted_budget"]["origin"] == "填报.xlsx 预算!D4"
    assert Decimal(facts["budget.total.adjusted_budget"]["value"]) == Decimal("845.5")
    assert facts["budget.total.execution_rate"]["operands"] == [
        "budget.total.actual_expenditure",
        "budget.total.adjusted_budget",
    ]


@pytest.mark.parametrize(
    ("form", "factor", "money"),
    [
        ("general", 1, "845.50万元"),
        ("tianjin", 1, "845.50万元"),
        ("shanghai", 10_000, "8,455,000.00元"),
        ("hebei", 10_000, "8,455,000.00元"),
    ],
)
def test_the_workbook_of_each_form_counts_in_the_unit_of_the_form(reportgen, text_of, tmp_path, form, factor, money):
    workbook, report = tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    reportgen("new", "--form", form, "-o", workbook)
    type_a_small_bureau(workbook, unit_factor=factor)

    reportgen("generate", workbook, "-o", report)

    assert money in text_of(report)


def test_one_entry_can_be_reported_under_another_form(reportgen, text_of, entry, tmp_path):
    reportgen("generate", entry, "-o", tmp_path / "天津.docx")
    reportgen("generate", entry, "--form", "general", "-o", tmp_path / "通用.docx")

    assert "## 二、预算执行情况" in text_of(tmp_path / "天津.docx")
    assert "## 二、部门整体支出绩效实现情况" in text_of(tmp_path / "通用.docx")


def test_equal_entries_make_equal_reports(reportgen, entry, tmp_path):
    reportgen("generate", entry, "-o", tmp_path / "甲.docx")
    reportgen("generate", entry, "-o", tmp_path / "乙.docx")

    assert (tmp_path / "甲.docx").read_bytes() == (tmp_path / "乙.docx").read_bytes()


def test_a_form_of_ones_own_is_offered_filled_and_reported(reportgen, text_of, tmp_path, monkeypatch):
    import shutil

    shipped = Path(__file__).parents[2] / "templates"
    own = tmp_path / "表样"
    shutil.copytree(shipped / "shared", own / "shared")
    shutil.copytree(shipped / "general", own / "yunling")
    form = own / "yunling" / "form.yaml"
    form.write_text(
        form.read_text(encoding="utf-8").replace("name: 通用（叙述报告＋10/50/30/10 自评表）", "name: 云岭县自评报告"),
        encoding="utf-8",
    )
    monkeypatch.setenv("REPORTGEN_TEMPLATES", str(own))
    workbook, report = tmp_path / "填报.xlsx", tmp_path / "报告.docx"

    offered = reportgen("forms")
    reportgen("new", "--form", "yunling", "-o", workbook)
    type_a_small_bureau(workbook)
    made = reportgen("generate", workbook, "-o", report)

    assert "云岭县自评报告" in offered.out
    assert made.code == 0
    assert "云岭县水务局" in text_of(report)
