"""Lines, sentences and clauses keep their offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.language.passages import clauses, passages


@given(st.text(alphabet="计划，。；、\n\t\r|12 一、（", max_size=60))
def test_every_line_stands_where_it_says(text: str) -> None:
    found = passages(text)

    assert [text[line.start : line.end] for line in found] == [line.text for line in found]


def test_a_line_beyond_any_paragraph_is_read_in_parts_between_sentences() -> None:
    sentence = "全年培训农民947人，完成年度目标的118.4%。"
    line = sentence * 200

    found = passages(line)

    assert "".join(part.text for part in found) == line
    assert {part.text[-len(sentence) :] for part in found} == {sentence}
    assert max(len(part.text) for part in found) <= 2_000


def test_no_part_of_a_long_line_begins_within_a_number() -> None:
    line = "支出１，２３４，５６７元，" * 300

    found = passages(line)

    assert {part.text[-2:] for part in found} == {"元，"}


def test_headings_and_rows_are_told_from_prose() -> None:
    found = passages("一、基本情况\n培训80人。\n指标\t80人")

    assert [(line.heading, bool(line.cells)) for line in found] == [(True, False), (False, False), (False, True)]


def test_a_list_mark_parts_only_what_holds_numbers() -> None:
    text = "组织、指导工作，举办培训24场、讲座6场。"

    parts = clauses(text, [(text.index("24"), text.index("24") + 3), (text.index("6"), text.index("6") + 2)])

    assert [text[a:b] for a, b in zip(parts.starts, parts.ends, strict=True)] == [
        "组织、指导工作，", "举办培训24场、", "讲座6场。",
    ]  # fmt: skip
