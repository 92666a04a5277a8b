"""Tracing (溯源): each claiming number → the facts it restates, or why it restates none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.fact_index import FactIndex
from reportgen.checking.roles import column_roles, fits, roles_for
from reportgen.checking.statements import Statement, span_of
from reportgen.checking.subjects import Evidence, Line, budget_line, evidence_at, foreign_money
from reportgen.checking.value_match import distinctive, same_class, states
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import NO_UNIT


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one number: the *statements* it restates, or a *code* and the *nearest* statement it misses."""

    statements: tuple[Statement, ...] = ()
    code: str = ""
    nearest: Statement | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    statement: Statement
    evidence: Evidence


_MENTIONED = 0.15  # share of the name from which a subject is mentioned in the sentence at all
_NAMED = 0.6  # share of a subject's name in the clause from which it is the subject
_RIVAL = 1.15  # how much surer a rival must be to take the number away
_ENOUGH = 2.6  # evidence for numbers that are common
_LITTLE = 1.2  # evidence for numbers that are rare
_SURE = 7.0  # evidence of a subject that is beyond doubt
_BUDGET_SURE = Evidence(5.0, 0.7)
_CERTAIN = Evidence(99.0, 1.0)
_MONEY = frozenset({"money", "share"})
_ABOUT_MONEY = re.compile(r"预算|支出|执行|资金|经费|拨款|结余|结转|超支|节约|决算|支付|调增|调减|追加|进度|万元|亿元")
_ABOUT_STAFF = re.compile(r"编制|在职|实有|在岗|在编|缺编|空编|超编|满编|人员|职工|干部")
_ABOUT_INDICATORS = re.compile(r"指标|各项")
_UNITS_ALONE = frozenset({"万元", "亿元", "千元", "百元", "万", "亿"})
_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_ASSUMED = Evidence(3.4, 0.3)
_MOST_BY_VALUE = 16
_COUNTED = frozenset({"个", "项", "条", "organisation", "指标", "项目", "单位"})
_ALL_PROJECTS = re.compile(r"个项目.{0,2}(?:合计|共|总)|全部项目|所有项目|项目合计")
_SUBORDINATE = re.compile(r"下属|下设|下辖|所属|预算单位|直属")


