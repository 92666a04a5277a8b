"""A small entry of a made-up bureau that tests build on: one shortfall, low execution, one project."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.documents.form_packs import read_form
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator, PaymentPlanPoint, PerformanceGoal, Project, RollUp
from reportgen.model.self_evaluation import (
    BasisNotice,
    BudgetLine,
    Department,
    Duty,
    SelfEvaluation,
    StaffCount,
)
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN

TEMPLATES = Path(__file__).parents[1] / "templates"


def wan(amount: str) -> Quantity:
    """*amount* 万元."""
    return Quantity(Decimal(amount), WAN_YUAN)


def form(code: str = "general") -> Form:
    """A shipped form pack."""
    return read_form(TEMPLATES, code)


def indicator(number: str, **fields: Any) -> Indicator:
    """An indicator with the usual fields filled in."""
    usual: dict[str, Any] = {
        "goal": "1",
        "category": "产出指标",
        "subcategory": "数量指标",
        "name": f"事项{number}办理数量",
        "target_value": "10件",
        "actual_value": "10件",
        "max_score": Decimal(10),
    }
    return Indicator(number=number, **(usual | fields))


def sample_entry(**changes: Any) -> SelfEvaluation:
    """The entry; *changes* replace whole attributes of it."""
    entered = SelfEvaluation(
        department=Department(name="岚北市公共服务局", year=2023, money_unit="万元", report_date="2024年3月1日"),
        staff=(
            StaffCount(staff_class="合计", authorized=20, actual=18),
            StaffCount(staff_class="行政", authorized=12, actual=10),
            StaffCount(staff_class="事业", authorized=8, actual=8),
            StaffCount(staff_class="退休", actual=3),
        ),
        duties=(Duty(text="拟订公共服务规划。"), Duty(text="组织实施便民服务；")),
        basis_notices=(
            BasisNotice(title="关于开展绩效自评工作的通知", doc_number="岚财绩〔2024〕3号", purpose="自评依据"),
        ),
        budget=(
            BudgetLine(
                source="合计",
                expenditure_type="合计",
                original_budget=wan("100.00"),
                adjusted_budget=wan("130.50"),
                actual_expenditure=wan("110.25"),
                previous_actual=wan("98"),
            ),
            BudgetLine(
                source="合计", expenditure_type="基本支出", adjusted_budget=wan("60"), actual_expenditure=wan("60")
            ),
            BudgetLine(
                source="合计",
                expenditure_type="项目支出",
                adjusted_budget=wan("70.50"),
                actual_expenditure=wan("50.25"),
            ),
        ),
        goals=(PerformanceGoal(number="1", text="办好职工培训。", achieved="培训按计划举办。"),),
        indicators=(
            indicator(
                "1",
                name="职工培训人数",
                target_value="80人",
                actual_value="74人",
                max_score=Decimal(50),
                deviation_reason="部分学员因工作冲突没有参加。",
            ),
            indicator(
                "2",
                subcategory="质量指标",
                name="培训合格率",
                target_value="≥90%",
                actual_value="95%",
                max_score=Decimal(40),
            ),
            indicator(
                "P1-1",
                goal="",
                project="1",
                name="培训班次",
                target_value="≥4期",
                actual_value="",
                max_score=None,
            ),
        ),
        projects=(
            Project(
                number="1",
                name="职工培训经费",
                budget=wan("30.50"),
                fiscal_appropriation=wan("30.50"),
                fund_use="用于职工培训。",
            ),
        ),
        payment_plan=(
            PaymentPlanPoint(project="1", by="6月底", share=Quantity(Decimal(50), PERCENT)),
            PaymentPlanPoint(project="1", by="12月底", share=Quantity(Decimal(100), PERCENT)),
        ),
    )
    return replace(entered, **changes)


__all__ = ["RollUp", "form", "indicator", "sample_entry", "wan"]
