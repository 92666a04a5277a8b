"""Shares and rates of any name (比率): against every pair of numbers nearby that could give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.figures import HUNDRED, Figure, decimals, figures_of, is_slip, is_turned
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, prose_of
from reportgen.checking.consistency.wholes import whole_budget, whole_spent
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number, round_half_up

_NO_OPERAND = frozenset({"share", "percentage point", "score", "year", ""})
_OF = re.compile(r"占[^，。；\d]{0,10}$|(?:占比|比重|比例)(?:的|为|达到|达|是)*$")
_RATE = re.compile(
    r"(?:率|满意度|比例|占比|比重|占[^，。；\d]{0,10}|完成(?:全年|年度)?(?:目标|计划|任务)的?)(?:的|为|达到|达|是)*$"
)
_OTHER_SCOPE = re.compile(
    r"上年|去年|同比|20\d\d年的|比\d|低于|高于|超过|不少于|提高|下降|增长|以上|分别|近三年|上升|增加|减少|同期|历年|增幅|降幅|不低|控制在|目标(?:值)?为?$"
)
_SENTENCE = "。；;\n"
_CLOSE = Decimal(15)  # percentage points
_WAN = Decimal(10000)
_ROUNDED = Decimal("0.05")
_GAP = 40
_FAR = 60  # characters from the rate back to its numbers


@dataclass(frozen=True, slots=True)
class _Shared:
    """An amount with the share that is told right behind it: 人员经费47,040万元，占75.00%."""

    part: Figure
    share: Figure


def shares_of_one_whole(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: parts that make a whole told nearby, each with its share, one of which is of another whole."""
    wholes = [one for one in (whole_spent(paper), whole_budget(paper)) if one is not None]
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for group in _groups(passage.text, figures):
            yield from _of_one_whole(passage, group, [*figures, *wholes])


def _groups(text: str, figures: Sequence[Figure]) -> Iterator[list[_Shared]]:
    """Runs of two or more amounts of one kind, each with its share behind it."""
    run: list[_Shared] = []
    for part, share in pairwise(figures):
        told = (
            _in_percent(share)
            and part.kind not in _NO_OPERAND
            and not part.is_change
            and _OF.search(share.lead) is not None
            and share.start - part.end <= 16
            and not _OTHER_SCOPE.search(share.lead)
        )
        if not told:
            continue
        gap = text[run[-1].share.end : part.start] if run else ""
        alone = run and (share.lead == run[-1].share.lead != "占" or not re.search(r"\d", gap))
        if run and (part.kind != run[-1].part.kind or len(gap) > _GAP or not alone):
            if len(run) > 1:
                yield run
            run = []
        run.append(_Shared(part, share))
    if len(run) > 1:
        yield run


def _of_one_whole(passage: Passage, group: Sequence[_Shared], told: Sequence[Figure]) -> Iterator[Finding]:
    kind, total = group[0].part.kind, sum((each.part.value for each in group), Decimal(0))
    blur = sum((each.part.blur for each in group), Decimal(0))
    parts = {each.part.value for each in group}
    alike = [one for one in told if one.kind == kind and one.value > max(parts)]
    joint = [one for one in alike if abs(one.value - total) <= blur + one.blur]
    wholes = [one.value for one in joint] or [one.value for one in alike] + [total]
    wrong = {whole: [each for each in group if not _is_share(each, whole)] for whole in wholes}
    whole = min(wrong, key=lambda value: len(wrong[value]))
    odd = wrong[whole]
    full = abs(sum((each.share.value for each in group), Decimal(0)) - HUNDRED) <= _ROUNDED
    if not odd or len(odd) * 2 > len(group) or (len(odd) * 2 == len(group) and not joint and not full):
        return
    for each in odd:
        right = round_half_up(each.part.value / whole * HUNDRED, decimals(each.share.written))
        yield found(
            "RATE_IN_TEXT",
            Severity.ERROR,
            f"{each.part.text}占比写{each.share.text}，与同列各项一样按{each.part.as_written(whole)}计算应为{plain_number(right)}%",
            f"改为{plain_number(right)}%，或核对两个数",
            passage.place(each.share.start, each.share.end),
            passage.place(each.part.start, each.part.end),
        )


def _is_share(each: _Shared, whole: Decimal) -> bool:
    exact = each.part.value / whole * HUNDRED
    return abs(exact - each.share.value) <= Decimal(1).scaleb(-decimals(each.share.written))


