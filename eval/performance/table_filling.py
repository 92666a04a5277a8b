"""The indicator table of the Tianjin form filled with ready texts: by reportgen and by docxtpl.

``python table_filling.py reportgen|docxtpl ROWS.json OUT.docx [TEMPLATE.docx]`` does it as a process of its own.
Libraries are imported where they are used, so that each process loads only its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.form import Form

COLUMNS = {  # head → key of the row's text
    "年度指标完成情况": "goal",
    "一级指标": "category",
    "二级指标": "subcategory",
    "三级指标": "name",
    "年度指标值": "target_value",
    "实际完成值": "actual_value",
    "分值": "max_score",
    "得分": "score",
    "偏差原因分析及改进措施": "deviation_reason",
}
TITLE = "绩效自评表"
Row = dict[str, str]


def table_rows(count: int) -> list[Row]:
    """*count* rows of texts for the table, in groups as an entry has them."""
    from synthetic_entries import synthetic_entry

    scores = {"max_score": "2.00", "score": "1.98"}
    return [
        {key: scores.get(key) or getattr(row, key) for key in COLUMNS.values()}
        for row in synthetic_entry(-(-count * 5 // 4)).department_indicators[:count]
    ]


def tianjin_form() -> Form:
    """The form whose layout reportgen fills."""
    from reportgen.documents.form_packs import read_form
    from reportgen.settings import read_settings

    return read_form(read_settings().templates, "tianjin")


def facts_of(rows: Sequence[Row]) -> list[SimpleNamespace]:
    """The rows as reportgen has them: each text a fact, or nothing where there is none."""
    from reportgen.model.facts import Fact, Role

    return [
        SimpleNamespace(
            goal_key=row["goal"],
            attainment="met",
            improvement_measures=None,
            score_reason=None,
            **{
                key: text and Fact(id=f"indicator.{number}.{key}", label=key, text=text, role=Role.TEXT)
                for key, text in row.items()
            },
        )
        for number, row in enumerate(rows)
    ]


def by_reportgen(form: Form, indicators: Sequence[SimpleNamespace]) -> bytes:
    """The table as a Word file, through the form's layout: figures with bookmarks, merged cells, repeated head."""
    from reportgen.documents.word_reports import write_word_report
    from reportgen.drafting.rendering import environment
    from reportgen.drafting.tables import fill_tables
    from reportgen.model.draft import Annex, Draft
    from reportgen.model.form import TableLayout

    widths, block = next((t.widths, block) for t in form.tables for block in t.blocks if block.each == "indicators")
    layout = TableLayout(title=TITLE, widths=widths, blocks=(block,), landscape=True)
    (tables,) = fill_tables(environment(), layout, {"indicators": indicators})
    return write_word_report(Draft(title=TITLE, sections=(), annexes=(Annex(TITLE, tables, landscape=True),))).data


def docxtpl_template() -> bytes:
    """A Word template whose one table has a row repeated by ``{%tr for %}``."""
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    texts = {key: f"{{{{ row.{key} }}}}" for key in COLUMNS.values()}
    texts |= {"goal": "绩效目标{{ row.goal }}", "deviation_reason": "{{ row.deviation_reason or '—' }}"}
    table = document.add_table(rows=4, cols=len(COLUMNS), style="Table Grid")
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    for index, (head, key) in enumerate(COLUMNS.items()):
        table.cell(0, index).text, table.cell(2, index).text = head, texts[key]
    return _saved(document)


def by_docxtpl(template: bytes, rows: Sequence[Row]) -> bytes:
    """The same texts in the same columns as docxtpl fills them in, without merged cells and bookmarks."""
    import docxtpl

    document = docxtpl.DocxTemplate(BytesIO(template))
    document.render({"rows": rows})
    return _saved(document)


def _saved(document: object) -> bytes:
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


if __name__ == "__main__":
    way, source, target, *others = sys.argv[1:]
    given = json.loads(Path(source).read_text("utf-8"))
    if way == "reportgen":
        filled = by_reportgen(tianjin_form(), facts_of(given))
    else:
        filled = by_docxtpl(Path(others[0]).read_bytes(), given)
    Path(target).write_bytes(filled)
