"""Runs (文字) as WordprocessingML: each figure in a run of its own, with its bookmark and the comments on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.documents.word_marks import evidence_name, figure_name, line_name, mark_of_fact, row_mark, row_name
from reportgen.documents.word_pages import Depth
from reportgen.documents.word_text import W
from reportgen.language.sentences import sentence_spans
from reportgen.model.draft import Figure, Gap, Run, Words
from reportgen.model.finding import Finding, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

COMMENT_AUTHOR = "核查"
DRAFT_INITIALS = "核"  # of a comment written with a report

_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f&<>\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])+")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Word takes these from the Latin font, quotation marks and dashes above all, unless a hint says otherwise.
_EITHER_FONT = re.compile("[\u00a0-\u2fff]")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_BREAK = "<w:r><w:br/></w:r>"


def legal(text: str) -> str:
    """*text* on one line without the characters that XML forbids."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub(" ", text))


def escaped(text: str) -> str:
    """*text* as XML character data: markup escaped, characters that XML forbids taken out, ``\\n`` for any line end."""
    if _SPECIAL.search(text) is None:
        return text
    text = _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def takes_either_font(text: str) -> bool:
    """Whether *text* holds marks such as “ and —, which Word sets in the Latin font unless a hint says otherwise."""
    return _EITHER_FONT.search(text) is not None


