"""Prose of a report or of narrative goals (叙述): sections under their headings, and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.importing import sentences
from reportgen.importing.accounting import Account
from reportgen.importing.indicator_sentences import level_label, levels_of_label, stated_indicators
from reportgen.importing.reading import Found
from reportgen.language.cell_text import one_line, prose
from reportgen.model.indicators import Indicator, PerformanceGoal
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import (
    MONEY_UNITS,
    BasisNotice,
    BudgetLine,
    Duty,
    EnteredProblem,
    ManagementItem,
    Narrative,
    StaffCount,
)
from reportgen.model.source_document import TextParagraph

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、．.]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
)
_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.、．]?\s*(?=[一-鿿])[^，。；：]{2,28}")
_SMALL_NUMBER = re.compile(r"\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）]")
_TERM = re.compile(
    r"职责|职能|概况|目标|任务|预算|执行|绩效|情况|问题|原因|措施|结果|应用|公开|效果|效益|满意度|可持续|结论|建议|计划"
)
_LONGEST_HEADING = 40
# Headings of the outlines in use that sometimes run into the name of the indicator under them.
_OUTLINE_TERM = re.compile(
    r"^(?:社会)?满意度及可持续(?:性)?影响(?:情况)?|^履职(?:完成|效果)情况|^(?:社会|经济|生态|可持续)效益(?:情况)?"
)
_TOPICS = (
    ("信息公开", r"公开"),
    ("结果应用", r"结果.{0,6}(?:应用|运用)"),
    ("运行监控", r"监控|监督|验收|检查"),
    ("自评组织", r"自评|评价"),
    ("组织机构", r"机构|组织|领导小组|牵头|人员|培训"),
    ("目标管理", r"目标"),
    ("制度建设", r"制度|办法|规范|依据|流程"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeReading:
    """What the prose of a document states."""

    department: dict[str, Found[Any]] = field(default_factory=dict)
    conclusion: dict[str, Found[Any]] = field(default_factory=dict)
    staff: tuple[StaffCount, ...] = ()
    duties: tuple[Duty, ...] = ()
    basis_notices: tuple[BasisNotice, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    goals: tuple[PerformanceGoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    management: tuple[ManagementItem, ...] = ()
    problems: tuple[EnteredProblem, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and the paragraphs under it; *above* are the headings it stands under."""

    heading: str
    level: int
    origin: Origin
    paragraphs: tuple[tuple[str, Origin], ...] = ()
    above: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(text for text, _ in self.paragraphs)

    @property
    def path(self) -> str:
        """All headings down to this one."""
        return "/".join((*self.above, self.heading))


def is_narrative(lines: Sequence[TextParagraph]) -> bool:
    """Whether *lines* are a text to be read, and not strays around tables."""
    texts = [one_line(line.text) for line in lines]
    return (
        any(_LEVELS[1].match(text) for text in texts)
        or is_decimal(texts)
        or sum(len(text) >= 40 for text in texts) >= 2
    )


def is_decimal(texts: Sequence[str]) -> bool:
    """Whether the headings of a report are numbered 1, 1.1, 1.2 and not 一、（一）."""
    below = sum(bool((found := _DECIMAL.fullmatch(text)) and "." in found["number"]) for text in texts)
    return below >= 2 and not any(_LEVELS[1].match(text) for text in texts)


def is_numbered_heading(text: str) -> bool:
    """Whether *text* begins with the number of a heading: 一、, （二）, 第三部分."""
    return any(pattern.match(text) for pattern in _LEVELS)


def read_narrative(lines: Sequence[TextParagraph], account: Account) -> NarrativeReading:
    """The sections of *lines* as narratives, and the data their sentences state."""
    sections = tuple(_sections(lines))
    for line in lines:
        account.use(line.origin)
    reading = NarrativeReading(
        narratives=tuple(
            Narrative(heading=section.heading, level=section.level, text=section.text, origins={"": section.origin})
            for section in sections
        ),
        staff=_first_staff(sections),
        budget=_fullest_budget(sections),
        basis_notices=_all_notices(sections),
        goals=_goals(sections),
        indicators=tuple(_indicators(sections)),
        management=_management(sections),
        problems=_problems(sections),
        conclusion=_conclusion(sections),
    )
    return _with_agency(reading, sections)


# -- sections -------------------------------------------------------------------------------------------------


