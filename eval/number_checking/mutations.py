# ruff: noqa: E501
"""Ways to make a true sentence false, each a function from a sentence to its false versions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.model.checked_text import CheckedMention, Verdict
from reportgen.model.facts import FactLedger
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, plain_number

TRUE = frozenset({Verdict.TRACED, Verdict.DERIVED})


@dataclass(frozen=True)
class Sentence:
    """One line of a truthful text, its numbers as judged, and the facts they restate."""

    text: str
    mentions: tuple[CheckedMention, ...]  # offsets in *text*
    ledger: FactLedger
    year: int
    others: tuple[CheckedMention, ...]  # true numbers of the rest of the text
    has_misses: bool
    rating: str


Mutator = Callable[[Sentence, random.Random], Iterator[str]]
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CLAIMS = frozenset("money percent count score duration bare".split())


def _put(sentence: Sentence, mention: CheckedMention, words: str) -> str:
    return sentence.text[: mention.start] + words + sentence.text[mention.end :]


def _numbers(sentence: Sentence) -> Iterator[tuple[CheckedMention, str]]:
    """The true numbers written in Arabic digits, with their digits."""
    for mention in sentence.mentions:
        match = _DIGITS.match(mention.text)
        if mention.verdict in TRUE and mention.kind in _CLAIMS and match:
            yield mention, match[0]


def _values(sentence: Sentence, mention: CheckedMention) -> list[Quantity]:
    return [
        fact.quantity
        for one in mention.facts
        if (fact := sentence.ledger.get(one)) is not None and fact.quantity is not None
    ]


def _still_true(sentence: Sentence, mention: CheckedMention, words: str) -> bool:
    """Whether the new words restate a fact of the old ones, by rounding or by an approximator."""
    found = [one for one in scan(words).mentions if one.quantity is not None]
    if not found:
        return False
    written = found[0].quantity
    old = [one for one in scan(mention.text).mentions if one.quantity is not None]
    if old and old[0].quantity is not None and written is not None and old[0].quantity.same_amount(written):
        return True
    return any(written is not None and written.restates(value) for value in _values(sentence, mention))


_LOOSE = re.compile(r"(?:超过|突破|超|接近|近|约|高于|不少于|不低于|控制在)$")


def _bounded_truth(sentence: Sentence, mention: CheckedMention, words: str) -> bool:
    """Whether a figure behind 超过, 突破 or 近 is still true, though it says less."""
    before = sentence.text[: mention.start]
    match = _LOOSE.search(before)
    values = [value for value in _values(sentence, mention) if value is not None]
    found = [one.quantity for one in scan(words).mentions if one.quantity is not None]
    if match is None or not values or not found or "的目标" in sentence.text[mention.end : mention.end + 4]:
        return False
    below = all(found[0].base < value.base for value in values)
    return below if match[0] in {"超过", "突破", "超", "高于", "不少于", "不低于"} else found[0].base > values[0].base


def _replaced(sentence: Sentence, mention: CheckedMention, digits: str, new: str) -> Iterator[str]:
    words = new + mention.text[len(digits) :]
    if _bounded_truth(sentence, mention, words):
        return
    if new != digits and not _still_true(sentence, mention, words):
        yield _put(sentence, mention, words)


def digit(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """One digit is another."""
    for mention, digits in _numbers(sentence):
        places = [at for at, character in enumerate(digits) if character.isdigit()]
        for at in chance.sample(places, min(3, len(places))):
            new = chance.choice([one for one in "123456789" if one != digits[at]])
            yield from _replaced(sentence, mention, digits, digits[:at] + new + digits[at + 1 :])


def transposition(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Two neighbouring digits change places."""
    for mention, digits in _numbers(sentence):
        pairs = [
            at for at in range(len(digits) - 1)
            if digits[at].isdigit() and digits[at + 1].isdigit() and digits[at] != digits[at + 1] and digits[at + 1] != "0"
        ]  # fmt: skip
        for at in chance.sample(pairs, min(2, len(pairs))):
            yield from _replaced(
                sentence, mention, digits, digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            )


