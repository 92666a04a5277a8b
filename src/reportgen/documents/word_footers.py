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
_DASH = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_NUMBER = (
    f'{_DASH.format("— ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    f"{_DASH.format(' —')}"
)
# Along the left edge of a landscape page, the text turned clockwise as the page is turned the other way.
# A frame and not a text box: LibreOffice loses the place of a text box on some pages.
_FRAME = (
    f'<w:framePr w:w="{NUMBER_LINE}" w:h="{TEXT_WIDTH}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
    f' w:hAnchor="page" w:x="{BOTTOM - NUMBER_BELOW_TEXT - NUMBER_LINE // 2}" w:y="{LEFT}"/>'
)


def footers_xml(page: PageLayout, *, landscape: bool) -> dict[str, str]:
    """The footer parts by name, odd and even where they differ, and those of *landscape* pages if there are any."""
    footers = {}
    for kind in footer_kinds(page):
        footers[f"footer_{kind}"] = _part(_number(page, kind))
        if landscape:
            at_side = page.landscape_number == "side"
            footers[f"footer_{kind}_landscape"] = _part(_number(page, kind, at_side=at_side))
    return footers


def _number(page: PageLayout, kind: str, *, at_side: bool = False) -> str:
    if page.page_number == "centre":
        place = '<w:jc w:val="center"/>'
    elif kind == "even":
        place = f'<w:ind w:left="{CHARACTER}"/><w:jc w:val="left"/>'
    else:
        place = f'<w:ind w:right="{CHARACTER}"/><w:jc w:val="right"/>'
    if not at_side:
        return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{_NUMBER}</w:p>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{_FRAME}{place}<w:textDirection w:val="tbRl"/></w:pPr>{_NUMBER}</w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>'
    )


def _part(content: str) -> str:
    return f'{_XML}<w:ftr xmlns:w="{MAIN}">{content}</w:ftr>'
