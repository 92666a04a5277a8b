"""What neighbouring numbers of a sentence say of one another (句中关系): a part and its whole, a rate and its amount.

Each number restates something that was entered; where their relation does not hold, one of them is out of place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.placed import Misplaced, Told
from reportgen.language.cue_words import Cue, cue_words
from reportgen.model.facts import Role

_NO_PARTS = frozenset({"share", "percentage point", "score", "date", ""})
_OF_THAT = re.compile(
    r"[^，。；：\d]{0,4}[，（(](?:其中|含|包括)[^，。；\d]{0,16}|[^，。；\d]{0,8}(?<![其集])[中里]，?[^，。；\d]{0,14}"
)
_CHANGED = re.compile(r"高(?![层级校等标中新质端考龄])|[多少低增减超差降升]|下降|结余|剩|比|较|平均|均|每")
_ADDED = re.compile(r"追加(?:了|资金)?$|[增减][加少]的$|调[增减]的?$")
_RATE_ALONE = re.compile(r"[，（(；](?:预算|资金|总体|整体)*(?:执行|支出|支付)(?:率|进度)(?:为|达到?|是|仅|只有|约)*")
_SHARE_ALONE = re.compile(r"[，（(]占(?:比|了)?")
_SPENDING = re.compile(r"(?:支出|花[掉了去费出]?|用[掉了去])[为了]?$")
_COMPLETED = frozenset({"completion", "above_target", "below_target", "over_rate", "shortfall_rate"})
_LAST_YEAR_ALONE = re.compile(r"[，（(；]?(?:而)?(?:上年|去年)(?:同期)?(?:为|是|只有|仅为?|达)?")
_AIMED_ALONE = re.compile(r"[，（(；]?(?:而)?(?:年度|年初|全年)?(?:目标值?|计划)(?:为|是)?")
_COMPARING = re.compile(r"比|距|离|较|于|到|过|足|达")
_SPENT_ALONE = re.compile(r"[，、（(](?:实际|全年|累计|已)?(?:支出|执行|使用|支付)(?:了|数)?为?")
_BUDGET_ALONE = re.compile(r"[，、（(](?:全年|调整后|年度)?预算(?:数|安排)?(?:为|是)?")
_SUM_ALONE = re.compile(
    r"[，、]?(?:[一二两三四五六七八九\d]项)?(?:合计|总计|一共|共计?|总共)(?:增加|追加|调增)?(?:预算|资金)?"
)
_DONE_ALONE = re.compile(r"[，、]实?际?(?:[检查改建修办培做]|完成|培训|做完|建成|完工|实际|达到)(?:了|为|仅|只有?)?")
_LEADING = {
    Role.TARGET: _DONE_ALONE,
    Role.PREVIOUS: re.compile(
        r"[，]?(?:大幅|逐步)?(?:提高|提升|增加|上升|增长|[升增降减]|下降|降低|减少|缩短)(?:到|至)了?"
    ),
}
_PLANNING = re.compile(r"预算|安排|计划|下达|批复|追加|盘子")
_SPENDING_ROLES, _PLANNED_ROLES = frozenset({Role.EXPENDITURE, Role.ACTUAL}), frozenset({Role.BUDGET, Role.TARGET})
_IN_ROLE = (
    (re.compile(r"[，、（(](?:全年|调整后|年度|年初)?(?:预算|计划|目标)(?:数|值|安排)?(?:为|是)?"), _PLANNED_ROLES),
    (
        re.compile(
            r"[，、（(](?:实际|全年|累计|最终|已|只|仅){0,2}(?:支出|执行|使用|支付|完成|花|用|改|建|做|办|到)(?:了|掉|去|成|完)?"
        ),
        _SPENDING_ROLES,
    ),
)
_OTHER_ROLE = {_PLANNED_ROLES: _SPENDING_ROLES, _SPENDING_ROLES: _PLANNED_ROLES}
_FROM_BEFORE = re.compile(r"[由从][^，。；]{0,12}$")
_CHANGED_TO = re.compile(r"[，]?[\u4e00-\u9fff]{0,6}(?:到|至|为)了?")
_COUNTED = re.compile(r"(?:合计|总计|一共|共计?|总共)")  # 三项共88万元
_ACTUAL = frozenset({Role.ACTUAL, Role.EXPENDITURE})

Rule = Callable[[Line, Told, Told, FactIndex], Iterator[tuple[int, Misplaced]]]


def at_odds(line: Line, told: Sequence[Told], index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """Where numbers of *line* start whose neighbour in the sentence speaks against them, and what belongs there."""
    counted = [one for one in told if not _COUNTED.match(line.text, one.reading.mention.end)]
    for first, second in pairwise(counted):
        if line.parts.sentences[first.reading.clause] != line.parts.sentences[second.reading.clause]:
            continue
        for rule in _RULES if _RELATED.fullmatch(_between(line, first, second)) else (_compared_as_done,):
            yield from rule(line, first, second, index)


def _more_than_its_whole(line: Line, first: Told, second: Told, _: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """12项指标中14项达标; 追加600万元，其中725万元."""
    whole, part = first.reading.mention, second.reading.mention
    low, high = span_of(whole), span_of(part)
    if low is None or high is None or second.statement is None or whole.qualifiers or part.qualifiers:
        return
    if whole.unit.dimension in _NO_PARTS or not same_class(whole.unit, part.unit) or high[0] <= low[1]:
        return
    if first.reading.item or second.reading.item or not _OF_THAT.fullmatch(_between(line, first, second)):
        return
    if _CHANGED.search(first.reading.lead) and not _ADDED.search(first.reading.lead):
        return
    if not _CHANGED.search(second.reading.lead):
        yield second.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", first.statement or second.statement)


def _rate_of_another(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """全年支出646.3万元，预算执行率96.27%: the rate right behind an amount spent is that of the same budget."""
    spent, rate = first.statement, second.statement
    if spent is None or rate is None or spent.role is not Role.EXPENDITURE or spent.words or spent.derived:
        return
    if second.reading.item or not _RATE_ALONE.fullmatch(_between(line, first, second)):
        return
    own = _of(spent.subject, index, lambda one: statement_part(one) == "execution_rate")
    its = _of(rate.subject, index, lambda one: one.role is Role.EXPENDITURE and not one.derived)
    if own is None or its is None or its.low == spent.low or states(second.reading.mention, own):
        return
    yield first.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", its)


def _compared_as_done(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """培训2000人次，只有目标的92%: what is compared with the target is no target itself."""
    own, compared = first.statement, second.statement
    if own is None or compared is None or own.role not in {Role.TARGET, Role.PREVIOUS} or own.words:
        return
    if compared.subject != own.subject or not compared.derived or statement_part(compared) not in _COMPLETED:
        return
    start, end = line.parts.starts[first.reading.clause], line.parts.ends[first.reading.clause]
    before = line.text[start:end]
    if _COMPARING.search(before) or any(one.cue in {Cue.TARGET, Cue.PREVIOUS} for one in cue_words(before)):
        return
    actual = _of(own.subject, index, lambda one: one.role is Role.ACTUAL and not one.words)
    if actual is not None and actual.low != own.low and first.reading.mention.comparator is None:
        yield first.reading.written.start, Misplaced("NUMBER_WRONG_ROLE", actual)


def _reference_of_another(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """拥有量10.2件，上年为1205件: what was last year, told right behind, is that of the same row."""
    own, other = first.statement, second.statement
    if own is None or other is None or own.role not in _ACTUAL or own.words or own.derived or other.derived:
        return
    between = _between(line, first, second)
    role = (
        Role.PREVIOUS if _LAST_YEAR_ALONE.fullmatch(between)
        else Role.TARGET if _AIMED_ALONE.fullmatch(between) else None
    )  # fmt: skip
    if role is None or second.reading.item or not same_class(first.reading.mention.unit, second.reading.mention.unit):
        return
    held = _of(own.subject, index, lambda one: one.role is role and not one.words and not one.derived)
    its = _of(other.subject, index, lambda one: one.role in _ACTUAL and one.low == own.low)
    named = its is not None or other.subject.startswith("previous.")
    if held is not None and not named and not states(second.reading.mention, held):
        yield second.reading.written.start, Misplaced("NUMBER_DIFFERS", held)


def _budget_of_another(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """项目支出预算6240万元，支出3309.42万元: budget and spending told in a row are of one line or project."""
    own, other = first.statement, second.statement
    if own is None or other is None or own.words or other.words or own.derived or other.derived:
        return
    budget, spent = (own, other) if own.role is Role.BUDGET else (other, own)
    words = _SPENT_ALONE if budget is own else _BUDGET_ALONE
    if budget.role is not Role.BUDGET or spent.role is not Role.EXPENDITURE or second.reading.item:
        return
    if budget.subject == spent.subject or not words.fullmatch(_between(line, first, second)):
        return
    planned = _of(spent.subject, index, lambda one: one.role is Role.BUDGET and not one.derived)
    done = _of(budget.subject, index, lambda one: one.role is Role.EXPENDITURE and not one.derived)
    if planned is None or done is None or planned.low == budget.low or done.low == spent.low:
        return
    wrong = first if budget is own else second
    yield wrong.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", planned)


def _less_than_its_part(line: Line, first: Told, second: Told, _: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """人员经费追加188万元，共增加26万元: a sum is no less than what was added last."""
    part, whole = span_of(first.reading.mention), span_of(second.reading.mention)
    if part is None or whole is None or first.statement is None or second.statement is None:
        return
    alike = first.reading.mention.unit.dimension == second.reading.mention.unit.dimension == "money"
    if alike and whole[1] < part[0] and _SUM_ALONE.fullmatch(_between(line, first, second)):
        yield second.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", first.statement)


def _done_of_another(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """计划40所，做完6所; 由89.5%提高到95%: what became of a plan or of last year is the row's own."""
    plan, done = first.statement, second.statement
    if plan is None or done is None or plan.role not in _LEADING or plan.words or plan.derived:
        return
    if not same_class(first.reading.mention.unit, second.reading.mention.unit):
        return
    if not plan.subject.startswith("indicator.") or not _LEADING[plan.role].fullmatch(_between(line, first, second)):
        return
    actual = _of(plan.subject, index, lambda one: one.role is Role.ACTUAL and not one.words and not one.derived)
    its = _of(done.subject, index, lambda one: one.role is plan.role and one.low == plan.low)
    own = its is None or done.subject == plan.subject
    if actual is not None and own and not states(second.reading.mention, actual):
        yield second.reading.written.start, Misplaced("NUMBER_DIFFERS", actual)


