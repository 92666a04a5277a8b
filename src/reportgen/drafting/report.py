"""The report without a model: the form's outline, sections, tables and annexes from facts and findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.drafting.rendering import (
    TABLE_MARK,
    cell_renderer,
    environment,
    faults_of,
    line_of,
    paragraphs_of,
    render,
    runs_of,
)
from reportgen.drafting.tables import fill_tables
from reportgen.drafting.views import ReportView
from reportgen.errors import FormError
from reportgen.model.draft import (
    Annex,
    Block,
    CoverLine,
    Draft,
    Figure,
    Gap,
    Heading,
    Line,
    Paragraph,
    RedHead,
    Run,
    Section,
    Table,
    Words,
)
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.numerals import write_numeral

_PATTERNS = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}


class _Numbering:
    """Heading numbers 一、（一）1.（1） counted by level, so that none is skipped or doubled."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        count = self._counts[level - 1]
        return _PATTERNS[level].format(write_numeral(count) if level <= 2 else count)


def draft_report(
    entered: SelfEvaluation,
    scorecard: Scorecard,
    ledger: FactLedger,
    form: Form,
    findings: Sequence[Finding],
    *,
    shared_templates: Path,
    on_section: Callable[[str], None] = lambda _heading: None,
) -> Draft:
    """The whole report by the form's templates. *on_section* is told each heading as its text begins."""
    made = environment(form.folder, shared_templates)
    context = ReportView(entered, scorecard, ledger, form, findings).context()
    tables: dict[str, list[tuple[Table, ...]]] = {
        layout.key or layout.title: list(fill_tables(made, layout, context)) for layout in form.tables
    }
    numbering = _Numbering()
    sections: list[Section] = []
    for position, item in enumerate(form.outline):
        blocks: list[Block] = []
        if item.heading:
            on_section(item.heading)
            blocks.append(Heading(item.level, numbering.next(item.level), item.heading))
        if item.template:
            text = render(made, item.template, context)
            blocks.extend(_blocks(text, item.level, numbering, tables) or [_empty(item.heading)])
        elif not _has_children(form, position):
            blocks.append(_empty(item.heading))
        sections.append(Section(item.key or item.template.rpartition("/")[2].partition(".")[0], tuple(blocks)))
    annexes = tuple(
        Annex(title=parts[0].caption, blocks=parts, landscape=layout.landscape)
        for layout in form.tables
        if layout.annex
        for parts in tables[layout.key or layout.title]
    )
    with faults_of(f"标题“{form.title}”"):
        title = Line(cell_renderer(made, form.title)(context))
    return Draft(
        title=title,
        sections=tuple(sections),
        annexes=annexes,
        signature=_stated(ledger, "department.name", "部门名称"),
        date=_stated(ledger, "department.report_date", "填报日期"),
        findings=tuple(findings),
        form=form.code,
        red_head=_red_head(ledger) if form.layout.get("red_head") == "yes" else None,
        cover=_cover(ledger) if form.layout.get("cover") == "yes" else (),
        addressee=_if_entered(ledger, "department.addressee"),
    )


_ON_COVER = {
    "name": "部门名称",
    "fiscal_year": "评价年度",
    "budget_code": "预算编码",
    "contact": "填报人",
    "phone": "联系电话",
    "report_date": "填报日期",
}


def _cover(ledger: FactLedger) -> tuple[CoverLine, ...]:
    return tuple(CoverLine(label, _stated(ledger, f"department.{name}", label)) for name, label in _ON_COVER.items())


def _red_head(ledger: FactLedger) -> RedHead:
    issuer = (*_stated(ledger, "department.name", "部门名称"), Words("文件"))
    return RedHead(issuer, _stated(ledger, "department.doc_number", "发文字号"))


def _if_entered(ledger: FactLedger, fact_id: str) -> tuple[Run, ...]:
    fact = ledger.get(fact_id)
    return (Figure(fact.text, fact.id),) if fact is not None else ()


def _has_children(form: Form, position: int) -> bool:
    following = form.outline[position + 1 : position + 2]
    return bool(following) and following[0].level > form.outline[position].level


def _empty(heading: str) -> Paragraph:
    return Paragraph((Gap(heading or "本部分内容", f"没有填报数据，不能写“{heading}”"),))


def _blocks(text: str, level: int, numbering: _Numbering, tables: dict[str, list[tuple[Table, ...]]]) -> list[Block]:
    """Paragraphs, ``#`` headings one level below the section's, and tables, in the order of the text."""
    blocks: list[Block] = []
    for paragraph in paragraphs_of(text):
        table = TABLE_MARK.match(paragraph)
        if table:
            if table.group(1) not in tables:
                raise FormError(f"没有“{table.group(1)}”这个表格", remedy="检查 form.yaml 中 tables 的 key")
            blocks.extend(part for parts in tables[table.group(1)] for part in parts)
        elif paragraph.startswith("#"):
            words = paragraph.lstrip("#")
            depth = min(level + len(paragraph) - len(words), 4)
            blocks.append(Heading(depth, numbering.next(depth), line_of(words)))
        else:
            blocks.append(Paragraph(runs_of(paragraph)))
    return blocks


def _stated(ledger: FactLedger, fact_id: str, label: str) -> tuple[Run, ...]:
    fact: Fact | None = ledger.get(fact_id)
    if fact is None:
        return (Gap(label, f"在“基本信息”表“{label}”中填写"),)
    return (Figure(fact.text, fact.id),)
