"""What a department enters for a year (部门整体支出绩效自评填报数据), one validated value."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from reportgen.model.dismissal import Dismissal
from reportgen.model.indicator_change import IndicatorChange
from reportgen.model.indicators import (
    CategoryWeight,
    Indicator,
    PaymentPlanPoint,
    PerformanceGoal,
    Project,
    RollUp,
)
from reportgen.model.record import Kind, Record, entered
from reportgen.quantities.quantity import Quantity

MONEY_UNITS = ("万元", "元")
FUND_SOURCES = ("合计", "财政拨款", "其他资金")
EXPENDITURE_TYPES = ("合计", "基本支出", "项目支出")
BASIS_PURPOSES = ("自评依据", "目标依据", "预算依据", "管理制度")
PROBLEM_PROMPTS = ("预算执行率偏低", "预算调整偏大", "指标大幅超额", "指标没有量化")
MANAGEMENT_TOPICS = ("组织机构", "制度建设", "目标管理", "运行监控", "自评组织", "结果应用", "信息公开")


@dataclass(frozen=True, kw_only=True)
class Department(Record):
    """部门基本信息. The money unit holds for every amount that does not state its own."""

    name: str = entered("部门名称", required=True)
    year: int | None = entered("年度", Kind.YEAR, required=True, note="被评价的预算年度，如 2023")
    money_unit: str = entered("金额单位", Kind.CHOICE, choices=MONEY_UNITS, strict=True, required=True)
    form: str = entered("表样", note="表样的代号：general 通用、tianjin 天津市、shanghai 上海市、hebei 河北省")
    short_name: str = entered("部门简称")
    level: str = entered("级次", Kind.CHOICE, choices=("中央", "省级", "市级", "县级", "乡级"))
    region: str = entered("行政区划", note="如 天津市")
    field_of_work: str = entered("工作领域", note="如 残疾人事业")
    budget_code: str = entered("预算编码")
    subordinate_units: int | None = entered("下属单位个数", Kind.COUNT)
    internal_divisions: str = entered("内设机构", Kind.LONG_TEXT)
    nature: str = entered("部门性质", Kind.LONG_TEXT, note="如 主管残疾人工作的群团组织")
    contact: str = entered("填报人")
    phone: str = entered("联系电话")
    report_date: str = entered("填报日期", note="如 2024年3月15日")
    addressee: str = entered("主送机关", note="报告报给谁，如 某市财政局；没有留空")
    doc_number: str = entered("发文字号", note="如 某残联〔2024〕12号；没有留空，红头文件待填")


@dataclass(frozen=True, kw_only=True)
class StaffCount(Record):
    """人员情况: authorised posts (编制) and persons in post (实有) of one class of staff."""

    staff_class: str = entered("人员类别", required=True, note="合计、行政、参公事业、事业、离休、退休等")
    authorized: int | None = entered("编制人数", Kind.COUNT)
    actual: int | None = entered("实有人数", Kind.COUNT)


@dataclass(frozen=True, kw_only=True)
class Duty(Record):
    """主要职责, one a row."""

    text: str = entered("主要职责", Kind.LONG_TEXT, required=True)


@dataclass(frozen=True, kw_only=True)
class BasisNotice(Record):
    """依据文件: a notice or regulation the report rests on."""

    title: str = entered("文件名称", required=True, note="不含书名号")
    doc_number: str = entered("文号", note="如 财预〔2020〕10号；没有文号留空")
    issuer: str = entered("发文机关")
    purpose: str = entered("用途", Kind.CHOICE, choices=BASIS_PURPOSES)


_SOURCE_KEYS = {"合计": "", "财政拨款": "fiscal", "其他资金": "other"}
_TYPE_KEYS = {"合计": "", "基本支出": "basic", "项目支出": "project"}


def budget_key(source: str = "合计", expenditure_type: str = "合计") -> str:
    """The part of a fact id that names a budget line: total, fiscal, other, basic, project, fiscal-basic …"""
    parts = (_SOURCE_KEYS.get(source, source), _TYPE_KEYS.get(expenditure_type, expenditure_type))
    return "-".join(part for part in parts if part) or "total"


def budget_line_name(source: str = "合计", expenditure_type: str = "合计") -> str:
    """What a budget line is called in a sentence: 部门整体支出, 财政拨款, 基本支出, 财政拨款基本支出."""
    return "".join(part for part in (source, expenditure_type) if part != "合计") or "部门整体支出"


@dataclass(frozen=True, kw_only=True)
class BudgetLine(Record):
    """预算执行情况 of one source of funds and one type of expenditure."""

    source: str = entered("资金来源", Kind.CHOICE, choices=FUND_SOURCES, strict=True, required=True)
    expenditure_type: str = entered("支出类别", Kind.CHOICE, choices=EXPENDITURE_TYPES, strict=True, required=True)
    original_budget: Quantity | None = entered("年初预算数", Kind.MONEY)
    adjusted_budget: Quantity | None = entered("全年预算数", Kind.MONEY)
    actual_expenditure: Quantity | None = entered("全年执行数", Kind.MONEY)
    stated_execution_rate: Quantity | None = entered("填报执行率", Kind.PERCENT, note="原表所列，用于核对；可留空")
    max_score: Decimal | None = entered("分值", Kind.SCORE)
    score: Decimal | None = entered("得分", Kind.SCORE, note="留空时按规则计算")
    previous_actual: Quantity | None = entered("上年执行数", Kind.MONEY)
    adjustment_reason: str = entered("预算调整原因", Kind.LONG_TEXT)
    deviation_reason: str = entered("偏差原因", Kind.LONG_TEXT)
    improvement_measures: str = entered("改进措施", Kind.LONG_TEXT)

    @property
    def key(self) -> str:
        """The line's part of a fact id, which no two lines share: total, fiscal, basic, fiscal-basic …"""
        return budget_key(self.source, self.expenditure_type)

    @property
    def name(self) -> str:
        """What the line is called in a sentence: 部门整体支出, 财政拨款, 财政拨款基本支出."""
        return budget_line_name(self.source, self.expenditure_type)


