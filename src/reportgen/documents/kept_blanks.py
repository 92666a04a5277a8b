"""The blank form kept in a filled one (空白表), as a custom XML part, so that it can be filled again with new data."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping

from reportgen.documents.part_xml import parsed
from reportgen.documents.word_package import with_custom_part

LARGEST_KEPT = 2_000_000  # bytes; a larger blank form is not kept
_NAMESPACE = "urn:reportgen:blank:1"


def with_blank(parts: Mapping[str, bytes], blank: bytes) -> dict[str, bytes]:
    """The changed and added parts of a package *parts* that keeps *blank*."""
    return with_custom_part(parts, f'<blank xmlns="{_NAMESPACE}">{b64encode(blank).decode()}</blank>')


def blank_part_of(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the blank form; empty where there is none."""
    names = (name for name in parts if name.startswith("customXml/") and name.count("/") == 1)
    return next((name for name in names if _NAMESPACE.encode() in parts[name][:400]), "")


def blank_of(parts: Mapping[str, bytes]) -> bytes:
    """The blank form that the filled form of the package *parts* was filled from; empty for a report."""
    name = blank_part_of(parts)
    if not name:
        return b""
    try:
        return b64decode(parsed(parts[name]).text or "", validate=True)
    except (ValueError, binascii.Error):
        return b""
