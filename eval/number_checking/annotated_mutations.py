# ruff: noqa: E501
"""Ways to make a sentence of an annotated report false, each verified by the annotation and not by the checker.

Each function takes a sentence and yields its false versions. A new figure is given out only where the figure that the
annotation proves does not allow it; a new verdict, role or name only where the annotation says the opposite; an added
sentence speaks of things that no entry holds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from annotation import Figure, figure, rounded, says

NUMERALS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True)
class Claim:
    """A number in a sentence at ``start:end`` with the exact figure that it states."""

    words: str
    start: int
    end: int
    sign: str  # =, <, > or ~
    true: Fraction
    written: Figure
    row: str  # the row of the entry, such as i3; empty where it is derived from several
    formula: str = ""

    @property
    def is_arabic(self) -> bool:
        """Whether it begins with a digit, and is a date's or a year's neither."""
        return self.words[0].isdigit() and self.written.unit not in {"年", "年度"}

    @property
    def digits(self) -> str:
        """Its digits with separators."""
        return re.match(r"[\d,.]*", self.words)[0]  # type: ignore[index]

    @property
    def rest(self) -> str:
        """What stands behind the digits: scale and unit."""
        return self.words[len(self.digits) :]


@dataclass(frozen=True)
class Saying:
    """A verdict, direction, role or name in a sentence, of the kinds in annotation.CLAIMS, or words copied (@)."""

    words: str
    start: int
    kind: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A line with what the annotation says of it, and of the rest of the report."""

    text: str
    claims: tuple[Claim, ...]
    sayings: tuple[Saying, ...]
    others: tuple[Claim, ...]  # the numbers of the whole report
    roles: dict[str, dict[str, Figure]]  # row → field → figure
    attained: dict[str, str]  # indicator → met, missed or over
    has_misses: bool
    rating: str
    year: int
    entry: str  # all the entry's words

    @property
    def is_prose(self) -> bool:
        """Whether a sentence may be added behind it."""
        return self.text.endswith("。")


Mutator = Callable[[Sentence, random.Random], Iterator[str]]
_SAME = {"名": "人", "位": "人", "年度": "年", "个百分点": "百分点"}
_ABOUT = ("约", "大约", "近", "接近")


def _unit(written: Figure) -> str:
    return _SAME.get(written.unit, written.unit)


_MORE = ("超过", "超出", "突破", "高于", "超", "逾")
_LESS = ("不足", "不到", "低于", "少于", "未到")


def _allowed(sentence: Sentence, claim: Claim, written: Figure) -> bool:
    """Whether the annotation allows so written a figure in this place; 超过 and 不足 allow all that is literally true."""
    sign, before = claim.sign, sentence.text[: claim.start]
    if sign == ">" and before.endswith(_MORE):
        return written.value < claim.true
    if sign == "<" and before.endswith(_LESS):
        return written.value > claim.true
    if sign == "=" and before.endswith(_ABOUT):
        sign = "~"
    return says(sign, written, claim.true) or says("=", written, claim.true)


def _put(sentence: Sentence, claim: Claim, words: str) -> str:
    return sentence.text[: claim.start] + words + sentence.text[claim.end :]


def _rewritten(sentence: Sentence, claim: Claim, digits: str) -> Iterator[str]:
    """The sentence with other digits in that place, if that is false."""
    words = digits + claim.rest
    if digits == claim.digits or not re.fullmatch(r"\d[\d,]*(\.\d+)?", digits):
        return
    written = figure(words if not _implied(claim) else digits + _implied(claim))
    if not _allowed(sentence, claim, written) and written.value != claim.written.value:
        yield _put(sentence, claim, words)


def _implied(claim: Claim) -> str:
    """The scale of a table's head that the cell does not repeat: 9,872.30 under 万元."""
    bare = figure(claim.words)
    return "万元" if bare.value and claim.written.value == bare.value * 10**4 else ""


def _arabic(sentence: Sentence) -> Iterator[Claim]:
    return (one for one in sentence.claims if one.is_arabic)


def _plain(value: Fraction, places: int) -> str:
    return f"{float(rounded(value, Fraction(1, 10**places))):.{places}f}"


def _regrouped(claim: Claim, value: Fraction, places: int) -> str:
    number = float(rounded(value, Fraction(1, 10**places)))
    return f"{number:,.{places}f}" if "," in claim.digits else f"{number:.{places}f}"


