"""Status against value (完成状态与数值): 达到预期值 while 80 < 100, no number at all, no grade, points unexplained."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency_paper import Detector, Paper, Passage, Place, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.rules.attainment import attainment

REACHED = re.compile(
    r"(?<!未)(?<!没有)(?<!不)(?<!未能)(?:达到|达成|完成|实现)了?(?:年度|年初|预期|既定|设定)?(?:绩效)?(?:预期值|预期|目标|指标|任务|要求)|"
    r"(?<!未)(?<!没有)(?:超过|超出|高于|优于)(?:年度|年初|预期|既定|设定)(?:绩效)?(?:目标|指标|预期)?(?:值)?|超额完成|全部完成|(?<!未)全面完成|圆满完成|(?<!不)(?<!未)达标(?!率)|^\s*(?:已)?(?:完成|达成|达到)(?:指标)?\s*$"
)
NOT_REACHED = re.compile(
    r"(?:未|没有|未能|尚未|不)(?:达到|达成|完成|实现|达)了?(?:年度|年初|预期|既定|设定)?(?:绩效)?(?:预期值|预期|目标|指标|任务|要求|标)|"
    r"^\s*未(?:完成|达成|达到|达标)\s*$"
)


_GIVEN_UP = re.compile(r"(?:未|没有|未能|尚未)(?:按期|如期|按时|全部|能)?(?:完成|开展|实施|达标)$")


def verdicts(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE: the word beside a value says reached, the value says not, or the other way round."""
    for indicator in paper.entered.indicators:
        if not indicator.actual_value or not indicator.target_value:
            continue
        judged = attainment(indicator, paper.entered.department.year)
        said = _verdict_of(paper, indicator)
        if said is None:
            continue
        words, place, reached = said
        if reached and judged.attainment is Attainment.MISSED:
            strict = ""
            if indicator.target.comparator is Comparator.MORE_THAN:
                strict = "（“>”不含等于）"
            yield found(
                "STATUS_VS_VALUE",
                Severity.ERROR,
                f"“{indicator.name}”指标值{indicator.target_value}，实际完成{indicator.actual_value}，没有完成{strict}，"
                f"却写“{words}”",
                "改正完成值，或改为未完成并说明偏差原因，按比例计分",
                place,
                paper.place(indicator.origin("actual_value"), indicator.actual_value),
                subject=indicator.name,
            )
        elif not reached and judged.attainment in {Attainment.MET, Attainment.EXCEEDED}:
            yield found(
                "STATUS_VS_VALUE",
                Severity.ERROR,
                f"“{indicator.name}”指标值{indicator.target_value}，实际完成{indicator.actual_value}，已经完成，却写“{words}”",
                "改正完成值或完成情况的文字",
                place,
                paper.place(indicator.origin("actual_value"), indicator.actual_value),
                subject=indicator.name,
            )


def _verdict_of(paper: Paper, indicator: Indicator) -> tuple[str, Place, bool] | None:
    """The status words beside the actual value: in its sentence, or in a cell of its row."""
    passage = paper.passage_at(indicator.origin("actual_value"))
    if passage is None:
        return None
    if not passage.cell:
        return _verdict_in_sentence(passage, indicator)
    for cell in paper.row_at(passage.origin):
        text = cell.text.strip()
        if cell.origin == passage.origin or not text or len(text) > 14 or any(c.isdigit() for c in text):
            continue
        if hit := NOT_REACHED.search(text) or _GIVEN_UP.search(text):
            return text, cell.place(hit.start(), hit.end()), False
        if hit := REACHED.search(text):
            return text, cell.place(hit.start(), hit.end()), True
    return None


def _verdict_in_sentence(passage: Passage, indicator: Indicator) -> tuple[str, Place, bool] | None:
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end]
        at = sentence.rfind(indicator.actual_value)
        if at < 0 or indicator.target_value not in sentence:
            continue
        rest = sentence[at + len(indicator.actual_value) :]
        missed = NOT_REACHED.search(rest)
        hit = missed or REACHED.search(rest)
        if hit:
            begin = start + at + len(indicator.actual_value) + hit.start()
            return hit.group(), passage.place(begin, begin + len(hit.group())), missed is None
    return None


_BETWEEN = re.compile(
    r"[，,（(]?(?:均|已|仍|明显|大幅)?(?P<verb>未达到|没有达到|未达|低于|少于|不足|未完成|超过|高于|多于|大于|达到|达|完成了?|超额完成)了?"
    r"(?:年度|年初|预期|原定|既定|设定|规定|计划|全年)?的?(?:绩效)?(?:目标|指标|任务|预期)?(?:值|数)?(?:为|是|的)?"
)
# 比上年缩短5秒，仍超过30秒的目标: what changed by 5 is compared with the target, and not the 5
_CHANGED_BY = re.compile(r"(?:缩短|延长|减少|增加|增长|提高|提升|上升|下降|降低|回落|多|少|快|慢)了?$")
_BELOW = re.compile(r"未|没有|低|少|不足")
_ABOVE = re.compile(r"超|高|多|大于")


