"""Shares and what they are of (比率与基数): shares no whole number gives, shares of a task nobody states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.arithmetic import HUNDRED, claims_in, places_of
from reportgen.checking.consistency.likeness import measure_named, thing_named
from reportgen.checking.consistency.paper import Detector, Paper, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.quantity import plain_number, round_half_up

_LARGEST_GROUP = 99


def infeasible_shares(paper: Paper) -> Iterator[Finding]:
    """RATIO_INFEASIBLE: 91 % of 15 persons: no whole number of persons rounds to it."""
    counts: dict[str, list[tuple[Decimal, str, Indicator]]] = {}
    for indicator in paper.entered.indicators:
        quantity = indicator.actual.quantity or indicator.target.quantity
        measure = measure_named(indicator.name)
        if quantity is None or not re.search(r"数", measure) or quantity.value != quantity.value.to_integral_value():
            continue
        counts.setdefault(thing_named(indicator.name), []).append((quantity.base, "表", indicator))
    for indicator in paper.entered.indicators:
        share = indicator.actual.quantity
        if share is None or share.unit.symbol != "%" or not re.search(r"率$", indicator.name.strip()):
            continue
        thing = re.sub(r"(?:完成|合格|达标|通过|参与|出勤|参训|及时|满意)$", "", thing_named(indicator.name))
        for total, _, counted in counts.get(thing, ()):
            groups = [
                (
                    total,
                    f"“{counted.name}”{counted.actual_value or counted.target_value}",
                    counted.origin("actual_value"),
                )
            ]
            groups += list(_said_counts(paper, thing, counted))
            for number, words, origin in groups:
                if 0 < number <= _LARGEST_GROUP and not _feasible(share.value, number):
                    lower = int(share.value * number / HUNDRED)
                    tries = "，".join(
                        f"{n}÷{plain_number(number)}＝{round_half_up(Decimal(n) / number * HUNDRED, 1)}%"
                        for n in (lower, lower + 1)
                    )
                    yield found(
                        "RATIO_INFEASIBLE",
                        Severity.WARNING,
                        f"“{indicator.name}”{indicator.actual_value}：以{words}为分母，没有整数人数能得出（{tries}）",
                        "写明分子和分母，核对比率和人数",
                        paper.place(indicator.origin("actual_value"), indicator.actual_value),
                        paper.place(origin),
                        paper.place(counted.origin("actual_value"), counted.actual_value),
                        subject=indicator.name,
                    )


def _feasible(share: Decimal, number: Decimal) -> bool:
    places = places_of(share)
    return any(round_half_up(Decimal(n) / number * HUNDRED, places) == share for n in range(int(number) + 1))


def _said_counts(paper: Paper, thing: str, counted: Indicator) -> Iterator[tuple[Decimal, str, Origin | None]]:
    quantity = counted.actual.quantity or counted.target.quantity
    core = re.sub(r"^(?:参加|参与|开展|举办|组织)?(?:全国|全省|全市|全县)?", "", thing)
    for goal in paper.entered.goals:
        for mention in claims_in(goal.achieved):
            clause = goal.achieved[max(mention.start - 4, 0) : mention.end + 24]
            if (
                (
                    quantity
                    and mention.quantity
                    and mention.quantity.comparable(quantity)
                    and len(core) >= 6
                    and core in clause
                )
                and mention.value is not None
                and mention.value != quantity.base
            ):
                yield mention.value, f"目标完成情况中的“{mention.text}”", goal.origin("achieved")


_TASK_SHARE = re.compile(r"完成[^，。；\d]{0,14}(?:任务|计划|指标)(?:数|量)?的?$")


def shares_without_base(paper: Paper) -> Iterator[Finding]:
    """RATIO_WITHOUT_BASE: 完成任务的122%, and the task itself is nowhere."""
    for passage in paper.passages:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = claims_in(sentence)
            for mention in claims:
                if mention.kind is not MentionKind.PERCENT or not _TASK_SHARE.search(sentence[: mention.start]):
                    continue
                task = re.search(r"(?:任务|计划|指标|目标)(?:数|为|是)?\s*\d", sentence[: mention.start])
                if mention.value and mention.value != 100 and task is None:
                    done = next(
                        (m for m in reversed(claims) if m.end <= mention.start and m.kind is MentionKind.COUNT), None
                    )
                    base = ""
                    if done is not None and done.value and done.value > mention.value:
                        task_number = round_half_up(done.value / mention.value * HUNDRED, 0)
                        base = f"按{done.text}反推，任务数约{task_number}{done.unit}；"
                    yield found(
                        "RATIO_WITHOUT_BASE",
                        Severity.INFO,
                        f"“{_quoted(sentence, mention)}”没有写任务数，无法复核。{base}".rstrip("；。") + "。",
                        "写明任务数",
                        passage.place(start + mention.start, start + mention.end),
                    )


_LONGEST_QUOTE = 30


def _quoted(sentence: str, mention: Mention) -> str:
    """The words of *sentence* up to *mention*, from the last comma that leaves them short, and never mid-number."""
    clauses = [0, *(hit.end() for hit in re.finditer(r"[，；：:]|,(?!\d)", sentence[: mention.start]))]
    start = next((at for at in clauses if mention.end - at <= _LONGEST_QUOTE), clauses[-1])
    return sentence[start : mention.end].strip()


DETECTORS: tuple[Detector, ...] = (infeasible_shares, shares_without_base)
