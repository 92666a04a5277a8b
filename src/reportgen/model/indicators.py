"""绩效目标, 绩效指标 and their roll-up from projects (项目)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.model.record import Kind, Record, entered
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import TargetValue, parse_actual_value, parse_target_value

CATEGORIES = ("投入管理指标", "成本指标", "产出指标", "效益指标", "满意度指标")
SUBCATEGORIES = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
)
ATTAINMENT_BANDS = ("达成", "部分达成", "未达成")


@dataclass(frozen=True, kw_only=True)
class PerformanceGoal(Record):
    """年度绩效目标: what was planned, and what was reached in words."""

    number: str = entered("目标序号", note="如 1、2；指标表的“所属目标”填这个序号", required=True)
    project: str = entered("所属项目", note="部门目标留空；项目目标填项目序号")
    title: str = entered("目标名称", note="几个字的简称，如 就业培训，用作报告小标题；可留空")
    text: str = entered("年度绩效目标", Kind.LONG_TEXT, note="批复的目标原文")
    achieved: str = entered("实际完成情况", Kind.LONG_TEXT, note="年末实际完成情况，数字须与指标表一致")
    deviation_reason: str = entered("偏差原因", Kind.LONG_TEXT)
    improvement_measures: str = entered("改进措施", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """三级指标: a target, what was reached, its evidence and its score. Weights and scores are in 分."""

    number: str = entered("指标序号", note="全表不重复；留空时按行次自动编号")
    project: str = entered("所属项目", note="部门指标留空；项目指标填项目序号")
    goal: str = entered("所属目标", note="填“目标”表中的目标序号，可留空")
    category: str = entered("一级指标", Kind.CHOICE, required=True, choices=CATEGORIES)
    subcategory: str = entered("二级指标", Kind.CHOICE, choices=SUBCATEGORIES)
    name: str = entered("三级指标", note="衡量对象＋度量，如“培训人数”")
    description: str = entered("绩效指标描述", Kind.LONG_TEXT)
    formula: str = entered("计算方法", Kind.LONG_TEXT, note="率类指标写明分子和分母")
    target_value: str = entered("年度指标值", Kind.TARGET, note="如 ≥90%、20人、2023年12月31日前")
    basis: str = entered("指标值确定依据", note="年度计划、上年实际、行业标准或支出标准")
    actual_value: str = entered("实际完成值", note="与指标值同一单位，如 95%、32人")
    numerator: Decimal | None = entered("分子", Kind.NUMBER, note="率类指标的实际分子")
    denominator: Decimal | None = entered("分母", Kind.NUMBER, note="率类指标的实际分母")
    attainment_band: str = entered(
        "定性等级", Kind.CHOICE, choices=ATTAINMENT_BANDS, strict=True, note="仅定性指标填写"
    )
    max_score: Decimal | None = entered("分值", Kind.SCORE)
    score: Decimal | None = entered("得分", Kind.SCORE, note="留空时按规则计算；与规则不符时须写得分说明")
    scoring_rule: str = entered("计分规则", note="留空时按表样和指标值自动选用，可填 R1 至 R10")
    score_reason: str = entered("得分说明", Kind.LONG_TEXT, note="得分与规则计算不一致时必填")
    deviation_reason: str = entered("偏差原因", Kind.LONG_TEXT, note="未完成或大幅超额时必填")
    improvement_measures: str = entered("改进措施", Kind.LONG_TEXT)
    evidence: str = entered("佐证材料", note="资料名称及存放处")
    previous_actual: str = entered("上年实际值")

    @property
    def called(self) -> str:
        """What the indicator is called in a message or gap, also where 三级指标 is not filled in."""
        return self.name or self.subcategory or self.category or f"第{self.number}项指标"

    @cached_property
    def target(self) -> TargetValue:
        """The target value (指标值) read with direction and kind."""
        return parse_target_value(self.target_value)

    @cached_property
    def actual(self) -> TargetValue:
        """The actual value (实际完成值) read the same way; a bare number takes the target's unit."""
        return parse_actual_value(self.actual_value, self.target)


@dataclass(frozen=True, kw_only=True)
class CategoryWeight(Record):
    """权重 of a 一级指标 as printed in the form, in 分."""

    category: str = entered("一级指标", required=True)
    weight: Decimal | None = entered("权重", Kind.SCORE)


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """预算项目: its money and what it is for. Its goals and indicators name it by *number*."""

    number: str = entered("项目序号", required=True, note="全表不重复")
    code: str = entered("项目编码")
    name: str = entered("项目名称", required=True)
    unit_name: str = entered("实施单位")
    original_budget: Quantity | None = entered("年初预算数", Kind.MONEY)
    budget: Quantity | None = entered("预算数", Kind.MONEY, note="全年预算数，即调整后的预算")
    fiscal_appropriation: Quantity | None = entered("财政资金", Kind.MONEY, note="预算数中的当年财政拨款")
    carry_over: Quantity | None = entered("上年结转资金", Kind.MONEY, note="预算数中的上年结转")
    other_funds: Quantity | None = entered("其他资金", Kind.MONEY)
    actual_expenditure: Quantity | None = entered("执行数", Kind.MONEY)
    fiscal_expenditure: Quantity | None = entered("财政资金执行数", Kind.MONEY)
    carry_over_expenditure: Quantity | None = entered("上年结转执行数", Kind.MONEY)
    other_expenditure: Quantity | None = entered("其他资金执行数", Kind.MONEY)
    stated_execution_rate: Quantity | None = entered("填报执行率", Kind.PERCENT, note="原表所列，用于核对；可留空")
    execution_max_score: Decimal | None = entered("执行率分值", Kind.SCORE)
    execution_score: Decimal | None = entered("执行率得分", Kind.SCORE)
    total_score: Decimal | None = entered("自评总分", Kind.SCORE, note="项目自评表所列总分")
    rating: str = entered("评价等级", Kind.CHOICE, choices=("优", "良", "中", "差"))
    fund_use: str = entered("资金用途", Kind.LONG_TEXT)
    deviation_reason: str = entered("偏差原因", Kind.LONG_TEXT)
    improvement_measures: str = entered("改进措施", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class PaymentPlanPoint(Record):
    """资金支出计划: the share of a project's budget to be spent by a date, cumulative."""

    project: str = entered("项目序号", required=True)
    by: str = entered("时点", note="如 3月底、6月底", required=True)
    share: Quantity | None = entered("累计支出比例", Kind.PERCENT)


ROLL_UP_MEASURES = ("指标值", "实际完成值", "项目预算数")


@dataclass(frozen=True, kw_only=True)
class RollUp(Record):
    """汇总关系: one part of a department indicator that is the sum of project figures."""

    indicator: str = entered("部门指标序号", required=True)
    project: str = entered("项目序号", required=True)
    measure: str = entered("汇总内容", Kind.CHOICE, choices=ROLL_UP_MEASURES, strict=True, required=True)
    project_indicator: str = entered("项目指标序号", note="汇总项目预算数时留空")
