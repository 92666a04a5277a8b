"""Goals against indicators (目标与指标): outputs without an indicator, goals nothing measures, goals said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.checking.consistency_likeness import Likeness, pairs_of, thing_named
from reportgen.checking.consistency_paper import Detector, Paper, found
from reportgen.checking.consistency_prose import likeness_of, numbers_said
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, PerformanceGoal
from reportgen.quantities.mention import MentionKind

_ITEM = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]是)\s*(?=\S)")
_RUNNING = re.compile(r"正常(?:运转|运行|开展|办公)|稳定运行|日常运行|业务(?:正常)?开展|社会稳定")
_GENERAL = re.compile(
    r"残疾人?|困难|贫困|重度|群众|服务|工作|项目|年度|提供|通过|减轻|增强|提高|能力|水平|生活|自理|社会|参与|家庭|负担|开展|实施|帮助|"
    r"进行|他们|顺利|基本|功能|障碍|完成|努力|受助|保障|促进|推进|推动|加强|做好|进一步|全市|全县|全区|全年|建设|发展|事业|得到|落实"
)
_DELIVERED = re.compile(
    r"为.{2,30}(?:提供|发放|配置|配备|实施)|培训|救助|资助|托养|补贴|补助|康复|改造|适配|购置|采购|建设|举办|慰问|体检|检测|维修"
)
_LEAST_OUTPUT = 100  # an output below is a detail of the telling


def outputs_without_indicator(paper: Paper) -> Iterator[Finding]:
    """GOAL_OUTPUT_UNMEASURED: several large outputs told under a goal, none of which an indicator counts."""
    likeness = likeness_of(paper)
    for goal in paper.entered.department_goals:
        rows = [i for i in paper.entered.department_indicators if i.goal == goal.number]
        if not goal.achieved or len(rows) < 3:
            continue
        loose = []
        for said in numbers_said(paper, goal.achieved, goal.origin("achieved")):
            large = said.mention.value is not None and said.mention.value >= _LEAST_OUTPUT
            if said.mention.kind is not MentionKind.COUNT or not large or said.mention.approximate:
                continue
            near = max((_alike(said.clause, row, likeness) for row in rows), default=0.0)
            if near < 0.4:
                loose.append(said)
        if len(loose) >= 2:
            listing = "、".join(f"“{said.clause.strip()[-18:]}”" for said in loose[:4])
            counted = [row for row in rows if "数量" in row.subcategory]
            yield found(
                "GOAL_OUTPUT_UNMEASURED",
                Severity.WARNING,
                f"目标{goal.number}完成情况写了{listing}，没有对应的数量指标",
                "核心产出应设指标，或在文字中只写指标考核的内容",
                loose[0].place,
                *(paper.place(row.origin("name"), row.name) for row in counted[:1]),
                subject=f"绩效目标{goal.number}",
            )


def _alike(words: str, row: Indicator, likeness: Likeness) -> float:
    thing = thing_named(row.name)
    return max(likeness.covered(thing, words), likeness.covered(words, thing))


def items_of(text: str) -> list[str]:
    """The numbered items of a goal's text, in order; a text without numbers is one item."""
    marks = [*_ITEM.finditer(text)]
    if len(marks) < 2:
        return [text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]


def goals_without_indicator(paper: Paper) -> Iterator[Finding]:
    """GOAL_UNMEASURED: items of a project's goals that none of its 数量指标 counts."""
    for goal in paper.entered.goals:
        items = items_of(goal.text)
        rows = paper.entered.indicators_by_project.get(goal.project, ())
        counted = [row for row in rows if "数量" in row.subcategory]
        if not goal.project or len(items) < 2 or len(rows) < 3 or not counted:
            continue
        covered = [set(_things(row.name + row.description)) for row in counted]
        loose = []
        for number, item in enumerate(items, start=1):
            wanted = set(_things(item))
            if (
                _RUNNING.search(item)
                or not _DELIVERED.search(item)
                or len(wanted) < 3
                or any(len(wanted & words) >= 1 for words in covered)
            ):
                continue
            loose.append((number, item))
        if loose:
            listing = "；".join(f"第{number}项“{re.split('[，。；]', item)[0][:24]}”" for number, item in loose)
            yield found(
                "GOAL_UNMEASURED",
                Severity.WARNING,
                f"绩效目标{listing}没有对应的数量指标",
                "补数量指标，或删去不考核的目标",
                *(paper.place(goal.origin("text"), item[:30]) for _, item in loose),
                *(paper.place(row.origin("name"), row.name) for row in counted),
                subject=next((p.name for p in paper.entered.projects if p.number == goal.project), goal.number),
            )


def _things(text: str) -> Iterator[str]:
    for part in _GENERAL.split(text):
        yield from pairs_of(part)


_SHARED_ENOUGH = 0.6


