"""Workings in words (文中算式): number times price, and averages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.figures import Figure, decimals, figures_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import round_half_up

_PRICE = re.compile(
    r"每(?P<each>[\u4e00-\u9fff]{1,2}?)(?:每[年月])?(?:补助|补贴|发放|标准|单价|支出|增收|奖励|资助|救助|为|约|按|[\d.]*)*$|"
    r"(?P<head>[人户场期笔件次班册台亩座套辆])均(?:[\u4e00-\u9fff]{0,4})$|(?:单价|均价)(?:为|约|是)?$"
)
_TOTAL = re.compile(r"(?:共计?|合计|总计|计|总价|总额|金额|共需|总支出|总共)(?:[\u4e00-\u9fff]{0,4})$")
_SPENT_BEHIND = re.compile(r"[，,](?:共|实际|全年)?支出")
_FAR = 100  # characters
_NO_COUNT = frozenset({"money", "share", "score", "month", "day", "year", ""})


def products(paper: Paper) -> Iterator[Finding]:
    """PRODUCT_IN_TEXT: 购置120台，单价3500元，共计42.5万元 — which is 42万元; 2400户，户均增收350元，合计94万元."""
    for passage in paper.passages:
        if passage.cell and len(passage.text) < 12:
            continue
        figures = figures_of(passage.text)
        for at, price in enumerate(figures):
            told = _PRICE.search(price.lead)
            if price.mention.unit.dimension.split("/")[0] != "money" or told is None:
                continue
            total = next((one for one in figures[at + 1 :] if one.kind == "money"), None)
            if total is None or total.start - price.end > 24:
                continue
            if not _TOTAL.search(total.lead) and not _SPENT_BEHIND.fullmatch(passage.text[price.end : total.start]):
                continue
            yield from _product(passage, figures[:at], price, total, told["each"] or told["head"] or "")


def _product(passage: Passage, before: Sequence[Figure], price: Figure, total: Figure, each: str) -> Iterator[Finding]:
    counts = [one for one in before if one.kind not in _NO_COUNT and (not each or _counts(one, each))]
    if not counts or any(total.rounds(one.value * price.value) for one in counts):
        return
    number = min(reversed(counts), key=lambda one: abs(one.value * price.value - total.value))
    right = number.value * price.value
    if price.start - number.end > _FAR:
        return
    if not Decimal("0.5") <= total.value / right <= 2 and (total.value / right).normalize().as_tuple().digits != (1,):
        return  # unless a decimal point or a 万 was lost
    yield found(
        "PRODUCT_IN_TEXT",
        Severity.ERROR,
        f"“{passage.text[number.start : total.end]}”：{number.text}×{price.text}＝{total.as_written(right)}",
        "核对数量、单价和总额，改正其中一处",
        passage.place(number.start, total.end),
    )


def _counts(figure: Figure, each: str) -> bool:
    """Whether *figure* counts what 每 speaks of: 45户 of 每户, 12名 of 每人."""
    if each == "日":
        return figure.kind == "day"
    if figure.kind == "person-time":
        return each == "人次"
    return figure.text.endswith(each) or (each == "人" and figure.kind == "person") or figure.kind == f"~{each}"


def _comes_near(average: Figure, total: Figure, count: Figure) -> bool:
    """Whether *total* ÷ *count* is *average*, as exactly as the two are written."""
    slack = average.blur + total.blur / count.value
    exact = total.value / count.value
    return average.rounds(exact) or (total.blur > 0 and abs(average.value - exact) <= slack)


def prices_of_counts_before(paper: Paper) -> Iterator[Finding]:
    """PRODUCT_IN_TEXT: 培训6150人次，…。培训支出738万元，每人次1500元 — which is 1200 for the count told before."""
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for at, (total, price) in enumerate(pairwise(figures)):
            each = _EACH_OF_COUNTS.search(price.lead.strip())
            if each is None or (total.kind, price.kind) != ("money", "money") or price.start - total.end > _BESIDE:
                continue
            if re.search("[。；;]", passage.text[total.end : price.start]) or not price.value:
                continue
            if re.search("[和及与、]|等", total.lead) or re.match("[，,][^。；]{0,6}其余", passage.text[price.end :]):
                continue  # of several things, of which the price is one
            counts = [one for one in figures[:at] if one.value and not one.is_change and _counts(one, each["each"])]
            if not counts or any(_comes_near(price, total, one) for one in counts):
                continue
            even = [one for one in counts if _is_even(total.value / one.value, price)]
            if not even:
                continue  # the counts are hardly those of which the words speak
            count = min(even, key=lambda one: abs(total.value / one.value - price.value))
            right = total.value / count.value
            if not Decimal("0.5") <= price.value / right <= 2 or _told_between(figures[:at], total, price):
                continue
            yield found(
                "AVERAGE_IN_TEXT" if "平均" in price.lead else "PRODUCT_IN_TEXT",
                Severity.ERROR,
                f"“{passage.text[total.start - len(total.lead) : price.end].strip()}”：按前面的{count.text}计算，"
                f"每{each['each']}应为{price.as_written(right)}",
                "核对数量、单价和总额，改正其中一处",
                passage.place(price.start, price.end),
                passage.place(count.start, count.end),
            )


_EACH_OF_COUNTS = re.compile(r"^(?:平均)?每(?P<each>人次|[\u4e00-\u9fff])(?:约|为|支出|费用|成本|补助|补贴|发放)*$")
_BESIDE = 12


def _is_even(exact: Decimal, price: Figure) -> bool:
    """Whether *exact* needs no rounding to be written with the digits of *price*."""
    return exact == round_half_up(exact / price.scale, decimals(price.written)) * price.scale


def _told_between(before: Sequence[Figure], total: Figure, price: Figure) -> bool:
    """Whether the total is itself one of several parts told before, of which the counts may be others."""
    return any(one.kind == "money" and one.value == total.value for one in before) or total.value < price.value


DETECTORS: tuple[Detector, ...] = (products, prices_of_counts_before)
