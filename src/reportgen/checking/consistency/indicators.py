"""One indicator against its own row and its twins (指标自身核对): value, class, description and points of one row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import TargetKind
from reportgen.rules.statements import Statement, statement_of

_NOTES = re.compile(r"[（(][^（）()]*[)）]")
_SATISFACTION = re.compile(r"满意|评价|认可|口碑|投诉|好评|知晓")
_WORD_GRADE = re.compile(r"\s*(?:良好|优良|优秀|较好|好|满意|基本满意|较满意|非常满意)\s*")


def _plain(name: str) -> str:
    return _NOTES.sub("", name).strip()


def satisfaction_in_words(paper: Paper) -> Iterator[Finding]:
    """UNIT_RATE: an indicator of satisfaction whose target is a word (良好) instead of a share."""
    for row in paper.entered.indicators:
        if "满意度" not in row.subcategory + row.category or not _WORD_GRADE.fullmatch(row.target_value):
            continue
        yield found(
            "UNIT_RATE",
            Severity.WARNING,
            f"满意度指标“{row.name}”指标值写“{row.target_value}”，不是百分数",
            "改为带方向的百分数，如≥90%，并写明调查办法",
            paper.place(row.origin("target_value"), row.target_value),
            paper.place(row.origin("name"), row.name),
            subject=row.name,
        )


_COUNTED_NAME = re.compile(r"(?:数量|人数|户数|次数|场次|人次|面积|里程|长度|金额|台数|个数|册数|期数|件数)$")
_LEAST_ROWS = 3


def numbers_in_words(paper: Paper) -> Iterator[Finding]:
    """UNIT_COUNT: 保护耕地面积 whose target is 有所扩大: the name asks for a number."""
    for row in paper.entered.indicators:
        wanted = _COUNTED_NAME.search(_plain(row.name))
        if wanted is None or row.target.kind is not TargetKind.QUALITATIVE or re.search(r"\d", row.target_value):
            continue
        if re.search(r"[一二三四五六七八九十百千万]", row.target_value) or len(row.target_value.strip()) < _LEAST_WORD:
            continue
        yield found(
            "UNIT_COUNT",
            Severity.WARNING,
            f"“{row.name}”要的是{wanted.group()}，指标值却写“{row.target_value}”",
            "改为带方向和单位的数，如≥1万亩",
            paper.place(row.origin("target_value"), row.target_value),
            paper.place(row.origin("name"), row.name),
            subject=row.name,
        )


_LEAST_WORD = 2


def targets_left_out(paper: Paper) -> Iterator[Finding]:
    """TARGET_MISSING: the row of a project's table that has a name and no target, where the others have theirs."""
    for project in paper.entered.projects:
        rows = [row for row in paper.entered.indicators_by_project.get(project.number, ()) if row.name.strip()]
        bare = [row for row in rows if not row.target_value.strip() and not row.actual_value.strip()]
        if not bare or len(rows) - len(bare) < _LEAST_ROWS or len(bare) * 3 > len(rows):
            continue
        for row in bare:
            yield found(
                "TARGET_MISSING",
                Severity.WARNING,
                f"项目“{project.name}”的指标“{row.name}”没有写指标值",
                "填写带方向和单位的指标值",
                paper.place(row.origin("name"), row.name),
                paper.place(row.origin("description"), row.description) if row.description else None,
                paper.place(row.origin("basis"), row.basis) if row.basis else None,
                subject=row.name,
            )


def names_of_no_satisfaction(paper: Paper) -> Iterator[Finding]:
    """NAME_VS_LEVEL: a row under 满意度 whose name asks nobody's opinion."""
    for row in paper.entered.indicators:
        name = _plain(row.name)
        if "满意度" not in row.subcategory or not name or _SATISFACTION.search(name):
            continue
        described = "描述为满意度，" if _SATISFACTION.search(row.description) else ""
        yield found(
            "NAME_VS_LEVEL",
            Severity.WARNING,
            f"“{row.name}”列在满意度指标，{described}名称却不是谁的满意度",
            "名称写明对象和满意度，如“参训学员满意度”",
            paper.place(row.origin("name"), row.name),
            paper.place(row.origin("description"), row.description) if described else None,
            paper.label_before(row.origin("name")),
            paper.place(row.origin("target_value"), row.target_value),
            subject=row.name,
        )


def points_lost_though_reached(paper: Paper) -> Iterator[Finding]:
    """MET_POINTS_LOST: 达成 in words alone, fewer points than the row may have, and no reason."""
    for row in paper.entered.department_indicators:
        if row.score is None or row.max_score is None or row.score >= row.max_score:
            continue
        if row.actual.quantity is not None or row.score_reason or row.deviation_reason:
            continue
        if statement_of(row.actual_value) is not Statement.REACHED:
            continue
        yield found(
            "MET_POINTS_LOST",
            Severity.ERROR,
            f"“{row.name}”写“{row.actual_value}”，得{row.score}分（分值{row.max_score}），没有写扣分原因",
            "填写实际完成的数和扣分原因，或改正得分",
            paper.place(row.origin("score")),
            paper.place(row.origin("actual_value"), row.actual_value),
            subject=row.name,
        )


