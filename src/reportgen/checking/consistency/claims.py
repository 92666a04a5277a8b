"""Claims about the indicators (对指标的概括): how many, or all, were reached, and by how much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.likeness import Likeness
from reportgen.checking.consistency.matches import fits
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, sentences
from reportgen.checking.consistency.said import likeness_of, numbers_said
from reportgen.checking.consistency.status import NOT_REACHED, REACHED
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import TargetKind
from reportgen.rules.attainment import attainment

_MET = frozenset({Attainment.MET, Attainment.EXCEEDED})
_PART = re.compile(
    r"产出|效益|满意度|数量|质量|时效|成本|定量|定性|一级|二级|项目指标|上年|去年|目标\d|第[一二三四五六]"
)
_COUNTED = re.compile(
    r"(?P<all>\d{1,3})[项个条](?:绩效|三级|年度|自评)*指标(?:中|里|，|有|，其中)*"
    r"(?:(?:有)?(?P<met>\d{1,3})[项个条](?:全部|均|已)?(?:达到|完成|达标|实现|达成)|(?:完成|达到|实现)(?P<done>\d{1,3})项)?"
)
_ALL_REACHED = re.compile(
    r"(?:各项|所有|全部|全年各项|\d{1,3}[项个条])(?:年度|绩效|三级|自评|考核)*指标(?:值)?(?:均|都|全部|全面|已|按时|如期|圆满)+"
    r"(?:达到|完成|达标|实现|达成)(?!率)|\d{1,3}[项个条](?:年度|绩效|三级|自评)*指标[，,](?:已)?(?:全部|均|都)(?:已)?(?:达到|完成|达标|实现)(?!率)"
)
_NOT_ALL = re.compile(r"除|外|基本|大部分|多数|力争|确保|将|要|若|如|使|应|拟|争取|以来")


def judged_rows(paper: Paper) -> list[tuple[Indicator, Attainment]]:
    """The department's rows with a name, each with what became of it."""
    year = paper.entered.department.year
    rows = [row for row in paper.entered.department_indicators if row.name and row.target_value]
    return [(row, attainment(row, year).attainment) for row in rows]


def indicators_counted(paper: Paper) -> Iterator[Finding]:
    """CONCLUSION_VS_TABLE: 18项绩效指标中17项达到目标值, and the table has 15 of which 14."""
    rows = judged_rows(paper)
    if not paper.is_table_form:
        return
    states = Counter(state for _, state in rows)
    if not rows:
        return
    open_rows = states[Attainment.UNDECIDED]
    met = sum(states[state] for state in _MET)
    execution = any("执行率" in row.name or "预算执行" in row.category + row.subcategory for row, _ in rows)
    totals = {len(rows), len(rows) - 1 if execution else len(rows) + 1}
    for passage in prose_of(paper):
        for hit in _COUNTED.finditer(passage.text):
            around = passage.text[max(hit.start() - 12, 0) : hit.end()]
            if _PART.search(around) or "指标" not in hit.group():
                continue
            stated, reached = int(hit["all"]), hit["met"] or hit["done"]
            wrong = "" if stated in totals else f"指标写{stated}项，表中{len(rows)}项"
            least, most = met - execution, met + open_rows
            if reached is not None and not wrong and not least <= int(reached) <= most:
                wrong = f"写{reached}项达到目标，按表中数值是{met}项"
            if wrong:
                yield found(
                    "CONCLUSION_VS_TABLE",
                    Severity.ERROR,
                    f"“{hit.group()}”与指标表不符：{wrong}",
                    "按指标表改正项数",
                    passage.place(hit.start(), hit.end()),
                    paper.place(rows[0][0].origin("name"), rows[0][0].name),
                )


