"""Ways to make the figure of a sentence false; none is given out that the annotation allows in that place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from annotated_sentences import (
    ABOUT,
    LESS,
    MORE,
    NUMERALS,
    Claim,
    Sentence,
    allowed,
    arabic,
    implied,
    number_of,
    places_of,
    put,
    regrouped,
    rewritten,
    unit_of,
    whole,
)  # fmt: skip
from annotation import figure, rounded

FORMAL = "零壹贰叁肆伍陆柒捌玖"


def digit(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """One digit is another."""
    for claim in arabic(sentence):
        places = [at for at, character in enumerate(claim.digits) if character.isdigit()]
        for at in chance.sample(places, min(3, len(places))):
            new = chance.choice([one for one in "123456789" if one != claim.digits[at]])
            yield from rewritten(sentence, claim, claim.digits[:at] + new + claim.digits[at + 1 :])


def transposition(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """Two neighbouring digits change places."""
    for claim in arabic(sentence):
        d = claim.digits
        pairs = [at for at in range(len(d) - 1) if d[at : at + 2].isdigit() and d[at] != d[at + 1]]
        for at in chance.sample(pairs, min(2, len(pairs))):
            if at or d[1] != "0":
                yield from rewritten(sentence, claim, d[:at] + d[at + 1] + d[at] + d[at + 2 :])


def magnitude(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Ten times as much, or a tenth."""
    for claim in arabic(sentence):
        places = places_of(claim)
        yield from rewritten(sentence, claim, regrouped(claim, number_of(claim) * 10, max(places - 1, 0)))
        yield from rewritten(sentence, claim, regrouped(claim, number_of(claim) / 10, places + 1))


def money_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """万元 for 亿元, 元 for 万元."""
    for claim in arabic(sentence):
        for new in {"亿元": ("万元",), "万元": ("亿元", "元"), "元": ("万元",)}.get(claim.rest, ()):
            if not allowed(sentence, claim, figure(claim.digits + new)):
                yield put(sentence, claim, claim.digits + new)


_OTHER_UNITS = {
    "人": ("人次", "户"), "名": ("人次",), "人次": ("人", "户"), "家": ("人", "户"), "家次": ("家",), "件": ("人次",),
    "场": ("次", "期"), "个": ("人",), "台": ("套", "家"), "条": ("家",), "起": ("人",), "处": ("户",), "支": ("人",),
    "卷": ("件", "页"), "批次": ("件",), "天": ("小时",), "分钟": ("小时",), "部": ("户",), "户": ("人",),
    "份": ("人",), "支队伍": ("人",), "页": ("卷",), "期": ("场次",), "分": ("%",), "公里": ("米",),
    "立方米": ("平方米",),
}  # fmt: skip


def count_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """人次 for 人, 卷 for 页."""
    for claim in arabic(sentence):
        scale = claim.rest[:1] if claim.rest[:1] in {"万", "亿"} else ""
        if sentence.text[: claim.start].endswith(("编制", "空编", "缺编", "超编")):
            continue  # 编制39人 says the same as 编制39个
        if claim.rest == "个" and sentence.text.startswith(("编制", "空编"), claim.end):
            continue
        for new in _OTHER_UNITS.get(claim.rest.removeprefix(scale), ()):
            if "/" in claim.formula and {claim.rest, new} == {"人", "人次"}:
                continue  # 每场75人次 of 14640人次 is 75人, too
            if new == "%" and "-" in claim.formula:  # 98.06分比97.85分高0.21分, and 0.21% as well
                continue
            yield put(sentence, claim, claim.digits + scale + new)


