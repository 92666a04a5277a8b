"""Tables of departments in other provinces (各地整体支出自评表): what each states, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from import_samples import budget, imported, rows
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret


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
