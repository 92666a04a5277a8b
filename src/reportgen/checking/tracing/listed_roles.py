"""Amounts listed one after another without a word for their role (并列的口径): 甲472.70万元；乙227.60万元.

They stand in one role, that of most of them or of the total that leads the list: a budget among what was spent does
not belong there, though it is the row's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.placed import Misplaced, Told
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role

_ROLES = (Role.EXPENDITURE, Role.BUDGET, Role.ORIGINAL_BUDGET)
_ROWS = ("project.", "budget.")
_WHOLE = "budget.total"
_LINES = re.compile(r"基本支出|项目支出|财政拨款(?:资金|支出)?|其他资金")
_ROLE_SAID = re.compile(
    r"预算|安排|支出|支付|兑付|执行|[使支]?用[了掉去于]|使用|花|投入|开支|列支|决算|年初|下达|批复|追加|压减|压缩|调|结余|结转|剩|增|减|原|由|从|比|上年|去年"
)
_SHORTLY_SAID = re.compile(r"[支花用][了掉]?[约近超]?$")
_ROLE_BEHIND = re.compile(
    r"的?(?:年初|年度|全年)?(?:预算|安排|盘子)|[^，。；\d]{0,4}(?:预算|支出|花|用[了掉去]|执行(?!率))|，?(?:只|还|仅|就|尚)?剩"
)
_OTHER_AMOUNT = re.compile(  # 苗圃改造600万元，支出571.34万元
    r"[，（](?:全年|实际|年初|调整后)?(?:支(?=\d)|支出|预算|用[了掉去]|花[了掉]?|实际|执行(?!率)|支付|安排)[^，。；%％]{0,4}\d"
)
_BASE = re.compile(r"的[\d.]+[%％]|的[一二三四五六七八九十百]+(?:成|分之)")
_BULLET = re.compile(r"\s*(?:[-—•·*]+|（?[一二三四五六七八九十\d]+[）)、.．]|[①-⑳]|[一二三四五六七八九十]是)")
_FEWEST = 3  # of which most tell the role


class _Item(NamedTuple):
    told: Told
    own: Statement
    roles: frozenset[Role]  # those of its row whose amount the number states, where it is untold
    untold: bool  # whether no word tells its role


def unlike_in_list(
    line: Line, told: Sequence[Told], index: FactIndex, earlier: Sequence[Resolved]
) -> Iterator[tuple[int, Misplaced]]:
    """Where amounts start that are in another role than those they are listed with, and the amount in that role."""
    items = [item for one in told if (item := _item(line, one, index)) is not None]
    leading = _role_before(earlier) if _BULLET.match(line.text) else None
    for untold, run in groupby(items, key=lambda one: one.untold):
        group = list(run)
        if not untold:
            total = next((one for one in reversed(group) if not _is_base(line, one)), group[-1])
            leading = total.own.role if total.own.subject in {_WHOLE, "budget.project"} else None
            continue
        role = _role_of_most(group) or leading
        for one in group:
            if role is not None and role not in one.roles:
                right = next(
                    (other for other in index.subjects[one.own.subject].statements if other.role is role), None
                )
                if right is not None:
                    yield one.told.reading.written.start, Misplaced("NUMBER_WRONG_ROLE", right)


def _is_base(line: Line, one: _Item) -> bool:
    """Whether a share is told of the amount: 用了4018.62万元，占全年预算4125万元的97.4%."""
    return _BASE.match(line.text, one.told.reading.written.end) is not None


def _item(line: Line, told: Told, index: FactIndex) -> _Item | None:
    own = told.statement
    if own is None or own.words or own.derived or own.role not in _ROLES or not own.subject.startswith(_ROWS):
        return None
    reading = told.reading
    said = _ROLE_SAID.search(_LINES.sub("", reading.lead)) or _SHORTLY_SAID.search(reading.lead) or reading.item
    behind = _ROLE_BEHIND.match(line.text, reading.written.end) or _OTHER_AMOUNT.match(line.text, reading.written.end)
    if said or behind or own.subject == _WHOLE:
        return _Item(told, own, frozenset(), untold=False)
    held = [one for one in index.subjects[own.subject].statements if one.role in _ROLES and not one.derived]
    return _Item(told, own, frozenset(one.role for one in held if states(reading.mention, one)), untold=True)


def _role_of_most(group: Sequence[_Item]) -> Role | None:
    """The role that most of the items are in, each of a row of its own."""
    if len({one.own.subject for one in group}) < _FEWEST:
        return None
    (role, many), *_ = Counter(role for one in group for role in one.roles).most_common(1)
    return role if many * 2 > len(group) else None


def _role_before(earlier: Sequence[Resolved]) -> Role | None:
    """The role of the item in the line before, or the one role of the amounts that lead the list."""
    held = [one.statement for one in earlier if one.true and one.statement.role in _ROLES]
    held = [one for one in held if one.subject.startswith(_ROWS) and not one.words and not one.derived]
    if not held:
        return None
    alike = held[0].subject.startswith("project.") or len({one.role for one in held}) == 1
    return held[0].role if alike else None
