"""The class a row stands in (二级指标) against what it measures: misplaced rows, and outputs among the outcomes."""

from __future__ import annotations

import re

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import TargetKind
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_names import Measure
from reportgen.rules.indicator_reading import OUTCOMES, Group, ReadIndicator

_TIME_IN_WORDS = re.compile(
    r"\d+(?:个)?(?:工作日|小时|分钟|天|日|月|周|季度|年)|[一二两三四五六七八九十]+个?(?:工作日|小时|分钟|天|日内|"
    r"月内|周)|"
    r"每(?:年|季|月|周|天|日|半年|学期)|当[日天月年]|次[日月年]|即时|当场|(?:上|下)半年|\d+月|年[底末]|季度|全天候|"
    r"日产日清|日清日结|随到随办|[汛节学会冬春夏秋考灾险假]前|工作日|"
    r"(?:汛期|雨季|节日|元旦|春节|清明|五一|端午|中秋|国庆|重阳|七一|八一|寒假|暑假|开学|学期|采暖季|供暖季|农时|春耕|秋收|两会|"
    r"高考|中考)[^，,。]{0,4}(?:前|后|期间)|"
    r"7\s*[*×x]\s*24"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}[时点](?!间)")


def names_a_time(text: str) -> bool:
    """Whether *text* names a day, a term or a frequency in any words: 每7天1次, 22:30, 当日."""
    return bool(_TIME_IN_WORDS.search(text) or _CLOCK.search(text))


_PROMPT = re.compile(words.PROMPT)


def of_no_time(row: ReadIndicator) -> bool:
    """Whether a row of 时效 states a goal that has nothing to do with time: 增强干部职工责任心 / 增强."""
    told = row.naming.plain + row.explained + row.value
    return row.naming.goal is not None and not row.numeric and not _PROMPT.search(told) and not names_a_time(told)


_COUNTED = frozenset(
    """
    person person-time household session occasion device organisation vehicle
    个 件 项 例 期 批 批次 套 本 册 篇 份 条 张 门 座 处 株 场
    """.split()
)
_FUND_USE = re.compile(
    r"(?:资金|经费)(?:使用|执行|支付|支出|拨付|到位)率|预算(?:执行|完成|支出)(?:率|进度)|(?:资金|经费|预算)[^，,]{0,4}"
    r"(?:支出|执行|支付|拨付|使用)进度|^支出进度"
)
_FUND_PROGRESS = re.compile(r"(?:经费|资金).{0,6}(?:进度|支付率|使用率|执行率)")
_ECOLOGY = re.compile(
    r"生态|环境|环保|绿|污染|排放|水质|水土|空气|大气|土壤|垃圾|废|能耗|能源|节能|节水|节电|低碳|碳|植被|森林|林|草|"
    r"地质|国土|灾害|修复|荒漠|沙化|矿山|海洋|海域|污水|雨水|排水|噪|扬尘|粉尘|固废|无纸化|湿地|河|湖|水域|"
    r"新能源|电动|太阳能|光伏|充电|污|弃[土渣物]|"
    r"PM|循环|回收|耕地|农药|化肥|可再生|卫生|整洁|干净|清洁|人居|物种|秸秆|粪污|公园|景观|资源"
)
_SAVING = re.compile(r"节约.{0,4}(?:成本|开支|支出|经费|资金)|(?:控制|降低|减少).{0,4}(?:成本|开支|支出|经费)")
_ECONOMY = re.compile(
    r"生产|生活水平|收入|增收|产值|效益|利润|税|成本|节约|节省|投资|招商|消费|经济|产量|产业|价格|贷款|融资|增长|"
    r"销售|营业|GDP|"
    r"资产|收益|就业|损失|费用|负担|企业|市场|贸易|资金|"
    r"运输|物流|旅游|利用率|土地|用水|用电|电费|水费|减免|出口|采购"
)
_COMPLIANCE = re.compile(r"按(?:照)?[^，。]{0,6}(?:要求|规定)|合规|规范使用|专款专用|支出情况")


def misplaced(row: ReadIndicator) -> str:
    """Why *row* does not belong where it stands, and where it does; "" where it may stand there.

    A rate under 数量, a count under 质量, spending under 质量 or 时效, savings under 生态 … (财预〔2021〕101号)
    """
    return _output_class(row) or _outcome_class(row)


