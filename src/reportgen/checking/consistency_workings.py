"""Workings in words (文中算式): number times price, averages, 年初预算 and what was added to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency_paper import Detector, Paper, Passage, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, format_number, plain_number, round_half_up
from reportgen.quantities.units import YUAN

_TO_PRICE = re.compile(
    r"[，,、（(]?(?:按)?(?:单价|均价|每[\u4e00-\u9fff]{1,4}?|人均|户均|每人每年)(?:补助|补贴|发放|标准|单价|支出|为|约|按){0,2}[为是]?"
)
_TO_TOTAL = re.compile(
    r"(?:/[\u4e00-\u9fff]{1,2})?(?:的?标准)?(?:计算|测算|发放|补助|补贴)?[，,、）)]?(?:共|共计|合计|总计|计|总价|总额|金额|总支出|共需)(?:发放|支出|支付|补助|补贴|资金|为){0,2}"
)


def _claims(text: str) -> list[Mention]:
    return [m for m in scan(text).claims if m.value is not None and m.quantity is not None and not m.approximate]


def products(paper: Paper) -> Iterator[Finding]:
    """PRODUCT_IN_TEXT: 购置120台，单价3500元，共计42.5万元 — which is 42万元."""
    for passage in paper.passages:
        claims = _claims(passage.text)
        for number, price, total in zip(claims, claims[1:], claims[2:], strict=False):
            kinds = (price.unit.dimension.split("/")[0], total.unit.dimension)
            if kinds != ("money", "money") or number.unit.dimension in {"money", "share", "score", "month", "day"}:
                continue
            between = (passage.text[number.end : price.start], passage.text[price.end : total.start])
            if not _TO_PRICE.fullmatch(between[0]) or not _TO_TOTAL.fullmatch(between[1]):
                continue
            assert number.value is not None and price.value is not None and total.quantity is not None
            right = Quantity(number.value * price.value, YUAN)
            gap = abs(right.base - total.quantity.base)
            if total.quantity.restates(right) or gap > right.base * Decimal("0.2"):
                continue
            shown = plain_number(right.base / total.quantity.unit.factor)
            yield found(
                "PRODUCT_IN_TEXT",
                Severity.ERROR,
                f"“{passage.text[number.start : total.end]}”：{number.text}×{price.text}＝{shown}{total.quantity.unit}",
                "核对数量、单价和总额，改正其中一处",
                passage.place(number.start, total.end),
            )


_AVERAGE = re.compile(
    r"平均每(?P<each>[\u4e00-\u9fff]{1,2}?)(?:培训|服务|补助|补贴|支出|接待|检查|约|为)?$|"
    r"[，,](?P<head>[人户场期笔件次班册台])均(?:补助|补贴|发放|资助|救助|追回|支出|领取|获得|金额)?(?:约|为|达)?$"
)


def averages(paper: Paper) -> Iterator[Finding]:
    """AVERAGE_IN_TEXT: 6期培训480人，平均每期90人 — which is 80."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = _claims(sentence)
            for at, average in enumerate(claims):
                each = _AVERAGE.search(sentence[: average.start])
                if each is not None and not re.search(r"上年|每年|每月|预算|标准|同比", sentence[: average.start]):
                    yield from _average(passage, start, claims[:at], average, each["each"] or each["head"])


def _counts_persons(mention: Mention, each: str) -> bool:
    return each == "人" and mention.unit.dimension == "person"


def _average(passage: Passage, start: int, before: Sequence[Mention], average: Mention, each: str) -> Iterator[Finding]:
    counts = [m for m in before if m.unit.symbol == each or m.text.endswith(each) or _counts_persons(m, each)]
    totals = [m for m in before if m.unit.dimension == average.unit.dimension]
    if len(counts) != 1 or len(totals) != 1 or not counts[0].value or average.quantity is None:
        return
    assert totals[0].value is not None
    base = totals[0].value / counts[0].value
    exact = base / average.unit.factor if average.unit.dimension != "money" else base / average.quantity.unit.factor
    written = average.quantity.value
    exponent = written.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    if round_half_up(exact, places) == written or abs(exact - written) > exact * Decimal("0.3"):
        return
    yield found(
        "AVERAGE_IN_TEXT",
        Severity.ERROR,
        f"写平均每{each}{average.text}，按{totals[0].text}和{counts[0].text}计算应为"
        f"{plain_number(round_half_up(exact, max(places, 1)))}{average.quantity.unit}",
        "改正平均数，或核对前面两个数",
        passage.place(start + average.start, start + average.end),
        passage.place(start + min(counts[0].start, totals[0].start), start + max(counts[0].end, totals[0].end)),
    )


