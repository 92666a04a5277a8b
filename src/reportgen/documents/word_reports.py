"""A draft (报告草稿) as a Word file laid out as an official document (公文)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from types import MappingProxyType

from reportgen.documents.word_base import base_of, base_xml, words_of_comments
from reportgen.documents.word_columns import fitted_widths
from reportgen.documents.word_footers import footers_xml
from reportgen.documents.word_layout import (
    CHARACTER,
    COVER_ABOVE,
    COVER_BELOW,
    COVER_CHARACTER,
    COVER_GAP,
    COVER_LINE,
    LINE,
    TABLE_GAP,
    TITLE_CHARACTER,
    TITLE_LINE,
    PageLayout,
    page_layout,
    section_properties,
    text_height,
    text_width,
)
from reportgen.documents.word_line_breaks import text_lines
from reportgen.documents.word_package import core_properties, package
from reportgen.documents.word_pages import Depth
from reportgen.documents.word_runs import RunWriter, legal
from reportgen.documents.word_styles import MAIN, font_table_xml, settings_xml, styles_xml
from reportgen.documents.word_tables import table_xml
from reportgen.documents.word_titles import runs_by_line, title_lines, width
from reportgen.errors import FormError
from reportgen.model.draft import (
    Annex,
    Block,
    Draft,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Run,
    Table,
    Words,
    runs_of_line,
)
from reportgen.model.facts import FactLedger

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARAGRAPH_STYLES = {"body": "BodyText", "basis": "BodyText", "note": "Note", "signature": "Signature"}
_NEW_PAGE = "<w:pageBreakBefore/>"
_CHARACTERS_A_LINE = 28
_KEPT_NOTES = 5  # names of annexes that stay with the signature; more of them would leave a hole on the page before
_LARGEST_ISSUER = 124  # half-points, 22 mm
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordFile:
    """A .docx in memory, and what its writer had to change (notices in Chinese)."""

    data: bytes
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """XML that stands on upright or on landscape pages."""

    xml: str
    landscape: bool
    new_page: bool = False
    cover: bool = False

    @property
    def ends_with_table(self) -> bool:
        return self.xml.endswith("</w:tbl>")


def write_word_report(
    draft: Draft,
    layout: Mapping[str, str] = _NO_OPTIONS,
    *,
    written: datetime | None = None,
    ledger: FactLedger | None = None,
    evidence: Annex | None = None,
    clean: bool = False,
    prose: frozenset[str] = frozenset(),
) -> WordFile:
    """The report as a Word file; *layout* holds options of `PageLayout` and *written* is the time the file states.

    With the *ledger* the file carries the text as generated, which a refresh needs; *evidence* (数字出处清单) stands on
    its last pages. A *clean* file has neither, nor bookmarks and comments. *prose* are the sections by a model.
    The same draft, layout and time give the same bytes. Raises FormError for an unknown option and for a table
    whose cells do not fill its columns.
    """
    page = page_layout(layout)
    stated = frozenset(run.fact for run in _all_runs(draft) if isinstance(run, Figure))
    writer = RunWriter(draft.findings, stated, clean=clean)
    pieces = _pieces(draft, page, writer)
    if evidence is not None and not clean:
        pieces += _evidence(evidence, page, writer)
    parts = {
        "document": _document(pieces, page),
        "styles": styles_xml(page, issuer_size=_issuer_size(draft)),
        "settings": settings_xml(page),
        "fontTable": font_table_xml(page),
        **footers_xml(page, landscape=any(piece.landscape for piece in pieces)),
    }
    if writer.comments:
        parts["comments"] = f'{_XML}<w:comments xmlns:w="{MAIN}">{"".join(writer.comments)}</w:comments>'
    author = "".join(run.text for run in draft.signature if not isinstance(run, Gap))
    notices: tuple[str, ...] = ()
    if writer.removed_characters:
        notices = (f"文字中有 {writer.removed_characters} 个 Word 不能保存的控制字符，已去掉。",)
    base = ""
    if ledger is not None and not clean:
        comments = words_of_comments(parts["comments"].encode()) if writer.comments else ()
        base = base_xml(base_of(parts["document"].encode(), ledger, prose, comments))
    return WordFile(package(parts, core_properties(legal(draft.title), legal(author), written), base), notices)


def _all_runs(draft: Draft) -> Iterator[Run]:
    blocks = chain(*(section.blocks for section in draft.sections), *(annex.blocks for annex in draft.annexes))
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.runs
    yield from draft.signature
    yield from draft.date


def _pieces(draft: Draft, page: PageLayout, writer: RunWriter) -> list[_Piece]:
    body = tuple(chain.from_iterable(section.blocks for section in draft.sections))
    places = [section.key for section in draft.sections for _ in section.blocks]
    if draft.annexes and not body:  # the annexes are the document itself
        pieces = list(_annexes(draft.annexes, page, writer, labelled=False, first=True))
        return [*pieces, *_signature(draft, page, writer, landscape=pieces[-1].landscape)]
    across = _orientations(body, all_landscape=False)
    pieces = [*_cover(draft, writer), *_red_head(draft, writer)]
    below = f'<w:spacing w:before="{2 * LINE}"/>' if draft.red_head else ""
    pieces.append(_title(draft.title, "Title", writer, landscape=bool(across) and across[0], properties=below))
    writer.down = Depth().lower(_title_height(draft.title, landscape=bool(across) and across[0], labelled=False))
    if draft.addressee:
        writer.place = "addressee"
        addressee = _paragraph("Addressee", (*draft.addressee, Words("：")), writer)
        pieces.append(_Piece(addressee, landscape=bool(across) and across[0]))
    keep_last = bool(draft.signature) and (draft.table_only or len(draft.annexes) <= _KEPT_NOTES)
    pieces += _blocks(body, across, page, writer, places, above=draft.title, keep_last=keep_last)
    landscape = pieces[-1].landscape
    if not draft.table_only:
        pieces += _annex_list(draft.annexes, writer, landscape=landscape)
    pieces += _signature(draft, page, writer, landscape=landscape)
    pieces += _annexes(draft.annexes, page, writer, labelled=not draft.table_only, first=False)
    return pieces


def _cover(draft: Draft, writer: RunWriter) -> Iterator[_Piece]:
    """封面, on a page of its own without a number."""
    if draft.cover:
        writer.place = "cover"
        yield _title(draft.title, "CoverTitle", writer, landscape=False, cover=True, properties=_cover_spacing(draft))
    for line in draft.cover:
        runs = (Words(f"{line.label}："), *line.value)
        yield _Piece(_paragraph("CoverLine", runs, writer), landscape=False, cover=True)


def _cover_spacing(draft: Draft) -> str:
    """Less room above and below a title and names so long that a cover would not hold them."""
    title = len(title_lines(draft.title, text_width(landscape=False) / COVER_CHARACTER))
    texts = [f"{line.label}：{''.join(run.text for run in line.value)}" for line in draft.cover]
    lines = sum(text_lines(text, _CHARACTERS_A_LINE - 4) for text in texts)
    free = text_height(landscape=False) - title * COVER_LINE - lines * LINE - len(texts) * COVER_GAP
    if free >= (COVER_ABOVE + COVER_BELOW) * LINE:
        return ""
    above, below = (max(free * share // (COVER_ABOVE + COVER_BELOW), 0) for share in (COVER_ABOVE, COVER_BELOW))
    return f'<w:spacing w:before="{above}" w:after="{below}"/>'


def _red_head(draft: Draft, writer: RunWriter) -> Iterator[_Piece]:
    """红头: 发文机关标志, and 发文字号 above the red line."""
    if draft.red_head is not None:
        writer.place = "head"
        issuer = "".join(run.text for run in draft.red_head.issuer)
        lines = runs_by_line(draft.red_head.issuer, title_lines(issuer, text_width(landscape=False) / TITLE_CHARACTER))
        opening = '<w:pPr><w:pStyle w:val="Issuer"/></w:pPr>'
        written = writer.title(lines, opening, issuer)
        yield _Piece(f"<w:p>{opening}{writer.marked(written, issuer)}</w:p>", landscape=False)
        yield _Piece(_paragraph("DocumentNumber", draft.red_head.doc_number, writer), landscape=False)


def _issuer_size(draft: Draft) -> int:
    """The size of 发文机关标志 in half-points: one line, no higher than 22 mm."""
    length = width("".join(run.text for run in draft.red_head.issuer)) if draft.red_head else 0
    return max(44, min(_LARGEST_ISSUER, int(text_width(landscape=False) / 10 / max(length, 1)))) if length else 44


def _annexes(
    annexes: Sequence[Annex], page: PageLayout, writer: RunWriter, *, labelled: bool, first: bool
) -> Iterator[_Piece]:
    """Each annex on a new page; without labels its title is a title of the document."""
    for number, annex in enumerate(annexes, start=1):
        across = _orientations(annex.blocks, all_landscape=annex.landscape)
        writer.place = f"annex.{number}"
        landscape = across[0] if across else annex.landscape
        if labelled:
            label = f"附件{number if len(annexes) > 1 else ''}"
            yield _Piece(_paragraph("AnnexLabel", (Words(label),), writer, _NEW_PAGE), landscape, new_page=True)
            yield _title(annex.title, "AnnexTitle", writer, landscape=landscape)
        else:
            yield _title(annex.title, "Title", writer, landscape=landscape, new_page=number > 1 or not first)
        writer.down = Depth().lower(_title_height(annex.title, landscape=landscape, labelled=labelled))
        places = [writer.place] * len(annex.blocks)
        yield from _blocks(annex.blocks, across, page, writer, places, above=annex.title)


def _title_height(title: str, *, landscape: bool, labelled: bool) -> int:
    """How far down the page an annex begins below its title."""
    lines = len(title_lines(title, text_width(landscape) / TITLE_CHARACTER))
    above = 2 * LINE if labelled else 0
    return above + lines * TITLE_LINE + (LINE // 2 if labelled else LINE)


def _evidence(evidence: Annex, page: PageLayout, writer: RunWriter) -> Iterator[_Piece]:
    """数字出处清单 on upright pages of its own, under the bookmark at which readers of the report stop."""
    writer.place = "evidence"
    opening = f'<w:pPr><w:pStyle w:val="AnnexTitle"/>{_NEW_PAGE}</w:pPr>'
    title = writer.evidence(writer.line(runs_of_line(evidence.title), opening))
    yield _Piece(f"<w:p>{opening}{title}</w:p>", landscape=False, new_page=True)
    blocks = evidence.blocks
    places = [writer.place] * len(blocks)
    yield from _blocks(blocks, [False] * len(blocks), page, writer, places, above=evidence.title)


def _orientations(blocks: Sequence[Block], *, all_landscape: bool) -> list[bool]:
    """For each block whether it stands on a landscape page: a table's headings and notes go with it."""
    across = [all_landscape or (isinstance(block, Table) and block.landscape) for block in blocks]
    for index in range(1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph) and block.style == "note":
            across[index] = across[index - 1]
    for index in range(len(blocks) - 2, -1, -1):
        if isinstance(blocks[index], Heading):
            across[index] = across[index + 1]
    return across


