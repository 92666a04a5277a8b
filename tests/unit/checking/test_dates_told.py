"""A date that was entered, but for something else than it stands beside."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, EnteredProblem, ManagementItem, SelfEvaluation


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2023, money_unit="万元"),
        goals=(PerformanceGoal(number="1", text="清淤河道", achieved="清淤河道147公里，11月签订管护合同"),),
        management=(ManagementItem(topic="自评组织", text="2024年2月走访用水户160户"),),
        problems=(
            EnteredProblem(problem="泵站少建2座", cause="征地滞后", measure="2024年8月底前办理土地确权，补建泵站2座"),
            EnteredProblem(problem="监测终端不足", measure="2024年4月底前安装监测终端60台"),
        ),
        indicators=(
            counted("1", "农村河道清淤长度", "≥140公里", "147公里"), counted("2", "新建泵站座数", "5座", "3座"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "2024年8月底前办好土地确权，补建泵站2座。",
        "2024年2月我们走访用水户160户。",
        "管护合同11月才签订。",
        "下一步，2024年4月底前装上监测终端60台。",
        "监测终端要在4月底前装上60台。",
        "截至2023年12月底，清淤河道147公里。",
    ],
)
def test_a_date_beside_its_own_words_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "下一步，2024年2月底前办好土地确权，补建泵站2座。",
        "2024年4月我们走访用水户160户。",
        "下一步，2024年8月底前装上监测终端60台。",
        "管护合同12月底才签订。",
        "监测终端要在5月底前装上60台。",
    ],
)
def test_a_date_of_something_else_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == ["DATE_NOT_IN_DATA"]
