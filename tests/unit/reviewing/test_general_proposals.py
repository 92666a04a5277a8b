"""Proposals where no theme fits: change on last year, share of an output, standstill, and grades in writing at last."""

from __future__ import annotations

import pytest

from indicator_cases import entry, proposals, row

OUTPUT = row("数量", "处置松材线虫病疫木株数", "≥1200株", "2")


@pytest.mark.parametrize(
    ("kind", "name", "value", "proposed"),
    [
        ("生态", "减少碳排放", "减少", "碳排放比上年下降幅度"),
        ("经济", "降低农民用肥成本", "有所降低", "农民用肥成本比上年下降幅度"),
        ("社会", "气象灾害造成的损失", "逐年减少", "气象灾害造成的损失比上年下降幅度"),
        ("经济", "带动相关产业投资", "有所带动", "相关产业投资额比上年增长幅度"),
    ],
)
def test_a_wish_about_an_amount_is_compared_with_last_year(kind, name, value, proposed):
    first = proposals(entry(row(kind, name, value), project="示范项目"))[0]

    assert (first.name, first.comparison, first.unit) == (proposed, "≥", "%")
    assert first.value.startswith("【待填：目标值，%，查上年")


def test_a_result_in_words_becomes_the_share_of_the_projects_own_output():
    first = proposals(entry(row("质量", "松材线虫病疫木处置效果", "显著"), OUTPUT, project="森林资源管护"))[0]

    assert first.name == "处置松材线虫病疫木达到预期效果的比例"
    assert first.formula.endswith("÷ 实际完成的处置松材线虫病疫木数量（数量指标“处置松材线虫病疫木株数”1200株）")


def test_what_always_runs_is_measured_by_its_standstill():
    offered = proposals(entry(row("时效", "社工岗位租用期限", "12个月"), project="示范项目"))

    assert ("社工岗位空缺时长", "≤", "小时") in [(each.name, each.comparison, each.unit) for each in offered]


@pytest.mark.parametrize(
    ("kind", "name", "value", "proposed", "evidence"),
    [
        ("质量", "监理旁站记录", "齐全", "监理旁站记录评定情况", "评定报告、整改记录"),
        ("社会", "规范财经秩序", "进一步规范", "财经秩序维护情况", "办理台账、事故和投诉处理记录"),
    ],
)
def test_where_nothing_can_be_counted_three_grades_are_written_out(kind, name, value, proposed, evidence):
    (only,) = proposals(entry(row(kind, name, value), project="示范项目"))

    assert (only.name, only.evidence) == (proposed, evidence)
    assert [part.partition("：")[0] for part in only.value.split("；")] == ["达成", "部分达成", "未达成"]
    assert only.comparison == only.unit == ""


def test_a_row_with_a_measure_is_not_kept_in_words():
    offered = proposals(entry(row("生态", "减少碳排放", "减少"), project="示范项目"))

    assert not any(each.value.startswith("达成") for each in offered)


@pytest.mark.parametrize(
    ("kind", "name", "value", "proposed", "target"),
    [
        ("满意", "签约居民满意度", "≥85", "签约居民满意度", "≥85%"),
        ("数量", "个体户清查户数", "≥5.8万人", "个体户清查户数", "≥5.8万户"),
        ("数量", "合作培训机构人数", "≥8家", "合作培训机构数量", "≥8家"),
    ],
)
def test_a_unit_that_does_not_fit_is_corrected_and_the_number_stays(kind, name, value, proposed, target):
    first = proposals(entry(row(kind, name, value), project="示范项目"))[0]

    assert (first.name, first.target_value, first.kind.value) == (proposed, target, "safe_fix")


def test_a_satisfaction_in_points_answered_in_per_cent_is_named_a_score():
    first = proposals(entry(row("满意", "用户满意度", "≥95分", actual_value="96%"), project="示范项目"))[0]

    assert (first.name, first.target_value) == ("用户满意度平均得分", "≥95分")


def test_a_rate_counted_in_houses_becomes_a_rate_of_them():
    first = proposals(entry(row("质量", "隐患排查准确性", "3.1万栋"), project="示范项目"))[0]

    assert (first.name, first.value) == ("隐患排查准确率", "【待填：目标值，%，查年度工作计划或上年实际】")
    assert "3.1万栋" in first.formula


def test_a_cap_on_the_rate_of_the_budget_becomes_the_budget():
    offered = proposals(entry(row("成本", "预算控制率", "≤100%"), budget="96"))

    assert offered[0].target_value == "≤96万元"


def test_satisfaction_among_the_qualities_moves_to_satisfaction():
    first = proposals(entry(row("质量", "工单办理满意率", "≥92%"), project="热线运行"))[0]

    assert (first.subcategory, first.target_value) == ("服务对象满意度指标", "≥92%")
