"""What LibreOffice writes against the schema of Word files (另存的毛病), put right in the parts that are written anew.

LibreOffice 7.4 writes ``true`` where 2007's schema knows on and off, a number of the page's grid beyond its range, a
day of the year 0 and the properties of a paragraph out of their order. Word reads all of them; a validator does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.documents.part_xml import serialized
from reportgen.documents.word_text import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SWITCHES = (f"{W}cantSplit", f"{W}tblHeader")
_DATED = (f"{W}comment", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange", f"{W}pPrChange")
_NO_DAY = "0-00-00"
_PLACES = {
    f"{W}{name}": place
    for place, name in enumerate(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split()
    )
}  # of the properties of a paragraph, in the order of the schema
_HALF, _WHOLE = 2**31, 2**32


def word_part(root: Element) -> bytes:
    """The bytes of a part of a Word file without the known faults."""
    for each in root.iter(*_SWITCHES):
        if each.get(f"{W}val") == "true":
            del each.attrib[f"{W}val"]  # on is what stands for itself
        elif each.get(f"{W}val") == "false":
            each.set(f"{W}val", "0")
    for each in root.iter(*_DATED):
        if _NO_DAY in each.get(f"{W}date", ""):
            del each.attrib[f"{W}date"]
    for each in root.iter(f"{W}docGrid"):
        space = each.get(f"{W}charSpace", "")
        if space.isascii() and space.isdigit() and len(space) <= len(str(_WHOLE)) and int(space) >= _HALF:
            each.set(f"{W}charSpace", str(int(space) - _WHOLE))
    for each in root.iter(f"{W}pPr"):
        places = [_PLACES.get(child.tag, len(_PLACES)) for child in each]
        if places != sorted(places):
            each[:] = sorted(each, key=lambda child: _PLACES.get(child.tag, len(_PLACES)))
    return serialized(root)
