"""One document → what it states: its tables, the lines around them, and its prose."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.importing.accounting import Account
from reportgen.importing.execution_score import with_execution_score
from reportgen.importing.lost_categories import with_categories
from reportgen.importing.narratives import NarrativeReading, is_narrative, is_numbered_heading, read_narrative
from reportgen.importing.reading import Found, Reading
from reportgen.importing.tables import TableInterpreter
from reportgen.language.cell_text import clean, label_key, one_line
from reportgen.language.table_heads import Label, label_meaning
from reportgen.model.indicators import Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine
from reportgen.model.source_document import Grid, SourceDocument, TextParagraph

_YEAR_LINE = re.compile(r"[(（]?\s*(20\d\d)\s*年度?\s*[)）]?")
_TITLE = re.compile(
    r"[《]?.{0,40}(?:绩效|自评|评价)[^，。；]{0,20}(?:表|报告|文本|说明|总结)[》]?(?:[（(].{1,20}[)）])?"
)
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第?\s*\d{1,4}\s*页?|第\s*\d+\s*页\s*共\s*\d+\s*页)[-—–－\s]*")
_CONTINUED = re.compile(r"[（(]?(?:续表|接上表|接上页|转下页|续上表|表续)[\d一二三四五]*[)）]?[:：]?")
_ANNEX = re.compile(r"附[件表录]?\s*(?:[\d一二三四五六七八九十]+(?:[-—－.]\d+)*)?\s*[:：]?|公开\s*\d+(?:-\d+)?\s*表")
_TITLE_YEAR = re.compile(r"(20\d\d)\s*年")
_LONGEST_NOT_READ = 60


def read_document(document: SourceDocument) -> Reading:
    """What *document* states, with every non-empty place of it accounted for."""
    account = Account(document)
    tables = TableInterpreter(account)
    lines: list[TextParagraph] = []
    written = [block for block in document.blocks if isinstance(block, Grid) or clean(block.text)]
    for block, following in zip(written, [*written[1:], None], strict=True):
        if isinstance(block, Grid):
            if block.title:
                tables.heading(block.title, Origin(document.file, part=block.title))
            tables.grid(block)
            lines.extend(tables.loose_lines())
        elif not tables.heading(block.text, block.origin, over_table=isinstance(following, Grid)):
            lines.append(block)
            if block.heading_level or is_numbered_heading(one_line(block.text)):
                tables.part()
    projects = tables.finish()
    lines = _titles_taken(lines, tables, account)
    narrative = read_narrative(lines, account) if is_narrative(lines) else NarrativeReading()
    department = dict(tables.labels.department)
    for field, found in narrative.department.items():
        department.setdefault(field, found)
    if "year" not in department and (year := _year_from_projects(projects)):
        department["year"] = year
    _name_from_units(department, tables.units)
    narrative, restated = _without_restatements(narrative, tables)
    lines_of_tables, outdone = _of_the_department(tuple(tables.budget.lines), narrative.budget, projects)
    budget, indicators = with_execution_score(
        lines_of_tables or narrative.budget,
        (*tables.table.indicators, *narrative.indicators),
        tables.table.execution_score,
        account,
    )
    indicators, concluded = with_categories(indicators)
    return Reading(
        file=document.file,
        department=department,
        conclusion=_conclusion(narrative, tables),
        staff=narrative.staff,
        duties=tuple(tables.labels.duties) or narrative.duties,
        basis_notices=narrative.basis_notices,
        budget=budget,
        weights=tuple(tables.table.weights),
        goals=(*narrative.goals, *tables.goals),
        indicators=indicators,
        projects=projects,
        payment_plan=tuple(tables.payment_plan),
        management=narrative.management,
        problems=(*tables.labels.problems, *narrative.problems),
        narratives=narrative.narratives,
        notices=(
            *document.notices,
            *tables.notices,
            *tables.table.doubts(),
            *concluded,
            *restated,
            *outdone,
            *_codes_left(tables, department),
            *narrative.notices,
        ),
        not_read=_not_read(document, account, tables.table.other_columns),
        uses=account.uses(),
    )


def _of_the_department(
    lines: tuple[BudgetLine, ...], told: tuple[BudgetLine, ...], projects: tuple[Project, ...]
) -> tuple[tuple[BudgetLine, ...], tuple[str, ...]]:
    """*lines* of the tables, none where they are but the 合计 of projects and the prose tells a larger budget.

    With a notice of what gave way.
    """
    whole = next((line for line in lines if line.key == "total"), None)
    prose = next((line for line in told if line.key == "total"), None)
    if whole is None or prose is None or len(lines) > 1 or len(projects) < _LEAST_PROJECTS:
        return lines, ()
    listed, larger = whole.adjusted_budget, prose.adjusted_budget
    total = sum((project.budget.base for project in projects if project.budget is not None), Decimal(0))
    if listed is None or larger is None or listed.base != total or larger.base <= total:
        return lines, ()
    notice = f"{whole.origins['']}：“合计”{listed}是各项目之和，部门预算用正文的{larger}，请核对。"
    return (), (notice,)


_LEAST_PROJECTS = 2


def _without_restatements(
    narrative: NarrativeReading, tables: TableInterpreter
) -> tuple[NarrativeReading, tuple[str, ...]]:
    """*narrative* without department goals and indicators where a table states them, and a notice of what gave way."""
    goals_in_table = any(not goal.project for goal in tables.goals)
    indicators_in_table = any(not each.project and each.target_value for each in tables.table.indicators)
    notices = []
    if goals_in_table and narrative.goals:
        notices.append(f"正文中的目标{len(narrative.goals)}处没有另外导入，以表格中的目标为准，请核对。")
        narrative = replace(narrative, goals=())
    if indicators_in_table and narrative.indicators:
        names = "、".join(f"“{indicator.name}”" for indicator in narrative.indicators)
        notices.append(f"正文句子中的指标{names}没有另外导入，以表格中的指标为准，请核对。")
        narrative = replace(narrative, indicators=())
    return narrative, tuple(notices)


def _conclusion(narrative: NarrativeReading, tables: TableInterpreter) -> dict[str, Found[Any]]:
    """What prose and tables conclude; a 合计 of part of the scores gives way to the total that the prose states."""
    found = {**narrative.conclusion, **tables.labels.conclusion}
    maximum = tables.labels.conclusion.get("total_max_score")
    is_part = tables.total_is_sum and maximum is not None and maximum.value != _FULL_MARKS
    if is_part and "total_score" in narrative.conclusion:
        found["total_score"] = narrative.conclusion["total_score"]
        del found["total_max_score"]
    return found


_FULL_MARKS = Decimal(100)


def _titles_taken(lines: list[TextParagraph], tables: TableInterpreter, account: Account) -> list[TextParagraph]:
    """*lines* without titles, years, page numbers and other parts of the form; what they state is kept."""
    left = []
    texts = [one_line(line.text) for line in lines]
    for index, line in enumerate(lines):
        text = one_line(line.text)
        year = _YEAR_LINE.fullmatch(_same_width(text))
        if year:
            tables.labels.department.setdefault("year", Found(int(year.group(1)), line.origin))
            account.use(line.origin)
            continue
        joined = text + one_line(lines[index + 1].text) if index + 1 < len(lines) and index < 3 else text
        is_title = _TITLE.fullmatch(text) is not None
        begins_title = not is_title and 4 <= len(text) <= 40 and _TITLE.fullmatch(joined) is not None
        if is_title or begins_title:
            _from_title(joined if begins_title else text, line, tables, account)
            account.structure(line.origin)
        elif len(text) <= 12 and any(
            other != text and _same_width(other).startswith(_same_width(text)) for other in texts
        ):
            account.structure(line.origin)  # the beginning of a title printed once more
        elif (
            _PAGE_NUMBER.fullmatch(_same_width(text))
            or _CONTINUED.fullmatch(text)
            or _ANNEX.fullmatch(text)
            or (label_meaning(label_key(line.text)) in {Label.BLOCK, Label.NOTE} and not is_numbered_heading(text))
        ):
            account.structure(line.origin)
        elif _is_labelled(text) and tables.line(line.text, line.origin):
            continue
        else:
            left.append(line)
    return left


def _same_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


_NAME_BEHIND_YEAR = re.compile(
    r"年?度?的?([一-鿿]{3,29}?[局委会厅院社馆站心校所队办部团处室府司])(?:部门|单位)?(?:[(（].{1,6}[)）])?(?:整体|绩效|预算).*"
)


def _from_title(title: str, line: TextParagraph, tables: TableInterpreter, account: Account) -> None:
    year = _TITLE_YEAR.search(title)
    if year is None:
        return
    tables.labels.department.setdefault("year", Found(int(year.group(1)), line.origin))
    account.use(line.origin)
    before = title[: year.start()].strip("《 关于")
    after = _NAME_BEHIND_YEAR.fullmatch(title[year.end() :])
    if not before and after:
        before = after[1]
    if re.fullmatch(r"[一-鿿]{3,30}", before):
        tables.labels.department.setdefault("title_name", Found(before, line.origin))


def _is_labelled(text: str) -> bool:
    return len(text) <= 80 and bool(re.match(r"[^：:，。]{2,12}[：:]", text))


def _year_from_projects(projects: tuple[Project, ...]) -> Found[int] | None:
    """The year that most project names carry, where the document states none."""
    years = Counter(
        (int(year), project.origin("name")) for project in projects for year in _TITLE_YEAR.findall(project.name)
    )
    by_year = Counter(year for year, _ in years.elements())
    if not by_year:
        return None
    year, count = by_year.most_common(1)[0]
    origin = next(origin for (stated, origin) in years if stated == year)
    return Found(year, origin, f"原表没有写年度，按{count}个项目名称中的年份推定") if origin else None


_OWN_OFFICE = re.compile(r"(?:本级|机关|办公室)$")


def _name_from_units(department: dict[str, Found[Any]], units: list[Found[tuple[str, str]]]) -> None:
    """The department's name from the units printed above project tables, where nothing else names it."""
    names = {found.value[1]: found for found in units}
    own_office = [found for name, found in names.items() if _OWN_OFFICE.search(name)]
    if "name" in department or not (len(names) == 1 or own_office):
        return
    found = own_office[0] if own_office else next(iter(names.values()))
    code, name = found.value
    department["name"] = Found(_OWN_OFFICE.sub("", name), found.origin, f"按项目表上的单位“{code}{name}”推定")
    if len(names) == 1:
        department.setdefault("budget_code", Found(code, found.origin))