def magnitude(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Ten times as much, or a tenth."""
    for mention, digits in _numbers(sentence):
        value = Decimal(digits.replace(",", ""))
        for new in (value * 10, value / 10):
            yield from _replaced(sentence, mention, digits, plain_number(new))


def money_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """万元 for 亿元, 元 for 万元."""
    for mention, digits in _numbers(sentence):
        for old, news in (("亿元", ("万元",)), ("万元", ("亿元", "元")), ("元", ("万元",))):
            if mention.kind == "money" and mention.text.endswith(digits + old):
                for new in news:
                    yield _put(sentence, mention, digits + new)
                break


_OTHER_UNITS = {
    "人": ("人次", "户"), "名": ("人次",), "人次": ("人",), "户": ("人",), "家": ("人", "户"), "件": ("人次",),
    "公里": ("米", "亩"), "座": ("公里",), "辆次": ("辆",), "辆": ("辆次",), "套": ("户",), "处": ("户",), "所": ("人",),
    "台套": ("家",), "小时": ("天",), "份": ("人",), "亩": ("公顷",), "万亩": ("万公顷",), "场": ("人次",),
}  # fmt: skip


def count_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """人次 for 人, 户 for 人."""
    for mention, _digits in _numbers(sentence):
        for new in _OTHER_UNITS.get(mention.unit, ()):
            if mention.text.endswith(mention.unit):
                yield _put(sentence, mention, mention.text[: -len(mention.unit)] + new)


def percent_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """百分点 for %, and the other way round."""
    for mention, digits in _numbers(sentence):
        if mention.text.endswith("%"):
            yield _put(sentence, mention, digits + "个百分点")
            yield _put(sentence, mention, digits + "‰")
        elif mention.text.endswith("个百分点"):
            yield _put(sentence, mention, digits + "%")


_OTHER_ROLE = {
    "actual_value": ("target_value", "previous_actual"), "target_value": ("actual_value",),
    "original_budget": ("actual_expenditure", "adjusted_budget"), "adjusted_budget": ("original_budget", "actual_expenditure"),
    "actual_expenditure": ("adjusted_budget", "previous_actual", "budget"), "budget": ("actual_expenditure",),
}  # fmt: skip


def role(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The target for the actual value, the original budget for the adjusted one."""
    for mention, _digits in _numbers(sentence):
        for one in mention.facts[:1]:
            head, _, last = one.rpartition(".")
            for other in _OTHER_ROLE.get(last, ()):
                fact = sentence.ledger.get(f"{head}.{other}")
                own = sentence.ledger[one].quantity
                if fact is None or fact.quantity is None or own is None or not own.comparable(fact.quantity):
                    continue
                if fact.quantity.same_amount(own):
                    continue
                unit = own.unit if mention.unit == "元" or not mention.unit else fact.quantity.unit
                value = fact.quantity.to(fact.quantity.unit if mention.kind != "money" else unit)
                words = f"{plain_number(value.value)}{value.unit.symbol}"
                if not _still_true(sentence, mention, words) and not _bounded_truth(sentence, mention, words):
                    yield _put(sentence, mention, words)


_ROLE_WORDS = (
    ("计划", "实际"),
    ("实际", "计划"),
    ("年初预算", "全年执行"),
    ("全年预算", "年初预算"),
    ("目标", "上年"),
    ("上年", "年度目标"),
)


_FIELDS_OF_WORDS = {
    "实际": ("actual_value",), "计划": ("target_value",), "全年执行": ("actual_expenditure",),
    "年初预算": ("original_budget",), "年度目标": ("target_value",), "上年": ("previous_actual",),
}  # fmt: skip


def role_words(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The words of a role exchanged: 计划筛查9000人，实际…… → 实际筛查9000人."""
    for old, new in _ROLE_WORDS:
        for match in re.finditer(old, sentence.text):
            after = next((one for one in sentence.mentions if match.end() <= one.start <= match.end() + 5), None)
            if after is None or after.verdict not in TRUE or not after.facts or after.kind not in _CLAIMS:
                continue
            if after.verdict is Verdict.DERIVED or "，" in sentence.text[match.end() : after.start]:
                continue
            head = after.facts[0].rpartition(".")[0]
            values = {
                fact.quantity.base for key, fact in sentence.ledger.items()
                if key.startswith(head + ".") and fact.quantity is not None
            }  # fmt: skip
            own = sentence.ledger[after.facts[0]].quantity
            same = [
                sentence.ledger.get(f"{head}.{field}") for field in _FIELDS_OF_WORDS.get(new, ())
            ]  # fmt: skip
            if any(one and one.quantity and own and one.quantity.base == own.base for one in same):
                continue  # 年初预算 and 全年预算 are the same: still true
            if len(values) > 1:
                yield sentence.text[: match.start()] + new + sentence.text[match.end() :]


def subject(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A true number of another subject, with the same unit."""
    for mention, _digits in _numbers(sentence):
        heads = {one.rpartition(".")[0] for one in mention.facts}
        fitting = [
            other for other in sentence.others
            if other.unit == mention.unit and other.kind == mention.kind and other.value != mention.value
            and not heads & {one.rpartition(".")[0] for one in other.facts}
        ]  # fmt: skip
        for other in chance.sample(fitting, min(3, len(fitting))):
            if not _still_true(sentence, mention, other.text) and not _bounded_truth(sentence, mention, other.text):
                yield _put(sentence, mention, other.text)


def exchange(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Two numbers of one sentence change places."""
    numbers = [mention for mention, _ in _numbers(sentence)]
    for first, second in pairwise(numbers):
        if first.unit != second.unit or first.value == second.value or first.kind != second.kind:
            continue
        between = sentence.text[first.end : second.start]
        yield sentence.text[: first.start] + second.text + between + first.text + sentence.text[second.end :]


def year(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another year for the year of the report."""
    for match in re.finditer(rf"{sentence.year}(?=年)", sentence.text):
        if any(one.kind == "doc-number" and one.start <= match.start() < one.end for one in sentence.mentions):
            continue
        for other in (sentence.year - 1, sentence.year - 2, sentence.year + 5):
            yield sentence.text[: match.start()] + str(other) + sentence.text[match.end() :]


def date(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another day or month."""
    for match in re.finditer(r"(?<!\d)(\d{1,2})月(\d{1,2})日", sentence.text):
        month, day = int(match[1]), int(match[2])
        for new in (f"{month % 12 + 1}月{day}日", f"{month}月{day % 28 + 1}日"):
            yield sentence.text[: match.start()] + new + sentence.text[match.end() :]


def rounding(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """One more or less in the last digit written."""
    for mention, digits in _numbers(sentence):
        if "." in digits:
            step = Decimal(1).scaleb(-len(digits.rpartition(".")[2]))
            value = Decimal(digits.replace(",", ""))
            for new in (value + step, value - step):
                yield from _replaced(sentence, mention, digits, f"{new:,f}" if "," in digits else f"{new:f}")


def truncation(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Cut off instead of rounded up: 94.56 → 94.5."""
    for mention, digits in _numbers(sentence):
        if "." in digits and len(digits.rpartition(".")[2]) > 1 and digits[-1] in "56789":
            yield from _replaced(sentence, mention, digits, digits[:-1])


_OPPOSITE = (
    ("增长", "下降"), ("增加", "减少"), ("下降", "上升"), ("减少", "增加"), ("提高", "降低"), ("高于", "低于"), ("低于", "高于"),
    ("调增", "调减"), ("调减", "调增"), ("降幅", "增幅"), ("增幅", "降幅"), ("降低", "提高"), ("上升", "下降"), ("高出", "低出"),
    ("结余", "超支"), ("比目标高", "比目标低"),
)  # fmt: skip


def direction(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """增长 for 下降, 高于 for 低于, beside a number that tells how much."""
    for old, new in _OPPOSITE:
        for match in re.finditer(old, sentence.text):
            after = next((one for one in sentence.mentions if 0 <= one.start - match.end() <= 2), None)
            if after is not None and after.verdict is Verdict.DERIVED:
                yield sentence.text[: match.start()] + new + sentence.text[match.end() :]


_VERDICTS = (
    ("没有达到", "超过"), ("没有完成", "已经完成"), ("没有达到", "达到"), ("未达到", "达到"), ("超额完成", "没有完成"),
    ("全部完成", "没有完成"), ("如期完成", "未完成"), ("没有突破", "突破"), ("没有超出", "超出"),
)  # fmt: skip


def verdict(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The opposite verdict."""
    for old, new in _VERDICTS:
        at = sentence.text.find(old)
        clause = sentence.text[at : sentence.text.find("，", at) if "，" in sentence.text[at:] else None]
        if at >= 0 and not sentence.text[:at].endswith("的") and "原因" not in clause:
            yield sentence.text[:at] + new + sentence.text[at + len(old) :]


def false_verdict(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """A verdict added behind the actual value of an indicator that did or did not reach its target."""
    for mention, _digits in _numbers(sentence):
        for one in mention.facts:
            if not re.fullmatch(r"indicator\.[^.]+\.actual_value", one):
                continue
            missed = sentence.ledger.get("count.indicators.missed")
            met = sentence.ledger.get("count.indicators.met")
            if missed and one in missed.operands:
                yield sentence.text[: mention.end] + "，达到年度目标" + sentence.text[mention.end :]
                yield sentence.text[: mention.end] + "，超额完成任务" + sentence.text[mention.end :]
            elif met and one in met.operands:
                yield sentence.text[: mention.end] + "，未达到年度目标" + sentence.text[mention.end :]


_SCOPES = (
    "各项绩效指标均已完成。",
    "年度各项指标全部达到目标值。",
    "所有指标均达标。",
    "全年绩效目标全部实现。",
    "没有一项指标未完成。",
)


def scope(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """全部, 均, 各项 where something was missed."""
    if sentence.has_misses and sentence.text.endswith("。"):
        for words in _SCOPES:
            yield sentence.text + words


def rank(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A rank, a first or an only that nobody entered."""
    if sentence.text.endswith("。"):
        yield sentence.text + chance.choice(
            (
                "考核排名全市第三。",
                "综合成绩名列全省第二名。",
                "这项工作属全国首创。",
                "为全省唯一入选单位。",
                "首次获得省级表彰。",
            )
        )


def medal(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Medals and prizes that nobody entered."""
    if sentence.text.endswith("。"):
        yield sentence.text + chance.choice(
            ("获得金牌3枚、银牌5枚。", "斩获2金4铜。", "荣获一等奖2项。", "获省级奖项7个。")
        )


def document_number(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another 文号."""
    for match in re.finditer(r"〔(\d{4})〕(\d+)号", sentence.text):
        for _ in range(4):
            number = chance.choice([one for one in range(1, 90) if one != int(match[2])])
            yield sentence.text[: match.start()] + f"〔{match[1]}〕{number}号" + sentence.text[match.end() :]
        yield sentence.text[: match.start()] + f"〔{int(match[1]) - 1}〕{match[2]}号" + sentence.text[match.end() :]


def notice(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """A notice that nobody entered."""
    for match in re.finditer(r"《[^》]+》", sentence.text):
        for title in ("市级专项资金分配管理细则", "关于做好森林防火督查的函", "部门年度工作要点"):
            yield sentence.text[: match.start()] + f"《{title}》" + sentence.text[match.end() :]


def body(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Another department's name."""
    name = sentence.ledger["department.name"].text
    if name in sentence.text:
        for other in ("松澜县应急管理局", "青河市民政局", "北屏区农业农村局"):
            yield sentence.text.replace(name, other, 1)
    if sentence.text.endswith("。"):
        yield sentence.text + chance.choice(
            ("松澜县应急管理局会同办理。", "由青河市民政局牵头。", "材料报送北屏区农业农村局。")
        )


def project(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """A project that is not ours, with the money of one that is."""
    for key, fact in sentence.ledger.items():
        if key.startswith("project.") and key.endswith(".name") and f"{fact.text}项目" in sentence.text:
            for other in ("数字乡村示范带创建", "森林消防队伍装备", "非遗传承馆陈列布展"):
                yield sentence.text.replace(fact.text, other, 1)


def sums(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A sum or difference that is off."""
    for mention, digits in _numbers(sentence):
        if mention.verdict is Verdict.DERIVED and mention.kind in {"money", "count"}:
            value = Decimal(digits.replace(",", ""))
            step = Decimal(1) if value < 100 else Decimal(chance.choice((1, 10, 100)))
            for new in (value + step, value - step):
                if new > 0:
                    yield from _replaced(sentence, mention, digits, plain_number(new))


def ratio(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A rate or share that is off."""
    for mention, digits in _numbers(sentence):
        if mention.kind == "percent" and mention.verdict is Verdict.DERIVED:
            value = Decimal(digits)
            for change in (Decimal("0.3"), Decimal("-1.2"), Decimal(chance.choice((2, 3, 5)))):
                yield from _replaced(sentence, mention, digits, plain_number(value + change))


_INVENTED = (
    "全年接待来访群众3,482人次。", "新增设备127台。", "开展专题宣传活动63场。", "节约资金418.6万元。", "处理投诉29件，办结率98.3%。",
    "发放宣传册2.4万份。", "组织志愿者五百余名参与服务。", "帮扶困难家庭217户。", "群众知晓率由61%提高到83%。", "召开专题会议17次。",
    "三公经费同比下降37.5%。", "引进专业人才14名。", "为企业减负2,713万元。", "视频观看量突破50万人次。", "近八成受访者给出好评。",
    "采购金额达到1,208.35万元。", "建成示范点23个。", "培训基层干部446人。", "绿化面积31.7万平方米。", "平均办理时间缩短至2.5个工作日。",
)  # fmt: skip


def invented(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A sentence about things nobody entered."""
    if sentence.text.endswith("。"):
        for words in chance.sample(_INVENTED, 3):
            yield sentence.text + words


_CHINESE = "零一二三四五六七八九"


def chinese_numerals(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number in Chinese numerals."""
    for mention, digits in _numbers(sentence):
        value = Decimal(digits.replace(",", ""))
        if value != int(value) or not 10 < value < 10000 or mention.kind == "money":
            continue
        for wrong in chance.sample([int(value) + step for step in (-7, -3, 3, 11)], 2):
            words = ("百分之" if mention.text.endswith("%") else "") + _in_chinese(wrong)
            rest = "" if mention.text.endswith("%") else mention.text[len(digits) :]
            if wrong > 0 and not rest.startswith(("万", "亿")) and not _bounded_truth(sentence, mention, words + rest):
                yield _put(sentence, mention, words + rest)


def _in_chinese(value: int) -> str:
    words, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // power % 10
        if figure:
            words += ("零" if gap and words else "") + _CHINESE[figure] + unit
            gap = False
        else:
            gap = True
    return words


def full_width(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number in full-width digits."""
    for wrong in digit(sentence, chance):
        yield _widened(sentence.text, wrong, lambda part: part.translate({48 + at: 0xFF10 + at for at in range(10)}))


def hidden(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number with an invisible character inside."""
    mark = chance.choice(("\u200b", "\u2060", "\ufeff", "\u00ad"))
    for wrong in digit(sentence, chance):
        yield _widened(sentence.text, wrong, lambda part: part[:1] + mark + part[1:])


def _widened(old: str, new: str, change: Callable[[str], str]) -> str:
    at = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = at
    while start and (new[start - 1].isdigit() or new[start - 1] in ".,"):
        start -= 1
    end = at
    while end < len(new) and (new[end].isdigit() or new[end] in ".,"):
        end += 1
    return new[:start] + change(new[start:end]) + new[end:]


def approximators(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """近, 超 and 余 that the number does not bear."""
    for mention, digits in _numbers(sentence):
        before = sentence.text[max(0, mention.start - 2) : mention.start]
        if any(word in before for word in "约近超过于足到不限至控") or not mention.facts:
            continue
        values = _values(sentence, mention)
        if not values or not any(value.to(value.unit).value == value.value for value in values):
            continue
        if any(
            one.quantity is not None and one.quantity.same_amount(value)
            for one in scan(mention.text).mentions
            for value in values
        ):
            if mention.kind != "duration":  # 近三年 tells of a time
                yield _put(sentence, mention, "近" + mention.text)
            if not before.endswith("高"):  # 高超 is another word
                yield _put(sentence, mention, "超" + mention.text)
            if mention.kind == "count" and "." not in digits and mention.text[len(digits) :] == mention.unit:
                yield _put(sentence, mention, digits + "余" + mention.unit)


def rating(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Another grade."""
    if sentence.rating and sentence.text.endswith("。"):
        wrong = next(one for one in "中良差优" if one != sentence.rating)
        yield sentence.text + f"评价等级为“{wrong}”。"
        yield sentence.text + f"自评结果为{'优秀' if sentence.rating != '优' else '良好'}。"


KINDS: Sequence[Mutator] = (
    digit, transposition, magnitude, money_unit, count_unit, percent_unit, role, role_words, subject, exchange, year, date,
    rounding, truncation, direction, verdict, false_verdict, scope, rank, medal, document_number, notice, body, project,
    sums, ratio, invented, chinese_numerals, full_width, hidden, approximators, rating,
)  # fmt: skip
