"""执行率 of a budget table told again in words (执行率复述): another number, or another distance from a second line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.quantity import plain_number, round_half_up

_RATE_OF = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,8}?)(?:全年)?(?:预算)?执行率(?:为|达到|达|是)?(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
    r"(?:[，,](?:比|较)?(?P<way>低于|高于)(?P<other>[\u4e00-\u9fff]{2,8}?)(?:执行率)?(?P<gap>\d+(?:\.\d+)?)个百分点)?"
)


def rates_told_again(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: an 执行率 of a line of a budget table told otherwise in words, or its distance from another."""
    rates = _rates_of_tables(paper)
    if not rates:
        return
    for passage in paper.paragraphs:
        for hit in _RATE_OF.finditer(passage.text):
            words = re.sub(r"(?:项目|经费)$", "", hit["label"])
            label = next((name for name in rates if hit["label"].endswith(name) or words.endswith(name)), "")
            before = passage.text[max(hit.start() - 8, 0) : hit.start() + 4]
            if not label or re.search(r"上年|去年|20\d\d|同期", before):
                continue
            rate, cell = rates[label]
            said = Decimal(hit["rate"])
            if round_half_up(rate, len(hit["rate"].partition(".")[2])) != said:
                yield found(
                    "PROSE_VS_TABLE",
                    Severity.ERROR,
                    f"文字写{label}执行率{hit['rate']}%，表中{cell.text.strip()}",
                    "核对金额，改正其中一处",
                    passage.place(hit.start("label"), hit.end("rate")),
                    cell.place(),
                )
            other = next((name for name in rates if hit["other"] and hit["other"].endswith(name)), "")
            if other and abs(rate - rates[other][0]) != Decimal(hit["gap"]):
                right = plain_number(abs(rate - rates[other][0]))
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"写{label}执行率{hit['way']}{other}{hit['gap']}个百分点，按表中两个执行率计算应为{right}个百分点",
                    "改正差额，或核对两个执行率",
                    passage.place(hit.start("way"), hit.end("gap")),
                    cell.place(),
                    rates[other][1].place(),
                )


def _rates_of_tables(paper: Paper) -> dict[str, tuple[Decimal, Passage]]:
    """The line of a budget table → its 执行率, where the table has one column of them."""
    rates: dict[str, tuple[Decimal, Passage]] = {}
    for table in paper.grids:
        for top, row in enumerate(table[:3]):
            columns = [at for at, cell in enumerate(row) if re.search(r"执行率", cell.text)]
            if len(columns) != 1 or columns[0] == 0:
                continue
            for line in table[top + 1 :]:
                name = re.sub(r"\s|[（(].*", "", line[0].text) if line else ""
                value = line[columns[0]].text.strip().rstrip("%％") if len(line) > columns[0] else ""
                if len(name) >= 2 and re.fullmatch(r"\d+(?:\.\d+)?", value) and parse_numeral(name) is None:
                    rates.setdefault(name, (Decimal(value), line[columns[0]]))
            break
    return rates


DETECTORS: tuple[Detector, ...] = (rates_told_again,)
