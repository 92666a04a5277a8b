"""Own sample documents of every family, read whole: what they state, where it stands, and what was not read."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from import_samples import SAMPLES, imported
from reportgen.documents.source_files import read_source
from reportgen.importing.accounting import Use
from reportgen.importing.indicator_words import goal_number
from reportgen.importing.interpretation import interpret
from reportgen.language.cell_text import clean
from reportgen.model.record import fields_of
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN, YUAN


def everything_in(entered: SelfEvaluation) -> str:
    """All that was entered, as one text without commas."""
    parts = []
    for subject in SUBJECTS:
        value = getattr(entered, subject.attribute)
        for record in (value,) if subject.single else value:
            for spec in fields_of(subject.record):
                held = getattr(record, spec.name)
                parts.append(str(held.value) if isinstance(held, Quantity) else str(held))
    return unicodedata.normalize("NFKC", re.sub(r"(?<=\d),(?=\d{3})", "", "\n".join(parts)))


def pieces(text: str) -> list[str]:
    """The runs of three and more Chinese characters in *text*, and its numbers."""
    plain = unicodedata.normalize("NFKC", INLINE_LABEL.sub(" ", clean(text)))
    return re.findall(r"[一-鿿]{3,}|\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", plain))


INLINE_LABEL = re.compile(r"(?:^|\s)(?:其中[：:])?[^：:\s\d]{2,12}[：:]\s?(?=\S{1,20}(?:\s|$)|$)")


# -- a table grouped by goals ---------------------------------------------------------------------------------


def test_a_table_by_goals_gives_budget_goals_and_conclusion() -> None:
    entered = imported("goals_table.txt").entered

    (line,) = entered.budget
    assert (entered.department.name, entered.department.year) == ("青禾县水务局", 2024)
    assert line.original_budget == Quantity(Decimal("2160.50"), WAN_YUAN)
    assert line.adjusted_budget == Quantity(Decimal("2400.00"), WAN_YUAN)
    assert line.actual_expenditure == Quantity(Decimal("2280.00"), WAN_YUAN)
    assert line.stated_execution_rate == Quantity(Decimal("95.00"), PERCENT)
    assert (line.max_score, line.score) == (Decimal(10), Decimal("9.50"))
    assert (line.deviation_reason, line.improvement_measures) == (
        "二期泵站招标流标一次。",
        "下一步提前一个季度组织招标。",
    )
    assert [(goal.number, goal.text) for goal in entered.goals] == [
        ("1", "改造老旧供水管网；新增计量水表。"),
        ("2", "治理青禾河下游河道。"),
    ]
    assert (entered.conclusion.total_score, entered.conclusion.total_max_score) == (Decimal("98.6"), Decimal(100))
    assert entered.conclusion.rating == "优"
    assert entered.conclusion.text.endswith("评价等级为“优”。\n节水型单位创建进度偏慢。")
    assert [(notice.title, notice.doc_number) for notice in entered.basis_notices] == [
        ("青禾县财政局关于做好2024年度部门绩效自评的通知", "青财绩〔2025〕4号")
    ]


def test_rows_shifted_by_page_breaks_keep_goal_level_and_value() -> None:
    entered = imported("goals_table.txt").entered

    rows = [(each.goal, each.category, each.subcategory, each.name, each.target_value) for each in entered.indicators]
    assert rows == [
        ("1", "产出指标", "数量指标", "管网改造长度", "≥12公里"),
        ("1", "产出指标", "数量指标", "智能水表安装数量", "3500块"),
        ("1", "产出指标", "质量指标", "管网水压合格率", "≥98%"),
        ("1", "产出指标", "时效指标", "改造完工时间", "2024年10月底前"),
        ("1", "效益指标", "社会效益指标", "管网漏损率", "≤9%"),
        ("2", "产出指标", "数量指标", "河道清淤长度", "≥8公里"),
        ("2", "产出指标", "数量指标", "护岸加固长度", "≥2公里"),
        ("2", "产出指标", "质量指标", "清淤断面验收合格率", "100%"),
        ("2", "效益指标", "社会效益指标", "汛期溃堤次数", "0次"),
        ("2", "满意度指标", "服务对象满意度指标", "沿河村民满意度", "≥90%"),
    ]
    assert entered.indicators[6].score == Decimal(10)
    assert sum(each.max_score or Decimal(0) for each in entered.indicators) == Decimal(90)


def test_a_value_knows_the_line_and_column_of_its_cell() -> None:
    entered = imported("goals_table.txt").entered

    moved = entered.indicators[6]
    assert str(moved.origin("name")) == "goals_table.txt 第24行第1列"
    assert str(moved.origin("target_value")) == "goals_table.txt 第24行第5列"
    assert str(moved.origin("subcategory")) == "goals_table.txt 第23行第4列"
    assert str(entered.budget[0].origin("actual_expenditure")) == "goals_table.txt 第9行第5列"


# -- a table with weights -------------------------------------------------------------------------------------


def test_both_splits_of_the_budget_are_read_in_yuan() -> None:
    entered = imported("weights_table.txt").entered

    assert entered.department.money_unit == "元"
    assert [(line.source, line.expenditure_type, line.adjusted_budget) for line in entered.budget] == [
        ("财政拨款", "合计", Quantity(Decimal("8000000.00"), YUAN)),
        ("其他资金", "合计", Quantity(Decimal("200000.50"), YUAN)),
        ("合计", "基本支出", Quantity(Decimal("5000000.00"), YUAN)),
        ("合计", "项目支出", Quantity(Decimal("3200000.50"), YUAN)),
    ]
    assert entered.budget[3].stated_execution_rate == Quantity(Decimal("89.06"), PERCENT)


def test_names_listed_in_one_cell_are_spread_over_the_rows_they_name() -> None:
    entered = imported("weights_table.txt").entered

    rows = [(each.subcategory, each.name, each.max_score, each.score) for each in entered.indicators[:3]]
    assert rows == [
        ("预算编制管理", "", Decimal("10.00"), Decimal("10.00")),
        ("预算执行管理", "", Decimal("15.00"), Decimal("14.25")),
        ("资产管理", "", Decimal("5.00"), Decimal("5.00")),
    ]
    assert entered.indicators[2].description == "按云财绩【2024】7号文设置指标"
    assert entered.indicators[1].actual_value == "执行率95.00%"


def test_a_figure_beside_a_verdict_becomes_the_actual_value() -> None:
    entered = imported("weights_table.txt").entered

    stocked = next(each for each in entered.indicators if each.name == "馆藏新增册数")
    assert (stocked.actual_value, stocked.attainment_band, stocked.deviation_reason) == (
        "5200册",
        "达成",
        "部分图书延期到货",
    )
    assert str(stocked.origin("actual_value")) == "weights_table.txt 第22行第9列"


def test_a_table_with_weights_gives_weights_total_and_its_doubtful_rows() -> None:
    result = imported("weights_table.txt")

    weights = [(entry.category, entry.weight) for entry in result.entered.weights]
    assert weights == [
        ("投入管理指标", Decimal(30)),
        ("产出指标", Decimal(40)),
        ("效益指标", Decimal(20)),
        ("满意度指标", Decimal(10)),
    ]
    assert result.entered.conclusion.total_score == Decimal("97.25")
    assert len(result.entered.indicators) == 12
    assert "weights_table.txt 第25行第1列：三级指标“阅读推广人培训覆”在分页处可能被截断，请核对。" in result.notices
    assert "weights_table.txt 第21行第10列：“阅读活动场次”有分值没有得分，请补填。" in result.notices


# -- narrative reports ----------------------------------------------------------------------------------------


def test_staff_budget_and_duties_are_read_from_sentences() -> None:
    entered = imported("narrative_report.txt").entered

    assert entered.department.name == "松岭镇农业技术推广站"
    assert [(each.staff_class, each.authorized, each.actual) for each in entered.staff] == [
        ("合计", 18, 16),
        ("行政", 6, None),
        ("事业", 12, None),
        ("退休", None, 5),
    ]
    (line,) = entered.budget
    assert line.original_budget == Quantity(Decimal("512.00"), WAN_YUAN)
    assert line.adjusted_budget == Quantity(Decimal("530.50"), WAN_YUAN)
    assert line.actual_expenditure == Quantity(Decimal("498.67"), WAN_YUAN)
    assert line.stated_execution_rate == Quantity(Decimal("94.00"), PERCENT)
    assert [duty.text for duty in entered.duties] == ["推广良种良法", "组织病虫害测报", "指导农机安全使用"]


def test_indicators_stated_as_sentences_are_read_with_their_category() -> None:
    entered = imported("narrative_report.txt").entered

    rows = [(each.category, each.name, each.target_value, each.actual_value) for each in entered.indicators]
    assert rows == [
        ("产出指标", "示范片建设数量", ">=3处", "4处"),
        ("产出指标", "种粮大户培训人数", "200人", "188人"),
        ("效益指标", "示范片亩均增产", ">=8%", "9.2%"),
        ("满意度指标", "种粮大户满意度", ">90%", "93%"),
    ]


def test_headings_become_narratives_with_their_level_also_without_a_number() -> None:
    entered = imported("narrative_report.txt").entered

    headings = [(each.level, each.heading) for each in entered.narratives if each.heading]
    assert headings[:6] == [
        (1, "一、部门概况"),
        (2, "（一）主要职责及人员情况"),
        (2, "年度履职目标和工作任务"),
        (2, "（二）年度整体支出绩效目标"),
        (2, "（三）预算执行情况"),
        (1, "二、绩效目标实现情况"),
    ]


def test_problems_stand_with_their_measures_and_the_score_with_its_grade() -> None:
    entered = imported("narrative_report.txt").entered

    assert [(each.problem, each.measure) for each in entered.problems] == [
        ("培训计划没有避开台风季。", "培训安排提前到五月。"),
        ("示范片验收资料归档慢。", "验收后十日内归档。"),
    ]
    assert (entered.conclusion.total_score, entered.conclusion.rating) == (Decimal("93.5"), "优")
    assert entered.conclusion.publication == "自评结果在镇政府网站公开。"
    assert entered.basis_notices[0].doc_number == "松财绩〔2025〕2号"


# -- project tables -------------------------------------------------------------------------------------------


def test_project_tables_give_money_use_goal_and_indicators() -> None:
    entered = imported("project_targets.txt").entered

    first, second = entered.projects
    assert (first.number, first.name, first.unit_name) == ("1", "泵站运行维护经费（2024年）", "青禾县水务局机关")
    assert first.budget == Quantity(Decimal("120.00"), WAN_YUAN)
    assert first.other_funds == Quantity(Decimal("20.00"), WAN_YUAN)
    assert first.fund_use == "用于六座泵站的电费和维修。"
    assert second.other_funds is None
    assert entered.goals[0].text == "1.保证六座泵站汛期可用。\n2.更换老化电缆。"
    assert [each.number for each in entered.indicators] == ["P1-1", "P1-2", "P1-3", "P1-4", "P1-5", "P2-1", "P2-2"]
    assert [each.target_value for each in entered.indicators[:4]] == ["≥6座", "≥3.5公里", "≤20万元/座", "有所增强"]


def test_a_payment_plan_keeps_its_blank_points() -> None:
    entered = imported("project_texts.txt").entered

    points = [(each.project, each.by, each.share and each.share.value) for each in entered.payment_plan]
    assert points == [
        ("1", "3月底", None),
        ("1", "6月底", None),
        ("1", "10月底", Decimal("60.00")),
        ("1", "12月底", Decimal("100.00")),
        ("2", "3月底", None),
        ("2", "6月底", None),
        ("2", "10月底", None),
        ("2", "12月底", Decimal("100.00")),
    ]
    assert entered.projects[0].code == "420900230000001"
    assert entered.indicators[1].basis == "行业标准"


def test_narrative_goals_stand_before_those_of_the_projects() -> None:
    entered = imported("project_texts.txt").entered

    assert [(goal.number, goal.project, goal.text) for goal in entered.goals] == [
        ("1", "", "保障全区群众体育设施开放，办好社区运动会。"),
        ("2", "", "设施开放。全区体育馆全年免费开放不少于三百天。\n（1）体育馆。错时开放，延长夜间时段。"),
        ("3", "", "赛事组织。社区运动会覆盖所有街道。"),
        ("P1", "1", "1.三座场馆免费开放"),
        ("P2", "2", "1.办好第六届社区运动会"),
    ]


def test_a_project_self_evaluation_gives_money_levels_and_weights() -> None:
    entered = imported("plain_table.txt").entered

    (project,) = entered.projects
    assert project.budget == Quantity(Decimal("280.00"), WAN_YUAN)
    assert project.actual_expenditure == Quantity(Decimal("266.00"), WAN_YUAN)
    assert project.fiscal_appropriation == Quantity(Decimal("230.00"), WAN_YUAN)
    assert [(each.category, each.subcategory) for each in entered.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    assert [entry.weight for entry in entered.weights] == [Decimal(50), Decimal(30), Decimal(10)]
    assert entered.indicators[0].improvement_measures == "下一步并入邻村供水。"
    assert entered.goals[0].achieved == "十九个村完成更换，一个村因拆迁取消"


# -- column names of other provinces --------------------------------------------------------------------------


def test_comparator_and_unit_columns_are_joined_to_the_adjusted_target() -> None:
    result = imported("by_coefficient.txt")

    rows = [(each.name, each.target_value, each.actual_value, each.max_score) for each in result.entered.indicators]
    assert rows == [
        ("营造林面积", "≥4万亩", "4.2万亩", Decimal(40)),
        ("林木良种使用率", "≥80%", "76%", Decimal(30)),
        ("林区群众满意程度", "良好", "良好", Decimal(20)),
    ]
    assert "by_coefficient.txt 第9行第5列：“已调整的年初指标值”一栏没有对应的填报项" in result.not_read
    assert result.entered.budget[0].max_score == Decimal(10)


def test_goals_that_stand_outside_the_table_head_the_indicators_below_them() -> None:
    entered = imported("goals_outside.txt").entered

    assert [(each.goal, each.name) for each in entered.indicators] == [
        ("1", "食品抽检批次"),
        ("1", "不合格食品处置率"),
        ("2", "企业开办平均时间"),
        ("2", "办事企业满意度"),
    ]
    total = entered.budget_line()
    assert total is not None
    assert (total.max_score, total.score) == (Decimal(20), Decimal(19))
    assert entered.conclusion.total_score == Decimal(97)
    assert entered.conclusion.result_use == "增设两个延时窗口，结果与下年预算挂钩。"


# -- several files --------------------------------------------------------------------------------------------


def test_department_table_and_project_tables_make_one_entry() -> None:
    result = imported("goals_table.txt", "project_targets.txt")

    assert len(result.entered.department_indicators) == 10
    assert len(result.entered.projects) == 2
    assert len(result.entered.indicators_by_project["1"]) == 5
    assert len({each.number for each in result.entered.indicators}) == 17
    assert not [notice for notice in result.notices if "不一致" in notice]


def test_files_of_different_departments_and_years_are_reported_with_both_places() -> None:
    result = imported("goals_table.txt", "goals_outside.txt")

    other = "goals_outside.txt 第3行第2列为“丹水市市场监管局”"
    assert f"部门名称不一致：goals_table.txt 第7行第3列为“青禾县水务局”，{other}；用前者。" in result.notices
    assert any(notice.startswith("年度不一致：goals_table.txt 第5行为“2024”") for notice in result.notices)
    assert result.entered.department.name == "青禾县水务局"


def test_projects_of_two_files_get_numbers_of_their_own() -> None:
    result = imported("project_targets.txt", "project_texts.txt")

    assert [project.number for project in result.entered.projects] == ["1", "2", "3", "4"]
    assert [each.number for each in result.entered.indicators_by_project["3"]] == ["P3-1", "P3-2", "P3-3"]
    assert {point.project for point in result.entered.payment_plan} == {"3", "4"}
    assert any("项目序号 1、2 与前面的文件重复，改为 3、4" in notice for notice in result.notices)


# -- accounting -----------------------------------------------------------------------------------------------

FILES = sorted(path.name for path in SAMPLES.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_every_place_is_used_or_structural_or_listed(name: str) -> None:
    source = read_source(SAMPLES / name)
    result = interpret([source])
    places = {
        cell.origin
        for block in source.blocks
        for row in (getattr(block, "rows", None) or ((block,),))
        for cell in row
        if cell.text.strip()
    }

    assert set(result.uses) == places


@pytest.mark.parametrize("name", FILES)
def test_what_counts_as_used_stands_in_the_entered_data(name: str) -> None:
    source = read_source(SAMPLES / name)
    result = interpret([source])
    held = everything_in(result.entered)

    used = [
        place.text
        for block in source.blocks
        for row in (getattr(block, "rows", None) or ((block,),))
        for place in row
        if result.uses.get(place.origin) is Use.USED and not gives_only_its_number(place.text)
    ]

    assert [(text, piece) for text in used for piece in pieces(text) if piece not in held] == []


def gives_only_its_number(text: str) -> bool:
    """Titles, captions, labels with a number: what they give is a year, a name or a number."""
    return bool(
        goal_number(text) or re.search(r"表(?:（\d{4}年度）)?$|(?:报告|总结)$|^单位名称：|绩效$|^\d{6}", clean(text))
    )


def test_nothing_is_read_from_a_file_without_tables_or_headings(tmp_path: Path) -> None:
    path = tmp_path / "便条.txt"
    path.write_text("明天上午开会\n", encoding="utf-8")

    result = interpret([read_source(path)])

    assert result.not_read == ("便条.txt 第1行：“明天上午开会”没有对应的填报项",)
    assert result.entered.indicators == ()


def test_scores_printed_beside_each_level_are_told_apart() -> None:
    entered = imported("levels_with_scores.txt").entered

    assert [(each.category, each.subcategory, each.max_score, each.score) for each in entered.indicators] == [
        ("投入指标", "目标设定", Decimal(2), Decimal(2)),
        ("投入指标", "目标设定", Decimal(2), Decimal(2)),
        ("投入指标", "预算配置", Decimal(6), Decimal(6)),
        ("过程指标", "预算执行", Decimal(30), Decimal(29)),
        ("过程指标", "预算管理", Decimal(30), Decimal(30)),
        ("产出指标", "职责履行", Decimal(15), Decimal(15)),
        ("效果指标", "履职效益", Decimal(15), Decimal(14)),
    ]
    assert [entry.weight for entry in entered.weights] == [Decimal(10), Decimal(60), Decimal(15), Decimal(15)]
    assert (entered.conclusion.total_max_score, entered.conclusion.total_score) == (Decimal(100), Decimal(98))
    assert entered.indicators[3].formula == "100%得满分"


def test_a_document_given_twice_is_read_once_and_said_to_be() -> None:
    once, twice = imported("weights_in_names.txt"), imported("weights_in_names.txt", "weights_in_names.txt")

    assert twice.entered == once.entered
    assert twice.notices[-1] == "weights_in_names.txt：内容与前面的 weights_in_names.txt 完全相同，只读入一次。"
    assert len(twice.notices) == len(once.notices) + 1