def rates_of_nearby_numbers(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: a rate whose sentence tells two numbers of one kind, while no two numbers nearby give it."""
    wholes = [one for one in (whole_spent(paper), whole_budget(paper)) if one is not None]
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, rate in enumerate(figures):
            if not _in_percent(rate) or rate.mention.comparator is not None or not _RATE.search(rate.lead):
                continue
            sentence = max(passage.text.rfind(mark, 0, rate.start) for mark in _SENTENCE) + 1
            if _OTHER_SCOPE.search(passage.text[max(sentence, rate.start - 30) : rate.start]):
                continue
            before = [one for one in figures[:at] if one.kind not in _NO_OPERAND and not one.is_change]
            pair = _nearest_pair([one for one in before if one.start >= sentence and rate.start - one.start <= _FAR])
            pair = _pair_for(rate, pair, before, sentence)
            if (
                pair is None
                or not _speaks_of(rate, pair, passage.text)
                or any(one.is_share for one in figures[:at] if one.start > pair[1].start)
            ):
                continue
            everywhere = [one for one in figures if one.kind not in _NO_OPERAND]
            if _given_by(rate, [*everywhere, *wholes]):
                continue
            exact = pair[1].value / pair[0].value * HUNDRED
            right = round_half_up(exact, decimals(rate.written))
            if not _near(rate, exact, right):
                continue
            yield found(
                "RATE_IN_TEXT",
                Severity.ERROR,
                f"文中写{rate.text}，按{pair[1].text}÷{pair[0].text}计算应为{plain_number(right)}%，附近没有别的数能得出",
                f"改为{plain_number(right)}%，或核对两个数",
                passage.place(rate.start, rate.end),
                passage.place(pair[0].start, pair[1].end),
            )


_NAMED = re.compile(r"占(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:总[数量额]|的|总)*$")


def shares_of_a_named_whole(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 免费乘车3,650人次，占客运量的19.55%, where the paragraph tells one 客运量 alone."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, (part, share) in enumerate(pairwise(figures)):
            told = _NAMED.search(share.lead.strip()) if _in_percent(share) else None
            if told is None or share.start - part.end > 16 or part.kind in _NO_OPERAND:
                continue
            wholes = {
                one.value: one
                for one in figures[:at]
                if one.kind == part.kind
                and one.value > part.value
                and _stem(told["noun"]) in one.lead
                and not one.is_change
            }
            if not wholes or _given_by(share, [one for one in figures if one.kind not in _NO_OPERAND]):
                continue
            whole = min(wholes.values(), key=lambda one: _unlike(share, part, one))
            exact = part.value / whole.value * HUNDRED
            right = round_half_up(exact, decimals(share.written))
            if _near(share, exact, right):
                yield found(
                    "RATE_IN_TEXT",
                    Severity.ERROR,
                    f"文中写占{told['noun']}{share.text}，按{part.text}÷{whole.text}计算应为{plain_number(right)}%",
                    "核对两个数及其单位（人次、万人次）和比率",
                    passage.place(share.start, share.end),
                    passage.place(part.start, part.end),
                )


def _stem(noun: str) -> str:
    return re.sub("(?<=..)(?:总?量|总?数|总?额)$", "", noun)


def _unlike(share: Figure, part: Figure, whole: Figure) -> tuple[bool, Decimal]:
    """How unlikely *share* was meant of *whole*: digits mistyped come first, then the nearest."""
    right = round_half_up(part.value / whole.value * HUNDRED, decimals(share.written))
    return not is_slip(right, share.written), abs(right - share.value)


def _in_percent(figure: Figure) -> bool:
    """Whether it is written as 95.07%; 六成 and 一半 are rounded by nature."""
    return figure.is_share and figure.text.endswith(("%", "％"))


_ANY_RATE = re.compile(r"率|满意度|比例|占比|比重|占|完成|年度|全年|目标|计划|任务")


def _speaks_of(rate: Figure, pair: tuple[Figure, Figure], text: str) -> bool:
    """Whether the rate is bare, or its name shares a word with what is told of the two numbers."""
    name = _ANY_RATE.sub("", re.sub(r"(?:的|为|达到|达|是)+$", "", rate.lead.strip()))
    told = pair[0].lead if "占" in rate.lead else pair[0].lead + text[pair[0].end : rate.start - len(rate.lead)]
    return (
        not name or any(name[at : at + 2] in told for at in range(len(name) - 1)) or (len(name) == 1 and name in told)
    )


def _nearest_pair(before: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The whole and the part told last: two neighbours of one kind, the part behind."""
    told = [one for one in before if not re.search("每|均", one.lead)]
    part = told[-1] if told else None
    wholes = [one for one in told[:-1] if part is not None and one.kind == part.kind and one.value >= part.value > 0]
    return (wholes[-1], part) if wholes and part is not None else None


def _pair_for(
    rate: Figure, pair: tuple[Figure, Figure] | None, before: Sequence[Figure], sentence: int
) -> tuple[Figure, Figure] | None:
    """*pair*, or the two of the last three numbers of the sentence whose share is nearer to *rate*: 15项、13项、2项."""
    last = [one for one in before if one.start >= sentence and rate.start - one.start <= _FAR][-3:]
    pairs = [(a, b) for at, a in enumerate(last) for b in last[at + 1 :] if a.kind == b.kind and a.value >= b.value > 0]
    pairs = [*pairs, pair] if pair is not None else pairs
    return min(pairs, key=lambda each: abs(each[1].value / each[0].value * HUNDRED - rate.value), default=None)


def _near(rate: Figure, exact: Decimal, right: Decimal) -> bool:
    if abs(exact - rate.value) <= Decimal(1).scaleb(-decimals(rate.written)):
        return False
    if any(abs(exact * scale - rate.value) <= _ROUNDED for scale in (_WAN, 1 / _WAN)):
        return True  # 3650人次 for 3650万人次
    return abs(exact - rate.value) <= _CLOSE or is_slip(right, rate.written) or is_turned(right, rate.written)


def _given_by(rate: Figure, figures: Sequence[Figure]) -> bool:
    """Whether two numbers of one kind, one of them perhaps the sum of two neighbours, make the rate."""
    slack = Decimal(1).scaleb(-decimals(rate.written))
    for kind in {one.kind for one in figures}:
        values = [one.value for one in figures if one.kind == kind and one.value]
        values += [one + other for one, other in pairwise(values)]
        for one in values:
            for other in values:
                exact = one / other * HUNDRED
                if min(abs(exact - rate.value), abs(HUNDRED - exact - rate.value)) <= slack and one != other:
                    return True
                if one == other and rate.value == HUNDRED and values.count(one) > 1:
                    return True
    return False


DETECTORS: tuple[Detector, ...] = (
    shares_of_one_whole,
    rates_of_nearby_numbers,
    shares_of_a_named_whole,
)