def _blocks(
    blocks: Sequence[Block],
    across: Sequence[bool],
    page: PageLayout,
    writer: RunWriter,
    places: Sequence[str],
    *,
    above: str,
    keep_last: bool = False,
) -> Iterator[_Piece]:
    widths = _widths(blocks, across, page)
    for number, (block, landscape, place) in enumerate(zip(blocks, across, places, strict=True)):
        writer.place = place
        if number and across[number - 1] != landscape:
            writer.down = Depth()
        if isinstance(block, Table):
            if block.caption and not above.endswith(block.caption):
                writer.down = writer.down.lower(LINE)
                yield _Piece(_paragraph("Caption", runs_of_line(block.caption), writer), landscape)
            if block.unit_note:
                writer.down = writer.down.lower(page.table_line)
                yield _Piece(_paragraph("UnitNote", runs_of_line(block.unit_note), writer), landscape)
            written = table_xml(block, page, writer, landscape=landscape, widths=widths[number])
            yield _Piece(written, landscape)
            writer.down = writer.down.lower(TABLE_GAP)
        elif isinstance(block, Heading):
            yield _Piece(
                _paragraph(f"Heading{block.level}", (Words(block.number), *runs_of_line(block.text)), writer), landscape
            )
            writer.down = _below_text(block.number + block.text, writer.down)
        else:
            writer.down = _below_text(block.text, writer.down)
            keep = "<w:keepNext/>" if keep_last and block is blocks[-1] else ""
            written = _paragraph(_paragraph_style(block), block.runs, writer, keep, remarks=block.remarks)
            yield _Piece(written, landscape)
        above = ""


