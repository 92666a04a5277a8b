"""Measures of work, places and surroundings (对事的效果): data, no target numbers. Slots as in outcome_measures."""

from __future__ import annotations

from reportgen.reviewing.outcome_measures import LAST_YEAR, PLAN, Measure, Own

DOWNTIME = Measure(
    "{place}因设施设备故障停用时长",
    "≤",
    "小时/年",
    "全年各次停用时长之和（自报修至恢复使用）",
    "报修单、运行日志、恢复使用签认单",
    LAST_YEAR,
)
REPAIRED = Measure(
    "{place}设施故障按时限修复率",
    "≥",
    "%",
    "在{blank:修复时限，小时，查物业或维保合同}小时内修复的故障数 ÷ 报修故障总数",
    "报修台账、维修记录",
    "行业标准：查物业或维保合同约定的修复时限",
)
ON_TIME = Measure(
    "{place}业务事项按期办结率",
    "≥",
    "%",
    "按规定期限办结的事项数 ÷ 当年应办结的事项数",
    "业务办理台账、督办记录",
    LAST_YEAR,
)
INTERRUPTED = Measure(
    "{place}因保障不到位中断业务的次数",
    "≤",
    "次",
    "全年因人员、经费、设备保障不到位中断业务的次数",
    "值班日志、业务系统记录",
    LAST_YEAR,
)
RULES = Measure(
    "当年印发或修订的{object}文件数",
    "≥",
    "项",
    "正式印发或修订并执行的制度、规程、协议份数",
    "印发文件、会议纪要",
    PLAN,
)
RULES_KEPT = Measure(
    "{object}规定事项落实率",
    "≥",
    "%",
    "检查时已落实的规定事项数 ÷ 制度列明的规定事项总数",
    "检查记录、落实台账",
    LAST_YEAR,
)
FASTER = Measure(
    "{object:业务}平均办理时长",
    "≤",
    "个工作日",
    "当年办结件自受理至办结的工作日之和 ÷ 当年办结件数",
    "业务系统办件记录",
    LAST_YEAR,
)
ONLINE = Measure(
    "{object:业务}网上办结率",
    "≥",
    "%",
    "网上全程办结的件数 ÷ 同类事项办结总件数",
    "业务系统办件记录",
    LAST_YEAR,
)
CLOSED = Measure(
    "受理{cases}办结率",
    "≥",
    "%",
    "当年办结的件数 ÷ 当年受理的件数{own}",
    "案件台账、结案文书",
    LAST_YEAR,
    Own.CASES,
)
ANSWERED = Measure(
    "诉求人回访认可率",
    "≥",
    "%",
    "回访中认可处理结果的人数 ÷ 成功回访的诉求人数",
    "回访记录、诉求台账",
    LAST_YEAR,
)
PASSED = Measure(
    "{cases}评审合格占比",
    "≥",
    "%",
    "评审合格的家数 ÷ 接受评审的家数{own}",
    "评审表、评审报告",
    "上年实际：查上年评审合格率",
    Own.UNITS,
)
UTILITIES = Measure(
    "人均水电费",
    "≤",
    "元/人",
    "全年水费、电费支出 ÷ 办公人数{own}",
    "水电缴费单据、在编在岗名册",
    "上年实际：查上年水电费和办公人数",
    Own.STAFF,
    "成本指标",
)
ENERGY = Measure(
    "单位面积能耗降幅",
    "≥",
    "%",
    "（上年单位面积能耗 − 本年单位面积能耗）÷ 上年单位面积能耗",
    "能耗统计报表、缴费单据",
    LAST_YEAR,
    kept="生态效益指标",
)
CLEAN = Measure(
    "{place}环境卫生检查合格率",
    "≥",
    "%",
    "检查合格的次数 ÷ 检查总次数",
    "检查记录表、照片",
    "行业标准：查物业合同或卫生检查标准",
)
USED = Measure(
    "{devices}使用率",
    "≥",
    "%",
    "实际使用时数 ÷ 可使用时数",
    "设备使用登记表",
    "上年实际：查上年设备使用登记",
    Own.DEVICES,
)
SOUND = Measure(
    "{devices}完好率",
    "≥",
    "%",
    "年末检查完好可用的台（套）数 ÷ 在册台（套）数{own}",
    "设备台账、检查记录",
    "行业标准：查设备维护规程",
    Own.DEVICES,
)
AVAILABLE = Measure(
    "{system}可用率",
    "≥",
    "%",
    "（应服务时长 − 故障中断时长）÷ 应服务时长",
    "监控日志、故障处理单",
    "行业标准：查运维合同约定的服务级别",
)
ACCURATE = Measure(
    "{object}差错率",
    "≤",
    "%",
    "抽查发现差错的件数 ÷ 抽查件数{blank:抽查件数，件，查质检方案}",
    "抽查记录、更正记录",
    LAST_YEAR,
)
ISSUED = Measure(
    "{object}按期办结率",
    "≥",
    "%",
    "在规定期限内办结、发放的件数 ÷ 应办结、发放的件数{own}",
    "办理台账、签收记录",
    LAST_YEAR,
    Own.CASES,
)
PLANNED = Measure(
    "规划任务年度分解落实率",
    "≥",
    "%",
    "已列入年度计划并明确责任单位的任务数 ÷ 规划列明的任务总数",
    "年度计划、任务分解表",
    PLAN,
)
ADOPTED = Measure(
    "成果被文件或决策采用项数",
    "≥",
    "项",
    "被正式文件、规划或领导批示采用的成果数",
    "采用证明、批示复印件",
    LAST_YEAR,
)
PRESENT = Measure(
    "代表到会率",
    "≥",
    "%",
    "实到代表人数 ÷ 应到代表人数{blank:应到代表人数，人，查代表名册}",
    "签到表、代表名册",
    "行业标准：查章程规定的法定到会人数",
)
DECIDED = Measure(
    "会议决定事项按期办结率",
    "≥",
    "%",
    "按期办结的决定事项数 ÷ 应办结的决定事项数",
    "会议纪要、督办台账",
    LAST_YEAR,
)
ACCIDENTS = Measure(
    "{object}责任事故起数",
    "≤",
    "起",
    "当年经认定的责任事故起数",
    "事故认定书、值班日志",
    "上年实际：查上年事故统计",
)
DANGERS = Measure(
    "{object}隐患整改率",
    "≥",
    "%",
    "复查确认整改到位的隐患数 ÷ 当年排查登记的隐患数",
    "排查台账、复查记录",
    LAST_YEAR,
)
COMPLIANT = Measure(
    "资金支出检查合规金额占比",
    "≥",
    "%",
    "检查认定合规的支出金额 ÷ 检查的支出金额",
    "财务检查或审计报告",
    "行业标准：查资金管理办法",
    kept="质量指标",
)
WATER = Measure(
    "{place}水质达标监测次数占比",
    "≥",
    "%",
    "达到水质目标的监测次数 ÷ 年度监测总次数",
    "水质监测报告",
    "行业标准：查水功能区或断面水质目标",
)
AIR = Measure(
    "环境空气优良天数占比",
    "≥",
    "%",
    "空气质量优良的天数 ÷ 有效监测天数",
    "空气质量监测数据",
    "行业标准：查年度空气质量考核目标",
)
PLANTS = Measure(
    "栽植苗木成活率",
    "≥",
    "%",
    "验收时成活的株数 ÷ 栽植株数",
    "验收样地调查记录",
    "行业标准：查造林绿化验收规范",
)
REPORTED = Measure(
    "{place}环境问题群众举报件数",
    "≤",
    "件",
    "当年受理并查实的群众举报件数",
    "热线工单、查办记录",
    LAST_YEAR,
)
OFFICE = Measure(
    "保障正常办公人数",
    "=",
    "人",
    "年末在岗并由本项目保障办公条件的人数",
    "在岗人员名册",
    PLAN,
    kept="数量指标",
)
OUTAGES = Measure(
    "{object:项目成果}停用或中断次数",
    "≤",
    "次",
    "当年停用、中断服务的次数",
    "运行日志、巡查记录",
    LAST_YEAR,
)
