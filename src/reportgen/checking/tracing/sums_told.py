"""Sums over the rows that a sentence names (合计): 甲、乙分别支出……，两项合计结余339.10万元.

The words say what is added up; each row must hold that figure, entered or derived, and none of it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import digits_told, same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import roles_for
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined
from reportgen.checking.sentences.sureness import ENOUGH, LITTLE
from reportgen.checking.tracing.by_value import entered
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.figures_told import TOGETHER
from reportgen.checking.tracing.named_sums import SEVERAL, of_some_named, of_two_projects, sum_of_named, total
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

_ROWS = ("project.", "indicator.")
_MOST = 6
_FEWEST = 2
_TELLING_DIGITS = 2
_PROVING_DIGITS = 4
_FEWEST_FLOWS, _MOST_FLOWS = 3, 4
_NO_FLOWS = frozenset({"share", "percentage point", "date", "score"})
_HOW_MANY = re.compile(r"(?P<many>[两二三四五六]|[2-6])(?:个|项|者|块|类|笔)")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_THE_FIRST = re.compile(r"前(?P<many>[两二三四五六]|[2-6])(?:个|项|者|笔|大)")
_THE_WORD = re.compile(r"(?:合计|共计|总共|一共|加起来)(?P<word>[\u4e00-\u9fff]{2})了?$")
_NEVER_SUMMED = frozenset({Role.RATE, Role.TARGET, Role.PREVIOUS})


def summed_over(
    line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex, evidence: Mapping[str, Evidence]
) -> Statement | None:
    """The sum of one figure of the rows told of last, where the words say so."""
    if reading.many or digits_told(reading.mention) < _TELLING_DIGITS:
        return None
    clause = line.text[line.parts.starts[reading.clause] : reading.mention.start]
    if not clause and reading.clause:  # 扫路加清运，6372.6万元
        clause = line.text[line.parts.starts[reading.clause - 1] : reading.mention.start]
    together = TOGETHER.search(clause) or TOGETHER.search(clause + reading.tail) or SEVERAL.search(clause)
    if not together and not sum_told_last(line, reading, done):
        return None
    words, may = clause + reading.tail, roles_for(line, reading).may
    rows = rows_told(line, reading, done, clause)
    return (
        (total(rows, reading, words, may, index) if len(rows) >= _FEWEST else None)
        or sum_of_named(line, reading, done, clause, index)
        or _of_one_word(line, reading, done, clause)
        or _of_one_text(line, reading, evidence, done, index)
        or of_two_projects(line, reading, words, may, index)
        or of_some_named(reading, words, may, index, evidence)
    )


def told_ahead(line: Line, run: Sequence[Reading], at: int, index: FactIndex) -> Statement | None:
    """低保对象一共13778人，城市2318人，农村11460人: the sum of the entered numbers of its kind right behind it."""
    reading = run[at]
    mention, sentence = reading.mention, line.parts.sentences[reading.clause]
    if reading.many or mention.qualifiers or mention.quantity is None or mention.unit.dimension in _NO_FLOWS:
        return None
    before = _there_before(line, run, at, index)
    if before is not None:
        return before
    bracketed = _IN_BRACKETS.match(line.text, mention.end) is not None  # 下属5个单位（林场2个、林业站3个）
    if digits_told(mention) < _TELLING_DIGITS and not TOGETHER.search(reading.lead) and not bracketed:
        return None
    total, first = Decimal(0), None
    for many, behind in enumerate(_alike_behind(line, run, at, sentence), start=1):
        part = behind.mention.quantity
        known = index.near(behind.mention.unit.dimension, part.base, part.base, 1) if part is not None else ()
        if part is None or not known or total + part.base > mention.quantity.base:
            return None
        total, first = total + part.base, first or known[0]
        if many >= _FEWEST and total == mention.quantity.base:
            held = index.near(mention.unit.dimension, total, total, _MOST)
            entered_itself = any(not one.derived for one in held) and not bracketed
            return None if entered_itself else figure(first, total, first.unit)
    return None


def _there_before(line: Line, run: Sequence[Reading], at: int, index: FactIndex) -> Statement | None:
    """原来有154个，这一年新建32个，现在186个: what there is now without what was added, both entered."""
    reading = run[at]
    if not _ORIGINALLY.search(reading.lead):
        return None
    here = [
        one
        for one in run[at + 1 : at + 1 + _MOST]
        if line.parts.sentences[one.clause] == line.parts.sentences[reading.clause]
    ]
    alike = [one.mention for one in here if same_class(one.mention.unit, reading.mention.unit)][:_FEWEST]
    spans = [span for one in alike if (span := span_of(one)) is not None and not one.qualifiers]
    own = span_of(reading.mention)
    if own is None or len(spans) < _FEWEST:
        return None
    added, now = spans[0][0], spans[1][0]
    held = [index.near(one.unit.dimension, span[0], span[0], 1) for one, span in zip(alike, spans, strict=True)]
    return figure(held[1][0], own[0], reading.mention.unit) if all(held) and own[0] + added == now else None


_ORIGINALLY = re.compile(r"(?:原来|原先|原有|本来|此前|以前)[^，。；\d]{0,4}$")
_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]{0,6}[（(]")


def _alike_behind(line: Line, run: Sequence[Reading], at: int, sentence: int) -> Iterator[Reading]:
    """The numbers of the same measure behind that one in the sentence, but those that tell of a change."""
    for one in run[at + 1 : at + 1 + _MOST]:
        if line.parts.sentences[one.clause] != sentence:
            return
        alike = one.mention.unit.dimension == run[at].mention.unit.dimension and one.mention.text[-1:] != "块"
        if alike and not change_direction(one.lead + "1", 0, len(one.lead) + 1):
            yield one


def balanced(reading: Reading, done: Sequence[Resolved], sentence: int, index: FactIndex) -> Statement | None:
    """年末412.68万元，新增36.5万元，报废8.2万元，年初384.38万元: what is left or was before, by its digits."""
    mention = reading.mention
    if reading.many or mention.qualifiers or digits_told(mention) < _PROVING_DIGITS:
        return None
    told = [one.statement for one in done if one.true and one.sentence >= sentence - 1 and one.sentence >= 0]
    told = [one for one in told if one.low == one.high and one.unit.dimension == mention.unit.dimension][-_MOST_FLOWS:]
    if len(told) < _FEWEST_FLOWS or mention.unit.dimension in _NO_FLOWS or entered(reading, index):
        return None
    sums = (
        figure(
            run[0], abs(sum((one.low * sign for one, sign in zip(run, signs, strict=True)), Decimal(0))), run[0].unit
        )
        for many in range(_FEWEST_FLOWS, len(told) + 1)
        for run in [told[-many:]]
        for signs in product((1, -1), repeat=many)
        if signs[0] == 1
    )
    return next((one for one in sums if states(mention, one)), None)


def sum_told_last(line: Line, reading: Reading, done: Sequence[Resolved]) -> bool:
    """Whether a sum was told right before, of which the sentence goes on: 两项加起来207.92万元，占五成半."""
    last = done[-1] if done else None
    if last is None or not last.true or last.sentence != line.parts.sentences[reading.clause]:
        return False
    return TOGETHER.search(line.text, line.parts.starts[last.clause], last.at) is not None


def summed_texts(line: Line, reading: Reading, evidence: Mapping[str, Evidence], index: FactIndex) -> Statement | None:
    """轻度和中度污染合计55天, 各等奖项30项: the sum of numbers of one entered text whose words stand here."""
    mention = reading.mention
    if reading.many or line.passage.cells or digits_told(mention) < _TELLING_DIGITS or mention.qualifiers:
        return None
    clause = line.text[line.parts.starts[reading.clause] : mention.start]
    together = TOGETHER.search(clause) is not None
    if not together and not _EVERY_ONE.search(clause):
        return None
    named: dict[str, list[Statement]] = {}
    for key, found in evidence.items():
        if key.startswith("text:") and found.here >= LITTLE:
            for one in index.subjects[key].statements:
                if _of_a_list(one, mention):
                    named.setdefault(one.fact, []).append(one)
    for held in named.values():
        for parts in _some_of(held) if together else _in_a_row(held[0], mention, index):
            total = figure(parts[-1], sum((one.low for one in parts), Decimal(0)), parts[-1].unit)
            if states(mention, total):
                return total
    return None


def _of_a_list(one: Statement, mention: Mention) -> bool:
    alike = one.unit.dimension == mention.unit.dimension and one.low == one.high
    return alike and one.role not in _NEVER_SUMMED and not one.of_plan


def _some_of(held: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    run = sorted(held, key=lambda one: one.start)[:_MOST]
    for many in range(_FEWEST, len(run) + 1):
        yield from combinations(run, many)


def _in_a_row(first: Statement, mention: Mention, index: FactIndex) -> Iterator[Sequence[Statement]]:
    """The rows of numbers that the text tells from *first* on: 一等奖3项、二等奖9项、三等奖18项."""
    every = [one for one in index.things.get(first.thing, ()) if one.fact == first.fact and _of_a_list(one, mention)]
    behind = sorted((one for one in every if one.start >= first.start), key=lambda one: one.start)
    yield from (behind[:many] for many in range(_FEWEST, len(behind) + 1))


_EVERY_ONE = re.compile(r"各[等类级种]")


def _of_one_word(line: Line, reading: Reading, done: Sequence[Resolved], clause: str) -> Statement | None:
    """节约7.9亿元……节约1.8亿元……两者合计节约9.7亿元: the sum of the numbers behind the same word."""
    said = _THE_WORD.search(clause)
    if said is None:
        return None
    at = line.parts.first_of(line.parts.sentences[reading.clause])
    since = first_joined(line, max(at - 1, 0))
    told = [one for one in done if one.true and since <= one.sentence and one.at >= 0]
    told = [one for one in told if one.statement.unit.dimension == reading.mention.unit.dimension]
    held = [one.statement for one in told if line.text[: one.at].endswith(said["word"])]
    if len(held) < _FEWEST:
        return None
    total = figure(held[-1], sum((one.low for one in held[-_FEWEST:]), Decimal(0)), held[-1].unit)
    return total if states(reading.mention, total) else None


def _of_one_text(
    line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """两类问卷共540份 of 送检单位问卷240份、商户问卷300份: the sum of numbers that one text tells in a row."""
    sentence = line.parts.sentences[reading.clause]
    rows = [key for key, one in evidence.items() if one.here >= ENOUGH and index.subjects[key].textual]
    rows += [one.statement.subject for one in done if one.true and one.sentence == sentence and one.statement.words]
    dimension, sums = reading.mention.unit.dimension, []
    if dimension in _NO_SUMS:
        return None
    for thing in dict.fromkeys(index.subjects[key].statements[0].thing for key in rows if key in index.subjects):
        held = [one for one in index.things[thing] if one.words and one.unit.dimension == dimension]
        held = sorted({(one.fact, one.start): one for one in held}.values(), key=lambda one: (one.fact, one.start))
        for at, last in enumerate(held):
            for first in range(max(0, at - _MOST_IN_A_ROW + 1), at):
                run = held[first : at + 1]
                if run[0].fact == last.fact and any(one.subject in rows for one in run):
                    sums.append(figure(last, sum((one.low for one in run), Decimal(0)), last.unit))
    return next((one for one in sums[:_MOST_SUMS] if states(reading.mention, one)), None)


_NO_SUMS = frozenset({"share", "percentage point", "score", "date", ""})
_MOST_IN_A_ROW = 4
_MOST_SUMS = 24


def rows_told(line: Line, reading: Reading, done: Sequence[Resolved], clause: str) -> list[str]:
    """The indicators or projects that the sentence names or told of, as many of the last as the words count."""
    sentence = first_joined(line, reading.clause)
    told = [(one.at, one.statement.subject) for one in done if one.sentence >= sentence and one.at >= 0]
    named = [
        (one.start, one.key)
        for one in line.named
        if one.start < reading.mention.start and line.parts.sentences[one.clause] >= sentence
    ]
    rows = list(dict.fromkeys(key for _, key in sorted((*told, *named)) if key.startswith(_ROWS)))
    said = _HOW_MANY.search(clause)
    opening = line.parts.opening(reading.clause)
    first = _THE_FIRST.search(line.text, opening, reading.mention.start)
    if first:
        many = _NUMBERS.get(first["many"]) or int(first["many"])
        return _rows_before(line, reading, done)[:many]
    many = (_NUMBERS.get(said["many"]) or int(said["many"])) if said else len(rows)
    if said and len(rows) < many and clause[: said.start()].endswith("这"):  # ……；……。这两个项目加起来
        return _rows_before(line, reading, done)[-many:]
    return rows[-many:][-_MOST:] if len(rows) >= many else []


def _rows_before(line: Line, reading: Reading, done: Sequence[Resolved]) -> list[str]:
    """The indicators or projects of the list right before, in order: ……前两项合计681.28万元."""
    sentence = line.parts.sentences[reading.clause]
    at = line.parts.first_of(sentence)
    since = first_joined(line, at - 1) if at else sentence
    told = [one for one in done if one.at >= 0 and since <= one.sentence <= sentence]
    return list(dict.fromkeys(one.statement.subject for one in told if one.statement.subject.startswith(_ROWS)))
