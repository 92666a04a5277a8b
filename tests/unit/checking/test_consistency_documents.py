"""The tables of projects: against their own words, and against the 自评表 of the department."""

from consistency_papers import codes_in, findings_across, form_of

ROWS = (
    ("产出指标", "数量指标", "大腿假肢装配数量", "大腿假肢装配例数", "≥90例"),
    ("", "数量指标", "小腿假肢装配数量", "小腿假肢装配例数", "≥90例"),
    ("", "数量指标", "教练员和工作人员参训人数", "参训人数", "≥10人"),
    ("", "质量指标", "假肢装配合格率", "合格例数÷装配例数", "≥95%"),
    ("效益指标", "社会效益指标", "受助者生活自理率", "生活自理人数÷受助人数", "≥80%"),
)


def _plan(use: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    table = [
        line
        for row in (("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"), *rows)
        for line in ("", *(f"\t{cell}" for cell in row))
    ]
    head = [
        "1.假肢装配经费绩效目标表",
        "\t412001青屿县水务局本级",
        "\t单位：万元",
        "",
        "\t项目名称",
        "\t假肢装配经费",
        "",
    ]
    money = ["\t预算规模及资金用途", "\t预算数", "\t80.00", "", "\t", f"\t{use}", ""]
    return "\n".join([*head, *money, "\t绩效目标", "\t装配假肢，组织训练。", *table]) + "\n"


def test_parts_named_in_brackets_are_added_up_over_the_rows_of_a_project() -> None:
    row = "产出指标|数量指标|残疾人假肢（大、小腿）装配数量|{}|{}|10|10.00|"
    plan = _plan("装配假肢180例80万元")

    low = findings_across({"部门.txt": form_of(row.format("≥90例", "90例")), "项目.txt": plan})
    whole = findings_across({"部门.txt": form_of(row.format("≥180例", "180例")), "项目.txt": plan})

    assert "CROSS_DOC_TARGET" in {finding.code for finding in low}
    assert "CROSS_DOC_TARGET" not in {finding.code for finding in whole}


def test_more_of_one_kind_than_the_row_has_of_two_together_contradicts_it() -> None:
    assert "TEXT_VS_INDICATOR" in codes_in(_plan("组织14名教练员参加训练"))
    assert "TEXT_VS_INDICATOR" not in codes_in(_plan("组织8名教练员参加训练"))


def test_the_one_row_of_a_project_without_a_target_is_told() -> None:
    bare = (*ROWS[:4], (*ROWS[4][:4], ""))

    assert "TARGET_MISSING" in codes_in(_plan("装配假肢", bare))
    assert "TARGET_MISSING" not in codes_in(_plan("装配假肢"))


def test_a_description_that_shares_nothing_with_its_project_was_copied() -> None:
    foreign = (*ROWS[:4], (*ROWS[4][:3], "按期返校学生÷在校学生", ROWS[4][4]))

    assert "COPY_RESIDUE" in codes_in(_plan("装配假肢", foreign))
    assert "COPY_RESIDUE" not in codes_in(_plan("装配假肢"))


def test_a_price_above_the_whole_budget_is_in_the_wrong_unit() -> None:
    prices = (*ROWS, ("产出指标", "成本指标", "假肢装配单价", "每例费用", "≤300万元/例"))

    assert "COST_VS_BUDGET" in codes_in(_plan("装配假肢", prices))