def repeated_goals(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_GOAL: two items of one goal text that share long stretches of words."""
    for goal in paper.entered.goals:
        items = items_of(goal.text)
        for at, one in enumerate(items):
            for number, other in enumerate(items[at + 1 :], start=at + 2):
                shared = _shared(one, other)
                length = sum(len(part) for part in shared)
                shorter = min(len(one), len(other))
                if shorter >= 12 and length >= shorter * _SHARED_ENOUGH and max(map(len, shared)) >= 8:
                    yield found(
                        "DUPLICATE_GOAL",
                        Severity.WARNING,
                        f"绩效目标第{at + 1}项和第{number}项内容重复：“{max(shared, key=len)[:30]}”",
                        "合并，或写明各自的对象",
                        paper.place(goal.origin("text"), one[:30]),
                        paper.place(goal.origin("text"), other[:30]),
                        subject=goal.number,
                    )


_LONG_GOAL = 24


def goals_copied(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_GOAL: two projects with the same goal; goals that repeat the fund use word for word, told once."""
    first: dict[str, PerformanceGoal] = {}
    names = {project.number: project.name for project in paper.entered.projects}
    copies = []
    for goal in paper.entered.goals:
        words = re.sub(r"^\s*\d{1,2}[.、．]|\s", "", goal.text)
        if not goal.project or len(words) < _LONG_GOAL:
            continue
        other = first.setdefault(words, goal)
        if other.project != goal.project:
            yield found(
                "DUPLICATE_GOAL",
                Severity.WARNING,
                f"项目“{names.get(goal.project, goal.project)}”的绩效目标"
                f"与项目“{names.get(other.project, other.project)}”逐字相同",
                "按本项目的内容和资金写目标",
                paper.place(goal.origin("text"), goal.text[:30]),
                paper.place(other.origin("text"), other.text[:30]),
                subject=names.get(goal.project, goal.project),
            )
        project = next((p for p in paper.entered.projects if p.number == goal.project), None)
        if project is not None and words == re.sub(r"^\s*\d{1,2}[.、．]|\s", "", project.fund_use):
            copies.append((goal, project))
    if copies:
        listing = "、".join(f"“{project.name}”" for _, project in copies[:3])
        yield found(
            "DUPLICATE_GOAL",
            Severity.INFO,
            f"{listing}{f'等{len(copies)}个项目' if len(copies) > 3 else ''}的绩效目标照抄资金用途",
            "目标写要达到的产出和效果，用途写钱花在哪里",
            *(paper.place(goal.origin("text"), goal.text[:30]) for goal, _ in copies),
            subject=copies[0][1].name,
        )


_LEAST_SEEN = 8


def goals_cut_off(paper: Paper) -> Iterator[Finding]:
    """TRUNCATED: a goal that ends in the middle of a word: its last two characters go on alike wherever they stand."""
    for goal in paper.entered.goals:
        text = goal.text.rstrip()
        last = text[-2:]
        if len(text) < _LONG_GOAL or not re.fullmatch(r"[\u4e00-\u9fff]{2}", last):
            continue
        following = re.findall(rf"{last}(.)", paper.text)
        joined = max((following.count(char) for char in set(following)), default=0)
        if joined >= _LEAST_SEEN and joined * 5 >= len(following) * 4:
            word = last + max(set(following), key=following.count)
            yield found(
                "TRUNCATED",
                Severity.WARNING,
                f"绩效目标{goal.number}写到“{text[-8:]}”中断，文中“{last}”都写作“{word}…”",
                "补全目标",
                paper.place(goal.origin("text"), text[-8:]),
                subject=f"绩效目标{goal.number}",
            )


def _shared(one: str, other: str) -> list[str]:
    """Stretches of at least six characters of *other* that also stand in *one*, longest first match."""
    found_parts: list[str] = []
    at = 0
    while at < len(other):
        size = 0
        while at + size < len(other) and other[at : at + size + 1] in one:
            size += 1
        if size >= 6:
            found_parts.append(other[at : at + size])
        at += max(size, 1)
    return found_parts


_PURPOSES: tuple[tuple[str, str], ...] = (
    ("校内", r"学校|中学|小学|教育|大学|学院|幼儿"),
    ("患者", r"医|康复|残疾|卫生|健康|疾控|病|白内障|救助"),
    ("农户", r"农|林|水利|乡村|粮|畜|牧|渔"),
    ("参赛选手", r"赛|体育|技能|运动|竞|文艺|文化"),
    ("桥梁", r"桥|路|交通|公路|市政|工程"),
)


def foreign_nouns(paper: Paper) -> Iterator[Finding]:
    """COPY_RESIDUE: an indicator speaks of what nothing else of its project does: 校内 in the project of a troupe."""
    by_goal = defaultdict(list)
    for goal in paper.entered.goals:
        by_goal[goal.project].append(goal.text)
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        unit = project.unit_name
        context = project.name + project.fund_use + "".join(by_goal[project.number]) + unit
        for row in rows:
            others = "".join(other.name + other.description for other in rows if other is not row)
            for noun, allowed in _PURPOSES:
                if noun in row.name and not re.search(allowed, context + others.replace(noun, "")):
                    yield found(
                        "COPY_RESIDUE",
                        Severity.WARNING,
                        f"项目“{project.name}”的指标“{row.name}”写“{noun}”，项目其他内容都与此无关，疑从别的项目抄来",
                        "改为本项目的对象，或删去",
                        paper.place(row.origin("name"), row.name),
                        subject=row.name,
                    )


DETECTORS: tuple[Detector, ...] = (
    outputs_without_indicator,
    goals_without_indicator,
    repeated_goals,
    goals_copied,
    goals_cut_off,
    foreign_nouns,
)