def _planned_before_its_rate(
    line: Line, first: Told, second: Told, index: FactIndex
) -> Iterator[tuple[int, Misplaced]]:
    """基本支出。全年1206.60万元，执行率99.57%: an execution rate follows what was spent, if no word says 预算."""
    own, rate = first.statement, second.statement
    if own is None or rate is None or own.role is not Role.BUDGET or own.words or own.derived or first.reading.item:
        return
    share = statement_part(rate) == "share"
    if rate.subject != own.subject or not (share or statement_part(rate) == "execution_rate") or own.needs is not None:
        return  # 财政资金1240万元、其他资金400万元，执行率94.59%: where the money is from is no whole budget
    start = line.parts.opening(first.reading.clause)
    alone = _SHARE_ALONE if share else _RATE_ALONE
    spending = _SPENDING.search(first.reading.lead) is not None  # 其他资金支出1100万元 tells what was spent
    planning = not spending and _PLANNING.search(line.text, start, first.reading.written.start)
    if planning or not alone.fullmatch(_between(line, first, second)):
        return
    spent = _of(own.subject, index, lambda one: one.role is Role.EXPENDITURE and not one.derived)
    if spent is not None and spent.low != own.low and (spending or not _PLANNING.search(line.heading)):
        yield first.reading.written.start, Misplaced("NUMBER_WRONG_ROLE", spent)


