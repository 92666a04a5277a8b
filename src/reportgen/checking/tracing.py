"""Tracing (溯源): each claiming number → the facts it restates, or why it restates none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.fact_index import FactIndex
from reportgen.checking.full_marks import marked
from reportgen.checking.meant import Meaning
from reportgen.checking.money_lines import foreign_money
from reportgen.checking.objections import anchored_by, objection, statement_part
from reportgen.checking.qualified import exactly, unqualified
from reportgen.checking.quotations import quotations_of
from reportgen.checking.readings import Reading, readings
from reportgen.checking.roles import column_roles, fits, roles_for
from reportgen.checking.statements import Statement, span_of
from reportgen.checking.subjects import Evidence, Line, evidence_at, evidence_of_item, is_silent, says_more
from reportgen.checking.value_match import digits_told, distinctive, same_class, states, window
from reportgen.checking.worked_out import Resolved, again, counted, listed, of_all, remaining, worked_out
from reportgen.language.cue_words import change_direction
from reportgen.language.words import name_pairs
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import NO_UNIT, Unit, unit_named


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one number: the *statements* it restates, or a *code* and the *nearest* statement it misses."""

    statements: tuple[Statement, ...] = ()
    code: str = ""
    nearest: Statement | None = None


class _Candidate(NamedTuple):
    statement: Statement
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands: what is asked of every statement that it may restate."""

    line: Line
    reading: Reading
    roles: frozenset[Role]
    beside: str  # the words of its sentence up to the end of its clause
    anchored: re.Pattern[str] | None  # the kind of rate the words name
    bounds: tuple[Decimal, Decimal] | None  # no value outside of these is stated
    planned: frozenset[str]  # the subjects whose targets the sentence told before


_FAINTEST = 1.0  # evidence below which a subject is not there
_MENTIONED = 0.15  # share of the name from which a subject is mentioned in the sentence at all
_NAMED = 0.6  # share of a subject's name in the clause from which it is the subject
_RIVAL = 1.15  # how much surer a rival must be to take the number away
_ENOUGH = 2.6  # evidence for numbers that are common
_LITTLE = 1.2  # evidence for numbers that are rare
_NEEDED = {0: _ENOUGH, 1: _ENOUGH, 2: _ENOUGH, 3: 1.8}  # by the digits the number has
_TOLD = 5.0  # evidence of the very clause from which the words of an entered text take a number for theirs
_COMPARES = re.compile(
    r"[，、（]?(?:也|又|还|虽|但|并|分别)?(?:比|较|同比|与|超|距|离|低于|高于|多|少|完成率|执行率|占)"
)
_REMAINING = re.compile(r"[，、。；]?(?:还|尚|仅|只|另)?(?:剩下?|余下?|有|差|缺|其余)的?")
_ENTIRELY = 20.0  # evidence that leaves no room for another subject
_GOVERNING = Evidence(30.0, 1.0, 30.0)
_GOING_ON = Evidence(7.0, 0.8, 3.0, carried=True)  # the sentence is still about what its last number was about
_NAMED_IN_FULL = Evidence(20.0, 0.9, 5.0, carried=True)
_GOING_ON_AFTER = Evidence(3.6, 0.4, carried=True)  # and so a sentence that names nothing, after another
_UNITS_ALONE = frozenset({"万元", "亿元", "千元", "百元", "万", "亿"})
_MOST_BY_VALUE = 16
_MOST_BESIDE = 3
_COMPARABLE = frozenset({Role.TARGET, Role.PREVIOUS})
_EACH_OF = re.compile(r"(?:每|平均一)(?P<each>人次|家次|[\u4e00-\u9fff])[^，。；]{0,4}$|(?P<of>人次|场次)成本")
_MANY_COUNT_BY = frozenset({"money", "share", "percentage point", "score", "date", "", "个", "项", "person", "次"})
_RARE = 3  # digits from which a count of things is hardly a chance
_MOST_BEFORE = 4
_ROWS = ("indicator.", "project.")
_RIVALLING = 0.3  # share of a name from which a sentence that goes on is about it instead
_MOST_DIVISORS = 8
_DIVIDED_BY = re.compile(
    r"(?:占(?:到|了|全部|所有|全年|全市|全县|总)*|相当于|每(?:一|[个名位家支条台件户场起次处座份批])?)([\u4e00-\u9fff]{2,8}?)"
    r"(?:总?[人户件]?数|总量|总额)?(?:的|折合|约合|[花支成投补合][^，。]{0,3})?[约近超]{0,2}$"
)
_BY_STAFF = re.compile(r"实有|在职|在岗|年末人数|干部职工")
_STAFF = "staff.合计"
_OVER_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|同比|同期|[上前]一?届")
_HELD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT})
_MONEY_WORDS = re.compile(r"预算|支出|执行|资金|经费|拨款|结余|结转|超支|节约|决算|支付|调增|调减|追加|进度")
_VALUED = re.compile(r"投入|金额|总额|补助|补贴|成本|造价|损失|价值|资产|收入|合同|产值|费用|资金|拨付")


class Tracer:
    """Traces the numbers of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._meaning = Meaning(index)
        self._classes: dict[tuple[str, str, bool], Sequence[tuple[Statement, bool]]] = {}
        self._rates = {
            key: statement
            for key, subject in index.subjects.items()
            if key.startswith("project.")
            for statement in subject.statements
            if statement.fact.endswith(".execution_rate") and not statement.part
        }
        counted = index.subjects.get("count.projects")
        self._whole = counted.statements[0] if counted else None
        self._quotations = quotations_of(index)

    def trace(self, line: Line, earlier: Sequence[Resolved] = ()) -> list[tuple[Mention, Trace, Resolved | None]]:
        """Each claiming number of *line* with its trace, in order; *earlier* are the numbers of the line before."""
        found: list[tuple[Mention, Trace, Resolved | None]] = []
        done: list[Resolved] = list(earlier)
        known: dict[int, dict[str, Evidence]] = {}
        before: list[Resolved] = []
        for reading in readings(line):
            if claims_nothing(reading.mention):
                continue
            if reading.place == 0:
                before = list(done)
            evidence = self._evidence(line, reading, known, before if reading.many else done)
            told = before if reading.many else done
            trace = self._judge(line, reading, evidence, told)
            plain = unqualified(line, reading)
            if plain is not None:
                without = self._judge(*plain, evidence, told).statements
                blurred = trace.statements[0] if trace.statements else None
                if without and exactly(line, reading, blurred, without[0], self._index.ledger):
                    trace = Trace(code="NUMBER_WRONG_QUALIFIER", nearest=without[0])
            resolved = _resolved(line, reading, trace)
            found.append((reading.written, trace, resolved))
            if resolved is not None:
                done.append(resolved)
        return found

    def _evidence(
        self, line: Line, reading: Reading, known: dict[int, dict[str, Evidence]], done: Sequence[Resolved]
    ) -> dict[str, Evidence]:
        """The subjects that names stand for, and the one that the sentence goes on about."""
        if reading.item:
            by_item = evidence_of_item(line, reading.item, reading.shared, self._index)
            if any(one.here >= _ENOUGH for one in by_item.values()):
                return by_item
        governing = _governing(line, reading)
        if governing:
            return governing
        clause = reading.clause
        if clause not in known:
            known[clause] = evidence_at(line, clause, self._index)
        evidence = known[clause]
        if reading.many and not reading.item:
            return evidence | self._told_in_turn(reading, done)
        left = _REMAINING.fullmatch(reading.lead) is not None  # 剩1处用地手续未办结 tells of what was named before
        if not is_silent(line, clause) and not _COMPARES.match(reading.lead) and not left:
            return evidence
        topic = next((one for one in reversed(line.named) if one.end <= reading.mention.start), None)
        if topic is not None and (not done or done[-1].at < topic.start):
            return evidence | {topic.key: _NAMED_IN_FULL}
        if not done:
            return evidence
        last = done[-1]
        same = last.sentence == line.parts.sentences[clause] and last.clause <= clause
        near = last.sentence >= line.parts.sentences[clause] - 1 and not says_more(reading.lead)
        near = near and (
            left or not any(found.here >= _LITTLE and found.named >= _RIVALLING for found in evidence.values())
        )
        subject = last.statement.subject
        if not same and not near and last.sentence >= 0:
            return evidence
        level = _GOING_ON if same else _GOING_ON_AFTER
        if says_more(reading.lead):
            level = level._replace(named=0.0)
        if subject in evidence and evidence[subject].score >= level.score:
            level = evidence[subject]._replace(carried=same)
        before = [one.statement for one in reversed(done) if one.sentence >= 0][:_MOST_BEFORE]
        also = [*(one.subject for one in before), *(key for one in before for key in self._same_number(one))]
        found = {key: _GOING_ON_AFTER for key in also if key in self._index.subjects and not _stronger(evidence, key)}
        same_number = dict.fromkeys((subject, *self._same_number(last.statement)), level)
        return evidence | found | {key: one for key, one in same_number.items() if key in self._index.subjects}

    def _same_number(self, statement: Statement) -> list[str]:
        """The indicators and projects with the number that an entered text tells, too."""
        if not statement.words:
            return []
        near = self._index.near(statement.unit.dimension, statement.low, statement.low, _MOST_BY_VALUE)
        return [
            one.subject
            for one in near
            if not one.words and not one.derived and one.role in _HELD and one.subject.startswith(_ROWS)
        ]

    def _told_in_turn(self, reading: Reading, done: Sequence[Resolved]) -> dict[str, Evidence]:
        """三类对象分别超……: the subjects named last, in their order; or those that a count before was of."""
        last: list[str] = []
        counted = self._index.ledger.get(done[-1].statement.fact) if done else None
        if counted is not None and len(counted.operands) == reading.many:
            last = [operand.rpartition(".")[0] for operand in counted.operands]
        elif done:
            dimension = reading.mention.unit.dimension
            alike = [one.statement.subject for one in reversed(done) if one.statement.unit.dimension == dimension]
            last = list(dict.fromkeys(alike))[: reading.many][::-1]
            if not last:
                every = [one.statement.subject for one in reversed(done)]
                last = list(dict.fromkeys(every))[: reading.many][::-1]
        return {last[reading.place]: _GOING_ON} if len(last) == reading.many else {}

    def _judge(self, line: Line, reading: Reading, evidence: dict[str, Evidence], done: Sequence[Resolved]) -> Trace:
        roles = self._roles(line, reading)
        matched, wrong, others = self._candidates(line, reading, evidence, roles, done)
        rivals = [one for one in others if not one.statement.words]
        told = max((one for one in others if one.statement.words), key=lambda one: one.evidence.here, default=None)
        best = max(matched, key=lambda one: one.evidence.score, default=None)
        rival = max(rivals, key=lambda one: one.evidence.score, default=None)
        own = max((one for one in matched if not one.statement.words), key=lambda one: one.evidence.score, default=None)
        for one in (own, best):
            if one is not None and self._sure(reading.mention, one, rival):
                settled = one.statement.derived or any(other.statement.words for other in matched)
                if not settled and says_more(reading.lead + reading.tail) and _told_otherwise(one, told):
                    continue
                return Trace(_same(matched, one))
        quoted = self._quoted(line, reading, roles)
        if quoted:
            return Trace(quoted)
        sentence = line.parts.sentences[reading.clause]
        here = [one for one in done if one.sentence == sentence]
        figure = worked_out(
            reading, done, sentence, self._beside(line, reading, evidence), self._before(line, reading, evidence)
        ) or self._together(line, reading, here, roles)
        figure = (
            figure
            or listed(line.text, reading)
            or counted(line.text, reading, done)
            or again(line.text, reading, done)
            or marked(line.text, reading, self._index)
            or remaining(reading, done, self._whole, self._rates)
        )
        if figure is None and "项目" in line.text:
            figure = of_all(reading, done, self._rates, _reach(line, reading))
        if figure is not None:
            return Trace((figure,))
        rare = distinctive(reading.mention) or (
            reading.mention.kind is MentionKind.COUNT and digits_told(reading.mention) >= _RARE
        )
        if best is None and told is None and rare and not _outright(rival):
            by_value = self._by_value(line, reading, roles)
            if by_value:
                return Trace(tuple(by_value[:1]))
        if best is not None and rival is None and told is None and self._alone_by_unit(reading.mention):
            return Trace(_same(matched, best))
        return _failure(best, rival or told, wrong)

    def _beside(self, line: Line, reading: Reading, evidence: dict[str, Evidence]) -> list[Statement]:
        """The figures of the subjects that the words beside a number name, and of the whole or unit they divide by."""
        named = [key for key, found in evidence.items() if found.named >= _NAMED or found.carried]
        named = sorted(named, key=lambda key: not evidence[key].carried)[:_MOST_BESIDE]
        if "占" in reading.lead and reading.mention.unit.dimension in {"share", ""}:
            named.append("budget.total")
        named = [key for key in named if key in self._index.subjects]
        divided = _DIVIDED_BY.search(reading.lead)
        if divided:
            pairs = name_pairs(divided[1])
            holding = [set(self._index.postings[pair]) for pair in pairs if pair in self._index.postings]
            holding = holding if len(holding) * 3 >= len(pairs) * 2 else []
            named += sorted(set.intersection(*holding) if holding else set())[:_MOST_DIVISORS]
        roles = _HELD | _COMPARABLE if reading.mention.unit.symbol == "倍" else _HELD
        beside = [
            statement
            for key in named
            for statement in self._index.subjects[key].statements
            if not statement.derived and statement.role in roles and statement.low == statement.high
        ]
        if "人均" in reading.lead and _BY_STAFF.search(_reach(line, reading)) and _STAFF in self._index.subjects:
            beside += [one for one in self._index.subjects[_STAFF].statements if one.role is Role.ACTUAL]
        each = _EACH_OF.search(reading.lead)
        if each:
            held = self._index.by_dimension.get(unit_named(each["each"] or each["of"]).dimension, ((), ()))[1]
            beside += [one for one in held if one.role is Role.ACTUAL and not one.derived][:_MOST_DIVISORS]
        return beside

    def _before(self, line: Line, reading: Reading, evidence: dict[str, Evidence]) -> list[Statement]:
        """The numbers of last year (上年数据) that the sentence names, for a change: 收1268万吨，比上年多73万吨."""
        if not change_direction(reading.lead + "1", 0, len(reading.lead) + 1) or not _OVER_LAST_YEAR.search(
            _reach(line, reading)
        ):
            return []
        return [
            statement
            for key, found in evidence.items()
            if key.startswith("previous.") and found.score >= _LITTLE
            for statement in self._index.subjects[key].statements
        ][:_MOST_BESIDE]

    def _together(
        self, line: Line, reading: Reading, here: Sequence[Resolved], roles: frozenset[Role]
    ) -> Statement | None:
        """The number of an entered text from which another number or date of the sentence was taken, too."""
        parts = line.parts
        sentence = parts.sentences[reading.clause]
        dates = [
            one.text
            for one in line.mentions
            if one.kind is MentionKind.DATE and len(one.text) >= 5 and parts.sentences[parts.at(one.start)] == sentence
        ]
        found = self._quotations.together(reading.mention, [one.statement for one in here if one.true], dates)
        if found is None or (found.role in {Role.TARGET, Role.ACTUAL} and found.role not in roles):
            return None
        return found

    def _roles(self, line: Line, reading: Reading) -> frozenset[Role]:
        if not line.passage.cells:
            return roles_for(line, reading)
        at = next((at for at, (_, end) in enumerate(line.passage.cells) if reading.mention.start < end), -1)
        return column_roles(line.header[at]) if 0 <= at < len(line.header) else frozenset(Role)

    def _quoted(self, line: Line, reading: Reading, roles: frozenset[Role]) -> tuple[Statement, ...]:
        """The statements of entered texts that are quoted here, word for word, in a place for them."""
        return tuple(
            statement
            for statement in self._quotations.of(line.text, reading.mention)
            if (statement.role is not Role.ACTUAL or Role.ACTUAL in roles or Role.TARGET not in roles)
            and (
                statement.role is not Role.TARGET
                or Role.TARGET in roles
                or not _is_plan(statement)
                or reading.mention.unit.dimension == "age"
            )
        )

    def _candidates(
        self,
        line: Line,
        reading: Reading,
        evidence: dict[str, Evidence],
        roles: frozenset[Role],
        done: Sequence[Resolved] = (),
    ) -> tuple[list[_Candidate], list[tuple[str, _Candidate]], list[_Candidate]]:
        """The statements of the subjects in reach that fit, those that fit but for one thing, and their rivals.

        The surest subjects come first; the others are left out where none of them could take the number away.
        """
        meant = self._meaning.of(line, reading, evidence)
        place = _Place(
            line, reading, roles, _reach(line, reading), anchored_by(reading), window(reading.mention),
            _planned_before(line, reading, roles, done),
        )  # fmt: skip
        more = says_more(reading.lead)
        matched: list[_Candidate] = []
        wrong: list[tuple[str, _Candidate]] = []
        rivals: list[_Candidate] = []
        own: _Candidate | None = None
        for key, found in sorted(meant.subjects.items(), key=lambda item: -item[1].score):
            if found.score < _FAINTEST:
                break
            if own is not None and found.score < own.evidence.score:
                if self._beyond_doubt(reading, own, rivals):
                    break
                own = None
            hits, misses, other = self._of_subject(place, key)
            if own is None and not any(not one.statement.words for one in matched):
                own = next((_Candidate(statement, found) for statement in hits if not statement.words), None)
            matched += [_Candidate(statement, found) for statement in hits]
            wrong += [(code, _Candidate(statement, found)) for code, statement in misses]
            if other is None or hits or found.named < _MENTIONED:
                continue
            if self._index.subjects[key].textual and found.here < _TOLD:
                continue
            if more and not found.here and found.score < _ENTIRELY:
                continue
            if key in meant.kinds or not key.startswith(("budget.", "staff.")):
                rivals.append(_Candidate(other, found))
        return matched, wrong, rivals

    def _beyond_doubt(self, reading: Reading, own: _Candidate, others: Sequence[_Candidate]) -> bool:
        """Whether *own* is what the number restates, whatever less sure subjects hold."""
        rivals = [one for one in others if not one.statement.words]
        rival = max(rivals, key=lambda one: one.evidence.score, default=None)
        plain = own.statement.derived or not says_more(reading.lead + reading.tail)
        return plain and self._sure(reading.mention, own, rival)

    def _of_subject(
        self, place: _Place, key: str
    ) -> tuple[list[Statement], list[tuple[str, Statement]], Statement | None]:
        """The subject's statements that the number restates, that it restates but for one thing, and another one."""
        mention, bounds = place.reading.mention, place.bounds
        dimension = mention.unit.dimension
        hits: list[Statement] = []
        misses: list[tuple[str, Statement]] = []
        other: Statement | None = None
        for statement, alike in self._by_class(
            key, mention.unit, posts=_posts(mention, place.reading.lead + place.reading.tail)
        ):
            if not alike:
                if _same_digits(mention, statement) and fits(statement, place.roles):
                    misses.append(("NUMBER_WRONG_UNIT", statement))
            elif (bounds is not None and not (statement.low <= bounds[1] and bounds[0] <= statement.high)) or not (
                states(mention, statement) and (mention.kind is not MentionKind.ORDINAL or _ranks(statement))
            ):
                if other is None and dimension == statement.unit.dimension and _rivals(statement, place):
                    other = statement
            else:
                code = objection(place.line, place.reading, statement, place.roles, self._index, place.beside)
                if not code and statement.role is Role.TARGET and key in place.planned and not statement.words:
                    code = "NUMBER_WRONG_ROLE"
                if not code:
                    hits.append(statement)
                elif mention.comparator is None or not statement.derived:
                    misses.append((code, statement))
        return hits, misses, other

    def _by_class(self, key: str, unit: Unit, *, posts: bool) -> Sequence[tuple[Statement, bool]]:
        """The subject's statements, and whether a number in *unit* may be theirs; derived ones only if it may."""
        known = self._classes.get((key, unit.dimension, posts))
        if known is None:
            judged = [
                (one, same_class(unit, one.unit) or (posts and _of_staff(one)))
                for one in self._index.subjects[key].statements
            ]
            known = tuple((one, alike) for one, alike in judged if alike or not one.derived)
            self._classes[key, unit.dimension, posts] = known
        return known

    def _sure(self, mention: Mention, best: _Candidate, rival: _Candidate | None) -> bool:
        score = best.evidence.score
        if rival is not None and best.evidence.here >= _TOLD and _is_about(best.statement, rival.statement.subject):
            score = max(score, rival.evidence.score)  # the text is about the rival itself
        if score < _NEEDED.get(digits_told(mention), _LITTLE):
            return False
        if rival is None or rival.evidence.score <= score * _RIVAL or (_stands(best) and not _stands(rival)):
            return True
        return distinctive(mention) and rival.evidence.named < _NAMED

    def _alone_by_unit(self, mention: Mention) -> bool:
        """Whether one entered number alone has that value in that measure: 300篇, 5期."""
        span = span_of(mention)
        if span is None or span[0] != span[1] or mention.unit.dimension in _MANY_COUNT_BY or mention.qualifiers:
            return False
        near = self._index.near(mention.unit.dimension, span[0], span[0], _MOST_BY_VALUE)
        return len({one.subject for one in near if not one.words} or {one.subject for one in near}) == 1

    def _by_value(self, line: Line, reading: Reading, roles: frozenset[Role]) -> list[Statement]:
        """Statements whose value is so rare that it says what it is about."""
        mention, span = reading.mention, span_of(reading.mention)
        start, end = line.parts.starts[reading.clause], line.parts.ends[reading.clause]
        if span is None or (mention.kind is MentionKind.MONEY and not _VALUED.search(line.text, start, end)):
            return []
        meant = _MONEY_WORDS.search(line.text, start, end) and not foreign_money(line.text[start:end])
        low, high = span
        near = self._index.near(mention.unit.dimension, low * Decimal("0.999"), high * Decimal("1.001"), _MOST_BY_VALUE)
        return [
            statement
            for statement in near
            if (not statement.words or (mention.kind is MentionKind.COUNT and not mention.qualifiers))
            and not statement.derived
            and not (meant and statement.subject.startswith(("project.", "indicator.", "budget.")))
            and states(mention, statement)
            and not objection(line, reading, statement, roles, self._index, "")
        ]


