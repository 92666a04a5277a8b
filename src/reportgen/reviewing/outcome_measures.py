"""What can be measured where an official wrote a wish (效益类指标的可衡量写法): by what the sentence is about.

A measure states no number. ``{object}`` is what the sentence is about, ``{own}`` the project's own output with its
number, ``{blank:…}`` a blank inside a name or a formula. The list is tried from above: what is special stands first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Own(Enum):
    """Which output of the project a measure refers to."""

    NONE = ""
    PEOPLE = "people"  # 人, 户, 例: who is served
    CASES = "cases"  # 件, 起, 例: what is handled
    UNITS = "units"  # 家, 个, 所: institutions, systems
    EXAMINED = "examined"  # 人: who sits an examination
    EVENTS = "events"  # 场, 次, 期
    DEVICES = "devices"  # 台, 套, 辆
    TRAINEES = "trainees"  # 人: who is trained or examined
    STAFF = "staff"  # 人: persons who work there


@dataclass(frozen=True, slots=True)
class Measure:
    """One measurable indicator. *kept* is the class it belongs to where that is not the row's own."""

    name: str
    comparison: str
    unit: str
    formula: str
    evidence: str
    basis: str
    own: Own = Own.NONE
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a sentence is about, by *words* of the row and, where given, *project* words; its measures, best first."""

    words: re.Pattern[str]
    measures: tuple[Measure, ...]
    project: re.Pattern[str] | None = None


_LAST_YEAR = "上年实际：查上年同口径结果"
_PLAN = "年度计划：查年度工作计划或实施方案"
_STANDARD = "行业标准：查主管部门或行业的评定标准"

_TRAINED = Measure(
    "{object}参训人员考核合格率",
    "≥",
    "%",
    "取得结业证书或考核合格的人数 ÷ 实际参训人数{own}",
    "结业名册、考核成绩册",
    _LAST_YEAR,
    Own.TRAINEES,
)
_EMPLOYED = Measure(
    "参训人员训后{blank:月数，月，查培训方案}个月内就业人数",
    "≥",
    "人",
    "训后观察期内签订劳动合同、参保或有经营收入的人数，从实际参训人员{own}中统计",
    "劳动合同、参保记录、回访记录",
    _LAST_YEAR,
    Own.TRAINEES,
)
_APPLIED = Measure(
    "{object}训后岗位应用率",
    "≥",
    "%",
    "经单位确认在工作中使用所学内容的人数 ÷ 实际参训人数{own}",
    "训后回访记录、单位确认表",
    _LAST_YEAR,
    Own.TRAINEES,
)
_DOWNTIME = Measure(
    "{place}因设施设备故障停用时长",
    "≤",
    "小时/年",
    "全年各次停用时长之和（自报修至恢复使用）",
    "报修单、运行日志、恢复使用签认单",
    _LAST_YEAR,
)
_REPAIRED = Measure(
    "{place}设施故障按时限修复率",
    "≥",
    "%",
    "在{blank:修复时限，小时，查物业或维保合同}小时内修复的故障数 ÷ 报修故障总数",
    "报修台账、维修记录",
    "行业标准：查物业或维保合同约定的修复时限",
)
_ON_TIME = Measure(
    "{place}业务事项按期办结率",
    "≥",
    "%",
    "按规定期限办结的事项数 ÷ 当年应办结的事项数",
    "业务办理台账、督办记录",
    _LAST_YEAR,
)
_INTERRUPTED = Measure(
    "{place}因保障不到位中断业务的次数",
    "≤",
    "次",
    "全年因人员、经费、设备保障不到位中断业务的次数",
    "值班日志、业务系统记录",
    _LAST_YEAR,
)
_RULES = Measure(
    "当年印发或修订的{object}文件数",
    "≥",
    "项",
    "正式印发或修订并执行的制度、规程、协议份数",
    "印发文件、会议纪要",
    _PLAN,
)
_RULES_KEPT = Measure(
    "{object}规定事项落实率",
    "≥",
    "%",
    "检查时已落实的规定事项数 ÷ 制度列明的规定事项总数",
    "检查记录、落实台账",
    _LAST_YEAR,
)
_KNOWN = Measure(
    "目标人群{topic}知晓率",
    "≥",
    "%",
    "能正确回答要点的受访人数 ÷ 有效受访人数{blank:样本量，人，查调查方案}",
    "调查问卷、抽样说明",
    "上年实际：查上年同口径调查结果",
)
_REACHED = Measure(
    "{topic}宣传触达人次",
    "≥",
    "人次",
    "各项节目、推送、活动的收看、阅读和参与人次之和{outputs}",
    "平台后台统计、收视数据、活动签到表",
    _LAST_YEAR,
    kept="数量指标",
)
_BETTER = Measure(
    "{people}前后评定改善者占比",
    "≥",
    "%",
    "服务后评定结果优于服务前的人数 ÷ 完成服务的人数{own}，量表{blank:评定量表名称，，查服务规范}",
    "服务前后评定记录",
    "行业标准：查相应评定量表和服务规范",
    Own.PEOPLE,
)
_MET = Measure(
    "{people}需求满足率",
    "≥",
    "%",
    "得到服务的{who}{own} ÷ 登记有需求的{who}{blank:登记有需求的数量，人或户，查需求调查台账}",
    "需求登记台账、服务签收表",
    _LAST_YEAR,
    Own.PEOPLE,
)
_RELIEVED = Measure(
    "{people}回访困难缓解率",
    "≥",
    "%",
    "回访中所反映困难已解决或缓解的{who} ÷ 得到服务的{who}{own}",
    "回访记录、受助对象台账",
    _LAST_YEAR,
    Own.PEOPLE,
)
_MORE = Measure(
    "{activity}参与人数增幅",
    "≥",
    "%",
    "（本年参与人数{own} − 上年参与人数{blank:上年参与人数，人，查上年签到表}）÷ 上年参与人数",
    "活动签到表、报名表",
    _LAST_YEAR,
    Own.PEOPLE,
)
_AGAIN = Measure(
    "{activity}再次参加者占比",
    "≥",
    "%",
    "上年参加过且本年再次参加的人数 ÷ 本年参加人数{own}",
    "两年报名表比对",
    _LAST_YEAR,
    Own.PEOPLE,
)
_SERVED_MORE = Measure(
    "{activity}服务人数增幅",
    "≥",
    "%",
    "（本年服务人数{own} − 上年服务人数{blank:上年服务人数，人，查上年服务台账}）÷ 上年服务人数",
    "服务台账、统计报表",
    _LAST_YEAR,
    Own.PEOPLE,
)
_STILL = Measure(
    "{people}下一年度仍在受益占比",
    "≥",
    "%",
    "下一年度回访时仍享受服务或仍在使用成果的{who} ÷ 本年受益{who}{own}",
    "回访记录、服务台账",
    _LAST_YEAR,
    Own.PEOPLE,
)
_FASTER = Measure(
    "{object:业务}平均办理时长",
    "≤",
    "个工作日",
    "当年办结件自受理至办结的工作日之和 ÷ 当年办结件数",
    "业务系统办件记录",
    _LAST_YEAR,
)
_ONLINE = Measure(
    "{object:业务}网上办结率",
    "≥",
    "%",
    "网上全程办结的件数 ÷ 同类事项办结总件数",
    "业务系统办件记录",
    _LAST_YEAR,
)
_CLOSED = Measure(
    "受理{cases}办结率",
    "≥",
    "%",
    "当年办结的件数 ÷ 当年受理的件数{own}",
    "案件台账、结案文书",
    _LAST_YEAR,
    Own.CASES,
)
_ANSWERED = Measure(
    "诉求人回访认可率",
    "≥",
    "%",
    "回访中认可处理结果的人数 ÷ 成功回访的诉求人数",
    "回访记录、诉求台账",
    _LAST_YEAR,
)
_PASSED = Measure(
    "{cases}评审合格占比",
    "≥",
    "%",
    "评审合格的家数 ÷ 接受评审的家数{own}",
    "评审表、评审报告",
    "上年实际：查上年评审合格率",
    Own.UNITS,
)
_BURDEN = Measure(
    "受益家庭年均自付费用",
    "≤",
    "元/户",
    "受益家庭当年自付费用合计 ÷ 受益家庭户数",
    "费用票据、家庭问卷",
    "上年实际：查上年户均自付费用",
)
_INCOME = Measure(
    "{people}人均年收入增幅",
    "≥",
    "%",
    "（本年人均年收入 − 上年人均年收入）÷ 上年人均年收入",
    "入户调查表、收入证明",
    _LAST_YEAR,
)
_TESTED = Measure(
    "{people}测试成绩提高者占比",
    "≥",
    "%",
    "年末测试成绩优于年初的人数 ÷ 参加训练的人数{own}",
    "年初、年末测试成绩表",
    _LAST_YEAR,
    Own.PEOPLE,
)
_PRIZES = Measure(
    "{people}在正式比赛、展演中获奖项数",
    "≥",
    "项",
    "主办单位颁发的奖项数，同一项目只计最高奖",
    "获奖证书、成绩册",
    _LAST_YEAR,
)
_SENT = Measure(
    "输送到上级队伍或单位的人数",
    "≥",
    "人",
    "被上级训练单位、艺术团体或用人单位正式录取的人数",
    "录取通知、注册证明",
    _LAST_YEAR,
)
_SHOWN = Measure(
    "{people}参加公开演出或展览人数占比",
    "≥",
    "%",
    "当年参加公开演出或展览的人数 ÷ 培养人数{own}",
    "演出展览名单、节目单",
    _LAST_YEAR,
    Own.PEOPLE,
)
_UTILITIES = Measure(
    "人均水电费",
    "≤",
    "元/人",
    "全年水费、电费支出 ÷ 办公人数{own}",
    "水电缴费单据、在编在岗名册",
    "上年实际：查上年水电费和办公人数",
    Own.STAFF,
    "成本指标",
)
_ENERGY = Measure(
    "单位面积能耗降幅",
    "≥",
    "%",
    "（上年单位面积能耗 − 本年单位面积能耗）÷ 上年单位面积能耗",
    "能耗统计报表、缴费单据",
    _LAST_YEAR,
    kept="生态效益指标",
)
_CLEAN = Measure(
    "{place}环境卫生检查合格率",
    "≥",
    "%",
    "检查合格的次数 ÷ 检查总次数",
    "检查记录表、照片",
    "行业标准：查物业合同或卫生检查标准",
)
_USED = Measure(
    "{devices}使用率",
    "≥",
    "%",
    "实际使用时数 ÷ 可使用时数",
    "设备使用登记表",
    "上年实际：查上年设备使用登记",
    Own.DEVICES,
)
_SOUND = Measure(
    "{devices}完好率",
    "≥",
    "%",
    "年末检查完好可用的台（套）数 ÷ 在册台（套）数{own}",
    "设备台账、检查记录",
    "行业标准：查设备维护规程",
    Own.DEVICES,
)
_AVAILABLE = Measure(
    "{system}可用率",
    "≥",
    "%",
    "（应服务时长 − 故障中断时长）÷ 应服务时长",
    "监控日志、故障处理单",
    "行业标准：查运维合同约定的服务级别",
)
_ACCURATE = Measure(
    "{object}差错率",
    "≤",
    "%",
    "抽查发现差错的件数 ÷ 抽查件数{blank:抽查件数，件，查质检方案}",
    "抽查记录、更正记录",
    _LAST_YEAR,
)
_ISSUED = Measure(
    "{object}按期办结率",
    "≥",
    "%",
    "在规定期限内办结、发放的件数 ÷ 应办结、发放的件数{own}",
    "办理台账、签收记录",
    _LAST_YEAR,
    Own.CASES,
)
_TOLD = Measure(
    "异常结果书面告知率",
    "≥",
    "%",
    "已书面告知异常结果的人数 ÷ 检查发现异常的人数",
    "体检报告、告知签收表",
    _LAST_YEAR,
)
_FILED = Measure(
    "{people}健康档案建档率",
    "≥",
    "%",
    "建立或更新健康档案的人数 ÷ 接受检查的人数{own}",
    "健康档案系统、体检名册",
    _LAST_YEAR,
    Own.PEOPLE,
)
_CALLED_BACK = Measure(
    "{people}满意度回访率",
    "≥",
    "%",
    "完成满意度回访的{who} ÷ 得到服务的{who}{own}",
    "回访记录、回访问卷",
    _PLAN,
    Own.PEOPLE,
)
_PLANNED = Measure(
    "规划任务年度分解落实率",
    "≥",
    "%",
    "已列入年度计划并明确责任单位的任务数 ÷ 规划列明的任务总数",
    "年度计划、任务分解表",
    _PLAN,
)
_ADOPTED = Measure(
    "成果被文件或决策采用项数",
    "≥",
    "项",
    "被正式文件、规划或领导批示采用的成果数",
    "采用证明、批示复印件",
    _LAST_YEAR,
)
_PRESENT = Measure(
    "代表到会率",
    "≥",
    "%",
    "实到代表人数 ÷ 应到代表人数{blank:应到代表人数，人，查代表名册}",
    "签到表、代表名册",
    "行业标准：查章程规定的法定到会人数",
)
_DECIDED = Measure(
    "会议决定事项按期办结率",
    "≥",
    "%",
    "按期办结的决定事项数 ÷ 应办结的决定事项数",
    "会议纪要、督办台账",
    _LAST_YEAR,
)
_ACCIDENTS = Measure(
    "{object}责任事故起数",
    "≤",
    "起",
    "当年经认定的责任事故起数",
    "事故认定书、值班日志",
    "上年实际：查上年事故统计",
)
_DANGERS = Measure(
    "{object}隐患整改率",
    "≥",
    "%",
    "复查确认整改到位的隐患数 ÷ 当年排查登记的隐患数",
    "排查台账、复查记录",
    _LAST_YEAR,
)
_COMPLIANT = Measure(
    "资金支出检查合规金额占比",
    "≥",
    "%",
    "检查认定合规的支出金额 ÷ 检查的支出金额",
    "财务检查或审计报告",
    "行业标准：查资金管理办法",
    kept="质量指标",
)
_HIRED = Measure(
    "宣传后新增按政策申报、参与的单位或个人数",
    "≥",
    "个",
    "本年申报、参与数 − 上年申报、参与数",
    "申报系统统计、年审台账",
    _LAST_YEAR,
)
_STAFF_RATED = Measure(
    "{staff}年度考核合格率",
    "≥",
    "%",
    "年度考核合格的人数 ÷ 参加考核的人数{own}",
    "年度考核表",
    _LAST_YEAR,
    Own.STAFF,
)
_MARKED = Measure(
    "{object}现场考评平均得分",
    "≥",
    "分",
    "各次现场考评得分之和 ÷ 考评次数",
    "考评表、考评细则",
    "上年实际：查上年考评得分",
)
_TRIP = Measure(
    "{people}出行次数增幅",
    "≥",
    "%",
    "（服务后月均出行次数 − 服务前月均出行次数）÷ 服务前月均出行次数",
    "抽样问卷",
    _LAST_YEAR,
)
_AUDIENCE = Measure(
    "{activity}场均参与人数",
    "≥",
    "人/场",
    "各场清点的观众、参与者人数之和 ÷ 实际举办场次{own}",
    "现场清点记录、签到表、票务统计",
    _LAST_YEAR,
    Own.EVENTS,
)
_RICHER = Measure(
    "受益户中收入增加户占比",
    "≥",
    "%",
    "本年收入比上年增加的受益户数 ÷ 受益户总数{own}",
    "入户调查表、收入台账",
    _LAST_YEAR,
    Own.PEOPLE,
)
_WATER = Measure(
    "{place}水质达标监测次数占比",
    "≥",
    "%",
    "达到水质目标的监测次数 ÷ 年度监测总次数",
    "水质监测报告",
    "行业标准：查水功能区或断面水质目标",
)
_AIR = Measure(
    "环境空气优良天数占比",
    "≥",
    "%",
    "空气质量优良的天数 ÷ 有效监测天数",
    "空气质量监测数据",
    "行业标准：查年度空气质量考核目标",
)
_PLANTS = Measure(
    "栽植苗木成活率",
    "≥",
    "%",
    "验收时成活的株数 ÷ 栽植株数",
    "验收样地调查记录",
    "行业标准：查造林绿化验收规范",
)
_REPORTED = Measure(
    "{place}环境问题群众举报件数",
    "≤",
    "件",
    "当年受理并查实的群众举报件数",
    "热线工单、查办记录",
    _LAST_YEAR,
)
_ENTITLED = Measure(
    "{people}应享尽享率",
    "≥",
    "%",
    "实际享受待遇的{who}{own} ÷ 符合条件的{who}{blank:符合条件的数量，人或户，查资格审核台账}",
    "发放或参保名册、资格审核台账",
    _LAST_YEAR,
    Own.PEOPLE,
)
_EXAM = Measure(
    "{people}考试通过率",
    "≥",
    "%",
    "考试合格的人数 ÷ 实际参加考试的人数{own}",
    "考试成绩单、合格证书",
    _LAST_YEAR,
    Own.EXAMINED,
)
_OFFICE = Measure(
    "保障正常办公人数",
    "=",
    "人",
    "年末在岗并由本项目保障办公条件的人数",
    "在岗人员名册",
    _PLAN,
    kept="数量指标",
)
_LEARNED = Measure(
    "参与者{topic}知晓率",
    "≥",
    "%",
    "活动后问卷答对要点的人数 ÷ 收回有效问卷的人数，调查对象为实际参与者{own}",
    "活动问卷、签到表",
    _LAST_YEAR,
    Own.PEOPLE,
)
_SAFE = Measure(
    "{activity}无安全事故场次占比",
    "=",
    "%",
    "未发生安全事故的场次 ÷ 实际开展的场次",
    "活动现场记录、安全预案执行记录",
    _PLAN,
)
_OUTAGES = Measure(
    "{object:项目成果}停用或中断次数",
    "≤",
    "次",
    "当年停用、中断服务的次数",
    "运行日志、巡查记录",
    _LAST_YEAR,
)


_PLACE_NAMES = re.compile(r"[\u4e00-\u9fff]{0,4}(?:中心|基地|园区|大楼)")


def _theme(words: str, *measures: Measure, project: str = "") -> Theme:
    return Theme(re.compile(words), measures, re.compile(project) if project else None)


THEMES: tuple[Theme, ...] = (
    _theme("回访", _CALLED_BACK),
    _theme("维护期|服务期|质保期|保修期|进行服务时间", _AVAILABLE, _REPAIRED, project="系统|平台|网络|信息化|软件"),
    _theme("维护期|服务期|质保期|保修期", _SOUND, _REPAIRED, project="设备|器材|仪器|车辆|冷链|设施|装备|终端"),
    _theme("稳定运行机构|运行(?:单位|机构)数", _DOWNTIME, _OFFICE),
    _theme("节约|节能|能耗|水电|绿色办公|低碳", _UTILITIES, _ENERGY),
    _theme("负担", _BURDEN),
    _theme("健康状况|身体状况|健康档案", _FILED, _TOLD),
    _theme("出行", _TRIP, _MET),
    _theme(
        "办事|便捷|便利|方便|快捷|政务|一网通办|窗口|服务效能|工作效率|办公效率|网上|网络报名|线上", _FASTER, _ONLINE
    ),
    _theme("权益|维权|法律援助|诉求|信访|纠纷|矛盾", _CLOSED, _ANSWERED),
    _theme("资金使用|资金支出|按要求支出", _COMPLIANT),
    _theme("民主|选举|换届|章程|代表大会", _PRESENT, _DECIDED),
    _theme("知识|常识", _LEARNED, project="活动|宣传|讲座"),
    _theme("平稳|有序开展|安全有序", _SAFE, project="活动|赛事|比赛|演出|会议"),
    _theme("风尚|氛围|认知|知晓|意识|影响力|关注|关爱|宣传|普及|理解|舆论|形象|普法", _KNOWN, _REACHED),
    _theme("系统.*(?:运行|稳定)|(?:运行|使用).*系统", _AVAILABLE, _REPAIRED),
    _theme("交流.*(?:机制|持续)|合作.*机制", _RULES, _SERVED_MORE),
    _theme("机制|制度|体系|规范化|长效", _RULES, _RULES_KEPT),
    _theme("输送", _SENT, _TESTED),
    _theme("(?:证|照|卡|许可).*(?:发放|管理|办理|制发)|(?:发放|管理|办理).*(?:证|照|卡)", _ISSUED, _ACCURATE),
    _theme("机构.*(?:服务|水平|质量)|(?:服务|管理)水平", _PASSED, project="评审|考评|抽查|评估|定点"),
    _theme(
        "(?:服务|工作|保障|管理|专职|医护|护理)人员.*(?:水平|能力|质量)|责任心|使命感|干部职工|队伍建设",
        _STAFF_RATED,
    ),
    _theme("人员.*(?:水平|能力|素质|素养)", _TRAINED, _APPLIED, project="培训|规培|继续教育|讲座|竞赛"),
    _theme("文化生活|文体生活|文化需求|演出|展览|惠民", _AUDIENCE, _MORE),
    _theme("保险|参保|补助|补贴|医疗保障|养老|待遇|应保尽保|保障体系|保障作用", _ENTITLED, _RELIEVED),
    _theme("技术|技能|素养|水平|能力", _EXAM, _APPLIED, project="考试|职称评审|资格评审"),
    _theme("职业技能|竞技|技能水平", _PRIZES, _EMPLOYED, project="竞赛|大赛|国赛"),
    _theme("(?<!低)收入|增收|致富|创收", _INCOME, _RICHER),
    _theme("积极性|积极参与|参与(?!比赛)|热情|兴趣|融入|融合|活跃", _MORE, _AGAIN),
    _theme("慰问|送温暖|帮扶|救助", _RELIEVED, _MET, project="慰问|送温暖|帮扶|救助|困难"),
    _theme("康复|功能|生活质量|生活水平|健康|诊疗|治疗|预防干预|身心|残疾程度|病情", _BETTER, _MET),
    _theme("就业服务|公共服务|社会工作|服务(?:能力|水平|质量)", _TRAINED, _APPLIED, project="培训"),
    _theme("就业", _TRAINED, _EMPLOYED, project="培训|课程|技能|竞赛"),
    _theme("就业", _EMPLOYED, _HIRED),
    _theme("艺术|文艺|才艺", _SHOWN, _PRIZES),
    _theme("获奖|奖项", _PRIZES),
    _theme("运动员|运动队|竞技|参赛|运动水平|成绩|训练需求", _TESTED, _PRIZES),
    _theme("水环境|水质|水生态|河道|河湖|水体|水源", _WATER, _REPORTED),
    _theme("大气|空气|扬尘", _AIR, _REPORTED),
    _theme("绿化|植被|造林|苗木|林草", _PLANTS, _CLEAN),
    _theme(
        "卫生|整洁|美化|人居|市容|村容|(?:校园|园区|街道|社区|小区|办公|机关|馆内|场馆|城乡|周边|院落)环境|绿化|污染",
        _CLEAN,
    ),
    _theme("保障(?:水平|能力)", _STAFF_RATED, project="人员|奖励"),
    _theme("设备|设施.*(?:配置|利用|使用)|利用率|使用率|装备|器材", _USED, _SOUND),
    _theme("系统|平台|网络|软件|网站", _AVAILABLE, _OUTAGES),
    _theme(
        "技能|技术|素养|知识|专业|受教育|学习|人员.*(?:水平|能力|素质)",
        _TRAINED,
        _APPLIED,
        project="培训|课程|教育|讲座|考试|竞赛",
    ),
    _theme("需求|基本生活|生活保障|托养|照料|困难|得到保障|家庭", _MET, _RELIEVED),
    _theme(
        "安全|事故|(?<!债务|金融|廉政|法律|信用|舆情|市场|财务|价格)风险|隐患|稳定和谐|防汛|消防", _ACCIDENTS, _DANGERS
    ),
    _theme("规划|编制|指导.*(?:工作|建设)", _PLANNED, _ADOPTED),
    _theme("业务(?:保障|工作|开展)|保障社会|保障工作|正常开展|工作开展|后勤|工作完成", _ON_TIME, _INTERRUPTED),
    _theme(
        "运行|运转|运维|停用|正常(?:使用|开放|工作|办公)|(?:机构|设施|设备|场馆|园区|基地|中心|大楼|供水|供电|管网|道路).*(?:维护|稳定|保障|正常|有序)|(?:维护|稳定|保障|正常|有序).*(?:机构|设施|设备|场馆|园区|基地|中心|大楼|供水|供电|管网|道路)",
        _DOWNTIME,
        _REPAIRED,
        project="运行|运转|运维|物业|机构|园区|基地|场馆|设施|设备|大楼|维修|维护|后勤|供水|供热|工程|公路|道路|校舍",
    ),
    _theme("(?:系统|平台|设施|设备|网络|场馆|工程).*(?:长期|持续|年限|寿命)", _OUTAGES),
    _theme("长期|持续|年限|可持续|使用性|寿命", _STILL),
    _theme("能力|水平|素质|质量|效果", _TRAINED, _APPLIED, project="培训|研修|轮训"),
    _theme("工作落实|决策部署|任务落实", _DECIDED, _ON_TIME),
    _theme("事业|发展|推进|促进|水平|能力|提高|提升|加强|质量", _SERVED_MORE),
)


def themes_of(row: str, project: str) -> tuple[Theme, ...]:
    """The themes that *row* (name, value and description of an indicator) touches, given its *project*'s words.

    What a place is called (康复中心, 体育训练基地) tells nothing of what is measured there.
    """
    row = _PLACE_NAMES.sub("", row)
    return tuple(
        theme
        for theme in THEMES
        if theme.words.search(row) and (theme.project is None or theme.project.search(f"{row}，{project}"))
    )