_ORIGINAL = re.compile(r"年初(?:批复)?(?:部门)?(?:预算|批复)(?:数|安排|总额|为|批复)*$")
_ADDED = re.compile(
    r"(?<!净)(?:追加|调增|增加|新增)(?:预算|资金|经费|安排|[\u4e00-\u9fff]{2,14}(?:资金|经费|补助|预算|支出))*(?:了|为)?$"
)
_CUT = re.compile(
    r"(?<!净)(?:追减|调减|压减|核减|减少)(?:预算|资金|经费|[\u4e00-\u9fff]{2,14}(?:资金|经费|补助|预算|支出))*(?:了|为)?$"
)
_LEFT = re.compile(r"(?:结余|剩余|节余)(?:资金|金额)?(?:为|共)?$")
_SPENT = re.compile(r"(?:实际|全年)?(?:支出|执行|执行数)(?:为|了)?$")
_ADJUSTED = re.compile(r"(?:全年|调整后)(?:的)?(?:全年)?预算(?:数|总额|为|达到)*$")


def adjusted_budgets(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 年初预算1,500万元，追加300万元，全年预算1,850万元."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            money = [m for m in _claims(sentence) if m.unit.dimension == "money"]
            roles: dict[str, list[Mention]] = {"original": [], "added": [], "cut": [], "adjusted": []}
            patterns = (("original", _ORIGINAL), ("adjusted", _ADJUSTED), ("added", _ADDED), ("cut", _CUT))
            for mention in money:
                role = next((name for name, pattern in patterns if pattern.search(sentence[: mention.start])), "")
                if role:
                    roles[role].append(mention)
            changes = roles["added"] + roles["cut"]
            if len(roles["original"]) != 1 or len(roles["adjusted"]) != 1 or not changes:
                continue
            values = {
                name: sum((m.value or Decimal(0) for m in found_here), Decimal(0)) for name, found_here in roles.items()
            }
            right = values["original"] + values["added"] - values["cut"]
            if right != values["adjusted"]:
                first, last = money[0], roles["adjusted"][0]
                yield found(
                    "BUDGET_SUM_IN_TEXT",
                    Severity.ERROR,
                    f"“{sentence[first.start : last.end]}”：年初预算加追加、减调减应为{format_number(right)}元，"
                    f"相差{format_number(abs(right - values['adjusted']))}元",
                    "核对年初预算、调整数和全年预算",
                    passage.place(start + first.start, start + last.end),
                )


def money_left(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 全年预算1,320万元，支出1,287万元，结余43万元 — which is 33."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            money = [m for m in _claims(sentence) if m.unit.dimension == "money"]
            budgets = [m for m in money if _ADJUSTED.search(sentence[: m.start])]
            spent = [m for m in money if _SPENT.search(sentence[: m.start])]
            left = [m for m in money if _LEFT.search(sentence[: m.start])]
            if [len(budgets), len(spent), len(left)] != [1, 1, 1] or re.search("上年|结转", sentence):
                continue
            right = (budgets[0].value or Decimal(0)) - (spent[0].value or Decimal(0))
            quantity = left[0].quantity
            if quantity is None or right <= 0 or quantity.base == right or quantity.restates(Quantity(right, YUAN)):
                continue
            yield found(
                "BUDGET_SUM_IN_TEXT",
                Severity.ERROR,
                f"写结余{left[0].text}，{budgets[0].text}－{spent[0].text}"
                f"＝{format_number(right / quantity.unit.factor)}{quantity.unit}",
                "改正结余，或核对预算和支出",
                passage.place(start + left[0].start, start + left[0].end),
                passage.place(start + budgets[0].start, start + spent[0].end),
            )


def adjustments_told(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: a form's 年初预算 and 全年预算, and another amount that its words say was added."""
    line = paper.entered.budget_line()
    if line is None or line.original_budget is None or line.adjusted_budget is None:
        return
    change = line.adjusted_budget.base - line.original_budget.base
    told = []
    for passage in paper.passages:
        if not passage.cell or len(passage.text) < 8:
            continue
        for mention in _claims(passage.text):
            before = passage.text[: mention.start]
            if mention.unit.dimension == "money" and (_ADDED.search(before) or _CUT.search(before)):
                told.append((passage, mention, 1 if _ADDED.search(before) else -1))
    if len(told) != 1 or not change:
        return
    passage, mention, sign = told[0]
    assert mention.quantity is not None
    if mention.quantity.restates(Quantity(change * sign, YUAN)) or mention.quantity.base == change * sign:
        return
    yield found(
        "BUDGET_SUM_IN_TEXT",
        Severity.ERROR if sign * change > 0 and mention.quantity.base > abs(change) else Severity.WARNING,
        f"文字写{'追加' if sign > 0 else '调减'}{mention.text}，全年预算数比年初预算数{'多' if change > 0 else '少'}"
        f"{format_number(abs(change) / mention.quantity.unit.factor)}{mention.quantity.unit}",
        "核对年初预算、调整数和全年预算，分几次调整的逐项写明",
        passage.place(mention.start, mention.end),
        paper.place(line.origin("adjusted_budget")),
        paper.place(line.origin("original_budget")),
    )


DETECTORS: tuple[Detector, ...] = (products, averages, adjusted_budgets, money_left, adjustments_told)