class Tracer:
    """Traces the numbers of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._budget_keys = frozenset(
            key.removeprefix("budget.") for key in index.subjects if key.startswith("budget.")
        )

        self._staff = [
            key.removeprefix("staff.") for key in index.subjects if key.startswith("staff.") and key != "staff.合计"
        ]
        self._groups = [key for key in index.subjects if key.startswith("count.category.")]
        self._previous = [key for key in index.subjects if key.startswith("previous.")][:20]

    def trace(self, line: Line) -> Iterable[tuple[Mention, Trace]]:
        """Each claiming number of *line* with its trace, in order."""
        known: dict[int, dict[str, Evidence]] = {}
        for mention in line.mentions:
            if not mention.is_claim or claims_nothing(mention) or mention.kind in _DATES:
                continue
            clause = line.parts.at(mention.start)
            if clause not in known:
                known[clause] = evidence_at(line, clause, self._index)
            yield mention, self._judge(line, mention, clause, known[clause])

    def _judge(self, line: Line, mention: Mention, clause: int, evidence: dict[str, Evidence]) -> Trace:
        roles, _ = self._roles(line, mention, clause)
        subjects, meant = self._with_assumed(line, mention, clause, evidence)
        sentence = line.parts.sentences[clause]
        said = line.text[line.parts.starts[line.parts.sentences.index(sentence)] : line.parts.ends[clause]]
        subjects = {key: found for key, found in subjects.items() if key in meant or _said(key, said)}
        aside = {key for key in subjects if key.startswith(("budget.", "staff.")) and key not in meant}
        year = _year_of(line, mention, clause)
        matched: list[_Candidate] = []
        wrong: list[tuple[str, _Candidate]] = []
        rivals: list[_Candidate] = []
        for key, found in subjects.items():
            hits, misses, others = self._of_subject(line, mention, clause, key, roles, year)
            matched += [_Candidate(statement, found) for statement in hits]
            wrong += [(code, _Candidate(statement, found)) for code, statement in misses]
            if not hits and key not in aside and found.named >= _MENTIONED and not self._index.subjects[key].textual:
                rivals += [_Candidate(statement, found) for statement in others]
        best = max(matched, key=lambda one: one.evidence.score, default=None)
        rival = max(rivals, key=lambda one: one.evidence.score, default=None)
        entered = [one for one in matched if not one.statement.words]
        own = max(entered, key=lambda one: one.evidence.score, default=None)
        if own is not None and self._sure(mention, own, rival):
            return Trace(_same(matched, own))
        if best is not None and self._sure(mention, best, rival):
            return Trace(_same(matched, best))
        if best is None and distinctive(mention) and not outright_rival(rival):
            by_value = self._by_value(line, mention, clause, roles, year)
            if by_value:
                return Trace(tuple(by_value[:1]))
        return self._failure(best, rival, wrong)

    def _roles(self, line: Line, mention: Mention, clause: int) -> tuple[frozenset[Role], bool]:
        if line.passage.cells and line.header:
            column = next(
                (
                    at
                    for at, (start, end) in enumerate(line.passage.cells)
                    if start <= mention.start < max(end, start + 1)
                ),
                -1,
            )
            if 0 <= column < len(line.header):
                return column_roles(line.header[column]), True
        if line.passage.cells:
            return frozenset(Role), False
        return roles_for(line, mention, clause)

    def _with_assumed(
        self, line: Line, mention: Mention, clause: int, evidence: dict[str, Evidence]
    ) -> tuple[dict[str, Evidence], set[str]]:
        """The named subjects, and the lines of budget and staff that the words mean, named or not."""
        subjects = dict(evidence)
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        words = line.text[start:end]
        sentence = line.parts.sentences[clause]
        around = line.text[line.parts.starts[line.parts.sentences.index(sentence)] : end]
        dimension = mention.unit.dimension
        meant: set[str] = set()
        if dimension in _MONEY or mention.unit == NO_UNIT:
            if foreign_money(words):
                subjects = {key: found for key, found in subjects.items() if not key.startswith("budget.")}
            elif _ABOUT_MONEY.search(words) or _ABOUT_MONEY.search(around):
                key, said = budget_line(line, clause, self._budget_keys)
                self._assume(subjects, f"budget.{key}", _BUDGET_SURE if said else _ASSUMED)
                meant.add(f"budget.{key}")
                if "项目" in around:
                    summed = bool(_ALL_PROJECTS.search(words))
                    self._assume(subjects, "projects", _CERTAIN if summed else _ASSUMED)
        if dimension == "score" or mention.unit == NO_UNIT:
            self._assume(subjects, "score", _ASSUMED)
            if "执行率" in around:
                self._assume(subjects, "score.execution", _BUDGET_SURE)
        if dimension in {"person", "share"} and _ABOUT_STAFF.search(around):
            key = self._staff_class(around, words)
            self._assume(subjects, key, _BUDGET_SURE if key != "staff.合计" else _ASSUMED)
            meant.add(key)
            self._assume(subjects, "staff", _ASSUMED)
        if dimension in _COUNTED and _ABOUT_INDICATORS.search(around):
            self._assume(subjects, "count.indicators", _ASSUMED)
            self._assume(subjects, "count", _ASSUMED)
            self._assume(subjects, "count.project_indicators", _ASSUMED)
            for key in self._groups:
                if key.rpartition(".")[2] in around or key.rpartition(".")[2] in line.heading:
                    self._assume(subjects, key, _BUDGET_SURE)
        if dimension in _COUNTED and "目标" in around:
            self._assume(subjects, "count.goals", _ASSUMED)
        if dimension in _COUNTED and "项目" in around:
            self._assume(subjects, "count.projects", _ASSUMED)
        if dimension in _COUNTED and _SUBORDINATE.search(words):
            self._assume(subjects, "department.subordinate_units", _ASSUMED)
        if dimension == "score" and "上年" in around:
            for key in self._previous:
                self._assume(subjects, key, _ASSUMED)
        return subjects, meant

    def _staff_class(self, around: str, words: str) -> str:
        """The class of staff named last before the number, else in its clause; 合计 where none is."""
        found = max(self._staff, key=lambda name: max(words.rfind(name) * 1000, around.rfind(name)), default="")
        return f"staff.{found}" if found and found in around else "staff.合计"

    def _assume(self, subjects: dict[str, Evidence], key: str, evidence: Evidence) -> None:
        if key in self._index.subjects and (key not in subjects or subjects[key].score < evidence.score):
            subjects[key] = evidence

    def _of_subject(
        self, line: Line, mention: Mention, clause: int, key: str, roles: frozenset[Role], year: int | None
    ) -> tuple[list[Statement], list[tuple[str, Statement]], list[Statement]]:
        """The subject's statements that the number restates, that it restates but for one thing, and the others."""
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        lead = around(line, mention, start, end)[0]
        anchor = _ANCHOR.search(lead) if mention.unit.dimension == "share" else None
        anchored = _ANCHORED[anchor.lastgroup or ""] if anchor else None
        hits: list[Statement] = []
        misses: list[tuple[str, Statement]] = []
        others: list[Statement] = []
        for statement in self._index.subjects[key].statements:
            alike = same_class(mention.unit, statement.unit)
            if not alike:
                if not statement.derived and _same_digits(mention, statement) and fits(statement, roles):
                    misses.append(("NUMBER_WRONG_UNIT", statement))
                continue
            if not states(mention, statement):
                part = statement_part(statement)
                rival = not statement.derived if anchored is None else bool(anchored.search(part))
                if rival and fits(statement, roles) and statement.unit.dimension == mention.unit.dimension:
                    others.append(statement)
                continue
            code = self._objection(line, mention, clause, statement, roles, year)
            if code and mention.comparator is not None and statement.derived:
                continue
            if code:
                misses.append((code, statement))
            else:
                hits.append(statement)
        return hits, misses, others

    def _objection(
        self, line: Line, mention: Mention, clause: int, statement: Statement, roles: frozenset[Role], year: int | None
    ) -> str:
        """Why the right value is not right here, or nothing."""
        if not fits(statement, roles):
            return "NUMBER_WRONG_ROLE"
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        words = line.text[start:end]
        if not line.passage.cells:
            if statement.direction:
                said = change_direction(line.text, start, mention.start) or change_direction(
                    line.text, mention.end, end
                )
                if said and said != statement.direction:
                    return "NUMBER_WRONG_DIRECTION"
            lead, tail = around(line, mention, start, end)
            if statement.needs and not (statement.needs.search(lead) or statement.needs.search(tail)):
                before = line.parts.starts[clause - 1] if clause else start
                leans = end - start - (mention.end - mention.start) < 4 or words.startswith(("占", "为", "相当"))
                if not (leans and statement.needs.search(line.text[before:end])):
                    return "NUMBER_WRONG_MEANING"
            part = statement_part(statement)
            wide = words if part.startswith("adjustment_") else lead
            if statement.bars and statement.bars.search(wide):
                return "NUMBER_WRONG_MEANING"
            if part.startswith(_CHANGES) and _REACHING.search(lead):
                return "NUMBER_WRONG_MEANING"
            if self._is_level(statement) and (_DIFFERENCE.search(lead) or _LEFT.match(tail)) and not planned(roles):
                return "NUMBER_WRONG_MEANING"
            anchor = _ANCHOR.search(lead) if mention.unit.dimension == "share" else None
            if anchor and not self._anchored(statement, anchor, part):
                return "NUMBER_WRONG_MEANING"
        if year is not None and statement.period and statement.period != str(year) and statement.role is not Role.TEXT:
            return "NUMBER_WRONG_PERIOD"
        return ""

    def _anchored(self, statement: Statement, anchor: re.Match[str], part: str) -> bool:
        """Whether the figure is of the kind its words say: 执行率 is an execution rate or an indicator of that name."""
        if statement.derived:
            return bool(_ANCHORED[anchor.lastgroup or ""].search(part))
        word = anchor[anchor.lastgroup or 0]
        return word in self._index.subjects[statement.subject].name

    def _is_level(self, statement: Statement) -> bool:
        """Whether the statement is an amount, a target or an actual value, and no difference by its own name."""
        if statement.derived or statement.words or statement.direction:
            return False
        return not _DIFFERENCE_NAME.search(self._index.subjects[statement.subject].name)

    def _sure(self, mention: Mention, best: _Candidate, rival: _Candidate | None) -> bool:
        score = best.evidence.score
        if score < (_LITTLE if distinctive(mention) else _ENOUGH):
            return False
        if rival is None or rival.evidence.score <= score * _RIVAL:
            return True
        return distinctive(mention) and rival.evidence.named < _NAMED

    def _by_value(
        self, line: Line, mention: Mention, clause: int, roles: frozenset[Role], year: int | None
    ) -> list[Statement]:
        span = span_of(mention)
        if span is None:
            return []
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        meant = _ABOUT_MONEY.search(line.text, start, end) and not foreign_money(line.text[start:end])
        if mention.kind is MentionKind.MONEY and not _VALUED.search(line.text, start, end):
            return []
        low, high = span
        reach = abs(high) * Decimal("0.3")
        exact = self._index.near(
            mention.unit.dimension, low * Decimal("0.999"), high * Decimal("1.001"), _MOST_BY_VALUE
        )
        around = exact or self._index.near(mention.unit.dimension, low - reach, high + reach, _MOST_BY_VALUE)
        return [
            statement
            for statement in around
            if not statement.words
            and not statement.derived
            and not (meant and statement.subject.startswith(("project.", "indicator.", "budget.")))
            and states(mention, statement)
            and not self._objection(line, mention, clause, statement, roles, year)
        ]

    def _failure(
        self,
        best: _Candidate | None,
        rival: _Candidate | None,
        wrong: Sequence[tuple[str, _Candidate]],
    ) -> Trace:
        near = max(wrong, key=lambda item: item[1].evidence.score, default=None)
        if near is not None and (rival is None or near[1].evidence.score >= rival.evidence.score * 0.7):
            return Trace(code=near[0], nearest=near[1].statement)
        if rival is not None and rival.evidence.score >= _ENOUGH and rival.evidence.named >= 0.3:
            closest = rival.statement
            return Trace(code="NUMBER_DIFFERS", nearest=closest)
        if best is not None:
            return Trace(code="NUMBER_WRONG_SUBJECT", nearest=best.statement)
        return Trace(
            code="NUMBER_NOT_IN_DATA", nearest=rival.statement if rival and rival.evidence.named > 0.3 else None
        )


