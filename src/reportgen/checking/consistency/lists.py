"""Lists and how many items they say they have (列举与项数): “6个” but five listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan

_SERIES = (
    [f"{n}是" for n in "一二三四五六七八九十"],
    [f"（{n}）" for n in "一二三四五六七八九十"],
    list("①②③④⑤⑥⑦⑧⑨⑩"),
    [f"（{n}）" for n in range(1, 11)],
)
_LISTED_UNITS = frozenset("个 项 条 方面 类 大项 件 点".split())
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def enumerations(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: a number of items, and another number of them behind 一是…二是…, in one paragraph."""
    for passage in paper.paragraphs:
        text = passage.text
        first = text.find("一是")
        if first < 0:
            continue
        items = 0
        at = first
        for word in _SERIES[0]:
            at = text.find(word, at)
            if at < 0:
                break
            items += 1
        lead = text[:first]
        if items < 2 or len(lead) > 160:
            continue
        stated = _stated_count(lead)
        if stated is None:
            continue
        number, place_start, place_end = stated
        if number != items and number <= 12:
            yield found(
                "LIST_COUNT",
                Severity.ERROR,
                f"“{_short(lead)}”写{number}项，后面只列到“{_SERIES[0][items - 1]}”，共{items}项",
                "补齐列举或改正项数",
                passage.place(place_start, place_end),
            )


def _stated_count(lead: str) -> tuple[int, int, int] | None:
    """The last small count of items before a list: 主要做了四项工作：, 实际完成值为6个，达到预期值目标。"""
    stop = max(lead.rfind(mark) for mark in "。；\n") if lead.rstrip()[-1:] not in "。；" else -1
    tail = lead[stop + 1 :]
    offset = stop + 1
    for mention in reversed(scan(tail).mentions):
        if mention.kind is MentionKind.COUNT and mention.value is not None and mention.unit.symbol in _LISTED_UNITS:
            between = tail[mention.end :]
            if len(between) <= 16 and not re.search(r"其中|另|比", between):
                return int(mention.value), offset + mention.start, offset + mention.end
            return None
    return None


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else "…" + text[-39:]


def listed_items(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 三项任务：甲；乙。 — items parted by ； or 、 behind a colon or in brackets."""
    for passage in paper.passages:
        for hit in re.finditer(
            r"(?P<n>[二两三四五六七八九十]|\d{1,2})(?P<unit>个方面|方面|项|个|家|类|条|本|名|位|大项|大类|种|所)"
            r"(?P<thing>[\u4e00-\u9fff]{0,12})(?P<open>[：:（(])(?P<list>[^。：:（）()\n]{4,200})(?P<close>[。）)]|$)",
            passage.text,
        ):
            if (hit["open"] in "（(") != (hit["close"] in "）)"):
                continue
            number = _DIGITS.get(hit["n"]) or int(hit["n"])
            listed = hit["list"]
            if re.search(r"一是|①|等$|等[^级]|其中|包括但|如[：:]?|\d", listed) and "；" not in listed:
                continue
            if hit["open"] in "（(" and "、" not in listed:
                continue
            items = [part for part in re.split("[；;]" if "；" in listed else "、", listed) if part.strip()]
            before = passage.text[: hit.start()]
            if re.search(r"[第近约余每前后\d.,]$", before) or len(items) < 2 or any(len(item) > 60 for item in items):
                continue
            if hit["open"] in "：:" and "；" not in listed and ("，" in listed or any(len(i) > 16 for i in items)):
                continue
            if any("和" in item or "及" in item or "与" in item for item in items) and len(items) < number:
                continue
            if number != len(items) and abs(number - len(items)) <= 6:
                yield found(
                    "LIST_COUNT",
                    Severity.ERROR,
                    f"“{hit['n']}{hit['unit']}{hit['thing']}”后面列举了{len(items)}项：{'、'.join(items)[:60]}",
                    "补齐列举或改正数目",
                    passage.place(hit.start(), hit.end()),
                )


def counts_without_list(paper: Paper) -> Iterator[Finding]:
    """LIST_SHORT: N个 were done, but the sentence behind names fewer and ends in 等."""
    for indicator in paper.entered.department_indicators:
        quantity = indicator.actual.quantity
        passage = paper.passage_at(indicator.origin("actual_value"))
        if passage is None or passage.cell or quantity is None or quantity.unit.symbol not in _LISTED_UNITS:
            continue
        at = passage.text.find(indicator.actual_value)
        rest = passage.text[at:]
        listing = re.search(r"(?P<list>[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14}){2,})等", rest)
        if listing is None or "一是" in rest:
            continue
        items = listing["list"].split("、")
        if quantity.value > len(items) and quantity.value <= 30:
            yield found(
                "LIST_SHORT",
                Severity.WARNING,
                f"“{indicator.name}”实际完成{indicator.actual_value}，文字只列举了{len(items)}项（{'、'.join(items)}），没有清单",
                "逐项列出，或改正数目",
                passage.place(at, at + listing.end()),
                subject=indicator.name,
            )


_BODIES_COUNTED = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,16}(?:、[\u4e00-\u9fff]{2,16})+?(?:[和及][\u4e00-\u9fff]{2,16})?)(?:这|共)?"
    r"(?P<n>\d{1,2}|[二两三四五六七八九十])(?P<unit>个|家|所|项|大)(?:下属|直属|所属|二级|事业|预算|参公|全额|基层|内设|主要|重点|基本)*"
    r"(?P<noun>单位|部门|机构|科室|股室|中心|乡镇|街道|区县|处室|职责|职能|任务|业务|工作(?!日)|方面|环节|举措|[\u4e00-\u9fff]{2,6})"
)
_LISTABLE = re.compile(
    r"单位|部门|机构|科室|股室|中心|乡镇|街道|区县|处室|职责|职能|任务|业务|(?:重点|主要)?工作(?!日)|方面|环节|举措|项目"
)


_ABSTRACT = re.compile(r"工作|方面|环节|举措|项目|任务|业务")
_LEAST_TASKS = 3


def bodies_counted(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 就业中心、社保中心、监察大队4个事业单位 — three are named."""
    for passage in paper.passages:
        for hit in _BODIES_COUNTED.finditer(passage.text):
            items = [part for part in re.split(r"、|[和及](?=[\u4e00-\u9fff]{2})", hit["list"]) if part]
            number = _DIGITS.get(hit["n"]) or int(hit["n"])
            before = passage.text[: hit.start()]
            named_in_full = sum("和" in item or "及" in item for item in hit["list"].split("、"))
            if not _LISTABLE.match(hit["noun"]) and not _alike_in_kind(items, hit["noun"]):
                continue
            if _ABSTRACT.match(hit["noun"]) and (len(items) < _LEAST_TASKS or abs(number - len(items)) > 2):
                continue
            if hit["list"].endswith("等") or re.search(r"[等和及、]$", before) or named_in_full > 1:
                continue
            if number not in {len(items), hit["list"].count("、") + 1} and abs(number - len(items)) <= 6:
                yield found(
                    "LIST_COUNT",
                    Severity.ERROR,
                    f"“{hit.group()}”列举了{len(items)}个，写{hit['n']}{hit['unit']}",
                    "补齐列举或改正数目",
                    passage.place(hit.start(), hit.end()),
                )


_NAMES_COUNTED = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,7}(?:、[\u4e00-\u9fff]{2,6}){2,}?(?:[和及][\u4e00-\u9fff]{2,6})?)(?:这|共|等)?"
    r"(?P<n>\d{1,2}|[二两三四五六七八九十])(?P<unit>条|座|所|处|艘|支|本|名|位|栋|口)(?P<noun>[\u4e00-\u9fff]{2,6})"
)