_TIMES = frozenset({"session", "occasion", "期"})  # 场次, 次 and 期 count the same events


def far_more_than_planned(paper: Paper) -> Iterator[Finding]:
    """OVER_COMPLETION: 100%(10场次) planned and 28次 held, which the share beside it hides."""
    threshold = paper.form.scoring.over_completion_threshold
    for row in paper.entered.department_indicators:
        done = row.actual.quantity
        if done is None or row.deviation_reason or done.unit.dimension not in _TIMES:
            continue
        planned = next((detail for detail in row.target.details if detail.unit.dimension in _TIMES), None)
        if planned is None or planned.comparable(done) or not planned.base or done.base <= planned.base * threshold:
            continue
        share = round_half_up(done.base / planned.base * 100, 1)
        yield found(
            "OVER_COMPLETION",
            Severity.WARNING,
            f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，"
            f"完成{plain_number(share)}%，目标值明显偏低，两处单位也不同",
            "说明超额原因，统一计量单位，下年调整目标值",
            paper.place(row.origin("actual_value"), row.actual_value),
            paper.place(row.origin("target_value"), row.target_value),
            subject=row.name,
        )


def basic_spending_of_projects(paper: Paper) -> Iterator[Finding]:
    """TERMINOLOGY: an indicator of a project that calls its cost 基本支出, which is the other half of a budget."""
    for row in paper.entered.indicators:
        if row.project and "基本支出" in row.name:
            yield found(
                "TERMINOLOGY",
                Severity.WARNING,
                f"项目指标“{row.name}”写“基本支出”：项目支出与基本支出是两类预算",
                "改为“……经费”“……支出”",
                paper.place(row.origin("name"), row.name),
                subject=row.name,
            )


def one_name_in_two_classes(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_INDICATOR: one name under two second levels of a project, so that neither says what it measures."""
    rows: defaultdict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for row in paper.entered.indicators:
        passage = paper.passage_at(row.origin("name"))
        if row.name.strip() and row.subcategory and passage is not None and passage.cell:
            rows[row.project, row.goal, re.sub(r"\s", "", row.name)].append(row)
    twins: defaultdict[str, list[tuple[Indicator, Indicator]]] = defaultdict(list)
    for (project, _, _), alike in rows.items():
        other = next((row for row in alike[1:] if row.subcategory != alike[0].subcategory), None)
        if other is not None:
            twins[project].append((alike[0], other))
    for project, pairs in twins.items():
        names = "、".join(f"“{one.name}”" for one, _ in pairs[:3])
        one, other = pairs[0]
        yield found(
            "DUPLICATE_INDICATOR",
            Severity.INFO,
            f"{names}{f'等{len(pairs)}个名称' if len(pairs) > 3 else ''}"
            f"在“{one.subcategory}”和“{other.subcategory}”下各出现一次",
            "名称写明考核什么，如“……完成时间”“……费用”",
            *(paper.place(row.origin("name"), row.name) for pair in pairs for row in pair),
            subject=next((p.name for p in paper.entered.projects if p.number == project), one.name),
        )


_LEAST_DESCRIBED = 10


def descriptions_that_repeat(paper: Paper) -> Iterator[Finding]:
    """DESCRIPTION_REPEATS: nearly all descriptions are the names again. One note for the document."""
    described = [row for row in paper.entered.indicators if row.description.strip()]
    same = [row for row in described if re.sub(r"\s", "", row.description) == re.sub(r"\s", "", row.name)]
    if len(described) >= _LEAST_DESCRIBED and len(same) * 10 >= len(described) * 8:
        yield found(
            "DESCRIPTION_REPEATS",
            Severity.INFO,
            f"{len(described)}项指标中{len(same)}项的描述照抄名称",
            "描述写口径、计算方法和数据来源",
            *(paper.place(row.origin("description"), row.description) for row in same[:12]),
        )


def scores_left_out(paper: Paper) -> Iterator[Finding]:
    """SCORE_MISSING: the one row of a scored table with 分值, both values and no 得分."""
    rows = [row for row in paper.entered.department_indicators if row.max_score is not None]
    bare = [row for row in rows if row.score is None and row.target.quantity is not None and row.actual.quantity]
    if not paper.is_table_form or not bare or len(bare) * 5 > len(rows):
        return
    for row in bare:
        yield found(
            "SCORE_MISSING",
            Severity.WARNING,
            f"“{row.name}”分值{row.max_score}分，没有填得分",
            "按完成情况填写得分，核对总分",
            paper.place(row.origin("max_score")),
            paper.place(row.origin("name"), row.name),
            subject=row.name,
        )


DETECTORS: tuple[Detector, ...] = (
    descriptions_that_repeat,
    scores_left_out,
    satisfaction_in_words,
    numbers_in_words,
    targets_left_out,
    names_of_no_satisfaction,
    points_lost_though_reached,
    far_more_than_planned,
    basic_spending_of_projects,
    one_name_in_two_classes,
)
