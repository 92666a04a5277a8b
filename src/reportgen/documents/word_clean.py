"""A clean copy (清稿) of a report: without our bookmarks, comments, list of evidence and base; all else as it was."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.kept_blanks import blank_part_of
from reportgen.documents.office_parts import parsed, replaced, serialized
from reportgen.documents.opening import FileType, expect
from reportgen.documents.package_objects import without_objects
from reportgen.documents.word_base import base_part_of
from reportgen.documents.word_faults import word_part
from reportgen.documents.word_marks import is_evidence, is_ours
from reportgen.documents.word_parts import MAIN_PART, OWN_AUTHOR
from reportgen.documents.word_text import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMMENTS, _TYPES, _RELATIONS = "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
_ANCHORS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """The file and what was taken out of it."""

    data: bytes
    bookmarks: int
    comments: int
    evidence: bool
    objects: tuple[str, ...]  # names of the parts with macros and embedded objects
    left: tuple[str, ...]  # what others put into it and is still there, in Chinese


def clean_copy(path: Path) -> CleanCopy:
    """The .docx at *path* without anything this program keeps in it. Raises UnreadableFileError."""
    expect(path, FileType.DOCX)
    with zipfile.ZipFile(path) as package:
        members = [(info, package.read(info)) for info in package.infolist()]
    parts = {info.filename: data for info, data in members}
    root = parsed(parts[MAIN_PART])
    evidence = _without_evidence(root)
    bookmarks = remove_bookmarks(root)
    changed: dict[str, bytes] = {}
    comments, others = 0, 0
    if _COMMENTS in parts:
        part = parsed(parts[_COMMENTS])
        ours = [each for each in part if each.get(f"{W}author") == OWN_AUTHOR]
        others, comments = len(part) - len(ours), len(ours)
        remove_comments(root, part, ours)
        changed[_COMMENTS] = word_part(part)
    gone = _kept_parts(parts)
    if _COMMENTS in parts and not others:
        gone.add(_COMMENTS)
    changed |= _unregistered(parts, gone)
    changed[MAIN_PART] = word_part(root)
    kept = [(info, data) for info, data in members if info.filename not in gone]
    data = replaced(kept, {name: content for name, content in changed.items() if name not in gone})
    _, objects = without_objects(parts)
    return CleanCopy(data, bookmarks, comments, evidence, objects, tuple(_left(root, others)))


def remove_bookmarks(root: Element) -> int:
    """Take our bookmarks out of *root*; how many there were."""
    numbers = {each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart") if is_ours(each.get(f"{W}name", ""))}
    for mark in [each for each in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd") if each.get(f"{W}id") in numbers]:
        _drop(mark)
    return len(numbers)


def remove_comments(root: Element, part: Element, comments: list[Element]) -> None:
    """Take *comments* out of their part and their marks out of the document."""
    numbers = {each.get(f"{W}id") for each in comments}
    for comment in comments:
        part.remove(comment)
    for mark in [each for each in root.iter(*_ANCHORS) if each.get(f"{W}id") in numbers]:
        run = mark.getparent()
        _drop(mark)
        if run is not None and run.tag == f"{W}r" and all(each.tag == f"{W}rPr" for each in run):
            _drop(run)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def evidence_start(root: Element) -> Element | None:
    """The element of the body at which the list of evidence begins."""
    for mark in root.iter(f"{W}bookmarkStart"):
        if is_evidence(mark.get(f"{W}name", "")):
            return next((each for each in (mark, *mark.iterancestors()) if _in_body(each)), None)
    return None


def _in_body(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}body"


def _without_evidence(root: Element) -> bool:
    """Take the last pages away; the section before them becomes the last one."""
    start = evidence_start(root)
    body = root.find(f"{W}body")
    if start is None or body is None:
        return False
    before = start.getprevious()
    for element in [start, *start.itersiblings()]:
        if element.tag != f"{W}sectPr":
            body.remove(element)
    properties = before.find(f"{W}pPr") if before is not None else None
    last = properties.find(f"{W}sectPr") if properties is not None else None
    final = body.find(f"{W}sectPr")
    if properties is not None and last is not None:
        properties.remove(last)
        if final is not None:
            body.remove(final)
        body.append(last)
    return True


def _kept_parts(parts: dict[str, bytes]) -> set[str]:
    """The base, the blank form of a filled one, and what belongs to them."""
    return _with_own(parts, base_part_of(parts)) | _with_own(parts, blank_part_of(parts))


def _with_own(parts: dict[str, bytes], name: str) -> set[str]:
    if not name:
        return set()
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    gone = {name}
    if relations in parts:
        gone.add(relations)
        targets = (each.get("Target", "") for each in parsed(parts[relations]))
        gone |= {f"{folder}/{target}" for target in targets if f"{folder}/{target}" in parts}
    return gone


def _unregistered(parts: dict[str, bytes], gone: set[str]) -> dict[str, bytes]:
    """The lists of types and relations without the parts in *gone*."""
    types, relations = parsed(parts[_TYPES]), parsed(parts[_RELATIONS])
    for each in [each for each in types if each.get("PartName", "").lstrip("/") in gone]:
        types.remove(each)
    for each in list(relations):
        target = each.get("Target", "")
        whole = target.removeprefix("../") if target.startswith("../") else f"word/{target}"
        if whole in gone or target.lstrip("/") in gone:
            relations.remove(each)
    return {_TYPES: serialized(types), _RELATIONS: serialized(relations)}


def _left(root: Element, comments: int) -> list[str]:
    changes = sum(1 for _ in root.iter(*(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))))
    told = [f"他人的批注 {comments} 条"] if comments else []
    return told + ([f"修订 {changes} 处"] if changes else [])