@dataclass(frozen=True, kw_only=True)
class ManagementItem(Record):
    """绩效管理开展情况, one action a row."""

    topic: str = entered("事项", Kind.CHOICE, choices=MANAGEMENT_TOPICS, required=True)
    text: str = entered("开展情况", Kind.LONG_TEXT, required=True)


@dataclass(frozen=True, kw_only=True)
class EnteredProblem(Record):
    """存在问题 that the department states itself, with its cause and its remedy."""

    problem: str = entered("存在问题", Kind.LONG_TEXT, required=True)
    cause: str = entered("原因", Kind.LONG_TEXT)
    measure: str = entered("改进措施", Kind.LONG_TEXT)
    indicator: str = entered("相关指标序号", note="与哪条部门指标有关；可留空")
    prompt: str = entered(
        "对应提示",
        Kind.CHOICE,
        choices=PROBLEM_PROMPTS,
        strict=True,
        note="用自己的话代替系统由数据列出的问题；可留空",
    )


@dataclass(frozen=True, kw_only=True)
class PreviousFigure(Record):
    """上年数据 that the report may compare with."""

    label: str = entered("项目", required=True, note="如 自评总分")
    value: str = entered("数值", required=True, note="带单位，如 97.5分")


@dataclass(frozen=True, kw_only=True)
class StatedConclusion(Record):
    """自评结论 as entered or as printed in an existing table; the program recomputes and compares."""

    total_score: Decimal | None = entered("自评总分", Kind.SCORE, note="留空时自动合计")
    total_max_score: Decimal | None = entered("总分值", Kind.SCORE)
    rating: str = entered("评价等级", Kind.CHOICE, choices=("优", "良", "中", "差"))
    text: str = entered("自评结论", Kind.LONG_TEXT)
    result_use: str = entered("结果应用", Kind.LONG_TEXT)
    publication: str = entered("公开情况", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class Narrative(Record):
    """原报告文字: a section of an imported document that is prose, kept under its heading."""

    heading: str = entered("标题")
    level: int | None = entered("标题级次", Kind.COUNT)
    text: str = entered("正文", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class SelfEvaluation:
    """Everything a department enters for one year. Compares by content, not by where it was read."""

    department: Department
    staff: tuple[StaffCount, ...] = ()
    duties: tuple[Duty, ...] = ()
    basis_notices: tuple[BasisNotice, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    weights: tuple[CategoryWeight, ...] = ()
    goals: tuple[PerformanceGoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    payment_plan: tuple[PaymentPlanPoint, ...] = ()
    roll_ups: tuple[RollUp, ...] = ()
    management: tuple[ManagementItem, ...] = ()
    problems: tuple[EnteredProblem, ...] = ()
    previous_year: tuple[PreviousFigure, ...] = ()
    conclusion: StatedConclusion = field(default_factory=StatedConclusion)
    narratives: tuple[Narrative, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    indicator_changes: tuple[IndicatorChange, ...] = ()

    @cached_property
    def department_indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the department as a whole (部门整体指标), in order."""
        return tuple(indicator for indicator in self.indicators if not indicator.project)

    @cached_property
    def department_goals(self) -> tuple[PerformanceGoal, ...]:
        """The goals of the department as a whole, in order."""
        return tuple(goal for goal in self.goals if not goal.project)

    @cached_property
    def indicators_by_project(self) -> dict[str, tuple[Indicator, ...]]:
        """Project number → its indicators, in order."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if indicator.project:
                found.setdefault(indicator.project, []).append(indicator)
        return {number: tuple(rows) for number, rows in found.items()}

    def lines_of_whole(self, amount: str) -> tuple[BudgetLine, ...]:
        """The lines whose *amount* (a field of BudgetLine) adds up to 部门整体支出: the total, else all its parts.

        Empty where neither is complete.
        """
        for keys in _WHOLES:
            lines = [line for key in keys if (line := self.budget_line(*key)) and getattr(line, amount) is not None]
            if len(lines) == len(keys):
                return tuple(lines)
        return ()

    def budget_line(self, source: str = "合计", expenditure_type: str = "合计") -> BudgetLine | None:
        """The line of that source and type, if entered."""
        for line in self.budget:
            if (line.source, line.expenditure_type) == (source, expenditure_type):
                return line
        return None


# The ways in which budget lines make up the whole, the stated total first.
_WHOLES: tuple[tuple[tuple[str, str], ...], ...] = (
    (("合计", "合计"),),
    (("财政拨款", "合计"), ("其他资金", "合计")),
    (("合计", "基本支出"), ("合计", "项目支出")),
    tuple((source, kind) for source in ("财政拨款", "其他资金") for kind in ("基本支出", "项目支出")),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A sheet of the workbook, and the key of the same name in the YAML form."""

    title: str
    attribute: str
    record: type[Record]
    single: bool = False  # one record, written as label and value side by side
    note: str = ""


SUBJECTS: tuple[Subject, ...] = (
    Subject("基本信息", "department", Department, single=True, note="部门、年度、表样和金额单位"),
    Subject("人员", "staff", StaffCount, note="编制和实有人数，第一行填合计"),
    Subject("职责", "duties", Duty, note="每行一项主要职责"),
    Subject("依据文件", "basis_notices", BasisNotice, note="自评通知、管理办法等，报告只引用这里列出的文件"),
    Subject("预算", "budget", BudgetLine, note="至少填“合计—合计”一行；金额单位见“基本信息”"),
    Subject("权重", "weights", CategoryWeight, note="一级指标权重；表样已规定时可不填"),
    Subject("目标", "goals", PerformanceGoal, note="年度绩效目标和实际完成情况"),
    Subject("指标", "indicators", Indicator, note="部门指标和项目指标都填在这里，项目指标写明所属项目"),
    Subject("项目", "projects", Project, note="预算项目及其资金"),
    Subject("支出计划", "payment_plan", PaymentPlanPoint, note="各项目分时点累计支出比例"),
    Subject("汇总关系", "roll_ups", RollUp, note="部门指标由哪些项目数字相加得到"),
    Subject("绩效管理", "management", ManagementItem, note="预算绩效管理开展情况，每行一项"),
    Subject("存在问题", "problems", EnteredProblem, note="部门自己查找的问题；由数据看出的问题会自动列入"),
    Subject("上年数据", "previous_year", PreviousFigure, note="报告需要同上年比较的数据"),
    Subject("自评结论", "conclusion", StatedConclusion, single=True, note="留空时由系统计算和撰写"),
    Subject("原文", "narratives", Narrative, note="从既有报告导入的文字，供参考，不直接写入新报告"),
    Subject(
        "不处理的问题",
        "dismissals",
        Dismissal,
        note="核查时看过、决定不改的问题和理由；处理问题时自动记入，删去一行即恢复",
    ),
    Subject(
        "指标修改",
        "indicator_changes",
        IndicatorChange,
        note="按审核表修改过的指标：原文、修改后和决定人；审核时自动记入，供备查",
    ),
)
