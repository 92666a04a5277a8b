"""Bodies, notices and projects that a text names (单位、文件、项目)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name at ``start:end`` of a text; *place* is the region a body belongs to."""

    name: str
    start: int
    end: int
    place: str = ""


_NOTICE = re.compile(r"《([^《》\n]{3,60})》")
_BODY = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,6}?(?:省|市|自治县|县|区|自治州|旗))(?P<body>(?:[\u4e00-\u9fff]{2,12}?)(?:局|委员会|厅|联合会|残联|管理办公室|总队|支队))"
)
_COMMON_PLACE = re.compile(
    r"(?:全|本|我|各|该|两|外|省|县|城|郊|园|校|社|小|辖|地|片|景|林|矿|牧|灌|库|厂|街|开发|示范|自治|高新|行政|功能|居住|服务|山|灾|重点|试验)(?:省|市|县|区|州|旗)$"
)
_LEADING = re.compile(
    r"^(?:由|向|经|报|按|据|与|和|同|为|对|是|在|请|让|把|将|获|受|被|及|至|到|送|会同|联合|根据|按照|配合|协助|接受|纳入)+"
)
_PROJECT = re.compile(
    r"(?:其中|包括|以及)?(?P<name>[\u4e00-\u9fff]{4,18})项目(?:预算|支出|财政资金|其他资金|资金|执行|安排|投入|全年|年初)"
)

_COUNTED_PROJECTS = re.compile(r"(?:[一二两三四五六七八九十几多]+个|各个?|全部|所有|上述|以上|部分|其他|其余)$")


def notices(text: str) -> Iterator[NamedThing]:
    """The titles in 书名号."""
    for match in _NOTICE.finditer(text):
        yield NamedThing(match[1], match.start(1), match.end(1))


def bodies(text: str) -> Iterator[NamedThing]:
    """Offices of a named region: 松澜县应急管理局; not 县财政局 nor 全市公安局."""
    at = 0
    while match := _BODY.search(text, at):
        lead = _LEADING.match(match["place"])
        start = match.start() + (lead.end() if lead else 0)
        place = text[start : match.end("place")]
        if len(place) >= 3 and not _COMMON_PLACE.search(place[-2:] if len(place) == 2 else place[-3:]):
            yield NamedThing(text[start : match.end()], start, match.end(), place)
        at = match.end("place") if not place else match.end()


def projects(text: str) -> Iterator[NamedThing]:
    """What stands before 项目预算, 项目支出 and the like."""
    for match in _PROJECT.finditer(text):
        if not _COUNTED_PROJECTS.search(match["name"]):
            yield NamedThing(match["name"], match.start("name"), match.end("name"))