def _places(claim: Claim) -> int:
    return len(claim.digits.partition(".")[2])


def _number(claim: Claim) -> Fraction:
    return Fraction(claim.digits.replace(",", ""))


def digit(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """One digit is another."""
    for claim in _arabic(sentence):
        places = [at for at, character in enumerate(claim.digits) if character.isdigit()]
        for at in chance.sample(places, min(3, len(places))):
            new = chance.choice([one for one in "123456789" if one != claim.digits[at]])
            yield from _rewritten(sentence, claim, claim.digits[:at] + new + claim.digits[at + 1 :])


def transposition(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Two neighbouring digits change places."""
    for claim in _arabic(sentence):
        d = claim.digits
        pairs = [at for at in range(len(d) - 1) if d[at : at + 2].isdigit() and d[at] != d[at + 1]]
        for at in chance.sample(pairs, min(2, len(pairs))):
            if at or d[1] != "0":
                yield from _rewritten(sentence, claim, d[:at] + d[at + 1] + d[at] + d[at + 2 :])


def magnitude(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Ten times as much, or a tenth."""
    for claim in _arabic(sentence):
        places = _places(claim)
        yield from _rewritten(sentence, claim, _regrouped(claim, _number(claim) * 10, max(places - 1, 0)))
        yield from _rewritten(sentence, claim, _regrouped(claim, _number(claim) / 10, places + 1))


def money_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """万元 for 亿元, 元 for 万元."""
    for claim in _arabic(sentence):
        for new in {"亿元": ("万元",), "万元": ("亿元", "元"), "元": ("万元",)}.get(claim.rest, ()):
            if not _allowed(sentence, claim, figure(claim.digits + new)):
                yield _put(sentence, claim, claim.digits + new)


_OTHER_UNITS = {
    "人": ("人次", "户"), "名": ("人次",), "人次": ("人", "户"), "家": ("人", "户"), "家次": ("家",), "件": ("人次",),
    "场": ("次", "期"), "个": ("人",), "台": ("套", "家"), "条": ("家",), "起": ("人",), "处": ("户",), "支": ("人",),
    "卷": ("件", "页"), "批次": ("件",), "天": ("小时",), "分钟": ("小时",), "部": ("户",), "户": ("人",), "份": ("人",),
    "支队伍": ("人",), "页": ("卷",), "期": ("场次",), "分": ("%",), "公里": ("米",), "立方米": ("平方米",),
}  # fmt: skip


def count_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """人次 for 人, 卷 for 页."""
    for claim in _arabic(sentence):
        scale = claim.rest[:1] if claim.rest[:1] in {"万", "亿"} else ""
        for new in _OTHER_UNITS.get(claim.rest.removeprefix(scale), ()):
            yield _put(sentence, claim, claim.digits + scale + new)


def percent_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """百分点 for %, ‰ for %, and the other way round."""
    for claim in _arabic(sentence):
        for new in {"%": ("个百分点", "‰"), "个百分点": ("%", "‰")}.get(claim.rest, ()):
            yield _put(sentence, claim, claim.digits + new)


def role(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The target for the actual value, the first budget for the adjusted one."""
    for claim in _arabic(sentence):
        own, _dot, field = claim.formula.partition(".")
        for name, value in sentence.roles.get(own, {}).items():
            if field in sentence.roles[own] and name != field and _unit(value) == _unit(claim.written):
                scale = (
                    figure("1" + claim.rest + _implied(claim)).value if claim.rest or _implied(claim) else Fraction(1)
                )
                places = max(_places(claim), len(str(float(value.value / scale)).partition(".")[2].rstrip("0")))
                yield from _rewritten(sentence, claim, _regrouped(claim, value.value / scale, min(places, 4)))


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
            yield _swapped(sentence, one, new)


def _swapped(sentence: Sentence, one: Saying, new: str) -> str:
    return sentence.text[: one.start] + new + sentence.text[one.start + len(one.words) :]


def subject(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A true number of another subject, with the same unit."""
    for claim in _arabic(sentence):
        fitting = [
            other for other in sentence.others
            if other.is_arabic and other.rest == claim.rest and other.row != claim.row and other.row and claim.row
            and other.sign == "=" and not _allowed(sentence, claim, other.written)
        ]  # fmt: skip
        for other in chance.sample(fitting, min(3, len(fitting))):
            yield from _rewritten(sentence, claim, other.digits)


def exchange(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Two neighbouring numbers of one unit change places."""
    for first, second in pairwise(_arabic(sentence)):
        if first.rest != second.rest or _implied(first) != _implied(second):
            continue
        if _allowed(sentence, first, second.written) or _allowed(sentence, second, first.written):
            continue
        between = sentence.text[first.end : second.start]
        yield sentence.text[: first.start] + second.words + between + first.words + sentence.text[second.end :]


def year(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another year for the year of the report."""
    for claim in sentence.claims:
        if claim.formula == "y":
            for other in (sentence.year - 1, sentence.year - 3, sentence.year + 4):
                new = claim.words.replace(str(sentence.year), str(other))
                if new != claim.words:
                    yield _put(sentence, claim, new)


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
                yield _swapped(sentence, one, new)


def rounding(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """One more or less in the last digit written."""
    for claim in _arabic(sentence):
        places = _places(claim)
        for step in (1, -1):
            if places:
                yield from _rewritten(
                    sentence, claim, _regrouped(claim, _number(claim) + Fraction(step, 10**places), places)
                )


def truncation(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Cut off instead of rounded up: 94.56 → 94.5."""
    for claim in _arabic(sentence):
        places = _places(claim)
        for fewer in range(1, places + 1):
            digits = claim.digits[:-fewer].rstrip(".")
            if claim.sign == "=" and len(digits.replace(".", "")) > 1:
                yield from _rewritten(sentence, claim, digits)


_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "增幅": "降幅", "提高": "降低", "上升": "下降", "高于": "低于",
    "低于": "高于", "高": "低", "低": "高", "缩短": "延长", "好于": "差于", "超出": "低于", "高出": "低出", "节约": "超支",
    "省": "超", "差": "高",
}  # fmt: skip


def direction(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """增长 for 下降, 高于 for 低于."""
    for one in sentence.sayings:
        if one.kind in {"up", "down"} and one.words in _OPPOSITE:
            yield _swapped(sentence, one, _OPPOSITE[one.words])


_VERDICTS = {
    "missed": ("达到", "超额完成", "已经完成"), "met": ("没有达到", "未完成"), "over": ("没有完成", "未达到"),
}  # fmt: skip
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
        if one.kind in _VERDICTS:
            for new in _FITTING.get(one.words, ()):
                yield _swapped(sentence, one, new)


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
    "选送节目获得二等奖。",
    "在省级比赛中获3枚金牌、2枚银牌。",
    "荣获一等奖1个、三等奖4个。",
    "被授予省级先进集体称号。",
)
_INVENTED = (
    "全年接听热线17,465通。", "更新办公设备86台。", "举办专题讲座39场。", "压减会议费52.7万元。", "发出督办单148份，办结率97.9%。",
    "印发宣传手册6.8万册。", "四百余名志愿者参与服务。", "走访企业183家。", "线上办理率由54%提高到81%。", "召开调度会28次。",
    "公务接待费同比下降41.2%。", "引进急需人才19名。", "为经营主体减免费用963万元。", "短视频播放量超过72万次。",
    "七成以上受访者表示认可。", "完成政府采购2,417.60万元。", "打造样板点31个。", "轮训干部527人次。", "改造用房4,380平方米。",
    "平均办理时限压缩至3.5个工作日。", "共享数据接口由12个增加到45个。", "一半以上的事项实现全程网办。", "资产处置收入118.36万元。",
)  # fmt: skip
_PROJECTS = ("水库移民后期扶持", "校园足球场地建设", "粮食仓储智能化改造", "殡葬设施提升")


def ordinal(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """第八届 for 第九届, or one that nobody entered."""
    for one in sentence.sayings:
        match = re.search(r"第([一二三四五六七八九])届", one.words) if one.kind == "@" else None
        if match:
            for new in chance.sample([other for other in NUMERALS[1:] if other != match[1]], 3):
                yield _swapped(sentence, one, one.words.replace(match[0], f"第{new}届"))
    yield from _added(*_ORDINALS)(sentence, chance)


def document_number(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another number or year in a 文号, or a 文号 that nobody entered."""
    for one in sentence.sayings:
        match = re.search(r"〔(\d{4})〕(\d+)号", one.words) if one.kind == "@" else None
        if match:
            yield _swapped(sentence, one, one.words.replace(f"〔{match[1]}", f"〔{int(match[1]) - 1}"))
            yield _swapped(sentence, one, one.words.replace(f"{match[2]}号", f"{int(match[2]) + 1}号"))
            yield _swapped(sentence, one, "国" + one.words[1:])
    yield from _added(*_DOCUMENTS)(sentence, chance)


def notice(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another notice's name."""
    for one in sentence.sayings:
        if one.kind == "notice":
            yield _swapped(sentence, one, "《关于印发部门绩效目标编制规程的通知》")
            other_year = re.sub(r"(?<=20)\d\d", "18", one.words)
            yield _swapped(sentence, one, other_year.replace("扶持办法", "扶持细则").replace("管理办法", "管理规定"))
    yield from _added(*_NOTICES)(sentence, chance)


def body(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another department's or body's name."""
    for one in sentence.sayings:
        if one.kind in {"own", "body"} and re.search(r"[市县区]", one.words):
            for place in ("远山市", "白桦县"):
                new = re.sub(r"^[^市县区]*[市县区]", place, one.words)
                if new != one.words and len(one.words) > 5:
                    yield _swapped(sentence, one, new)
    yield from _added(*_BODIES)(sentence, chance)


def project(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A project that is not ours, with the money of one that is, or with money of its own."""
    for one in sentence.sayings:
        if one.kind == "project":
            yield from (_swapped(sentence, one, other) for other in _PROJECTS)
    added = [f"{name}项目支出{chance.randint(21, 98)}.{chance.randint(11, 99)}万元。" for name in _PROJECTS]
    yield from _added(*added)(sentence, chance)


def sums(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A sum or difference that is off."""
    for claim in _arabic(sentence):
        if re.search(r"[+-]", claim.formula) and not re.search(r"[/*]", claim.formula):
            places = _places(claim)
            unit = Fraction(chance.choice((1, 2, 5, 10)) if _number(claim) < 100 else chance.choice((3, 10, 100)))
            for step in (unit, -unit, Fraction(chance.choice((1, 2, 3)), 10**places)):
                if _number(claim) + step > 0:
                    yield from _rewritten(sentence, claim, _regrouped(claim, _number(claim) + step, places))


def ratio(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A rate, share or mean that is off."""
    for claim in _arabic(sentence):
        if "/" in claim.formula:
            places = _places(claim)
            for step in (Fraction("0.4"), Fraction("-1.3"), Fraction(chance.choice((2, 3, 5)))):
                value = _number(claim) + (step if places else round(float(step)) or 1)
                if value > 0:
                    yield from _rewritten(sentence, claim, _regrouped(claim, value, places))


def _whole(claim: Claim, low: int, high: int) -> int | None:
    value = _number(claim)
    return int(value) if value.denominator == 1 and low < value < high and "." not in claim.digits else None


def chinese_numerals(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number in Chinese numerals."""
    for claim in _arabic(sentence):
        value = _whole(claim, 10, 10_000)
        if value is None or claim.rest[:1] in {"万", "亿"}:
            continue
        for step in chance.sample((-6, -2, 4, 9), 2):
            if value + step > 0 and not _allowed(sentence, claim, figure(f"{value + step}{claim.rest}")):
                words = in_chinese(value + step)
                yield _put(sentence, claim, f"百分之{words}" if claim.rest == "%" else words + claim.rest)


def formal_numerals(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong amount in 大写: 壹佰贰拾万元."""
    for claim in _arabic(sentence):
        number = _number(claim)
        if claim.rest not in {"万元", "元"} or not 10 < number < 10_000:
            continue
        value = int(number) + chance.choice((2, 13, 40))
        if not _allowed(sentence, claim, figure(f"{value}{claim.rest}")):
            yield _put(sentence, claim, in_chinese(value, FORMAL, ("仟", "佰", "拾", "")) + claim.rest + "整")


def in_chinese(value: int, numerals: str = NUMERALS, scales: Sequence[str] = ("千", "百", "十", "")) -> str:
    """A whole number below 10,000 in Chinese numerals."""
    words, gap = "", False
    for power, scale in zip((1000, 100, 10, 1), scales, strict=True):
        part = value // power % 10
        if part:
            words += (numerals[0] if gap and words else "") + numerals[part] + scale
        gap = not part
    return words


def tenths(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """A wrong share in 成 or 分之, or a wrong multiple."""
    for claim in _arabic(sentence):
        qualified = sentence.text[: claim.start].endswith((*_ABOUT, *_MORE, *_LESS))
        if claim.rest == "%" and 0 < claim.true <= 100 and not qualified:
            share = int(claim.true / 10)
            if share < 8:
                yield _put(sentence, claim, f"超{NUMERALS[share + 2]}成")
            if share > 1:
                yield _put(sentence, claim, f"不足{NUMERALS[share - 1]}成")
            if claim.true < 60 or claim.true > 80:
                yield _put(sentence, claim, "三分之二")
            if claim.true < 90:
                yield _put(sentence, claim, "1.6倍")


def ranges(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A range that the figure lies outside of."""
    for claim in _arabic(sentence):
        value = _whole(claim, 20, 100_000)
        if value is not None and claim.sign == "=" and "," not in claim.digits:
            step = max(2, value // 10)
            low = value + step if chance.random() < 0.5 else value - 3 * step
            yield _put(sentence, claim, f"{low}—{low + step}{claim.rest}")


def full_width(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number in full-width digits."""
    wide = {48 + at: 0xFF10 + at for at in range(10)}
    yield from _disguised(sentence, chance, lambda words: words.translate(wide))


def spaced(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number with a space among its digits."""
    yield from _disguised(sentence, chance, lambda words: f"{words[:-1]} {words[-1:]}", str.isdigit)


def hidden(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number with an invisible character inside."""
    mark = chance.choice(("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d"))
    yield from _disguised(sentence, chance, lambda words: words[:1] + mark + words[1:])


def _disguised(
    sentence: Sentence, chance: random.Random, change: Callable[[str], str],
    fits: Callable[[str], bool] = bool,
) -> Iterator[str]:  # fmt: skip
    for claim in _arabic(sentence):
        at = chance.randrange(len(claim.digits))
        if len(claim.digits) > 1 and claim.digits[at].isdigit() and fits(claim.digits):
            new = chance.choice([one for one in "123456789" if one != claim.digits[at]])
            digits = claim.digits[:at] + new + claim.digits[at + 1 :]
            for _ in _rewritten(sentence, claim, digits):
                yield _put(sentence, claim, change(digits) + claim.rest)


def approximators(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """超过, 不足 and 余 that an exact figure does not bear; a target is let be, which may be a bound itself."""
    for claim in _arabic(sentence):
        before = sentence.text[max(0, claim.start - 3) : claim.start]
        if claim.sign != "=" or claim.true != claim.written.value or claim.formula.endswith((".t", "target_value")):
            continue
        if re.search(r"[约近超过于足到限至控出≥≤]", before):
            continue
        yield _put(sentence, claim, "超过" + claim.words)
        yield _put(sentence, claim, "不足" + claim.words)
        if _whole(claim, 9, 10**9) is not None and claim.rest and claim.rest[0] not in "万亿%个":
            yield _put(sentence, claim, claim.digits + "余" + claim.rest)


def rating(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another grade."""
    if sentence.rating and sentence.is_prose:
        wrong = next(one for one in "良中优差" if one != sentence.rating)
        yield sentence.text + f"自评等级确定为“{wrong}”。"
        yield sentence.text + ("评价结果为良好。" if sentence.rating == "优" else "评价结果为优秀。")


rank, medal, invented = _added(*_RANKS), _added(*_MEDALS), _added(*_INVENTED)

FIGURE_KINDS: dict[str, Mutator] = {
    one.__name__: one for one in (
        digit, transposition, magnitude, money_unit, count_unit, percent_unit, subject, exchange, rounding, truncation,
        sums, ratio, chinese_numerals, formal_numerals, tenths, ranges, full_width, spaced, hidden, approximators,
    )
}  # fmt: skip
ADDED_KINDS: dict[str, Mutator] = {
    "scope": scope, "rating": rating, "rank": rank, "medal": medal, "invented": invented, "ordinal": ordinal,
    "document_number": document_number, "notice": notice, "body": body, "project": project,
}  # fmt: skip
KINDS: dict[str, Mutator] = {
    **FIGURE_KINDS, "role": role, "role_words": role_words, "year": year, "date": date, "direction": direction,
    "verdict": verdict, "false_verdict": false_verdict, **ADDED_KINDS,
}  # fmt: skip
