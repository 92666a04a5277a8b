"""What Chinese numbers stand beside: measure words (量词), approximators (约、余、以上), and names that hold a number.

A word missing here is added by writing it into the list it belongs to; the scanner needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportgen.quantities.measure_list import MORE_MEASURES
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import known_symbols

# After a lone Chinese digit these are measure words too rarely to be trusted: 三方, 四面, 五行, 七月, 三角, 两手.
_NOT_AFTER_A_CHINESE_DIGIT = frozenset(
    """
    方 面 角 行 品 路 线 步 里 字 手 头 口 道 成 度 点 元 分 克 安 斤 连 营 团 师 旅 尺 寸 帮 军 端 通 京 丁 折
    卡 伏 瓦 升 冠 亚 季 银 铜 金 奖 等 科 系 班 居 社 委 办 厅 司 局 库 厂 店 出 曲 单 款 案 码 环 孔 眼 桩 帕
    词 题 堂 辈 峰 旗 盟 国 州 省 顷 号 周 月 旬 桌 席 平方 立方 员 顶 板 街 把 担 刻 折合 则 列 股 针 段 车 阶
    根 排 户籍 计划 制度 联 任务 工程 叶 束 筒 票 夜 丸 味 帖 仓 囤 穗 壶 匝 尊 网格 楼栋 节点 端口 单元 课题
    """.split()
)
# 一 before these is an ordinary word or the article of a noun, seldom a count: 一方面, 一类, 一线, 一片.
_NOT_AFTER_ONE = _NOT_AFTER_A_CHINESE_DIGIT | frozenset(
    """
    方面 片 块 类 种类 群 串 样 代 点 层面 阶段 系统 体系 平台 重点 院 园 区 市 县 村 镇 乡 校 站 地 处 队 组
    双 对 板块 领域 问题 关系 回 级 档 层 等 位数 国家 民族 中心 标准 原则 机制 措施 行动 部 刻 届 任 番 辈子
    单位 人员 人数 年级 品种 类别 类型 市级 县级 区级 省级 企业 小区 学校 学科 专业
    """.split()
)
# …but these count after a Chinese digit above one in the words of reports: 三金四铜, 两市三县.
_AFTER_SMALL_NUMBERS = frozenset(
    """
    金 银 铜 省 成 度 元 分 角 里 步 口 道 周 月 班 员 折 段 国 州 局 院 系 款 字 科 桩
    """.split()
)

# Nouns behind a numeral whose first character looks like a measure word: 三人民币, 5人才, 三名单.
NOUNS_AFTER_NUMERALS = frozenset(
    """
    人民 人才 人均 人工 人力 人大 人生 人物 人士 人格 人口 名义 名称 名牌 项链 家电 家风 件数 户型 户口 户外
    年龄 年代 年鉴 年报 年检 年轻 年味 月均 月报 日均 日常 日报 日照 日本 日用 天津 天然 天气 台湾 台州 台账
    场所 场馆 场景 期望 期末 条例 组长 套餐 套取 班长 班主任 部署 部队 部长 所以 份额 门户 门诊 门槛 节约 节能
    节省 节日 课程 课题 课堂 站长 点击 点名 点评 点位 区域 区划 区分 区间 市场 市民 市政 市区 县城 村民 村干部
    校长 校园 社会 处长 层次 层级 次要 次年 次日 次月 次序 起点 起步 笔记 笔试 本级 本单位 本年 本部门 本区
    本市 本县 套路 周边 周期 周转 段落 款项 案例 案件 批量 台阶 片区 片面 块状 类似 类型 种子 种养 面积 面临
    面对 面向 面试 方案 方式 方法 方便 方针 路径 路线 路面 路灯 线上 线下 线索 线路 步伐 步骤 里程 字段 手术
    头发 口径 口粮 口述 道路 道德 成绩 成效 成果 成立 成本 成功 成员 成为 成熟 成长 成分 成型 度假 度汛 度过
    分别 分配 分析 分类 分级 分布 分期 分数 分管 分局 分公司 分院 分值 分行 元旦 元件 元素 角度 角色 行政 行业
    行动 行为 行人 员工 队员 队伍 对象 代表 代码 代理 版权 集中 集体 集团 集合 讲座 轮岗 任务 任职 任期 排名
    排水 排放 排查 列入 列支 列席 国家 国有 国际 国内 科技 科学 科普 科室 院长 馆长 局长 委托 委员 委员会 办法
    办公 办理 办事 厅长 司机 司法 库存 库区 店铺 厂房 镇区 乡村 街道 地区 地方 地点 地址
    函件 函询 函告 函复 载体 载客 载重 载入 载荷 载人
    """.split()
)

# Approximators and comparators before and behind a number, by the sign they imply; ≈ only blurs.
_BEFORE = {
    "≥": "≥ >= ≧ ⩾ 大于等于 不少于 不低于 不小于 不得少于 不得低于 至少 最少 最低 起码 不下 不下于 应不低于 上",
    ">": "> 大于 超过 超 逾 突破 多于 高于 超出 远超 过",
    "≤": "≤ <= ≦ ⩽ 小于等于 不超过 不超 不高于 不大于 不多于 不得超过 不得高于 未超过 未超 至多 最多 最高 控制在",
    "<": "< 小于 少于 低于 不足 不到 未达到 未达 不满 未满",
    "=": "=",
    "≈": "约 大约 大概 差不多 约为 约有 约达 近 近乎 将近 接近 几乎 估计 预计 累计约 左右 ≈ ~",
}
_AFTER = {
    "≥": "以上 及以上 (含)以上 (含)及以上 之多",
    ">": "开外 有余 出头 挂零 多 余",
    "≤": "以下 及以下 (含)以下 以内 之内 内 (含)以内 为限 封顶",
    "≈": "左右 上下 许 来",
}
_COMPARATORS = {sign.value: sign for sign in Comparator}

# Names that state a number but no quantity of the year. The number is what stands in the name.
_POLICY_NAMES = """
三大纪律八项注意 八项注意 三个代表 四个现代化 四个中心 两个文明 一个中国 两个先锋队 两个务实 三个务必 三个面向
三个有利于 三个区分开来 三个离不开 四个结合 五个文明 六个坚持 一个中心 两个基本点 八项规定 三公 三重一大 三会一课
三严三实 两学一做 两个维护 两个确立 两个一百年 两个务必 两个毫不动摇 两个结合 两个先行 两个凡是 两个健康 两个覆盖
两个责任 四个意识 四个自信 四个全面 四个着力 四个伟大 四个服从 四个最严 四个不摘 四不摘 四不两直
四不放过 四不伤害 四个一批 四议两公开 四风 四好农村路 四好 四种形态 四下基层 四史 四力 四强 四品一械 四上企业 四上
五位一体 五个一 五个一工程 五个一批 五好 五进 五进五送 五级书记 五大振兴 五大行动 五小企业 五必访
五社联动 五方责任 五育并举 五育 五星支部 五化 五级五覆盖 五带头 六稳 六保 六稳六保 六个一 六大行动 六统一 六权
六个必须坚持 六不施工 六个百分百 六个百分之百 七个有之 七个一 七项纪律 八个明确
八大行动 八个统一 八个不准 学前三年 十个明确 十四个坚持 十个严禁 十六个坚持 二十四字 十六字 三定
三定方案 三定规定 三农 三农工作 三保 三保支出 三保障 三权 三变改革 三变 三资 三资管理 三项制度
三去一降一补 三降一补 三色 三大攻坚战 三大行动 三大保卫战 三年大灶 三区三线 三区三州
三线一单 三山一水 三水共治 三水统筹 三同时 三步走 三单 三单管理 三实 三服务 三送 三走进 三进 三进下乡 三无 三违
三早 三优 三长制 三亮三比三评 三让三服务 三问三解 三品一标 三品 三医联动 三医 三医协同 三医改革 三保合一 三网
三网融合 三线 三级管理 三级网络 三包 三包责任 三不 三不腐 三不政策 三表 三比 三清 三清一改 三清三拆
三拆一改 三改一拆 三创 三城联创 三全育人 三全 三新 三新领域 三教 三教改革 三高共管 三高四新 三基 三基三严
三好 三好一满意 三好学生 三代社保卡 三代身份证 三代证 二代证 三代残疾人证 二代残疾人证 二代身份证
三零 三零创建 三零服务 三零单位 三次分配 三张牌 三张网 三长 三支一扶 双一流 一带一路 一老一小 一岗双责
一号文件 一法一条例 一枚印章 一创双优 一核两翼 一极两带 一主两翼 一主三副 一主多元 一区两园 一体两翼
一体两面 一线双核 一区多园 一区一策 一院一策 一院多区 一县一品 一码通 一张卡 一级响应 二级响应 三级响应
四级响应 一级保护 二级保护 一级资质 二级资质 三级资质 一级建造师 二级建造师
""".split()

# Slogans: known, and no claim.
_SLOGANS = """
一网通办 一网统管 一网协同 一网共享 一网 一卡通 一卡 一卡多用 一卡通用 一件事一次办 高效办成一件事 一件事
最多跑一次 只跑一次 一次办好 一次办成 一次办 一次告知 一次性告知 一窗受理 一窗通办 一窗综办 一门受理 一门式
一口受理 一照多址 一证多址 一业一证 一业一策 一业一查 一业一册 一证准营 一照通行 一链办理 一表制 一表申请 一张表
一表通 一码通行 一对一 一对多 一个也不能少 一个都不能少 一个不能少 一个不落 一个不漏 一个都不掉队
一个也不能掉队 一户多残 一户两残 一人多岗 一岗多能 一岗多责 一专多能 一事一议 一案一策 一案双查 一企一策 一校一策
一校一案 一生一案 一生一策 一村一策 一镇一策 一街一策 一区一案 一院一案 一库一策 一河一策 一河一档 一湖一策
一园一策 一品一策 一品一码 一物一码 一车一码 一地一策 一点一策 一项一策 一题一策 一题一案 一病一方 一病一策
一户一策 一户一档 一户一案 一户一表 一户一码 一户一宅 一户一田 一人一策 一人一档 一人一案 一人一岗 一人一卡
一人一码 一人一方案 一人一表 一人一台账 一人一户 一村一品 一村一警 一村一年 一村一幼 一村一辅警 一村一法律顾问
一镇一品 一乡一品 一县一业 一县一策 一村一名大学生 一企一档 一企一码 一店一码 一店一档 一品一档 一源一档 一源一策
一厂一策 一行一策 一楼一策 一楼一长 一街一景 一街一品 一路一策 一路一档 一桥一档 一树一策 一古树一策 一馆一品
一校一品 一校一特色 一班一品 一园一品 一县一案 一县一园 一县一特 一市一案 一市一策 一省一策 一城一策 一国一策
一事一档 一事一报 一事一案 一案一档 一案一码 一案一评 一月一调度 一周一调度 一季一评 一月一主题 一年一主题
一天一次 一日一次 一周一次 一月一次 一季一次 一年一次 一日一报 一周一报 一月一报 一季一报 一周一通报 一月一通报
一季一通报 一月一评 一周一研判 一月一研判 一月一盘点 一月一总结 一季一总结 一月一会商 一季一分析 一月一分析
""".split()

# Hotlines and numbers that are names of services.
SERVICE_NUMBERS = frozenset(
    """
    12345 12315 12333 12348 12355 12356 12358 12366 12369 12371 12377 12380 12385 12388 12389 12393 12349 12350
    12122 110 119 120 122 114 985 211 96110 315 400 863 973
    """.split()
)
SERVICE_CUES = tuple(
    """
    热线 政务 电话 平台 急救 报警 高校 工程 便民 举报 市长 公共 服务 诉求 转办 “ ” 工单 联动
    预警 消防 晚会 专线 客服 计划 投诉
    """.split()
)
# What a number of the telephone stands beside that is not in the list above.
CALL_CUES = tuple("热线 电话 平台 急救 报警 火警 匪警 挂号 接警 拨打 预警 联动 客服 专线 “ ”".split())

# A lone Chinese digit before these builds a word: 二楼, 三维, 四哥, 五氧化.
WORD_BUILDERS = frozenset(
    "庭普价证照旬维轴极叉态色味言弦角边星足脚胞世房室厅卫居律绝审权光股轮通环声氧氯氟硫甲乙丙丁醇胺烯酸苯磷聚哥姐爷叔伯姨姑婶嫂弟妹郎娘奶娃胎孩婚战楼品流伏重害侠雄杰霸王帝皇仙佛"
    "经史书礼乐方向面海洋岳山川湖江河峡峰岭谷岩洞溪泉潭桥门关城营寨屯堡塘坝井圩坡沟湾岔庙寺观庵宫殿塔亭阁龙虎牛羊马鹿鸟兽花草树叶木火土金角弄堰陵凤鼎菱焦阳阴更叠棱"
)
# …and before these a slogan of the administration: 四进, 五化, 三大工程. It has its number but claims nothing.
SLOGAN_HEADS = frozenset(
    "化制进送有无不好大小高专改联新建创评比查看定包帮促保控清连同自共双统优强美绿净亮率先带抓讲学融转提免减真实严细治防管推拓促创"
)

# What a Chinese surname-like or place-like compound ends in: 三水区, 六枝镇, 八里庄.
PLACE_ENDINGS = "省市区县州旗乡镇村寨屯庄店铺街道路巷桥湖山河江溪沟湾岛岭峰坪坡塘庙寺"

# Words before a bare figure that make it an amount of money.
MONEY_CUES = tuple(
    """
    资金 经费 预算 支出 收入 拨款 投入 金额 补贴 补助 奖励 花费 支付 执行数 决算 成本 费用 结转 结余 采购 花了
    投资 造价 价格 单价 罚款 合同价 尾款 货款 工程款 欠款 余款
    捐款 赔款 善款 存款 贷款 租金 押金 保证金 奖金 工资 产值 税收 利润 销售额 成交额
    交易额 零售额 营收 运维费 维修费 维护费 服务费 培训费 会议费
    """.split()
)


@lru_cache(maxsize=1)
def measures() -> frozenset[str]:
    """Every measure word or unit that may follow a number, without scale (元, not 万元)."""
    more = frozenset(MORE_MEASURES)  # 千瓦 and 千伏 among them
    scaled = {symbol for symbol in known_symbols() if symbol[0] in "百千万亿"} - more
    return (known_symbols() | more) - scaled - {"%", "％", "‰", "‱", ""}


@lru_cache(maxsize=1)
def measures_after_one() -> frozenset[str]:
    """Measure words that count after a lone 一."""
    return measures() - _NOT_AFTER_ONE | {"周"}


@lru_cache(maxsize=1)
def measures_after_a_digit() -> frozenset[str]:
    """Measure words that count after a lone Chinese digit above one."""
    return measures() - (_NOT_AFTER_A_CHINESE_DIGIT - _AFTER_SMALL_NUMBERS)


@lru_cache(maxsize=1)
def words_before() -> Mapping[str, str]:
    """Approximators and comparators that stand before a number → ≥, >, ≤, <, =, ≈ or nothing."""
    return {word: sign for sign, words in _BEFORE.items() for word in words.split()}


@lru_cache(maxsize=1)
def words_after() -> Mapping[str, str]:
    """Approximators that stand behind a number → the same signs."""
    return {word: sign for sign, words in _AFTER.items() for word in words.split()}


@lru_cache(maxsize=1)
def lengths_before() -> Mapping[str, tuple[int, ...]]:
    """How long the words of :func:`words_before` are, by their last characters, the longest first."""
    return lengths_by((word[-1], word) for word in words_before())


@lru_cache(maxsize=1)
def lengths_after() -> Mapping[str, tuple[int, ...]]:
    """How long the words of :func:`words_after` are, by their first characters, the longest first."""
    return lengths_by((word[0], word) for word in words_after())


def lengths_by(words: Iterable[tuple[str, str]]) -> Mapping[str, tuple[int, ...]]:
    """The lengths of *words* by the character that comes with each, the longest first."""
    found: dict[str, set[int]] = {}
    for character, word in words:
        found.setdefault(character, set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


def comparator(signs: Iterable[str]) -> Comparator | None:
    """The comparator among *signs*, the last one where two stand together (≥95%以上)."""
    found = [_COMPARATORS[sign] for sign in signs if sign in _COMPARATORS]
    return found[-1] if found else None


@lru_cache(maxsize=1)
def policy_names() -> frozenset[str]:
    """Policies and terms known by a number: 八项规定, 三公, 两个维护."""
    return frozenset(_POLICY_NAMES)


@lru_cache(maxsize=1)
def slogans() -> frozenset[str]:
    """Sayings with a numeral that claim nothing: 一网通办, 一人一档."""
    return frozenset(_SLOGANS)
