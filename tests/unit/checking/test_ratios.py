"""Shares and figures for each that no list of words foresees: by their kind, and by how near their parts are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def wan(value: str) -> Quantity:
    """An amount in 万元."""
    return Quantity(Decimal(value), WAN_YUAN)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="柳坝县草原站", year=2024, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1",
                text="补播草场，巡护草原",
                achieved="补播草场5.16万亩，用草籽387吨；巡护员240名，其中牧民180名；救治牲畜1320头，其中黄牛990头、绵羊330头；畜医院编制床位11张；调运饲草6300吨，用去饲草1850吨；发放饲草券的牧户1935户，办理草畜证1161户",
            ),
        ),
        indicators=(
            counted("1", "鼠害防治面积", "≥30万亩", "31.5万亩", "28.0万亩"),
            counted("2", "巡护草原次数", "≥800次", "864次", "790次"),
            counted("3", "牧民实训场次", "≥40场", "45场", "36场"),
            counted("5", "补播草场每亩增产", "≥20公斤", "25公斤", "18公斤"),
            counted("4", "牲畜疫病发生率", "≤0.5%", "0.2%", "0.4%"),
        ),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=wan("1500"), adjusted_budget=wan("1600"),
                actual_expenditure=wan("1540"),
            ),
            BudgetLine(
                source="合计", expenditure_type="项目支出", original_budget=wan("900"), adjusted_budget=wan("1000"),
                actual_expenditure=wan("943.7"),
            ),
        ),
        projects=(
            Project(number="1", name="草原鼠害防治", budget=wan("260"), actual_expenditure=wan("251.37")),
            Project(number="2", name="牧民技能实训", budget=wan("130"), actual_expenditure=wan("117.18")),
        ),
        staff=(
            StaffCount(staff_class="合计", authorized=64, actual=60),
            StaffCount(staff_class="行政", authorized=17, actual=15),
            StaffCount(staff_class="事业", authorized=47, actual=45),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "巡护员240名，四分之三是牧民。",
        "年末实有60人。站里的人，七成半属于事业人员，剩下四分之一是行政人员。",
        "饲草券发到1935户牧户手里。办理草畜证1161户，刚好六成。",
        "补播用去草籽387吨，摊到每亩7.5公斤。",
        "防治鼠害31.5万亩，每亩只花7.98元。",
        "办了45场牧民实训，场均花费2.604万元。",
        "现有巡护员240名，每四名巡护员里就有三名是牧民。",
        "巡护草原864次，巡护员人均3.6次。",
        "补播草场5.16万亩，一亩用草籽7.5公斤。",
        "巡护员240名，每百名里有75名是牧民。",
        "巡护员240名，四名里就有三名是牧民。",
        "牧民实训办了45场，单场2.604万元。",
        "行政人员只占四分之一。",
        "黄牛990头，四分之三，其余330头是绵羊。",
        "救治的牲畜中，黄牛990头、绵羊330头，绵羊占25%。",
        "饲草券发到1935户牧户手里，补播草场5.16万亩。办理草畜证1161户，整整六成。",
        "牲畜疫病发生率0.2%，是上年的一半。",
        "救治牲畜1320头，饲草券发到1935户牧户手里，办理草畜证1161户，过半数。",
        "牧民技能实训130万元只用了九成。",
        "救治牲畜1320头，其中黄牛990头，占四分之三；绵羊330头，占四分之一。",
        "办理草畜证1161户，占发放饲草券牧户的一半稍多。",
        "项目支出943.7万元，草原鼠害防治251.37万元，牧民技能实训117.18万元，两项加起来368.55万元，占近四成。",
        "补播草场5.16万亩，每亩增产25公斤，照此算共增产1290吨。",
        "收治黄牛990头，平均每张床收治90头。",
        "草原鼠害防治260万元花了251.37万元，牧民技能实训130万元花了117.18万元。这两个项目加起来剩21.45万元。",
        "调运饲草6300吨，用去饲草1850吨，补播用草籽387吨。还剩饲草4450吨。",
        "草原鼠害防治与牧民技能实训两个项目合计占项目结余的38.1%。",
        "调运饲草6300吨，快三成是用去的饲草。",
        "花出去的钱里，项目占了六成多。",
        "每花100元就有61元出头用在项目上，项目支出943.7万元，占总支出的61.28%。",
    ],
)
def test_a_figure_whose_kind_the_words_tell_is_worked_out_of_what_is_near(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "巡护员240名，三分之二是牧民。",
        "年末实有60人。站里的人，六成半属于事业人员。",
        "饲草券发到1935户牧户手里。办理草畜证1161户，刚好五成。",
        "补播用去草籽387吨，摊到每亩7.9公斤。",
        "防治鼠害31.5万亩，每亩只花7.89元。",
        "办了45场牧民实训，场均花费2.640万元。",
        "现有巡护员240名，每四名巡护员里就有两名是牧民。",
        "巡护草原864次，巡护员人均3.8次。",
        "补播草场5.16万亩，一亩用草籽5.7公斤。",
        "巡护员240名，每百名里有57名是牧民。",
        "巡护员240名，五名里就有三名是牧民。",
        "牧民实训办了45场，单场2.064万元。",
        "行政人员只占三分之一。",
        "每花100元就有65元用在项目上。",
        "草原鼠害防治与牧民技能实训两个项目合计占项目结余的31.8%。",
        "调运饲草6300吨，快五成是用去的饲草。",
        "花出去的钱里，项目占了七成多。",
        "补播草场5.16万亩，每亩增产25公斤，照此算共增产1920吨。",
        "收治黄牛990头，平均每张床收治80头。",
        "草原鼠害防治260万元花了251.37万元，牧民技能实训130万元花了117.18万元。这两个项目加起来剩25.41万元。",
        "调运饲草6300吨，用去饲草1850吨，补播用草籽387吨。还剩饲草4540吨。",
        "黄牛990头，三分之二，其余330头是绵羊。",
        "救治的牲畜中，黄牛990头、绵羊330头，绵羊占52%。",
        "饲草券发到1935户牧户手里，补播草场5.16万亩。办理草畜证1161户，整整七成。",
        "牲畜疫病发生率0.2%，是上年的三分之一。",
        "救治牲畜1320头，其中绵羊330头，过半数。",
        "牧民技能实训130万元只用了八成。",
        "救治牲畜1320头，其中黄牛990头，占四分之三；绵羊330头，占五分之一。",
        "项目支出943.7万元，草原鼠害防治251.37万元，牧民技能实训117.18万元，两项加起来368.55万元，占近五成。",
    ],
)
def test_a_false_one_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize("text", ["八成以上牧户给出好评。", "项目执行率四分之三。", "一半以上的事项当天办结。"])
def test_a_fraction_of_nothing_that_was_told_or_named_is_no_share(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "救治的1320头牲畜里，黄牛占四分之三。",
        "救治牲畜1320头，黄牛、绵羊分别占75%和25%。",
        "救治牲畜1320头，黄牛和绵羊合计占全部。绵羊330头，占比25%。",
        "牲畜疫病发生率0.2%，仅为控制上限的四成。",
        "巡护草原次数是上年的1.09倍。",
        "鼠害防治面积已达目标值的1.05倍。",
        "项目的钱里头，草原鼠害防治251.37万元，占项目支出的26.6%。",
    ],
)
def test_a_part_that_an_entered_text_names_and_what_a_row_is_of_its_own_plan_are_shares(
    index: FactIndex, text: str
) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "救治的1320头牲畜里，黄牛占三分之一。",
        "救治牲畜1320头，黄牛、绵羊分别占25%和75%。",
        "绵羊330头，占比35%。",
        "牲畜疫病发生率0.2%，仅为控制上限的六成。",
        "巡护草原次数是上年的1.29倍。",
        "鼠害防治面积已达目标值的1.35倍。",
    ],
)
def test_a_false_share_of_a_part_or_of_its_own_plan_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
