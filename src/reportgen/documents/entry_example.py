"""The filled example of the entry workbook: an invented department whose figures agree with each other."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.dismissal import Dismissal
from reportgen.model.indicator_change import IndicatorChange
from reportgen.model.indicators import CategoryWeight, Indicator, PaymentPlanPoint, PerformanceGoal, Project, RollUp
from reportgen.model.self_evaluation import (
    BasisNotice,
    BudgetLine,
    Department,
    Duty,
    EnteredProblem,
    ManagementItem,
    Narrative,
    PreviousFigure,
    SelfEvaluation,
    StaffCount,
    StatedConclusion,
)
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN


def example_entry() -> SelfEvaluation:
    """A short but complete entry: every sheet has one or two rows filled the way they should be."""
    return SelfEvaluation(
        department=Department(
            name="滨河市档案馆",
            year=2023,
            money_unit="万元",
            form="general",
            short_name="市档案馆",
            level="市级",
            region="滨河市",
            field_of_work="档案管理",
            budget_code="105001",
            subordinate_units=1,
            internal_divisions="办公室\n接收征集科\n保管利用科",
            nature="市委直属事业单位，负责保管和提供利用全市重要档案",
            contact="李敏",
            phone="0999-1234567",
            report_date="2024年3月15日",
        ),
        staff=(
            StaffCount(staff_class="合计", authorized=32, actual=30),
            StaffCount(staff_class="参公事业", authorized=24, actual=23),
            StaffCount(staff_class="事业", authorized=8, actual=7),
        ),
        duties=(
            Duty(text="接收、征集和保管市直各单位档案"),
            Duty(text="提供档案查阅利用，编辑出版档案史料"),
        ),
        basis_notices=(
            BasisNotice(
                title="项目支出绩效评价管理办法", doc_number="财预〔2020〕10号", issuer="财政部", purpose="自评依据"
            ),
            BasisNotice(
                title="关于开展2023年度部门绩效自评的通知",
                doc_number="滨财绩〔2024〕3号",
                issuer="滨河市财政局",
                purpose="自评依据",
            ),
        ),
        budget=(
            BudgetLine(
                source="合计",
                expenditure_type="合计",
                original_budget=_wan("860.00"),
                adjusted_budget=_wan("912.50"),
                actual_expenditure=_wan("894.25"),
                stated_execution_rate=Quantity(Decimal("98.00"), PERCENT),
                max_score=Decimal(10),
                previous_actual=_wan("838.60"),
                adjustment_reason="年中追加数字化扫描经费52.5万元",
                deviation_reason="设备采购节约18.25万元",
            ),
            BudgetLine(
                source="财政拨款",
                expenditure_type="项目支出",
                original_budget=_wan("240.00"),
                adjusted_budget=_wan("292.50"),
                actual_expenditure=_wan("274.25"),
            ),
        ),
        weights=(
            CategoryWeight(category="产出指标", weight=Decimal(50)),
            CategoryWeight(category="效益指标", weight=Decimal(30)),
        ),
        goals=(
            PerformanceGoal(
                number="1",
                text="完成馆藏档案数字化扫描60万页，查阅接待平均用时缩短到10分钟以内",
                achieved="扫描62.4万页，查阅接待平均用时9分钟",
            ),
            PerformanceGoal(
                number="2",
                project="1",
                text="扫描民生类档案40万页，质检合格率不低于98%",
                achieved="扫描38万页，质检合格率99.1%",
                deviation_reason="外包单位5月才进场",
                improvement_measures="下一年度2月底前完成招标",
            ),
        ),
        indicators=(
            Indicator(
                number="1",
                goal="1",
                category="产出指标",
                subcategory="数量指标",
                name="档案扫描页数",
                description="全年完成扫描并挂接入库的页数",
                formula="各项目扫描页数相加",
                target_value="≥60万页",
                basis="2023年工作计划",
                actual_value="62.4万页",
                max_score=Decimal(20),
                score=Decimal(20),
                evidence="数字化验收单，存保管利用科",
                previous_actual="48.9万页",
            ),
            Indicator(
                number="2",
                project="1",
                goal="2",
                category="产出指标",
                subcategory="质量指标",
                name="扫描质检合格率",
                description="抽检合格页数占抽检总页数的比例",
                formula="抽检合格页数÷抽检页数×100%",
                target_value="≥98%",
                basis="纸质档案数字化规范",
                actual_value="99.1%",
                numerator=Decimal(9910),
                denominator=Decimal(10000),
                max_score=Decimal(15),
                evidence="质检记录",
            ),
            Indicator(
                number="3",
                category="产出指标",
                subcategory="成本指标",
                name="档案数字化经费",
                target_value="≤180万元",
                basis="各数字化项目预算数相加",
                actual_value="171.6万元",
                max_score=Decimal(5),
            ),
        ),
        projects=(
            Project(
                number="1",
                code="1050012300017",
                name="民生档案数字化",
                unit_name="滨河市档案馆",
                original_budget=_wan("172.00"),
                budget=_wan("180.00"),
                fiscal_appropriation=_wan("172.00"),
                carry_over=_wan("8.00"),
                actual_expenditure=_wan("171.60"),
                fund_use="扫描加工、质检和存储设备",
                deviation_reason="存储设备中标价低于预算8.4万元",
            ),
        ),
        payment_plan=(
            PaymentPlanPoint(project="1", by="6月底", share=Quantity(Decimal(40), PERCENT)),
            PaymentPlanPoint(project="1", by="12月底", share=Quantity(Decimal(100), PERCENT)),
        ),
        roll_ups=(RollUp(indicator="3", project="1", measure="项目预算数"),),
        management=(
            ManagementItem(topic="自评组织", text="办公室牵头，三个科室分工核对数据，2024年2月底前完成"),
            ManagementItem(topic="结果应用", text="自评结果与2025年项目预算安排挂钩"),
        ),
        problems=(
            EnteredProblem(
                problem="民生档案扫描页数未达到项目目标",
                cause="外包单位进场晚，有效工期只有7个月",
                measure="2024年2月底前完成招标，合同约定按月进度",
                indicator="1",
            ),
        ),
        previous_year=(
            PreviousFigure(label="自评总分", value="96.4分"),
            PreviousFigure(label="查阅接待人次", value="11,860人次"),
        ),
        conclusion=StatedConclusion(
            total_score=Decimal("97.5"),
            total_max_score=Decimal(100),
            rating="优",
            result_use="压减设备类预算，增加扫描加工预算",
            publication="2024年8月底前随部门决算公开",
        ),
        narratives=(
            Narrative(heading="一、部门概况", level=1, text="由 reportgen import 从既有报告带入，一般不用填写"),
        ),
        dismissals=(
            Dismissal(
                number="3fa2c1",
                reason="该单位是共建单位，名称有协议为据",
                by="王敏",
                date="2024年3月15日",
                code="BODY_UNKNOWN",
                text="与滨河市图书馆联合办展2次。",
            ),
        ),
        indicator_changes=(
            IndicatorChange(
                number="1",
                project="1",
                original="提高档案数字化水平",
                original_value="有所提高",
                original_class="产出指标／数量指标",
                replacement="馆藏档案扫描页数",
                replacement_value="≥120万页",
                decision="采纳",
                decided_by="王敏",
                decided_on="2024年3月15日",
                source="改写规则，本项目自有数据",
                key="0f3b2a9c41de",
            ),
        ),
    )


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)
