"""Text that was copied (照抄遗留): from another place, another project, another year, or from the report itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, sentences
from reportgen.checking.consistency.sections import sections_of
from reportgen.model.finding import Finding, Severity
from reportgen.rules.indicator_vocabulary import ACTIVITY_VERBS

_LONG = 18


def repeated_text(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_TEXT: a long sentence stands twice in the prose of one document."""
    seen: dict[str, Passage] = {}
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            words = re.sub(
                r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]是)",
                "",
                passage.text[start:end],
            ).strip()
            twice = passage.text.count(words) > 1  # in one paragraph, where no figure is told again on purpose
            if len(words) < _LONG or not re.search(r"[，。；]", words) or (re.search(r"\d", words) and not twice):
                continue  # too short to be a copy, a title that the annex bears again, or a figure told again
            first = seen.setdefault(words, passage)
            if first is not passage or passage.text.find(words) != passage.text.rfind(words):
                if first is passage and passage.text.find(words) == start:
                    continue
                yield found(
                    "DUPLICATE_TEXT",
                    Severity.WARNING,
                    f"“{words[:30]}…”前后重复" if len(words) > 30 else f"“{words}”前后重复",
                    "删去一处，或改写成各自的内容",
                    passage.place(start, end),
                    first.place(),
                )


_OWN_NAME = re.compile(
    r"^(?P<before>.*?)(?P<stem>[\u4e00-\u9fff]{2,4})(?P<level>县|区|市|旗|州)(?P<body>[\u4e00-\u9fff]{2,14})$"
)


_NOT_A_PLACE = re.compile(
    r"^(?:[本我全各该由在向经对是为据]|确保|保障|提高|实现|完成|加强|做好|支持|推动|促进|服务|其他|以及|进一|按照|根据)"
)


def other_departments(paper: Paper) -> Iterator[Finding]:
    """COPY_RESIDUE: the same body of another county in the text: 邻水县教育局 in a report of 青屿县教育局."""
    own = _OWN_NAME.match(re.sub(r"[（(].*", "", paper.entered.department.name))
    if own is None or own["before"]:
        return
    bodies = {own["body"]}
    if "残疾人联合会" in own["body"]:
        bodies.add(own["body"].replace("残疾人联合会", "残联"))
    pattern = re.compile(
        r"(?:(?<![\u4e00-\u9fff])|(?<=[由在向经对是为据]))"
        rf"(?P<place>[\u4e00-\u9fff]{{{len(own['stem'])}}}){own['level']}(?:{'|'.join(map(re.escape, bodies))})"
    )
    for passage in paper.passages:
        for hit in pattern.finditer(passage.text):
            around = passage.text[max(hit.start() - 8, 0) : hit.end() + 12]
            listed = "、" in passage.text[max(hit.start() - 1, 0) : hit.end() + 1]
            named = hit["place"] != own["stem"] and not _NOT_A_PLACE.search(hit["place"])
            named = named and re.match(ACTIVITY_VERBS, hit["place"]) is None  # 购买市残联…
            if (
                named
                and not listed
                and not re.search(r"学习|考察|交流|兄弟|对口|协作|帮扶|结对|赴|联合|会同|与", around)
            ):
                yield found(
                    "COPY_RESIDUE",
                    Severity.ERROR,
                    f"文中出现“{hit.group()}”，本报告是{paper.entered.department.name}的",
                    "改为本单位名称；从其他单位报告抄来的文字要重新核对",
                    passage.place(hit.start(), hit.end()),
                )


