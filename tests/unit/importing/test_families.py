"""Own sample documents of the families in which other places publish: what each states, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import ImportResult, interpret
from reportgen.model.self_evaluation import SelfEvaluation

SAMPLES = Path(__file__).parents[2] / "samples" / "import"


def imported(name: str) -> ImportResult:
    return interpret([read_source(SAMPLES / name)])


def budget(entered: SelfEvaluation) -> list[tuple[str, ...]]:
    """Source, type, 年初, 全年, 执行, rate, 分值 and 得分 of every line, as texts."""
    return [
        tuple(
            "" if value is None else str(value)
            for value in (
                line.source,
                line.expenditure_type,
                line.original_budget,
                line.adjusted_budget,
                line.actual_expenditure,
                line.stated_execution_rate,
                line.max_score,
                line.score,
            )
        )
        for line in entered.budget
    ]


def rows(entered: SelfEvaluation) -> list[tuple[str, ...]]:
    """二级指标, name, target, actual, 分值 and 得分 of every indicator, as texts."""
    return [
        tuple(
            "" if value is None else str(value)
            for value in (
                each.subcategory,
                each.name,
                each.target_value,
                each.actual_value,
                each.max_score,
                each.score,
            )
        )
        for each in entered.indicators
    ]


# -- self-evaluation of projects --------------------------------------------------------------------------------


def test_each_project_keeps_its_money_by_source_and_its_scores() -> None:
    first, second = imported("project_self_evaluations.txt").entered.projects

    assert (first.name, first.unit_name) == ("乡镇卫生院中医馆建设", "云岭县中医医院")
    assert [str(each) for each in (first.original_budget, first.budget, first.actual_expenditure)] == [
        "200.00万元",
        "220.00万元",
        "198.00万元",
    ]
    assert [str(each) for each in (first.fiscal_appropriation, first.carry_over, first.other_funds)] == [
        "200.00万元",
        "20.00万元",
        "0.00万元",
    ]
    assert [str(each) for each in (first.fiscal_expenditure, first.carry_over_expenditure)] == [
        "180.00万元",
        "18.00万元",
    ]
    assert str(first.stated_execution_rate) == "90.00%"
    assert (first.execution_max_score, first.execution_score) == (Decimal(10), Decimal("9.00"))
    assert (first.total_score, second.total_score) == (Decimal("92.67"), Decimal("100.00"))
    assert (second.carry_over, second.other_funds) == (None, None)


def test_goals_and_indicators_of_projects_stay_with_their_project() -> None:
    entered = imported("project_self_evaluations.txt").entered

    assert [(goal.project, goal.achieved) for goal in entered.goals] == [
        ("1", "建成中医馆5个，1个因场地腾退晚跨年完工。"),
        ("2", "144名村医补助按月足额发放。"),
    ]
    assert [each.project for each in entered.indicators] == ["1"] * 5 + ["2"] * 5
    assert rows(entered)[0] == ("数量指标", "建成中医馆数量", "≥6个", "5个", "20", "16.67")
    assert entered.indicators[0].improvement_measures == "下一步提前与乡镇签订移交协议。"


def test_what_a_project_has_no_field_for_is_listed_once() -> None:
    result = imported("project_self_evaluations.txt")

    assert result.not_read == (
        "project_self_evaluations.txt 第10行第3列等4处：“项目分资金来源的年初预算数”一栏没有对应的填报项",
    )


# -- tables of departments in other provinces -------------------------------------------------------------------


def test_a_weight_printed_behind_the_name_is_the_max_score() -> None:
    entered = imported("weights_in_names.txt").entered

    assert rows(entered) == [
        ("数量指标", "县乡道改造里程", "≥42公里", "43.5公里", "10", "10"),
        ("质量指标", "交工验收合格率", "100%", "100%", "10", "10"),
        ("时效指标", "主体完工率", "≥95%", "91.7%", "5", "4.83"),
        ("社会效益指标", "通客车建制村比例", "100%", "100%", "15", "15"),
        ("数量指标", "执法检查次数", "≥240次", "251次", "15", "15"),
        ("社会效益指标", "投诉办结率", "≥98%", "98.6%", "15", "15"),
        ("服务对象满意度指标", "乘客满意度", "≥90%", "88.2%", "10", "9.8"),
    ]
    assert [each.goal for each in entered.indicators] == ["1"] * 4 + ["2"] * 3
    assert ("合计", "合计", "", "5,596.20万元", "5,260.43万元", "94.00%", "20", "18.80") in budget(entered)
    assert entered.conclusion.total_score == Decimal("98.43")


def test_units_and_directions_in_columns_join_the_adjusted_targets() -> None:
    result = imported("core_indicators.txt")

    assert [row[1:] for row in rows(result.entered)] == [
        ("群众文化活动场次", "≥120场", "126场", "20", "20"),
        ("送戏下乡场次", "≥18场", "18场", "20", "20"),
        ("免费开放天数", "≥320天", "301天", "20", "18.81"),
        ("数字文化资源访问量", "≥15万次", "14.5万次", "15", "14.50"),
        ("经费超支率", "≤0%", "0%", "5", "5"),
        ("观众满意率", "≥90%", "93%", "10", "9.41"),
    ]
    assert budget(result.entered) == [
        ("合计", "合计", "1,260.00万元", "1,318.40万元", "1,304.55万元", "98.95%", "10", "9.90"),
        ("财政拨款", "合计", "1,260.00万元", "1,318.40万元", "1,304.55万元", "98.95%", "", ""),
    ]
    assert result.entered.conclusion.total_score == Decimal("97.62")
    assert [text for text in result.not_read if "一栏" in text] == [
        "core_indicators.txt 第10行第5列等6处：“已调整的年初指标值”一栏没有对应的填报项",
        "core_indicators.txt 第10行第8列等6处：“得分系数”一栏没有对应的填报项",
        "core_indicators.txt 第10行第11列等6处：“是否核心指标”一栏没有对应的填报项",
        "core_indicators.txt 第11行第12列等2处：“备注”一栏没有对应的填报项",
    ]


def test_a_header_whose_levels_stand_in_a_second_row_is_read() -> None:
    entered = imported("tasks_and_goals_by_year.txt").entered

    assert [(row[0], row[1], row[2], row[3]) for row in rows(entered)] == [
        ("数量指标", "法律援助案件数", "＞=500件", "528件"),
        ("数量指标", "普法宣讲场次", "＞=60场", "57场"),
        ("质量指标", "法律援助合格率", "＞=95%", "96.4%"),
        ("社会效益指标", "社区矫正对象再犯罪率", "＜=0.2%", "0.1%"),
        ("服务对象满意度指标", "受援人满意度", "＞=90%", "95%"),
    ]
    assert entered.indicators[1].formula == "每少1场扣1分"
    assert entered.indicators[2].basis == "省厅评查标准"
    assert entered.indicators[1].deviation_reason == "三场因疫情取消"


def test_tasks_with_their_money_are_projects_and_goals_of_other_years_are_left() -> None:
    result = imported("tasks_and_goals_by_year.txt")

    assert [
        (each.name, str(each.budget), str(each.other_funds), each.fund_use) for each in result.entered.projects
    ] == [
        ("法律援助", "120.00万元", "0.00万元", "法律援助案件办理补贴"),
        ("社区矫正", "56.50万元", "6.50万元", "社区矫正对象教育帮扶"),
    ]
    assert [str(each.actual_expenditure) for each in result.entered.projects] == ["118.80万元", "45.20万元"]
    assert result.entered.department.year == 2023
    assert [goal.achieved for goal in result.entered.goals][-1] == "办理法律援助案件528件，开展普法宣讲57场。"
    assert any("2024、办理法律援助案件520件。" in text for text in result.not_read)
    assert [duty.text for duty in result.entered.duties] == ["承担法治宣传、社区矫正和法律援助工作。"]


def test_amounts_inside_their_labels_are_read_and_other_funds_listed() -> None:
    result = imported("budget_by_nature.txt")

    assert budget(result.entered) == [
        ("合计", "合计", "3,410.00万元", "3,655.82万元", "3,509.59万元", "96.00%", "10", "9.6"),
        ("财政拨款", "合计", "", "3,300.00万元", "", "", "", ""),
        ("合计", "基本支出", "", "820.00万元", "", "", "", ""),
        ("合计", "项目支出", "", "2,835.82万元", "", "", "", ""),
        ("其他资金", "合计", "", "100.00万元", "", "", "", ""),
    ]
    assert result.not_read == (
        "budget_by_nature.txt 第10行第2列：“政府性基金拨款：255.82”没有对应的填报项",
        "budget_by_nature.txt 第11行第2列：“纳入专户管理的非税收入拨款：0”没有对应的填报项",
    )
    assert result.entered.department.name == "澧南县民政局"
    assert (result.entered.department.contact, result.entered.department.phone) == ("何芳", "0736-0000000")


def test_sums_inside_the_table_are_no_indicators_and_no_total() -> None:
    result = imported("subtotals_and_other_funds.txt")

    assert [each.name for each in result.entered.indicators] == [
        "审计项目数",
        "审计报告篇数",
        "审计建议采纳率",
        "计划按期完成率",
        "审计促进增收节支",
        "审计整改率",
        "被审计单位满意度",
    ]
    assert result.entered.conclusion.total_score == Decimal("99.21")
    assert result.entered.conclusion.total_max_score == Decimal(100)
    assert result.entered.indicators[2].improvement_measures == "与主管部门会商"
    assert result.not_read == (
        "subtotals_and_other_funds.txt 第8行第2列等7格："
        "“政府性基金预算拨款、0.00、20.00、18.50、—、92.50%、—”没有对应的填报项",
        "subtotals_and_other_funds.txt 第9行第2列等7格："
        "“上年结转资金、12.00、15.30、14.28、—、93.33%、—”没有对应的填报项",
    )


# -- pages, scans and exports -----------------------------------------------------------------------------------


def test_a_table_continued_over_pages_is_one_table() -> None:
    result = imported("pages_continued.txt")

    assert rows(result.entered) == [
        ("数量指标", "建设智慧教室间数", "≥45间", "46间", "15", "15"),
        ("数量指标", "教育专网覆盖学校", "38所", "38所", "10", "10"),
        ("数量指标", "教师信息技术培训", "≥600人次", "574人次", "10", "9.57"),
        ("质量指标", "智慧教室验收合格率", "100%", "100%", "10", "10"),
        ("时效指标", "建设完工时间", "2023年8月底前", "2023年8月25日", "10", "10"),
        ("社会效益指标", "专网故障平均修复时间", "≤4小时", "3.2小时", "15", "15"),
        ("可持续影响指标", "平台教师活跃率", "≥70%", "76.5%", "10", "10"),
        ("服务对象满意度指标", "师生满意度", "≥90%", "93%", "10", "10"),
    ]
    assert result.not_read == ()


def test_a_cell_cut_by_a_page_break_is_joined_and_full_width_digits_count() -> None:
    entered = imported("pages_continued.txt").entered

    cut = entered.indicators[2]
    assert cut.deviation_reason == "暑期两期培训因场地维修推迟到下一年举办。"
    assert cut.improvement_measures == "下一步落实备用场地。"
    assert budget(entered) == [("合计", "合计", "560.00万元", "600.00万元", "588.00万元", "98.00%", "10", "9.8")]
    assert entered.department.year == 2023


def test_rows_with_cells_missing_are_put_back_in_place() -> None:
    result = imported("lines_with_cells_missing.txt")

    assert [
        (each.category, *row) for each, row in zip(result.entered.indicators, rows(result.entered), strict=True)
    ] == [
        ("产出指标", "数量指标", "人工造林面积", "≥5000亩", "5120亩", "20", "20"),
        ("产出指标", "数量指标", "森林抚育面积", "≥8000亩", "8000亩", "15", "15"),
        ("产出指标", "质量指标", "造林成活率", "≥90%", "88%", "15", "14.67"),
        ("效益指标", "生态效益指标", "森林覆盖率", "≥61.2%", "61.3%", "30", "30"),
        ("满意度指标", "满意度指标", "林农满意度", "≥90%", "91%", "10", "10"),
    ]
    assert result.entered.conclusion.total_score == Decimal("99.57")
    assert result.not_read == ()


def test_a_ragged_scan_in_yuan_is_read() -> None:
    result = imported("ragged_scan.txt")

    assert budget(result.entered)[0][:6] == (
        "合计",
        "合计",
        "9,860,000.00元",
        "10,240,000.00元",
        "10,035,200.00元",
        "98%",
    )
    assert [row[1] for row in rows(result.entered)] == [
        "举办展览场次",
        "文物修复件数",
        "藏品数字化率",
        "观众人次",
        "观众满意度",
    ]
    assert result.not_read == ("ragged_scan.txt 第9行第7列：“备注”一栏没有对应的填报项",)


def test_units_in_headers_and_numbered_budget_lines_are_understood() -> None:
    result = imported("units_in_headers.txt")

    assert budget(result.entered) == [
        ("合计", "合计", "720万元", "735.6万元", "728.24万元", "99.00%", "10", "9.9"),
        ("合计", "基本支出", "500万元", "505.6万元", "505.6万元", "100.00%", "", ""),
        ("合计", "项目支出", "220万元", "230万元", "222.64万元", "96.80%", "", ""),
    ]
    assert [each.name for each in result.entered.projects] == ["护林装备购置"]
    assert [row[1:4] for row in rows(result.entered)] == [
        ("巡护里程", "≥12000公里", "13050公里"),
        ("宣传活动", "30场", "28场"),
        ("接警到达时间", "≤40分钟", "35分钟"),
        ("火灾受害率", "≤0.5‰", "0.1‰"),
        ("林区群众满意度", "≥90%", "94%"),
    ]
    assert (result.entered.conclusion.total_score, result.entered.conclusion.rating) == (Decimal("98.9"), "优")
    assert result.entered.department.contact == "史磊"


# -- reports ----------------------------------------------------------------------------------------------------


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


# -- reports of the corpus --------------------------------------------------------------------------------------

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
        ("transport-city-2023", "云栎市交通运输局", "46,380.00万元", "44,968.15万元", "98.30", 0, 4, (412, 396)),
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


# -- further places ---------------------------------------------------------------------------------------------


def test_projects_named_on_lines_above_their_tables_are_told_apart() -> None:
    result = imported("projects_named_above.txt")

    assert [(each.name, each.unit_name, each.total_score) for each in result.entered.projects] == [
        ("特种设备安全监管专项", "淮平市特种设备检验所", Decimal(96)),
        ("食品安全抽检", "淮平市市场监督管理局", Decimal(100)),
    ]
    assert [(goal.project, goal.achieved) for goal in result.entered.goals] == [
        ("1", "检验电梯1826台"),
        ("2", "抽检食品3600批次"),
    ]
    assert [each.project for each in result.entered.indicators] == ["1"] * 5 + ["2"] * 3
    assert result.entered.department.name == "淮平市市场监督管理局"


def test_weights_in_brackets_and_units_without_header_join_their_values() -> None:
    bracketed = imported("weights_in_brackets.txt")
    beside = imported("units_beside_targets.txt")

    assert [row[1:] for row in rows(bracketed.entered)][:2] == [
        ("组织赛事场次", "≥60", "64场", "10", "10"),
        ("培训社会体育指导员", "≥500人", "463人", "10", "9.26"),
    ]
    assert (bracketed.entered.department.contact, bracketed.entered.department.phone) == ("吕珊", "0700-222222")
    assert bracketed.entered.conclusion.rating == "优"
    assert [row[2] for row in rows(beside.entered)] == ["≥500人", "≥98%", "≥45%", "≥90%"]


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


def test_a_project_table_with_a_cell_a_line_keeps_its_shifted_goal() -> None:
    entered = imported("project_cell_a_line.txt").entered

    (project,) = entered.projects
    assert (str(project.fiscal_expenditure), str(project.carry_over), project.total_score) == (
        "40.50万元",
        "0.00万元",
        Decimal("97.33"),
    )
    assert [(goal.text, goal.achieved) for goal in entered.goals] == [
        ("维护客运站12个。", "维护客运站11个，1个并入城镇站。")
    ]
    assert len(entered.indicators) == 5


def test_a_report_in_boxes_is_read_as_a_report() -> None:
    result = imported("report_in_boxes.txt")

    assert result.not_read == ()
    assert result.entered.department.name == "贵水县林业和草原局"
    assert [(each.staff_class, each.authorized, each.actual) for each in result.entered.staff] == [("合计", 35, 33)]
    assert result.entered.conclusion.total_score == Decimal(93)
    assert result.entered.conclusion.result_use == "与下年预算挂钩。"
    assert [each.problem for each in result.entered.problems] == ["部分指标设置偏粗，已修订。"]


def test_signatures_and_empty_places_of_a_form_are_no_indicators() -> None:
    result = imported("goals_numbered_in_cells.txt")

    assert [each.name for each in result.entered.indicators] == [
        "惠民演出场次",
        "培训骨干人数",
        "采风创作作品数",
        "作品入选率",
        "群众文化参与度",
        "观众满意度",
    ]
    assert [goal.achieved for goal in result.entered.goals] == ["1、演出22场。", "2、培训骨干86人。"]
    assert (result.entered.department.contact, result.entered.department.phone) == ("温雅", "13800000000")
    assert len(result.not_read) == 2


def test_bold_cells_of_markdown_are_plain_text() -> None:
    entered = imported("bold_markdown.md").entered

    assert entered.department.name == "沅陵桥区住建局"
    assert [each.category for each in entered.indicators] == ["产出指标", "产出指标", "效益指标", "满意度指标"]
    assert rows(entered)[1] == ("数量指标", "检查工地次数", "≥300次", "288次", "25", "24")
    assert entered.conclusion.total_score == Decimal("98.80")


def test_goals_head_their_indicators_in_a_table_without_gaps() -> None:
    result = imported("goals_table_short.txt")

    assert [(each.goal, each.name, str(each.score)) for each in result.entered.indicators] == [
        ("1", "示范单位创建数", "20"),
        ("1", "示范单位验收通过率", "10"),
        ("1", "民族团结知识知晓率", "20"),
        ("2", "宗教活动场所检查数", "20"),
        ("2", "信访答复时限", "10"),
        ("2", "信教群众满意度", "9.9"),
    ]
    assert result.entered.indicators[5].improvement_measures == "下一步扩大问卷范围。"
    assert (result.entered.conclusion.total_score, result.entered.conclusion.rating) == (Decimal("99.7"), "优")
    assert result.not_read == ()


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


def test_wide_gaps_part_the_columns_of_a_scan() -> None:
    result = imported("scan_with_gaps.txt")

    assert result.entered.department.name == "沙溪镇人民政府"
    assert budget(result.entered) == [
        ("合计", "合计", "1,500.00万元", "1,620.00万元", "1,587.60万元", "98.00%", "10", "9.80")
    ]
    assert rows(result.entered)[0] == ("数量指标", "修建村道里程", "≥18公里", "18.6公里", "30", "30")
    assert len(result.entered.indicators) == 4
    assert result.entered.conclusion.total_score == Decimal("99.80")
    assert result.not_read == ()


def test_two_values_for_one_label_are_never_dropped_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "自评表.txt"
    path.write_text("部门名称\t青禾县水务局\n联系人\t王静\n联系人\t李平\n", encoding="utf-8")

    result = interpret([read_source(path)])

    assert result.entered.department.contact == "王静"
    assert result.not_read == ("自评表.txt 第3行第1列等2格：“联系人、李平”没有对应的填报项",)


def test_levels_that_no_column_prints_are_concluded_and_said_to_be() -> None:
    result = imported("core_indicators.txt")

    assert [(each.name, each.category) for each in result.entered.indicators] == [
        ("群众文化活动场次", "产出指标"),
        ("送戏下乡场次", "产出指标"),
        ("免费开放天数", "产出指标"),
        ("数字文化资源访问量", "产出指标"),
        ("经费超支率", "成本指标"),
        ("观众满意率", "满意度指标"),
    ]
    assert "core_indicators.txt 第10行第2列等6处：原表没有一级指标，按指标名称推定，请逐条核对。" in result.notices


def test_public_funds_beside_the_appropriation_are_pointed_out() -> None:
    inside = imported("budget_by_nature.txt")
    beside = imported("subtotals_and_other_funds.txt")

    remedy = "没有并入财政拨款；应当并入的，请相加后改填“财政拨款—合计”一行。"
    assert f"budget_by_nature.txt 第10行第2列：“政府性基金拨款：255.82”{remedy}" in inside.notices
    assert f"subtotals_and_other_funds.txt 第8行第2列：“政府性基金预算拨款”{remedy}" in beside.notices
    assert [notice for notice in imported("plain_table.txt").notices if remedy in notice] == []


def test_levels_of_fiscal_funds_add_up_to_the_appropriation_of_a_project(tmp_path: Path) -> None:
    path = tmp_path / "项目自评表.txt"
    rows_written = (
        "项目名称\t文化站设备购置\n主管部门及代码\t龙岭市文化馆[118]",
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        "\t年度资金总额\t50\t50\t49\t10\t98%\t9.8",
        "\t其中：中央财政拨款\t30\t30\t30\t\t100%",
        "\t省级财政拨款\t20\t20\t19\t\t95%",
        "自评等级\t优",
    )
    path.write_text("\n".join(rows_written) + "\n", encoding="utf-8")

    (project,) = interpret([read_source(path)]).entered.projects

    assert (str(project.fiscal_appropriation), str(project.fiscal_expenditure)) == ("50万元", "49万元")
    assert project.rating == "优"
    assert interpret([read_source(path)]).entered.department.name == "龙岭市文化馆"
