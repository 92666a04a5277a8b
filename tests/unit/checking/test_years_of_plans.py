"""The year after the one reported on, and dates of it, where what stands beside them is a plan (改进措施)."""

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
        goals=(PerformanceGoal(number="1", text="清淤河道", achieved="清淤河道147公里"),),
        management=(
            ManagementItem(topic="自评组织", text="2024年2月走访用水户160户"),
            ManagementItem(topic="支出进度", text="6月底执行率46.8%，9月底71.5%"),
        ),
        problems=(
            EnteredProblem(
                problem="泵站少建2座", cause="征地滞后", measure="2024年建成泵站6座，8月底前办理土地确权，聘请监理3名"
            ),
            EnteredProblem(problem="终端不足", measure="2024年4月起安装监测终端60台"),
        ),
        indicators=(
            counted("1", "农村河道清淤长度", "≥140公里", "147公里", "132公里"),
            counted("2", "新建泵站座数", "5座", "3座"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我们要建成泵站6座，聘请监理3名。",
        "泵站这一头，2024年把监理配到3名。",
        "2024年怎么干？建好泵站。",
        "2024年8月底前办完土地确权。",
        "监测终端4月起安装，共60台。",
        "今年2月走访用水户160户。",
        "去年清淤农村河道147公里，比上年多15公里。",
        "6月底执行率46.8%，9月底71.5%，第三季度提高24.7个百分点。",
    ],
)
def test_a_year_of_what_is_planned_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024年，我们清淤河道147公里，聘请监理3名。", "YEAR_UNEXPECTED"),
        ("2025年，我们要建成泵站6座。", "YEAR_UNEXPECTED"),
        ("2024年5月底前办完土地确权。", "DATE_NOT_IN_DATA"),
        ("监测终端5月起安装，共60台。", "DATE_NOT_IN_DATA"),
        ("今年3月走访用水户160户。", "DATE_NOT_IN_DATA"),
        ("去年清淤农村河道132公里，比上年多15公里。", "NUMBER_WRONG_ROLE"),
        ("清淤农村河道长度，去年是147公里。", "NUMBER_WRONG_ROLE"),
        ("第二季度执行率提高24.7个百分点。", "DATE_NOT_IN_DATA"),
    ],
)
def test_a_year_or_a_month_of_nothing_planned_is_told(index: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, index)