def _sections(lines: Sequence[TextParagraph]) -> Iterator[_Section]:
    in_parts = any(_LEVELS[0].match(one_line(line.text)) for line in lines)
    decimal = is_decimal([one_line(line.text) for line in lines])
    top = min((line.heading_level for line in lines if line.heading_level), default=1)
    trail: list[tuple[int, str]] = []
    current: _Section | None = None
    for index, line in enumerate(lines):
        text = prose(line.text)
        if current is not None and _names_part(current, text):
            current = replace(current, heading=f"{current.heading} {text}")
            trail[-1] = (current.level, current.heading)
            continue
        following = one_line(lines[index + 1].text) if index + 1 < len(lines) else ""
        level, heading, rest = _heading(
            text,
            max(line.heading_level - top + 1, 0) if line.heading_level else 0,
            following,
            in_parts=in_parts,
            decimal=decimal,
            begun=bool(trail) and (current is None or bool(current.paragraphs) or text.endswith(("：", ":"))),
        )
        if level == 0:
            if current is None:
                current = _Section("", 0, line.origin)
            current = replace(current, paragraphs=(*current.paragraphs, (text, line.origin)))
            continue
        if current is not None:
            yield current
        while trail and trail[-1][0] >= level:
            trail.pop()
        above = tuple(name for _, name in trail)
        trail.append((level, heading))
        current = _Section(heading, level, line.origin, ((rest, line.origin),) if rest else (), above)
    if current is not None:
        yield current


def _names_part(section: _Section, text: str) -> bool:
    """Whether *text* is the name of a part whose number, 第一部分, stands on a line of its own."""
    bare = _LEVELS[0].fullmatch(section.heading) is not None and not section.paragraphs
    return bare and len(text) <= 24 and not re.search(r"[，。；：]", text) and not _LEVELS[1].match(text)


def _heading(
    text: str, styled: int, following: str, *, in_parts: bool, decimal: bool, begun: bool
) -> tuple[int, str, str]:
    """Level, heading and the text that runs on behind it; level 0 for an ordinary paragraph."""
    if "\n" in text:
        return 0, "", ""
    if decimal and (numbered := _DECIMAL.fullmatch(text)):
        return numbered["number"].count(".") + 1, text, ""
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(text):
            depth = level + 1 if in_parts else max(level, 1)
            return (depth, text.rstrip("：:。"), "") if styled else _parted(text, depth)
    if styled:
        return styled, text.rstrip("：:。"), ""
    if not begun or _SMALL_NUMBER.match(text):
        return 0, "", ""
    plain = text.rstrip("：:。")
    ends_as_heading = text.endswith(("：", ":")) or (text.endswith("。") and len(plain) <= 24)
    unbroken = not re.search(r"[，；。]", plain) and not re.search(r"\d", plain)
    if len(plain) <= 32 and ends_as_heading and unbroken and _TERM.search(plain) and following:
        return 3 if in_parts else 2, plain, ""
    return 0, "", ""


def _parted(text: str, depth: int) -> tuple[int, str, str]:
    """A numbered line as heading and rest: （一）基本情况。本单位…… → both parts."""
    if len(text) <= _LONGEST_HEADING and not re.search(r"[。：:；].", text):
        return depth, text.rstrip("：:。"), ""
    found = re.match(r"(.{4,30}?)[。：:]\s*(.+)", text)
    if found:
        return depth, found.group(1), found.group(2)
    return (depth, text, "") if len(text) <= 60 else (0, "", "")


# -- what sections state --------------------------------------------------------------------------------------


def _first_staff(sections: Sequence[_Section]) -> tuple[StaffCount, ...]:
    for section in sections:
        for text, origin in section.paragraphs:
            if found := sentences.staff_counts(text, origin):
                return found
    return ()


def _fullest_budget(sections: Sequence[_Section]) -> tuple[BudgetLine, ...]:
    """The budget of the paragraph that states most of it; others may name single amounts in passing."""
    stated = [
        (section.path, sentences.budget_lines(text, origin))
        for section in sections
        for text, origin in section.paragraphs
    ]
    fullest = max(
        (lines for _, lines in stated), key=lambda lines: sum(len(line.origins) for line in lines), default=()
    )
    kept = {(line.source, line.expenditure_type): line for line in fullest}
    for path, lines in stated:
        for line in lines if re.search(r"收支|预算|支出|执行|资金", path) else ():
            kept.setdefault((line.source, line.expenditure_type), line)
    return tuple(kept.values())


def _all_notices(sections: Sequence[_Section]) -> tuple[BasisNotice, ...]:
    found: dict[str, BasisNotice] = {}
    for section in sections:
        for text, origin in section.paragraphs:
            for notice in sentences.basis_notices(text, origin):
                found.setdefault(notice.title, notice)
    return tuple(found.values())


