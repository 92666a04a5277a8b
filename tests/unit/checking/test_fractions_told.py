"""A rate told with its two numbers: each of the three must be the indicator's own, and stand in its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, SelfEvaluation


@pytest.fixture(scope="module")
def index() -> FactIndex:
    rate = counted("1", "路灯抢修及时率", "≥96%", "95%", "93.2%")
    return index_of(
        SelfEvaluation(
            department=Department(name="松澜县路灯管理所", year=2024, money_unit="万元"),
            goals=(
                PerformanceGoal(
                    number="1", text="更换路灯1200盏", achieved="更换路灯1176盏，受理投诉267起，查处盗窃1530起"
                ),
            ),
            indicators=(
                replace(rate, numerator=Decimal(418), denominator=Decimal(440)),
                counted("2", "更换路灯数", "≥1200盏", "1176盏", "1080盏"),
            ),
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "接到路灯报修440起，及时抢修418起，抢修及时率95%。",
        "及时抢修418起，占报修440起的95%。",
    ],
)
def test_a_rate_stands_with_its_own_two_numbers(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "接到路灯报修418起，及时抢修440起，抢修及时率95%。",
        "接到路灯报修1530起，及时抢修418起，抢修及时率95%。",
        "接到路灯报修440起，及时抢修267起，抢修及时率95%。",
        "接到路灯报修440起，及时抢修418起，抢修及时率93.2%。",
        "接到路灯报修440起，及时抢修418处，抢修及时率95%。",
    ],
)
def test_no_other_number_stands_beside_the_rate(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
