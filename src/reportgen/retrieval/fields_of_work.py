"""Which field of work (工作领域) a department is of, by its name; and whether two ways of naming a field mean one.

The names are those of departments since the reform of 2018 (《深化党和国家机构改革方案》), and the ones
before it. Order decides where two fit: 残疾人就业服务中心 is of the disabled, 教育体育局 of education.
"""

from __future__ import annotations

import re

_STEMS = (
    ("残疾人事业", "残疾人|残联"),
    ("退役军人", "退役军人|双拥|军队离|军休|优抚|烈士|光荣院"),
    ("医疗保障", "医疗保障|医保"),
    ("卫生健康", "卫生|卫健|医院|疾病预防|疾控|妇幼|血站|急救中心|计划生育|中医"),
    ("档案管理", "档案"),
    ("就业培训", "人力资源|人社|就业|劳动|社会保险|社保"),
    ("民政社会救助", "民政|社会救助|救助|福利院|养老|殡仪|殡葬|慈善|敬老院|未成年人保护"),
    ("司法法律服务", "司法|法律|公证|社区矫正|普法"),
    ("应急消防", "应急|消防|安全生产|地震|防灾|减灾"),
    ("生态环境", "生态环境|环境保护|环保|环境监测"),
    ("水利", "水利|水务|河湖|河道|流域|水库|灌区|水文|防汛|水土保持"),
    ("自然资源与林业", "自然资源|国土|林业|林草|林场|草原|测绘|不动产登记|自然保护区"),
    ("农业农村", "农业|农村|农牧|畜牧|农机|农技|渔业|乡村振兴|扶贫|动物疫病|植保|种子"),
    ("交通运输", "交通|公路|道路运输|航道|港口|港航|海事|铁路|机场"),
    ("市场监管", "市场监管|市场监督|工商|质量技术监督|食品药品|药品监督|计量|知识产权|消费者"),
    ("科技", "科学技术|科技|科学院|科协"),
    ("教育", "教育|教体|学校|中学|小学|幼儿园|大学|学院|职业高中|教研|招生考试"),
    ("文化旅游", "文化|文旅|旅游|文物|图书馆|博物馆|美术馆|剧院|非物质"),
    ("宣传", "宣传部|宣传|融媒体|广播电视|广电|电视台|报社|新闻|文明办|网信|精神文明"),
    ("体育", "体育|体校"),
    ("住房城建", "住房|住建|城乡建设|城市建设|城市管理|城管|综合行政执法|园林|市政|环卫|房产|房管|人防|人民防空"),
    ("信息化", "工业和信息化|工信|大数据|数据局|数据资源|信息中心|政务服务"),
    ("基层治理信访", "信访|政法委|街道|镇人民政府|乡人民政府|社会工作部|民族|宗教"),
    ("商务", "商务|招商|投资促进|口岸|贸易"),
    ("发展改革", "发展和改革|发展改革|发改|粮食和物资|能源局|物价"),
    ("财政审计", "财政|审计|统计|国有资产|国资|税务|金融"),
    ("公安", "公安|交警|看守所|强制隔离戒毒"),
    ("群团", "妇女联合会|妇联|共青团|团委|总工会|红十字|工商业联合会|侨|文学艺术界"),
)
_FIELDS = tuple((field, re.compile(pattern)) for field, pattern in _STEMS)


def field_of(name: str) -> str:
    """The field of work that a department's *name*, or another name of a field, tells; empty where it tells none."""
    return next((field for field, pattern in _FIELDS if pattern.search(name)), "")


def is_same_field(one: str, other: str) -> bool:
    """Whether two names mean the same field: 水务 and 水利, 民政 and 民政社会救助. An empty name means none."""
    if not one or not other:
        return False
    return one == other or (field_of(one) or one) == (field_of(other) or other)