def _goals(sections: Sequence[_Section]) -> tuple[PerformanceGoal, ...]:
    """Goals stand under headings that end in 绩效目标; 一是…二是… and 1、…2、… are goals of their own."""
    goals: list[tuple[str, Origin]] = []
    for section in sections:
        name = re.sub(r"情况$", "", section.heading)
        if not re.search(r"绩效目标$", name) or not section.paragraphs or re.search(r"完成|实现|设立", name):
            continue
        numbered = [re.match(r"\d{1,2}[、.．](?!\d)", text) for text, _ in section.paragraphs]
        if any(numbered):
            for (text, origin), number in zip(section.paragraphs, numbered, strict=True):
                if number:
                    goals.extend((item, origin) for item in sentences.enumerated(text))
                elif goals and goals[-1][1] in {o for _, o in section.paragraphs}:
                    goals[-1] = (f"{goals[-1][0]}\n{text}", goals[-1][1])
                else:
                    goals.append((text, origin))
        else:
            for text, origin in section.paragraphs:
                goals.extend((item, origin) for item in sentences.enumerated(text))
    return tuple(
        PerformanceGoal(number=str(number), text=text, origins={"": origin, "text": origin})
        for number, (text, origin) in enumerate(goals, start=1)
    )


def _indicators(sections: Sequence[_Section]) -> Iterator[Indicator]:
    number = 0
    for section in sections:
        label = level_label(f"{_NUMBER.sub('', section.heading)}。")
        for text, origin in section.paragraphs:
            label = level_label(text) or label
            for stated in stated_indicators(text):
                number += 1
                name = stated.name or _OUTLINE_TERM.sub("", re.sub(r"^[（(].{1,3}[)）]", "", section.heading)).strip()
                category, subcategory = levels_of_label(label)
                category = category or _category(f"{section.path}/{name}", name)
                if category == "满意度指标":
                    subcategory = "服务对象满意度指标"
                stated_fields = {
                    "target_value": stated.target,
                    "actual_value": stated.actual,
                    "max_score": stated.max_score,
                    "score": stated.score,
                }
                values: dict[str, Any] = {field: value for field, value in stated_fields.items() if value is not None}
                yield Indicator(
                    number=str(number),
                    category=category,
                    subcategory=subcategory,
                    name=name,
                    origins={
                        "": origin,
                        "name": origin if stated.name else section.origin,
                        **dict.fromkeys(values, origin),
                    },
                    **values,
                )


def _category(path: str, name: str) -> str:
    last = path.split("/")[-2] if "/" in path else path
    if "满意度" in name or re.search(r"满意度", last):
        return "满意度指标"
    for pattern, category in (
        (r"效果|效益|影响|效果情况", "效益指标"),
        (r"成本", "成本指标"),
        (r"产出|履职完成|完成情况|数量|质量|时效", "产出指标"),
        (r"投入|过程|管理", "投入管理指标"),
    ):
        if re.search(pattern, last):
            return category
    return "产出指标"


def _management(sections: Sequence[_Section]) -> tuple[ManagementItem, ...]:
    items = []
    for section in sections:
        if not re.search(r"绩效管理|保障措施|绩效自评(?:工作)?(?:组织|开展)", section.heading):
            continue
        for text, origin in section.paragraphs:
            for item in sentences.enumerated(text):
                topic = next((name for name, pattern in _TOPICS if re.search(pattern, item)), "")
                if topic:
                    items.append(ManagementItem(topic=topic, text=item, origins={"": origin}))
    return tuple(items)


_LONGEST_LABEL = 16
_MEASURE_INSIDE = re.compile(r"(.{4,}?)[，。；]\s*(?:改进措施|整改措施|措施)[：:]\s*(.+)", re.DOTALL)
_WANTS_PROBLEMS = re.compile(r"问题|原因|不足|偏离")
_MEASURE_WORDS = re.compile(r"措施|建议|改进|整改(?!情况)|下一步|打算|方向")


def _problems(sections: Sequence[_Section]) -> tuple[EnteredProblem, ...]:
    problems: list[EnteredProblem] = []
    measures: list[tuple[str, Origin]] = []
    for section in sections:
        if not re.search(r"问题|改进|措施(?!.*保障)|建议|偏离|打算", section.path) or "保障措施" in section.path:
            continue
        parent = section.above[-1] if section.above else ""
        if _is_statement(section, parent):
            parts = _numbered_parts(section)
            if _WANTS_PROBLEMS.search(parent):
                problems.extend(EnteredProblem(problem=text, origins={"problem": origin}) for text, origin in parts)
            else:
                measures.extend(parts)
            continue
        for text, origin in section.paragraphs:
            label = text.split("：", 1)[0] if 0 <= text.find("：") <= _LONGEST_LABEL else ""
            own = label if "，" not in label else ""
            by_heading = _MEASURE_WORDS.search(section.heading) and "问题" not in section.heading
            is_measure = bool(_MEASURE_WORDS.search(own)) if own else bool(by_heading)
            body = text.split("：", 1)[1] if own else text
            if is_measure:
                measures.append((body, origin))
            elif _WANTS_PROBLEMS.search(section.heading) or not section.above:
                for item in sentences.enumerated(body):
                    if parted := _MEASURE_INSIDE.fullmatch(item):
                        origins = {"problem": origin, "measure": origin}
                        problems.append(EnteredProblem(problem=parted[1], measure=parted[2], origins=origins))
                    elif item.startswith(("建议", "下一步")):
                        measures.append((item, origin))
                    else:
                        problems.append(EnteredProblem(problem=item, origins={"problem": origin}))
    if not problems or not measures:
        return tuple(problems)
    items = [(item, origin) for text, origin in measures for item in sentences.enumerated(text)]
    if any(problem.measure for problem in problems):
        return tuple(problems)
    if len(items) != len(problems):  # not one to one: all measures stand with the first problem
        items = [("\n".join(text for text, _ in measures), measures[0][1])]
    return tuple(
        replace(problem, measure=items[index][0], origins={**problem.origins, "measure": items[index][1]})
        if index < len(items)
        else problem
        for index, problem in enumerate(problems)
    )


