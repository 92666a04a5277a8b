"""Words of verdicts that are said of a number, of the year before or of some only: 已达到31个, 由达标变为不达标."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import BudgetLine, Department, ManagementItem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县司法局", year=2023, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=_wan("1130"), adjusted_budget=_wan("900"),
                actual_expenditure=_wan("880"),
                adjustment_reason="压减驿站提升改造经费300万元，追加人员经费70万元",
            ),
        ),
        projects=(
            Project(number="1", name="法律援助补贴", budget=_wan("400"), actual_expenditure=_wan("399")),
            Project(number="2", name="智慧矫正平台", budget=_wan("200"), actual_expenditure=_wan("131")),
        ),
        management=(ManagementItem(topic="阵地", text="全县法律援助工作站31个，上年27个"),),
        indicators=(
            counted("1", "新建法律援助工作站数", "≥6个", "4个", "5个", goal="1"),
            counted("2", "援助对象满意度", "≥90%", "88.6%", "90.3%", goal="2"),
            counted("3", "挽回经济损失", "≥2000万元", "2346万元", "1875万元", goal="2"),
            counted("4", "修复档案件数", "≥150件", "128件", "142件", goal="2"),
            counted("5", "调解成功率", "≥50%", "48.8%", "46.3%", goal="2"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "全县法律援助工作站已达到31个。",
        "新建法律援助工作站已完成4个。",
        "援助对象满意度88.6%，由达标变为不达标。",
        "援助对象满意度上年达标。",
        "援助对象满意度去年还达到目标，今年没达到。",
        "修复档案件数只完成目标150件的85.3%。",
        "修复档案件数完成目标的大半。",
        "调解成功率48.8%，低于目标1.2个百分点，高于上年2.5个百分点。",
        "挽回经济损失2346万元，较上年多挽回471万元。",
        "预算调整原因是驿站提升改造压减300万元。",
        "两个项目的执行率，唯一偏低的是智慧矫正平台。",
        "满意度这一块唯一没办好的是援助对象满意度。",
    ],
)
def test_what_is_said_of_something_else_is_let_be(index: FactIndex, text: str) -> None:
    found = {code for code in codes_of(text, index) if code.startswith("VERDICT") or code.endswith("DIRECTION")}
    assert found == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新建法律援助工作站已达到6个的目标。", "VERDICT_CONTRADICTS"),
        ("新建法律援助工作站已完成任务。", "VERDICT_CONTRADICTS"),
        ("援助对象满意度88.6%，由不达标变为达标。", "VERDICT_CONTRADICTS"),
        ("援助对象满意度上年未达标。", "VERDICT_CONTRADICTS"),
        ("修复档案件数完成目标150件。", "VERDICT_CONTRADICTS"),
        ("预算调整原因是驿站提升改造追加300万元。", "NUMBER_DIFFERS"),
        ("两个项目的执行率，唯一偏低的是法律援助补贴。", "VERDICT_UNSUPPORTED"),
        ("唯一没办好的是援助对象满意度。", "VERDICT_CONTRADICTS"),
    ],
)
def test_what_is_untrue_is_told(index: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, index)
