"""Stocks and rests of any name (结存与剩余): 年初, what came and went, 年末; what a row of a table left unpaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from reportgen.checking.consistency.figures import Figure, clause_before, figures_of
from reportgen.checking.consistency.grids import stretches
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, prose_of
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number

_FAR = 90  # characters
_OPENING = re.compile(r"(?:年初|期初|上年末|上年结转|上年结余|年初结转|结转资金|原有)[^，。；\d]{0,12}$")
_CLOSING = re.compile(r"(?:年末|期末|年底|年终|全年预算|调整后|现有|期末结存|预算总额)[^，。；\d]{0,10}$")
_IN = re.compile(
    r"录用|接收|新增|增加|调入|招|新建|购|追加|收入|征集|转入|补充|入藏|调增|引进|录取|拨款|拨入|收到|到账|建成|新进|投入|进"
)
_OUT = re.compile(
    r"退休|减少|调出|销毁|核销|报废|支出|压减|调减|收回|辞|移交|死亡|注销|淘汰|核减|执行|使用|报减|退出|离|拆除|停用|轮出"
)
_MOST_BETWEEN = 5
_NEARLY = Decimal("0.34")


def stocks(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT, HEADCOUNT_MISMATCH: 年初实有35人，退休3人、录用2人，年末36人 — which leaves 34."""
    for passage in prose_of(paper):
        figures = [one for one in figures_of(passage.text) if not one.is_share]
        ended = 0
        for at, opening in enumerate(figures):
            if not _OPENING.search(clause_before(passage.text, opening)) or opening.start < ended:
                continue
            behind = [one for one in figures[at + 1 :] if one.kind == opening.kind]
            closing = next(
                (n for n, one in enumerate(behind) if _CLOSING.search(clause_before(passage.text, one))), None
            )
            if closing is None or not 1 <= closing <= _MOST_BETWEEN or behind[closing].start - opening.end > _FAR:
                continue
            between, last = behind[:closing], behind[closing]
            if (
                re.search("[。；;]", passage.text[opening.end : last.start])
                or "其中" in passage.text[opening.end : last.start]
            ):
                continue
            ended = last.end
            yield from _stock(passage, opening, between, last)


def _stock(passage: Passage, opening: Figure, between: Sequence[Figure], last: Figure) -> Iterator[Finding]:
    signs = [-1 if _OUT.search(one.lead) and not _IN.search(one.lead) else 1 for one in between]
    made = opening.value + sum(sign * one.value for sign, one in zip(signs, between, strict=True))
    blur = opening.blur + last.blur + sum((one.blur for one in between), Decimal(0))
    if abs(made - last.value) <= blur or last.gives(made) or _told_in_all(opening, between, signs, last):
        return
    if not all(_IN.search(one.lead) or _OUT.search(one.lead) for one in between):
        return
    if abs(made - last.value) > max(made, last.value) * _NEARLY:
        return
    code = "HEADCOUNT_MISMATCH" if opening.kind == "person" else "BUDGET_SUM_IN_TEXT"
    shown = "".join(f"{'－' if sign < 0 else '＋'}{one.text}" for sign, one in zip(signs, between, strict=True))
    yield found(
        code,
        Severity.ERROR,
        f"“{passage.text[opening.start - len(opening.lead) : last.end].strip()}”：{opening.text}{shown}＝"
        f"{last.as_written(made)}，写{last.text}",
        "核对年初数、增减数和年末数，改正其中一处",
        passage.place(opening.start, last.end),
    )


def _told_in_all(opening: Figure, between: Sequence[Figure], signs: Sequence[int], last: Figure) -> bool:
    """Whether some of what came between makes the end, and the others tell it again in all (共增加188万元)."""
    gap = last.value - opening.value
    for chosen in product((0, 1), repeat=len(between)):
        if sum(chosen) and sum(c * s * one.value for c, s, one in zip(chosen, signs, between, strict=True)) == gap:
            return True
    return False


_LEFT = re.compile(r"(?:没有|未|尚未|未能)(?:支付|执行|支出|拨付|使用)(?:完)?的?$|(?:结转|结余|剩余)(?:资金)?$")
_UNPAID_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,6}(?:没有|未|尚未)(?:支付|执行|支出|拨付|使用)")
_LEAST_NAME = 4


def rests_of_rows(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 库房密集架项目…，24.00万元没有支付, where that row of a table has 120.00 and 78.00."""
    rows = [line for stretch in stretches(paper) for line in stretch.lines if len(line.name) >= _LEAST_NAME]
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for left in figures:
            if left.kind != "money" or not (
                _LEFT.search(left.lead.strip()) or _UNPAID_BEHIND.match(passage.text[left.end :])
            ):
                continue
            sentence = max(passage.text.rfind(mark, 0, left.start) for mark in "。\n") + 1
            words = passage.text[sentence : left.end]
            named = [line for line in rows if line.name in words]
            if len(named) != 1 or any(
                one.kind == "money" and one is not left for one in figures if one.start >= sentence
            ):
                continue
            values = [entry.value for entry in named[0].entries if entry is not None and not entry.is_share]
            gaps = {abs(a - b) for a in values for b in values if a != b}
            if not gaps or left.written in gaps or left.written in values:
                continue
            meant = [gap for gap in gaps if sorted(f"{gap}") == sorted(f"{left.written}")]
            if len(meant) == 1:
                yield found(
                    "BUDGET_SUM_IN_TEXT",
                    Severity.ERROR,
                    f"写“{left.text}”，表中“{named[0].name}”一行各数相差{plain_number(meant[0])}",
                    "核对表中两个数，改正其中一处",
                    passage.place(left.start, left.end),
                    *(entry.cell.place() for entry in named[0].entries if entry is not None),
                )


DETECTORS: tuple[Detector, ...] = (stocks, rests_of_rows)