def _told_twice(line: Line, first: Told, second: Told, index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """平台运行240万元，预算240万元; 说好改14座，只改了14座: what is told again in its role was not meant before."""
    own, again = first.statement, second.statement
    if own is None or again is None or own.words or own.derived or own.subject != again.subject:
        return
    if own.low != again.low or own.unit.dimension in _NO_PARTS - {"share"}:
        return
    roles = next((roles for words, roles in _IN_ROLE if words.fullmatch(_between(line, first, second))), None)
    if roles is None or second.reading.item or (own.role not in roles and own.role is not again.role):
        return
    other = _of(own.subject, index, lambda one: one.role in _OTHER_ROLE.get(roles, ()) and not one.derived)
    if other is not None and other.low != own.low and same_class(other.unit, own.unit):
        yield first.reading.written.start, Misplaced("NUMBER_WRONG_ROLE", other)


def _from_and_to_the_same(line: Line, first: Told, second: Told, _: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """投诉从1582件降到1582件: what changed did not stay what it was."""
    span, later = span_of(first.reading.mention), span_of(second.reading.mention)
    if first.statement is None or span is None or span != later or first.reading.item or second.reading.item:
        return
    if _FROM_BEFORE.search(first.reading.lead) and _CHANGED_TO.fullmatch(_between(line, first, second)):
        yield first.reading.written.start, Misplaced("NUMBER_DIFFERS", first.statement)


def _between(line: Line, first: Told, second: Told) -> str:
    start = max(first.reading.mention.end, first.reading.mention.phrase_end)
    return line.text[start : second.reading.mention.phrase_start or second.reading.mention.start]


def _of(key: str, index: FactIndex, is_it: Callable[[Statement], bool]) -> Statement | None:
    subject = index.subjects.get(key)
    return next((one for one in subject.statements if is_it(one)), None) if subject is not None else None


_RULES: tuple[Rule, ...] = (
    _more_than_its_whole, _rate_of_another, _compared_as_done, _reference_of_another, _budget_of_another,
    _less_than_its_part, _done_of_another, _planned_before_its_rate, _told_twice, _from_and_to_the_same,
)  # fmt: skip
# What stands between two numbers of which any of these rules but _compared_as_done speaks: none is asked of others,
# so the words of a new rule belong here, too.
_BETWEEN = (
    _OF_THAT, _RATE_ALONE, _SHARE_ALONE, _LAST_YEAR_ALONE, _AIMED_ALONE, _SPENT_ALONE, _BUDGET_ALONE, _SUM_ALONE,
    _CHANGED_TO, *_LEADING.values(), *(words for words, _ in _IN_ROLE),
)  # fmt: skip
_RELATED = re.compile("|".join(words.pattern for words in _BETWEEN))