def all_said_reached(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE: 各项指标均达到目标值, and a row was missed."""
    missed = [row for row, state in judged_rows(paper) if state is Attainment.MISSED]
    if not missed:
        return
    for passage in prose_of(paper):
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            hit = _ALL_REACHED.search(sentence)
            if (
                hit is None
                or _NOT_ALL.search(sentence[: hit.start()][-12:].partition("外")[2] or sentence[: hit.start()][-12:])
                or _PART.search(hit.group())
            ):
                continue
            listing = "、".join(f"“{row.name}”{row.target_value}、实际{row.actual_value}" for row in missed[:3])
            yield found(
                "STATUS_VS_VALUE",
                Severity.ERROR,
                f"写“{hit.group()}”，而{listing}没有完成",
                "写明哪几项没有完成和原因",
                passage.place(start + hit.start(), start + hit.end()),
                *(paper.place(row.origin("actual_value"), row.actual_value) for row in missed[:3]),
                subject=missed[0].name,
            )


def prose_of(paper: Paper) -> Sequence[Passage]:
    """Paragraphs and long cells, in which claims are made."""
    return [passage for passage in paper.passages if not passage.cell or len(passage.text) >= 24]


_ENOUGH = 0.75
_TARGET_SHARE = re.compile(
    r"[，,、（(]?(?:为|是|占|完成|达到|相当于)(?:全年|年度|年初)?(?:目标|计划|任务|指标)(?:值|数|任务)?的$"
)


def claims_of_rows(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE and RATE_IN_TEXT: 引进人才28名，达到目标 while 30 was asked; 4368人，为目标的114%."""
    judged = [(row, state) for row, state in judged_rows(paper) if row.target.kind is not TargetKind.QUALITATIVE]
    rows = [row for row, _ in judged if row.actual_value]
    states = {row.number: state for row, state in judged}
    likeness = likeness_of(paper)
    stated = {origin for row in rows for origin in row.origins.values()}
    for passage in paper.paragraphs:
        if passage.origin in stated:
            continue
        for start, end in sentences(passage.text):
            yield from _claims_in(paper, passage, (start, end), rows, states, likeness)


def _claims_in(
    paper: Paper, passage: Passage, span: tuple[int, int], rows: Sequence[Indicator],
    states: dict[str, Attainment], likeness: Likeness,
) -> Iterator[Finding]:  # fmt: skip
    sentence = passage.text[span[0] : span[1]]
    claims = [mention for mention in scan(sentence).claims if mention.value is not None]
    for said in numbers_said(paper, sentence, passage.origin):
        row = fits(said, rows, likeness, _ENOUGH)
        at = sentence.find(said.clause)
        if row is None or at < 0:
            continue
        tail = sentence[at + len(said.clause) :]
        following = next((m for m in claims if m.start >= at + len(said.clause)), None)
        rest = tail if following is None else tail[: following.start - at - len(said.clause)]
        yield from _verdict_beside(paper, passage, span[0] + at + len(said.clause), rest, row, states[row.number])
        if following is not None and _GAP_TO_TARGET.search(rest):
            yield from _gap_to_target(paper, passage, span[0] + following.start, following, row)
        if following is not None and following.unit.symbol == "%" and _TARGET_SHARE.search(rest):
            place = span[0] + following.start
            yield from _share_of_target(paper, passage, place, following.text, following.value, row)


_GAP_TO_TARGET = re.compile(
    r"[，,（(]?(?:(?:比|较|与|距|离)(?:年度|绩效|预期)?(?:目标|指标值|计划)值?(?:低|高|少|差|相差|还差|多|超出?)了?|"
    r"(?:高于|低于|高出|超过|超出|优于|少于|多于)(?:年度|绩效|预期)?(?:目标|指标值|计划)值?)$"
)


def _gap_to_target(paper: Paper, passage: Passage, at: int, gap: Mention, row: Indicator) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 实际4.6%，比目标低0.6个百分点, where 5% was asked."""
    target, actual = row.target.quantity, row.actual.quantity
    if target is None or actual is None or not target.comparable(actual) or gap.value is None or gap.approximate:
        return
    wanted = "percentage point" if target.unit.dimension == "share" else target.unit.dimension
    right = abs(target.base - actual.base)
    if gap.unit.dimension == wanted and gap.value != right:
        yield found(
            "CHANGE_IN_TEXT",
            Severity.ERROR,
            f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，相差{plain_number(right)}{gap.unit}，文字写{gap.text}",
            "改正差额，或核对两个数",
            passage.place(at, at + len(gap.text)),
            paper.place(row.origin("actual_value"), row.actual_value),
            subject=row.name,
        )


_SAID_OF = re.compile(
    r"[”\"]?(?:指标)?(?P<verdict>(?:没有|未能?|尚未)?(?:达到|超过|完成|实现|超额完成)(?:了)?(?:年度|年初|绩效|预期)*(?:目标|指标|任务)值?)"
)


def verdicts_of_names(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE: 持证读者增长率超过目标, of a row that its value misses."""
    judged = [
        (row, state) for row, state in judged_rows(paper) if len(row.name) >= 4 and state is not Attainment.UNDECIDED
    ]
    for passage in paper.paragraphs:
        for row, state in judged:
            for at in (hit.end() for hit in re.finditer(re.escape(row.name), passage.text)):
                hit = _SAID_OF.match(passage.text, at)
                if hit is None:
                    continue
                missed = re.match("没有|未|尚未", hit["verdict"]) is not None
                if missed == (state is Attainment.MISSED):
                    continue
                yield found(
                    "STATUS_VS_VALUE",
                    Severity.ERROR,
                    f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，"
                    f"{'已经完成' if missed else '没有完成'}，文字却写“{hit['verdict']}”",
                    "改正文字，没有完成的说明原因",
                    passage.place(hit.start("verdict"), hit.end("verdict")),
                    paper.place(row.origin("actual_value"), row.actual_value),
                    subject=row.name,
                )


def _verdict_beside(
    paper: Paper, passage: Passage, at: int, rest: str, row: Indicator, state: Attainment
) -> Iterator[Finding]:
    first = re.match(r"[，,][^，,。；;]{0,24}", rest)
    if first is None or re.search(r"[\u4e00-\u9fff]率|满意度", first.group()):
        return
    missed, reached = NOT_REACHED.search(first.group()), REACHED.search(first.group())
    hit = missed or reached
    if hit is None or state is Attainment.UNDECIDED or (missed is not None) == (state is Attainment.MISSED):
        return
    yield found(
        "STATUS_VS_VALUE",
        Severity.ERROR,
        f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，"
        f"{'没有完成' if state is Attainment.MISSED else '已经完成'}，文字却写“{hit.group()}”",
        "改正文字，没有完成的说明原因",
        passage.place(at + hit.start(), at + hit.end()),
        paper.place(row.origin("actual_value"), row.actual_value),
        subject=row.name,
    )


def _share_of_target(
    paper: Paper, passage: Passage, at: int, text: str, share: Decimal | None, row: Indicator
) -> Iterator[Finding]:
    target, actual = row.target.quantity, row.actual.quantity
    if target is None or actual is None or share is None or not target.comparable(actual) or not target.base:
        return
    places = len(text.partition(".")[2].rstrip("%％"))
    right = round_half_up(actual.base / target.base * 100, places)
    if share != right:
        yield found(
            "RATE_IN_TEXT",
            Severity.ERROR,
            f"写“{row.name}”为目标的{text}，实际{row.actual_value}÷指标值{row.target_value}＝{plain_number(right)}%",
            f"改为{right}%，或核对两个数",
            passage.place(at, at + len(text)),
            paper.place(row.origin("target_value"), row.target_value),
            subject=row.name,
        )


DETECTORS: tuple[Detector, ...] = (
    indicators_counted,
    all_said_reached,
    claims_of_rows,
    verdicts_of_names,
)
