"""Words that look like names of bodies, projects or places in an order, and are none; and short names of our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.self_evaluation import BudgetLine, Department, ManagementItem, Project, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _project(number: str, name: str, budget: str, spent: str) -> Project:
    return Project(number=number, name=name, budget=_wan(budget), actual_expenditure=_wan(spent))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="枫坪县残疾人联合会", short_name="县残联", year=2023, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", adjusted_budget=_wan("900"), actual_expenditure=_wan("880")
            ),
        ),
        projects=(_project("1", "康复救助", "420.00", "412.50"), _project("2", "辅具适配", "180.00", "171.20")),
        management=(
            ManagementItem(topic="机构设置", text="下属县残疾人康复就业服务中心"),
            ManagementItem(topic="考核", text="全省残联工作考核排名第2，比上年上升3位"),
        ),
        indicators=(counted("1", "残疾人培训人数", "≥300人", "312人"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "枫坪县残联2023年度部门整体支出绩效自评报告",
        "枫坪县残联开展了自评。",
        "枫坪县残疾人康复就业服务中心负责实施。",
        "我会下辖县残疾人康复就业服务中心。",
        "会里管着一个县残疾人康复就业服务中心。",
        "材料已移交县人民法院。",
        "我会系县政府办公室归口联系的群团组织。",
        "同每一家区县法院签了协议。",
        "收支情况：全年预算900万元，各项目都有结余。",
        "钱从哪来：全年预算900万元，各项目都有结余。",
        "2023，我们的一年",
        "全省残联工作考核由第5升到第2。",
        "康复救助是第一大项，支出412.50万元。",
    ],
)
def test_what_names_nobody_else_is_let_be(index: FactIndex, text: str) -> None:
    found = set(codes_of(text, index))
    assert not found & {"BODY_UNKNOWN", "PROJECT_UNKNOWN", "NAME_NUMBER_UNKNOWN", "NUMBER_NOT_IN_DATA"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("柏林县残联2023年度部门整体支出绩效自评报告", "BODY_UNKNOWN"),
        ("枫坪县残疾人托养服务中心负责实施。", "BODY_UNKNOWN"),
        ("材料已移交柏林县人民法院。", "BODY_UNKNOWN"),
        ("海水淡化：年初预算900万元，别的项目都有结余。", "PROJECT_UNKNOWN"),
        ("2022，我们的一年", "NUMBER_NOT_IN_DATA"),
        ("全省残联工作考核由第6升到第2。", "NAME_NUMBER_UNKNOWN"),
        ("辅具适配是第一大项，支出171.20万元。", "NAME_NUMBER_UNKNOWN"),
    ],
)
def test_what_names_another_is_told(index: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, index)
