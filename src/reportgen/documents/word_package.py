"""The package of a .docx: its parts, their relations and types, zipped so that equal input gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from html import escape

from reportgen.documents.part_xml import parsed, serialized

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BASE_PART = "customXml/item1.xml"
BASE_NAMESPACE = "urn:reportgen:base:1"
_TYPES, _RELATIONS_PART = "[Content_Types].xml", "word/_rels/document.xml.rels"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_BASE_PROPERTIES = (
    f'{_XML}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    ' ds:itemID="{6F1B3B5E-2C7D-4C1E-9D4A-52A1C0DE0001}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{BASE_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold


def package(parts: Mapping[str, str], core: str, base: str = "") -> bytes:
    """The bytes of the file. *parts* maps names such as ``footer_even`` to XML and must hold ``document``.

    *base* is the text as generated, kept as a custom XML part.
    """
    members = {
        _TYPES: _content_types(parts, with_base=bool(base)),
        "_rels/.rels": _relations(
            {
                "document": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        _RELATIONS_PART: _relations(
            {name: (f"{_OFFICE}/{_kind(name)}", f"{name}.xml") for name in parts if name != "document"}
            | ({"base": (f"{_OFFICE}/customXml", f"../{BASE_PART}")} if base else {})
        ),
        "docProps/core.xml": core,
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    if base:
        folder, _, name = BASE_PART.rpartition("/")
        members[BASE_PART] = base
        members[f"{folder}/_rels/{name}.rels"] = _relations({"rId1": (f"{_OFFICE}/customXmlProps", "itemProps1.xml")})
        members[f"{folder}/itemProps1.xml"] = _BASE_PROPERTIES
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same bytes on every system
            archive.writestr(member, text.encode())
    return buffer.getvalue()


def with_base_part(parts: Mapping[str, bytes], name: str, base: str) -> dict[str, bytes]:
    """The changed and added parts of a package whose base, in the part *name* or nowhere, becomes *base*."""
    return {name: base.encode()} if name else with_custom_part(parts, base, _BASE_PROPERTIES)


def with_custom_part(parts: Mapping[str, bytes], content: str, properties: str = "") -> dict[str, bytes]:
    """The changed and added parts of a package that gets *content* as one more custom XML part."""
    taken = {each for each in parts if each.startswith("customXml/")}
    number = next(each for each in range(1, len(taken) + 2) if f"customXml/item{each}.xml" not in taken)
    item, beside = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    kinds = {f"/{item}": "application/xml"} | ({f"/{beside}": _PROPERTIES_TYPE} if properties else {})
    types = parsed(parts[_TYPES])
    for part, kind in kinds.items():
        types.append(
            types.makeelement(f"{{{_PACKAGE}/content-types}}Override", {"PartName": part, "ContentType": kind})
        )
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    relations = parsed(parts.get(_RELATIONS_PART, empty))
    ids = {each.get("Id") for each in relations}
    free = next(f"base{each}" for each in range(1, len(ids) + 2) if f"base{each}" not in ids)
    values = {"Id": free, "Type": f"{_OFFICE}/customXml", "Target": f"../{item}"}
    relations.append(relations.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", values))
    found = {_TYPES: serialized(types), _RELATIONS_PART: serialized(relations), item: content.encode()}
    if properties:
        own = {"rId1": (f"{_OFFICE}/customXmlProps", f"itemProps{number}.xml")}
        found |= {f"customXml/_rels/item{number}.xml.rels": _relations(own).encode(), beside: properties.encode()}
    return found


def core_properties(title: str, author: str, written: datetime | None) -> str:
    """The part ``docProps/core.xml``. Without *written* the file states no time."""
    from docx.oxml.ns import nsmap

    stamp = written.strftime("%Y-%m-%dT%H:%M:%SZ") if written else ""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    creator = f"<dc:creator>{escape(author, quote=False)}</dc:creator>" if author else ""
    spaces = "".join(f' xmlns:{name}="{nsmap[name]}"' for name in ("cp", "dc", "dcterms", "xsi"))
    return (
        f"{_XML}<cp:coreProperties{spaces}>"
        f"<dc:title>{escape(title, quote=False)}</dc:title>{creator}<dc:language>zh-CN</dc:language>{times}"
        "</cp:coreProperties>"
    )


def _kind(part: str) -> str:
    return part.partition("_")[0]


def _content_types(parts: Mapping[str, str], *, with_base: bool) -> str:
    types = {f"/word/{name}.xml": f"{_WORD_TYPE}.{_kind(name)}+xml" for name in parts}
    types["/word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    if with_base:
        types["/customXml/itemProps1.xml"] = _PROPERTIES_TYPE
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
