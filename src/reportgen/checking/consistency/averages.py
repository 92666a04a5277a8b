"""Averages and products of any name (平均与乘积): so much for each against the total and the count nearby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.figures import Figure, decimals, figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found, prose_of
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import round_half_up

_NO_OPERAND = frozenset({"share", "percentage point", "score", "year", ""})
_SENTENCE = "。；;\n"
_WAN = Decimal(10000)
_EACH = re.compile(
    r"(?:平均)?每(?P<each>人次|平方米|立方米|公里|[\u4e00-\u9fff]{1,2}?)(?:[\u4e00-\u9fff]{0,6})$"
    r"|(?:平均)?(?P<head>人次|[人户场期笔件次班册台亩座套辆日天站处所家个条项公])均(?:[\u4e00-\u9fff]{0,4})$"
)
_NOT_AVERAGE = re.compile(
    r"不到|近|约|超|不足|余|上年|去年|标准|补助|不超过|不低于|目标|预算|增|减|提高|降|比|计划|按|每年|每月|每天|每周|每季|每日|限额|最高|不少于|控制"
)
_MOST_OFF = Decimal(2)


def averages_of_nearby_numbers(paper: Paper) -> Iterator[Finding]:
    """AVERAGE_IN_TEXT: 提供15600卷次，平均每人次3.5卷次 — 6240人次 told further up give 2.5 and nothing gives 3.5."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, average in enumerate(figures):
            told = _EACH.search(average.lead.strip())
            if told is None or average.kind in _NO_OPERAND or _NOT_AVERAGE.search(average.lead):
                continue
            each = told["each"] or told["head"]
            totals = [one for one in figures if one is not average and _of_kind(one, average)]
            counts = [one for one in figures if one is not average and _counts(one, each) and one.value > 1]
            if any(_makes(average, total, count) for total in totals for count in counts):
                continue
            plain = "均" in average.lead
            reach = 3 if plain else 2
            sentence = max(passage.text.rfind(mark, 0, average.start) for mark in _SENTENCE)
            near_totals = [one for one in totals if one in figures[max(at - reach, 0) : at]]
            near_counts = [
                one for one in counts if one in figures[:at] and (plain or one in figures[max(at - 3, 0) : at])
            ]
            pairs = [
                (total, count)
                for total in near_totals
                for count in near_counts
                if total is not count
                and (
                    (plain and min(total.start, count.start) > sentence) or _is_even(total.value / count.value, average)
                )
            ]
            pairs = [(t, c) for t, c in pairs if not _told_as_product(t, figures, average)]
            if not plain and re.match("[，,][^。；]{0,6}其余", passage.text[average.end :]):
                continue  # the total is of other things, too
            if not pairs:
                continue
            total, count = min(pairs, key=lambda pair: _off(average, *pair))
            right = total.value / count.value
            lost = any(average.rounds(right * scale) for scale in (_WAN, 1 / _WAN))  # 3,515万元 for 3,515元
            if not lost and not right / _MOST_OFF <= average.value <= right * _MOST_OFF:
                continue
            yield found(
                "AVERAGE_IN_TEXT",
                Severity.ERROR,
                f"写每{each}{average.text}，按{total.text}÷{count.text}计算应为{average.as_written(right)}，附近没有别的数能得出",
                "改正平均数，或核对前面两个数",
                passage.place(average.start, average.end),
                passage.place(min(count.start, total.start), max(count.end, total.end)),
            )


def _off(average: Figure, total: Figure, count: Figure) -> Decimal:
    """How far the two are from giving *average*; nothing where only 万 was lost."""
    right = total.value / count.value
    if any(average.rounds(right * scale) for scale in (_WAN, 1 / _WAN)):
        return Decimal(0)
    return abs(right - average.value)


_EACH_TOLD = re.compile(
    r"^(?:平均)?(?:每(?P<each>[\u4e00-\u9fff]{1,2}?)|(?P<head>[\u4e00-\u9fff])均)(?:[\u4e00-\u9fff]{0,4})$"
)
_IN_ALL = re.compile(r"^(?:共|合计|总计|共计|计)[\u4e00-\u9fff]{0,6}$")


