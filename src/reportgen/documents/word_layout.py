"""The page of an official document (公文版面, GB/T 9704-2012) and the options in which forms differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from reportgen.errors import FormError

# Twips, 1/20 pt. 版心 156 mm × 225 mm.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1588, 1474
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

LINE = 579  # 22 lines a page; 580 would overflow by 4 twips
CHARACTER = 316  # 28 characters a line
TITLE_CHARACTER = 440  # 2号
COVER_CHARACTER = 520  # 一号
COVER_LINE, COVER_GAP = 800, 200  # of its title; above each item
COVER_ABOVE, COVER_BELOW = 5, 4  # lines above and below its title
ISSUER_DOWN = 1984  # 发文机关标志 stands 35 mm below the top of the 版心
TITLE_LINE = 640
TABLE_GAP = 240  # between two tables
BODY_SIZE = 32  # 3号, in half-points
# A 16 pt character is wider than its 28th of the line. The grid below says so to whoever opens Word's page set-up, but
# LibreOffice gives a character wider than its cell two cells. So the styles do not snap to the grid: exact lines make
# the 22, characters set 0.3 pt closer (in twips) the 28, in both.
SPACING = -6
_CHARACTER_SPACE = -850  # 1/4096 pt
NUMBER_BELOW_TEXT = 397  # the dashes of the page number stand 7 mm below the 版心
NUMBER_LINE = 360

_CHOICES = {
    "digits": ("times", "east-asian"),
    "page_number": ("outer", "centre"),
    "landscape_number": ("side", "bottom"),
    "seal": ("no", "yes"),
    "level_3_bold": ("no", "yes"),
    "red_head": ("no", "yes"),
    "cover": ("no", "yes"),
}
_SIZES = {"10.5": 21, "11": 22, "12": 24}  # pt → half-points


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """The options of the page (版面选项), each with the value used when a form says nothing.

    *digits*: ``times`` writes 0–9 in Times New Roman, ``east-asian`` in the font of the text around them.
    *page_number*: ``outer`` odd right and even left, ``centre`` always in the middle.
    *landscape_number*: where a landscape page has it; ``side`` is its usual place once the page is turned upright.
    *seal*: ``yes`` leaves room for a seal (加盖印章) around signature and date.
    *red_head*: ``yes`` puts 发文机关标志, 发文字号 and the red line above the title.
    *cover*: ``yes`` puts a cover (封面) before it.
    *table_size*: 10.5, 11 or 12 pt.
    """

    digits: str = "times"
    page_number: str = "outer"
    landscape_number: str = "side"
    seal: str = "no"
    level_3_bold: str = "no"
    red_head: str = "no"
    cover: str = "no"
    title_font: str = "方正小标宋简体"
    body_font: str = "仿宋_GB2312"
    level_1_font: str = "黑体"
    level_2_font: str = "楷体_GB2312"
    table_font: str = "仿宋_GB2312"
    table_size: str = "10.5"

    @property
    def table_half_points(self) -> int:
        """The size of table text as Word counts it."""
        return _SIZES[self.table_size]

    @property
    def table_line(self) -> int:
        """The line spacing of table text in twips: one and a half times its size, in whole points."""
        return (self.table_half_points * 15 + 10) // 20 * 20

    def digits_font(self, east_asian: str) -> str:
        """The font of digits and Latin letters beside text in *east_asian*."""
        return "Times New Roman" if self.digits == "times" else east_asian


def page_layout(options: Mapping[str, str]) -> PageLayout:
    """The layout a form asks for. Raises FormError for an option or a value that does not exist."""
    known = {field.name for field in fields(PageLayout)}
    for name, value in options.items():
        if name not in known:
            raise FormError(f"版面选项“{name}”不存在", remedy=f"可用的选项：{'、'.join(sorted(known))}")
        allowed = tuple(_SIZES) if name == "table_size" else _CHOICES.get(name, ())
        if not value or (allowed and value not in allowed):
            choices = "、".join(allowed) or "字体名称"
            raise FormError(f"版面选项“{name}”的值“{value}”不可用", remedy=f"请改为：{choices}")
    return PageLayout(**options)


def text_width(landscape: bool) -> int:
    """Width of the 版心 in twips: 156 mm upright, 225 mm across."""
    return TEXT_HEIGHT if landscape else TEXT_WIDTH


def text_height(landscape: bool) -> int:
    """Height of the 版心 in twips."""
    return TEXT_WIDTH if landscape else TEXT_HEIGHT


def footer_kinds(page: PageLayout) -> tuple[str, ...]:
    """Word's names of the footers a section has; even pages have one of their own where they differ."""
    return ("default", "even") if page.page_number == "outer" else ("default",)


def section_properties(page: PageLayout, *, landscape: bool, cover: bool = False, first: bool = False) -> str:
    """The ``w:sectPr`` of an upright or a landscape section that starts on a new page.

    A landscape page is the upright one turned to the left: its top margin is the binding side (订口). A *cover* has no
    page number; the *first* section behind it begins with page 1.
    """
    suffix = "_landscape" if landscape else ""
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="footer_{kind}{suffix}"/>'
        for kind in (() if cover else footer_kinds(page))
    )
    if landscape:
        size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        top, right, bottom, left = LEFT, TOP, RIGHT, BOTTOM
        grid = ""  # LibreOffice centres the lines of a grid on the page, and loses what is left over at its head
    else:
        size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        top, right, bottom, left = TOP, RIGHT, BOTTOM, LEFT
        grid = f' w:type="linesAndChars" w:charSpace="{_CHARACTER_SPACE}"'
    numbers = '<w:pgNumType w:start="1"/>' if first else ""
    footer = bottom - NUMBER_BELOW_TEXT - NUMBER_LINE // 2
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/>{size}'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{footer}" w:gutter="0"/>{numbers}'
        f'<w:docGrid{grid} w:linePitch="{LINE}"/></w:sectPr>'
    )
