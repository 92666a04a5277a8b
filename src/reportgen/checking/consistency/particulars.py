"""Particulars of a report (年度、落款、名称、依据): wrong years, missing elements, other names, doubtful bases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.paper import YEAR, Detector, Paper, Passage, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number
from reportgen.quantities.target_values import TargetKind


def wrong_years(paper: Paper) -> Iterator[Finding]:
    """DATE_YEAR: a target date outside the year, or a title or notice of another year."""
    year = paper.year
    if year is None:
        return
    for indicator in paper.entered.indicators:
        for label, text, value, field in (
            ("指标值", indicator.target_value, indicator.target, "target_value"),
            ("实际完成值", indicator.actual_value, indicator.actual, "actual_value"),
        ):
            years = {int(y) for y in YEAR.findall(text)}
            late = {year, year + 1} if field == "actual_value" else {year}
            if value.kind is not TargetKind.DATE or not years or years & late:
                continue
            stated = min(years)
            if 0 < stated - year <= 3 and field == "target_value":
                continue  # a term that runs on into the years after
            yield found(
                "DATE_YEAR",
                Severity.ERROR,
                f"“{indicator.name}”{label}写“{text}”，本表是{year}年度",
                f"核对年份，应为{year}年",
                paper.place(indicator.origin(field), text),
                subject=indicator.name,
            )
    yield from _years_in_words(paper, year)


_OF_THE_YEAR = (
    re.compile(r"(?P<y>20\d\d)年度?(?=(?:度)?(?:部门|单位)?整体支出绩效(?:自评|评价)?)"),
    re.compile(r"关于(?:开展|做好|组织开展|印发)(?P<y>20\d\d)年度?(?=[^》]{0,30}(?:绩效自评|绩效评价|自评))"),
    re.compile(r"(?:对|开展了?)(?P<y>20\d\d)年度?(?=[^，。；]{0,12}(?:绩效|整体支出)[^，。；]{0,8}(?:自评|评价))"),
    re.compile(
        r"(?:我[局委办厅部院会]|本(?:部门|单位))(?P<y>20\d\d)年度?(?=(?:部门)?(?:整体支出|预算|支出)?[^，。；]{0,4}(?:执行率|绩效|支出|预算))"
    ),
    re.compile(r"(?P<y>20\d\d)年(?:度)?(?=全年预算数|年初预算(?:数)?为|部门决算)"),
    re.compile(r"(?P<y>20\d\d)年(?=初(?:批复)?(?:部门)?预算)"),
    re.compile(r"^(?P<y>20\d\d)年[，,](?=[^，。；]{0,8}(?:全年预算|预算执行|全年支出))"),
)
_OTHER_YEAR = re.compile(r"上年|去年|同期|历年|以来|比较|相比|拟|下一?年|明年|计划|将|整改|参照|修订|批复")


def _years_in_words(paper: Paper, year: int) -> Iterator[Finding]:
    for passage in paper.passages:
        for pattern in _OF_THE_YEAR:
            for hit in pattern.finditer(passage.text):
                around = passage.text[max(hit.start() - 12, 0) : hit.end() + 24].replace("初批复预算", "")
                if int(hit["y"]) != year and not _OTHER_YEAR.search(around):
                    yield found(
                        "DATE_YEAR",
                        Severity.ERROR,
                        f"“{passage.text[hit.start() : hit.end() + 12]}”写{hit['y']}年，本报告是{year}年度",
                        "核对年份；沿用上年文字的，改为本年",
                        passage.place(hit.start(), hit.end()),
                    )


_DATE_LINE = re.compile(
    r"\s*(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*"
)
_REPORT = re.compile(r"自评报告|绩效报告|评价报告")


def missing_elements(paper: Paper) -> Iterator[Finding]:
    """MISSING_ELEMENT: a written report without signature and date, without 等级, or with one budget figure only."""
    if paper.has_front_matter or paper.is_plan or len(paper.paragraphs) < 12:
        return
    lines = [passage for passage in paper.paragraphs if passage.text.strip()]
    title = "".join(line.text for line in lines[:4])
    if not _REPORT.search(title):
        return
    if not any(_DATE_LINE.fullmatch(line.text) or "填报日期" in line.text for line in lines):
        yield found(
            "MISSING_ELEMENT",
            Severity.WARNING,
            "报告末尾没有单位署名和成文日期",
            "补署名和日期",
            lines[-1].place(),
        )
    yield from _signed_too_early(paper, lines)
    conclusion = paper.entered.conclusion
    if conclusion.total_score is not None and not conclusion.rating:
        prose = "".join(line.text for line in lines)
        if not re.search(r"等级|[“\"](?:优|良|中|差)[”\"]|为[优良中差](?![\u4e00-\u9fff])", prose):
            yield found(
                "MISSING_ELEMENT",
                Severity.INFO,
                f"写了自评得分{conclusion.total_score}分，没有写评价等级",
                "写明等级（优、良、中、差）",
                paper.place(conclusion.origin("total_score"), f"{conclusion.total_score}分"),
            )
    total = paper.entered.budget_line()
    amounts = total and (total.original_budget, total.adjusted_budget, total.actual_expenditure)
    if total and amounts and amounts[0] is None and amounts[1] is not None and amounts[1] == amounts[2]:
        yield found(
            "MISSING_ELEMENT",
            Severity.INFO,
            f"预算只写全年预算数{amounts[1]}，与支付数相等；缺年初预算数和基本支出、项目支出构成",
            "补充构成，并核实执行率100%",
            paper.place(total.origin("adjusted_budget")),
        )


def _signed_too_early(paper: Paper, lines: Sequence[Passage]) -> Iterator[Finding]:
    """DATE_YEAR: a report on a year, dated before that year was over."""
    year = paper.year
    for line in lines[-6:]:
        dated = re.fullmatch(r"\s*(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月.*", line.text)
        if dated is None or year is None or not _DATE_LINE.fullmatch(line.text):
            continue
        if int(dated["y"]) < year or (int(dated["y"]) == year and int(dated["m"]) < 12):
            yield found(
                "DATE_YEAR",
                Severity.ERROR,
                f"成文日期{line.text.strip()}，{year}年度还没有结束",
                f"核对日期，自评在{year}年度结束后进行",
                line.place(),
            )


_FILLED_IN = re.compile(r"(?:填[表报制写]|报告|自评)(?:日期|时间)[：:]?\s*(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月")


def filled_in_too_early(paper: Paper) -> Iterator[Finding]:
    """DATE_YEAR: 填表日期：2023年3月20日 under a report on 2023."""
    year = paper.year
    if year is None or paper.is_plan:
        return
    for passage in paper.passages:
        for hit in _FILLED_IN.finditer(passage.text):
            if (int(hit["y"]), int(hit["m"])) < (year, 12):
                yield found(
                    "DATE_YEAR",
                    Severity.WARNING,
                    f"“{hit.group()}”，{year}年度还没有结束",
                    f"核对日期，自评在{year}年度结束后进行",
                    passage.place(hit.start(), hit.end()),
                )


_SUMMARY = re.compile(
    r"(?:本|年度|年终|全年|当年|年)*工作总结|自评报告|年终总结|(?:本|当)年度?(?:实际)?完成情况|无|暂无|没有"
)
_GENERIC = re.compile(r"(?:年度|全年|单位)?工作(?:计划|安排|要点)|工作需要|实际情况|有关规定|相关文件")


_NONE = re.compile("无|暂无|没有")
_MOST_BASED = 8  # from so many on, one without stands out


def doubtful_bases(paper: Paper) -> Iterator[Finding]:
    """BASIS_INVALID: a target based on the year's own summary; BASIS_GENERIC: nearly all based on 工作计划."""
    based = [indicator for indicator in paper.entered.indicators if indicator.basis.strip()]
    wrong = [indicator for indicator in based if _SUMMARY.fullmatch(indicator.basis.strip())]
    if wrong:
        names = "、".join(f"“{indicator.name}”" for indicator in wrong[:3])
        yield found(
            "BASIS_INVALID",
            Severity.WARNING,
            f"{names}{f'等{len(wrong)}项' if len(wrong) > 3 else ''}指标值的依据写“{wrong[0].basis}”："
            + ("等于没有依据" if _NONE.fullmatch(wrong[0].basis.strip()) else "年初定的目标不能以本年总结为依据"),
            "写上年实际值、文件或标准",
            *(paper.place(indicator.origin("basis"), indicator.basis) for indicator in wrong),
        )
    bare = [indicator for indicator in paper.entered.indicators if indicator.name and not indicator.basis.strip()]
    if bare and len(based) >= _MOST_BASED and len(bare) * 10 <= len(based):
        yield found(
            "BASIS_MISSING",
            Severity.WARNING,
            f"“{bare[0].name}”{f'等{len(bare)}项' if len(bare) > 1 else ''}没有写指标值的依据，其他指标都写了",
            "写上年实际值、文件或标准",
            *(paper.place(indicator.origin("target_value"), indicator.target_value) for indicator in bare),
        )
    generic = [indicator for indicator in based if _GENERIC.fullmatch(indicator.basis.strip())]
    if len(based) >= 10 and len(generic) * 10 >= len(based) * 8:
        often = Counter(indicator.basis.strip() for indicator in generic).most_common(1)[0][0]
        yield found(
            "BASIS_GENERIC",
            Severity.INFO,
            f"{len(based)}项指标中{len(generic)}项的指标值依据只写“{often}”一类，没有文号、标准或历史值",
            "写明文号、行业标准或上年实际值",
            *(paper.place(indicator.origin("basis"), indicator.basis) for indicator in generic),
        )


