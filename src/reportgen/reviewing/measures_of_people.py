"""Measures of what people got or did (对人的效果): data, no target numbers. Slots as in outcome_measures."""

from __future__ import annotations

from reportgen.reviewing.outcome_measures import LAST_YEAR, PLAN, Measure, Own

TRAINED = Measure(
    "{object}参训人员考核合格率",
    "≥",
    "%",
    "取得结业证书或考核合格的人数 ÷ 实际参训人数{own}",
    "结业名册、考核成绩册",
    LAST_YEAR,
    Own.TRAINEES,
)
EMPLOYED = Measure(
    "参训人员训后{blank:月数，月，查培训方案}个月内就业人数",
    "≥",
    "人",
    "训后观察期内签订劳动合同、参保或有经营收入的人数，从实际参训人员{own}中统计",
    "劳动合同、参保记录、回访记录",
    LAST_YEAR,
    Own.TRAINEES,
)
APPLIED = Measure(
    "{object}训后岗位应用率",
    "≥",
    "%",
    "经单位确认在工作中使用所学内容的人数 ÷ 实际参训人数{own}",
    "训后回访记录、单位确认表",
    LAST_YEAR,
    Own.TRAINEES,
)
KNOWN = Measure(
    "目标人群{topic}知晓率",
    "≥",
    "%",
    "能正确回答要点的受访人数 ÷ 有效受访人数{blank:样本量，人，查调查方案}",
    "调查问卷、抽样说明",
    "上年实际：查上年同口径调查结果",
)
REACHED = Measure(
    "{topic}宣传触达人次",
    "≥",
    "人次",
    "各项节目、推送、活动的收看、阅读和参与人次之和{outputs}",
    "平台后台统计、收视数据、活动签到表",
    LAST_YEAR,
    kept="数量指标",
)
BETTER = Measure(
    "{people}前后评定改善者占比",
    "≥",
    "%",
    "服务后评定结果优于服务前的人数 ÷ 完成服务的人数{own}，量表{blank:评定量表名称，，查服务规范}",
    "服务前后评定记录",
    "行业标准：查相应评定量表和服务规范",
    Own.PEOPLE,
)
MET = Measure(
    "{people}需求满足率",
    "≥",
    "%",
    "得到服务的{who}{own} ÷ 登记有需求的{who}{blank:登记有需求的数量，人或户，查需求调查台账}",
    "需求登记台账、服务签收表",
    LAST_YEAR,
    Own.PEOPLE,
)
RELIEVED = Measure(
    "{people}回访困难缓解率",
    "≥",
    "%",
    "回访中所反映困难已解决或缓解的{who} ÷ 得到服务的{who}{own}",
    "回访记录、受助对象台账",
    LAST_YEAR,
    Own.PEOPLE,
)
MORE = Measure(
    "{activity}参与人数增幅",
    "≥",
    "%",
    "（本年参与人数{own} − 上年参与人数{blank:上年参与人数，人，查上年签到表}）÷ 上年参与人数",
    "活动签到表、报名表",
    LAST_YEAR,
    Own.PEOPLE,
)
AGAIN = Measure(
    "{activity}再次参加者占比",
    "≥",
    "%",
    "上年参加过且本年再次参加的人数 ÷ 本年参加人数{own}",
    "两年报名表比对",
    LAST_YEAR,
    Own.PEOPLE,
)
SERVED_MORE = Measure(
    "{activity}服务人数增幅",
    "≥",
    "%",
    "（本年服务人数{own} − 上年服务人数{blank:上年服务人数，人，查上年服务台账}）÷ 上年服务人数",
    "服务台账、统计报表",
    LAST_YEAR,
    Own.PEOPLE,
)
STILL = Measure(
    "{people}下一年度仍在受益占比",
    "≥",
    "%",
    "下一年度回访时仍享受服务或仍在使用成果的{who} ÷ 本年受益{who}{own}",
    "回访记录、服务台账",
    LAST_YEAR,
    Own.PEOPLE,
)
BURDEN = Measure(
    "受益家庭年均自付费用",
    "≤",
    "元/户",
    "受益家庭当年自付费用合计 ÷ 受益家庭户数",
    "费用票据、家庭问卷",
    "上年实际：查上年户均自付费用",
)
INCOME = Measure(
    "{people}人均年收入增幅",
    "≥",
    "%",
    "（本年人均年收入 − 上年人均年收入）÷ 上年人均年收入",
    "入户调查表、收入证明",
    LAST_YEAR,
)
TESTED = Measure(
    "{people}测试成绩提高者占比",
    "≥",
    "%",
    "年末测试成绩优于年初的人数 ÷ 参加训练的人数{own}",
    "年初、年末测试成绩表",
    LAST_YEAR,
    Own.PEOPLE,
)
PRIZES = Measure(
    "{people}在正式比赛、展演中获奖项数",
    "≥",
    "项",
    "主办单位颁发的奖项数，同一项目只计最高奖",
    "获奖证书、成绩册",
    LAST_YEAR,
)
SENT = Measure(
    "输送到上级队伍或单位的人数",
    "≥",
    "人",
    "被上级训练单位、艺术团体或用人单位正式录取的人数",
    "录取通知、注册证明",
    LAST_YEAR,
)
SHOWN = Measure(
    "{people}参加公开演出或展览人数占比",
    "≥",
    "%",
    "当年参加公开演出或展览的人数 ÷ 培养人数{own}",
    "演出展览名单、节目单",
    LAST_YEAR,
    Own.PEOPLE,
)
TOLD = Measure(
    "异常结果书面告知率",
    "≥",
    "%",
    "已书面告知异常结果的人数 ÷ 检查发现异常的人数",
    "体检报告、告知签收表",
    LAST_YEAR,
)
FILED = Measure(
    "{people}健康档案建档率",
    "≥",
    "%",
    "建立或更新健康档案的人数 ÷ 接受检查的人数{own}",
    "健康档案系统、体检名册",
    LAST_YEAR,
    Own.PEOPLE,
)
CALLED_BACK = Measure(
    "{people}满意度回访率",
    "≥",
    "%",
    "完成满意度回访的{who} ÷ 得到服务的{who}{own}",
    "回访记录、回访问卷",
    PLAN,
    Own.PEOPLE,
)
HIRED = Measure(
    "宣传后新增按政策申报、参与的单位或个人数",
    "≥",
    "个",
    "本年申报、参与数 − 上年申报、参与数",
    "申报系统统计、年审台账",
    LAST_YEAR,
)
STAFF_RATED = Measure(
    "{staff}年度考核合格率",
    "≥",
    "%",
    "年度考核合格的人数 ÷ 参加考核的人数{own}",
    "年度考核表",
    LAST_YEAR,
    Own.STAFF,
)
TRIP = Measure(
    "{people}出行次数增幅",
    "≥",
    "%",
    "（服务后月均出行次数 − 服务前月均出行次数）÷ 服务前月均出行次数",
    "抽样问卷",
    LAST_YEAR,
)
AUDIENCE = Measure(
    "{activity}场均参与人数",
    "≥",
    "人/场",
    "各场清点的观众、参与者人数之和 ÷ 实际举办场次{own}",
    "现场清点记录、签到表、票务统计",
    LAST_YEAR,
    Own.EVENTS,
)
RICHER = Measure(
    "受益户中收入增加户占比",
    "≥",
    "%",
    "本年收入比上年增加的受益户数 ÷ 受益户总数{own}",
    "入户调查表、收入台账",
    LAST_YEAR,
    Own.PEOPLE,
)
ENTITLED = Measure(
    "{people}应享尽享率",
    "≥",
    "%",
    "实际享受待遇的{who}{own} ÷ 符合条件的{who}{blank:符合条件的数量，人或户，查资格审核台账}",
    "发放或参保名册、资格审核台账",
    LAST_YEAR,
    Own.PEOPLE,
)
EXAM = Measure(
    "{people}考试通过率",
    "≥",
    "%",
    "考试合格的人数 ÷ 实际参加考试的人数{own}",
    "考试成绩单、合格证书",
    LAST_YEAR,
    Own.EXAMINED,
)
LEARNED = Measure(
    "参与者{topic}知晓率",
    "≥",
    "%",
    "活动后问卷答对要点的人数 ÷ 收回有效问卷的人数，调查对象为实际参与者{own}",
    "活动问卷、签到表",
    LAST_YEAR,
    Own.PEOPLE,
)
SAFE = Measure(
    "{activity}无安全事故场次占比",
    "=",
    "%",
    "未发生安全事故的场次 ÷ 实际开展的场次",
    "活动现场记录、安全预案执行记录",
    PLAN,
)