def _output_class(row: ReadIndicator) -> str:
    name, group, measure = row.naming.plain, row.group, row.naming.measure
    quantity = row.target.quantity or row.target.low
    if measure is Measure.SATISFACTION and group not in {Group.SATISFACTION, Group.OTHER} and row.naming.goal is None:
        return "满意度应单列在满意度指标"
    timed = row.target.kind is TargetKind.DURATION  # so many days from the grant to the payment
    if group in {Group.VOLUME, Group.QUALITY, Group.TIMELINESS} and _FUND_USE.search(name) and not timed:
        return "预算执行另行计分，不是产出"
    if group is Group.VOLUME:
        return _not_a_volume(row, quantity)
    if group is Group.QUALITY:
        return _not_a_quality(row, quantity)
    if group is Group.TIMELINESS:
        return _not_a_time(row, quantity)
    if group is Group.COST:
        return _not_a_cost(row, quantity)
    if group is Group.SATISFACTION and measure is Measure.SHARE and not _OPINION.search(name):
        return "不是满意度，应归质量或社会效益"
    return ""


_OPINION = re.compile(r"满意|好评|认可|投诉|支持率|推荐率|信任|评价|评议|合意")


def _not_a_cost(row: ReadIndicator, quantity: Quantity | None) -> str:
    if row.target.kind is TargetKind.DATE:
        return "写的是时间，应归时效"
    if quantity is None or row.target.kind is not TargetKind.NUMBER:
        return ""
    if quantity.unit.dimension in _COUNTED and row.naming.measure is Measure.COUNT:
        return "写的是数量，不是成本"
    return "写的是质量，不是成本" if re.search(r"(?:合格|达标|准确|完好|优良)率$", row.naming.plain) else ""


def _not_a_volume(row: ReadIndicator, quantity: Quantity | None) -> str:
    share = quantity is not None and quantity.unit.dimension == "share"
    if share and row.naming.measure is not Measure.COUNT and not row.target.details and not row.target.change:
        return "比率不是数量，应归质量"
    if row.target.kind is TargetKind.DATE or (
        row.naming.measure is Measure.TIME and row.target.kind is TargetKind.DURATION
    ):
        return "写的是时间，应归时效"
    if quantity is not None and quantity.unit.dimension.startswith("money") and row.naming.measure is Measure.MONEY:
        return "" if _MONEY_DELIVERED.search(row.naming.plain) else "写的是金额，应归成本"
    return ""


# Money that is itself what was delivered: 贷款发放金额, 为劳动者追发工资金额.
_MONEY_DELIVERED = re.compile(
    "贷款|发放|募集|筹[集资]|追[发缴回]|融资|引进|到位|投资|理赔|减免|返还|收缴|征收|入库|退税|挽回"
)
_BETTERED = re.compile(r"(?:改善|减轻|丰富|弘扬|增进)[^，,]{2,}$")
_ATTAINED = re.compile(r"掌握|获奖|取得|获得|通过|达标|合格|优秀|录用|采纳")


def _not_a_quality(row: ReadIndicator, quantity: Quantity | None) -> str:
    upward = row.target.comparator is not None and row.target.comparator.upward
    timed = row.target.kind is TargetKind.DURATION and row.naming.measure is Measure.TIME and not upward
    if row.target.kind is TargetKind.DATE or timed:
        return "写的是时间，应归时效"
    if quantity is not None and row.naming.measure is Measure.TIME and "/" in quantity.unit.symbol:
        return f"以“{quantity.unit.symbol}”计的是次数，应归数量"
    if row.target.kind is TargetKind.QUALITATIVE and _BETTERED.match(row.naming.plain):
        return "说的是带来的变化，应归效益"
    if quantity is None or row.target.kind is not TargetKind.NUMBER or row.target.compound:
        return ""
    if quantity.unit.dimension == "money":
        return "写的是金额，应归成本"
    counted = quantity.unit.dimension in _COUNTED and quantity.value != 0
    if counted and row.target.comparator is not None and not row.target.comparator.downward:
        counting = row.naming.measure is Measure.COUNT or (row.naming.measure is Measure.NONE and row.naming.activity)
        named = counting and not _ATTAINED.search(row.naming.plain)
        return f"以“{quantity.unit.symbol}”计的是数量，应归数量" if named else ""
    return ""


