"""The entered numbers from which a figure may be worked out that no number before it in the text tells (推算的依据)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.money_lines import says
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.sentences.sureness import LITTLE, NAMED
from reportgen.checking.tracing.candidates import reach
from reportgen.checking.tracing.derivations import TIMES
from reportgen.checking.tracing.figures_told import TOGETHER
from reportgen.checking.tracing.periods_told import series_of
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.cue_words import change_direction
from reportgen.language.words import name_pairs
from reportgen.model.facts import Role
from reportgen.quantities.units import unit_named

_MOST = 3  # subjects beside a number, and numbers of last year
_MOST_DIVISORS = 8
_MOST_TOLD = 6
_MOST_OPERANDS = 24
_HELD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT})
_COMPARABLE = frozenset({Role.TARGET, Role.PREVIOUS})
_DIVIDED_BY = re.compile(
    r"(?:占(?:到|了|全部|所有|全年|全市|全县|总)*|相当于|每(?:一|[个名位家支条台件户场起次处座份批])?)([\u4e00-\u9fff]{2,8}?)"
    r"(?:总?[人户件]?数|总量|总额)?(?:的|折合|约合|[花支成投补合][^，。]{0,3})?[约近超]{0,2}$"
)
_BY_STAFF = re.compile(r"实有|在职|在岗|年末人数|干部职工")
_CLASSES = ("行政", "事业", "机关")
_PER = re.compile(r"(?P<per>[人户笔件次场车亩座家个项台])均|每(?P<each>人次|家次|[\u4e00-\u9fff])")
_STAFF = "staff.合计"
_RATE = re.compile(r"(?P<execution>执行率|支付进度|支出进度)|占比|比重")
_BOTH = re.compile(r"[两二]者|前者|后者")
_OVER_PLAN = re.compile(r"目标|计划|任务|要求|标准(?!化|数|装置)|预算|上限|限额|追加|调[增减]")
_OVER_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|同比|同期|[上前]一?届")


def beside(line: Line, reading: Reading, evidence: dict[str, Evidence], index: FactIndex) -> list[Statement]:
    """The figures of the subjects that the words beside a number name, and of the whole or unit they divide by."""
    named = [key for key, found in evidence.items() if found.named >= NAMED or found.carried]
    named = sorted(named, key=lambda key: not evidence[key].carried)[:_MOST]
    if "占" in reading.lead and reading.mention.unit.dimension in {"share", ""}:
        named.append("budget.total")
    if reading.mention.unit.dimension == "person":
        named += [f"staff.{name}" for name in _CLASSES if name in reading.lead]  # 比事业人员少30人
    named = [key for key in named if key in index.subjects]
    divided = _DIVIDED_BY.search(reading.lead)
    if divided:
        pairs = name_pairs(divided[1])
        holding = [set(index.postings[pair]) for pair in pairs if pair in index.postings]
        holding = holding if len(holding) * 3 >= len(pairs) * 2 else []
        named += sorted(set.intersection(*holding) if holding else set())[:_MOST_DIVISORS]
    roles = _HELD | _COMPARABLE if reading.mention.unit.symbol == "倍" else _HELD
    found = [
        statement
        for key in named
        for statement in index.subjects[key].statements
        if not statement.derived and statement.role in roles and statement.low == statement.high
    ]
    if reading.mention.unit.dimension == "percentage point":
        found += _rates_of_lines(line, reading, index)
    if "人均" in reading.lead and _BY_STAFF.search(reach(line, reading)) and _STAFF in index.subjects:
        found += [one for one in index.subjects[_STAFF].statements if one.role is Role.ACTUAL]
    return found


def _rates_of_lines(line: Line, reading: Reading, index: FactIndex) -> list[Statement]:
    """The rates of the lines of the budget that are compared: 项目支出……，执行率比基本支出低约2个百分点.

    Where the clause says of no rate, it goes on about the one told before it: 执行率92.3%，比基本支出低了7个多百分点.
    """
    sentence = line.parts.sentences[reading.clause]
    before = line.text[line.parts.starts[line.parts.first_of(sentence)] : reading.mention.start]
    kind = max(_RATE.finditer(before), key=re.Match.end, default=None)
    if kind is None:
        return []
    around = before if _BOTH.search(reading.lead) is None else line.text[: reading.mention.start]
    named = [
        key for key in index.subjects if key.startswith("budget.") and (says(key, around) or key == "budget.total")
    ]
    part = "execution_rate" if kind["execution"] else "share"
    return [one for key in named for one in index.subjects[key].statements if one.fact.rpartition(".")[2] == part]


def of_last_year(line: Line, reading: Reading, evidence: dict[str, Evidence], index: FactIndex) -> list[Statement]:
    """The numbers of last year (上年数据) that the sentence names, for a change: 收1268万吨，比上年多73万吨."""
    changes = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
    multiple = reading.mention.unit.dimension == TIMES.dimension
    around = reach(line, reading)
    if not (changes or multiple) or (not _OVER_LAST_YEAR.search(around) and _OVER_PLAN.search(around)):
        return []
    named = [
        statement
        for key, found in evidence.items()
        if key.startswith("previous.") and found.score >= LITTLE
        for statement in index.subjects[key].statements
    ]
    return [*series_of(index).of_last_year(line, reading.mention), *named][:_MOST]


def within_reach(
    line: Line, reading: Reading, evidence: dict[str, Evidence], done: Sequence[Resolved], index: FactIndex
) -> list[Statement]:
    """The numbers that the sentence told, those of the rows it is about, and what it divides or compares by."""
    sentence = line.parts.sentences[reading.clause]
    told = [one.statement for one in done if one.true and one.sentence == sentence][-_MOST_TOLD:]
    near = [key for key, found in evidence.items() if found.named >= NAMED or found.carried][:_MOST]
    rows = [
        *(one.thing for one in told),
        *(index.subjects[key].statements[0].thing for key in near if key in index.subjects),
    ]
    held = [one for row in dict.fromkeys(rows) for one in index.things.get(row, ()) if not one.derived]
    both = [*told, *_summed(reading, told), *_divisors(reading, index), *_before(line, reading, index), *held]
    found = {(one.low, one.unit.dimension): one for one in reversed(both) if one.low == one.high and one.low > 0}
    return list(found.values())[::-1][:_MOST_OPERANDS]


def _summed(reading: Reading, told: Sequence[Statement]) -> list[Statement]:
    """红色和橙色合计占14.08%: the sums of the first numbers of the last run of one kind."""
    if not told or not TOGETHER.search(reading.lead):
        return []
    alike = [one for one in told if one.unit.dimension == told[-1].unit.dimension]
    sums = [(at, alike[at].low + alike[at + 1].low) for at in range(len(alike) - 1)]
    return [replace(alike[at], low=value, high=value, derived=True) for at, value in sums]


def _divisors(reading: Reading, index: FactIndex) -> list[Statement]:
    """笔均, 每户: the counts in that unit; 人均 also of the department's own staff."""
    each = _PER.search(reading.lead)
    if each is None:
        return []
    unit = unit_named(each["per"] or each["each"])
    held = index.by_dimension.get(unit.dimension, ((), ()))[1]
    staff = index.subjects[_STAFF].statements if unit.dimension == "person" and _STAFF in index.subjects else ()
    return [one for one in (*staff, *held) if one.role is not Role.TARGET and not one.derived][:_MOST_DIVISORS]


def _before(line: Line, reading: Reading, index: FactIndex) -> list[Statement]:
    """The numbers of last year (上年数据) of a kind with the figure, or of any where it is a multiple or a rate."""
    if not _OVER_LAST_YEAR.search(reach(line, reading)):
        return []
    dimension = reading.mention.unit.dimension
    held = [one for key in index.previous for one in index.subjects[key].statements]
    alike = {dimension, "share"} if dimension == "percentage point" else {dimension}
    anything = dimension in {"share", TIMES.dimension}
    return [one for one in held if anything or one.unit.dimension in alike][:_MOST_DIVISORS]