def comparisons_in_words(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE in prose: 满意度86%，超过90%的目标."""
    for passage in paper.passages:
        if passage.cell and len(passage.text) < 12:
            continue
        claims = [m for m in scan(passage.text).claims if m.value is not None]
        for one, other in itertools.pairwise(claims):
            if one.unit.dimension != other.unit.dimension or not one.unit.dimension:
                continue
            between = _BETWEEN.fullmatch(passage.text[one.end : other.start])
            after = passage.text[other.end : other.end + 8]
            if _CHANGED_BY.search(passage.text[: one.start]):
                continue
            if between is None or not re.match(r"的?(?:年度|年初|预期)?(?:目标|指标|任务|标准|要求|预期)", after):
                continue
            problem = _contradicts(between["verb"], one, other)
            if problem:
                yield found(
                    "STATUS_VS_VALUE",
                    Severity.ERROR,
                    f"“{passage.text[one.start : other.end]}”：{one.text}{problem}{other.text}，"
                    f"与“{between['verb']}”不符",
                    "改正数值或文字",
                    passage.place(one.start, other.end),
                )


def _contradicts(verb: str, one: Mention, other: Mention) -> str:
    assert one.value is not None and other.value is not None
    if _BELOW.search(verb):
        return "" if one.value < other.value else "并不小于"
    if _ABOVE.search(verb):
        return "" if one.value > other.value else "并不大于"
    return "" if one.value >= other.value or one.unit.dimension in {"money", "day", "working day"} else "小于"


_PAIR = re.compile(
    r"(?:目标|计划|任务|预期|应)(?:为|值为|是|完成)?(?P<goal>[^，。；：\d]{0,6}\d[\d,.]*\s*(?P<unit>%|[\u4e00-\u9fff]{1,2}))[，,、；]\s*"
    r"(?:全年|年末)?(?:实际)?(?:完成|达到|为)(?:值为|了|值)?(?P<done>\d[\d,.]*)\s*(?P=unit)[，,、；（(]\s*"
    r"(?P<verdict>(?:未|没有|未能)?(?:超额完成|全部完成|达到目标|完成目标|达到预期|完成任务|达标|完成年度目标|达到年度目标))"
)


_DONE_FIRST = re.compile(
    r"(?P<done>\d[\d,.]*)\s*(?P<unit>%|[\u4e00-\u9fff]{1,2})[，,、（(]\s*(?:年度|年初)?(?P<goal>(?:目标|计划)(?:为|值为)?\s*\d[\d,.]*)\s*"
    r"(?P=unit)[，,、）)](?:完成率?\d[\d.]*%[，,])?(?P<verdict>(?:未|没有|未能)?(?:超额完成|全部完成|达到目标|完成目标|达到预期|完成任务|达标))"
)


def target_and_done(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE in prose: 目标130人，完成118人，全部完成; 抚育3.6万亩，目标4万亩，达到目标."""
    judged = {
        (row.origin("actual_value"), row.target_value, row.actual_value)
        for row in paper.entered.indicators
        if attainment(row, paper.entered.department.year).attainment is not Attainment.UNDECIDED
    }
    for passage in paper.paragraphs:
        for hit in (*_PAIR.finditer(passage.text), *_DONE_FIRST.finditer(passage.text)):
            if any(at == passage.origin and goal in hit.group() and done in hit.group() for at, goal, done in judged):
                continue  # an indicator stated in words, judged with the others
            goal_text = re.search(r"\d[\d,.]*", hit["goal"])
            assert goal_text is not None
            goal, done = (Decimal(t.rstrip(".,").replace(",", "")) for t in (goal_text.group(), hit["done"]))
            missed = re.match(r"未|没有", hit["verdict"]) is not None
            if (done < goal) != missed and not re.search(r"不超过|≤|以内|不高于", hit.group()):
                yield found(
                    "STATUS_VS_VALUE",
                    Severity.ERROR,
                    f"“{hit.group()}”：完成{plain_number(done)}{hit['unit']}，目标{plain_number(goal)}{hit['unit']}，"
                    f"与“{hit['verdict']}”不符",
                    "改正数值或文字",
                    passage.place(hit.start(), hit.end()),
                )


_WORDS_ONLY = re.compile(r"[^\d一二三四五六七八九十百千万]{0,20}")


def actuals_without_number(paper: Paper) -> Iterator[Finding]:
    """ACTUAL_WITHOUT_NUMBER: a target in numbers, an actual value in words alone (达成指标). One finding for all."""
    rows = [
        indicator
        for indicator in paper.entered.indicators
        if indicator.target.kind in {TargetKind.NUMBER, TargetKind.RANGE}
        and indicator.target.quantity is not None
        and indicator.actual_value
        and indicator.actual.quantity is None
        and indicator.actual.low is None
        and _WORDS_ONLY.fullmatch(indicator.actual_value)
    ]
    if rows:
        names = "、".join(f"“{row.name}”（{row.target_value}）" for row in rows[:3])
        yield found(
            "ACTUAL_WITHOUT_NUMBER",
            Severity.WARNING,
            f"{names}{f'等{len(rows)}项' if len(rows) > 3 else ''}指标值是数字，"
            f"实际完成值只写“{rows[0].actual_value}”，无法核对",
            "填写实际完成的数",
            *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        )


_GRADES = re.compile(r"达成|部分达成|未达成|优|良|中|差|[好较]好|合格|档")


def qualitative_without_grade(paper: Paper) -> Iterator[Finding]:
    """QUALITATIVE_NO_GRADE: 定性 indicators whose actual value is a slogan or a copy of the target, with no grade."""
    rows = [
        indicator
        for indicator in paper.entered.department_indicators
        if indicator.target.kind is TargetKind.QUALITATIVE
        and indicator.actual_value
        and not indicator.attainment_band
        and not _GRADES.search(indicator.actual_value)
        and not re.search(r"\d", indicator.actual_value)
        and not re.search(r"及时$|时效", indicator.name + indicator.subcategory)
    ]
    if not rows:
        return
    copied = [row for row in rows if _plain(row.actual_value) == _plain(row.target_value)]
    worst = copied or rows
    full = [row for row in rows if row.score is not None and row.score == row.max_score]
    yield found(
        "QUALITATIVE_NO_GRADE",
        Severity.WARNING,
        f"“{worst[0].name}”等{len(rows)}项定性指标的实际完成值没有写达成、部分达成或未达成"
        + (f"，其中{len(copied)}项照抄指标值（“{copied[0].actual_value}”）" if copied else "")
        + (f"，{len(full)}项得满分" if full else ""),
        "逐项写明档次和依据（数据、事例）",
        *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        subject=worst[0].name,
    )


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)


