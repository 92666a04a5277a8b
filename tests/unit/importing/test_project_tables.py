"""Self-evaluations of projects (项目支出绩效自评表): what each table states, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from import_samples import imported, rows
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret


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
