"""What plain speech tells of data without their words: 每一百元里约八十五元, 要修6处修了5处, 205个人, 比上届多7枚."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import BudgetLine, Department, PreviousFigure, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _line(kind: str, budget: str, spent: str) -> BudgetLine:
    return BudgetLine(
        source="合计", expenditure_type=kind, adjusted_budget=_wan(budget), actual_expenditure=_wan(spent)
    )


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="白石县文体中心", year=2023, money_unit="万元", subordinate_units=4),
        staff=(
            StaffCount(staff_class="合计", authorized=60, actual=52),
            StaffCount(staff_class="事业", authorized=50, actual=43),
        ),
        budget=(
            _line("合计", "2000.00", "1950.00"),
            _line("基本支出", "480.00", "478.00"),
            _line("项目支出", "1520.00", "1472.00"),
        ),
        goals=(
            PerformanceGoal(
                number="1",
                text="修缮古桥，力争县运会获得金牌18枚",
                achieved="县运会获得金牌21枚、银牌16枚；救助流浪人员148人，其中少年儿童37人；轻度污染41天，中度污染12天",
            ),
        ),
        indicators=(
            counted("1", "古桥修缮处数", "9处", "7处"),
            counted("2", "优良天数", "≥300天", "312天", "305天"),
            counted("3", "事故死亡率", "≤4‰", "2.6‰", "3.1‰"),
        ),
        previous_year=(PreviousFigure(label="上届县运会金牌", value="16枚"),),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "全年支出1950万元，每一百元里，约七十五元用在项目上。",
        "事业人员43人，占八成三。",
        "优良天数312天，占全年的85.5%。",
        "优良天数312天，全年八成半的日子是好天。",
        "古桥要修9处，修了7处。",
        "古桥修缮，9处只修了7处。",
        "本中心职工52个人，离编制还差8个。",
        "救助流浪人员148个，其中少年儿童37个，正好四分之一。",
        "县运会拿下金牌21枚。金牌目标是18枚，超了3枚，比上届多5枚。",
        "轻度和中度污染合计53天。",
        "事故死亡率2.6‰，比上年降0.5个千分点。",
    ],
)
def test_plain_words_are_understood(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年支出1950万元，每一百元里，约六十元用在项目上。",
        "事业人员43人，占七成。",
        "优良天数312天，占全年的95.5%。",
        "古桥要修7处，修了7处。",
        "古桥修缮，7处只修了7处。",
        "本中心57个人，离编制还差8个。",
        "县运会拿下金牌21枚。金牌目标是18枚，超了4枚。",
        "县运会拿下金牌21枚，比上届多6枚。",
        "轻度和中度污染合计63天。",
        "事故死亡率2.6‰，比上年降0.7个千分点。",
    ],
)
def test_false_numbers_in_plain_words_are_blamed(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
