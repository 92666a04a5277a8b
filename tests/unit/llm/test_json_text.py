import pytest

from reportgen.llm.json_text import json_objects, without_thinking


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('说明：```json\n{"a": {"b": 1}}\n```完。', [{"a": {"b": 1}}]),
        ('集合{甲}之后 {"a": 1} 还有 {"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1, "a": 2}', []),
        ('{"a": NaN}', []),
        ('{"a": "没有写完', []),
        ("{" * 100_000, []),
        ('{"a":' * 100_000, []),
        ("没有", []),
        ('["a"]', []),
    ],
    ids=["alone", "fenced", "among prose", "a key twice", "no number", "cut off", "braces", "nested", "none", "array"],
)
def test_the_objects_in_a_text_are_found(text, objects):
    assert list(json_objects(text)) == objects


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>想</think>答", "答"),
        ("想</think>\n答", "答"),
        ("<think>一</think>中<think>二</think>答", "答"),
        ("<thinking>想</thinking>答", "答"),
        ("<think>没有想完", ""),
        ("答", "答"),
    ],
)
def test_thinking_is_taken_off(text, answer):
    assert without_thinking(text) == answer
