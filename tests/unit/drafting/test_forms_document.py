"""docs/forms.md names exactly what a template may use, and every key that a form may have."""

import re
from pathlib import Path

import jinja2
import pytest

from reportgen import pipeline
from reportgen.documents import form_packs
from reportgen.drafting.rendering import environment
from reportgen.drafting.views import ReportView
from sample_entry import form, sample_entry

DOCUMENT = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
NAME = re.compile(r"`([a-z_]+)")
OF_RECORDS = {"预算行", "指标"}  # rows that describe the members of a list


def rows_of_names() -> list[tuple[str, str]]:
    table = DOCUMENT.split("| 名称 | 内容 |\n|---|---|\n")[1].split("\n\n")[0]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in table.splitlines()]


def test_the_table_of_names_is_the_context_of_templates() -> None:
    evaluation = pipeline.evaluate(sample_entry(), form())
    context = ReportView(
        evaluation.entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings
    ).context()

    documented = {name for first, _ in rows_of_names() if first not in OF_RECORDS for name in NAME.findall(first)}
    mentioned = set(re.findall(r"`([a-z_]+)[`.\[]", "".join(second for _, second in rows_of_names())))

    assert documented <= set(context)
    assert set(context) - documented <= mentioned


@pytest.mark.parametrize(("row", "sample"), [("预算行", "budget.total"), ("指标", "indicators[0]")])
def test_every_documented_name_of_a_record_can_be_read(row: str, sample: str) -> None:
    evaluation = pipeline.evaluate(sample_entry(), form())
    context = ReportView(
        evaluation.entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings
    ).context()
    record = environment().compile_expression(sample)(**context)
    names = set(NAME.findall(dict(rows_of_names())[row])) - {"_down"}

    unreadable = [name for name in names if not hasattr(record, name)]

    assert len(names) > 15
    assert unreadable == []


def test_the_documented_filters_and_functions_are_those_of_templates() -> None:
    ours, plain = environment(), jinja2.Environment()
    filters, functions = DOCUMENT.split("过滤器：")[1].split("函数：")

    assert set(NAME.findall(filters)) == set(ours.filters) - set(plain.filters)
    assert set(NAME.findall(functions)) == set(ours.globals) - set(plain.globals)


def test_every_key_a_form_may_have_is_documented() -> None:
    source = Path(form_packs.__file__).read_text(encoding="utf-8")
    keys = {key for text in re.findall(r'"((?:[a-z_]+ )+[a-z_]+) ?"', source) for key in text.split()}

    assert {"outline", "execution_max_score", "new_table"} < keys
    assert [key for key in sorted(keys) if not re.search(rf"[`{{ ,]{key}\b", DOCUMENT)] == []
