"""Does a reply satisfy its JSON schema? The small subset of JSON Schema that every rung of structured output shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_TYPES: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "object": ("对象", lambda value: isinstance(value, Mapping)),
    "array": ("数组", lambda value: isinstance(value, list)),
    "string": ("字符串", lambda value: isinstance(value, str)),
    "integer": ("整数", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "number": ("数", lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
    "boolean": ("true 或 false", lambda value: isinstance(value, bool)),
    "null": ("null", lambda value: value is None),
}
_KEYWORDS = frozenset(
    "type properties required additionalProperties items enum const anyOf minItems maxItems minLength maxLength pattern"
    " title description".split()
)
_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the form of a reply: *place* is the path in the JSON, *message* a Chinese sentence."""

    code: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


def schema_faults(value: object, schema: Mapping[str, object]) -> tuple[Fault, ...]:
    """What of *value* breaks *schema*, the first 20 in the order of reading."""
    found: list[Fault] = []
    for fault in _faults(value, schema, ""):
        found.append(fault)
        if len(found) == _SHOWN_FAULTS:
            break
    return tuple(found)


def check_schema(schema: Mapping[str, object]) -> None:
    """Raise ValueError where *schema* uses a keyword or a type outside the subset: it would go unchecked."""
    unknown = set(schema) - _KEYWORDS
    if unknown:
        raise ValueError(f"keywords of JSON Schema that are not checked: {sorted(unknown)}")
    if not set(_type_names(schema)) <= set(_TYPES):
        raise ValueError(f"types of JSON Schema that are not known: {_type_names(schema)}")
    for part in _parts(schema):
        check_schema(part)


def is_strict(schema: Mapping[str, object]) -> bool:
    """Whether *schema* keeps to what strict mode asks: every object closed, every property required."""
    if schema.get("type") == "object":
        properties = _mapping(schema.get("properties"))
        closed = schema.get("additionalProperties") is False
        if not closed or set(_sequence(schema.get("required"))) != set(properties):
            return False
    return all(is_strict(part) for part in _parts(schema))


def _parts(schema: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for part in _mapping(schema.get("properties")).values():
        yield _mapping(part)
    if "items" in schema:
        yield _mapping(schema["items"])
    for choice in _sequence(schema.get("anyOf")):
        yield _mapping(choice)


def _faults(value: object, schema: Mapping[str, object], place: str) -> Iterator[Fault]:
    names = _type_names(schema)
    if names and not any(_TYPES[name][1](value) for name in names):
        yield _fault(f"应当是{'或'.join(_TYPES[name][0] for name in names)}", place)
        return
    if "enum" in schema and not any(_same(value, each) for each in _sequence(schema["enum"])):
        yield _fault("只能取：" + "、".join(map(str, _sequence(schema["enum"]))), place)
    if "const" in schema and not _same(value, schema["const"]):
        yield _fault(f"只能是 {schema['const']}", place)
    choices = [_mapping(choice) for choice in _sequence(schema.get("anyOf"))]
    if choices and all(any(_faults(value, choice, place)) for choice in choices):
        yield _fault("不符合任何一种允许的形式", place)
    if isinstance(value, str):
        yield from _text_faults(value, schema, place)
    elif isinstance(value, list):
        yield from _array_faults(value, schema, place)
    elif isinstance(value, Mapping):
        yield from _object_faults(value, schema, place)


def _text_faults(value: str, schema: Mapping[str, object], place: str) -> Iterator[Fault]:
    if len(value) < _limit(schema, "minLength", 0):
        yield _fault(f"至少 {schema['minLength']} 个字", place)
    if len(value) > _limit(schema, "maxLength", len(value)):
        yield _fault(f"不能超过 {schema['maxLength']} 个字", place)
    if "pattern" in schema and not re.search(str(schema["pattern"]), value):
        yield _fault(f"不符合格式 {schema['pattern']}", place)


def _array_faults(value: list[object], schema: Mapping[str, object], place: str) -> Iterator[Fault]:
    if len(value) < _limit(schema, "minItems", 0):
        yield _fault(f"至少要有 {schema['minItems']} 项", place)
    if len(value) > _limit(schema, "maxItems", len(value)):
        yield _fault(f"不能超过 {schema['maxItems']} 项", place)
    if "items" in schema:
        for index, item in enumerate(value):
            yield from _faults(item, _mapping(schema["items"]), f"{place}[{index}]")


def _object_faults(value: Mapping[str, object], schema: Mapping[str, object], place: str) -> Iterator[Fault]:
    properties = _mapping(schema.get("properties"))
    for name in _sequence(schema.get("required")):
        if name not in value:
            yield _fault(f"缺少“{name}”", place)
    for name, item in value.items():
        inside = f"{place}.{name}" if place else name
        if name in properties:
            yield from _faults(item, _mapping(properties[name]), inside)
        elif schema.get("additionalProperties") is False:
            yield _fault("不应当有这一项", inside)


def _type_names(schema: Mapping[str, object]) -> list[str]:
    kind = schema.get("type")
    return [kind] if isinstance(kind, str) else [str(each) for each in _sequence(kind)]


def _fault(message: str, place: str) -> Fault:
    return Fault("schema", message, place)


def _same(value: object, other: object) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(value, bool) == isinstance(other, bool) and value == other


def _limit(schema: Mapping[str, object], keyword: str, default: int) -> int:
    value = schema.get(keyword)
    return value if isinstance(value, int) else default


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
