"""Check a text against the facts (核查): every number and every verdict of it, true or not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.checking.findings import NUMBER_RULES, finding, nearest_text
from reportgen.checking.labels import Told, judge_label
from reportgen.checking.names import NameJudge
from reportgen.checking.sentences.subjects import Line, read_line
from reportgen.checking.tables.findings import JudgedRow
from reportgen.checking.tables.stated_cells import StatedCell
from reportgen.checking.tables.table_check import TableTracer
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.tracer import Tracer
from reportgen.checking.tracing.traces import Trace, of_line_before
from reportgen.checking.verdicts.verdict_check import VerdictJudge
from reportgen.language.passages import passages
from reportgen.model.checked_text import CheckedMention, CheckedText, Verdict
from reportgen.model.facts import FactLedger, Role
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import header_unit, scan
from reportgen.quantities.units import NO_UNIT

_MEASURES = (".measure", ".improvement_measures")  # 改进措施


def check_text(
    text: str, ledger: FactLedger, *, draft: str = "", index: FactIndex | None = None, complete: bool = True,
    stated: Sequence[StatedCell] = (),
) -> CheckedText:  # fmt: skip
    """Judge every number, verdict and name of *text* by the facts of *ledger*.

    Each numeral ends up traced, derived, exempt, rejected or unreadable, with a Chinese reason; offsets are
    characters of *text*. *index* is the ledger's index, where one text after another is judged. With *complete*
    false the facts are known to be part of the truth only (a document judged by its own tables): what is merely not
    in them is noted, what contradicts them remains an error. *stated* is what an import read from the cells of the
    text's tables.
    """
    known = index if index is not None else build_fact_index(ledger)
    tracer, verdicts, names, tables = _judges(known)
    rows = tables.judge(passages(text), complete=complete, stated=stated)
    mentions = [mention for row in rows.values() for mention in row.mentions]
    findings = [found for row in rows.values() for found in row.findings]
    earlier: tuple[Resolved, ...] = ()
    for line, unreadable in _lines(text, known, rows):
        traced = tracer.trace(line, () if line.passage.heading else earlier)
        earlier = of_line_before(traced)
        traces = {id(mention): (mention, trace) for mention, trace, _ in traced}
        judged, found = _judge_line(line, traces, known, complete=complete)
        mentions += judged
        findings += found
        if not line.passage.cells:
            findings += verdicts.judge(line, traces)
            findings += names.judge(line)
        for start, end in unreadable:
            mentions.append(_unreadable(text, start, end))
            findings.append(
                finding("NUMBER_UNREADABLE", text[start:end], start, end, f"“{text[start:end]}”读不出数值，请改写")
            )
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    findings.sort(key=lambda one: (one.start or 0, one.end or 0))
    return CheckedText(draft=draft, text=text, mentions=tuple(mentions), findings=tuple(findings), seen=len(mentions))


@lru_cache(maxsize=4)
def _judges(index: FactIndex) -> tuple[Tracer, VerdictJudge, NameJudge, TableTracer]:
    """The judges of one index, kept while text after text is judged by it."""
    return Tracer(index), VerdictJudge(index), NameJudge(index), TableTracer(index)


def _lines(text: str, index: FactIndex, rows: Mapping[int, JudgedRow]) -> Iterator[tuple[Line, list[tuple[int, int]]]]:
    """The lines, without the rows and the numbers of cells that the judge of tables settled."""
    heading, introduction, unit = "", "", NO_UNIT
    header: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    names = index.names_in(text)
    for passage in passages(text):
        if not passage.cells:
            header, unit = (), header_unit(passage.text) if "单位" in passage.text else NO_UNIT
        row = rows.get(passage.start)
        if row is not None and row.whole:
            continue
        found = scan(passage.text, names=names, context_unit=unit if passage.cells else NO_UNIT)
        if passage.cells and not any(mention.is_claim for mention in found.mentions):
            header = tuple(passage.text[start:end] for start, end in passage.cells)
        open_mentions = found.mentions if row is None else _open(row, passage.start, found.mentions)
        introduction = introduction if passage.listed else ""
        line = read_line(passage, open_mentions, index, introduction or heading, header, before)
        if passage.heading:
            heading, before = passage.text, frozenset()
        else:
            introduction = passage.introduction or introduction
            before = line.last_pairs
        unread = [(passage.start + word.start, passage.start + word.end) for word in found.unreadable]
        yield line, [place for place in unread if row is None or not row.settles(*place)]


def _open(row: JudgedRow, start: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The numbers of a row that its columns and labels left to the tracer of prose."""
    return tuple(one for one in mentions if not row.settles(start + one.start, start + one.end))


