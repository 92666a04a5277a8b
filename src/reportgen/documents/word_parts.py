"""The parts of a Word file by their relations (关系): what is read, what stands beside the body, what is not read.

A relation to something outside the file is never followed. Macros, embedded objects, charts and pictures are named.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.documents.package_objects import object_in
from reportgen.documents.word_text import W, words_of
from reportgen.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN_PART = "word/document.xml"
_BESIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NAVIGATION = frozenset({"hyperlink"})
_OBJECTS = (
    (re.compile(r"word/charts/chart[^/]*\.xml", re.I), "图表"),
    (re.compile(r"word/diagrams/data[^/]*\.xml", re.I), "图示（SmartArt）"),
    (re.compile(r"word/afchunk[^/]*", re.I), "插入的整份文件"),
)
_PICTURE = re.compile(r"word/media/.*", re.I)
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CHART_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_SHOWN = 40
_LONGEST = 400  # characters of a chart looked at
OWN_AUTHOR = "核查"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: what kind, to which part or address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts as XML. *beside* holds name, Chinese name and root of headers, footers and notes."""

    main: Element
    styles: Element | None
    numbering: Element | None
    beside: tuple[tuple[str, str, Element], ...]
    not_read: tuple[str, ...]


def parsed_part(package: zipfile.ZipFile, name: str) -> Element:
    """The XML of the part *name*. Raises UnreadableFileError, which names the part, where it is damaged."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(package.read(name), parser)
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            f"文件内部（{name}）已损坏或缺少，文档内部结构不完整，无法读取",
            place=posixpath.basename(str(package.filename or "")),
            remedy="请用 Word 或 WPS 打开后另存为新的 .docx 文件。",
        ) from error


def relations(package: zipfile.ZipFile, part: str) -> tuple[Relation, ...]:
    """The relations of *part*; none where it has no list of them."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package.namelist():
        return ()
    found = []
    for each in parsed_part(package, listed):
        external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(each.get("Type", "").rpartition("/")[2], target, external))
    return tuple(found)


def read_parts(package: zipfile.ZipFile) -> WordParts:
    """The parts of a Word file. Raises UnreadableFileError naming a part that is damaged or missing."""
    names = frozenset(package.namelist())
    related = relations(package, MAIN_PART)
    main = parsed_part(package, MAIN_PART)

    def first(kind: str, usual: str) -> Element | None:
        target = next((each.target for each in related if each.kind == kind and each.target in names), usual)
        return parsed_part(package, target) if target in names else None

    beside = {each.target: _BESIDE[each.kind] for each in related if each.kind in _BESIDE and each.target in names}
    for name in sorted(names):  # a part that no relation names is shown by no program, but costs nothing to read
        found = re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", name)
        if found:
            beside.setdefault(name, _BESIDE[found[1]])
    return WordParts(
        main=main,
        styles=first("styles", "word/styles.xml"),
        numbering=first("numbering", "word/numbering.xml"),
        beside=tuple((name, what, parsed_part(package, name)) for name, what in sorted(beside.items())),
        not_read=tuple(_not_read(package, main)),
    )


def _not_read(package: zipfile.ZipFile, main: Element) -> Iterator[str]:
    pictures = 0
    for name in sorted(package.namelist()):
        with package.open(name) as stream:
            embedded = object_in(name, stream.read(8))
        what = next((chinese for pattern, chinese in _OBJECTS if pattern.fullmatch(name)), "")
        if embedded:
            yield f"{embedded}（{name}）没有打开，其中的内容没有读取；写出的副本里不带它"
        elif what:
            yield f"{what}（{name}）中的内容没有读取{_shown(_drawn(package, name))}"
        elif _PICTURE.fullmatch(name):
            pictures += 1
        elif name.endswith(".rels"):
            yield from _outside(package, name)
    if pictures:
        yield f"图片 {pictures} 张，图中的文字没有读取"
    for element in main.iter(f"{W}altChunk"):
        del element
        yield "插入的整份文件（altChunk）没有读取"
    if "word/comments.xml" in package.namelist():
        for comment in parsed_part(package, "word/comments.xml").iter(f"{W}comment"):
            author, words = comment.get(f"{W}author", ""), words_of(comment)
            if author != OWN_AUTHOR and words:
                yield f"批注（{author}）中的文字没有读取{_shown(words)}"


def _outside(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for each in parsed_part(package, name):
        kind = each.get("Type", "").rpartition("/")[2]
        if each.get("TargetMode") == "External" and kind not in _NAVIGATION:
            yield f"外部链接（{kind}）没有打开：{each.get('Target', '')[:80]}"


def _drawn(package: zipfile.ZipFile, name: str) -> str:
    if not re.search(r"(?:charts|diagrams)/", name):
        return ""
    words = [each.text or "" for each in parsed_part(package, name).iter(_DRAWN_TEXT, _CHART_VALUE)]
    return " ".join(words)[:_LONGEST]


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f"：“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”" if text else ""
