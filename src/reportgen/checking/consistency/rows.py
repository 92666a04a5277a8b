"""Row against row and text against text of one table or project (行间核对): counts, unit prices, items of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.likeness import thing_named
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.checking.consistency.said import likeness_of
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.quantity import Quantity, plain_number, round_half_up
from reportgen.rules.statements import Statement, statement_of

_ENOUGH = 0.55
_ENOUGH_FOR_RARE = 0.2  # two rows that give the same large number speak of the same people
_RARE = 100


def share_above_whole(paper: Paper) -> Iterator[Finding]:
    """RATIO_OVER_100: 100%(1712辆) with 1720辆 done: more than the whole that was to be covered."""
    for row in paper.entered.indicators:
        reached = row.actual.quantity
        if not re.search(r"率$|准确性$", row.name.strip()) or reached is None or row.target.quantity is None:
            continue
        if row.target.quantity.unit.dimension != "share":
            continue
        for whole in row.target.details:
            if whole.comparable(reached) and reached.base > whole.base > 0:
                rate = round_half_up(reached.base / whole.base * 100, 2)
                yield found(
                    "RATIO_OVER_100",
                    Severity.WARNING,
                    f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，"
                    f"{reached}÷{whole}＝{plain_number(rate)}%，比率超过100%",
                    "核对分母（应保、应发的总数）和分子",
                    paper.place(row.origin("actual_value"), row.actual_value),
                    paper.place(row.origin("target_value"), row.target_value),
                    subject=row.name,
                )


def counts_of_siblings(paper: Paper) -> Iterator[Finding]:
    """ROW_VS_ROW: 100%准确(910人) called reached, while another row says that 881 of the 910 were served."""
    likeness = likeness_of(paper)
    rows = [row for row in paper.entered.department_indicators if row.target.details and row.actual_value]
    for row in rows:
        if row.actual.quantity is not None or statement_of(row.actual_value) is not Statement.REACHED:
            continue
        for other in rows:
            done = other.actual.quantity
            whole = _same_detail(row.target.details, other.target.details)
            if other is row or done is None or whole is None or not whole.comparable(done) or done.base >= whole.base:
                continue
            enough = _ENOUGH if whole.base < _RARE else _ENOUGH_FOR_RARE
            if likeness.covered(_thing(row), _thing(other)) < enough:
                continue
            yield found(
                "ROW_VS_ROW",
                Severity.WARNING,
                f"“{row.name}”写{row.target_value}、{row.actual_value}，而“{other.name}”同为{whole}，实际{other.actual_value}",
                "两条用同一个实际数，率以实际数为分母",
                paper.place(row.origin("target_value"), row.target_value),
                paper.place(other.origin("actual_value"), other.actual_value),
                subject=row.name,
            )
            break


def _thing(row: Indicator) -> str:
    return re.sub(
        r"(?:发放|划拨|参保|应保尽保|应补尽补)?(?:准确性|及时性|率|人员发放准确性)$", "", thing_named(row.name)
    )


def _same_detail(one: Sequence[Quantity], other: Sequence[Quantity]) -> Quantity | None:
    return next((a for a in one for b in other if a.same_amount(b) and a.unit.dimension != "share"), None)


_LISTED = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){2,})等?(?P<n>\d{1,2}|[二两三四五六七八九十])个?(?P<unit>大项|项目|项|个|类|科目)"
)


def lists_of_project(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_TEXT: the same list with another number: …等8个项目 in the purpose, …等7个大项 in the goal."""
    for project in paper.entered.projects:
        texts = [(project.fund_use, project.origin("fund_use"), "资金用途")]
        texts += [(g.text, g.origin("text"), "绩效目标") for g in paper.entered.goals if g.project == project.number]
        lists = [
            (hit, set(hit["list"].rstrip("等").split("、")), origin, name)
            for text, origin, name in texts
            for hit in _LISTED.finditer(text)
        ]
        for at, (one, items, origin, name) in enumerate(lists):
            for other, others, place, label in lists[at + 1 :]:
                shared = len(items & others)
                if shared >= 3 and shared * 10 >= min(len(items), len(others)) * 6 and one["n"] != other["n"]:
                    yield found(
                        "TEXT_VS_TEXT",
                        Severity.WARNING,
                        f"项目“{project.name}”{name}写“{one['n']}个{one['unit']}”，{label}写“{other['n']}个{other['unit']}”，"
                        f"所列内容相近",
                        "核对项数和所列各项，改为一致",
                        paper.place(origin, one.group()),
                        paper.place(place, other.group()),
                        subject=project.name,
                    )


DETECTORS: tuple[Detector, ...] = (
    share_above_whole,
    counts_of_siblings,
    lists_of_project,
)