def _is_about(statement: Statement, subject: str) -> bool:
    """Whether the statement is a number of a text that was entered for the project or indicator itself."""
    return bool(statement.words) and subject.startswith(_ROWS) and statement.fact.startswith(f"{subject}.")


def _stronger(evidence: dict[str, Evidence], key: str) -> bool:
    return key in evidence and evidence[key].score >= _GOING_ON_AFTER.score


def _planned_before(line: Line, reading: Reading, roles: frozenset[Role], done: Sequence[Resolved]) -> frozenset[str]:
    """The subjects whose targets the sentence told, where an actual value may stand now: 任务18座，完工15座."""
    if not {Role.TARGET, Role.ACTUAL} <= roles or reading.many:
        return frozenset()
    sentence = line.parts.sentences[reading.clause]
    here = [one.statement for one in done if one.sentence == sentence]
    told = {one.subject for one in here if one.role is Role.ACTUAL}
    here = [one for one in here if one.unit.dimension == reading.mention.unit.dimension]
    return frozenset(one.subject for one in here if one.role is Role.TARGET) - told


def _stands(one: _Candidate) -> bool:
    """Whether the clause itself names the subject, or the text goes on about it."""
    return one.evidence.here > 0 or one.evidence.carried


def of_line_before(traced: Iterable[tuple[Mention, Trace, Resolved | None]]) -> tuple[Resolved, ...]:
    """The numbers of a line as the next line sees them."""
    return tuple(replace(one, clause=-1, sentence=-1, at=-1) for _, _, one in traced if one is not None)


