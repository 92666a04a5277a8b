"""Numbers whose role, subject or count is told in words that no form has (口径和归属的别种说法), true and false."""

from __future__ import annotations

from pathlib import Path

import pytest

from checked_sentences import TEMPLATES, codes_of
from reportgen.checking.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.pipeline import choose_form, evaluate

_GARDENS = Path(__file__).parents[2] / "samples/wordings/gardens.yaml"


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = read_entry(_GARDENS).entered
    return build_fact_index(evaluate(entered, choose_form(entered, TEMPLATES)).ledger)


@pytest.mark.parametrize(
    "text",
    [
        "护绿队员从1520人壮大到1870人。",
        "自然课堂由46期办到58期。",
        "年初预算2650.00万元，年中追加265.00万元，达到2915.00万元。",
        "预算执行得9.71分，总分97.26分。",
        "行政、事业各为19人和42人。",
    ],
)
def test_a_role_told_by_any_verb_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "护绿队员从1870人壮大到1520人。",
        "自然课堂由58期办到46期。",
        "年初预算2650.00万元，年中追加265.00万元，达到2830.46万元。",
        "预算执行得9.71分，总分96.15分。",
        "预算执行得9.42分，总分97.26分。",
        "行政、事业各为42人和19人。",
        "苗圃提档改造和古树名木保护五个项目都没有花完。",
    ],
)
def test_the_same_words_with_another_number_are_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
