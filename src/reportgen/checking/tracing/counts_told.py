"""Counts of what the text itself has told or named (承前的个数): 其余三个项目, 43个项目中, 两者相比."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import digits_told, one_class, same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.checking.tracing.lists_counted import counted_as
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import Unit

_OTHERS = re.compile(r"(?:其余|其他|其它|另外|剩下的?|余下的?)$")
OTHERS_AROUND = re.compile(r"其余|其他|其它|另外|剩下|余下")
_MOST = 6
LEFT = "left"  # the part of a statement that tells how many were not done


def remaining(
    line: Line, reading: Reading, earlier: Sequence[Resolved], whole: Statement | None, all_: Iterable[str]
) -> Statement | None:
    """其余三个项目: as many as there are projects without those the text has just named, or so many of them."""
    lead = reading.lead
    if whole is None or not _OTHERS.search(lead) or reading.mention.unit.dimension not in {"个", "项"}:
        return None
    here = [one for one in earlier if one.sentence >= 0] or list(earlier)
    projects = set(all_)
    last = next((one.sentence for one in reversed(here) if one.statement.subject in projects), None)
    named = {one.statement.subject for one in here if one.sentence == last} & projects
    sentence = line.parts.sentences[reading.clause]
    beside = {one.key for one in line.named if one.end <= reading.mention.start and one.key in projects}
    beside = {one.key for one in line.named if one.key in beside and line.parts.sentences[one.clause] == sentence}
    counted = [one.statement.low for one in here if one.sentence >= sentence - 1 and not one.statement.subject]
    for many in dict.fromkeys([Decimal(len(named)), Decimal(len(beside)), *counted[-1:]]):
        left = replace(whole, low=whole.low - many, high=whole.low - many, derived=True)
        if many and states(reading.mention, left):
            return left
    return None


def again(text: str, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """签约项目43个。……43个项目中: a number told just before, taken up again as that of which more is told."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers:
        return None
    these = _THESE_ABOVE.search(reading.lead) is not None and mention.unit.dimension in _THINGS_NAMED
    if not these and (reading.lead.strip("，。、；的") not in _TAKING_UP or not _AMONG.match(text, mention.end)):
        return None
    alike = (one.statement for one in reversed(earlier) if one.true and one.sentence >= 0)
    return next((one for one in alike if one.low == span[0] and same_class(mention.unit, one.unit)), None)


_TAKING_UP = frozenset({"", "这", "上述", "全部", "所有", "该", "在", "这些"})
_AMONG = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:之中|当中|[中里内])")


_THESE_ABOVE = re.compile(r"(?:[这那上前以]面?[述说讲边]?的?|上[述面]的?)这?$")
_THINGS_NAMED = frozenset({"个", "项", "条", "件", "处", "点", "方面", "类", "块", "笔", "样", "股", "种"})


def complement(reading: Reading, earlier: Sequence[Resolved], since: int) -> Statement | None:
    """15项指标里，13项达标，两项掉了队: what is left of the first number of a kind without those told behind it.

    The numbers are those from the sentence *since* on.
    """
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or span[0] != span[1] or mention.qualifiers or mention.unit.dimension in _NO_COUNTS:
        return None
    here = [one.statement for one in earlier if one.true and one.sentence >= since]
    if not here or _REACHED.search(reading.lead + reading.tail):
        return None  # 其中3项超额完成: a result is counted from the data
    alike = [one for one in here if same_class(mention.unit, one.unit) and one.low == one.high]
    alike = [one for one in alike if not one.direction or one.role is not Role.DIFFERENCE]  # 比上年少13个 is no part
    rests = list(_rests_of(alike))
    hit = next((whole for whole, left in rests if left == span[0]), None)
    if hit is None:
        return None
    if mention.unit.dimension == "money" and (
        _NO_REST.search(reading.lead) or not _no_accident(mention, [left for _, left in rests])
    ):
        return None
    return replace(hit, low=span[0], high=span[0], derived=True, role=Role.DIFFERENCE, needs=None, bars=None)


def _rests_of(told: Sequence[Statement]) -> Iterator[tuple[Statement, Decimal]]:
    """Each number with what is left of it without those told behind it."""
    for at, whole in enumerate(told[:-1]):
        if not any(one.role in _NO_WHOLE for one in told[at:]):
            yield whole, whole.low - sum((one.low for one in told[at + 1 :]), Decimal(0))


def _no_accident(mention: Mention, values: Sequence[Decimal]) -> bool:
    bounds = about(mention)
    return bounds is not None and chance(mention, sum(bounds[0] <= one <= bounds[1] for one in values)) <= UNLIKELY