def _not_a_time(row: ReadIndicator, quantity: Quantity | None) -> str:
    share = quantity is not None and quantity.unit.dimension == "share"
    if row.target.kind is TargetKind.QUALITATIVE and of_no_time(row):
        return "与时间无关"
    if share and _FUND_PROGRESS.search(row.explained):
        return "说的是资金使用进度，不是工作的时效"
    if (
        share
        and re.search(r"合格率$|准确率$|达标率$|满意", row.naming.plain)
        and not re.search(r"时|期|进度", row.naming.plain)
    ):
        return "是质量，应归质量"
    if quantity is not None and quantity.unit.dimension.startswith("money"):
        return "写的是金额，应归成本"
    counted = quantity is not None and quantity.unit.dimension in _COUNTED and row.target.kind is TargetKind.NUMBER
    if counted and row.naming.measure is Measure.COUNT and not names_a_time(row.naming.plain + row.value):
        return "写的是数量，应归数量"
    return ""


_OF_OUTPUT = re.compile(r"(?:验收合格|工程合格|按[时期]完成|完成及时|任务完成|发放及时|支付及时)率$")


def _outcome_class(row: ReadIndicator) -> str:
    text = row.naming.plain + row.explained + row.value
    if row.group in OUTCOMES and row.naming.measure is Measure.TIME and row.target.kind is TargetKind.DATE:
        return "写的是完成时间，应归时效"
    if row.group in OUTCOMES and _OF_OUTPUT.search(row.naming.plain):
        return "说的是产出做得怎样，应归质量或时效，不是效益"
    if row.group is Group.ECOLOGICAL:
        if _SAVING.search(row.naming.plain):
            return "节约开支不属生态效益，应归成本或经济效益"
        if not _ECOLOGY.search(text):
            return "内容与生态环境无关"
    if row.group is Group.ECONOMIC:
        if _COMPLIANCE.search(row.value + row.explained):
            return "支出合规是管理要求，不是经济效益"
        if not row.numeric and not _ECONOMY.search(text):
            return "内容与经济收支无关"
    return ""


_DONE_HERE = re.compile(
    r"^(?:开展|举办|组织|召开|参加|参与|完成|购买|购置|采购|安装|建设|新建|改造|维修|印制|印发|编制|发布|刊发|播出|"
    r"制作|发放|支付|走访|检查|巡查|培训|招聘|征集|演出)|"
    r"(?:参加|参与|选送|参赛)[^率]{0,12}(?:比赛|竞赛|比武|展览|展会|论坛|大赛)(?:数量|次数|人数)?$|^(?:查处|执法|"
    r"抽检|检测|办理|受理|处理)|"
    r"(?:开展|举办|组织|参加|参与|培训|选拔|发放|购置|演出|印发|建成|新建|维修|检测|建设|印制|宣传|巡查|检查|活动|改造|完成|"
    r"比赛|竞赛|会议|演出|"
    r"选送)[^率]{0,10}(?:次数|场次|期数|数量|人数|人次|份数|册数|个数|(?<!人)[区户处座所家点]数)$"
)
_CHANGE = re.compile(
    r"(?:群众|市民|居民|公众|社会|志愿者?|志愿服务)参与|新增|带动|增收|新增就业|就业人数|获奖|受益|惠及|转化|减少|下降|降低|增加|提高|节约|挽回|吸引|引进|脱贫|达标|"
    r"取得|"
    r"覆盖|服务人口|辐射|旅客|游客|访问量|阅读量|使用"
)
_DONE_IN_VALUE = re.compile(
    r"(?:选拔|培养|举办|开展|组织|参加|培训|建设|购置|发放|印发|完成)[^，。]{0,8}(?:不少于|至少|≥|不低于|达到?)?\d"
)


_NOT_COUNTED = re.compile(r"share|percentage|money|score|area|length|mass|volume|energy|clock|day|month|age|times|/")


def _is_counted(quantity: Quantity) -> bool:
    return bool(quantity.unit.symbol) and not _NOT_COUNTED.search(quantity.unit.dimension)


def output_among_outcomes(row: ReadIndicator) -> tuple[str, str, str] | None:
    """Where a row of 效益 counts what the project did, not what came of it: the field, the words and why."""
    if row.group not in OUTCOMES or row.target.kind is not TargetKind.NUMBER:
        return None
    quantity = row.target.quantity
    if quantity is None or not _is_counted(quantity) or _CHANGE.search(row.naming.plain):
        return None
    done = _DONE_IN_VALUE.search(row.value)
    if done:
        return "target_value", done[0], f"指标值“{row.value}”写的是做了多少，属产出数量，不是效益"
    if _DONE_HERE.search(row.naming.plain):
        return "name", row.name, f"“{row.name}”{row.value}是产出数量，不是带来的效益"
    return None
