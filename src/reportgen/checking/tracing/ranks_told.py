"""Ranks that follow from the data (位次): 上年第5 of 第2，比上年上升3位; 第一大项 of what was spent on each project."""

from __future__ import annotations

import re

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.sentences.subjects import Line
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.numerals import parse_numeral


def rank_borne_out(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether the data bear out the rank that nobody entered as it stands."""
    return _of_year_before(line, mention, index) or _of_money(line, mention, index)


def _of_year_before(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether it is the rank of the year before, which an entered text tells by a change: 第2，比上年上升3位 → 第5."""
    told = parse_numeral(mention.text.removeprefix("第").rstrip("位名"))
    if told is None or not _BEFORE.search(line.text, line.parts.opening(line.parts.at(mention.start)), mention.start):
        return False
    for fact in index.ledger.values():
        for match in _RANKED.finditer(fact.text) if "第" in fact.text and not fact.derived else ():
            now, change = parse_numeral(match["now"]), parse_numeral(match["change"])
            if now is not None and change is not None and told == (now + change if match["up"] else now - change):
                return True
    return False


def _of_money(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether the sum that the sentence tells first is the so many-th of all projects: 养护是第一大项，2962.40万元."""
    rank = parse_numeral(mention.text.removeprefix("第"))
    parts = line.parts
    sentence = parts.sentences[parts.at(mention.start)]
    told = next((one.quantity for one in line.mentions if one.kind is MentionKind.MONEY and one.quantity
                 and parts.sentences[parts.at(one.start)] == sentence), None)  # fmt: skip
    if rank is None or told is None or not _LARGEST.match(line.text, mention.end):
        return False
    for field in ("actual_expenditure", "budget"):
        held = (index.ledger.get(f"{key}.{field}") for key in index.subjects if key.startswith("project."))
        sums = sorted((one.quantity.base for one in held if one and one.quantity), reverse=True)
        if told.base in sums and sums.index(told.base) + 1 == rank:
            return True
    return False


_LARGEST = re.compile(r"大(?:项|头|块|户|支出|开支|项目|用途|去处)")
_BEFORE = re.compile(r"上年|去年|上一年|前一年|[由从]")
_RANKED = re.compile(
    r"第(?P<now>\d+|[一二三四五六七八九十]+)[位名]?[^。；第]{0,12}?"
    r"(?:(?P<up>上升|提升|前移|前进|跃升|进|升)|下降|后退|后移|下滑|退|降)了?(?P<change>\d+|[一二两三四五六七八九十]+)个?[位名]"
)
