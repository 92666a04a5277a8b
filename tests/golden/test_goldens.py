"""Each form's report of a complete sample entry, kept as plain text so that a change can be read in a diff.

``REPORTGEN_UPDATE_GOLDENS=1 pytest tests/golden`` writes the texts anew; read the diff before committing it.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.documents.entry_files import read_entry
from reportgen.documents.plain_text import document_text
from stories_places import ENTRIES

GOLDENS = Path(__file__).parent
TEMPLATES = GOLDENS.parents[1] / "templates"
ENTRY_OF = {"general": "agriculture", "tianjin": "agriculture", "shanghai": "culture", "hebei": "education"}
A4 = {(210, 297), (297, 210)}
_PAGE = re.compile(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts")


@pytest.fixture(scope="module", params=ENTRY_OF)
def form(request):
    return request.param


@pytest.fixture(scope="module")
def evaluation(form):
    entered = read_entry(ENTRIES / f"{ENTRY_OF[form]}.yaml").entered
    return pipeline.evaluate(entered, pipeline.choose_form(entered, TEMPLATES, form))


@pytest.fixture(scope="module")
def draft(evaluation):
    return pipeline.draft(evaluation, TEMPLATES)


@pytest.fixture(scope="module")
def report(evaluation, draft):
    data, notices = pipeline.word_file(draft, evaluation.form)
    assert list(notices) == []
    return data


@pytest.fixture(scope="module")
def pdf(report, rendered_pdf):
    return rendered_pdf(report)


@pytest.fixture
def golden(form, report):
    kept = GOLDENS / f"{form}.txt"
    if os.environ.get("REPORTGEN_UPDATE_GOLDENS"):
        kept.write_text(document_text(report), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def test_the_report_reads_as_it_did(report, golden):
    assert document_text(report) == golden


def test_a_complete_entry_leaves_nothing_to_fill(report):
    assert "待填" not in document_text(report)


def test_the_sample_entries_hold_no_error(evaluation):
    assert [finding.message for finding in evaluation.findings if finding.severity == "error"] == []


@pytest.mark.schema
def test_the_report_is_valid_by_the_office_schema(report, schema_errors):
    assert schema_errors(report) == []


@pytest.mark.office
def test_the_pages_are_a4_upright_for_the_text_and_landscape_for_the_annex(pdf):
    told = subprocess.run(["pdfinfo", "-l", "-1", str(pdf)], capture_output=True, check=True, encoding="utf-8").stdout
    sizes = [
        (round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) for width, height in _PAGE.findall(told)
    ]

    assert len(sizes) > 1
    assert set(sizes) == A4
    assert sizes[0] == (210, 297)


@pytest.mark.office
def test_no_heading_caption_or_cell_is_lost_on_the_pages(pdf, report):
    printed = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    on_paper = "".join(printed.split())
    lines = [line for line in document_text(report).partition("\n批注：\n")[0].splitlines() if line.startswith("#")]
    headings = ["".join(re.split(r"[\s⏎〔]", line.lstrip("# "))) for line in lines]

    assert len(headings) > 8
    assert [heading for heading in headings if heading not in on_paper] == []
