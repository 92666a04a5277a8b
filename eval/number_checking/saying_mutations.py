# ruff: noqa: E501
"""Ways to make the words of a sentence false, or to add a false one.

A verdict, direction, role or name becomes what the annotation says it is not; an added sentence speaks of things that no
entry holds, or contradicts what the entry says as a whole.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from annotated_sentences import NUMERALS, Mutator, Sentence, put, swapped

_ROLE_WORDS = {
    "t": {"计划": "实际", "目标": "上年", "预算": "支出"}, "a": {"实际": "计划", "全年": "上年"},
    "p": {"上年": "目标", "支出": "预算"}, "o": {"预算": "支出"}, "j": {"预算": "支出"},
    "e": {"支出": "预算", "执行": "预算"},
}  # fmt: skip
_FIELD = {"t": "t", "a": "a", "p": "p", "o": "o", "j": "[jb]", "e": "e"}


def role_words(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The words of a role exchanged: 计划修缮12处，实际…… → 实际修缮12处."""
    for one in sentence.sayings:
        new = _ROLE_WORDS.get(one.kind, {}).get(one.words)
        after = next((claim for claim in sentence.claims if claim.start >= one.start + len(one.words)), None)
        if new is None or after is None or not re.fullmatch(rf"[ibp]\w+\.{_FIELD[one.kind]}", after.formula):
            continue
        between = sentence.text[one.start + len(one.words) : after.start]
        own = sentence.roles.get(after.formula.partition(".")[0], {})
        differs = len({value.value for value in own.values()}) == len(own)
        if differs and len(between) <= 14 and not set("，；。") & set(between):
            yield swapped(sentence, one, new)


def year(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another year for the year of the report."""
    for claim in sentence.claims:
        if claim.formula == "y":
            for other in (sentence.year - 1, sentence.year - 3, sentence.year + 4):
                new = claim.words.replace(str(sentence.year), str(other))
                if new != claim.words:
                    yield put(sentence, claim, new)


def date(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another day, month or year of a date that was entered."""
    for one in sentence.sayings:
        match = re.fullmatch(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2}日)?(底)?", one.words) if one.kind == "@" else None
        if match is None:
            continue
        month = int(match[2])
        for new in (
            one.words.replace(f"{month}月", f"{month % 12 + 1}月"),
            one.words.replace(f"{month}月", f"{(month + 5) % 12 + 1}月"),
            *([one.words.replace(match[1], str(int(match[1]) + 1))] if match[1] else []),
        ):
            if new not in sentence.entry:
                yield swapped(sentence, one, new)


_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "增幅": "降幅", "提高": "降低", "上升": "下降", "高于": "低于",
    "低于": "高于", "高": "低", "低": "高", "缩短": "延长", "好于": "差于", "超出": "低于", "高出": "低出", "节约": "超支",
    "省": "超", "差": "高",
}  # fmt: skip


