"""Page numbers (页码): “— 1 —” 7 mm below the 版心, and in that same place on a landscape page turned upright."""

from __future__ import annotations

from reportgen.documents.word_layout import (
    BOTTOM,
    CHARACTER,
    LEFT,
    NUMBER_BELOW_TEXT,
    NUMBER_LINE,
    TEXT_WIDTH,
    PageLayout,
    footer_kinds,
)
from reportgen.documents.word_styles import MAIN

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMU = 635  # to the twip
_DASH = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_NUMBER = (
    f'{_DASH.format("— ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    f"{_DASH.format(' —')}"
)


def footers_xml(page: PageLayout, *, landscape: bool) -> dict[str, str]:
    """The footer parts by name, odd and even where they differ, and those of *landscape* pages if there are any."""
    footers = {}
    for kind in footer_kinds(page):
        number = _number(page, even=kind == "even")
        footers[f"footer_{kind}"] = _part(number)
        if landscape:
            footers[f"footer_{kind}_landscape"] = _part(
                number if page.landscape_number == "bottom" else _at_side(number)
            )
    return footers


def _number(page: PageLayout, *, even: bool) -> str:
    if page.page_number == "centre":
        place = '<w:jc w:val="center"/>'
    elif even:
        place = f'<w:ind w:left="{CHARACTER}"/><w:jc w:val="left"/>'
    else:
        place = f'<w:ind w:right="{CHARACTER}"/><w:jc w:val="right"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{_NUMBER}</w:p>'


def _at_side(number: str) -> str:
    """*number* in a frame along the left edge, its text turned clockwise as the page is turned the other way."""
    left = (BOTTOM - NUMBER_BELOW_TEXT - NUMBER_LINE // 2) * _EMU
    size = f'cx="{NUMBER_LINE * _EMU}" cy="{TEXT_WIDTH * _EMU}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        ' distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{LEFT * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="页码"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def _part(content: str) -> str:
    return (
        f'{_XML}<w:ftr xmlns:w="{MAIN}"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{content}</w:ftr>"
    )