def _judge_line(
    line: Line, traces: Mapping[int, tuple[Mention, Trace]], index: FactIndex, *, complete: bool
) -> tuple[list[CheckedMention], list[Finding]]:
    judged: list[CheckedMention] = []
    findings: list[Finding] = []
    told = Told(
        frozenset(
            line.parts.at(mention.start)
            for mention, trace in traces.values()
            if any(one.role is Role.PREVIOUS for one in trace.statements)
        ),
        tuple(
            sorted(
                (mention.start, trace.statements[0].fact.endswith(_MEASURES))
                for mention, trace in traces.values()
                if trace.statements
            )
        ),
    )
    for mention in line.mentions:
        traced = traces.get(id(mention))
        if traced is None:
            checked, found = judge_label(line, mention, index, told)
        else:
            checked, found = _judged(line, mention, traced[1], index, complete=complete)
        judged.append(checked)
        findings += found
    return judged, findings


def _judged(
    line: Line, mention: Mention, trace: Trace, index: FactIndex, *, complete: bool
) -> tuple[CheckedMention, list[Finding]]:
    if trace.statements:
        first = trace.statements[0]
        derived = all(statement.derived for statement in trace.statements)
        facts = tuple(dict.fromkeys(statement.fact for statement in trace.statements))
        reason = ("由填报数据算出：" if derived else "与填报数据一致：") + nearest_text(first, index.ledger)
        verdict = Verdict.DERIVED if derived else Verdict.TRACED
        return _checked(line, mention, verdict, reason, facts), []
    rule = NUMBER_RULES[trace.code]
    near = nearest_text(trace.nearest, index.ledger) if trace.nearest else ""
    facts = (trace.nearest.fact,) if trace.nearest else ()
    reason = f"{rule.reason}" + (f"：{near}" if near else "")
    severity = rule.severity
    if trace.code == "NUMBER_NOT_IN_DATA" and not complete:
        severity = Severity.INFO
    start, end = line.passage.start + mention.start, line.passage.start + mention.end
    suggestion = f"请核对，填报数据为{near}" if near else "请删去，或者先填报这个数再写"
    return _checked(line, mention, Verdict.REJECTED, reason, facts), [
        finding(
            trace.code, mention.text, start, end, f"“{mention.text}”{reason}", suggestion=suggestion, facts=facts,
            severity=severity, ledger=index.ledger,
        )
    ]  # fmt: skip


def _checked(
    line: Line, mention: Mention, verdict: Verdict, reason: str, facts: tuple[str, ...] = ()
) -> CheckedMention:
    start = line.passage.start
    return CheckedMention(
        text=mention.text, start=start + mention.start, end=start + mention.end, kind=mention.kind.value,
        value=mention.value, unit=mention.unit.symbol, verdict=verdict, facts=facts, reason=reason,
    )  # fmt: skip


def _unreadable(text: str, start: int, end: int) -> CheckedMention:
    return CheckedMention(
        text=text[start:end], start=start, end=end, kind="", value=None, unit="", verdict=Verdict.UNREADABLE,
        reason="有数字字符但读不出数值",
    )  # fmt: skip
