"""Cells of tables: true only as the fact of their row and column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.checking.checker import check_text
from reportgen.checking.consistency.paper import Paper
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.checking.tables.stated_cells import stated_cells
from reportgen.documents.form_packs import read_form
from reportgen.documents.source_text import text_source
from reportgen.importing.interpretation import interpret
from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.facts import FactLedger
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator, PaymentPlanPoint, PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation, StaffCount
from reportgen.pipeline import evaluate
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _indicator(number: str, name: str, target: str, actual: str, project: str = "") -> Indicator:
    return Indicator(
        number=number, category="产出指标", subcategory="数量指标", name=name, target_value=target, actual_value=actual,
        project=project,
    )  # fmt: skip


def _scored(indicator: Indicator, most: int, score: int, reason: str = "") -> Indicator:
    return replace(
        indicator, goal="1", max_score=Decimal(most), score=Decimal(score), deviation_reason=reason
    )  # fmt: skip


ENTERED = SelfEvaluation(
    department=Department(name="云岭县水利局", year=2023, money_unit="万元"),
    staff=(StaffCount(staff_class="合计", authorized=38, actual=35),),
    budget=(
        BudgetLine(
            source="合计", expenditure_type="合计", original_budget=_wan("2900.00"), adjusted_budget=_wan("3120.50"),
            actual_expenditure=_wan("3017.45"), deviation_reason="河道清淤第二标段未完工",
        ),
        BudgetLine(
            source="合计", expenditure_type="基本支出", adjusted_budget=_wan("1200.00"),
            actual_expenditure=_wan("1198.30"),
        ),
    ),
    goals=(PerformanceGoal(number="1", text="清淤河道42公里", achieved="清淤河道40.6公里，惠及群众3.2万人"),),
    indicators=(
        _scored(_indicator("1", "河道清淤长度", "≥42公里", "40.6公里"), 10, 9, "雨季停工18天"),
        _scored(_indicator("2", "水质监测次数", "≥24次", "26次"), 8, 8),
        _scored(_indicator("3", "供水水质合格率", "≥95%", "96.8%"), 12, 12),
        _indicator("P1-1", "设备验收合格率", "100%", "", project="1"),
        _indicator("P2-1", "设备验收合格率", "≥98%", "", project="2"),
    ),
    projects=(
        Project(number="1", name="泵站改造", budget=_wan("640.00"), actual_expenditure=_wan("600.00")),
        Project(number="2", name="水库除险加固", budget=_wan("460.50"), actual_expenditure=_wan("460.50")),
    ),
    payment_plan=(
        PaymentPlanPoint(project="1", by="6月底", share=Quantity(Decimal(40), PERCENT)),
        PaymentPlanPoint(project="1", by="12月底", share=Quantity(Decimal(100), PERCENT)),
    ),
)  # fmt: skip
HEAD = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
_LEVELS = {"一级", "二级", "三级"}  # of the heads
BUDGET = "单位：万元\n预算情况\t年初预算数\t全年预算数\t全年执行数\t执行率\n"


@pytest.fixture(scope="module")
def general_form() -> Form:
    """The form without a locality."""
    return read_form(Path(__file__).parents[3] / "templates", "general")


@pytest.fixture(scope="module")
def index(general_form: Form) -> FactIndex:
    """The facts of the water bureau."""
    return build_fact_index(evaluate(ENTERED, general_form).ledger)


def _checked(text: str, index: FactIndex) -> CheckedText:
    return check_text(text, index.ledger, index=index)


def _codes(text: str, index: FactIndex) -> list[str]:
    return [f"{finding.code} {finding.text}" for finding in _checked(text, index).findings]


def test_a_row_that_says_what_was_entered_holds_no_finding(index: FactIndex) -> None:
    row = "产出指标\t数量指标\t河道清淤长度\t≥42公里\t40.6公里\t10.00\t9.00\t雨季停工18天\n"

    checked = _checked(HEAD + row, index)

    assert checked.findings == ()
    assert [mention.verdict for mention in checked.mentions if mention.text not in _LEVELS] == [Verdict.TRACED] * 5


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("≥42公里\t40.8公里\t10.00\t9.00\t", ["NUMBER_DIFFERS 40.8公里"]),
        ("40.6公里\t40.6公里\t10.00\t9.00\t", ["NUMBER_WRONG_ROLE 40.6公里"]),
        ("≤42公里\t40.6公里\t10.00\t9.00\t", ["NUMBER_WRONG_DIRECTION 42公里"]),
        ("≥42公里\t40.6次\t10.00\t9.00\t", ["NUMBER_WRONG_UNIT 40.6次"]),
        ("≥42公里\t40.6公里\t9.00\t10.00\t", ["NUMBER_WRONG_ROLE 9.00", "NUMBER_WRONG_ROLE 10.00"]),
        ("≥42公里\t26次\t10.00\t9.00\t", ["NUMBER_WRONG_UNIT 26次"]),
        ("≥42公里\t40.6公里\t10.00\t9.00\t雨季停工81天", ["NUMBER_DIFFERS 81天"]),
    ],
)
def test_a_cell_is_judged_by_its_row_and_column(cells: str, found: list[str], index: FactIndex) -> None:
    assert _codes(f"{HEAD}产出指标\t数量指标\t河道清淤长度\t{cells}\n", index) == found


def test_a_figure_of_another_row_is_not_true_here(index: FactIndex) -> None:
    assert _codes(f"{HEAD}产出指标\t数量指标\t水质监测次数\t≥42次\t26次\t8.00\t8.00\t—\n", index) == [
        "NUMBER_DIFFERS 42次"
    ]


def test_a_row_without_its_merged_labels_is_laid_under_its_head_by_its_name(index: FactIndex) -> None:
    assert _codes(f"{HEAD}水质监测次数\t≥24次\t26次\t8.00\t7.00\t—\n", index) == ["NUMBER_DIFFERS 7.00"]


def test_a_name_with_a_changed_number_is_found_out(index: FactIndex) -> None:
    row = "年度绩效目标\t实际完成情况\n清淤河道24公里\t清淤河道40.6公里，惠及群众3.2万人\n"

    assert _codes(row, index) == ["NUMBER_DIFFERS 24公里"]


def test_a_unit_column_gives_the_unit_of_the_value(index: FactIndex) -> None:
    head = "三级指标\t计算符号\t指标值\t计量单位\t实际完成值\n"

    assert _codes(f"{head}河道清淤长度\t≥\t42\t公里\t40.6\n", index) == []
    assert _codes(f"{head}河道清淤长度\t≥\t4.2\t万公里\t40.6\n", index) == ["NUMBER_DIFFERS 4.2", "NUMBER_DIFFERS 40.6"]
    assert _codes(f"{head}水质监测次数\t≥\t0.0024\t万次\t26次\n", index) == []
    assert _codes(f"{head}河道清淤长度\t≥\t42\t次\t40.6\n", index) == ["NUMBER_WRONG_UNIT 42", "NUMBER_WRONG_UNIT 40.6"]


def test_a_status_is_judged_by_the_figures_of_its_row(index: FactIndex) -> None:
    head = "三级指标\t年度指标值\t实际完成值\t是否完成\n"

    assert _codes(f"{head}河道清淤长度\t≥42公里\t40.6公里\t未完成\n", index) == []
    assert _codes(f"{head}河道清淤长度\t≥42公里\t40.6公里\t已完成\n", index) == ["VERDICT_CONTRADICTS 已完成"]


def test_money_takes_the_unit_of_the_caption(index: FactIndex) -> None:
    assert _codes(f"{BUDGET}年度资金总额\t2,900.00\t3,120.50\t3,017.45\t96.70%\n", index) == []
    assert _codes(
        f"{BUDGET.replace('万元', '元')}年度资金总额\t2,900.00\t3,120.50\t3,017.45\t96.70%\n", index
    ) == ["NUMBER_WRONG_UNIT 2,900.00", "NUMBER_WRONG_UNIT 3,120.50", "NUMBER_WRONG_UNIT 3,017.45"]  # fmt: skip


def test_a_budget_line_is_not_the_whole(index: FactIndex) -> None:
    assert _codes(f"{BUDGET}其中：基本支出\t—\t3,120.50\t1,198.30\t99.86%\n", index) == ["NUMBER_DIFFERS 3,120.50"]


def test_a_reason_under_a_budget_is_no_row_of_figures(index: FactIndex) -> None:
    assert _codes(f"{BUDGET}偏差原因分析及改进措施\t河道清淤第二标段未完工\n", index) == []
    assert _codes(f"{BUDGET}偏差原因分析及改进措施\t河道清淤第三标段未完工\n", index) == ["NUMBER_DIFFERS 第三"]


def test_sums_of_projects_are_recomputed(index: FactIndex) -> None:
    head = "单位：万元\n序号\t项目名称\t预算数\t执行数\n1\t泵站改造\t640.00\t600.00\n2\t水库除险加固\t460.50\t460.50\n"

    assert _codes(f"{head}\t合计\t1,100.50\t1,060.50\n", index) == []
    assert _codes(f"{head}\t合计\t1,100.50\t1,066.50\n", index) == ["NUMBER_DIFFERS 1,066.50"]


def test_what_projects_left_over_and_their_rate_are_recomputed_in_a_row_of_sums(index: FactIndex) -> None:
    head = "单位：万元\n项目\t全年预算\t全年执行\t结余\t执行率\n"
    rows = "泵站改造\t640.00\t600.00\t40.00\t93.75%\n水库除险加固\t460.50\t460.50\t0.00\t100.00%\n"

    assert _codes(f"{head}{rows}合计\t1100.50\t1060.50\t40.00\t96.37%\n", index) == []
    assert _codes(f"{head}{rows}合计\t1100.50\t1060.50\t45.00\t96.73%\n", index) == [
        "NUMBER_DIFFERS 45.00",
        "NUMBER_NOT_IN_DATA 96.73%",
    ]


def test_subtotals_of_scores_are_those_of_the_rows_above(index: FactIndex) -> None:
    rows = (
        "产出指标\t数量指标\t河道清淤长度\t≥42公里\t40.6公里\t10\t9\t—\n"
        "产出指标\t数量指标\t水质监测次数\t≥24次\t26次\t8\t8\t—\n"
    )

    assert _codes(f"{HEAD}{rows}小计\t\t\t\t\t18\t17\t\n", index) == []
    assert _codes(f"{HEAD}{rows}小计\t\t\t\t\t18\t18\t\n", index) == ["NUMBER_DIFFERS 18"]


def test_labels_beside_values_are_of_the_project_named(index: FactIndex) -> None:
    form = "单位：万元\n项目名称\t泵站改造\n预算数\t{}\t执行数\t600.00\n"

    assert _codes(form.format("640.00"), index) == []
    assert _codes(form.format("460.50"), index) == ["NUMBER_DIFFERS 460.50"]


def test_one_name_in_two_projects_is_that_of_the_project_in_question(index: FactIndex) -> None:
    table = "项目名称\t{}\n三级指标\t绩效指标描述\t指标值\n设备验收合格率\t—\t100%\n"

    assert _codes(table.format("泵站改造"), index) == []
    assert _codes(table.format("水库除险加固"), index) == ["NUMBER_DIFFERS 100%"]


def test_a_payment_plan_is_judged_point_by_point(index: FactIndex) -> None:
    plan = "项目名称\t泵站改造\n资金支出计划\t6月底\t12月底\n{}\t100.00%\n"

    assert _codes(plan.format("40.00%"), index) == []
    assert _codes(plan.format("45.00%"), index) == ["NUMBER_DIFFERS 45.00%"]


def test_the_points_of_a_payment_plan_go_forward_through_the_year(index: FactIndex) -> None:
    plan = "项目名称\t泵站改造\n资金支出计划\t{}\t12月底\n—\t100.00%\n"

    assert _codes(plan.format("6月底"), index) == []
    assert _codes(plan.format("22月底"), index) == ["NUMBER_NOT_IN_DATA 22月底"]
    assert _codes("资金支出计划\t6月底\t3月底\n—\t—\n", index) == ["NUMBER_NOT_IN_DATA 3月底"]


def test_what_was_reached_of_another_goal_is_not_true_of_this_one(general_form: Form) -> None:
    goals = (
        PerformanceGoal(number="1", text="清淤河道42公里", achieved="清淤河道40.6公里"),
        PerformanceGoal(number="2", text="监测水质24次", achieved="监测水质26次"),
    )
    two_goals = build_fact_index(evaluate(replace(ENTERED, goals=goals), general_form).ledger)
    row = "序号\t年度绩效目标\t实际完成情况\n2\t监测水质24次\t{}\n"

    assert _codes(row.format("监测水质26次"), two_goals) == []
    assert _codes(row.format("清淤河道40.6公里"), two_goals) == ["NUMBER_WRONG_SUBJECT 40.6公里"]


def test_posts_are_not_persons(index: FactIndex) -> None:
    assert _codes("人员类别\t编制人数\t实有人数\n合计\t35\t38\n", index) == ["NUMBER_DIFFERS 35", "NUMBER_DIFFERS 38"]


def test_numbers_in_order_claim_nothing(index: FactIndex) -> None:
    checked = _checked("序号\t三级指标\t年度指标值\t实际完成值\n7\t水质监测次数\t≥24次\t26次\n", index)

    verdicts = [mention.verdict for mention in checked.mentions if mention.text not in _LEVELS]
    assert verdicts == [Verdict.EXEMPT, Verdict.TRACED, Verdict.TRACED]


def test_another_department_in_the_form_is_a_finding(index: FactIndex) -> None:
    assert _codes("部门名称\t云岭县水利局\n", index) == []
    assert _codes("部门名称\t青石县交通局\n", index) == ["BODY_UNKNOWN 青石县交通局"]


def test_another_body_in_a_reason_is_a_finding(index: FactIndex) -> None:
    row = "产出指标\t数量指标\t河道清淤长度\t≥42公里\t40.6公里\t10\t9\t青石县交通运输局没有移交场地\n"

    assert _codes(HEAD + row, index) == ["BODY_UNKNOWN 青石县交通运输局"]


def test_a_project_that_is_not_ours_is_a_finding(index: FactIndex) -> None:
    assert _codes("项目名称\t城区绿道建设\n", index) == ["PROJECT_UNKNOWN 城区绿道建设"]


def test_a_gap_left_to_fill_in_claims_nothing(index: FactIndex) -> None:
    assert _codes(f"{HEAD}产出指标\t数量指标\t水质监测次数\t≥24次\t【待填：第3季度数】\t8.00\t8.00\t—\n", index) == []


def test_what_the_import_read_judges_values_shifted_off_their_columns(index: FactIndex, general_form: Form) -> None:
    rows = "河道清淤长度\t\t\t≥42公里\t40.6公里\t10\t9\n水质监测次数\t≥24次\t\t\t{}\t8\t8\n"
    head = "部门整体支出绩效自评表\n\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    true, false = (text_source(head + rows.format(actual), "自评表.txt") for actual in ("26次", "36次"))

    found = [
        [
            f"{finding.code} {finding.text}"
            for finding in check_text(
                document.plain_text, index.ledger, index=index,
                stated=stated_cells(Paper(document, interpret([document]).entered, general_form)),
            ).findings
        ]
        for document in (true, false)
    ]  # fmt: skip

    assert found == [[], ["NUMBER_DIFFERS 36次"]]


def test_empty_rows_and_an_empty_ledger_are_no_findings() -> None:
    nothing = build_fact_index(FactLedger([]))

    assert _codes("\t\t\n|||\n合计\t\n预算数\t\n", nothing) == []