def percent_unit(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """百分点 for %, ‰ for %, and the other way round."""
    for claim in arabic(sentence):
        for new in {"%": ("个百分点", "‰"), "个百分点": ("%", "‰")}.get(claim.rest, ()):
            yield put(sentence, claim, claim.digits + new)


def role(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """The target for the actual value, the first budget for the adjusted one."""
    for claim in arabic(sentence):
        own, _dot, field = claim.formula.partition(".")
        for name, value in sentence.roles.get(own, {}).items():
            if field in sentence.roles[own] and name != field and unit_of(value) == unit_of(claim.written):
                scale = figure("1" + claim.rest + implied(claim)).value if claim.rest or implied(claim) else Fraction(1)
                places = max(places_of(claim), len(str(float(value.value / scale)).partition(".")[2].rstrip("0")))
                yield from rewritten(sentence, claim, regrouped(claim, value.value / scale, min(places, 4)))


def subject(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A true number of another subject, with the same unit."""
    for claim in arabic(sentence):
        fitting = [
            other for other in sentence.others
            if other.is_arabic and other.rest == claim.rest and other.row != claim.row and other.row and claim.row
            and other.sign == "=" and not allowed(sentence, claim, other.written)
        ]  # fmt: skip
        for other in chance.sample(fitting, min(3, len(fitting))):
            yield from rewritten(sentence, claim, other.digits)


def exchange(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Two neighbouring numbers of one unit change places."""
    for first, second in pairwise(arabic(sentence)):
        if first.rest != second.rest or implied(first) != implied(second):
            continue
        if allowed(sentence, first, second.written) or allowed(sentence, second, first.written):
            continue
        between = sentence.text[first.end : second.start]
        yield sentence.text[: first.start] + second.words + between + first.words + sentence.text[second.end :]


def rounding(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """One more or less in the last digit written."""
    for claim in arabic(sentence):
        places = places_of(claim)
        for step in (1, -1):
            if places:
                yield from rewritten(
                    sentence, claim, regrouped(claim, number_of(claim) + Fraction(step, 10**places), places)
                )


def truncation(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """Cut off instead of rounded up: 94.56 → 94.5."""
    for claim in arabic(sentence):
        places = places_of(claim)
        for fewer in range(1, places + 1):
            digits = claim.digits[:-fewer].rstrip(".")
            if claim.sign == "=" and len(digits.replace(".", "")) > 1 and not _rate_of_two(sentence, claim, digits):
                yield from rewritten(sentence, claim, digits)


def _rate_of_two(sentence: Sentence, claim: Claim, digits: str) -> bool:
    """Whether the two numbers before give that rate, too: 办结率98% of 327 and 332, which is 98.49%."""
    before = [one.true for one in arabic(sentence) if one.end <= claim.start][-2:]
    if claim.rest != "%" or len(before) < 2 or not min(before):
        return False
    rate = min(before) * 100 / max(before)
    return rounded(rate, Fraction(1, 10 ** len(digits.partition(".")[2]))) == Fraction(digits)


def sums(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A sum or difference that is off."""
    for claim in arabic(sentence):
        if re.search(r"[+-]", claim.formula) and not re.search(r"[/*]", claim.formula):
            places = places_of(claim)
            unit = Fraction(chance.choice((1, 2, 5, 10)) if number_of(claim) < 100 else chance.choice((3, 10, 100)))
            for step in (unit, -unit, Fraction(chance.choice((1, 2, 3)), 10**places)):
                if number_of(claim) + step > 0:
                    yield from rewritten(sentence, claim, regrouped(claim, number_of(claim) + step, places))


def ratio(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A rate, share or mean that is off."""
    for claim in arabic(sentence):
        if "/" in claim.formula:
            places = places_of(claim)
            for step in (Fraction("0.4"), Fraction("-1.3"), Fraction(chance.choice((2, 3, 5)))):
                value = number_of(claim) + (step if places else round(float(step)) or 1)
                if value > 0:
                    yield from rewritten(sentence, claim, regrouped(claim, value, places))


def chinese_numerals(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong number in Chinese numerals."""
    for claim in arabic(sentence):
        value = whole(claim, 10, 10_000)
        if value is None or claim.rest[:1] in {"万", "亿"}:
            continue
        for step in chance.sample((-6, -2, 4, 9), 2):
            if value + step > 0 and not allowed(sentence, claim, figure(f"{value + step}{claim.rest}")):
                words = in_chinese(value + step)
                yield put(sentence, claim, f"百分之{words}" if claim.rest == "%" else words + claim.rest)


def formal_numerals(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A wrong amount in 大写: 壹佰贰拾万元."""
    for claim in arabic(sentence):
        number = number_of(claim)
        if claim.rest not in {"万元", "元"} or not 10 < number < 10_000:
            continue
        value = int(number) + chance.choice((2, 13, 40))
        if not allowed(sentence, claim, figure(f"{value}{claim.rest}")):
            yield put(sentence, claim, in_chinese(value, FORMAL, ("仟", "佰", "拾", "")) + claim.rest + "整")


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
    for claim in arabic(sentence):
        qualified = sentence.text[: claim.start].endswith((*ABOUT, *MORE, *LESS))
        if claim.rest == "%" and 0 < claim.true <= 100 and not qualified:
            share = int(claim.true / 10)
            if share < 8:
                yield put(sentence, claim, f"超{NUMERALS[share + 2]}成")
            if share > 1:
                yield put(sentence, claim, f"不足{NUMERALS[share - 1]}成")
            if claim.true < 60 or claim.true > 80:
                yield put(sentence, claim, "三分之二")
            if claim.true < 90:
                yield put(sentence, claim, "1.6倍")


def ranges(sentence: Sentence, chance: random.Random) -> Iterator[str]:
    """A range that the figure lies outside of."""
    for claim in arabic(sentence):
        value = whole(claim, 20, 100_000)
        if value is not None and claim.sign == "=" and "," not in claim.digits:
            step = max(2, value // 10)
            low = value + step if chance.random() < 0.5 else value - 3 * step
            yield put(sentence, claim, f"{low}—{low + step}{claim.rest}")


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
    for claim in arabic(sentence):
        at = chance.randrange(len(claim.digits))
        if len(claim.digits) > 1 and claim.digits[at].isdigit() and fits(claim.digits):
            new = chance.choice([one for one in "123456789" if one != claim.digits[at]])
            digits = claim.digits[:at] + new + claim.digits[at + 1 :]
            for _ in rewritten(sentence, claim, digits):
                yield put(sentence, claim, change(digits) + claim.rest)


def approximators(sentence: Sentence, _: random.Random) -> Iterator[str]:
    """超过, 不足 and 余 that an exact figure does not bear; a target is let be, which may be a bound itself."""
    for claim in arabic(sentence):
        before = sentence.text[max(0, claim.start - 3) : claim.start]
        if claim.sign != "=" or claim.true != claim.written.value or claim.formula.endswith((".t", "target_value")):
            continue
        bounded = re.match(r"(?:以[上下内]|之?内|左右)", sentence.text[claim.end :])  # 超过24小时内 says nothing
        if bounded or re.search(r"[约近超过破于足到限至控出≥≤]", before):
            continue
        yield put(sentence, claim, "超过" + claim.words)
        yield put(sentence, claim, "不足" + claim.words)
        if whole(claim, 9, 10**9) is not None and claim.rest and claim.rest[0] not in "万亿%个":
            yield put(sentence, claim, claim.digits + "余" + claim.rest)