_DIFFERENCE = re.compile(
    r"(?:多|少|高|低|净增|增加|减少|提高|降低|上升|下降|差|缺口|超出|高出|快|慢|缩短|节省|节约|结余|剩余|调增|调减|追加|压缩|多修)"
    r"[了达约近超]{0,2}$"
)
_VALUED = re.compile(r"投入|金额|总额|补助|补贴|成本|造价|损失|价值|资产|收入|合同|产值|费用|资金|拨付")
_CHANGES = ("change_", "growth_", "adjustment_")
_REACHING = re.compile(r"[到至]了?$")
_BEHIND_PLAN = re.compile(r"的?(?:年度|预期|既定)?(?:目标|计划|任务|要求|标准|控制线|上限)")
_DIFFERENCE_NAME = re.compile(r"增|减|提高|降低|上升|下降|节约|节省|结余|缩短|差")
_LEFT = re.compile(r"(?:的)?(?:尾款|资金|余款|经费)?(?:没有|未|尚未|按规定)?(?:结转|结余|支出完|未支出|没有支出)")
_ANCHOR = re.compile(
    r"(?P<execution>执行率|支付进度|执行进度|支出进度)[^，。；]{0,6}$|(?P<completion>完成率)[^，。；]{0,6}$|"
    r"(?P<control>控制率|使用率)[^，。；]{0,6}$|(?P<scored>得分率|得分系数)[^，。；]{0,6}$"
)
_ANCHORED = {
    "execution": re.compile(r"execution_rate"),
    "completion": re.compile(r"completion|execution_rate"),
    "control": re.compile(r"control_rate"),
    "scored": re.compile(r"score_coefficient"),
}