def take_chinese_font(run: Element) -> None:
    """Let the marks in *run*, a ``w:r`` of any document, take the Chinese font."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr", {})
        run.insert(0, properties)
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        fonts = properties.makeelement(f"{W}rFonts", {})
        properties.insert(1 if len(properties) and properties[0].tag == f"{W}rStyle" else 0, fonts)
    fonts.set(f"{W}hint", "eastAsia")


class RunWriter:
    """Writes runs one after another in the order of the document, and keeps the comments they call for.

    Every finding that is an error or a warning is shown once: at the first figure of the first of its facts
    that the text states.
    """

    def __init__(self, findings: Iterable[Finding], stated_facts: frozenset[str], *, clean: bool = False) -> None:
        self.comments: list[str] = []
        self.removed_characters = 0
        self.place = ""  # the section whose lines are written
        self.down = Depth()  # how far down its page a table begins; nothing where nobody knows
        self._clean = clean  # without bookmarks and comments
        self._bookmarks = 0
        self._findings: dict[str, list[Finding]] = {}
        for finding in () if clean else findings:
            anchor = next((fact for fact in finding.facts if fact in stated_facts), None)
            if anchor is not None and finding.severity is not Severity.INFO:
                self._findings.setdefault(anchor, []).append(finding)

    def write(self, runs: Iterable[Run], paragraph_properties: str, *, sentence: str = "") -> str:
        """The XML of *runs*; where their text has a line end, a new paragraph with the same properties begins.

        *sentence* is the sentence they are part of, if they are only a part of it.
        """
        given = tuple(runs)
        sentences = _sentences(given) if not sentence else [sentence] * len(given)
        return "".join([self._run(run, paragraph_properties, own) for run, own in zip(given, sentences, strict=True)])

    def title(self, lines: Sequence[Sequence[Run]], paragraph_properties: str, sentence: str) -> str:
        """The XML of a title in *lines*; a figure that goes on in the next line stays one, under one bookmark."""
        pieces: list[tuple[str, list[Run]]] = []  # what stands before it, and the runs that are one
        for line in lines:
            for number, run in enumerate(line):
                before = _BREAK if pieces and not number else ""
                last = pieces[-1][1][-1] if before else None
                if isinstance(run, Figure) and isinstance(last, Figure) and run.fact == last.fact:
                    pieces[-1][1].append(run)
                else:
                    pieces.append((before, [run]))
        return "".join(before + self._piece(runs, paragraph_properties, sentence) for before, runs in pieces)

    def _piece(self, runs: Sequence[Run], paragraph_properties: str, sentence: str) -> str:
        first = runs[0]
        if not isinstance(first, Figure):
            return self._run(first, paragraph_properties, sentence)
        written = _BREAK.join(self.text(each.text, paragraph_properties) for each in runs)
        return self._figure(Figure("".join(each.text for each in runs), first.fact), written, sentence)

    def line(self, runs: Iterable[Run], paragraph_properties: str) -> str:
        """The XML of a paragraph outside tables: *runs* after a bookmark that names its section and its text."""
        given = tuple(runs)
        text = "".join(run.text for run in given)
        return self.marked(self.write(given, paragraph_properties), text)

    def marked(self, written: str, text: str) -> str:
        """*written* with the bookmark of a line of *text* at its beginning.

        One that ended behind a mark hanging over the edge would begin a line in LibreOffice.
        """
        return self._bookmarked("", line_name(self.place, text, self._bookmarks + 1)) + written if text else written

    def remarked(self, written: str, remarks: Sequence[str]) -> str:
        """*written* under a comment of the lines *remarks*, where there are any."""
        return self._commented(written, [remarks]) if remarks else written

    def row(self, runs: Iterable[Run]) -> str:
        """The bookmark at the beginning of a row whose cells hold *runs*."""
        given = tuple(runs)
        facts = [run.fact for run in given if isinstance(run, Figure)]
        mark = row_mark(facts, "".join(run.text for run in given))
        return self._bookmarked("", row_name(mark, self._bookmarks + 1))

    def evidence(self, written: str) -> str:
        """*written* under the bookmark where the list of evidence begins."""
        return self._bookmarked(written, evidence_name(self._bookmarks + 1))

    def _bookmarked(self, written: str, name: str) -> str:
        if self._clean:
            return written
        self._bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>{written}'
            f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        )

    def text(self, text: str, paragraph_properties: str, properties: str = "") -> str:
        """The XML of plain words; *properties* are further run properties."""
        if _ILLEGAL.search(text):
            self.removed_characters += len(_ILLEGAL.findall(text))
        if takes_either_font(text):
            properties = _HINT + properties
        run = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
        content = escaped(text)
        if "\n" not in content:
            return f'{run}<w:t xml:space="preserve">{content}</w:t></w:r>' if content else ""
        lines = [
            f'{run}<w:t xml:space="preserve">{line}</w:t></w:r>' for line in content.strip("\n").split("\n") if line
        ]
        return f"</w:p><w:p>{paragraph_properties}".join(lines)

    def _run(self, run: Run, paragraph_properties: str, sentence: str) -> str:
        if isinstance(run, Words):
            return self.text(run.text, paragraph_properties)
        if isinstance(run, Gap):
            written = self.text(run.text, paragraph_properties, '<w:highlight w:val="yellow"/>')
            return self._commented(written, [_gap_lines(run)])
        return self._figure(run, self.text(run.text, paragraph_properties), sentence)

    def _figure(self, figure: Figure, written: str, sentence: str) -> str:
        findings = self._findings.pop(figure.fact, None)
        if findings:
            written = self._commented(written, [_finding_lines(finding) for finding in findings])
        if self._clean:
            return written
        name = figure_name(mark_of_fact(figure.fact, figure.text, sentence), self._bookmarks + 1)
        return self._bookmarked(written, name)

    def _commented(self, written: str, comments: Sequence[Sequence[str]]) -> str:
        for lines in () if self._clean else comments:
            number = len(self.comments)
            self.comments.append(comment_xml(number, lines))
            written = (
                f'<w:commentRangeStart w:id="{number}"/>{written}<w:commentRangeEnd w:id="{number}"/>'
                f"{comment_reference(number)}"
            )
        return written


def _sentences(runs: Sequence[Run]) -> list[str]:
    """The sentence each of *runs* stands in."""
    if len(runs) == 1:
        return [runs[0].text]
    text = "".join(run.text for run in runs)
    starts = [0, *accumulate(len(run.text) for run in runs)]
    whole = [
        (start, start + len(run.text)) for start, run in zip(starts, runs, strict=False) if isinstance(run, Figure)
    ]
    spans = sentence_spans(text, whole)
    firsts = [start for start, _ in spans]
    found = []
    for start in starts[:-1]:
        low, high = spans[max(bisect_right(firsts, start) - 1, 0)] if spans else (0, 0)
        found.append(text[low:high])
    return found


def _gap_lines(gap: Gap) -> tuple[str, ...]:
    return (gap.comment or f"此处缺少“{gap.what}”，请在填报文件中补填后重新生成。",)


def _finding_lines(finding: Finding) -> tuple[str, ...]:
    lines = [f"{finding.severity.chinese}：{finding.message}"]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    if finding.place:
        lines.append(f"位置：{finding.place}")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class CommentStyles:
    """The ids of the styles of comments in a document; where empty, the comment carries its own size and spacing."""

    text: str = "CommentText"
    reference: str = "CommentReference"


_OWN_STYLES = CommentStyles()
_PLAIN_PARAGRAPH = (
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/>'
)
_PLAIN_SIZE = '<w:sz w:val="20"/><w:szCs w:val="20"/>'


def comment_reference(number: int, styles: CommentStyles = _OWN_STYLES) -> str:
    """The run that refers to a comment."""
    properties = f'<w:rPr><w:rStyle w:val="{styles.reference}"/></w:rPr>' if styles.reference else ""
    return f'<w:r>{properties}<w:commentReference w:id="{number}"/></w:r>'


def comment_xml(
    number: int, lines: Sequence[str], *, initials: str = DRAFT_INITIALS, styles: CommentStyles = _OWN_STYLES
) -> str:
    """A comment by 核查, each of *lines* a paragraph."""
    style = f'<w:pStyle w:val="{styles.text}"/>' if styles.text else _PLAIN_PARAGRAPH
    mark_style = f'<w:rPr><w:rStyle w:val="{styles.reference}"/></w:rPr>' if styles.reference else ""
    mark = f"<w:r>{mark_style}<w:annotationRef/></w:r>"
    run = f"{_HINT}{'' if styles.text else _PLAIN_SIZE}"
    paragraphs = "\n".join(line for line in lines if line).split("\n")
    written = "".join(
        f"<w:p><w:pPr>{style}</w:pPr>{'' if index else mark}"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for index, line in enumerate(paragraphs)
    )
    return f'<w:comment w:id="{number}" w:author="{COMMENT_AUTHOR}" w:initials="{initials}">{written}</w:comment>'