def _governing(line: Line, reading: Reading) -> dict[str, Evidence]:
    """The subject in quotation marks that the sentence is about, until the next: “培训人数”没有达到指标值，……"""
    sentence = line.parts.sentences[reading.clause]
    quoted = [
        one
        for one in line.named
        if one.quoted and one.end <= reading.mention.start and line.parts.sentences[one.clause] == sentence
    ]
    return {one.key: _GOVERNING for one in quoted if one.start == quoted[-1].start}


def _reach(line: Line, reading: Reading) -> str:
    """The words of the sentence up to the end of the number's clause."""
    parts = line.parts
    first = parts.sentences.index(parts.sentences[reading.clause])
    return line.text[parts.starts[first] : parts.ends[reading.clause]]


def _resolved(line: Line, reading: Reading, trace: Trace) -> Resolved | None:
    statement = trace.statements[0] if trace.statements else trace.nearest
    if statement is None:
        return None
    if statement.unit == NO_UNIT:
        statement = replace(statement, unit=reading.mention.unit)
    sentence = line.parts.sentences[reading.clause]
    return Resolved(statement, reading.clause, sentence, bool(trace.statements), reading.mention.start)


def _is_plan(statement: Statement) -> bool:
    """Whether the text the statement stands in is itself a plan, and no cue of its own words makes it one."""
    return statement.fact.endswith(".text") and statement.fact.startswith(("goal.", "project_goal."))


