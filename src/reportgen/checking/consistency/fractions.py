"""Shares whose two numbers stand farther apart (占比与分率): 占…, N中M, 执行率 beside the amount spent alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from reportgen.checking.consistency.figures import HUNDRED, Figure, decimals, figures_of, is_slip
from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.checking.consistency.wholes import whole_budget, whole_spent
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number, round_half_up

_OF_ALL = re.compile(r"占[\u4e00-\u9fff“”]{0,8}$|(?:占比|比重)(?:的|为|达到|达|约)*$")
_RATE = re.compile(r"(?:率|满意度|占比|比例|占[\u4e00-\u9fff“”]{0,8})(?:的|为|达到|达|是)?$|^的$")
_EXECUTION = re.compile(r"执行率(?:为|达到|达|是)?$")
_OTHER_SCOPE = re.compile(
    r"上年|去年|同比|比\d{4}|目标|计划|低于|高于|超过|提高|下降|增长|以上|任务|累计|分别|近三年|平均|上升|由|增加|减少|同期|历年"
)
_AMONG = re.compile(r"(?:[\u4e00-\u9fff]{0,8})(?:中|里)[，,]?(?:有|共有|已有)?[\u4e00-\u9fff]{0,6}$")  # 16个乡镇中14个
_NEAR = Decimal(12)  # percentage points, beyond which the share is hardly that of these two numbers
_CLOSE = Decimal(5)
_FAR = Decimal(30)  # where 其中 ties the two together
_UNLIKE = frozenset({"share", "month", "day", "year", "score", "percentage point", ""})


def shares_of_others(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 基本支出922.75万元，占61.10%; 16个乡镇中14个设点，覆盖率100%; 执行率 of a budget told above."""
    spent, budget = whole_spent(paper), whole_budget(paper)
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for at, share in enumerate(figures):
            if not share.is_share or not _RATE.search(share.lead) or _OTHER_SCOPE.search(share.lead):
                continue
            if share.mention.comparator is not None:
                continue
            before = [one for one in figures[:at] if one.kind not in _UNLIKE and not one.is_change]
            pair = _pair(passage.text, figures, at, before, spent, budget)
            near = [*before, *_in_brackets(passage.text, figures[at + 1 :], share)]
            if pair is None or _explained(share, near, (spent, budget)):
                continue
            yield from _judged(passage, share, *pair)


def _in_brackets(text: str, behind: Sequence[Figure], share: Figure) -> list[Figure]:
    """The numbers in brackets right behind a share: 占34.1%（当年结束训练214人）."""
    if text[share.end : share.end + 1] not in {"（", "("}:
        return []
    close = min((at for at in (text.find("）", share.end), text.find(")", share.end)) if at >= 0), default=len(text))
    return [one for one in behind if one.end <= close]


def _pair(
    text: str, figures: Sequence[Figure], at: int, before: Sequence[Figure], spent: Figure | None, budget: Figure | None
) -> tuple[Figure, Figure, Decimal] | None:
    """The part, the whole and how far the share may be off them to be theirs; nothing where the words do not say."""
    share = figures[at]
    if not before:
        return None
    part = before[-1]
    beside = not re.search("[。；;]", text[part.end : share.start]) and share.start - part.end <= 24
    if not beside:
        return None
    if len(before) >= 2:
        whole = before[-2]
        gap = text[whole.end : part.start]
        if whole.kind == part.kind and whole.value >= part.value and _AMONG.fullmatch(gap):
            return part, whole, HUNDRED
    if share.lead.strip() == "的":
        planned = re.search(r"目标|计划|任务", part.lead) is not None and len(before) >= 2
        return (before[-2], part, HUNDRED) if planned and before[-2].kind == part.kind else None
    if _OF_ALL.search(share.lead):
        wholes = [one for one in before[:-1] if one.kind == part.kind and one.value > part.value]
        if part.kind == "money" and spent is not None and spent.value > part.value and "支出" in part.lead:
            return (part, spent, _NEAR) if not re.search("(?:项目|基本)支出", share.lead) else None
        beside_it = wholes[-1] if wholes and re.search("其中", text[wholes[-1].end : part.start]) else None
        if beside_it is not None and part.start - beside_it.end <= 24 and _names(text, beside_it, share):
            return part, beside_it, _FAR
        nearest = min(wholes, key=lambda one: abs(part.value / one.value * HUNDRED - share.value), default=None)
        return (part, nearest, _CLOSE) if nearest is not None else None
    if _EXECUTION.search(share.lead) and budget is not None and spent is not None and part.value == spent.value:
        return part, budget, _NEAR
    return _of_two_sentences(text, share, before)


