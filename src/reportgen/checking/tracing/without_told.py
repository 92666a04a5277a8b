"""What a figure would be without some rows (剔除口径): 若剔除设备购置，执行率可达97.7%; 其余四个项目执行率95.2%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line, first_joined
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.lists_counted import counted_as
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.short_names import named_shortly, rows_of
from reportgen.model.facts import Role
from reportgen.quantities.units import PERCENT

_WITHOUT = re.compile(
    r"(?:剔除|扣除|扣掉|除去|除开|除却|撇开|撇去|抛开|抛去|刨除|刨去|刨掉|排除|去掉|拿掉|减掉|不算|不计|不含|不考虑|不看|"
    r"除了?(?=[^，。；]{2,24}[之以]?外))(?P<names>[^。；]*)"
)
_OTHERS = re.compile(r"其余|其他|其它|另外|剩下|余下|别的")
_RATE = re.compile(r"(?:执行|支出|支付|使用)(?:率|进度)")
_EACH = re.compile(r"均|都|各|每|全部|分别|依次")
_THAT_ONE = re.compile(r"^(?:上述|以上)?(?:这|该|此|它|那)")
_WHOLE = re.compile(r"部门|整体|总体|全年|总的?(?:预算|支出|执行)|全部支出")
_HUNDRED = Decimal(100)
_TELLING_DIGITS = 2


def rate_without(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """The execution rate of all projects, or of the department, without the projects that the words leave out."""
    mention = reading.mention
    if mention.unit.dimension != "share" or line.passage.cells or digits_told(mention) < _TELLING_DIGITS:
        return None
    start = line.parts.starts[line.parts.first_of(first_joined(line, reading.clause))]
    before = line.text[start : mention.start]
    said, clause = _WITHOUT.search(before), line.text[line.parts.starts[reading.clause] : mention.start]
    named = _RATE.search(clause)
    if named is None or _EACH.search(clause, named.start()) or not (said or _OTHERS.search(clause)):
        return None
    every = rows_of(index, "project.")
    told = [one.statement.subject for one in done if one.at >= 0 and one.statement.subject.startswith("project.")]
    if said is not None:
        names = said["names"].partition("，")[0]
        left = named_shortly(names, index, "project.")
        left = left or (told[-1:] if _THAT_ONE.search(names) else [])
    else:
        left = [*named_shortly(before, index, "project."), *told]
    if not left or len(set(left)) >= len(every):
        return None
    line_of_all = "budget.total" if said is not None and _WHOLE.search(clause) else "budget.project"
    wholes = [line_of_all] if line_of_all in index.subjects else every
    spent, planned = (
        _sum(wholes, role, index) - _sum(set(left), role, index) for role in (Role.EXPENDITURE, Role.BUDGET)
    )
    if planned <= 0 or spent <= 0:
        return None
    rate = figure(index.subjects[wholes[0]].statements[0], spent / planned * _HUNDRED, PERCENT)
    return rate if states(mention, rate) else None


def others_counted(line: Line, reading: Reading, index: FactIndex) -> Statement | None:
    """撇开站房维修，其余两个项目: as many projects as the words before have not named."""
    mention = reading.mention
    if (
        not _OTHERS_RIGHT_BEFORE.search(reading.lead)
        or mention.unit.dimension not in {"个", "项"}
        or mention.qualifiers
    ):
        return None
    named = named_shortly(line.text[line.parts.opening(reading.clause) : mention.start], index, "project.")
    left = len(rows_of(index, "project.")) - len(named)
    return counted_as(mention) if named and mention.value == left else None


_OTHERS_RIGHT_BEFORE = re.compile(r"(?:其余|其他|其它|另外|剩下的?|余下的?|别的)$")


def _sum(rows: Iterable[str], role: Role, index: FactIndex) -> Decimal:
    """What the rows have in that role, all of them together."""
    held = (next((one for one in index.subjects[row].statements if _is_amount(one, role)), None) for row in rows)
    return sum((one.low for one in held if one is not None), Decimal(0))


def _is_amount(one: Statement, role: Role) -> bool:
    return one.role is role and not one.derived and not one.words and one.unit.dimension == "money"
