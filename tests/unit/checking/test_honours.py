"""Honours, ranks and what stands out among the projects: who won what at which level, as entered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import Department, ManagementItem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


@pytest.fixture(scope="module")
def index() -> FactIndex:
    def project(number: str, name: str, budget: int, spent: int) -> Project:
        amounts = Quantity(Decimal(budget), WAN_YUAN), Quantity(Decimal(spent), WAN_YUAN)
        return Project(number=number, name=name, budget=amounts[0], actual_expenditure=amounts[1])

    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2023, money_unit="万元"),
        projects=(
            project("1", "河道清淤", 300, 300), project("2", "堤防加固", 400, 360), project("3", "抗旱服务", 90, 81),
        ),
        goals=(
            PerformanceGoal(number="1", text="清淤河道", achieved="清淤河道147公里，到过118个村，2人获评水利工匠"),
        ),
        management=(ManagementItem(topic="荣誉", text="青石水库管理所获评全省水利系统先进集体，3人受到县级表彰"),),
        indicators=(
            counted("1", "农村河道清淤长度", "≥147公里", "147公里", "130公里"),
            replace(counted("2", "受益群众满意度", "≥90%", "92%", "91%"), category="满意度指标"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "青石水库管理所获评全省水利系统先进集体。",
        "所属的青石水库管理所被评为省级先进集体。",
        "3人受到县级表彰。",
        "河道清淤是唯一一个执行率达到100%的项目。",
        "堤防加固和抗旱服务这两项执行率都是90%，在各项目里垫底。",
        "清淤河道147公里，与目标持平，比上年多17公里。",
        "清淤河道147公里，到过118个村。",
    ],
)
def test_what_was_entered_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年工作得到认可。被授予省级先进集体称号。", "VERDICT_UNSUPPORTED"),
        ("青石水库管理所获评全国水利系统先进集体。", "VERDICT_UNSUPPORTED"),
        ("捧回市长质量奖奖杯。", "VERDICT_UNSUPPORTED"),
        ("被命名为国家级示范基地。", "VERDICT_UNSUPPORTED"),
        ("3名同志被评为市级劳动模范。", "VERDICT_UNSUPPORTED"),
        ("抗旱服务是唯一一个执行率达到90%的项目。", "VERDICT_UNSUPPORTED"),
        ("群众满意度92%，与目标持平。", "VERDICT_CHANGE"),
        ("综合考核排名全县第二名。", "NUMBER_NOT_IN_DATA"),
    ],
)
def test_what_was_not_is_told(index: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, index)


@pytest.fixture(scope="module")
def games() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="白岩县体育中心", year=2023),
        goals=(PerformanceGoal(number="1", text="参加市运会", achieved="市运会获得金牌6枚、银牌4枚、铜牌9枚"),),
    )
    return index_of(entered)


def test_medals_may_be_told_by_their_metal(games: FactIndex) -> None:
    assert codes_of("市运会上拿了6金4银9铜，一共19枚。", games) == []


def test_medals_of_another_metal_are_blamed(games: FactIndex) -> None:
    assert codes_of("市运会上拿了4金6银9铜。", games) == ["NUMBER_NOT_IN_DATA", "NUMBER_WRONG_UNIT"]
