"""Arithmetic in words (文中计算): rates beside their two numbers, parts beside their whole, impossible shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number, round_half_up

HUNDRED = Decimal(100)
_RATE_WORDS = re.compile(
    r"(?:率|满意度|占比|比例|占|占全部|占总数|占总额|完成|完成了|完成目标的|完成目标|完成计划的|完成任务的|完成年度目标的)(?:的|为|达到|达|是|约|分别)?$"
)
_OTHER_SCOPE = re.compile(
    r"上年|去年|同比|比\d{4}|目标|计划|低于|高于|超过|不低于|提高|下降|增长|以上|任务|累计|分别|近三年|平均"
)


def places_of(value: Decimal) -> int:
    """The number of decimals with which *value* is written."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def claims_in(text: str) -> list[Mention]:
    """The numbers of *text* that state something and have a value, in order."""
    return [m for m in scan(text).claims if m.value is not None]


def number_written(mention: Mention) -> Decimal:
    """The number of *mention* as it is written, in its own unit."""
    assert mention.quantity is not None
    return mention.quantity.value


def rates_in_words(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 预算585.40万元，支出563.99万元，执行率97.34% — a rate that its two neighbours do not give."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = claims_in(sentence)
            for at, mention in enumerate(claims):
                if mention.kind is MentionKind.PERCENT and mention.unit.symbol == "%" and mention.quantity is not None:
                    yield from _execution(passage, start, sentence, claims[:at], mention)
                    yield from _rate(passage, start, sentence, claims[:at], mention)


def _rate(passage: Passage, start: int, sentence: str, before: Sequence[Mention], rate: Mention) -> Iterator[Finding]:
    lead = sentence[: rate.phrase_start]
    if not _RATE_WORDS.search(lead) or rate.approximate or rate.comparator is not None:
        return
    near = [m for m in before if m.unit.dimension not in {"share", ""} and rate.start - m.end <= 80]
    if len(near) < 2:
        return
    one, other = near[-2:]
    between = sentence[one.start : rate.start]
    if one.unit.dimension != other.unit.dimension or one.unit.dimension in {
        "month",
        "day",
        "score",
        "percentage point",
    }:
        return
    if one.approximate or other.approximate or rate.start - other.end > 16 or other.start - one.end > 20:
        return
    if _OTHER_SCOPE.search(sentence[max(one.start - 6, 0) : rate.start]) and "完成目标" not in between:
        return
    if re.search(r"执行率(?:为|达到|达|是)?$", lead) and _OTHER_BUDGET.search(sentence[one.end : other.start]):
        return  # two budgets, of which the rate is no share
    assert one.value is not None and other.value is not None and rate.value is not None
    low, high = sorted((one.value, other.value))
    if high == 0 or low < 0:
        return
    written = number_written(rate)
    exact = low / high * HUNDRED
    if rate.value > HUNDRED and low > 0:
        exact = high / low * HUNDRED
    places = places_of(written)
    told = [m for m in before if m.start > other.end and m.unit.symbol == "%" and m.quantity is not None]
    if any(round_half_up(exact, places_of(number_written(m))) == number_written(m) for m in told):
        return  # 发放2000份，收回1924份，回收率96.2%，满意度95.7%: the two have given theirs
    if _comes_from_others(passage.text[: start + len(sentence)], one.unit.dimension, written, places):
        return
    remainder = round_half_up(HUNDRED - exact, places)
    if written == remainder or abs(written - exact) > 12:
        return
    right = round_half_up(exact, places)
    cut = abs(written - exact) < Decimal(1).scaleb(-places)
    yield found(
        "RATE_ROUNDING" if cut else "RATE_IN_TEXT",
        Severity.WARNING if cut else Severity.ERROR,
        f"文中写{rate.text}，按前面的{one.text}和{other.text}计算应为{plain_number(right)}%"
        + ("（应四舍五入，不应截断）" if cut else ""),
        f"改为{right}%，或核对前面两个数",
        passage.place(start + rate.start, start + rate.end),
        passage.place(start + one.start, start + other.end),
    )


def _execution(
    passage: Passage, start: int, sentence: str, before: Sequence[Mention], rate: Mention
) -> Iterator[Finding]:
    """An 执行率 whose sentence holds the amount spent alone: the budget is the largest amount told before."""
    amounts = [m for m in before if m.unit.dimension == "money"]
    lead = sentence[: rate.phrase_start]
    if not re.search(r"执行率(?:为|达到|达)?$", lead) or len(amounts) != 1 or rate.approximate:
        return
    text = passage.text[:start]
    told = [
        m for m in claims_in(text) if m.unit.dimension == "money" and m.value and _BUDGET_WORD.search(text[: m.start])
    ]
    if not told or _OTHER_SCOPE.search(lead) or rate.start - amounts[0].end > 16:
        return
    whole = max(told, key=lambda m: m.value or Decimal(0))
    spent, written = amounts[0].value, number_written(rate)
    assert spent is not None and whole.value is not None
    exact = spent / whole.value * HUNDRED
    places = places_of(written)
    if _comes_from_others(passage.text[: start + rate.start], "money", written, places) or abs(written - exact) > 8:
        return
    yield found(
        "RATE_IN_TEXT",
        Severity.ERROR,
        f"文中写执行率{rate.text}，按前面的{amounts[0].text}和{whole.text}计算应为{round_half_up(exact, places)}%",
        "改正执行率，或核对两个金额",
        passage.place(start + rate.start, start + rate.end),
        passage.place(start + amounts[0].start, start + amounts[0].end),
    )


_BUDGET_WORD = re.compile(r"(?:预算|批复|安排|收入|下达)[^，。；]{0,6}$")
_OTHER_BUDGET = re.compile(r"(?:调整|调减|调增|预算|追加)(?:后|数|为|到|至|额|的|[\u4e00-\u9fff]){0,4}$")


def _comes_from_others(before: str, dimension: str, written: Decimal, places: int) -> bool:
    """Whether two numbers of the text before, or one and the sum of two neighbours, make the rate as written."""
    values = [m.value for m in claims_in(before) if m.unit.dimension == dimension and m.value]
    values += [one + other for one, other in pairwise(values)]
    return any(round_half_up(m / n * HUNDRED, places) == written for m in values for n in values)


DETECTORS: tuple[Detector, ...] = (rates_in_words,)