def statement_part(statement: Statement) -> str:
    """The last part of the fact's id, which says what kind of figure was derived."""
    return statement.fact.rpartition(".")[2]


def planned(roles: frozenset[Role]) -> bool:
    """Whether only planned figures may stand here."""
    return Role.TARGET in roles and Role.ACTUAL not in roles


def around(line: Line, mention: Mention, start: int, end: int) -> tuple[str, str]:
    """The words of the clause before the number, from the number before it, and those behind it if it is the last."""
    floor, last = start, True
    for other in line.mentions:
        if start < other.end <= mention.start and other.kind not in _DATES:
            floor = other.end
        if mention.end <= other.start < end:
            last = False
    if _BEHIND_PLAN.match(line.text, floor):
        floor = start
    return line.text[floor : mention.start], line.text[mention.end : end] if last else ""


_FACET_WORDS = {"basic": "基本", "project": "项目", "fiscal": "财政", "other": "其他"}


def _said(key: str, sentence: str) -> bool:
    """Whether a line of the budget or a class of staff that the clause does not mean is named in the sentence."""
    if key.startswith("budget."):
        parts = key.removeprefix("budget.").split("-")
        return all(part in _FACET_WORDS and _FACET_WORDS[part] in sentence for part in parts)
    return not key.startswith("staff.") or key.removeprefix("staff.") in sentence


