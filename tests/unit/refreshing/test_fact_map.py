"""Facts are followed when the rows of the entry move, and never taken for those of another row."""

from __future__ import annotations

from reportgen.model.bound_text import KnownFact
from reportgen.refreshing.fact_map import fact_map


def facts(*given):
    return {each[0]: KnownFact(*each) for each in given}


def indicator(number, name, value="1人"):
    return (
        (f"indicator.{number}.name", "三级指标", name, name),
        (f"indicator.{number}.actual_value", "实际完成值", name, value, value[:-1], "人"),
    )


def goal(number, text):
    return (
        (f"goal.{number}.text", "年度绩效目标", f"绩效目标{number}", text),
        (f"count.goal.{number}", f"绩效目标{number}的指标", "", "3项", "3", "项"),
    )


def test_an_indicator_takes_its_facts_along_when_a_row_above_it_goes():
    old = facts(*indicator(1, "培训人数"), *indicator(2, "就业人数"))
    new = facts(*indicator(1, "就业人数", "8人"))

    mapped = fact_map(old, new)

    assert mapped.ids == {
        "indicator.2.name": "indicator.1.name",
        "indicator.2.actual_value": "indicator.1.actual_value",
    }


def test_a_new_indicator_in_the_place_of_another_gets_none_of_its_facts():
    old = facts(*indicator(1, "培训人数"))
    new = facts(*indicator(1, "体检完成率"))

    assert fact_map(old, new).ids == {}


def test_an_indicator_that_was_renamed_keeps_its_facts_and_is_told():
    old = facts(*indicator(1, "职业技能培训人数"))
    new = facts(*indicator(1, "残疾人职业技能培训人数"))

    mapped = fact_map(old, new)

    assert mapped.ids["indicator.1.actual_value"] == "indicator.1.actual_value"
    assert mapped.renamed == {"indicator.1.name", "indicator.1.actual_value"}


def test_indicators_of_one_name_are_told_apart_by_their_order():
    old = facts(*indicator(1, "满意度"), *indicator(2, "培训人数"), *indicator(3, "满意度"))
    new = facts(*indicator(1, "培训人数"), *indicator(2, "满意度"), *indicator(3, "满意度"))

    mapped = fact_map(old, new)

    assert mapped.ids["indicator.2.name"] == "indicator.1.name"
    assert mapped.ids["indicator.3.name"] == "indicator.3.name"
    assert mapped.ids["indicator.1.name"] == "indicator.2.name"


def test_what_counts_a_goal_follows_the_goal():
    old = facts(*goal(1, "开展就业培训"), *goal(2, "做好康复服务"))
    new = facts(*goal(1, "做好康复服务"))

    assert fact_map(old, new).ids == {"goal.2.text": "goal.1.text", "count.goal.2": "count.goal.1"}


def test_facts_of_the_whole_keep_their_ids():
    old = facts(("budget.total.surplus", "结余", "部门整体支出", "1.00万元", "1.00", "万元"))

    assert fact_map(old, old).ids == {"budget.total.surplus": "budget.total.surplus"}
    assert fact_map(old, {}).ids == {}


def test_an_indicator_without_a_name_never_takes_the_facts_of_a_named_one():
    old = facts(*indicator(1, "培训人数"), ("indicator.1.category", "一级指标", "培训人数", "产出指标"))
    new = facts(
        ("indicator.1.subcategory", "二级指标", "", "预算信息化"),
        ("indicator.1.category", "一级指标", "", "投入管理指标"),
    )

    assert fact_map(old, new).ids == {}


def test_an_indicator_of_a_project_is_not_one_of_the_department_with_the_same_name():
    project = (*indicator("1-1", "培训人数"), ("indicator.1-1.project", "所属项目", "培训人数", "1"))
    old = facts(*indicator(1, "培训人数"), *project)
    new = facts(*indicator(2, "培训人数"), *project)

    mapped = fact_map(old, new)

    assert mapped.ids["indicator.1.name"] == "indicator.2.name"
    assert mapped.ids["indicator.1-1.name"] == "indicator.1-1.name"
