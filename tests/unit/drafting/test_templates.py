"""Templates declare what they need, and hold words only."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from reportgen.checking.figure_gate import numbers_in
from reportgen.drafting.rendering import environment
from sample_entry import TEMPLATES

SECTIONS = sorted(TEMPLATES.glob("*/*.j2"))
HELPERS = {"ordinal", "vary", "gap", "table", "limit", "few"}
INPUTS = re.compile(r"^输入：(.*)$", re.MULTILINE)


def parsed(path: Path) -> nodes.Template:
    return environment(path.parent, TEMPLATES / "shared").parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.name)
def test_a_template_declares_its_purpose_and_exactly_the_inputs_it_uses(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    declared = INPUTS.search(source)

    assert source.startswith("{#\n用途：")
    assert declared is not None
    names = set() if declared.group(1) == "无" else set(declared.group(1).split(", "))
    assert names == meta.find_undeclared_variables(parsed(path)) - HELPERS


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.name)
def test_the_words_of_a_template_hold_no_number(path: Path) -> None:
    words = [node.data for node in parsed(path).find_all(nodes.TemplateData)]

    assert [number for text in words for number in numbers_in(text)] == []