def _below_text(text: str, down: Depth) -> Depth:
    """How far down its page a paragraph of *text* ends, as near as can be told."""
    return down.lower(text_lines(text, _CHARACTERS_A_LINE) * LINE, text_height(landscape=False))


def _widths(blocks: Sequence[Block], across: Sequence[bool], page: PageLayout) -> dict[int, tuple[int, ...]]:
    """The widths of the columns of the tables among *blocks*; tables of one form table have theirs in common."""
    groups: list[list[int]] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        above = blocks[number - 1] if number else None
        if isinstance(above, Table) and not block.caption and above.widths == block.widths:
            groups[-1].append(number)
        else:
            groups.append([number])
    found = {}
    for group in groups:
        tables = [block for block in (blocks[number] for number in group) if isinstance(block, Table)]
        found.update(dict.fromkeys(group, fitted_widths(tables, text_width(across[group[0]]), page)))
    return found


def _paragraph_style(block: Paragraph) -> str:
    style = _PARAGRAPH_STYLES.get(block.style)
    if style is None:
        raise FormError(f"段落样式“{block.style}”不存在", remedy=f"可用的样式：{'、'.join(_PARAGRAPH_STYLES)}")
    return style


def _annex_list(annexes: Sequence[Annex], writer: RunWriter, *, landscape: bool) -> Iterator[_Piece]:
    """附件说明: one line below the text; the lines of a long name align with its beginning."""
    writer.place = "annexes"
    for number, annex in enumerate(annexes, start=1):
        mark = f"{number}." if len(annexes) > 1 else ""
        hanging = (3 if number == 1 else 0) + (width(mark) + 0.5 if mark else 0)
        left = 5 + (width(mark) + 0.5 if mark else 0)
        before = f'<w:spacing w:before="{LINE}"/>' if number == 1 else ""
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{round(left * CHARACTER)}"/></w:tabs>'
        indent = f'<w:ind w:left="{round(left * CHARACTER)}" w:hanging="{round(hanging * CHARACTER)}"/>'
        lead = f"{'附件：' if number == 1 else ''}{mark}" + ("\t" if mark else "")
        runs = (Words(lead or "附件："), *runs_of_line(annex.title))
        keep = "<w:keepNext/>" if number > len(annexes) - _KEPT_NOTES else ""
        yield _Piece(_paragraph("AnnexNote", runs, writer, f"{keep}{tabs}{before}{indent}"), landscape)


