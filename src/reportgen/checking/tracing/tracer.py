"""Tracing (溯源): each claiming number → the facts it restates, or why it restates none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import digits_told
from reportgen.checking.sentences.money_lines import says
from reportgen.checking.sentences.readings import Reading, readings
from reportgen.checking.sentences.roles import Roles, column_roles, fits, roles_for
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined, says_more
from reportgen.checking.sentences.sureness import LITTLE, Candidate, sure, surest, told_otherwise
from reportgen.checking.sentences.units_meant import other_measures
from reportgen.checking.tracing.budget_moves import out_of_move
from reportgen.checking.tracing.by_value import (
    entered,
    explicit_rival,
    fact_by_value,
    figure_by_value,
    fitting,
    listed_project,
    open_candidate,
    unopposed,
)
from reportgen.checking.tracing.candidates import CandidateFinder, Candidates, reach
from reportgen.checking.tracing.changes_told import changed, grown_by
from reportgen.checking.tracing.compared_told import compared
from reportgen.checking.tracing.counts_told import (
    again,
    complement,
    counted,
    excepting,
    left_of_text,
    left_over,
    out_of_rate,
    remaining,
    years_running,
)
from reportgen.checking.tracing.dates_apart import days_apart, lasting
from reportgen.checking.tracing.exchanges import exchanged
from reportgen.checking.tracing.figures_told import SHARE, is_spoken_share
from reportgen.checking.tracing.followed import of_another
from reportgen.checking.tracing.fractions_told import Fractions
from reportgen.checking.tracing.full_marks import marked
from reportgen.checking.tracing.listed_roles import unlike_in_list
from reportgen.checking.tracing.lists_counted import listed, months_named
from reportgen.checking.tracing.medals import medals
from reportgen.checking.tracing.names_numbers import in_a_name, is_bare_year
from reportgen.checking.tracing.no_claims import claims_nothing, counts_points
from reportgen.checking.tracing.operands import beside, of_last_year, within_reach
from reportgen.checking.tracing.periods_told import kept, series_of
from reportgen.checking.tracing.placed import Told
from reportgen.checking.tracing.points_told import points, rate_by_short_name
from reportgen.checking.tracing.products_told import multiplied
from reportgen.checking.tracing.qualified import exactly, unqualified
from reportgen.checking.tracing.quoted import Quoted
from reportgen.checking.tracing.rates_counted import excepted, of_all, so_many_rates
from reportgen.checking.tracing.ratios import Ratios, in_place_of
from reportgen.checking.tracing.relations_told import at_odds
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.runs import told_together
from reportgen.checking.tracing.second_thoughts import second_thought, units_apart
from reportgen.checking.tracing.sums_told import balanced, sum_told_last, summed_over, summed_texts, told_ahead
from reportgen.checking.tracing.told_shortly import proven_in_words, told_by_short_names
from reportgen.checking.tracing.told_sums import added_to
from reportgen.checking.tracing.topics import Topics
from reportgen.checking.tracing.traces import Trace, as_written, failure, in_place, resolved
from reportgen.checking.tracing.worked_out import worked_out
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import NO_UNIT

_OF_THE_LAST = re.compile(r"[，（(]?占(?:比|了)?(?:为|达到?|约|近|超)?")
_SAME = Decimal("1e-9")
_OF_THE_WHOLE = re.compile(r"占[^，。；\d]{2,12}的[^，。；]{0,3}$")
_FEW_DOUBTFUL, _FEW_BEFORE = 4, 8
_RARE = 3  # digits of a number that another thing has not by accident
_NOT_FOUND = frozenset({"NUMBER_NOT_IN_DATA", "NUMBER_DIFFERS"})
_MOST_BY_VALUE = 16
_MANY_COUNT_BY = frozenset({"money", "share", "percentage point", "score", "date", "", "个", "项", "person", "次"})


class Tracer:
    """Traces the numbers of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._topics = Topics(index)
        self._finder = CandidateFinder(index)
        self._rates = {
            key: statement
            for key, subject in index.subjects.items()
            if key.startswith("project.")
            for statement in subject.statements
            if statement.fact.endswith(".execution_rate") and not statement.part
        }
        counted_projects = index.subjects.get("count.projects")
        self._whole = counted_projects.statements[0] if counted_projects else None
        self._quoted = Quoted(index)
        self._series = series_of(index)
        self._ratios = Ratios(index)
        self._fractions = Fractions(index)

    def trace(self, line: Line, earlier: Sequence[Resolved] = ()) -> list[tuple[Mention, Trace, Resolved | None]]:
        """Each claiming number of *line* with its trace, in order; *earlier* are the numbers of the line before."""
        found: list[tuple[Mention, Trace, Resolved | None]] = []
        done: list[Resolved] = list(earlier)
        known: dict[int, dict[str, Evidence]] = {}
        before: list[Resolved] = []
        doubtful: list[Resolved] = []
        year = None if line.passage.cells else self._index.year
        run = [
            one
            for one in readings(line)
            if not (claims_nothing(one) or is_bare_year(one.mention, year) or counts_points(line.text, one))
        ]
        for at, written in enumerate(run):
            if written.place == 0:
                before = list(done)
            told = before if written.many else done
            evidence = self._topics.evidence(line, written, known, told)
            trace, reading = self._measured(line, run, at, evidence, told)
            run[at] = reading
            if not trace.statements and trace.code in _NOT_FOUND:
                trace = self._of_doubtful(line, reading, evidence, told, doubtful) or trace
            plain = unqualified(line, reading)
            if plain is not None:
                bare = [*run[:at], plain[1], *run[at + 1 :]]
                without = self._measured(plain[0], bare, at, evidence, told)[0].statements
                blurred = trace.statements[0] if trace.statements else None
                if without and exactly(line, reading, blurred, without[0], self._index.ledger):
                    trace = Trace(code="NUMBER_WRONG_QUALIFIER", nearest=without[0])
            one = resolved(line, reading, trace)
            if not trace.statements:
                doubtful += as_written(line, reading, trace)
            found.append((reading.written, trace, one))
            done += [one] if one is not None else []
        if line.passage.cells or not found:
            return found
        placed = [
            Told(reading, one, one.statement if one is not None and one.true else None)
            for reading, (_, _, one) in zip(run, found, strict=True)
        ]
        wrong = {
            **units_apart(found),
            **dict(at_odds(line, placed, self._index)),
            **dict(out_of_move(line, placed, self._index)),
            **dict(unlike_in_list(line, placed, self._index, earlier)),
            **of_another(line, placed, self._index),
            **compared(line, placed, self._index),
            **dict(self._fractions.misplaced(line, placed)),
            **exchanged(line, placed, self._index),
        }
        return [in_place(*one, wrong) for one in found] if wrong else found

    def _judge(
        self, line: Line, run: Sequence[Reading], at: int, evidence: dict[str, Evidence], done: Sequence[Resolved]
    ) -> Trace:
        """By the words around the number, by what was told before, by its neighbours, by its digits, in this order."""
        roles = _roles(line, run[at])
        found = self._finder.find(line, run[at], evidence, roles, done)
        proven = proven_in_words(line, run[at], done, self._index)
        if proven is not None:
            return Trace((proven,))
        trace = self._traced(line, run, at, evidence, found, roles, done)
        return second_thought(line, run[at], trace, found, roles, done, self._index)

    def _measured(
        self, line: Line, run: Sequence[Reading], at: int, evidence: dict[str, Evidence], done: Sequence[Resolved]
    ) -> tuple[Trace, Reading]:
        """The number as it is measured, or in another measure word of the same things: 四批 of 4批次."""
        trace = self._judge(line, run, at, evidence, done)
        if trace.statements or line.passage.cells:
            return trace, run[at]
        told = (one.statement.unit for one in done[-_FEW_DOUBTFUL:] if one.true)
        for mention in other_measures(line.text, run[at].mention, told):
            other = run[at]._replace(mention=mention)
            again = self._judge(line, [*run[:at], other, *run[at + 1 :]], at, evidence, done)
            if again.statements and _counted_so(again.statements[0], mention, evidence):
                return again, other
        return trace, run[at]

    def _of_doubtful(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], done: Sequence[Resolved],
        doubtful: Sequence[Resolved],
    ) -> Trace | None:  # fmt: skip
        """What follows from numbers of which one is itself in doubt: that one alone is what has to be looked at."""
        sentence = line.parts.sentences[reading.clause]
        near = [one for one in doubtful[-_FEW_DOUBTFUL:] if sentence - one.sentence <= 1]
        if not near or line.passage.cells:
            return None
        places = {one.at for one in near}
        before = [one for one in done[-_FEW_BEFORE:] if one.at not in places or one.at < 0]
        told = sorted([*before, *near], key=lambda one: one.at)
        named = beside(line, reading, evidence, self._index)
        figure = worked_out(reading, told, sentence, named, (), first_joined(line, reading.clause))
        return Trace((figure,)) if figure is not None else None

    def _traced(
        self, line: Line, run: Sequence[Reading], at: int, evidence: dict[str, Evidence], found: Candidates,
        roles: Roles, done: Sequence[Resolved],
    ) -> Trace:  # fmt: skip
        reading = run[at]
        named = (
            self._by_words(reading, found)
            or self._quoted.word_for_word(line, reading, roles.may)
            or self._quoted.by_own_word(line, reading, roles.may)
            or tuple(one for one in self._series.of(line, reading.mention) if fits(one, roles.may))
            or rate_by_short_name(reading, roles, self._index)
            or points(line, reading, done, self._index)
            or medals(reading.mention, self._index)
        )
        if named:
            return Trace(named)
        spoken = is_spoken_share(reading.mention) and _OF_THE_WHOLE.search(reading.lead) is not None
        figure = (
            self._ratio(line, reading, evidence, found, done)
            if spoken
            else (
                self._told_before(line, reading, evidence, done, roles)
                or (None if line.passage.cells else told_ahead(line, run, at, self._index))
                or kept(line, run, at, evidence, self._index)
                or self._ratio(line, reading, evidence, found, done)
                or self._beside_others(line, run, at, evidence, found, roles, done)
                or self._by_digits(line, run, at, evidence, found, roles, done)
            )
        )
        if figure is not None and (figure.role is not Role.DIFFERENCE or Role.DIFFERENCE in roles.may):
            return Trace((figure,))
        best = surest(found.matched)
        if best is not None and found.rival is None and found.told is None and self._alone_by_unit(reading.mention):
            return Trace(_same(found.matched, best))
        return failure(best, found)

    def _by_words(self, reading: Reading, found: Candidates) -> tuple[Statement, ...]:
        """The statements that the words around the number are evidence enough for."""
        best = surest(found.matched)
        own = surest([one for one in found.matched if not one.statement.words])
        if own is not None and best is not None and own.statement.unit == NO_UNIT != best.statement.unit:
            own = best  # 推迟4个月 is that of a text, and no 分子 of 4
        for one in (own, best):
            if one is not None and sure(reading.mention, one, found.rival):
                settled = one.statement.derived or any(other.statement.words for other in found.matched)
                if settled or not says_more(reading.lead + reading.tail) or not told_otherwise(one, found.told):
                    return _same(found.matched, one)
        return ()

    def _told_before(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], done: Sequence[Resolved], roles: Roles
    ) -> Statement | None:
        """What follows from the numbers before and from what the sentence counts."""
        sentence = line.parts.sentences[reading.clause]
        named = beside(line, reading, evidence, self._index)
        previous = of_last_year(line, reading, evidence, self._index)
        joined = first_joined(line, reading.clause)
        figure = worked_out(reading, done, sentence, named, previous, joined)
        if figure is not None and figure.unit.dimension == "share" and entered(reading, self._index):
            figure = None
        figure = (
            figure
            or self._quoted.together(line, reading, [one for one in done if one.sentence == sentence], roles.may)
            or listed(line.text, reading)
            or counted(line, reading, done)
            or complement(reading, done, joined)
            or left_over(reading, done)
            or multiplied(line, reading, done)
            or excepting(line, reading, done, self._index)
            or out_of_rate(reading, evidence, done, self._index)
            or left_of_text(reading, done, self._index)
            or added_to(line, reading, evidence, done, self._index)
            or summed_over(line, reading, done, self._index, evidence)
            or summed_texts(line, reading, evidence, self._index)
            or changed(line, reading, evidence, done, self._index)
            or told_by_short_names(line, reading, done, self._index)
            or grown_by(line, reading, evidence, done, self._index)
            or years_running(line, reading, evidence, self._index)
            or again(line.text, reading, done)
            or so_many_rates(line, reading, self._index)
            or marked(line.text, reading, self._index)
            or remaining(line, reading, done, self._whole, self._rates)
            or days_apart(line, reading, evidence, self._index)
            or lasting(line, reading, self._index)
            or months_named(line, reading)
            or next(self._series.summed(line, reading.mention), None)
            or balanced(reading, done, sentence, self._index)
            or in_a_name(reading, evidence, self._index)
        )
        if figure is None and "项目" in line.text:
            around = reach(line, reading)
            return of_all(reading, done, self._rates, around, excepted(around, self._rates, self._index))
        return figure

    def _ratio(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], found: Candidates, done: Sequence[Resolved]
    ) -> Statement | None:
        """The share or the figure for each that the words ask for; none where they name an entered one in its place."""
        rival = explicit_rival(line, reading, found)
        if rival is not None and in_place_of(reading, rival.statement) and not sum_told_last(line, reading, done):
            return None
        return self._ratios.told(line, reading, evidence, done, at_hand=entered(reading, self._index))

    def _beside_others(
        self, line: Line, run: Sequence[Reading], at: int, evidence: dict[str, Evidence], found: Candidates,
        roles: Roles, done: Sequence[Resolved],
    ) -> Statement | None:  # fmt: skip
        """What the number restates together with its neighbours."""
        if line.passage.cells or explicit_rival(line, run[at], found) is not None:
            return None
        told = {one.statement.low for one in done if one.true and one.sentence >= 0}
        known = {one.at: one.statement for one in done if one.true}
        for one in told_together(run, at, known, self._index):
            named = one.subject in evidence or not one.subject.startswith("project.")
            named = named and not _named_apart(run[at], one)
            if named and one.low not in told and unopposed(line, run[at], one, roles, self._index):
                return one
        return None

    def _by_digits(
        self, line: Line, run: Sequence[Reading], at: int, evidence: dict[str, Evidence], found: Candidates,
        roles: Roles, done: Sequence[Resolved],
    ) -> Statement | None:  # fmt: skip
        """What the number cannot restate by accident."""
        reading = run[at]
        return (
            fitting(line, reading, found)
            or open_candidate(line, run, at, found, done)
            or fact_by_value(line, reading, found, roles, self._index, evidence, done)
            or listed_project(line, reading, done, self._index)
            or self._worked_out_by_digits(line, reading, evidence, found, done)
        )

    def _worked_out_by_digits(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], found: Candidates, done: Sequence[Resolved]
    ) -> Statement | None:
        if reading.many and SHARE.search(reading.lead):
            return None  # 占比依次为……: each is the share of the part in its own place
        operands = within_reach(line, reading, evidence, done, self._index)
        figure = figure_by_value(reading, found, operands, self._index)
        last = done[-1] if done and _OF_THE_LAST.fullmatch(reading.lead) else None
        if figure is None or last is None or not last.true or last.sentence != line.parts.sentences[reading.clause]:
            return figure
        part = last.statement.low  # 218.9亿元，占19.9%: of the number right before, or of none
        return figure if any(abs(part / one.low * 100 - figure.low) < _SAME for one in operands) else None

    def _alone_by_unit(self, mention: Mention) -> bool:
        """Whether one entered number alone has that value in that measure: 300篇, 5期."""
        span = span_of(mention)
        if span is None or span[0] != span[1] or mention.unit.dimension in _MANY_COUNT_BY or mention.qualifiers:
            return False
        near = self._index.near(mention.unit.dimension, span[0], span[0], _MOST_BY_VALUE)
        return len({one.subject for one in near if not one.words} or {one.subject for one in near}) == 1