def products_of_nearby_numbers(paper: Paper) -> Iterator[Finding]:
    """PRODUCT_IN_TEXT: 试验点8个，每个39亩，共321亩; 45份，每份费用6,000万元，共27万元."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, (each, total) in enumerate(pairwise(figures)):
            told = _EACH_TOLD.search(each.lead.strip())
            if told is None or each.kind != total.kind or not _IN_ALL.search(total.lead.strip()):
                continue
            if total.start - each.end > 14 or re.search("[。；;]", passage.text[each.end : total.start]):
                continue
            counts = [one for one in figures[:at] if _counts(one, told["each"] or told["head"])]
            slack = total.blur
            if not counts or any(
                abs(one.value * each.value - total.value) <= slack + one.value * each.blur for one in counts
            ):
                continue
            lost = [n for n in counts if any(n.value * each.value * s == total.value for s in (_WAN, 1 / _WAN))]
            count = lost[0] if lost else min(counts, key=lambda one: abs(one.value * each.value - total.value))
            made = count.value * each.value
            if not lost and not made / _MOST_OFF <= total.value <= made * _MOST_OFF:
                continue
            yield found(
                "PRODUCT_IN_TEXT",
                Severity.ERROR,
                f"“{passage.text[each.start - len(each.lead) : total.end].strip()}”：{count.text}×{each.text}＝"
                f"{total.as_written(made)}",
                "核对数量、单价（含单位）和总额，改正其中一处",
                passage.place(each.start, total.end),
                passage.place(count.start, count.end),
            )


def _told_as_product(total: Figure, figures: Sequence[Figure], average: Figure) -> bool:
    """Whether two other numbers of the passage make *total*: 每户8000元 of 48户 is 38.40万元 and is spent."""
    others = [one for one in figures if one not in (total, average) and one.kind not in _NO_OPERAND and one.value > 1]
    prices = [one for one in others if one.kind == total.kind and one.value < total.value]
    return any(price.value * one.value == total.value for price in prices for one in others if one is not price)


def _is_even(exact: Decimal, average: Figure) -> bool:
    """Whether *exact* needs no rounding in the digits of *average*: numbers that hardly meet by accident."""
    return exact == round_half_up(exact / average.scale, decimals(average.written)) * average.scale


def _of_kind(one: Figure, average: Figure) -> bool:
    return one.kind == average.kind and one.mention.unit.symbol != "" and not one.is_change


def _counts(figure: Figure, each: str) -> bool:
    """Whether *figure* counts what 每 speaks of."""
    if figure.is_change or figure.kind in _NO_OPERAND or figure.kind == "money":
        return False
    if figure.kind == "person-time":
        return each in {"人次", "人"}
    if each in {"日", "天"}:
        return figure.kind == "day"
    return figure.text.endswith(each) or (each == "人" and figure.kind == "person") or figure.kind == f"~{each}"


def _makes(average: Figure, total: Figure, count: Figure) -> bool:
    exact = total.value / count.value
    slack = average.blur + total.blur / count.value + exact * count.blur / count.value
    return total is not count and (average.rounds(exact) or abs(average.value - exact) <= slack)


_IN_TURN = re.compile(r"(?:分别|依次)(?:为|是|达|达到|得)?[：:]?$")
_MEAN = re.compile(r"(?:平均|均值|平均分|平均得分|均分)(?:为|是|达|得分?)?$")
_LEAST = 2


def means_of_lists(paper: Paper) -> Iterator[Finding]:
    """AVERAGE_IN_TEXT: 得分分别为98.50分、100.00分、98.95分，平均99.51分 — which is 99.15."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, mean in enumerate(figures):
            if not _MEAN.search(mean.lead.strip()):
                continue
            parts: list[Figure] = []
            for earlier in reversed(figures[:at]):
                gap = passage.text[earlier.end : (parts[0] if parts else mean).start]
                if (
                    earlier.kind != mean.kind
                    or re.search("[。；;]", gap)
                    or (parts and not re.fullmatch(r"[、和及，,][^，。；\d]{0,10}", gap))
                ):
                    break
                parts.insert(0, earlier)
            if len(parts) < _LEAST or not _IN_TURN.search(parts[0].lead.strip()):
                continue
            right = sum((part.value for part in parts), Decimal(0)) / len(parts)
            if not mean.gives(right):
                yield found(
                    "AVERAGE_IN_TEXT",
                    Severity.ERROR,
                    f"{'、'.join(part.text for part in parts)}平均为{mean.as_written(right)}，写{mean.text}",
                    "改正平均数，或核对所列各数",
                    passage.place(mean.start, mean.end),
                    passage.place(parts[0].start, parts[-1].end),
                )


DETECTORS: tuple[Detector, ...] = (averages_of_nearby_numbers, means_of_lists, products_of_nearby_numbers)
