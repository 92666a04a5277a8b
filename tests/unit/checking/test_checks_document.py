"""docs/checks.md describes every rule as the program has it, and its Python call runs."""

import re
from pathlib import Path

import pytest
import yaml
from docx import Document

from reportgen.checking.findings import RULES
from reportgen.documents.entry_files import read_entry, write_entry
from stories_places import ENTRIES

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "checks.md").read_text("utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TEXT.splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split(" | ")])
}


@pytest.mark.parametrize("code", RULES)
def test_every_rule_of_the_number_checker_is_described_with_its_severity_and_precision(code):
    severity, meaning, example, precision = (cell.strip(" |") for cell in ROWS[code])

    assert severity == RULES[code].severity.chinese
    assert meaning
    assert example
    assert re.fullmatch(r"\d+/\d+|—", precision)


def test_every_code_a_rule_of_the_data_can_give_is_described():
    sources = sorted((ROOT / "src" / "reportgen" / "rules").glob("*_findings.py"))
    codes = {
        code
        for path in sources
        for code in re.findall(r'^\s+(?:code=)?"([A-Z][A-Z_]{5,})",', path.read_text("utf-8"), re.M)
    }

    assert len(codes) > 30
    assert codes - set(ROWS) == set()


def test_no_rule_is_described_twice():
    listed = re.findall(r"^\| `([A-Z_0-9]+)`", TEXT, re.M)

    assert len(listed) > 100
    assert len(listed) == len(set(listed))


def test_reviewers_take_points_only_for_rules_that_are_described():
    criteria = yaml.safe_load((ROOT / "templates" / "shared" / "review_points.yaml").read_text("utf-8"))
    codes = [code for criterion in criteria for code in criterion["codes"]]

    assert len(codes) == len(set(codes)) > 20
    assert set(codes) - set(ROWS) == set()


def test_the_documented_python_call_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_entry(read_entry(ENTRIES / "agriculture.yaml").entered, tmp_path / "填报.xlsx")
    document = Document()
    document.add_paragraph("农民培训人数实际完成947人。")
    document.save(str(tmp_path / "报告.docx"))
    call = TEXT.partition("```python\n")[2].partition("```")[0]

    exec(call)

    number, code, words, *_ = capsys.readouterr().out.split()
    assert re.fullmatch(r"[0-9a-f]{6}", number)
    assert (code, words) == ("NUMBER_DIFFERS", "947人")