_IN_TURN = re.compile(r"分别占|占比(?:依次|分别)为?|比重(?:依次|分别)为?")


def shares_in_turn(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 人员1,034、公用216、项目981万元，三项分别占46.35%、9.68%和45.97%: of their sum or of 全年支出."""
    spent = whole_spent(paper)
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for hit in _IN_TURN.finditer(passage.text):
            clause = max(passage.text.rfind(mark, 0, hit.start()) for mark in "，。；：")
            shares = list(takewhile(lambda one: one.is_share, (f for f in figures if f.start >= hit.end())))
            before = [f for f in figures if f.end <= clause and not f.is_share][-max(len(shares), 1) :]
            if len(shares) < 2 or len(before) != len(shares) or len({f.kind for f in before}) != 1:
                continue
            wholes = [sum((f.value for f in before), Decimal(0))]
            wholes += [spent.value] if spent is not None and before[0].kind == "money" else []
            yield from _in_turn(passage, before, shares, wholes)


def _in_turn(
    passage: Passage, parts: Sequence[Figure], shares: Sequence[Figure], wholes: Sequence[Decimal]
) -> Iterator[Finding]:
    pairs = list(zip(parts, shares, strict=True))
    told = [[round_half_up(p.value / whole * HUNDRED, decimals(s.written)) for p, s in pairs] for whole in wholes]
    wrong = [
        [(at, rate) for at, (rate, share) in enumerate(zip(rates, shares, strict=True)) if rate != share.written]
        for rates in told
    ]
    fewest = min(wrong, key=len)
    if not fewest or (len(fewest) == len(shares) and len(shares) > 2):
        return
    at, right = fewest[0]
    yield found(
        "RATE_IN_TEXT",
        Severity.ERROR,
        f"{parts[at].text}对应写{shares[at].text}，计算应为{plain_number(right)}%",
        "按前面的数依次改正比率",
        passage.place(shares[at].start, shares[at].end),
        passage.place(parts[at].start, parts[at].end),
    )


_OF_THE_YEAR = re.compile(r"占(?:全年|年度)(?:总量|任务|计划)?的?$")


def shares_of_the_year(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 10月至11月轮换4200吨，占全年的60% where 6000吨 were told further up."""
    told = [(p, one) for p in paper.paragraphs for one in figures_of(p.text) if one.kind not in _UNLIKE]
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for part, share in pairwise(figures):
            if not share.is_share or not _OF_THE_YEAR.search(share.lead) or share.start - part.end > 12:
                continue
            words = pairs_of(re.sub(r"\d+月?", "", part.lead))
            wholes = [
                one.value
                for p, one in told
                if one.kind == part.kind and one.value > part.value and words & pairs_of(p.text[: one.start][-40:])
            ]
            places = decimals(share.written)
            rates = [round_half_up(part.value / whole * HUNDRED, places) for whole in wholes]
            if not rates or share.written in rates:
                continue
            whole = max(set(wholes), key=lambda value: (wholes.count(value), value))
            right = round_half_up(part.value / whole * HUNDRED, places)
            yield found(
                "RATE_IN_TEXT",
                Severity.ERROR,
                f"文中写{share.text}，{part.text}占全年{part.as_written(whole)}的{plain_number(right)}%",
                f"改为{right}%，或核对两个数",
                passage.place(share.start, share.end),
                passage.place(part.start, part.end),
            )


_OF_NAMED = re.compile(
    r"^(?:其中)?[：:]?(?P<name>[\u4e00-\u9fff“”]{2,16}?)(?:支出|资金|预算)?占(?:比|总额|总数|合计|全部)*的?$"
)


_SPENT_ON = re.compile("(?:支出|资金|经费|预算|补助)+(?:为|共)?$")


def shares_of_named(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 就业补助1,620万元、…，合计3,058万元，其中就业补助占29.52%: no whole of the paragraph gives that."""
    wholes = [one for one in (whole_spent(paper), whole_budget(paper)) if one is not None]
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for at, share in enumerate(figures):
            told = _OF_NAMED.search(share.lead.strip()) if share.is_share else None
            if told is None:
                continue
            named = [
                one
                for one in figures[:at]
                if not one.is_share
                and _SPENT_ON.sub("", one.lead.strip("、，和及 ")).endswith(_SPENT_ON.sub("", told["name"]))
            ]
            if len(named) != 1 or not named[0].value or named[0].is_change:
                continue
            part = named[0]
            alike = [one for one in (*figures, *wholes) if one.kind == part.kind and one.value > part.value]
            beside = figures[at - 1]
            if share.lead.strip().startswith("其中") and beside in alike and beside.start > part.start:
                alike = [beside]  # 合计3,058万元，其中…占
            summed = [one for one in alike if re.search(r"(?:合计|共计?|总[计额]?)$", one.lead.strip())]
            if not alike:
                continue
            whole = min(summed or alike, key=lambda one: abs(part.value / one.value * HUNDRED - share.value))
            right = round_half_up(part.value / whole.value * HUNDRED, decimals(share.written))
            if right == share.written or (len(alike) > 1 and _explained(share, figures, wholes)):
                continue
            yield found(
                "RATE_IN_TEXT",
                Severity.ERROR,
                f"文中写{told['name']}占{share.text}，{part.text}÷{whole.text}＝{plain_number(right)}%",
                f"改为{right}%，或核对两个数",
                passage.place(share.start, share.end),
                passage.place(part.start, part.end),
            )


def _names(text: str, whole: Figure, share: Figure) -> bool:
    """Whether 占馆藏的 speaks of the 馆藏文物 that *whole* counts; a bare 占 speaks of what stands before."""
    noun = re.sub(r"^.*占|的$|总数|总量|全部|总", "", share.lead)
    return not noun or noun[:2] in text[max(whole.start - 16, 0) : whole.end + 8]


def _of_two_sentences(text: str, share: Figure, before: Sequence[Figure]) -> tuple[Figure, Figure, Decimal] | None:
    """The one number of the sentence, and the nearest of its unit in the sentence before that may be its whole."""
    part = before[-1]
    sentence = max(text.rfind(mark, 0, part.start) for mark in "。；;") + 1
    if any(one.start >= sentence for one in before[:-1]) or part.kind in {"money", "person-time"}:
        return None
    if re.search(r"[\u4e00-\u9fff]", share.lead) and "执行" in share.lead:
        return None
    earlier = max(text.rfind(mark, 0, max(sentence - 1, 0)) for mark in "。；;") + 1
    wholes = [one for one in before[:-1] if one.start >= earlier and one.kind == part.kind and one.value >= part.value]
    return (part, wholes[-1], _CLOSE) if wholes else None


def _explained(share: Figure, before: Sequence[Figure], wholes: Sequence[Figure | None]) -> bool:
    """Whether two numbers of one kind before, or one and the sum of two neighbours, make the share as written."""
    alike = [*before, *(whole for whole in wholes if whole is not None)]
    for kind in {one.kind for one in alike}:
        values = [one.value for one in alike if one.kind == kind and one.value]
        values += [one + other for one, other in pairwise(values)]
        places = decimals(share.written)
        for one in values:
            for other in values:
                rate = round_half_up(one / other * HUNDRED, places)
                if share.written in {rate, round_half_up(HUNDRED - one / other * HUNDRED, places)} and one != other:
                    return True
                if rate == share.written == HUNDRED and values.count(one) > 1:
                    return True
    return False


def _judged(passage: Passage, share: Figure, part: Figure, whole: Figure, most_off: Decimal) -> Iterator[Finding]:
    exact = part.value / whole.value * HUNDRED
    right = round_half_up(exact, decimals(share.written))
    slip = most_off > _CLOSE and is_slip(right, share.written)
    if right == share.written or (abs(exact - share.value) > most_off and not slip):
        return
    if abs(exact - share.value) < Decimal(1).scaleb(-decimals(share.written)):
        return  # cut off instead of rounded, which another rule tells
    yield found(
        "RATE_IN_TEXT",
        Severity.ERROR,
        f"文中写{share.text}，按{part.text}和{whole.text}计算应为{plain_number(right)}%",
        f"改为{right}%，或核对两个数",
        passage.place(share.start, share.end),
        passage.place(part.start, part.end),
    )


DETECTORS: tuple[Detector, ...] = (shares_of_others, shares_of_named, shares_of_the_year, shares_in_turn)
