"""No candidate is seen before it was judged: complete, without faults, every number with an origin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicator_cases import bank, entry, row
from reportgen.model.indicator_review import Proposal, ProposalKind, ProposedNumber
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.reviewing.background import backgrounds
from reportgen.reviewing.candidate_check import check_candidate, with_origins
from reportgen.reviewing.case import Case
from reportgen.reviewing.proposals import propose
from reportgen.reviewing.review import review_indicators
from reportgen.reviewing.rows import Book, tables_of

ENTERED = entry(
    row("成本", "养护经费不超过预算", "≤96万元"),
    row("数量", "农村公路养护里程", "≥320公里", "2"),
    project="农村公路养护项目",
)
CANDIDATE = Proposal(
    kind=ProposalKind.PROPOSAL,
    name="单位里程养护费用",
    comparison="≤",
    value="3,000",
    unit="元/公里",
    formula="养护费用实际支出额 ÷ 实际养护里程（计划：320公里）",
    evidence="结算单",
    basis="预算支出标准：96万元 ÷ 320公里 = 3,000元/公里",
    period="2024年度",
    category="产出指标",
    subcategory="成本指标",
    numbers=(ProposedNumber(text="3,000元/公里", origin="计算", formula="96万元 ÷ 320公里 = 3,000元/公里"),),
)


def reasons(candidate: Proposal, entered: SelfEvaluation = ENTERED) -> tuple[str, ...]:
    """Why *candidate* for the first row would not be shown."""
    review = review_indicators(entered, document="填报.yaml", form=None)
    case = Case(review.rows[0], backgrounds(entered)["1"], bank())
    table = tables_of(Book(entered=entered, document="填报.yaml", form=None))[0]
    return check_candidate(case, candidate, table).reasons


def test_a_candidate_whose_numbers_are_copied_and_computed_passes():
    assert reasons(CANDIDATE) == ()


def test_a_target_that_the_project_states_nowhere_is_refused():
    invented = replace(CANDIDATE, value="2,800", numbers=())

    assert reasons(invented)[0] == "“2,800元/公里”没有出处"


def test_a_formula_that_does_not_come_out_is_refused():
    wrong = ProposedNumber(text="3,100元/公里", origin="计算", formula="96万元 ÷ 320公里 = 3,100元/公里")

    assert "“3,100元/公里”没有出处" in reasons(replace(CANDIDATE, value="3,100", numbers=(wrong,)))


def test_a_formula_of_numbers_nobody_entered_is_refused():
    wrong = ProposedNumber(text="3,000元/公里", origin="计算", formula="99万元 ÷ 330公里 = 3,000元/公里")

    assert "“3,000元/公里”没有出处" in reasons(replace(CANDIDATE, numbers=(wrong,)))


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        ("name", "24小时内养护完成里程", "24小时"),
        ("name", "第三届养护比武参赛班组数", "第三届"),
        ("formula", "支出额 ÷ 330公里", "330公里"),
        ("evidence", "3份结算单", "3份"),
        ("basis", "预算支出标准：三千元每公里", "三千元"),
        ("rationale", "上年做到了95%", "95%"),
    ],
)
def test_a_number_without_origin_is_refused_wherever_it_stands(field, text, number):
    assert f"“{number}”没有出处" in reasons(replace(CANDIDATE, **{field: text}))


def test_a_number_in_a_name_is_accepted_where_the_project_states_it():
    entered = entry(row("社会", "保障第六届乡村运动会圆满举行", "保障"), project="第六届乡村运动会经费")

    found, unsourced = with_origins(
        replace(CANDIDATE, name="第六届乡村运动会参赛队数", value="【待填：队数，支，查竞赛规程】", unit="支",
                formula="报名并参赛的队数", basis="年度计划：查竞赛规程", numbers=()),
        backgrounds(entered)["1"], entered.indicators[0],
    )  # fmt: skip

    assert unsourced == ()
    assert ("第六届", "“保障第六届乡村运动会圆满举行”的三级指标") in [(n.text, n.origin) for n in found.numbers]


def test_what_was_reached_is_no_source_of_a_target():
    entered = entry(row("成本", "养护经费不超过预算", "≤96万元", actual_value="88万元"), project="农村公路养护项目")

    assert (
        reasons(replace(CANDIDATE, value="88", unit="万元", formula="支出额", basis="年度计划", numbers=()), entered)[0]
        == "“88万元”没有出处"
    )


@pytest.mark.parametrize("field", ["formula", "evidence", "basis", "value"])
def test_an_incomplete_candidate_is_refused(field):
    assert f"缺少{field}" in reasons(replace(CANDIDATE, **{field: ""}))


def test_a_candidate_with_a_fault_of_its_own_is_refused():
    vague = replace(CANDIDATE, name="提高养护水平", comparison="", value="有所提高", unit="", numbers=())

    assert any(reason.startswith("VAGUE：") for reason in reasons(vague))


def test_candidates_from_elsewhere_are_checked_like_those_of_the_rules():
    review = review_indicators(ENTERED, document="填报.yaml", form=None)
    invented = replace(CANDIDATE, name="单位里程日常养护费用", value="2,800", numbers=(), source="语言模型")
    sound = replace(CANDIDATE, name="单位里程日常养护费用", source="语言模型")

    found = propose(
        review, ENTERED, form=None, bank=bank(), extra_candidates=lambda _case, _known: (invented, sound)
    ).rows[0]

    assert [(each.source, each.target_value) for each in found.proposals if each.source == "语言模型"] == [
        ("语言模型", "≤3,000元/公里")
    ]
