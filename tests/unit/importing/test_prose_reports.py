"""Reports in sentences (文字报告): what each states, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from import_samples import budget, imported, rows
from reportgen.documents.source_files import read_source
from reportgen.importing.indicator_sentences import stated_indicators
from reportgen.importing.interpretation import interpret


def test_indicator_sentences_take_level_and_values_from_their_wording() -> None:
    entered = imported("report_with_numbered_problems.txt").entered

    assert rows(entered) == [
        ("数量指标", "道路机械化清扫面积", "≥320万平方米", "335万平方米", "", ""),
        ("数量指标", "公厕改造数量", "12座", "11座", "", ""),
        ("质量指标", "生活垃圾无害化处理率", "100%", "100%", "", ""),
        ("时效指标", "市政设施维修及时率", "≥95%", "96.2%", "", ""),
        ("", "城市道路完好率", "≥92%", "93.1%", "", "15"),
        ("服务对象满意度指标", "市民对市容环境满意度", "≥85%", "87.6%", "", ""),
    ]
    assert entered.indicators[4].category == "效益指标"


def test_budget_staff_and_score_of_a_report_are_read() -> None:
    entered = imported("report_with_numbered_problems.txt").entered

    assert budget(entered) == [
        ("合计", "合计", "4,860.00万元", "5,120.35万元", "4,915.54万元", "96.00%", "", ""),
        ("合计", "基本支出", "", "", "1,620.40万元", "", "", ""),
        ("合计", "项目支出", "", "", "3,295.14万元", "", "", ""),
    ]
    assert [(each.staff_class, each.authorized, each.actual) for each in entered.staff] == [
        ("合计", 58, 55),
        ("行政", 20, 19),
        ("事业", 38, 36),
        ("退休", None, 23),
    ]
    assert (entered.conclusion.total_score, entered.conclusion.rating) == (Decimal("96.85"), "优")
    assert [duty.text for duty in entered.duties] == ["负责市容环境卫生管理", "负责市政设施维护", "负责城管综合执法"]


def test_numbered_problems_stand_beside_their_measures() -> None:
    entered = imported("report_with_numbered_problems.txt").entered

    assert [(each.problem, each.measure) for each in entered.problems] == [
        ("公厕选址协调机制不顺。规划选址与产权单位沟通偏晚。", "提前介入选址。每年三月底前与产权单位签订意向书。"),
        ("部分项目支出进度慢。设备采购集中在第四季度验收。", "优化采购时序。一季度完成采购需求论证。"),
    ]


def test_amounts_in_yi_yuan_and_scores_behind_sentences_are_read() -> None:
    entered = imported("report_scores_by_sentence.txt").entered

    assert budget(entered) == [("合计", "合计", "0.1865亿元", "0.1932亿元", "18,740,400元", "97%", "", "")]
    assert [row[1:] for row in rows(entered)] == [
        ("公务用车保障次数", "2600次", "2754次", "", "10"),
        ("会议服务保障场次", "≥380场", "402场", "", "10"),
        ("办公区设备完好率", "≥98%", "97.3%", "", "9.93"),
        ("人均用水量下降率", "≥2%", "2.6%", "", "15"),
        ("服务对象满意度", "≥90%", "92.4%", "", "10"),
    ]
    assert [each.category for each in entered.indicators] == ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    assert (entered.conclusion.total_score, entered.conclusion.rating) == (Decimal("94.93"), "优")
    assert entered.staff[0].authorized == 26
    assert entered.department.name == "栗山区机关事务服务中心"


def test_a_short_report_names_its_department_in_the_title() -> None:
    entered = imported("report_short.txt").entered

    assert (entered.department.name, entered.department.year) == ("磐石县供销合作社联合社", 2022)
    assert (entered.conclusion.total_score, entered.conclusion.rating) == (Decimal(97), "优")
    assert budget(entered)[0] == ("合计", "合计", "", "286.40万元", "271.94万元", "", "", "")
    assert [each.problem for each in entered.problems] == ["项目资金下达晚，支付集中在年底", "个别指标没有量化。"]


REPORTS = Path(__file__).parents[3] / "corpora" / "reports"


@pytest.mark.parametrize(
    ("report", "name", "expected_budget", "spent", "score", "indicators", "projects", "staff"),
    [
        ("archives-county-2023", "鹿鸣县档案馆", "580.76万元", "548.05万元", "98.36", 12, 4, (17, 16)),
        ("dpf-city-2021", "霁州市残疾人联合会", "3,398.90万元", "3,276.78万元", "97.90", 13, 4, (43, 40)),
        ("dpf-county-2023", "桐埠县残疾人联合会", "585.40万元", "563.99万元", "96.02", 5, 4, (11, 11)),
        ("education-county-2023", "栖云县教育局", "22,957.95万元", "22,572.58万元", "97.79", 13, 0, (1486, 1412)),
        ("emergency-county-2024", "松澜县应急管理局", "2,528.50万元", "2,378.32万元", "97.28", 13, 0, (52, 49)),
        ("justice-city-2023", "朔宁市司法局", "4,407.80万元", "4,299.99万元", "98.25", 0, 4, (112, 107)),
        ("transport-city-2023", "云栎市交通运输局", "51,992.30万元", "50,556.89万元", "98.30", 0, 4, (412, 396)),
    ],
)
def test_a_report_of_the_corpus_gives_its_figures(
    report: str,
    name: str,
    expected_budget: str,
    spent: str,
    score: str,
    indicators: int,
    projects: int,
    staff: tuple[int, int],
) -> None:
    entered = interpret([read_source(REPORTS / f"{report}.md")]).entered

    line = entered.budget_line()
    assert line is not None
    assert (entered.department.name, entered.conclusion.rating) == (name, "优")
    assert (str(line.adjusted_budget), str(line.actual_expenditure)) == (expected_budget, spent)
    assert entered.conclusion.total_score == Decimal(score)
    assert (len(entered.indicators), len(entered.projects)) == (indicators, projects)
    assert (entered.staff[0].authorized, entered.staff[0].actual) == staff
    assert entered.problems


def test_the_score_of_budget_execution_stands_in_the_budget() -> None:
    entered = interpret([read_source(REPORTS / "archives-county-2023.md")]).entered

    line = entered.budget_line()
    assert line is not None
    assert (line.max_score, line.score) == (Decimal(10), Decimal("9.44"))
    assert entered.indicators[0].name == "接收进馆档案"
    assert entered.indicators[0].number == "1"


@pytest.mark.parametrize(
    ("name", "department", "lines", "score"),
    [
        (
            "report_functions.txt",
            "锦溪市科技馆",
            [("合计", "合计", "", "2,318.00万元", "2,264.69万元", "97.70%", "", "")],
            "95.2",
        ),
        (
            "report_summary.txt",
            "云台县统计局",
            [("合计", "合计", "692.40万元", "718.90万元", "706.32万元", "98.25%", "", "")],
            "97.83",
        ),
        (
            "report_evaluation.txt",
            "清河区退役军人事务局",
            [
                ("合计", "合计", "", "", "15,558.10万元", "", "", ""),
                ("合计", "基本支出", "", "", "486.20万元", "", "", ""),
                ("合计", "项目支出", "", "", "15,071.90万元", "", "", ""),
            ],
            "92.4",
        ),
        (
            "report_by_fund.txt",
            "汨水区医疗保障局",
            [
                ("合计", "基本支出", "203.60万元", "", "211.35万元", "", "", ""),
                ("合计", "项目支出", "96.00万元", "", "92.16万元", "", "", ""),
            ],
            "94",
        ),
        (
            "report_decimal_headings.txt",
            "东澜县图书馆",
            [("合计", "合计", "3,280,000.00元", "3,400,000.00元", "3,369,400.00元", "99.10%", "", "")],
            "98.11",
        ),
    ],
)
def test_reports_of_other_outlines_give_budget_and_score(
    name: str, department: str, lines: list[tuple[str, ...]], score: str
) -> None:
    entered = imported(name).entered

    assert entered.department.name == department
    assert budget(entered) == lines
    assert (entered.conclusion.total_score, entered.conclusion.rating) == (Decimal(score), "优")


def test_problems_that_carry_their_measure_are_parted() -> None:
    entered = imported("report_functions.txt").entered

    assert [(each.problem, each.measure) for each in entered.problems] == [
        ("展品完好率偏低", "建立巡检日志。"),
        ("部分活动预约系统不稳定", "升级服务器。"),
    ]


def test_weight_and_score_behind_an_indicator_sentence_are_read() -> None:
    entered = imported("report_decimal_headings.txt").entered

    assert [row[1:] for row in rows(entered)] == [
        ("新增藏书量", "≥8000册", "8260册", "10", "10"),
        ("借阅册次", "≥15万册次", "13.8万册次", "10", "9.2"),
        ("读者满意度", "≥90%", "95.3%", "10", "10"),
    ]


def test_a_report_in_boxes_is_read_as_a_report() -> None:
    result = imported("report_in_boxes.txt")

    assert result.not_read == ()
    assert result.entered.department.name == "贵水县林业和草原局"
    assert [(each.staff_class, each.authorized, each.actual) for each in result.entered.staff] == [("合计", 35, 33)]
    assert result.entered.conclusion.total_score == Decimal(93)
    assert result.entered.conclusion.result_use == "与下年预算挂钩。"
    assert [each.problem for each in result.entered.problems] == ["部分指标设置偏粗，已修订。"]


def test_budget_and_expenditure_of_each_part_stand_in_their_clause() -> None:
    entered = imported("report_with_clauses.txt").entered

    assert budget(entered) == [
        ("合计", "合计", "", "145.20万元", "141.86万元", "97.70%", "", ""),
        ("合计", "基本支出", "", "112.00万元", "111.20万元", "", "", ""),
        ("合计", "项目支出", "", "33.20万元", "30.66万元", "", "", ""),
    ]
    assert [goal.text for goal in entered.goals] == ["开展维权服务不少于60场", "培训女能人不少于120人。"]
    assert [row[:4] for row in rows(entered)] == [
        ("数量指标", "维权服务场次", "≥60场", "66场"),
        ("数量指标", "女能人培训人数", "≥120人", "115人"),
        ("质量指标", "培训结业率", "≥95%", "96.5%"),
        ("社会效益指标", "家庭教育知识知晓率", "≥80%", "83%"),
        ("服务对象满意度指标", "服务对象满意度", "≥90%", "94%"),
    ]


def test_public_funds_beside_the_appropriation_are_pointed_out() -> None:
    inside = imported("budget_by_nature.txt")
    beside = imported("subtotals_and_other_funds.txt")

    remedy = "没有并入财政拨款；应当并入的，请相加后改填“财政拨款—合计”一行。"
    assert f"budget_by_nature.txt 第10行第2列：“政府性基金拨款：255.82”{remedy}" in inside.notices
    assert f"subtotals_and_other_funds.txt 第8行第2列：“政府性基金预算拨款”{remedy}" in beside.notices
    assert [notice for notice in imported("plain_table.txt").notices if remedy in notice] == []


def test_the_total_of_a_list_of_projects_is_not_the_budget_that_the_prose_tells(tmp_path: Path) -> None:
    report = tmp_path / "报告.md"
    report.write_text(
        "# 青屿县水务局2023年度部门整体支出绩效自评报告\n\n## 一、预算执行\n\n"
        "2023年年初预算1,480.00万元，全年预算1,630.00万元，全年支出1,597.40万元，预算执行率98.00%。\n\n"
        "| 项目名称 | 全年预算（万元） | 全年支出（万元） |\n|---|---|---|\n"
        "| 水库维修 | 412.00 | 405.80 |\n| 河道清淤 | 300.00 | 286.00 |\n| 合计 | 712.00 | 691.80 |\n",
        "utf-8",
    )

    result = interpret([read_source(report)])

    line = result.entered.budget_line()
    assert line is not None
    assert str(line.adjusted_budget) == "1,630.00万元"
    assert [str(project.budget) for project in result.entered.projects] == ["412.00万元", "300.00万元"]
    assert any("“合计”712.00万元是各项目之和" in notice for notice in result.notices)


def test_a_sentence_that_gives_no_actual_value_states_no_indicator() -> None:
    assert stated_indicators("管理率78.3%。目标是75%，完成了。") == ()
    assert stated_indicators("2024年度共设绩效指标14项，完成12项。") == ()
    assert [one.actual for one in stated_indicators("培训人数目标200人，实际完成188人。")] == ["188人"]
