"""What the words in headers and label cells mean (表头含义), whatever their order, position or province.

Each table maps a pattern over :func:`~reportgen.language.cell_text.label_key` to a meaning; the first that
matches the whole key counts. A new name for a column is a new alternative in one of these patterns.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TypeVar

_M = TypeVar("_M", bound=Enum)


class Column(Enum):
    """The meaning of a column of an indicator table (指标表)."""

    BLOCK = "表块名称"  # 绩效指标、年度指标完成情况: names the block; 绩效目标1 may stand under it
    CATEGORY = "一级指标"
    WEIGHT = "权重"  # of the 一级指标
    SUBCATEGORY = "二级指标"
    NAME = "三级指标"
    DESCRIPTION = "绩效指标描述"
    FORMULA = "计算方法"
    COMPARATOR = "计算符号"
    TARGET = "年度指标值"
    ADJUSTED_TARGET = "调整指标值"
    ACTUAL = "实际完成值"
    UNIT = "计量单位"
    MAX_SCORE = "分值"
    SCORE = "得分"
    REASON = "偏差原因"
    MEASURE = "改进措施"
    BASIS = "指标值确定依据"
    EVIDENCE = "佐证材料"
    PREVIOUS = "上年实际值"
    SERIAL = "序号"
    OTHER = "其他列"  # recognised as a header, but nothing in the entered data takes it


class Budget(Enum):
    """The meaning of a column of a budget table (预算执行情况)."""

    NAME = "项目名称"  # first column of a list of projects, whatever stands over it
    ORIGINAL = "年初预算数"
    ADJUSTED = "全年预算数"
    ACTUAL = "全年执行数"
    MAX_SCORE = "分值"
    SCORE = "得分"
    RATE = "执行率"
    REASON = "偏差原因"
    PREVIOUS = "上年执行数"
    FISCAL = "财政拨款"  # part of the budget, in a list of projects
    OTHER_FUNDS = "其他资金"
    USE = "资金用途"
    OTHER = "其他列"


class Goal(Enum):
    """The meaning of a column of a goal table (年度绩效目标完成情况)."""

    NUMBER = "目标序号"
    YEAR = "年度"
    PLANNED = "年度绩效目标"
    ADJUSTED = "调整目标"
    ACHIEVED = "实际完成情况"
    REASON = "偏差原因"
    MEASURE = "改进措施"


class Label(Enum):
    """The meaning of a cell that names the value beside it."""

    DEPARTMENT = "部门名称"
    SUPERIOR = "主管部门"
    YEAR = "年度"
    SUBORDINATE_UNITS = "下属单位个数"
    BUDGET_CODE = "预算编码"
    CONTACT = "填报人"
    PHONE = "联系电话"
    REPORT_DATE = "填报日期"
    MONEY_UNIT = "金额单位"
    PROJECT_NAME = "项目名称"
    PROJECT_CODE = "项目编码"
    UNIT_NAME = "实施单位"
    BUDGET_GROUP = "预算规模及资金用途"
    BUDGET = "预算数"
    FISCAL = "财政资金"
    OTHER_FUNDS = "其他资金"
    EXPENDITURE = "执行数"
    FUND_USE = "资金用途"
    BASIC = "基本支出"
    PROJECTS = "项目支出"
    PLAN_GROUP = "资金支出计划"
    GOAL = "绩效目标"
    ACHIEVED = "实际完成情况"
    REASON = "偏差原因"
    MEASURE = "改进措施"
    TOTAL = "总分"
    RATING = "评价等级"
    CONCLUSION = "自评结论"
    PROBLEMS = "存在问题"
    RESULT_USE = "结果应用"
    PUBLICATION = "公开情况"
    BLOCK = "表块名称"
    DUTIES = "主要职责"
    NOTE = "说明"
    UNSUPPORTED = "没有对应填报项"


_REASON = r"(?:.*(?:偏差|未完成|未达|偏离|差异|扣分|超额).*(?:原因|说明|分析|措施).*|原因(?:分析|说明)?|偏差(?:情况)?)"

_COLUMNS = (
    (Column.CATEGORY, r"(?:一|1)级(?:绩效|评价)?(?:指标)?(?:名称)?|指标类[型别]"),
    (Column.SUBCATEGORY, r"(?:二|2)级(?:绩效|评价)?(?:指标)?(?:名称)?"),
    (
        Column.NAME,
        r"(?:三|3)级(?:绩效|评价)?(?:指标)?(?:名称|内容)?|(?:绩效|具体|评价|考核)?指标(?:名称|内容)|具体指标",
    ),
    (Column.DESCRIPTION, r"(?:绩效)?指标(?:描述|解释|说明|内涵|释义).*|评价(?:要点|内容)"),
    (Column.FORMULA, r"(?:指标)?计算(?:方法|公式|方式)|(?:评分|评价|计分|打分|赋分)(?:标准|细则|规则|方法|办法|依据)"),
    (Column.COMPARATOR, r"(?:计算|指标|运算|比较|关系)?符号|指标(?:性质|方向性?)|性质|方向"),
    (Column.ADJUSTED_TARGET, r"(?:年中)?调整后?(?:的)?(?:年度)?(?:指标|目标)值"),
    (Column.PREVIOUS, r"(?:上年|上年度|去年|前一年|历史)(?:实际)?(?:完成)?(?:指标|情况)?值"),
    (
        Column.OTHER,
        r"(?:完成|达标)?说明|扣分(?:点|项|情况)?|主要失分|得分(?:系数|率)|是否.+|完成(?:率|程度|比例|百分比)|偏[差离](?:率|度|程度)|备注|指标(?:编码|代码)|权重系数",
    ),
    (
        Column.ACTUAL,
        r"(?:全年|年度|年末|本年|当年|自评|指标|目标|绩效)*(?:实际完成|实际|完成)(?:指标)?(?:值|情况|数|结果|水平)?|业绩值",
    ),
    (Column.BASIS, r"(?:绩效)?(?:指标|目标)?值?的?(?:确定|设定|制定|设置|取值)?依据(?:[和及与]?数据来源)?"),
    (
        Column.TARGET,
        r"(?:本?年度?|全年|年初|当年|总体|计划|预期|绩效|设定|考核|评价|既定)*(?:指标|目标|预期|标准|计划|参考|标杆|设定)+值"
        r"|(?:年初|年度|预期|计划)目标|预期(?:指标|目标)|(?:计划|目标|预期)数|绩效标准",
    ),
    (Column.UNIT, r"(?:计量|度量|指标|指标值)?单位"),
    (Column.EVIDENCE, r"(?:佐证|证明|支撑)(?:材料|资料)(?:清单)?|(?:数据|指标值?|资料)来源|证据"),
    (
        Column.SCORE,
        r"(?:自评|实际|单位自评|部门自评|评价|指标|最终|本次)?(?:得分|评分|打分)(?:值|数)?|自评分[数值]?|实得分",
    ),
    (Column.MAX_SCORE, r"(?:标准|指标|满|设定|基础|应得|考核|权重)?分[值数]?|分值?权重|标准分值|满分值?"),
    (Column.WEIGHT, r"(?:指标|一级指标)?权重(?:值|比例)?"),
    (Column.REASON, _REASON),
    (Column.MEASURE, r"(?:下一步|拟)?(?:采取的?)?(?:改进|整改|完善)的?(?:措施|方案).*"),
    (Column.SERIAL, r"序号|编号|行次"),
    (
        Column.BLOCK,
        r"(?:部门|项目|年度|整体|本年|当年|支出|全年)*(?:绩效|目标|指标)+(?:完成情况|体系|自评|情况)?|绩效(?:目标|指标).*",
    ),
)

_BUDGETS = (
    (Budget.PREVIOUS, r"(?:上年|上年度|去年)(?:执行|支出|决算)[数额]?"),
    (
        Budget.ORIGINAL,
        r"(?:当年)?(?:年初|期初)(?:部门)?(?:预算|安排|批复)+(?:安排)?(?:数|金额|资金|额)?|预算批复数|批复预算数?",
    ),
    (Budget.RATE, r"(?:预算|资金|全年|支出)*(?:执行|支出|支付)(?:率|进度)|预算完成率"),
    (
        Budget.OTHER,
        r"预算(?:调整|调剂)(?:数|率|金额)|(?:结转|结余|未执行|未支出|差额)+(?:数|资金|金额)?|(?:项目|任务)级次|备注|资金?到位(?:数|率|金额)?",
    ),
    (
        Budget.ADJUSTED,
        r"(?:全年|调整后?|年度|本年|当年|最终|变更后)*的?(?:部门)?(?:支出)?预算(?:安排|总)?(?:数|金额|资金|额)?|批复(?:金额|数)",
    ),
    (
        Budget.ACTUAL,
        r"(?:全年|实际|年度|本年|当年|预算|决算|年末|资金|累计)*(?:执行|支出|使用|支付|完成|决算)(?:数|金额|额)|(?:全年|实际|本年|当年|年度|累计|已)?支出|(?:全年|实际|本年|当年|年度|累计|已)(?:执行|使用)|决算",
    ),
    (Budget.SCORE, r"(?:自评|执行率|实际)?(?:得分|评分).*|自评分"),
    (Budget.MAX_SCORE, r"(?:标准|满|执行率)?(?:分值?|权重)"),
    (Budget.USE, r"(?:项目|任务)?(?:主要)?内容|(?:资金|主要)?用途"),
    (Budget.REASON, rf"{_REASON}|.*(?:执行|支出)(?:率|进度)?(?:偏|较)?[低慢].*|未执行(?:完)?(?:的)?原因.*"),
)
_PARTS_OF_BUDGET = (
    (Budget.ADJUSTED, r"总额|合计|小计|总数"),
    (Budget.FISCAL, r"(?:当年|本级|中央|省级|市级|县级)?(?:财政拨款|财政资金|一般公共预算(?:拨款)?)"),
    (Budget.OTHER_FUNDS, r"其他(?:资金|收入)|自筹资金"),
)

_GOALS = (
    (Goal.NUMBER, r"(?:目标)?(?:序号|编号)"),
    (Goal.YEAR, r"财年|年[度份]"),
    (Goal.REASON, _REASON),
    (Goal.MEASURE, r"改进措施.*"),
    (Goal.ACHIEVED, r"(?:全年|年度|目标|年末|总体|实际|绩效|当年|整体|指标)*(?:完成|实现)(?:情况|结果)"),
    (Goal.ADJUSTED, r"(?:全年|年中)?调整后?的?(?:绩效|总体)?目标|全年绩效目标|全年调整绩效目标"),
    (Goal.PLANNED, r"(?:年初|年度|预期|本年度?|当年|总体|整体|部门|绩效|计划|设定|预设|批复|的)*目标(?:内容)?"),
)

_LABELS = (
    (
        Label.DEPARTMENT,
        r"(?:[省市县区]级)?(?:预算|填报|被评价|评价|自评|部门预算|一级预算|申报)?(?:部门|单位)+(?:全称|名称)|(?:填报|预算|评价|自评|被评价)(?:部门|单位)|部门",
    ),
    (Label.SUPERIOR, r"(?:项目)?主管预?算?(?:部门|单位).*"),
    (Label.SUBORDINATE_UNITS, r"(?:下属|所属|下级)(?:预算)?单位(?:个数|数量?|户数)"),
    (Label.BUDGET_CODE, r"(?:部门|单位)?预算(?:单位)?(?:编码|代码)|(?:部门|单位)(?:编码|代码)"),
    (
        Label.CONTACT,
        r"(?:部门|单位)?(?:填报人|填表人|联系人|经办人|制表人)(?:姓名)?(?:[及和与](?:联系)?(?:电话|方式))?",
    ),
    (Label.PHONE, r"(?:联系)?电话|联系方式"),
    (Label.REPORT_DATE, r"(?:填报|填表|报告|自评|填制|填写)(?:日期|时间)"),
    (Label.MONEY_UNIT, r"金额单位"),
    (Label.YEAR, r"(?:预算|评价|自评|所属)?年[度份]"),
    (Label.PROJECT_NAME, r"(?:预算|专项)?项目名称?"),
    (Label.PROJECT_CODE, r"(?:预算)?项目(?:编码|代码|编号)"),
    (Label.UNIT_NAME, r"(?:项目)?(?:实施|使用|承担|执行|责任)(?:单位|部门|[科处股]室)(?:名称)?|项目单位(?:名称)?"),
    (Label.PLAN_GROUP, r"(?:分时段|分季度|季度|年度)?(?:资金|用款)?(?:支出|使用|支付|用款)(?:计划|进度).*"),
    (Label.BUDGET_GROUP, r"预算规模.*|(?:项目|预算)资金(?:情况|申请)?|资金情况"),
    (Label.FUND_USE, r"(?:项目)?资金(?:主要)?用途|(?:主要)?用途|项目(?:主要|实施)?(?:内容|概况|简介|描述)"),
    (Label.FISCAL, r"(?:当年|本年|年度)?(?:一般公共预算)?财政(?:拨款|资金|性资金|补助)+(?:数)?"),
    (Label.OTHER_FUNDS, r"其他(?:资金|收入)|单位自筹资金|自筹资金|非财政(?:拨款|资金)"),
    (Label.BASIC, r"基本支出(?:总额|数|预算)?"),
    (Label.PROJECTS, r"项目支出(?:总额|数|预算)?"),
    (
        Label.BUDGET,
        r"(?:项目|年度|全年|部门|调整后|年初|整体)*预算(?:总)?(?:数|金额|额|资金)|(?:年度)?资金总额|(?:项目)?总投资",
    ),
    (Label.EXPENDITURE, r"(?:全年|实际|预算|年度)*(?:执行|支出)(?:数|金额)"),
    (Label.CONCLUSION, r".*(?:自评|评价|绩效|综合|总体)(?:结论|总结)|结论"),
    (Label.RATING, r"(?:自评|评价|评定|绩效|结果)*(?:等级|等次|级别)"),
    (Label.PROBLEMS, r"(?:存在|发现|主要)的?(?:主要|突出)?问题.*|问题(?:及|和)?原因.*"),
    (Label.REASON, r".*(?:偏差|未完成|未达|偏离).*(?:原因|分析|说明).*"),
    (Label.RESULT_USE, r".*结果的?拟?(?:应用|运用).*"),
    (Label.PUBLICATION, r".*公开(?:情况|方式|时间|说明)"),
    (Label.MEASURE, r"(?:下一步|今后)?(?:拟)?(?:采取的?)?(?:改进|整改|完善|工作)(?:的)?(?:措施|建议|方向|计划|打算).*"),
    (
        Label.TOTAL,
        r"(?:自评|绩效|综合|合计|评价|最终)*(?:总分|总得分|得分合计|分值合计)(?:数|值)?|总计|合计|(?:自评|综合)得分|合计得分",
    ),
    (
        Label.GOAL,
        r"(?:部门|项目|年度|整体|本年|当年|全年|支出|总体|绩效|预期|年初|设定)+目标(?:内容|\d+|[一二三四五六七八九十]+)?"
        r"|目标(?:\d+|[一二三四五六七八九十]+)",
    ),
    (Label.ACHIEVED, r"(?:目标|全年|年度)*(?:实际)?完成情况"),
    (Label.NOTE, r"(?:填表|填报)?(?:说明|备注|注)\d?|其他需要?说明的?(?:事项|问题|情况)"),
    (Label.DUTIES, r"(?:部门|单位|主要|基本)*(?:职责|职能)(?:概述|情况|简介)?"),
    (
        Label.BLOCK,
        r"(?:部门|项目|年度|整体|支出|绩效|预算|分解|单位|本年|当年|全年)*(?:目标|指标|执行)(?:自评|完成情况|情况|体系|率)*"
        r"|(?:部门|单位)*整体(?:支出|预算)+(?:规模|情况|金额)?|资金(?:来源|结构)|部门预算金额|(?:部门|单位)*(?:基本情况|概况)",
    ),
    (
        Label.UNSUPPORTED,
        r"(?:单位|部门|分管|财务|项目|主管)*(?:负责人|领导|审核人|复核人)(?:签字|签名|签章)?|财政(?:归口|主管|业务)?(?:处室|科室|股室)|项目(?:类[型别]|属性|期限|周期|级次|状态|负责人)|起止(?:时间|年限)|.*地址|邮编",
    ),
)


def _compiled(table: tuple[tuple[_M, str], ...]) -> tuple[tuple[_M, re.Pattern[str]], ...]:
    return tuple((meaning, re.compile(pattern)) for meaning, pattern in table)


_COLUMN_PATTERNS = _compiled(_COLUMNS)
_BUDGET_PATTERNS = _compiled(_BUDGETS)
_PART_PATTERNS = _compiled(_PARTS_OF_BUDGET)
_GOAL_PATTERNS = _compiled(_GOALS)
_LABEL_PATTERNS = _compiled(_LABELS)


def _first(key: str, table: tuple[tuple[_M, re.Pattern[str]], ...]) -> _M | None:
    key = _FORMULA_LETTERS.sub("", key)
    if not key or len(key) > _LONGEST_LABEL:
        return None
    for meaning, pattern in table:
        if pattern.fullmatch(key):
            return meaning
    return None


_FORMULA_LETTERS = re.compile(r"[%％]?[A-Ca-c×*]*$")  # 全年预算数A, 执行率B/A
_LONGEST_LABEL = 24


@lru_cache(maxsize=4096)
def column_meaning(key: str) -> Column | None:
    """What a header of an indicator table with this key means."""
    return _first(key, _COLUMN_PATTERNS)


@lru_cache(maxsize=4096)
def budget_meaning(key: str) -> Budget | None:
    """What a header of a budget table with this key means."""
    return _first(key, _BUDGET_PATTERNS)


@lru_cache(maxsize=4096)
def part_of_budget(key: str) -> Budget | None:
    """What a header under 批复金额, which parts it into sources of funds, means."""
    return _first(key, _PART_PATTERNS)


@lru_cache(maxsize=4096)
def goal_meaning(key: str) -> Goal | None:
    """What a header of a goal table with this key means."""
    return _first(key, _GOAL_PATTERNS)


@lru_cache(maxsize=4096)
def label_meaning(key: str) -> Label | None:
    """What a label with this key means."""
    return _first(key, _LABEL_PATTERNS)