def duplicate_indicators(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_INDICATOR: one name twice under one goal or project, with its values."""
    seen: dict[tuple[str, str, str, str], int] = {}
    rows = paper.entered.indicators
    for at, indicator in enumerate(rows):
        name = re.sub(r"\s", "", indicator.name)
        if not name:
            continue
        key = (indicator.project, indicator.goal, indicator.subcategory, name)
        passage = paper.passage_at(indicator.origin("name"))
        if passage is not None and not passage.cell:
            continue  # prose may speak of an indicator twice
        first = seen.setdefault(key, at)
        if first != at:
            other = rows[first]
            same = other.target_value == indicator.target_value
            yield found(
                "DUPLICATE_INDICATOR",
                Severity.WARNING if same else Severity.ERROR,
                f"“{indicator.name}”出现两次，指标值"
                + (
                    f"都是{indicator.target_value}"
                    if same
                    else f"一处{other.target_value}，一处{indicator.target_value}"
                ),
                "删去一条，或写明各自的对象",
                paper.place(indicator.origin("name"), indicator.name),
                paper.place(other.origin("name"), other.name),
                subject=indicator.name,
            )


def truncated_names(paper: Paper) -> Iterator[Finding]:
    """TRUNCATED: an indicator's name that breaks off: ends in 及, or is the beginning of other names."""
    names = [indicator.name.strip() for indicator in paper.entered.indicators]
    for indicator in paper.entered.indicators:
        name = indicator.name.strip()
        cut = re.search(r"(?:[、和的或]|(?<![普涉波顾以])及|(?<![参赠给])与|[（(][^）)]*)$", name) is not None
        longer = [other for other in names if other != name and other.startswith(name)]
        prefix = len(name) >= 9 and len(longer) >= 2 and re.search(r"[及和与、][\u4e00-\u9fff]$", name) is not None
        if len(name) >= 3 and (cut or prefix):
            like = f"，疑为“{longer[0]}”一类名称" if prefix else ""
            yield found(
                "TRUNCATED",
                Severity.WARNING,
                f"指标名称“{name}”不完整{like}",
                "补全名称",
                paper.place(indicator.origin("name"), name),
                subject=name,
            )


def weight_structure(paper: Paper) -> Iterator[Finding]:
    """WEIGHT_STRUCTURE: the weights of the categories differ from those of the form; own weights need a basis."""
    wanted = {name.removesuffix("指标"): weight for name, weight in paper.form.scoring.category_weights.items()}
    sums: dict[str, Decimal] = {}
    for row in paper.entered.department_indicators:
        if row.max_score is not None:
            name = row.category.removesuffix("指标")
            sums[name] = sums.get(name, Decimal(0)) + row.max_score
    if not paper.is_table_form or paper.entered.weights or not set(sums) <= set(wanted):
        return
    if not any(row.subcategory for row in paper.entered.department_indicators):
        return  # a table without 一级 and 二级指标, whose rows are only taken for outputs
    if sum(sums.values()) != sum(wanted.values()):
        return
    if any(sums[name] != wanted[name] for name in sums):
        shown = "、".join(f"{name}{plain_number(value)}" for name, value in sums.items())
        usual = "、".join(f"{name}{plain_number(value)}" for name, value in wanted.items())
        first = {row.category: row for row in reversed(paper.entered.department_indicators)}
        yield found(
            "WEIGHT_STRUCTURE",
            Severity.INFO,
            f"一级指标权重{shown}，{paper.form.scoring.source}为{usual}",
            "部门整体自评可以自定权重，写明本级依据",
            *(paper.place(row.origin("max_score")) for row in reversed(first.values())),
        )


DETECTORS: tuple[Detector, ...] = (
    filled_in_too_early,
    wrong_years,
    weight_structure,
    missing_elements,
    doubtful_bases,
    duplicate_indicators,
    truncated_names,
)