def names_counted(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 渌江、浦溪、石塘河、梅溪5条河流 — four are named."""
    for passage in paper.passages:
        for hit in _NAMES_COUNTED.finditer(passage.text):
            items = re.split("[、和及]", hit["list"])
            number = _DIGITS.get(hit["n"]) or int(hit["n"])
            whole = not re.search(r"[等和及、\d%]$", passage.text[: hit.start()])
            if whole and "等" not in hit.group() and 0 < abs(number - len(items)) <= 2:
                yield found(
                    "LIST_COUNT",
                    Severity.ERROR,
                    f"“{hit.group()}”列举了{len(items)}个，写{hit['n']}{hit['unit']}",
                    "补齐列举或改正数目",
                    passage.place(hit.start(), hit.end()),
                )


def _alike_in_kind(items: list[str], noun: str) -> bool:
    """Whether every item ends like the noun that counts them: 体育馆、游泳馆 of 2个公共场馆."""
    return any(all(item.endswith(noun[at]) for item in items) for at in range(len(noun)))


_NUMBERED = re.compile(r"\s*(?:(?P<n>\d{1,2})[.、．](?!\d)|[（(](?P<m>\d{1,2})[)）])")


def numbered_paragraphs(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 年初设定六项目标： and five numbered paragraphs behind it."""
    paragraphs = paper.paragraphs
    for at, passage in enumerate(paragraphs[:-1]):
        text = passage.text.rstrip()
        if not text.endswith(("：", ":")) or passage.level:
            continue
        marks = [_NUMBERED.match(each.text) for each in paragraphs[at + 1 : at + 16]]
        numbers = [int(mark["n"] or mark["m"]) for mark in takewhile(lambda mark: mark is not None, marks) if mark]
        stated = _stated_count(text.rstrip("：:"))
        if stated is None or numbers[:2] != [1, 2] or numbers != list(range(1, len(numbers) + 1)):
            continue
        if stated[0] != len(numbers) and stated[0] <= 12:
            yield found(
                "LIST_COUNT",
                Severity.ERROR,
                f"“{_short(text)}”写{stated[0]}项，后面列了{len(numbers)}项",
                "补齐列举或改正项数",
                passage.place(stated[1], stated[2]),
                paragraphs[at + len(numbers)].place(),
            )


_PART_LISTED = re.compile(
    r"(?P<n>\d{1,2}|[二两三四五六七八九十])(?P<unit>个|家|所|座|项)(?P<thing>[\u4e00-\u9fff]{2,30})[（(](?:其中|包括|即|分别为|分别是)?[：:]?"
    r"(?P<list>[\u4e00-\u9fff]{2,16}(?:、[\u4e00-\u9fff]{2,16}){2,})[)）]"
)


def lists_in_brackets(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 十个场馆（其中甲馆、乙馆…） with eight of them named."""
    for passage in paper.passages:
        for hit in _PART_LISTED.finditer(passage.text):
            number = _DIGITS.get(hit["n"]) or int(hit["n"])
            items = hit["list"].split("、")
            if number == len(items) or items[-1].endswith("等") or number > 20 or re.search(r"[和及与]", hit["list"]):
                continue
            yield found(
                "LIST_COUNT",
                Severity.WARNING,
                f"写{hit['n']}{hit['unit']}{hit['thing']}，括号内列了{len(items)}个",
                "补齐列举、改正数目，或在括号末尾写“等”",
                passage.place(hit.start(), hit.end()),
            )


DETECTORS: tuple[Detector, ...] = (
    enumerations,
    listed_items,
    counts_without_list,
    bodies_counted,
    names_counted,
    numbered_paragraphs,
    lists_in_brackets,
)
