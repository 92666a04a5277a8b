"""Scores told in words (文中得分): parts and their total, one total told twice, the grade of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.consistency.arithmetic import claims_in
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.quantity import plain_number, round_half_up

_TOTAL_SCORE = re.compile(
    r"(?:总分|总得分|综合得分|自评得分|合计得分|自评总分|评价得分|得分合计|综合评分)(?:为|是|共|合计)?$"
)
_WEIGHT_BEFORE = re.compile(r"(?:满分|分值|权重|扣|减|加|制|少|高|低|降|升|均|占|按|上年|去年|共)[^，。；、]{0,4}$")


def score_parts_in_words(paper: Paper) -> Iterator[Finding]:
    """SCORE_PARTS: 总分96.02分，其中履职效能48.39分、管理效率47.63分 — parts that do not make the total."""
    for passage in paper.paragraphs:
        claims = [m for m in claims_in(passage.text) if m.kind is MentionKind.SCORE or m.unit.dimension == "score"]
        for at, total in enumerate(claims):
            if not _TOTAL_SCORE.search(passage.text[: total.start]):
                continue
            parts: list[Mention] = []
            for mention in claims[at + 1 :]:
                gap = passage.text[(parts[-1] if parts else total).end : mention.start]
                if (
                    len(gap) > 40
                    or _WEIGHT_BEFORE.search(gap)
                    or "总分" in gap
                    or "（" in gap
                    or (parts and "。" in gap)
                ):
                    break
                parts.append(mention)
            values = [m.value for m in parts if m.value is not None]
            found_sum = sum(values, Decimal(0))
            if len(values) < 2 or total.value is None or found_sum == total.value or abs(found_sum - total.value) > 3:
                continue
            yield found(
                "SCORE_PARTS",
                Severity.ERROR,
                f"总分写{total.text}，各部分{'＋'.join(m.text for m in parts)}＝{plain_number(found_sum)}分",
                "核对总分和各部分得分，改正其中一处",
                passage.place(total.start, parts[-1].end),
            )
            break


_PART_BEFORE = re.compile(r"[\u4e00-\u9fff\d](?:得|得分|得分为)$")
_LEAST_PARTS = 2


def parts_before_the_total(paper: Paper) -> Iterator[Finding]:
    """SCORE_PARTS: 预算执行得19.60分，年度目标1得40.00分，年度目标2得39.87分，总分99.38分."""
    for passage in paper.paragraphs:
        claims = [m for m in claims_in(passage.text) if m.unit.dimension == "score" and m.value is not None]
        for at, total in enumerate(claims):
            if not _TOTAL_SCORE.search(passage.text[: total.start]):
                continue
            parts: list[Mention] = []
            for mention in reversed(claims[:at]):
                gap = passage.text[mention.end : (parts[-1] if parts else total).start]
                if (
                    len(gap) > 24
                    or re.search("[。；;扣减加]", gap)
                    or not _PART_BEFORE.search(passage.text[: mention.start])
                ):
                    break
                parts.append(mention)
            made = sum((m.value for m in parts if m.value is not None), Decimal(0))
            if len(parts) < _LEAST_PARTS or made == total.value or abs(made - (total.value or 0)) > 3:
                continue
            yield found(
                "SCORE_PARTS",
                Severity.ERROR,
                f"各部分{'＋'.join(m.text for m in reversed(parts))}＝{plain_number(made)}分，总分写{total.text}",
                "核对总分和各部分得分，改正其中一处",
                passage.place(parts[-1].start, total.end),
            )


_WEIGHT_AND_SCORE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?)(?:指标|部分|方面)?(?:分值|权重|满分|标准分)?(?:为|共)?(?P<weight>\d+(?:\.\d+)?)分[，,、（(]?"
    r"(?:实际|自评)?(?:得分|得)(?:为)?(?P<score>\d+(?:\.\d+)?)分"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the score in words: 效益30分，得29.00分."""

    name: str
    weight: Decimal
    score: Decimal
    start: int
    end: int


