"""What a sentence of 效益 is about, and the measures for it (效益主题): data, tried from above, special ones first.

Kept as Python rather than as a file: the patterns are compiled once, and reading them would cost every start a tenth of
a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.reviewing.measures_of_people import (
    AGAIN,
    APPLIED,
    AUDIENCE,
    BETTER,
    BURDEN,
    CALLED_BACK,
    EMPLOYED,
    ENTITLED,
    EXAM,
    FILED,
    HIRED,
    INCOME,
    KNOWN,
    LEARNED,
    MET,
    MORE,
    PRIZES,
    REACHED,
    RELIEVED,
    RICHER,
    SAFE,
    SENT,
    SERVED_MORE,
    SHOWN,
    STAFF_RATED,
    STILL,
    TESTED,
    TOLD,
    TRAINED,
    TRIP,
)
from reportgen.reviewing.measures_of_work import (
    ACCIDENTS,
    ACCURATE,
    ADOPTED,
    AIR,
    ANSWERED,
    AVAILABLE,
    CLEAN,
    CLOSED,
    COMPLIANT,
    DANGERS,
    DECIDED,
    DOWNTIME,
    ENERGY,
    FASTER,
    INTERRUPTED,
    ISSUED,
    OFFICE,
    ON_TIME,
    ONLINE,
    OUTAGES,
    PASSED,
    PLANNED,
    PLANTS,
    PRESENT,
    REPAIRED,
    REPORTED,
    RULES,
    RULES_KEPT,
    SOUND,
    USED,
    UTILITIES,
    WATER,
)
from reportgen.reviewing.outcome_measures import Measure


@dataclass(frozen=True, slots=True)
class Theme:
    """What a sentence is about, by *words* of the row and, where given, *project* words; its measures, best first."""

    words: re.Pattern[str]
    measures: tuple[Measure, ...]
    project: re.Pattern[str] | None = None


_PLACE_NAMES = re.compile(r"[\u4e00-\u9fff]{0,4}(?:中心|基地|园区|大楼)")


def _theme(words: str, *measures: Measure, project: str = "") -> Theme:
    return Theme(re.compile(words), measures, re.compile(project) if project else None)


THEMES: tuple[Theme, ...] = (
    _theme("回访", CALLED_BACK),
    _theme("维护期|服务期|质保期|保修期|进行服务时间", AVAILABLE, REPAIRED, project="系统|平台|网络|信息化|软件"),
    _theme("维护期|服务期|质保期|保修期", SOUND, REPAIRED, project="设备|器材|仪器|车辆|冷链|设施|装备|终端"),
    _theme("稳定运行机构|运行(?:单位|机构)数", DOWNTIME, OFFICE),
    _theme("节约|节能|能耗|水电|绿色办公|低碳", UTILITIES, ENERGY),
    _theme("负担", BURDEN),
    _theme("健康状况|身体状况|健康档案", FILED, TOLD),
    _theme("出行", TRIP, MET),
    _theme("办事|便捷|便利|方便|快捷|政务|一网通办|窗口|服务效能|工作效率|办公效率|网上|网络报名|线上", FASTER, ONLINE),
    _theme("权益|维权|法律援助|诉求|信访|纠纷|矛盾", CLOSED, ANSWERED),
    _theme("资金使用|资金支出|按要求支出", COMPLIANT),
    _theme("民主|选举|换届|章程|代表大会", PRESENT, DECIDED),
    _theme("知识|常识", LEARNED, project="活动|宣传|讲座"),
    _theme("平稳|有序开展|安全有序", SAFE, project="活动|赛事|比赛|演出|会议"),
    _theme("风尚|氛围|认知|知晓|意识|影响力|关注|关爱|宣传|普及|理解|舆论|形象|普法", KNOWN, REACHED),
    _theme("系统.*(?:运行|稳定)|(?:运行|使用).*系统", AVAILABLE, REPAIRED),
    _theme("交流.*(?:机制|持续)|合作.*机制", RULES, SERVED_MORE),
    _theme("机制|制度|体系|规范化|长效", RULES, RULES_KEPT),
    _theme("输送", SENT, TESTED),
    _theme("(?:证|照|卡|许可).*(?:发放|管理|办理|制发)|(?:发放|管理|办理).*(?:证|照|卡)", ISSUED, ACCURATE),
    _theme("机构.*(?:服务|水平|质量)|(?:服务|管理)水平", PASSED, project="评审|考评|抽查|评估|定点"),
    _theme(
        "(?:服务|工作|保障|管理|专职|医护|护理)人员.*(?:水平|能力|质量)|责任心|使命感|干部职工|队伍建设",
        STAFF_RATED,
    ),
    _theme("人员.*(?:水平|能力|素质|素养)", TRAINED, APPLIED, project="培训|规培|继续教育|讲座|竞赛"),
    _theme("文化生活|文体生活|文化需求|演出|展览|惠民", AUDIENCE, MORE),
    _theme("保险|参保|补助|补贴|医疗保障|养老|待遇|应保尽保|保障体系|保障作用", ENTITLED, RELIEVED),
    _theme("技术|技能|素养|水平|能力", EXAM, APPLIED, project="考试|职称评审|资格评审"),
    _theme("职业技能|竞技|技能水平", PRIZES, EMPLOYED, project="竞赛|大赛|国赛"),
    _theme("(?<!低)收入|增收|致富|创收", INCOME, RICHER),
    _theme("积极性|积极参与|参与(?!比赛)|热情|兴趣|融入|融合|活跃", MORE, AGAIN),
    _theme("慰问|送温暖|帮扶|救助", RELIEVED, MET, project="慰问|送温暖|帮扶|救助|困难"),
    _theme("康复|功能|生活质量|生活水平|健康|诊疗|治疗|预防干预|身心|残疾程度|病情", BETTER, MET),
    _theme("就业服务|公共服务|社会工作|服务(?:能力|水平|质量)", TRAINED, APPLIED, project="培训"),
    _theme("就业", TRAINED, EMPLOYED, project="培训|课程|技能|竞赛"),
    _theme("就业", EMPLOYED, HIRED),
    _theme("艺术|文艺|才艺", SHOWN, PRIZES),
    _theme("获奖|奖项", PRIZES),
    _theme("运动员|运动队|竞技|参赛|运动水平|成绩|训练需求", TESTED, PRIZES),
    _theme("水环境|水质|水生态|河道|河湖|水体|水源", WATER, REPORTED),
    _theme("大气|空气|扬尘", AIR, REPORTED),
    _theme("绿化|植被|造林|苗木|林草", PLANTS, CLEAN),
    _theme(
        "卫生|整洁|美化|人居|市容|村容|(?:校园|园区|街道|社区|小区|办公|机关|馆内|场馆|城乡|周边|院落)环境|绿化|污染",
        CLEAN,
    ),
    _theme("保障(?:水平|能力)", STAFF_RATED, project="人员|奖励"),
    _theme("设备|设施.*(?:配置|利用|使用)|利用率|使用率|装备|器材", USED, SOUND),
    _theme("系统|平台|网络|软件|网站", AVAILABLE, OUTAGES),
    _theme(
        "技能|技术|素养|知识|专业|受教育|学习|人员.*(?:水平|能力|素质)",
        TRAINED,
        APPLIED,
        project="培训|课程|教育|讲座|考试|竞赛",
    ),
    _theme("需求|基本生活|生活保障|托养|照料|困难|得到保障|家庭", MET, RELIEVED),
    _theme(
        "安全|事故|(?<!债务|金融|廉政|法律|信用|舆情|市场|财务|价格)风险|隐患|稳定和谐|防汛|消防", ACCIDENTS, DANGERS
    ),
    _theme("规划|编制|指导.*(?:工作|建设)", PLANNED, ADOPTED),
    _theme("业务(?:保障|工作|开展)|保障社会|保障工作|正常开展|工作开展|后勤|工作完成", ON_TIME, INTERRUPTED),
    _theme(
        "运行|运转|运维|停用|正常(?:使用|开放|工作|办公)|(?:机构|设施|设备|场馆|园区|基地|中心|大楼|供水|供电|管网|道路).*(?:维护|稳定|保障|正常|有序)|(?:维护|稳定|保障|正常|有序).*(?:机构|设施|设备|场馆|园区|基地|中心|大楼|供水|供电|管网|道路)",
        DOWNTIME,
        REPAIRED,
        project="运行|运转|运维|物业|机构|园区|基地|场馆|设施|设备|大楼|维修|维护|后勤|供水|供热|工程|公路|道路|校舍",
    ),
    _theme("(?:系统|平台|设施|设备|网络|场馆|工程).*(?:长期|持续|年限|寿命)", OUTAGES),
    _theme("长期|持续|年限|可持续|使用性|寿命", STILL),
    _theme("能力|水平|素质|质量|效果", TRAINED, APPLIED, project="培训|研修|轮训"),
    _theme("工作落实|决策部署|任务落实", DECIDED, ON_TIME),
    _theme("事业|发展|推进|促进|水平|能力|提高|提升|加强|质量", SERVED_MORE),
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
