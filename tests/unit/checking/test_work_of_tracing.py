"""The work of tracing grows with the numbers of a line, counted in steps of the program and not in seconds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from checked_sentences import counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.sentences.subjects import read_line
from reportgen.checking.tracing.tracer import Tracer
from reportgen.language.passages import passages
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.quantities.mentions import scan


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="松澜县园林绿化中心", year=2024, money_unit="万元", subordinate_units=3),
        indicators=(
            counted("1", "园艺培训人次", "≥1500人次", "1365人次", "1620人次"),
            counted("2", "新增树木株数", "≥1200株", "1284株", "1051株"),
        ),
    )
    return index_of(entered)


def steps_of(text: str, index: FactIndex) -> int:
    """How many steps (bytecodes) the program takes to trace the numbers of one line."""
    (passage,) = passages(text)
    line, tracer = read_line(passage, scan(text).mentions, index, "", ()), Tracer(index)
    steps, before = 0, sys.gettrace()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return count

    sys.settrace(count)
    try:
        tracer.trace(line)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("repeated", ["12人，", "支出12万元，", "培训1365人次，"])
def test_four_times_as_many_numbers_in_one_sentence_take_hardly_more_than_four_times_the_work(
    repeated: str, index: FactIndex
) -> None:
    steps_of(repeated, index)  # what is read once for all lines

    few, many = steps_of(repeated * 25, index), steps_of(repeated * 100, index)

    assert many < few * 4.4
