import pytest

from reportgen.llm.schema import check_schema, is_strict, schema_faults


def told(value, schema):
    return [str(fault) for fault in schema_faults(value, schema)]


@pytest.mark.parametrize(
    ("value", "schema", "faults"),
    [
        ("文字", {"type": "string"}, []),
        (3, {"type": "string"}, ["应当是字符串"]),
        (True, {"type": "integer"}, ["应当是整数"]),
        (True, {"type": "number"}, ["应当是数"]),
        (2.5, {"type": "number"}, []),
        (2.5, {"type": "integer"}, ["应当是整数"]),
        (None, {"type": ["string", "null"]}, []),
        (3, {"type": ["string", "null"]}, ["应当是字符串或null"]),
        ("b", {"enum": ["a", "b"]}, []),
        ("c", {"enum": ["a", "b"]}, ["只能取：a、b"]),
        (1, {"enum": [True]}, ["只能取：True"]),
        ("c", {"const": "a"}, ["只能是 a"]),
        ("一二三", {"type": "string", "maxLength": 2}, ["不能超过 2 个字"]),
        ("一", {"type": "string", "minLength": 2}, ["至少 2 个字"]),
        ("a1", {"type": "string", "pattern": "^[a-z]+$"}, ["不符合格式 ^[a-z]+$"]),
        ([], {"type": "array", "minItems": 1}, ["至少要有 1 项"]),
        ([1, 2], {"type": "array", "maxItems": 1}, ["不能超过 1 项"]),
        ([1, "a"], {"type": "array", "items": {"type": "integer"}}, ["[1]：应当是整数"]),
        ({}, {"type": "object", "required": ["a"]}, ["缺少“a”"]),
        ({"a": {"b": 1}}, {"properties": {"a": {"properties": {"b": {"type": "string"}}}}}, ["a.b：应当是字符串"]),
        ({"x": 1}, {"type": "object", "properties": {}, "additionalProperties": False}, ["x：不应当有这一项"]),
        ({"x": 1}, {"type": "object", "properties": {}}, []),
        (3, {"anyOf": [{"type": "string"}, {"type": "null"}]}, ["不符合任何一种允许的形式"]),
        (None, {"anyOf": [{"type": "string"}, {"type": "null"}]}, []),
    ],
)
def test_what_breaks_a_schema_is_told(value, schema, faults):
    assert told(value, schema) == faults


def test_no_more_than_twenty_faults_are_told():
    assert len(told([0] * 100, {"type": "array", "items": {"type": "string"}})) == 20


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ({"type": "array", "uniqueItems": True}, "uniqueItems"),
        ({"type": "object", "properties": {"a": {"format": "date"}}}, "format"),
        ({"anyOf": [{"$ref": "#/x"}]}, "ref"),
        ({"type": "text"}, "text"),
    ],
)
def test_a_schema_that_would_go_unchecked_is_refused(schema, named):
    with pytest.raises(ValueError, match=named):
        check_schema(schema)


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        ({"type": "object", "properties": {"a": {}}, "required": ["a"], "additionalProperties": False}, True),
        ({"type": "object", "properties": {"a": {}}, "required": [], "additionalProperties": False}, False),
        ({"type": "object", "properties": {"a": {}}, "required": ["a"]}, False),
        ({"type": "array", "items": {"type": "object", "properties": {}}}, False),
        ({"anyOf": [{"type": "object", "properties": {}, "additionalProperties": False}]}, True),
    ],
)
def test_strict_mode_asks_for_closed_objects_with_every_property_required(schema, strict):
    assert is_strict(schema) is strict