def _failure(best: _Candidate | None, rival: _Candidate | None, wrong: Sequence[tuple[str, _Candidate]]) -> Trace:
    near = max(wrong, key=lambda item: item[1].evidence.score, default=None)
    if near is not None and (rival is None or near[1].evidence.score >= rival.evidence.score * 0.7):
        return Trace(code=near[0], nearest=near[1].statement)
    if rival is not None and rival.evidence.score >= _ENOUGH and rival.evidence.named >= 0.3:
        return Trace(code="NUMBER_DIFFERS", nearest=rival.statement)
    if best is not None:
        return Trace(code="NUMBER_WRONG_SUBJECT", nearest=best.statement)
    return Trace(code="NUMBER_NOT_IN_DATA", nearest=rival.statement if rival and rival.evidence.named > 0.3 else None)


def claims_nothing(mention: Mention) -> bool:
    """一次, 一年 in passing, and a unit without a number: 换算成亿元."""
    return mention.text in _UNITS_ALONE or (mention.text[:1] == "一" and mention.value == 1)


def _told_otherwise(best: _Candidate, told: _Candidate | None) -> bool:
    """Whether the words of an entered text, which has another number there, fit the clause far better."""
    return told is not None and told.evidence.here > 2 * best.evidence.here


def _outright(rival: _Candidate | None) -> bool:
    """Whether another subject with such a number is named beyond doubt."""
    return rival is not None and rival.evidence.named >= _NAMED and rival.evidence.score >= _ENOUGH