_PURPOSES: tuple[tuple[str, str], ...] = (
    ("校内", r"学校|中学|小学|教育|大学|学院|幼儿"),
    ("患者", r"医|康复|残疾|卫生|健康|疾控|病|白内障|救助"),
    ("农户", r"农|林|水利|乡村|粮|畜|牧|渔"),
    ("参赛选手", r"赛|体育|技能|运动|竞|文艺|文化"),
    ("残疾", r"残|助残|康复|辅具|无障碍"),
    ("师生", r"学|师|校|教育|幼儿|考"),
    ("旅客", r"客|运|站|车|船|航|交通|旅|铁路|机场"),
    ("游客", r"游|景|旅|文化|公园|展|博物|体育"),
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


_FORMULA = re.compile(r"[÷/]")
_SAYS_LITTLE = re.compile(r"实际|完成|全部|总|有效|合格|及时|按[时期]|发放|人[数员]|数量|占|比例|比率|×?100%?")


def foreign_descriptions(paper: Paper) -> Iterator[Finding]:
    """COPY_RESIDUE: 学生返校人数÷在校学生人数 beside 河湖问题办结率: words that nothing of its project shares."""
    goals = defaultdict(list)
    for goal in paper.entered.goals:
        goals[goal.project].append(goal.text)
    for row in paper.entered.indicators:
        words = pairs_of(_SAYS_LITTLE.sub("，", row.description))
        if not _FORMULA.search(row.description) or len(words) < _LEAST_FOREIGN:
            continue
        project = next((p for p in paper.entered.projects if p.number == row.project), None)
        about = "，".join((row.name, *goals[row.project], project.name + project.fund_use if project else ""))
        rows = (r for r in paper.entered.indicators if r.project == row.project)
        others = "，".join(f"{r.name}，{r.description if r is not row else ''}" for r in rows)
        if not words & pairs_of(f"{about}，{others}"):
            yield found(
                "COPY_RESIDUE",
                Severity.WARNING,
                f"指标“{row.name}”的描述写“{row.description}”，与名称和其他内容都无关，疑从别处抄来",
                "按指标名称重写计算方法",
                paper.place(row.origin("description"), row.description),
                paper.place(row.origin("name"), row.name),
                subject=row.name,
            )


_LEAST_FOREIGN = 3
_THIS_PROJECT = re.compile(r"(?:该|本)项目(?=的?(?:实施|绩效|立项|前期|总体|整体|评价|自评))")


_NAMES_A_PROJECT = re.compile(
    r"[”》）]项目|(?<![各个项类])[\u4e00-\u9fff“”]{4,}(?<![各个等项的])项目(?!支出|资金|绩效|预算|自评|管理|[0-9])|(?:专项|工程|经费)"
)


def reports_of_a_project(paper: Paper) -> Iterator[Finding]:
    """COPY_RESIDUE: 该项目 in a report on the whole department that has named no project before."""
    whole = any("整体支出" in passage.text for passage in paper.paragraphs[:6])
    if not whole or paper.is_plan:
        return
    for at, passage in enumerate(paper.paragraphs):
        for hit in _THIS_PROJECT.finditer(passage.text):
            before = "".join(p.text for p in paper.paragraphs[max(at - 3, 0) : at]) + passage.text[: hit.start()]
            if _NAMES_A_PROJECT.search(before):
                continue
            yield found(
                "COPY_RESIDUE",
                Severity.WARNING,
                f"“{passage.text[max(hit.start() - 8, 0) : hit.end() + 12].strip()}”写“{hit.group()}”，"
                "前文没有说到哪个项目：部门整体自评不是项目自评",
                "改为本部门；从项目报告抄来的文字要重新核对",
                passage.place(hit.start(), hit.end()),
            )
            return


_TO_COME = re.compile(
    r"(?:为|迎接|谋划|做好|备战)[^，。；]{0,6}(?P<y>20\d\d)年"
    r"[^，。；]{0,24}(?:做好?准备|打好?基础|奠定基础|做好铺垫|开好局)"
)


def plans_for_a_year_gone(paper: Paper) -> Iterator[Finding]:
    """STALE_TEXT: 为2023年…打好基础 in a report on 2023: what is to come bears the year that is over."""
    year = paper.year
    if year is None:
        return
    for passage in paper.passages:
        for hit in _AFTERWARDS.finditer(passage.text):
            if int(hit["y"] or hit["z"]) < year:
                yield _stale(passage, hit, year)
        for hit in _TO_COME.finditer(passage.text):
            if int(hit["y"]) <= year:
                yield found(
                    "STALE_TEXT",
                    Severity.WARNING,
                    f"“{hit.group()[:30]}”说的是今后，年份却是{hit['y']}年，本文是{year}年度的",
                    "沿用上年文字的，改为下一年或删去",
                    passage.place(hit.start(), hit.end()),
                )


def _stale(passage: Passage, hit: re.Match[str], year: int) -> Finding:
    words = passage.text[hit.start() : hit.end() + 8]
    return found(
        "STALE_TEXT",
        Severity.WARNING,
        f"“{words}”说的是今后，年份却已经过去，本文是{year}年度的",
        "沿用上年文字的，改为下一年或删去",
        passage.place(hit.start(), hit.end()),
    )


_AFTERWARDS = re.compile(
    r"(?:拆除|完工|完成|到位|验收|结束|审批|批复|移交)后[，,]?(?:将|拟|计划)?(?:于|在)?(?P<y>20\d\d)年|"
    r"(?:将(?:于|在)|(?:拟|计划|预计)(?:于|在)?)(?P<z>20\d\d)年"  # 将2022年未办的与今年合办 moves what is over
)
_FORWARD = re.compile(r"改进|措施|打算|下一步|整改|建议|结果.{0,4}(?:应用|运用)|应用.{0,4}公开")
_OF_THE_PAST = re.compile(
    r"\s*(?:年度?)?(?:部门|单位)?(?:决算|预算执行|绩效|整体支出|自评|审计|发现|存在|问题|印发|出台|修订|制定|的|以来|起|结转|项目支出|工作中)"
)
_BUDGET_TO_COME = re.compile(
    r"(?:作为|用于|编制|安排|申报|编报|编入|纳入)[^，。；]{0,4}(?P<y>20\d\d)年度?(?:的)?(?:部门|单位|项目)?预算"
)


def years_gone_in_plans(paper: Paper) -> Iterator[Finding]:
    """STALE_TEXT: 2021年更换2台 among the measures of a report on 2022; 作为2023年预算安排的参考 in one on 2023."""
    year = paper.year
    if year is None or paper.is_plan:
        return
    for section in sections_of(paper):
        if not _FORWARD.search(section.title) or re.search("问题", section.title):
            continue
        for passage in section.body:
            late = [hit for hit in _BUDGET_TO_COME.finditer(passage.text) if int(hit["y"]) <= year]
            gone = [
                hit for hit in re.finditer(r"(?<![\d〔（(\[])(?P<y>20\d\d)年", passage.text) if int(hit["y"]) < year
            ]
            gone = [hit for hit in gone if not _OF_THE_PAST.match(passage.text, hit.end())]
            gone = [hit for hit in gone if not re.search(r"[自从对比较针《]$|以前$", passage.text[: hit.start()])]
            for hit in (*late, *gone)[:1]:
                yield found(
                    "STALE_TEXT",
                    Severity.WARNING,
                    f"“{passage.text[max(hit.start() - 4, 0) : hit.end() + 12].strip()}”说的是今后，"
                    f"年份却是{hit['y']}年，本文是{year}年度的",
                    "沿用上年文字的，改为下一年或删去",
                    passage.place(hit.start(), hit.end()),
                )


_EARLIER = re.compile(
    r"(?:支付|补发|发放|结清|兑付)[^，。；]{0,4}(?P<y>20\d\d)年"
    r"[^，。；]{0,28}(?:补贴|补助|款|费用|资金|奖励)"
)


def payments_of_another_year(paper: Paper) -> Iterator[Finding]:
    """DATE_YEAR: 支付2022年2月以前部分…补贴 among the goals of 2023: said, but not explained."""
    year = paper.year
    if year is None:
        return
    for goal in paper.entered.goals:
        for hit in _EARLIER.finditer(goal.text):
            if int(hit["y"]) < year and not re.search(r"尾款|欠|跨年|上年|结转|质保", hit.group()):
                yield found(
                    "DATE_YEAR",
                    Severity.WARNING,
                    f"{year}年度的目标写“{hit.group()[:40]}”，是以前年度的款项",
                    "核对年份；确是补付的，说明原因",
                    paper.place(goal.origin("text"), hit.group()),
                    subject=goal.number,
                )


DETECTORS: tuple[Detector, ...] = (
    repeated_text,
    other_departments,
    foreign_nouns,
    foreign_descriptions,
    reports_of_a_project,
    plans_for_a_year_gone,
    years_gone_in_plans,
    payments_of_another_year,
)