def left_over(reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """不合格1325台件。……已处置1305台件，剩20台件: what the last number of a kind leaves of the larger one before it."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers or not _LEFT_OVER.search(reading.lead):
        return None
    alike = [one.statement for one in earlier if one.true and one.sentence >= 0 and _is_part(one.statement, mention)]
    pairs = [(whole, part) for at, part in enumerate(alike) for whole in alike[:at] if whole.low > part.low]
    last = next((pair for pair in reversed(pairs) if pair[1] is alike[-1]), None)
    sure = [last] if last is not None else []
    if _no_accident(mention, [whole.low - part.low for whole, part in pairs]):  # with other numbers of the kind between
        sure += pairs
    whole = next((whole for whole, part in sure if whole.low - part.low == span[0]), None)
    return _left(whole, span[0], whole.unit) if whole is not None else None


def _is_part(one: Statement, mention: Mention) -> bool:
    told = one.role not in {Role.TARGET, Role.PREVIOUS, Role.DIFFERENCE} and one.low == one.high
    return told and one.unit.dimension not in _NO_PARTS and same_class(mention.unit, one.unit)


_LEFT_OVER = re.compile(r"(?:剩|余下|其余|尚有|还有|只剩)[\u4e00-\u9fff]{0,3}$")


def excepting(line: Line, reading: Reading, earlier: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """除1件外，其余90件: so many excepted and so many others, where both together were entered: 91件."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers or mention.unit.dimension in _NO_PARTS:
        return None
    if _BUT.search(reading.lead):
        behind = next((one for one in line.mentions if one.start >= mention.end and one.is_claim), None)
        others = span_of(behind) if behind is not None and same_class(mention.unit, behind.unit) else None
        led = behind is not None and OTHERS_AROUND.search(line.text, mention.end, behind.start) is not None
        rest = others[0] if led and others is not None else None
    else:
        last = earlier[-1].statement if earlier else None
        rest = last.low if last is not None and last.part == LEFT and OTHERS_AROUND.search(reading.lead) else None
    if rest is None:
        return None
    held = index.near(mention.unit.dimension, span[0] + rest, span[0] + rest, _MOST)
    whole = next((one for one in held if one.role in _COUNTED and one.low == one.high and not one.derived), None)
    known = any(index.near(unit, one, one, 1) for unit in {mention.unit.dimension, ""} for one in {span[0], rest})
    return _left(whole, span[0], mention.unit) if whole is not None and known else None


def _left(whole: Statement, value: Decimal, unit: Unit) -> Statement:
    """So many of the *whole* as were left, or not done."""
    return replace(
        whole, low=value, high=value, unit=unit, derived=True, role=Role.DIFFERENCE, needs=None, bars=None, part=LEFT
    )


_BUT = re.compile(r"除去?了?$")
_COUNTED = frozenset({Role.ACTUAL, Role.TEXT, Role.TARGET, Role.COUNT})


def out_of_rate(
    reading: Reading, evidence: Mapping[str, Evidence], earlier: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """检定及时率93.8%，……超期3434台件: the 分母 of a rate without its 分子, where the words say what was not done."""
    mention, span = reading.mention, span_of(reading.mention)
    rows = _rests(index).get(span[0], ()) if span is not None and not mention.qualifiers else ()
    if not rows or not _NOT_DONE.search(reading.lead + reading.tail):
        return None
    near = [one.statement for one in earlier[-_MOST:] if one.true]
    told = {one.thing for one in near}
    for row, part, whole in rows:
        found = evidence.get(row)
        here = row in told or (found is not None and found.score >= LITTLE)
        here = here or any(one.low in {part.low, whole.low} for one in near)
        if (
            here
            and _in_unit(mention, (part, whole), index)
            and not _otherwise(mention, row, whole.low - part.low, index)
        ):
            return _left(whole, whole.low - part.low, mention.unit)
    return None


def _otherwise(mention: Mention, row: str, left: Decimal, index: FactIndex) -> bool:
    """Whether a text of that row tells the rest in another unit: 8家山区景区 is no 8人."""
    told = [one for one in index.subjects.values() if one.textual and one.statements[0].thing == row]
    units = {one.unit.dimension for subject in told for one in subject.statements if one.low == left}
    return bool(units) and not any(one_class(mention.unit.dimension, unit) for unit in units)


def left_of_text(reading: Reading, earlier: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """水样采了640份，29份不合格: what a number told leaves of the one before it in its text, 640份，合格611份."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers or not _NOT_DONE.search(reading.lead + reading.tail):
        return None
    near = [one.statement for one in earlier[-_MOST:] if one.true and _is_part(one.statement, mention)]
    proving = digits_told(mention) >= _PROVING_DIGITS
    for told in near:
        for one in (told, *index.near(told.unit.dimension, told.low, told.low, _MOST)):
            for other in index.things.get(one.thing, ()) if one.words else ():
                whole, part = (one, other) if other.start > one.start else (other, one)  # 优良109个，其余17个 of 126个
                beside = other.fact == one.fact and whole.low - part.low == span[0] and _is_part(other, mention)
                if beside and (proving or not _parted(whole, part, index)):
                    return _left(whole, span[0], mention.unit)
    return None


def _parted(one: Statement, other: Statement, index: FactIndex) -> bool:
    """Whether another number of that unit stands between the two, or they stand in two parts of the text."""
    between = [
        each for each in index.things[one.thing]
        if each.fact == one.fact and one.start < each.start < other.start and each.unit.dimension == one.unit.dimension
    ]  # fmt: skip
    return bool(between) or _STOPS.search(index.ledger[one.fact].text, one.end, other.start) is not None


_STOPS = re.compile(r"[；;。]")


def years_running(line: Line, reading: Reading, evidence: Mapping[str, Evidence], index: FactIndex) -> Statement | None:
    """足额发放率连续两年保持100%: as many years as an indicator was entered with that value, this one and the last."""
    if reading.mention.value != _BOTH_YEARS or reading.mention.unit.symbol != "年" or not _RUNNING.search(reading.lead):
        return None
    behind = line.number_behind(reading.mention.end)
    span = span_of(behind) if behind is not None else None
    if behind is None or span is None or line.parts.at(behind.start) != reading.clause:
        return None
    for key, found in evidence.items():
        if key.startswith("indicator.") and found.score >= LITTLE:
            held = [one for one in index.subjects[key].statements if one.low == span[0] and not one.derived]
            if {Role.ACTUAL, Role.PREVIOUS} <= {one.role for one in held if same_class(behind.unit, one.unit)}:
                return counted_as(reading.mention)
    return None


_BOTH_YEARS = 2
_RUNNING = re.compile(r"连续$")


def _in_unit(mention: Mention, both: Sequence[Statement], index: FactIndex) -> bool:
    """Whether 分子 or 分母 was also entered in the unit of *mention*, or in none that could tell."""
    held = [dimension for dimension in index.by_dimension if dimension not in _NO_PARTS]
    units = {unit for unit in held for one in both if index.near(unit, one.low, one.low, 1)}
    return not units or any(one_class(mention.unit.dimension, unit) for unit in units)


@lru_cache(maxsize=4)
def _rests(index: FactIndex) -> Mapping[Decimal, Sequence[tuple[str, Statement, Statement]]]:
    """The indicators entered with 分子 and 分母, by what the one leaves of the other."""
    found: dict[Decimal, list[tuple[str, Statement, Statement]]] = {}
    for key, subject in index.subjects.items():
        if key.startswith("indicator."):
            held = {one.fact.rpartition(".")[2]: one for one in subject.statements if not one.derived}
            part, whole = held.get("numerator"), held.get("denominator")
            if part is not None and whole is not None and part.low < whole.low:
                found.setdefault(whole.low - part.low, []).append((key, part, whole))
    return found


_NOT_DONE = re.compile(
    r"剩|余|其[他它]|另|未|没|尚|还有|欠|不(?![仅但只足到])|超[期时过出]|逾期|过期|迟|晚|拖|漏|缺|差|失败|流失|退回|例外|空|误|除去?了?(?:$|外)"
)
_PROVING_DIGITS = 4
_NO_REST = re.compile(r"[超比较增减高低多少]|赤字|透支")
_NO_WHOLE = frozenset({Role.TARGET, Role.PREVIOUS})
_REACHED = re.compile(r"(?<![未没])(?:超额|完成|达标|达到|实现|满分|优于)")
_NO_COUNTS = frozenset({"share", "percentage point", "date", ""})
_NO_PARTS = _NO_COUNTS | {"money"}


def counted(line: Line, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """两块的执行率, 两者相比, 这两项: as many things as the words told of just before."""
    mention, many = reading.mention, reading.mention.value
    if many is None or mention.qualifiers:
        return None
    if _POINTED_AT.search(reading.lead) and mention.unit.dimension in _THINGS_NAMED and many > 1:
        sentence = line.parts.sentences[reading.clause]
        here = dict.fromkeys(one.statement.subject for one in earlier if one.true and one.sentence == sentence)
        kinds = [[key for key in here if key.startswith(kind)] for kind in _KINDS]
        if many in {len(here), *map(len, kinds)}:
            return counted_as(mention)
    if not _THESE.match(line.text, mention.start):
        return None
    if not 1 < many <= len({(one.statement.subject, one.statement.low) for one in earlier[-_MOST:]}):
        return None
    return counted_as(mention)


_THESE = re.compile(
    r"[二两三四][块项者头方笔类个处部级样条股种](?:面|分|线|指标|数|支出|资金|经费|项目|单位|月|季度|年|站点)?"
    r"(?:的|中|里|都|均|就|便|也|各|合|相加|加|之和|相比|相差|总|共|一共|一起|连同|占|相抵|抵)|俩(?:加|合|共|一共)"
)
_POINTED_AT = re.compile(r"这$")
_KINDS = ("indicator.", "project.", "text:")
