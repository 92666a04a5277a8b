"""Files of one department reviewed together: numbers go from one to the other, never from another department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicator_cases import bank, entry, row
from reportgen.model.indicator_review import Proposal
from reportgen.model.indicators import Indicator
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.reviewing.linked_rows import linked_rows, same_thing
from reportgen.reviewing.proposals import propose
from reportgen.reviewing.review import review_indicators

PROJECTS = entry(
    row("数量", "农村公路养护里程", "≥320公里"),
    row("时效", "桥梁定期检测完成时间", "2024年9月30日前", "2"),
    row("数量", "受理路政许可申请件数", "≥450件", "3"),
)


def department(*rows: Indicator) -> SelfEvaluation:
    """The department's own table."""
    return SelfEvaluation(
        department=Department(name="栖云县某局", year=2024, money_unit="万元"),
        indicators=tuple(replace(each, project="") for each in rows),
    )


def first_proposal(entered: SelfEvaluation) -> Proposal:
    """The first proposal for the first row, reviewed together with the projects' file."""
    review = review_indicators(entered, document="部门.xlsx", form=None)
    found = propose(review, entered, form=None, bank=bank(), linked=linked_rows([("项目.xlsx", PROJECTS)]))
    return found.rows[0].proposals[0]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("农村公路养护费", "农村公路养护里程", True),
        ("桥梁定期检测及时性", "桥梁定期检测完成时间", True),
        ("农村公路养护费", "路政许可申请件数", False),
        ("群众满意度", "农村公路养护里程", False),
    ],
)
def test_only_rows_about_one_thing_lend_numbers(name: str, other: str, same: bool) -> None:
    assert same_thing(name, other) is same


def test_a_department_cost_is_divided_by_the_quantity_of_the_project_table() -> None:
    proposal = first_proposal(department(row("成本", "农村公路养护费", "≤96万元")))

    assert (proposal.value, proposal.unit) == ("3,000", "元/公里")
    assert [number.formula for number in proposal.numbers if number.formula] == ["96万元 ÷ 320公里 = 3,000元/公里"]
    assert "关联文件“项目.xlsx”" in proposal.numbers[0].origin


def test_a_date_is_copied_from_the_linked_table_with_its_file() -> None:
    proposal = first_proposal(department(row("时效", "桥梁定期检测及时性", "及时")))

    assert proposal.target_value == "≤2024年9月30日"
    assert "“项目.xlsx”的“桥梁定期检测完成时间”" in proposal.basis
    dated = next(number for number in proposal.numbers if number.text == "2024年9月30日")
    assert dated.origin == "关联文件“项目.xlsx”中“桥梁定期检测完成时间”的年度指标值"


def test_without_the_other_file_the_date_stays_a_blank() -> None:
    entered = department(row("时效", "桥梁定期检测及时性", "及时"))
    review = review_indicators(entered, document="部门.xlsx", form=None)

    proposal = propose(review, entered, form=None, bank=bank()).rows[0].proposals[0]

    assert "【待填：" in proposal.value