def _codes_left(tables: TableInterpreter, department: dict[str, Found[Any]]) -> tuple[str, ...]:
    """A notice of the codes printed before the units of projects, which only a department has a place for."""
    codes = dict.fromkeys(found.value[0] for found in tables.units)
    kept = department.get("budget_code")
    left = [code for code in codes if kept is None or kept.value != code]
    return (f"项目表上的单位编码（{'、'.join(left)}）没有对应的填报项，未导入。",) if left else ()


def _not_read(document: SourceDocument, account: Account, columns: dict[str, list[Origin]]) -> tuple[str, ...]:
    listed = [f"{document.file}：{text}" for text in document.not_read]
    for name, origins in columns.items():
        among = f"等{len(origins)}处" if len(origins) > 1 else ""
        listed.append(f"{origins[0]}{among}：“{name}”一栏没有对应的填报项")
    in_columns = {origin for origins in columns.values() for origin in origins}
    left = [(origin, text) for origin, text in account.not_read() if origin not in in_columns]
    for _, cells in itertools.groupby(left, key=lambda cell: (cell[0].part, cell[0].row, cell[0].column is None)):
        row = list(cells)
        origin, shown = row[0][0], "、".join(text.replace("\n", " ") for _, text in row)
        among = f"等{len(row)}格" if len(row) > 1 else ""
        cut = f"{shown[:_LONGEST_NOT_READ]}{'…' if len(shown) > _LONGEST_NOT_READ else ''}"
        listed.append(f"{origin}{among}：“{cut}”没有对应的填报项")
    return tuple(listed)