def _roles(line: Line, reading: Reading) -> Roles:
    """The roles by the words around the number, or by the head of its column."""
    if not line.passage.cells:
        return roles_for(line, reading)
    at = next((at for at, (_, end) in enumerate(line.passage.cells) if reading.mention.start < end), -1)
    may = column_roles(line.header[at]) if 0 <= at < len(line.header) else frozenset(Role)
    return Roles(may, told=True)


def _counted_so(statement: Statement, mention: Mention, evidence: Mapping[str, Evidence]) -> bool:
    """Whether the words name what was entered in that very measure word, or without one; 个 counts too much."""
    units = {mention.unit.dimension} if mention.unit.symbol == "个" else {mention.unit.dimension, ""}
    named = evidence.get(statement.subject)
    sure = statement.derived or digits_told(mention) >= _RARE or (named is not None and named.score >= LITTLE)
    return statement.unit.dimension in units and sure


def _named_apart(reading: Reading, one: Statement) -> bool:
    """Whether the words in front name something else: 项目支出 of another line, 办证点3人 of vacancies."""
    if one.needs is not None and one.derived and not one.direction and says_more(reading.lead, 3):
        return not one.needs.search(reading.lead + reading.tail)
    if not reading.item or not one.subject.startswith("budget."):
        return False
    return not says(one.subject, reading.item) and any(says(f"budget.{key}", reading.item) for key in _LINES)


_LINES = ("basic", "project", "fiscal", "other")


def _same(matched: Iterable[Candidate], best: Candidate) -> tuple[Statement, ...]:
    """The best statement and the others of the same subject that say the same."""
    same = [one.statement for one in matched if one.statement.subject == best.statement.subject]
    return (best.statement, *(statement for statement in same if statement is not best.statement))
