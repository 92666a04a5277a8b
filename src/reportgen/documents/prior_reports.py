"""Prior reports (往年报告) read for their wording: .docx, .txt and .md, with what their front matter or title says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from reportgen.documents.opening import FileType, expect, read_text
from reportgen.documents.source_files import read_source
from reportgen.errors import UnreadableFileError
from reportgen.model.prior_report import PriorReport, PriorSection, SectionKind
from reportgen.model.source_document import SourceDocument, TextParagraph
from reportgen.retrieval.fields_of_work import field_of
from reportgen.retrieval.section_kinds import kind_of_heading

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_MARK = re.compile(r"<!--\s*section:\s*(\w+)\s*-->")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_NUMBERED = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
)
_LONGEST_HEADING = 36
_INLINE = re.compile(r"([^。；，]{2,24})。")
_TITLE = re.compile(
    r"(?P<department>[\u4e00-\u9fff]{2,30}?(?:局|委员会|委|厅|办公室|联合会|中心|院|馆|校|总队|支队|部|残联|团委|工会|妇联|会|处|站|所))"
    r"(?:关于)?(?P<year>20\d\d|二[〇○0零]二[〇○零一二三四五六七八九])年?度?.{0,20}(?:自评|绩效|评价)"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>20\d\d)年度?(?P<department>[\u4e00-\u9fff]{2,30}?(?:局|委员会|厅|联合会|中心|院|馆))"
)
_REGION = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|省|市|县|区|旗|州)")
_TITLE_LINE = re.compile(r"[^。；，]{0,60}")  # before the first heading, a line without a sentence is part of the title
_TITLE_LINES = 12  # paragraphs in which the title is looked for


@dataclass(slots=True)
class _Sections:
    """The sections of a report, gathered paragraph by paragraph."""

    done: list[PriorSection] = field(default_factory=list)
    kind: SectionKind | None = None
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    above: dict[int, SectionKind | None] = field(default_factory=dict)

    def begin(self, heading: str, level: int, kind: SectionKind | None = None) -> None:
        self.end()
        found = kind or kind_of_heading(heading)
        if found is None:
            found = next((self.above[upper] for upper in sorted(self.above, reverse=True) if upper < level), None)
        self.above = {upper: of for upper, of in self.above.items() if upper < level} | {level: found}
        self.kind, self.heading = found, heading

    def end(self) -> None:
        if self.paragraphs:
            self.done.append(PriorSection(kind=self.kind, heading=self.heading, paragraphs=tuple(self.paragraphs)))
        self.paragraphs = []


def read_prior_report(path: Path) -> PriorReport:
    """A report by its file. Raises UnreadableFileError where the file is none or holds no prose."""
    kind = expect(path, FileType.DOCX, FileType.TEXT)
    if kind is FileType.TEXT and path.suffix.lower() in {".md", ".markdown"}:
        report = _markdown(path)
    else:
        document = read_source(path)
        report = replace(_told_by_title(document), sections=_sections(document), not_read=document.not_read)
    if not report.sections:
        raise UnreadableFileError(
            "没有找到成段的文字", place=path.name, remedy="请确认这是一份报告；只有表格的文件不必入库。"
        )
    return replace(report, source=path.name if not report.source else report.source)


def _sections(document: SourceDocument) -> tuple[PriorSection, ...]:
    gathered = _Sections()
    for block in document.blocks:
        if not isinstance(block, TextParagraph):
            continue  # tables hold figures, not wording
        for line in filter(None, (part.strip() for part in block.text.splitlines())):
            level = _heading_level(line, block.heading_level)
            if level:
                gathered.begin(line, level)
            elif gathered.heading or not _TITLE_LINE.fullmatch(line):
                _take(gathered, line)
    gathered.end()
    return tuple(gathered.done)


def _heading_level(line: str, styled: int) -> int:
    if len(line) > _LONGEST_HEADING or line.endswith(("。", "；", "，", "：")):
        return 0
    return styled or next((level for level, pattern in _NUMBERED if pattern.match(line)), 0)


def _take(gathered: _Sections, line: str) -> None:
    """A paragraph; one that begins with a numbered heading and runs on opens a section of its own."""
    level = next((level for level, pattern in _NUMBERED if pattern.match(line)), 0)
    inline = _INLINE.match(line) if level else None
    if inline is not None and kind_of_heading(inline[1]) is not None:
        gathered.begin(inline[1], level)
        line = line[inline.end() :].strip()
    if line:
        gathered.paragraphs.append(line)


def _markdown(path: Path) -> PriorReport:
    text = read_text(path).text
    head = _FRONT_MATTER.match(text)
    if head is None:
        document = read_source(path)
        return replace(_told_by_title(document), sections=_sections(document), not_read=document.not_read)
    return replace(_told_by_front_matter(head[1], path.name), sections=tuple(_marked(text[head.end() :])))


def _marked(text: str) -> Iterator[PriorSection]:
    gathered = _Sections()
    marked: SectionKind | None = None
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        mark, heading = _MARK.fullmatch(line), _MARKDOWN_HEADING.fullmatch(line)
        if mark:
            marked = SectionKind(mark[1]) if mark[1] in set(SectionKind) else None
        elif heading and len(heading[1]) == 1:
            continue  # the title
        elif heading:
            gathered.begin(heading[2].strip(), len(heading[1]), marked)
        elif not line.startswith(("|", "<!--")):
            gathered.paragraphs.append(line)
    gathered.end()
    yield from gathered.done


def _told_by_front_matter(head: str, file: str) -> PriorReport:
    try:
        told = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise UnreadableFileError("文件头的说明写法有误", place=file, remedy="请参照 docs/corpora.md 修改。") from error
    if not isinstance(told, dict):
        raise UnreadableFileError("文件头的说明不是“名称: 内容”", place=file, remedy="请参照 docs/corpora.md 修改。")
    year = told.get("year")
    department, field_of_work, level, region = (
        str(told.get(name, "")) for name in ("department", "field", "level", "region")
    )
    return PriorReport(
        source=file, department=department, field=field_of_work, level=level, region=region,
        year=year if isinstance(year, int) else None,
    )  # fmt: skip


def _told_by_title(document: SourceDocument) -> PriorReport:
    """Department, field, year, region and level as the first lines tell; all of it guessed."""
    lines = [block.text for block in document.blocks if isinstance(block, TextParagraph)][:_TITLE_LINES]
    opening = re.sub(r"\s", "", "".join(lines[:4]))
    found = _TITLE.search(opening) or _YEAR_FIRST.search(opening) or _TITLE.search(re.sub(r"\s", "", "".join(lines)))
    if found is None:
        return PriorReport(source=document.file)
    department = re.sub(r"^(?:附件\d*|关于)+", "", found["department"])
    year = found["year"]
    region = _REGION.match(department)
    level = _level(region[0] if region else "")
    field_of_work = field_of(department)
    told = (("部门", department), ("领域", field_of_work), ("年度", year), ("层级", level))
    guessed = [f"{what}“{value}”" for what, value in told if value]
    return PriorReport(
        source=document.file, department=department, field=field_of_work, year=int(year) if year.isascii() else None,
        region=region[0] if region else "", level=level, guessed=tuple(guessed),
    )  # fmt: skip


def _level(region: str) -> str:
    if region.endswith(("省", "自治区")):
        return "省级"
    if region.endswith(("市", "自治州", "州")):
        return "市级"
    return "县级" if region else ""