def claims_nothing(mention: Mention) -> bool:
    """一次, 一年 in passing, and a unit without a number: 换算成亿元."""
    return mention.text in _UNITS_ALONE or (mention.text[:1] == "一" and mention.value == 1)


def outright_rival(rival: _Candidate | None) -> bool:
    """Whether another subject with such a number is named beyond doubt."""
    return rival is not None and rival.evidence.named >= _NAMED and rival.evidence.score >= _ENOUGH


def _same(matched: Sequence[_Candidate], best: _Candidate) -> tuple[Statement, ...]:
    """The best statement and the others of the same subject that say the same."""
    same = [one.statement for one in matched if one.statement.subject == best.statement.subject]
    return (best.statement, *(statement for statement in same if statement is not best.statement))


def _same_digits(mention: Mention, statement: Statement) -> bool:
    quantity = mention.quantity
    if quantity is None or not statement.low:
        return False
    return quantity.base == statement.low or quantity.value * statement.unit.factor == statement.low


def _year_of(line: Line, mention: Mention, clause: int) -> int | None:
    """The year the clause itself, or else its sentence, puts the number in."""
    parts = line.parts
    found: int | None = None
    for other in line.mentions:
        if other.start >= mention.start:
            break
        at = parts.at(other.start)
        if other.kind is MentionKind.DATE and parts.sentences[at] == parts.sentences[clause]:
            year = other.normal[:4]
            if year.isdecimal() and (len(other.normal) == 4):
                found = int(year)
    return found
