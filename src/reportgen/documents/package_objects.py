"""Macros and embedded objects (宏、嵌入对象) of a Word file: named, never run or opened, not carried into a copy.

The picture that stands for an object stays where it was, and so do the words around it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.documents.part_xml import parsed, serialized

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "[Content_Types].xml"
_MAIN_PART = "word/document.xml"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERRING = frozenset({"OLEObject", "control", "objectEmbed", "objectLink", "externalData"})
_BY_NAME = (
    (re.compile(r".*vbaProject[^/]*\.bin|.*vbaData\.xml", re.I), "宏"),
    (re.compile(r"word/(?:embeddings|activeX)/(?!_rels/).*", re.I), "嵌入对象"),
)
_BY_CONTENT = ((b"PK\x03\x04", "内嵌的压缩包"), (bytes.fromhex("D0CF11E0A1B11AE1"), "嵌入对象"), (b"MZ", "内嵌的程序"))


def object_in(name: str, head: bytes) -> str:
    """What the part *name*, which begins with *head*, is in Chinese; empty for a part that is no object."""
    by_name = next((chinese for pattern, chinese in _BY_NAME if pattern.fullmatch(name)), "")
    return by_name or next((chinese for magic, chinese in _BY_CONTENT if head.startswith(magic)), "")


def without_objects(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The *parts* of a Word file without macros and embedded objects, and the names of those.

    An object that something unknown refers to is kept, since the file would not open without it. The parts of any
    other package come back as they are.
    """
    kept = dict(parts)
    if _MAIN_PART not in parts:
        return kept, ()
    gone = {name for name, data in parts.items() if object_in(name, data[:8])}
    for name in [each for each in parts if each.endswith(".rels") and _owner(each) not in gone]:
        gone -= _let_go(kept, name, gone)
    gone |= {name for name in parts if name.endswith(".rels") and _owner(name) in gone}
    if gone:
        types = parsed(kept[_TYPES])
        for each in [each for each in types if each.get("PartName", "").lstrip("/") in gone]:
            types.remove(each)
        kept[_TYPES] = serialized(types)
    return {name: data for name, data in kept.items() if name not in gone}, tuple(sorted(gone))


def _owner(relations: str) -> str:
    """The part whose relations stand in the part *relations*."""
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _let_go(kept: dict[str, bytes], name: str, gone: set[str]) -> set[str]:
    """Take the relations to parts in *gone*, and links to objects outside, out of *kept*; the parts still needed."""
    relations = parsed(kept[name])
    folder = posixpath.dirname(_owner(name))
    doomed: dict[str, str] = {}
    for each in relations:
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        outside = each.get("TargetMode") == "External"
        if (target in gone and not outside) or (outside and each.get("Type", "").rpartition("/")[2] == "oleObject"):
            doomed[each.get("Id", "")] = target
    if not doomed:
        return set()
    needed = _forget(kept, _owner(name), frozenset(doomed))
    for each in [each for each in relations if each.get("Id") in doomed and each.get("Id") not in needed]:
        relations.remove(each)
    kept[name] = serialized(relations)
    return {doomed[number] for number in needed}


def _forget(kept: dict[str, bytes], owner: str, numbers: frozenset[str]) -> set[str]:
    """Take what refers to relations with these *numbers* out of the part *owner*; the numbers still referred to."""
    if owner not in kept:
        return set()
    root = parsed(kept[owner])
    needed: set[str] = set()
    for element in [each for each in root.iter() if isinstance(each.tag, str)]:
        own = {str(value) for key, value in element.attrib.items() if _is_reference(str(key))} & numbers
        if own and element.tag.rpartition("}")[2] in _REFERRING:
            _remove(element)
        else:
            needed |= own
    kept[owner] = serialized(root)
    return needed


def _is_reference(attribute: str) -> bool:
    return attribute.startswith(_RELATIONSHIPS)


def _remove(element: Element) -> None:
    """Take *element* out; an object that loses it is the picture that stood for it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == f"{_W}object":
        parent.tag = f"{_W}pict"
        parent.attrib.clear()
