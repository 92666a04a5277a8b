"""The parts of an existing Office file that a copy changes, the rest byte for byte; the comments of a .docx."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reportgen.documents.package_objects import without_objects
from reportgen.documents.part_xml import parsed, serialized
from reportgen.documents.word_faults import word_part

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["CommentsPart", "parsed", "replaced", "serialized"]

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_NEW = "word/comments.xml"


class CommentsPart:
    """The comments of a package: those it has, or an empty part that is still to be registered."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        empty_relations = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
        self._relations = parsed(parts.get(_RELATIONS, empty_relations))
        targets = [each.get("Target", "") for each in self._relations if each.get("Type") == _RELATION]
        self._registered = bool(targets)
        self._name = posixpath.normpath(posixpath.join("/word", targets[0])).lstrip("/") if targets else _NEW
        empty = f'<w:comments xmlns:w="{_MAIN}"/>'.encode()
        self.root = parsed(parts.get(self._name, empty))

    def changed_parts(self) -> dict[str, bytes]:
        """Name → bytes of the parts that hold and register the comments."""
        changed = {self._name: word_part(self.root)}
        if not self._registered:
            ids = {each.get("Id") for each in self._relations}
            free = next(f"rId{number}" for number in range(1, len(ids) + 2) if f"rId{number}" not in ids)
            values = {"Id": free, "Type": _RELATION, "Target": "comments.xml"}
            _append(self._relations, f"{{{_PACKAGE}/relationships}}Relationship", values)
            changed[_RELATIONS] = serialized(self._relations)
        types = parsed(self._parts[_TYPES])
        if not any(each.get("PartName") == f"/{self._name}" for each in types):
            values = {"PartName": f"/{self._name}", "ContentType": _TYPE}
            _append(types, f"{{{_PACKAGE}/content-types}}Override", values)
            changed[_TYPES] = serialized(types)
        return changed


def replaced(members: Sequence[tuple[zipfile.ZipInfo, bytes]], changed: Mapping[str, bytes]) -> bytes:
    """The package of *members* with *changed* parts in their places and new ones at the end.

    Macros and embedded objects of a Word file are not carried over.
    """
    known = {info.filename: info for info, _ in members}
    parts, _ = without_objects({**{info.filename: data for info, data in members}, **changed})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            info = known.get(name) or zipfile.ZipInfo(name)
            compression = info.compress_type if name in known else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compress_type=compression)
    return buffer.getvalue()


def _append(parent: Element, tag: str, values: Mapping[str, str]) -> None:
    from lxml import etree

    etree.SubElement(parent, tag, dict(values))