def _signature(draft: Draft, page: PageLayout, writer: RunWriter, *, landscape: bool) -> Iterator[_Piece]:
    """署名 and 成文日期, placed by the standard: the date begins two characters right of the signature."""
    signature = width("".join(run.text for run in draft.signature))
    date = width("".join(run.text for run in draft.date))
    if page.seal == "yes":
        date_right = 4.0
        signature_right = max(0.0, date_right + (date - signature) / 2)
    elif signature - date >= 2 or not date:
        signature_right, date_right = 2.0, signature - date
    else:
        signature_right, date_right = 4 + date - signature, 2.0
    for style, runs, right, before in (
        ("Signature", draft.signature, signature_right, LINE),
        ("Date", draft.date, date_right, 0 if draft.signature else LINE),
    ):
        if runs:
            spacing = f'<w:spacing w:before="{before}"/>' if before else ""
            writer.place = style.lower()
            indent = f'<w:ind w:rightChars="{round(right * 100)}" w:right="{round(right * CHARACTER)}"/>'
            yield _Piece(_paragraph(style, runs, writer, spacing + indent), landscape)


def _paragraph(
    style: str, runs: Iterable[Run], writer: RunWriter, properties: str = "", *, remarks: Sequence[str] = ()
) -> str:
    opening = f'<w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    return f"<w:p>{opening}{writer.remarked(writer.line(runs, opening), remarks)}</w:p>"


def _title(
    title: str,
    style: str,
    writer: RunWriter,
    *,
    landscape: bool,
    new_page: bool = False,
    cover: bool = False,
    properties: str = "",
) -> _Piece:
    opening = f'<w:pPr><w:pStyle w:val="{style}"/>{_NEW_PAGE if new_page else ""}{properties}</w:pPr>'
    characters = text_width(landscape) / (COVER_CHARACTER if cover else TITLE_CHARACTER)
    writer.place = writer.place or "title"
    broken = runs_by_line(runs_of_line(title), title_lines(title, characters))
    written = writer.marked(writer.title(broken, opening, title), title)
    return _Piece(f"<w:p>{opening}{written}</w:p>", landscape, new_page, cover)


def _document(pieces: Sequence[_Piece], page: PageLayout) -> str:
    written = [f'{_XML}<w:document xmlns:w="{MAIN}" xmlns:r="{_RELATIONS}"><w:body>']
    first = False  # the section follows the cover
    for piece, following in zip(pieces, (*pieces[1:], None), strict=True):
        turns = following is not None and (
            following.landscape is not piece.landscape or following.cover is not piece.cover
        )
        last = piece.xml
        if piece.ends_with_table:
            written.append(last)
            at_end = following is None or following.new_page or turns
            last = f'<w:p><w:pPr><w:pStyle w:val="{"TableEnd" if at_end else "TableGap"}"/></w:pPr></w:p>'
        if turns:
            head, _, tail = last.rpartition("</w:pPr>")
            section = section_properties(page, landscape=piece.landscape, cover=piece.cover, first=first)
            last = f"{head}{section}</w:pPr>{tail}"
            first = piece.cover
        written.append(last)
    final = section_properties(page, landscape=pieces[-1].landscape, first=first)
    return "".join([*written, final, "</w:body></w:document>"])
