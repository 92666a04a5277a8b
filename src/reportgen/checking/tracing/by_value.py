"""What a number proves by its digits alone (以数认数): a fact, or a figure worked out, that no accident would hit.

Words that are missing do not speak against such a number; words that name another thing, role or direction do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, distinctive, states
from reportgen.checking.sentences.meant import ABOUT_STAFF
from reportgen.checking.sentences.money_lines import budget_line, says
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles, fits, roles_for
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined
from reportgen.checking.sentences.sureness import ENOUGH, LITTLE, Candidate, outright, surest
from reportgen.checking.tracing.candidates import Candidates, Wrong
from reportgen.checking.tracing.derivations import AVERAGE, TIMES, derived_near
from reportgen.checking.tracing.figures_told import COMPARED_WITH, PLANNED, RATE, SHARE
from reportgen.checking.tracing.objections import objection, statement_part
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

_MOST = 16
_FEW = 3
_MOST_ENTERED = 512
_ALONE = 5  # digits of an amount that no other line of the budget has by accident: 人员和办公花了1271.80万元
_OF_MANY = frozenset({"money", "share", "percentage point", "score", ""})
_COUNT_ANYTHING = _OF_MANY | {"date", "个", "项", "person", "次", "day", "month", "处", "times as much"}
_TOLD_OF = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT})
_FIRST_TOLD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE})
_NEARLY = 0.6  # of the evidence for a rival that a number needs which its digits prove
_BEYOND_DOUBT = 3 * ENOUGH  # evidence for the row of a clause that names nothing itself
_WORD_FOR_WORD = 0.99  # share of the words of an entered text
_SAID = Decimal("0.1")  # the accident that is ruled out where the words say how a figure was worked out


def explicit_rival(line: Line, reading: Reading, found: Candidates) -> Candidate | None:
    """The surest rival that the clause names in so many words; none that only the kind of the figure suggests."""
    words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
    held = [one for one in found.rivals if not one.statement.words and outright(one)]
    held = [one for one in held if one.evidence.here > 0 or one.evidence.carried]
    return surest([one for one in held if _spoken(one.statement.subject, words)])


def _spoken(key: str, words: str) -> bool:
    if key.startswith("budget."):
        return says(key, words)
    if key.startswith("staff."):
        return key.removeprefix("staff.") in words or ABOUT_STAFF.search(words) is not None
    return key != "projects" or "占" not in words  # 占全部项目结余的37.78% is of them, not about them


def fitting(line: Line, reading: Reading, found: Candidates) -> Statement | None:
    """The statement that nothing speaks against, whose subject is only named too faintly to be sure by words."""
    held = [one for one in found.matched if one.evidence.score >= LITTLE]
    best = surest(held)
    if best is None or explicit_rival(line, reading, found) is not None or line.passage.cells:
        return None
    rival = found.rival
    if rival is not None and best.evidence.score < rival.evidence.score * _NEARLY and not best.evidence.carried:
        return None
    near = _near(reading.mention, [one.statement for one in held])
    return best.statement if chance(reading.mention, near) <= UNLIKELY else None


def open_candidate(
    line: Line, run: Sequence[Reading], at: int, found: Candidates, done: Sequence[Resolved]
) -> Statement | None:
    """The statement of a subject in reach that only lacks words that confirm it, if its digits or its place do."""
    reading = run[at]
    against = max((one.candidate.evidence.score for one in found.wrong if one.told), default=0.0)
    held = [one for one in found.wrong if not one.told and one.candidate.evidence.score >= max(LITTLE, against)]
    best = max(held, key=lambda one: one.candidate.evidence.score, default=None)
    if best is not None and best.code == "NUMBER_WRONG_ROLE" and best.candidate.statement.words:
        rows = [one for one in held if one.code == best.code and not one.candidate.statement.words]
        if any(_told_behind(line, run, at, one) for one in rows):
            return rows[0].candidate.statement  # 12处设施建成11处: the target of the row, and not of a text
    rival = explicit_rival(line, reading, found)
    if best is None or (rival is not None and rival.evidence.score > best.candidate.evidence.score):
        return None
    if best.code == "NUMBER_WRONG_ROLE":
        beside = _told_beside(line, reading, best, done) or _told_behind(line, run, at, best)
        return best.candidate.statement if beside else None
    near = _near(reading.mention, [one.candidate.statement for one in held])
    if best.candidate.evidence.score < ENOUGH:
        return None
    return best.candidate.statement if chance(reading.mention, near) <= UNLIKELY else None


def _told_beside(line: Line, reading: Reading, one: Wrong, done: Sequence[Resolved]) -> bool:
    """Whether the sentence has told what became of the subject, so that another number of it may follow.

    检查2418家次，……2200家次: what it was compared with needs no word; 检查2200家次 alone is no actual value.
    """
    own, first = one.candidate.statement, first_joined(line, reading.clause)
    told = [held.statement for held in done if held.sentence >= first and held.statement.subject == own.subject]
    alike = [held for held in told if held.unit.dimension == own.unit.dimension]
    if own.role is Role.TARGET and _TELLS_DONE.search(reading.lead):
        return False  # 签了13个的军令状，交卷的有16个
    return any(held.role in _FIRST_TOLD for held in alike) and all(held.low != own.low for held in alike)


_TELLS_DONE = re.compile(r"(?:(?<![过超到够破高低满])了|[建修办完改装栽收做交]成|[的只]有|实[\u4e00-\u9fff])$")


def _told_behind(line: Line, run: Sequence[Reading], at: int, one: Wrong) -> bool:
    """Whether the next number is what became of the subject, which no word denies: 说好建20个，交出15个."""
    own = one.candidate.statement
    if at + 1 == len(run) or own.words:
        return False
    behind = run[at + 1]
    if line.parts.sentences[behind.clause] != line.parts.sentences[run[at].clause]:
        return False
    roles = roles_for(line, behind)
    plain = own.role is not Role.PREVIOUS or roles.told  # 去年 needs a word, a plan does not
    return plain and any(
        other.role in _FIRST_TOLD and fits(other, roles.may) and states(behind.mention, other)
        for other in one.siblings
        if other.low != own.low and other.unit.dimension == own.unit.dimension
    )


def _near(mention: Mention, statements: Iterable[Statement]) -> int:
    bounds = about(mention)
    if bounds is None:
        return _MOST
    return len({one.low for one in statements if bounds[0] <= one.low <= bounds[1]})


def fact_by_value(
    line: Line, reading: Reading, found: Candidates, roles: Roles, index: FactIndex, evidence: Mapping[str, Evidence],
    done: Sequence[Resolved],
) -> Statement | None:  # fmt: skip
    """The only statement of the ledger that the number may restate, of anything that is named near at all."""
    bounds = about(reading.mention)
    if bounds is None or line.passage.cells:
        return None
    near = index.near(reading.mention.unit.dimension, *bounds, _MOST_ENTERED)
    if not near:
        return None
    rival = explicit_rival(line, reading, found)
    told = {one.statement.low for one in done if one.true and one.sentence >= 0}
    if rival is not None and rival.statement.low in told and distinctive(reading.mention):
        rival = None  # 销售收入412.80万元。……收入扣除271.64万元的成本: of its own number was told
    if roles.told:
        before = Role.PREVIOUS in roles.may and not _FIRST_TOLD & roles.may
        changes = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
        near = [
            one
            for one in near
            if (one.role is Role.PREVIOUS or (changes and one.direction == changes) if before else fits(one, roles.may))
        ]
    if chance(reading.mention, len({one.low for one in near})) > UNLIKELY:
        rows = {
            _row(key, index)
            for key, one in evidence.items()
            if one.score >= (ENOUGH if one.here or one.carried else _BEYOND_DOUBT)
        }
        rare = rival is None and not found.rivals and reading.mention.unit.dimension not in _COUNT_ANYTHING
        rare = rare and not any(one.carried for one in evidence.values())
        told_of = [one for one in near if one.role in _TOLD_OF and not one.derived] if rare else []
        if told_of and chance(reading.mention, len({one.low for one in told_of})) <= _SAID:
            near = told_of  # 四万三千多人次走上采血椅: nothing else that was done is told in that measure
        else:
            near = [one for one in near if one.thing in rows]  # of the rows that the clause is about alone
            rare = False
    else:
        rare = False
    if len(near) > _MOST or chance(reading.mention, len({one.low for one in near})) > (_SAID if rare else UNLIKELY):
        return None
    held = [one for one in near if one.low not in told and states(reading.mention, one)]
    held = [one for one in held if unopposed(line, reading, one, roles, index)]
    if not held:
        return None
    meant, said = budget_line(line, reading.clause, _lines_of(index))
    held = [one for one in held if not said or one.words or one.subject in _either(meant, one.subject)]
    words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
    goes_on = _lines_told_of(line, reading, done, index)
    held = [
        one
        for one in held
        if (
            _of_kind_said(one, words, done[-1:] if _goes_into(line, reading, done) else ())
            and (
                rival is None
                or rival.statement.subject == one.subject
                or _has_told(rival.statement.subject, statement_part(one), told, index)
            )
        )
        or (rival is None and (_named(reading.mention, one, words, evidence, roles, index) or one.subject in goes_on))
    ]
    return min(held, key=lambda one: (one.derived, bool(one.words)), default=None)


def listed_project(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """The figure of the project that a list of projects goes on with, by a short word for it: ……；买车398万元.

    Enough of a name is a letter of it, where the number can be no other project's by accident.
    """
    lead = reading.lead.strip("，；、：（ ")
    if reading.mention.unit.dimension != "money" or line.passage.cells or not 0 < len(lead) <= _SHORT:
        return None
    sentence = line.parts.sentences[reading.clause]
    told = [one.statement for one in done if one.true and 0 <= sentence - one.sentence <= _FEW]
    told = [one for one in told if one.subject.startswith("project.") and not one.words and not one.derived]
    rows = {one.subject for one in told}
    if len(rows) < _LISTING:
        return None
    alike = [one for one in _of_projects(index) if one.role is told[-1].role]
    if chance(reading.mention, _near(reading.mention, alike)) > UNLIKELY:
        return None
    held = [one for one in alike if one.subject not in rows and states(reading.mention, one)]
    return next((one for one in held if set(lead) & set(index.subjects[one.subject].name)), None)


@lru_cache(maxsize=4)
def _of_projects(index: FactIndex) -> Sequence[Statement]:
    """The amounts entered for projects."""
    held = [subject for key, subject in index.subjects.items() if key.startswith("project.")]
    return [one for subject in held[:_MOST_ENTERED] for one in subject.statements if not one.derived and not one.words]


_SHORT = 4  # characters of a word for a project
_LISTING = 2  # projects that make a list


@lru_cache(maxsize=4)
def _lines_of(index: FactIndex) -> frozenset[str]:
    return frozenset(key.removeprefix("budget.") for key in index.subjects if key.startswith("budget."))


def _either(meant: str, key: str) -> tuple[str, ...]:
    """The line of the budget that the words name, and what is no line of it."""
    return (f"budget.{meant}",) if key.startswith("budget.") else (key,)


def _lines_told_of(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> set[str]:
    """The lines of the budget of which the clauses right before told, or may have told, a number."""
    sentence = line.parts.sentences[reading.clause]
    told = [one.statement for one in done if one.true and one.sentence >= sentence - 1][-_FEW:]
    found = {one.subject for one in told if one.subject.startswith("budget.")}
    for one in told if found else ():
        found.update(
            other.subject
            for other in index.near(one.unit.dimension, one.low, one.low, _MOST)
            if other.subject.startswith("budget.") and statement_part(other) == statement_part(one)
        )
    return found


def _of_kind_said(statement: Statement, words: str, last: Sequence[Resolved]) -> bool:
    """Whether the words say both what kind of figure it is and which line of the budget it is of: 项目结余.

    其中 goes on with the kind of the last number: 账上还躺着91.55万元，其中项目87.75万元.
    """
    kind = statement.derived and statement.needs is not None and statement.needs.search(words) is not None
    kind = kind or (bool(last) and any(statement_part(one.statement) == statement_part(statement) for one in last))
    return kind and statement.subject.startswith("budget.") and says(statement.subject, words)


def _goes_into(line: Line, reading: Reading, done: Sequence[Resolved]) -> bool:
    """Whether the number is a part of the one right before: ……，其中……; 没花完的91.55万元里，87.75万元是项目的."""
    start = line.parts.starts[reading.clause]
    into = _INTO.search(line.text, max(0, start - _INTO_WITHIN), reading.mention.start)
    return into is not None and bool(done) and done[-1].true


_INTO = re.compile(r"其中|[里中]，$|[里中]，[^，。；\d]{0,6}$")
_INTO_WITHIN = 4


def _has_told(key: str, part: str, told: set[Decimal], index: FactIndex) -> bool:
    """Whether the line has told that figure of the subject, so that another such figure is not its own."""
    own = [one for one in index.subjects[key].statements if statement_part(one) == part]
    return any(one.low in told for one in own)


def _named(
    mention: Mention, statement: Statement, words: str, evidence: Mapping[str, Evidence], roles: Roles,
    index: FactIndex,
) -> bool:  # fmt: skip
    """Whether some of its name stands near; a count, and a number of last year where the words say so, need none.

    What the department left over is told by the *words* for it: 没有花完的363.23万元. A number of an entered text is
    named by any clause of its row: 招标晚了3个月，57.65万元没花出去.
    """
    if statement.unit.dimension not in _OF_MANY or (roles.told and statement.role is Role.PREVIOUS):
        return True
    if statement.words:
        return any(one.score >= LITTLE and _row(key, index) == statement.thing for key, one in evidence.items())
    if statement.subject.startswith("budget."):
        said = not statement.derived or (statement.needs is not None and statement.needs.search(words) is not None)
        return said and statement.unit.dimension == "money" and digits_told(mention) >= _ALONE
    found = evidence.get(statement.subject)
    return found is not None and found.score >= LITTLE


def _row(key: str, index: FactIndex) -> str:
    return index.subjects[key].statements[0].thing


def unopposed(line: Line, reading: Reading, statement: Statement, roles: Roles, index: FactIndex) -> bool:
    """Whether no word that stands there speaks against *statement*, and none is missing for its role."""
    against = objection(line, reading, statement, roles, index, "")
    return against is None or (not against.told and against.code != "NUMBER_WRONG_ROLE")


_WHOLLY = Decimal(100)
_A_PAIR = 2
_OF_ITS_PLAN = re.compile(
    r"(?:执行|支付|支出|完成)率(?:为|是|达到?|约|只有|仅)*$|完成(?:年度|全年)?(?:预算|目标|任务|计划)的[约近超]?$"
)


def figure_by_value(
    reading: Reading, found: Candidates, operands: Sequence[Statement], index: FactIndex
) -> Statement | None:
    """The figure worked out from two of the *operands* that the number states, and hardly by accident."""
    bounds = about(reading.mention)
    against = surest([one.candidate for one in found.wrong if one.told])
    if bounds is None or len(operands) < _A_PAIR:
        return None
    if (against is not None and against.evidence.score >= ENOUGH) or entered(reading, index):
        return None
    if any(one.statement.words and one.evidence.named >= _WORD_FOR_WORD for one in found.rivals):
        return None  # 厂家少交了800张 where the very words were entered of 100张
    figures = list(derived_near(reading, _comparable(reading, operands), bounds))
    if reading.mention.unit.dimension == "share" and _of_no_row(reading, index):
        return None  # 执行率94.73%: what was entered for the row gives it, and no two numbers that are about
    if RATE.search(reading.lead) and reading.mention.unit.dimension == "share":
        most = _WHOLLY if "完成率" not in reading.lead else 2 * _WHOLLY
        figures = [one for one in figures if one.low <= most and not one.direction]
    if chance(reading.mention, len({one.low for one in figures})) > (_SAID if _says_how(reading) else UNLIKELY):
        return None
    blurred = bool(reading.mention.qualifiers)  # 超过144件 of 144件 exactly is not true
    exact = reading.mention.quantity.base if blurred and reading.mention.quantity else None
    return next((one for one in figures if states(reading.mention, one) and one.low != exact), None)


def _of_no_row(reading: Reading, index: FactIndex) -> bool:
    """Whether the words ask for the rate of a row's plan, and no line of the budget has that one."""
    if not _OF_ITS_PLAN.search(reading.lead):
        return False
    rates = (one for key, subject in index.subjects.items() if key.startswith("budget.") for one in subject.statements)
    return not any(statement_part(one) == "execution_rate" and states(reading.mention, one) for one in rates)


def _comparable(reading: Reading, operands: Sequence[Statement]) -> Sequence[Statement]:
    """The *operands* without such as are not compared here: 比上年多 is over no plan, 比目标少 not below last year."""
    said = COMPARED_WITH.search(reading.lead)
    if said is None:
        return operands
    others = PLANNED if said.lastgroup == "before" else frozenset({Role.PREVIOUS})
    return [one for one in operands if one.role not in others]


def _says_how(reading: Reading) -> bool:
    """Whether the words tell of a change, a share, a multiple or an average."""
    words = f"{reading.lead}1。{reading.tail}"
    dimension = reading.mention.unit.dimension
    if dimension == "share":
        return SHARE.search(reading.lead) is not None
    return dimension == TIMES.dimension or bool(AVERAGE.search(reading.lead) or change_direction(words, 0, len(words)))


def entered(reading: Reading, index: FactIndex) -> bool:
    """Whether the number is one that was entered, and so no accident of arithmetic: amounts add up to one another."""
    bounds = about(reading.mention)
    if bounds is None or chance(reading.mention, 1) > UNLIKELY:
        return False
    near = index.near(reading.mention.unit.dimension, *bounds, _MOST_ENTERED)
    return any(states(reading.mention, one) for one in near if not one.derived)