_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d)|[①-⑳]"
    r"|\d{1,2}(?:\.\d{1,2})+[.、．]?(?=\s*[一-鿿]))\s*"
)


def _is_statement(section: _Section, parent: str) -> bool:
    """Whether the heading is itself a problem or a measure: （二）档案数字化滞后 under 存在的问题."""
    names_part = re.search(r"问题|原因|措施|建议|改进|方向|打算|结论|情况$", section.heading)
    return (
        bool(re.search(r"问题|改进|措施|建议|打算", parent)) and not names_part and bool(_NUMBER.match(section.heading))
    )


def _numbered_parts(section: _Section) -> list[tuple[str, Origin]]:
    """The heading with its text, and the paragraphs that begin with a number of their own."""
    parts = [(_NUMBER.sub("", section.heading), section.origin)]
    for text, origin in section.paragraphs:
        if _NUMBER.match(text):
            parts.append((_NUMBER.sub("", text), origin))
        else:
            mark = "。" if len(parts) == 1 and parts[0][0] == _NUMBER.sub("", section.heading) else "\n"
            parts[-1] = (f"{parts[-1][0]}{mark}{text}", parts[-1][1])
    return parts


# 客观、公开的评价 says nothing of publication.
_PUBLISHES = re.compile(r"公开(?!的|、|透明|公[平正])|公示")


def _conclusion(sections: Sequence[_Section]) -> dict[str, Found[Any]]:
    found: dict[str, Found[Any]] = {}
    passages = [
        (f"{section.heading}：{text}" if re.search(r"得分|评分", section.heading) else text, origin)
        for section in sections
        for text, origin in section.paragraphs
    ]
    for surely in (True, False):
        for text, origin in passages:
            score = sentences.stated_score(text, surely=surely) if "total_score" not in found else None
            if score is not None and not stated_indicators(text):
                found["total_score"] = Found(score, origin)
                if rating := sentences.stated_rating(text):
                    found["rating"] = Found(rating, origin)
    for section in sections:
        for text, origin in section.paragraphs:
            if "公开" in section.heading:
                said = [sentence for sentence in re.findall(r"[^。]+。?", text) if _PUBLISHES.search(sentence)]
                if said:
                    found.setdefault("publication", Found("".join(said).strip(), origin))
        if re.search(r"结论", section.heading) and section.text:
            found.setdefault("text", Found(section.text, section.origin))
        elif re.search(r"结果.*应用", section.heading) and section.text:
            found.setdefault("result_use", Found(section.text, section.origin))
    return found


def _listed_duties(sections: Sequence[_Section]) -> tuple[Duty, ...]:
    """The numbered paragraphs under 主要职责 or 部门职能."""
    for section in sections:
        if re.search(r"(?:职责|职能)(?:情况|概况|及.*)?$", section.heading):
            listed = [(_NUMBER.sub("", text), origin) for text, origin in section.paragraphs if _NUMBER.match(text)]
            if listed:
                return tuple(Duty(text=text.rstrip("；;。"), origins={"text": origin}) for text, origin in listed)
    return ()


def _with_agency(reading: NarrativeReading, sections: Sequence[_Section]) -> NarrativeReading:
    department = dict(reading.department)
    duties: tuple[Duty, ...] = ()
    for section in sections:
        for text, origin in section.paragraphs:
            said = sentences.agency(text)
            if said.name and "name" not in department:
                department["name"] = Found(said.name, origin)
                department["nature"] = Found(said.nature, origin)
            if said.duties and not duties:
                duties = tuple(Duty(text=duty, origins={"text": origin}) for duty in said.duties)
    duties = duties or _listed_duties(sections)
    amounts = [line.adjusted_budget or line.actual_expenditure or line.original_budget for line in reading.budget]
    if amounts and amounts[0] is not None and amounts[0].unit.symbol in MONEY_UNITS:
        department.setdefault("money_unit", Found(amounts[0].unit.symbol, reading.budget[0].origins[""]))
    return replace(reading, department=department, duties=duties)
