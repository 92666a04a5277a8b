"""The styles, fonts and settings of the Word file: real styles under Word's own names, fonts named four times over."""

from __future__ import annotations

from html import escape

from reportgen.documents.word_layout import (
    BODY_SIZE,
    CHARACTER,
    COVER_ABOVE,
    COVER_BELOW,
    COVER_GAP,
    COVER_LINE,
    ISSUER_DOWN,
    LINE,
    NUMBER_LINE,
    SPACING,
    TABLE_GAP,
    TITLE_LINE,
    PageLayout,
)

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What Word takes when a font is not installed.
_ALTERNATIVES = {
    "方正小标宋简体": "华文中宋,STZhongsong,宋体",
    "仿宋_GB2312": "仿宋,FangSong",
    "楷体_GB2312": "楷体,KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


def styles_xml(page: PageLayout, *, issuer_size: int = 44) -> str:
    """The part ``word/styles.xml``; 发文机关标志 has *issuer_size* in half-points."""
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
    body = page.body_font
    table_spacing = f'<w:spacing w:line="{page.table_line}" w:lineRule="exact"/>'
    table_text = _run(page, page.table_font, page.table_half_points)
    # Space between 汉字 and digits would spoil the 28 characters of a line.
    normal = (
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/>'
    )
    styles = [
        _style("Normal", "Normal", quick=True, default=True, paragraph=normal, run=_run(page, body, BODY_SIZE)),
        _style("BodyText", "Body Text", quick=True, paragraph=indent),
        _style("Title", "Title", quick=True, paragraph=_title(after=LINE), run=_run(page, page.title_font, 44)),
    ]
    styles += _opening_styles(page, issuer_size)
    headings = (
        (page.level_1_font, False),
        (page.level_2_font, False),
        (body, page.level_3_bold == "yes"),
        (body, False),
    )
    for level, (font, bold) in enumerate(headings, start=1):
        styles.append(
            _style(
                f"Heading{level}",
                f"heading {level}",
                quick=True,
                following="BodyText",
                paragraph=f'<w:keepNext/>{indent}<w:outlineLvl w:val="{level - 1}"/>',
                run=_run(page, font, BODY_SIZE, bold=bold),
            )
        )
    styles += [
        _style(
            "Caption", "caption", quick=True, paragraph=f"<w:keepNext/>{_CENTRED}", run=_run(page, "黑体", BODY_SIZE)
        ),
        _style(
            "UnitNote",
            "单位说明",
            paragraph=f'<w:keepNext/>{table_spacing}<w:jc w:val="right"/>',
            run=table_text,
        ),
        _style("Note", "注释", paragraph=f"{table_spacing}{indent.replace('632', '420')}", run=table_text),
        _style("TableText", "表格文字", paragraph=f'{table_spacing}<w:jc w:val="left"/>', run=table_text),
        _style("TableCentre", "表格居中", parent="TableText", paragraph=_CENTRED),
        _style("TableNumber", "表格数字", parent="TableText", paragraph='<w:jc w:val="right"/>'),
        _style("TableHead", "表头", parent="TableText", paragraph=_CENTRED, run="<w:b/><w:bCs/>"),
        _style("TableGap", "表后空行", paragraph=_spacing(TABLE_GAP)),
        _style("TableEnd", "表后结束", paragraph=_spacing(20), run='<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        _style("AnnexNote", "附件说明"),
        _style("Signature", "Signature", paragraph='<w:keepNext/><w:jc w:val="right"/>'),
        _style("Date", "Date", paragraph='<w:jc w:val="right"/>'),
        _style(
            "AnnexLabel", "附件", following="AnnexTitle", paragraph="<w:keepNext/>", run=_run(page, "黑体", BODY_SIZE)
        ),
        _style(
            "AnnexTitle",
            "附件标题",
            following="BodyText",
            paragraph=f'{_title(before=LINE, after=LINE // 2)}<w:outlineLvl w:val="0"/>',
            run=_run(page, page.title_font, 44),
        ),
        _style("Footer", "footer", paragraph=_spacing(NUMBER_LINE), run=_run(page, "宋体", 28, digits="宋体")),
        _style("CommentText", "annotation text", paragraph=_spacing(320), run='<w:sz w:val="21"/><w:szCs w:val="21"/>'),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>',
        _TABLE_STYLES,
    ]
    # LibreOffice reads paragraph defaults from Normal only.
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run(page, body, BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    return f'{_XML}<w:styles xmlns:w="{MAIN}">{defaults}{"".join(styles)}</w:styles>'


def _opening_styles(page: PageLayout, issuer_size: int) -> list[str]:
    """红头, 封面 and 主送机关."""
    mark = f'<w:spacing w:before="{ISSUER_DOWN}" w:line="{issuer_size * 13}" w:lineRule="exact"/>{_CENTRED}'
    line = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>'
    around = f'w:before="{COVER_ABOVE * LINE}" w:after="{COVER_BELOW * LINE}"'
    cover_title = f'<w:spacing {around} w:line="{COVER_LINE}" w:lineRule="exact"/>{_CENTRED}'
    return [
        _style("Addressee", "主送机关"),
        _style("Issuer", "发文机关标志", paragraph=mark, run=_run(page, page.title_font, issuer_size, colour="FF0000")),
        _style("DocumentNumber", "发文字号", paragraph=f'{line}<w:spacing w:before="{2 * LINE}"/>{_CENTRED}'),
        _style("CoverTitle", "封面标题", paragraph=cover_title, run=_run(page, page.title_font, 52)),
        _style(
            "CoverLine", "封面项目", paragraph=f'<w:spacing w:before="{COVER_GAP}"/><w:ind w:left="{4 * CHARACTER}"/>'
        ),
    ]


def font_table_xml(page: PageLayout) -> str:
    """The part ``word/fontTable.xml``: every font used and what may stand in for it."""
    fonts = (page.title_font, page.body_font, page.level_1_font, page.level_2_font, page.table_font, "黑体", "宋体")
    east_asian = "".join(
        f'<w:font w:name="{escape(font)}">'
        + (f'<w:altName w:val="{_ALTERNATIVES[font]}"/>' if font in _ALTERNATIVES else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for font in dict.fromkeys(fonts)
    )
    latin = '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return f'{_XML}<w:fonts xmlns:w="{MAIN}">{east_asian}{latin}</w:fonts>'


def settings_xml(page: PageLayout) -> str:
    """The part ``word/settings.xml``: Word 2013 and later, Chinese, no hyphenation."""
    even_and_odd = "<w:evenAndOddHeaders/>" if page.page_number == "outer" else ""
    return (
        f'{_XML}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="{2 * CHARACTER}"/>'
        f'<w:autoHyphenation w:val="0"/>{even_and_odd}<w:drawingGridVerticalSpacing w:val="{LINE}"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


_CENTRED = '<w:jc w:val="center"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="自评表"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>'
    '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _style(
    style_id: str,
    name: str,
    *,
    paragraph: str = "",
    run: str = "",
    parent: str = "Normal",
    following: str = "",
    quick: bool = False,
    default: bool = False,
) -> str:
    ours = not name.isascii()
    return (
        f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}'
        f'{" w:customStyle=" + chr(34) + "1" + chr(34) if ours else ""} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>'
        + ("" if default else f'<w:basedOn w:val="{parent}"/>')
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _run(
    page: PageLayout, font: str, half_points: int, *, bold: bool = False, digits: str = "", colour: str = ""
) -> str:
    east_asian = escape(font)
    latin = escape(digits or page.digits_font(font))
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'
        f'{"<w:b/><w:bCs/>" if bold else ""}<w:snapToGrid w:val="0"/>'
        f'{shade}<w:spacing w:val="{SPACING if half_points == BODY_SIZE else 0}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _title(*, before: int = 0, after: int) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{TITLE_LINE}" w:lineRule="exact"/>'
    return f"<w:keepNext/>{spacing}{_CENTRED}"


def _spacing(line: int) -> str:
    return f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