def _same(matched: Iterable[_Candidate], best: _Candidate) -> tuple[Statement, ...]:
    """The best statement and the others of the same subject that say the same."""
    same = [one.statement for one in matched if one.statement.subject == best.statement.subject]
    return (best.statement, *(statement for statement in same if statement is not best.statement))


def _rivals(statement: Statement, place: _Place) -> bool:
    """Whether the words might as well be about *statement*."""
    if place.anchored is None:
        meant = not statement.derived and not statement.text.startswith("一")
    else:
        meant = bool(place.anchored.search(statement_part(statement)))
    return meant and fits(statement, place.roles)


def _ranks(statement: Statement) -> bool:
    return bool(re.search(r"[第名位奖]", statement.text))


def _posts(mention: Mention, words: str) -> bool:
    """编制112个: posts are counted by 个, and are as many as the people they are for."""
    return mention.unit.dimension == "个" and ("编" in words or "空" in words)


def _of_staff(statement: Statement) -> bool:
    return statement.subject.startswith("staff.") and statement.unit.dimension == "person"


def _same_digits(mention: Mention, statement: Statement) -> bool:
    quantity = mention.quantity
    if quantity is None or not statement.low:
        return False
    low = statement.low
    return quantity.value * statement.unit.factor == low or quantity.base == low
