"""What speaks against a number that was traced (复核): its role, unit or part, by what else is known of the row.

Each rule names the entered number that the words contradict; where none is known, the trace stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, same_class, states
from reportgen.checking.sentences.quotations import quotations_of
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.candidates import Candidates
from reportgen.checking.tracing.named_in_front import named_otherwise
from reportgen.checking.tracing.periods_told import series_of
from reportgen.checking.tracing.placed import Misplaced
from reportgen.checking.tracing.points_told import lost_by_another
from reportgen.checking.tracing.rates_counted import rates_counted
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.roles_again import of_other_role
from reportgen.checking.tracing.rough_figures import roughly
from reportgen.checking.tracing.traces import Trace
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import NO_UNIT

_BARE_DIGITS = 3  # of a number without a unit that is no chance beside the same number with one
_FEWEST_DIGITS = 2  # the same for people: 34户 where 34人 were entered
_PEOPLE = frozenset({"person", "person-time", "户"})
_MOST = 16
_ALL_STAFF = "合计"
_OF_THEM = re.compile(
    r"(?:部门|三级|绩效|考核|自评)*指标(?:任务)?(?:[中里当]|(?:我们|我[局委办站中馆院队]|单位)?(?:已|共|均)?(?:完成|达标|达到|做到|实现)了?[\d一二三四五六七八九十]+[项个]|(?:\d|[一二三四五六七八九十])+项)"
)
_RESULT = re.compile(r"完成|达|未|没|实现|超")
_A_VERB = 3  # characters before a number that name nobody: 编制, 实有
_THAT_IS = re.compile(r"[，（(]?(?:约合|折合|合计?约|约为|即|也就是|相当于|换算成[\u4e00-\u9fff]{1,4}[为是])")
_PART = re.compile(r"[，；。（(]?(?:其中|其余|另有|另外|剩下|余下)")


def second_thought(
    line: Line, reading: Reading, trace: Trace, found: Candidates, roles: Roles, done: Sequence[Resolved],
    index: FactIndex,
) -> Trace:  # fmt: skip
    """The *trace*, or why it does not stand after all."""
    if not trace.statements or line.passage.cells:
        return trace
    statement = trace.statements[0]
    return (
        of_other_role(line, reading, statement, found, roles, index)
        or _of_other_unit(reading.mention, trace.statements, index)
        or _of_other_period(line, reading.mention, statement, index)
        or _no_apposition(line, reading, done)
        or roughly(reading.mention, statement, found, roles, index)
        or _whole_for_part(line, reading, statement, done)
        or _by_own_words_another(line, reading, trace.statements, found, roles, index)
        or _posts_again(line, reading, statement, done)
        or _total_meant(line, reading, statement, index)
        or _of_indicators(line, reading, statement, index)
        or _of_named_project(line, reading, statement, index)
        or named_otherwise(line, reading, statement, index)
        or _split(line, reading, statement)
        or _lacking(reading, statement, index)
        or _lost(reading, statement, index)
        or _told_in_turn(line, reading, statement, done, index)
        or trace
    )


def _of_other_unit(mention: Mention, statements: Sequence[Statement], index: FactIndex) -> Trace | None:
    """268人 for a 分子 of 268 without a unit, where the same number was entered with another unit: 整改268个."""
    if any(one.unit != NO_UNIT or one.derived for one in statements) or mention.unit == NO_UNIT:
        return None
    if digits_told(mention) < _FEWEST_DIGITS or mention.quantity is None or mention.qualifiers:
        return None
    value = mention.quantity.base
    alike = [
        one for one in _of_value(index, value)
        if one.unit != NO_UNIT and not one.derived and one.unit.dimension not in {"date", "share", "money"}
    ]  # fmt: skip
    if not alike or any(same_class(mention.unit, one.unit) for one in alike):
        return None
    if digits_told(mention) < _BARE_DIGITS and not any(one.unit.dimension in _PEOPLE for one in alike):
        return None
    return Trace(code="NUMBER_WRONG_UNIT", nearest=alike[0])


def _of_other_period(line: Line, mention: Mention, statement: Statement, index: FactIndex) -> Trace | None:
    """7月18.3万人次 where that was entered for 8月, and another number for 7月."""
    meant = series_of(index).other(line, mention, statement) if statement.words and not statement.derived else None
    return Trace(code="NUMBER_WRONG_PERIOD", nearest=meant) if meant is not None else None


def _of_value(index: FactIndex, value: Decimal) -> list[Statement]:
    return [one for dimension in index.by_dimension for one in index.near(dimension, value, value, _MOST)]


def _no_apposition(line: Line, reading: Reading, done: Sequence[Resolved]) -> Trace | None:
    """支出19635.02万元，约合2.04亿元: the second tells the first again, and not another number."""
    if not _THAT_IS.fullmatch(reading.lead) or not done:
        return None
    last = done[-1]
    here = last.sentence == line.parts.sentences[reading.clause] and last.true
    if not here or last.statement.unit.dimension != reading.mention.unit.dimension:
        return None
    return None if states(reading.mention, last.statement) else Trace(code="NUMBER_DIFFERS", nearest=last.statement)


def _whole_for_part(line: Line, reading: Reading, statement: Statement, done: Sequence[Resolved]) -> Trace | None:
    """在岗205人，其中机关205人: no part is the whole that was just told."""
    if statement.derived or not _PART.match(reading.lead):
        return None
    sentence = line.parts.sentences[reading.clause]
    told = [one.statement for one in done if one.sentence == sentence and one.true and not one.statement.derived]
    same = any(one.fact == statement.fact and one.low == statement.low for one in told)
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=statement) if same else None


def _posts_again(line: Line, reading: Reading, statement: Statement, done: Sequence[Resolved]) -> Trace | None:
    """机关编制14名；康复中心编制14名: one class of staff has its posts once, unless the class is named again."""
    name = statement.subject.removeprefix("staff.")
    if statement.subject == name or name in reading.lead or name == _ALL_STAFF or _PART.match(reading.lead):
        return None
    sentence = line.parts.sentences[reading.clause]
    told = [one for one in done if one.statement.fact == statement.fact and 0 <= sentence - one.sentence <= 1]
    again = any(one.statement.low == statement.low and one.true and not one.statement.derived for one in told)
    named = len(reading.lead) > _A_VERB and not statement.derived
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=statement) if again and named else None


def _total_meant(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """12项指标中11项达标 where 13 were set: what stands before 指标中 counts them all."""
    whole = index.subjects.get("count.indicators")
    if whole is None or not statement.fact.startswith("count.indicators."):
        return None
    if not _OF_THEM.match(line.text, reading.mention.end):
        return None
    if _RESULT.search(reading.lead) or any(states(reading.mention, one) for one in whole.statements[:1]):
        return None
    return Trace(code="NUMBER_WRONG_MEANING", nearest=whole.statements[0])


def _of_indicators(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """14项指标中有六项达到目标: what is counted of the indicators is none of the pieces, goals or places of a text."""
    if statement.derived or statement.fact.startswith("count.indicators") or "count.indicators" not in index.subjects:
        return None
    if reading.mention.unit.symbol not in {"项", "个"} or reading.mention.quantity is None:
        return None
    parts = line.parts
    start = parts.opening(reading.clause)
    before = line.text[start : reading.mention.start]
    if not _INDICATORS_COUNTED.search(before) or not _RESULT_BEHIND.match(line.text, reading.mention.end):
        return None
    if statement.fact.startswith(("count.category", "count.subcategory.", "count.goal.")):
        return None
    met = index.subjects["count.indicators"].statements
    return Trace(code="NUMBER_WRONG_MEANING", nearest=met[0])


_INDICATORS_COUNTED = re.compile(
    r"[\d一二三四五六七八九十]+[项个](?:部门|三级|绩效|考核|自评|年度)*指标[^，。；、]{0,2}[，]?[^，。；\d]{0,6}"
)
_RESULT_BEHIND = re.compile(r"(?:指标)?(?:均|都|全部|已)*(?:如期|按期|超额)?(?:达到|达标|完成|实现|未|没有)")


def _of_named_project(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """三是布病防控，预算由60万元调到1151.37万元: the money told of a project is not that of all, nor of another."""
    if statement.words or statement.derived or statement.role not in _OF_MONEY or reading.item or reading.many:
        return None
    if not statement.subject.startswith(("budget.", "project.")) or statement.unit.dimension != "money":
        return None
    sentence = line.parts.sentences[reading.clause]
    named = [one for one in line.named if one.end <= reading.mention.start and one.key.startswith("project.")]
    named = [one for one in named if line.parts.sentences[one.clause] == sentence]
    if not named or named[-1].key == statement.subject or len({one.key for one in named}) > 1:
        return None
    since = line.text[named[-1].end : reading.mention.end + _NEAR_BEHIND]
    pairs = index.subjects[statement.subject].pairs
    if _OF_ALL.search(since) or any(pair in since for pair in pairs) or not _MONEY_OF_IT.search(reading.lead):
        return None
    own = [one for one in index.subjects[named[-1].key].statements if one.role is statement.role and not one.derived]
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=own[0]) if own else None


_OF_MONEY = frozenset({Role.EXPENDITURE, Role.BUDGET, Role.ORIGINAL_BUDGET})
_OF_ALL = re.compile(
    r"全年|总|部门|整体|全部|合计|共计|所有|调整后|追加|基本|财政|其他|项目支出|个项目|年初|两|三项|三个|等|其次|另"
)
_MONEY_OF_IT = re.compile(
    r"(?:预算|支出|付款|支付|用[了掉去]|花[了掉去]?|安排|执行|调整?到|调至|使用)(?:为|了|到)?[约近超]?$"
)
_NEAR_BEHIND = 6


def _told_in_turn(
    line: Line, reading: Reading, statement: Statement, done: Sequence[Resolved], index: FactIndex
) -> Trace | None:
    """前者扣0.24分 of the latter; 五个项目中有三个执行率超过95% of four."""
    lost = lost_by_another(line, reading, statement, done, index)
    if lost is not None:
        return Trace(code="NUMBER_WRONG_SUBJECT", nearest=lost)
    many = rates_counted(line, reading, index)
    whole = index.subjects.get("count.projects")
    if many is None or whole is None or states(reading.mention, many):
        return None
    return Trace(code="NUMBER_WRONG_MEANING", nearest=whole.statements[0])


def _lacking(reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """实收12份 of a text that tells of 差12份; 余下13台 of 13台 that were installed."""
    lead = reading.lead
    if statement.derived:
        return None
    if not statement.words:
        rest = _REST.search(lead) is not None and statement.role in {Role.ACTUAL, Role.TARGET, Role.PREVIOUS}
        named = _REST_NAMED.search(index.subjects[statement.subject].name)
        return Trace(code="NUMBER_WRONG_MEANING", nearest=statement) if rest and named is None else None
    own = index.ledger[statement.fact].text[max(0, statement.start - _NEAR_BEHIND) : statement.start]
    lacks = _LACKS.search(own) is not None and _DONE_HERE.search(lead) is not None and not _LACK.search(lead)
    return Trace(code="NUMBER_WRONG_MEANING", nearest=statement) if lacks else None


_REST = re.compile(r"(?:余下|剩下|剩余|还剩|尚余)(?:的)?[这那]?$")
_REST_NAMED = re.compile(r"余|剩|存|未|缺|差")
_LACKS = re.compile(r"(?:少[\u4e00-\u9fff]{0,2}|差|缺|剩|余下?|尚有|还有|欠)$")
_LACK = re.compile(r"[少差缺剩余欠未没不]|尚|还有")
_DONE_HERE = re.compile(
    r"(?:计划|任务|实[收际到]|装好|按期|[培收建改做办修完装][训完成好到]?了|完成|建成|办结)[\u4e00-\u9fff]{0,2}$"
)


def _lost(reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """扣98.74分 of a score of 98.74分."""
    if statement.role is not Role.SCORE or not _LOST_POINTS.search(reading.lead):
        return None
    held = index.subjects[statement.subject].statements
    own = next((one for one in held if one.fact.endswith("lost_score") or one.part == "lost_score"), statement)
    return Trace(code="NUMBER_WRONG_MEANING", nearest=own)


_LOST_POINTS = re.compile(r"(?<!未)(?<!不)[扣丢失](?:了|掉|去|减)?$")


def _split(line: Line, reading: Reading, statement: Statement) -> Trace | None:
    """全年检查不少于5 2家: a number without a unit right before another is a piece of it."""
    mention = reading.mention
    if mention.unit != NO_UNIT or mention.text[-1:] not in _DIGITS:
        return None
    return Trace(code="NUMBER_NOT_IN_DATA", nearest=statement) if _ON_BEHIND.match(line.text, mention.end) else None


_DIGITS = frozenset("0123456789０１２３４５６７８９")
_ON_BEHIND = re.compile(r"[ \u3000\u2009\u00a0]\d")


def _by_own_words_another(
    line: Line, reading: Reading, statements: Sequence[Statement], found: Candidates, roles: Roles, index: FactIndex
) -> Trace | None:
    """治理河道88.6公里 of some other text, where 治理河道6.4公里 was entered in these very words."""
    if reading.item or reading.mention.qualifiers or any(one.derived for one in statements):
        return None
    named = next((one for one in found.matched if one.statement is statements[0]), None)
    if not statements[0].words and named is not None and named.evidence.here > 0:
        return None
    quotations = quotations_of(index)
    right = quotations.told_otherwise(line.text, reading.mention)
    if right is not None and right.fact == statements[0].fact and not quotations.has_own_words(statements[0]):
        return None  # 每处补助9万元、实际9.6万元
    done = Role.ACTUAL in roles.may and right is not None and right.fact.endswith(".text")
    if done and right is not None and _done_of(right, reading.mention, index):
        return None  # 修路面4.2万平方米 was the goal, 45600平方米 what became of it
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=right) if right is not None else None


def _done_of(goal: Statement, mention: Mention, index: FactIndex) -> bool:
    """Whether the number is what the entry says became of the *goal* (实际完成情况)."""
    if mention.quantity is None:
        return False
    alike = [one for one in _of_value(index, mention.quantity.base) if one.thing == goal.thing]
    return any(one.fact.endswith(".achieved") and one.unit.dimension == mention.unit.dimension for one in alike)


def units_apart(traced: Sequence[tuple[Mention, Trace, Resolved | None]]) -> dict[int, Misplaced]:
    """Where the 分子 and 分母 of one rate stand in different units, the second: 发现48家，整改47条."""
    found: dict[int, Misplaced] = {}
    seen: dict[str, Mention] = {}
    for mention, trace, _ in traced:
        for one in trace.statements[:1]:
            row, _dot, field = one.fact.rpartition(".")
            if field not in {"numerator", "denominator"} or one.unit != NO_UNIT or mention.unit == NO_UNIT:
                continue
            first = seen.setdefault(row, mention)
            if not same_class(first.unit, mention.unit):
                found[mention.start] = Misplaced("NUMBER_WRONG_UNIT", one)
    return found