def direction(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """增长 for 下降, 高于 for 低于."""
    for one in sentence.sayings:
        if one.kind in {"up", "down"} and one.words in _OPPOSITE:
            yield swapped(sentence, one, _OPPOSITE[one.words])


_FITTING = {
    "没有突破": ("突破了",), "没有超过": ("超过了",), "控制在": ("没有控制在",), "没有降到": ("降到",), "全部完成": ("没有完成",),
    "全部组建完成": ("没有组建完成",), "全部建成": ("没有全部建成",), "均完成": ("均未完成",), "均超额完成": ("均未完成",),
    "没有达到": ("达到",), "达到": ("没有达到", "未达到"), "超过": ("没有达到",), "超": ("少",), "超额": ("少",),
    "超额完成": ("没有完成", "未能完成"), "未能完成": ("超额完成", "如期完成"), "没有完成": ("完成了", "超额完成"),
    "未完成": ("完成", "超额完成"), "未达标": ("达标",), "没有按期办结": ("全部按期办结",), "越过了": ("没有达到",),
}  # fmt: skip


def verdict(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The opposite verdict."""
    for one in sentence.sayings:
        if one.kind in {"met", "missed", "over"}:
            missed_limit = one.kind == "missed" and one.words == "超过"  # 超过30秒的目标: 没有达到 says the same
            for new in ("没有超过",) if missed_limit else _FITTING.get(one.words, ()):
                yield swapped(sentence, one, new)


_FALSE_VERDICTS = {
    "missed": ("，达到年度目标", "，超额完成任务", "，圆满完成目标"),
    "met": ("，未达到年度目标", "，没有完成任务"),
    "over": ("，未达到年度目标", "，没有完成任务"),
}


def false_verdict(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """A verdict added behind the actual value of an indicator that did or did not reach its target."""
    for claim in sentence.claims:
        if claim.formula == f"{claim.row}.a" and sentence.is_prose:
            for words in _FALSE_VERDICTS[sentence.attained[claim.row]]:
                yield sentence.text[: claim.end] + words + sentence.text[claim.end :]


def _added(*sentences: str) -> Mutator:
    """A mutator that adds one or two of those sentences, none of which an entry supports."""

    def add(sentence: Sentence, chance: random.Random) -> Iterator[str]:
        if sentence.is_prose:
            for words in chance.sample(sentences, min(2, len(sentences))):
                yield sentence.text + words

    return add


def scope(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """全部, 均, 各项 where something was missed."""
    if sentence.has_misses and sentence.is_prose:
        every = (
            "全部绩效指标均达到目标值。", "各项任务全部完成。", "各项指标无一未完成。", "年初设定的指标悉数达标。",
            "所有三级指标都完成了年度任务。", "绩效目标全面实现，没有未完成的指标。", "指标完成率达到100%。",
        )  # fmt: skip
        for words in chance.sample(every, 3):
            yield sentence.text + words


_ORDINALS = ("承办第六届全市业务技能大赛。", "参加第十二届行业博览会。", "召开第四次联席会议。", "这是第三轮专项行动。")
_DOCUMENTS = (
    "具体做法见《关于加强预算绩效管理的实施意见》（政办发〔2019〕47号）。", "执行财预〔2017〕83号文件的规定。",
    "依据发改价格〔2020〕1125号文件核定标准。", "按照市委发〔2021〕9号文件落实。",
)  # fmt: skip
_NOTICES = (
    "依据《绩效评价结果应用暂行办法》开展自评。",
    "按照《部门预算支出标准管理规定》执行。",
    "落实《财政资金直达机制操作规程》。",
)
_BODIES = (
    "由远山市审计局驻点核查。",
    "会同远山市民政局共同实施。",
    "经白桦县财政局批复。",
    "委托中衡会计师事务所复核。",
)
_RANKS = (
    "考核位列全省第四。", "综合评价排名全市第二名。", "这一做法为全国首创。", "是全省唯一的试点单位。", "首次跻身先进行列，居第五位。",
)  # fmt: skip
_MEDALS = (
    "选送节目获得二等奖。", "在省级比赛中获3枚金牌、2枚银牌。", "荣获一等奖1个、三等奖4个。", "被授予省级先进集体称号。",
    "获评全国文明单位。", "相关做法入选省级改革优秀案例。", "捧回市长质量奖奖杯。", "团队拿下全省技能竞赛团体第一名。",
    "3名同志被评为市级劳动模范。", "获省科学技术进步奖三等奖。", "连续四年被评为全市先进单位。", "被命名为国家级示范基地。",
    "荣立集体三等功一次。", "喜获市五一劳动奖状。", "2件作品摘得铜奖。", "受到省政府通报表扬。",
)  # fmt: skip
_INVENTED = (
    "全年接听热线17,465通。", "更新办公设备86台。", "举办专题讲座39场。", "压减会议费52.7万元。", "发出督办单148份，办结率97.9%。",
    "印发宣传手册6.8万册。", "四百余名志愿者参与服务。", "走访企业183家。", "线上办理率由54%提高到81%。", "召开调度会28次。",
    "公务接待费同比下降41.2%。", "引进急需人才19名。", "为经营主体减免费用963万元。", "短视频播放量超过72万次。",
    "七成以上受访者表示认可。", "完成政府采购2,417.60万元。", "打造样板点31个。", "轮训干部527人次。", "改造用房4,380平方米。",
    "平均办理时限压缩至3.5个工作日。", "共享数据接口由12个增加到45个。", "一半以上的事项实现全程网办。", "资产处置收入118.36万元。",
)  # fmt: skip
_PROJECTS = (  # as departments enter them, by their ends and without any
    "水库移民后期扶持", "校园足球场地建设", "粮食仓储智能化改造", "殡葬设施提升", "办案业务费", "学生午餐补助", "中小河流治理",
    "第五次全国经济普查", "人民调解以案定补", "文物保护单位修缮", "农村电商发展", "航道养护疏浚", "双拥慰问", "国土绿化",
    "松材线虫病防控", "青少年宫公益课堂", "不动产登记能力建设", "公益林管护", "人工影响天气作业保障", "司法救助", "市政务云租用",
    "特种设备安全监管", "远程异地评标建设", "道路清扫保洁", "食品安全抽检", "城乡居民养老保险缴费补贴", "优质粮食工程", "茶叶提质增效",
    "船舶污染防治和岸电建设", "孤儿和困境儿童保障", "村卫生室标准化改造", "应急广播村村响维护", "森林抚育", "县域商业体系建设",
)  # fmt: skip
_SPENT_ON = ("{}项目支出{}万元。", "{}支出{}万元。", "其中{}{}万元。", "{}项目安排{}万元。")


def ordinal(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """第八届 for 第九届, or one that nobody entered."""
    for one in sentence.sayings:
        match = re.search(r"第([一二三四五六七八九])届", one.words) if one.kind == "@" else None
        if match:
            for new in chance.sample([other for other in NUMERALS[1:] if other != match[1]], 3):
                yield swapped(sentence, one, one.words.replace(match[0], f"第{new}届"))
    yield from _added(*_ORDINALS)(sentence, chance)


def document_number(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another number or year in a 文号, or a 文号 that nobody entered."""
    for one in sentence.sayings:
        match = re.search(r"〔(\d{4})〕(\d+)号", one.words) if one.kind == "@" else None
        if match:
            yield swapped(sentence, one, one.words.replace(f"〔{match[1]}", f"〔{int(match[1]) - 1}"))
            yield swapped(sentence, one, one.words.replace(f"{match[2]}号", f"{int(match[2]) + 1}号"))
            yield swapped(sentence, one, "国" + one.words[1:])
    yield from _added(*_DOCUMENTS)(sentence, chance)


def notice(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another notice's name."""
    for one in sentence.sayings:
        if one.kind == "notice":
            yield swapped(sentence, one, "《关于印发部门绩效目标编制规程的通知》")
            other_year = re.sub(r"(?<=20)\d\d", "18", one.words)
            yield swapped(sentence, one, other_year.replace("扶持办法", "扶持细则").replace("管理办法", "管理规定"))
    yield from _added(*_NOTICES)(sentence, chance)


def body(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another department's or body's name."""
    for one in sentence.sayings:
        if one.kind in {"own", "body"} and re.search(r"[市县区]", one.words):
            for place in ("远山市", "白桦县"):
                new = re.sub(r"^[^市县区]*[市县区]", place, one.words)
                if new != one.words and len(one.words) > 5:
                    yield swapped(sentence, one, new)
    yield from _added(*_BODIES)(sentence, chance)


def project(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A project that is not ours, with the money of one that is, or with money of its own."""
    foreign = [name for name in _PROJECTS if _shared(name, sentence.entry) * 3 < len(name)]
    for one in sentence.sayings:
        if one.kind == "project":
            yield from (swapped(sentence, one, other) for other in chance.sample(foreign, min(4, len(foreign))))
    if foreign:
        added = [
            words.format(chance.choice(foreign), f"{chance.randint(21, 98)}.{chance.randint(11, 99)}")
            for words in _SPENT_ON
        ]
        yield from _added(*added)(sentence, chance)


def _shared(name: str, entry: str) -> int:
    """How many pairs of characters of a name the entry holds: a project near to ours is no foreign one."""
    return sum(name[at : at + 2] in entry for at in range(len(name) - 1))


def rating(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another grade."""
    if sentence.rating and sentence.is_prose:
        wrong = next(one for one in "良中优差" if one != sentence.rating)
        yield sentence.text + f"自评等级确定为“{wrong}”。"
        yield sentence.text + ("评价结果为良好。" if sentence.rating == "优" else "评价结果为优秀。")


rank, medal, invented = _added(*_RANKS), _added(*_MEDALS), _added(*_INVENTED)