def scores_of_parts(paper: Paper) -> Iterator[Finding]:
    """SCORE_PARTS, WEIGHT_TOTAL: 预算执行10分，得9.80分；产出50分，得49.93分；… 总分99.73分.

    Each part is held against its own weight too, and 预算执行 against the 执行率 (SCORE_ABOVE_MAX, SCORE_OVERRIDE).
    """
    for passage in paper.paragraphs:
        parts = [
            _Part(hit["name"], Decimal(hit["weight"]), Decimal(hit["score"]), hit.start(), hit.end())
            for hit in _WEIGHT_AND_SCORE.finditer(passage.text)
        ]
        totals = [m for m in claims_in(passage.text) if _is_total(passage.text, m)]
        if len(parts) < 3 or len(totals) != 1 or totals[0].value is None:
            continue
        place = passage.place(parts[0].start, parts[-1].end)
        score = sum((part.score for part in parts), Decimal(0))
        weight = sum((part.weight for part in parts), Decimal(0))
        if score != totals[0].value and abs(score - totals[0].value) <= 5:
            message = f"总分写{totals[0].text}，各部分得分合计{plain_number(score)}分"
            yield found("SCORE_PARTS", Severity.ERROR, message, "核对总分和各部分得分，改正其中一处", place)
        if weight != paper.form.scoring.total and 80 <= weight <= 120:
            message = f"各部分分值合计{plain_number(weight)}分，不是{plain_number(paper.form.scoring.total)}分"
            yield found("WEIGHT_TOTAL", Severity.ERROR, message, "核对各部分分值", place)
        yield from _each_part(paper, passage, parts)


def _is_total(text: str, mention: Mention) -> bool:
    return mention.unit.dimension == "score" and _TOTAL_SCORE.search(text[: mention.start]) is not None


def _each_part(paper: Paper, passage: Passage, parts: list[_Part]) -> Iterator[Finding]:
    line = paper.entered.budget_line()
    for part in parts:
        place = passage.place(part.start, part.end)
        if part.score > part.weight:
            message = f"“{part.name}”得分{plain_number(part.score)}大于分值{plain_number(part.weight)}"
            yield found("SCORE_ABOVE_MAX", Severity.ERROR, message, "改正得分或分值", place)
        rate = line.stated_execution_rate if line is not None else None
        if rate is None or not re.search(r"预算执行|执行率", part.name) or rate.value > 100:
            continue
        right = round_half_up(part.weight * rate.value / 100, 2)
        if abs(right - part.score) > Decimal("0.05"):
            made = f"{plain_number(part.weight)}×执行率{rate}＝{plain_number(right)}"
            message = f"预算执行得{plain_number(part.score)}分，{made}"
            yield found("SCORE_OVERRIDE", Severity.ERROR, message, "按执行率改正得分，或说明计分办法", place)


_NOT_THIS_TOTAL = re.compile(r"上年|去年|满分|项目|平均|复核|抽查|单位|\d{4}年度?$|下属|调查|问卷|比|低|高|至少|达到$")


def totals_told_twice(paper: Paper) -> Iterator[Finding]:
    """CONCLUSION_VS_TABLE: 自评得分99.15分 in the opening, 99.51 in the table or further down."""
    known = paper.entered.conclusion.total_score
    first = paper.place(paper.entered.conclusion.origin("total_score"))
    for passage in paper.paragraphs:
        for mention in claims_in(passage.text):
            lead = passage.text[max(mention.start - 16, 0) : mention.start]
            if not _is_total(passage.text, mention) or mention.value is None or _NOT_THIS_TOTAL.search(lead):
                continue
            if known is None:
                known, first = mention.value, passage.place(mention.start, mention.end)
                continue
            if not _same_total(mention.value, known) and abs(mention.value - known) <= 30:
                yield found(
                    "CONCLUSION_VS_TABLE",
                    Severity.ERROR,
                    f"这里写{lead[-4:]}{mention.text}，另一处（表或正文）总分{plain_number(known)}分",
                    "核对各项得分，改为同一个总分",
                    passage.place(mention.start, mention.end),
                    first,
                )


def _same_total(one: Decimal, other: Decimal) -> bool:
    places = min(len(str(value).partition(".")[2]) for value in (one, other))
    return round_half_up(one, places) == round_half_up(other, places)


_GRADE = re.compile(
    r"(?:评价)?等级(?:评定)?(?:为|是|评定为)?[“\"‘]?(?P<grade>优秀?|良好?|中|差)[”\"’]?(?![\u4e00-\u9fff])"
)


def grades_told(paper: Paper) -> Iterator[Finding]:
    """RATING_MISMATCH: 总分99.73分，评价等级为良."""
    for passage in paper.paragraphs:
        for grade in _GRADE.finditer(passage.text):
            before = [m for m in claims_in(passage.text) if m.end <= grade.start() and _is_total(passage.text, m)]
            if not before or before[-1].value is None or grade.start() - before[-1].end > 30:
                continue
            total = before[-1].value
            right = paper.form.scoring.rating_of(total)
            if right and right != grade["grade"][0] and total <= paper.form.scoring.total:
                yield found(
                    "RATING_MISMATCH",
                    Severity.ERROR,
                    f"写{grade.group()}，{plain_number(total)}分对应“{right}”",
                    f"等级改为“{right}”",
                    passage.place(grade.start(), grade.end()),
                )


DETECTORS: tuple[Detector, ...] = (
    score_parts_in_words,
    parts_before_the_total,
    scores_of_parts,
    totals_told_twice,
    grades_told,
)
