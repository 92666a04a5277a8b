"""Rows that a report calls otherwise than the entry does, and numbers that their targets stand beside."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.language.bodies import projects
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import Department, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named


def wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), unit_named("万元"))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="松澜县公证处", year=2024, money_unit="万元"),
        staff=(
            StaffCount(staff_class="合计", authorized=158, actual=149),
            StaffCount(staff_class="行政", authorized=127, actual=121),
            StaffCount(staff_class="事业", authorized=31, actual=28),
        ),
        goals=(
            PerformanceGoal(
                number="1",
                text="办结公证3200件",
                achieved="办结公证3486件，其中继承公证1127件、委托公证2053件、涉外公证306件；上门服务417次",
            ),
        ),
        indicators=(
            counted("1", "办结公证件数", "≥3200件", "3486件", "3174件"),
            counted("2", "平均办证天数", "≤12天", "13.5天", "15天"),
            counted("3", "档案归档率", "100%", "96.4%", "95.1%"),
            counted("4", "巡回公证线路里程", "640公里", "640公里", "617公里"),
            counted("5", "公证服务点建成个数", "≥9个", "6个", "5个"),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "政法专项编制127名，实有121人；事业编制31名，实有28人；合计实有149人。",
        "机关编制127名，实有121人。",
        "本处编制158名，实有149人。",
    ],
)
def test_a_class_of_staff_may_go_by_another_name(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    ["政法专项编制172名，实有121人。", "编制127名，实有121人。", "核定编制127名。", "政法专项编制127名，实有112人。"],
)
def test_the_class_is_known_by_its_posts_alone(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "平均办证天数13.5天，超出12天的控制目标1.5天。",
        "档案归档率96.4%，未达到100%的要求，比上年提高1.3个百分点。",
        "巡回公证线路里程640公里，比上年延伸23公里。",
        "公证服务点建成6个，余下3个明年建成。",
    ],
)
def test_a_target_may_stand_beside_what_differs_from_it(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "平均办证天数13.5天，超出12天的控制目标2.5天。",
        "平均办证天数13.5天，低于12天的控制目标1.5天。",
        "档案归档率96.4%，未达到98%的要求。",
        "巡回公证线路里程640公里，比上年延伸32公里。",
        "公证服务点建成6个，余下4个明年建成。",
    ],
)
def test_another_difference_or_target_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_what_is_done_with_a_budget_is_no_project() -> None:
    assert list(projects("并作为编制下年度项目预算的参考。")) == []
    assert list(projects("按照从紧要求压减项目支出20万元。")) == []
    assert list(projects("三是个别项目支出进度偏慢。")) == []
    assert [one.name for one in projects("殡葬设施提升项目预算200万元。")] == ["殡葬设施提升"]


@pytest.mark.parametrize(
    "text",
    [
        "办结继承类公证1127件，办结涉外类公证306件。",
        "办结公证3486件。委托公证2053件，接近六成。",
        "办结公证3486件，其中继承公证1127件、委托公证2053件、涉外公证306件，占比依次为32.3%、58.9%、8.8%。",
    ],
)
def test_a_number_of_a_text_is_known_by_its_own_word_and_is_a_part_of_the_whole(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "办结继承类公证2053件。",
        "办结涉外类公证360件。",
        "办结公证3486件。委托公证2053件，接近三成。",
        "办结公证3486件，其中继承公证1127件、委托公证2053件、涉外公证306件，占比依次为32.3%、55.9%、8.8%。",
        "办结公证3486件，其中继承公证1127件、委托公证2053件、涉外公证306件，占比依次为58.9%、32.3%、8.8%。",
    ],
)
def test_another_part_or_share_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.fixture(scope="module")
def projects_index() -> FactIndex:
    rows = (("锚地和待闸设施建设", "739.00"), ("航道应急疏浚", "968.00"), ("岸电设施补助", "975.00"))
    entered = SelfEvaluation(
        department=Department(name="松澜县港口服务中心", year=2024, money_unit="万元"),
        projects=tuple(
            Project(number=str(at), name=name, budget=wan("1000.00"), actual_expenditure=wan(spent))
            for at, (name, spent) in enumerate(rows, start=1)
        ),
    )
    return index_of(entered)


def test_projects_excepted_by_part_of_their_name_are_left_out(projects_index: FactIndex) -> None:
    assert codes_of("除锚地项目外，其余项目执行率均超过95%。", projects_index) == []
    assert codes_of("除锚地项目外，其余项目执行率均超过97%。", projects_index) != []