def actual_equals_target(paper: Paper) -> Iterator[Finding]:
    """ACTUAL_EQUALS_TARGET: several rates exactly at their floor, as if copied. One note for all."""
    rows = [
        indicator
        for indicator in paper.entered.department_indicators
        if indicator.target.quantity is not None
        and indicator.actual.quantity is not None
        and indicator.target.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
        and indicator.target.quantity.unit.dimension == "share"
        and indicator.target.quantity.base < 100
        and indicator.target.quantity.same_amount(indicator.actual.quantity)
    ]
    if len(rows) >= 3:
        names = "、".join(f"“{row.name}”{row.actual_value}" for row in rows[:3])
        yield found(
            "ACTUAL_EQUALS_TARGET",
            Severity.INFO,
            f"{len(rows)}项比率的实际完成值恰好等于目标下限：{names}{'等' if len(rows) > 3 else ''}",
            "逐项核对原始记录，写明分子和分母",
            *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        )


def score_unexplained(paper: Paper) -> Iterator[Finding]:
    """SCORE_UNEXPLAINED: points were lost though every indicator is called reached and none has a score."""
    conclusion = paper.entered.conclusion
    total = conclusion.total_score
    rows = paper.entered.department_indicators
    if total is None or total >= 100 or len(rows) < 3 or any(row.score is not None for row in rows):
        return
    prose = "".join(passage.text for passage in paper.passages)
    if re.search(
        r"扣[减了除]?\s*\d|得\s*\d[\d.]*\s*分[，,、；].{0,40}得\s*\d|\d\s*分(?:中|制)?得|扣分|\d分[、，][^。；]{2,10}?\d[\d.]*分",
        prose,
    ):
        return
    rating = "" if conclusion.rating else "，也没有写评价等级"
    yield found(
        "SCORE_UNEXPLAINED",
        Severity.ERROR,
        f"自评得分{plain_number(total)}分，{len(rows)}项指标都没有分值和得分，"
        f"看不出{plain_number(100 - total)}分扣在哪里{rating}",
        "附评分表，写明各项分值、得分和扣分原因，以及评价等级",
        paper.place(conclusion.origin("total_score"), f"{plain_number(total)}分"),
    )


def total_precision(paper: Paper) -> Iterator[Finding]:
    """TOTAL_PRECISION: the total printed with fewer decimals than the scores it adds up."""
    conclusion = paper.entered.conclusion
    stated = conclusion.total_score
    rows = paper.entered.department_indicators
    line = paper.entered.budget_line()
    scores = [row.score for row in rows]
    if stated is None or not rows or None in scores:
        return
    if line is not None and line.score is not None:
        scores.append(line.score)
    total = sum((value for value in scores if value is not None), Decimal(0))
    exponent = stated.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    if stated != total and round_half_up(total, places) == stated and abs(stated - total) < 1:
        yield found(
            "TOTAL_PRECISION",
            Severity.WARNING,
            f"总分写{stated}分，各项得分合计{plain_number(total)}分，小数位数不一致",
            f"总分写{plain_number(total)}分，或全表统一保留{places}位小数并注明四舍五入",
            paper.place(conclusion.origin("total_score"), str(stated)),
        )


DETECTORS: tuple[Detector, ...] = (
    verdicts,
    comparisons_in_words,
    target_and_done,
    actuals_without_number,
    qualitative_without_grade,
    actual_equals_target,
    score_unexplained,
    total_precision,
)
