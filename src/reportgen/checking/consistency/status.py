"""Status against value (完成状态与数值): 达到预期值 while 80 < 100, no number at all, no grade, points unexplained."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.paper import Detector, Paper, Passage, Place, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number
from reportgen.quantities.target_values import Comparator
from reportgen.rules.attainment import attainment

REACHED = re.compile(
    r"(?<!未)(?<!没有)(?<!不)(?<!未能)(?:达到|达成|完成|实现)了?(?:年度|年初|预期|既定|设定)?(?:绩效)?(?:预期值|预期|目标|指标|任务|要求)|"
    r"(?<!未)(?<!没有)(?<!不)(?<!未能)(?:达到|完成|实现)了?[\u4e00-\u9fff\d%％]{1,12}的(?:目标|要求)|"
    r"(?<!未)(?<!没有)(?:超过|超出|高于|优于)(?:年度|年初|预期|既定|设定)(?:绩效)?(?:目标|指标|预期)?(?:值)?|超额完成|全部完成|(?<!未)全面完成|圆满完成|(?<!不)(?<!未)达标(?!率)|^\s*(?:已)?(?:完成|达成|达到)(?:指标)?\s*$"
)
NOT_REACHED = re.compile(
    r"(?:未|没有|未能|尚未|不)(?:达到|达成|完成|实现|达)了?(?:年度|年初|预期|既定|设定)?(?:绩效)?(?:预期值|预期|目标|指标|任务|要求|标)|"
    r"(?:未|没有|未能|尚未)(?:达到|完成|实现)[\u4e00-\u9fff\d%％]{1,12}的(?:目标|要求)|"
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
    r"[，,（(]?(?:均|已|仍|明显|大幅|圆满|全面)?(?P<verb>未达到|没有达到|未达|低于|少于|不足|未完成|(?:没有|没|未|不|并未)(?:超过|超出|突破)|超过|高于|多于|大于|达到|达|完成了?|超额完成)了?"
    r"(?:年度|年初|预期|原定|既定|设定|规定|计划|全年)?的?(?:绩效)?(?:目标|指标|任务|预期)?(?:值|数)?(?:为|是|的)?"
)
# 比上年缩短5秒，仍超过30秒的目标: what changed by 5 is compared with the target, and not the 5
_CHANGED_BY = re.compile(r"(?:缩短|延长|减少|增加|增长|提高|提升|上升|下降|降低|回落|多|少|快|慢)了?$")
_BELOW = re.compile(r"未|没|不|低|少")
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
            if _CHANGED_BY.search(passage.text[: one.start]) or _is_part(passage.text, one):
                continue
            if between is None or not re.match(
                r"的?(?:年度|年初|预期|控制|规定|最高|支出|费用|限额|上限)*(?:目标|指标|任务|标准|要求|预期|限额|上限|时限|时间|数)",
                after,
            ):
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


def _is_part(text: str, one: Mention) -> bool:
    """Whether *one* is the last of several parts, and the words go on with the whole: 其中小学2160个、初中1800个."""
    sentence = max(text.rfind(mark, 0, one.start) for mark in "。；;\n") + 1
    within = text.rfind("其中", sentence, one.start)
    return within >= 0 and "、" in text[within : one.start]


def _contradicts(verb: str, one: Mention, other: Mention) -> str:
    assert one.value is not None and other.value is not None
    if re.search("超|突破", verb) and _BELOW.search(verb):
        return "" if one.value <= other.value else "大于"
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


_BY_POINTS = re.compile(r"(?:超过|高于|高出|超出|低于|少于)(?:年度|预期)?(?:目标)?值?$")
_THE_TARGET = re.compile(r"的?(?:年度|年初|预期)?(?:目标|指标|任务|要求)值?(?:的)?")


def distances_to_targets(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 满意度95.60%，超过90%的目标6.60个百分点 — which is 5.60."""
    for passage in paper.passages:
        if passage.cell and len(passage.text) < _SHORT:
            continue
        claims = [m for m in scan(passage.text).claims if m.value is not None]
        for done, goal, gap in zip(claims, claims[1:], claims[2:], strict=False):
            wanted = "percentage point" if goal.unit.dimension == "share" else goal.unit.dimension
            if done.unit.dimension != goal.unit.dimension or gap.unit.dimension != wanted or not wanted:
                continue
            if not _BY_POINTS.search(passage.text[done.end : goal.start]):
                continue
            if not _THE_TARGET.fullmatch(passage.text[goal.end : gap.start]) or gap.approximate:
                continue
            if _is_part(passage.text, done):
                continue
            right = abs((done.value or Decimal(0)) - (goal.value or Decimal(0)))
            if gap.value != right:
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"“{passage.text[done.start : gap.end]}”：按两个数计算应为{plain_number(right)}{gap.unit}",
                    "改正差额，或核对两个数",
                    passage.place(gap.start, gap.end),
                    passage.place(done.start, goal.end),
                )


_SHORT = 12
DETECTORS: tuple[Detector, ...] = (
    verdicts,
    comparisons_in_words,
    target_and_done,
    distances_to_targets,
)
