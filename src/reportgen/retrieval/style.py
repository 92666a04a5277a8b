"""Wording without facts (写法样例): passages whose figures, names and places are masked, and what must not leak back.

A model is shown only :class:`StyleSample`; the passage it was made from (PriorPassage) is another type, kept for the
official to read beside the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from unicodedata import normalize

from reportgen.language.pipeline import proper_names
from reportgen.model.finding import Finding, Severity
from reportgen.model.prior_report import PriorPassage
from reportgen.quantities.mentions import scan
from reportgen.retrieval.persons import persons_in

LONGEST_COPY = 20  # characters; a run of that length or more in common with another department's report is copied

_NAMES = (
    ("文号", re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\]）)]\d{1,4}号|第?\d+号(?:文|令|公告|通知)")),
    ("文件", re.compile(r"《[^《》\n]{2,80}》")),
    ("名称", re.compile(r"[“\"'‘][^”\"'’“‘\n]{1,30}[”\"'’]")),
    ("年份", re.compile(r"(?:19|20)\d\d年度?|二[〇○零]\d?[〇○零一二三四五六七八九]{2}年度?|“?十[二三四五]五”?")),
    ("网址", re.compile(r"(?:https?://|www\.)[\w./?=&%-]+|[\w.-]+@[\w.-]+")),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef]")
_NUMBERING = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|[①-⑳])\s*")
_COUNTED_OFF = re.compile(r"[一二三四五六七八九十]是")
_MASK = re.compile(r"〈[^〈〉]{1,4}〉")
_BETWEEN = r"[\s·•．.*_\-—~]{0,3}"  # what may be put between characters to hide a name
_SHORTEST_LEAK = 3  # characters; shorter names are words of any text


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSample:
    """A passage with its facts masked: the only wording of other reports a prompt takes. *number* is the passage's."""

    number: int
    text: str
    masked: tuple[str, ...]  # what stood under the masks; for the leak check, never for a prompt


def mask(passage: PriorPassage) -> StyleSample:
    """*passage* with every number, name, body, place, year, 文号 and person replaced: 〈数〉〈单位〉〈地名〉…"""
    text = _NUMBERING.sub("", _CONTROL.sub("", passage.text)).replace("〈", "（").replace("〉", "）").replace("`", "'")
    spans = _without_overlap(chain(_names(text, passage), _numbers(text)))
    parts: list[str] = []
    masked: list[str] = []
    at = 0
    for start, end, kind in spans:
        parts += [text[at:start], f"〈{kind}〉"]
        masked.append(text[start:end])
        at = end
    parts.append(text[at:])
    return StyleSample(number=passage.number, text="".join(parts), masked=tuple(dict.fromkeys(masked)))


def leaks(
    prose: str, samples: Sequence[tuple[PriorPassage, StyleSample]], *, own: str, department: str, others: Iterable[str]
) -> tuple[Finding, ...]:
    """What of other reports came back in *prose*, the drafted sentences without their figures.

    *own* is everything that was entered: a name in it is the department's own. *department* is its name, *others*
    are the names of the departments in the store. Findings: STYLE_LEAK, STYLE_COPIED, FOREIGN_DEPARTMENT, NAME_UNKNOWN
    (errors) and STYLE_OWN_TEXT (a notice: wording of the department's own earlier report).
    """
    return tuple(
        sorted(
            chain(
                _masks_left(prose),
                _masked_back(prose, samples, own),
                _copied(prose, samples, department, own),
                _foreign(prose, others, own),
                _unknown(prose, own, department),
            ),
            key=lambda finding: (finding.start or 0, finding.code),
        )
    )


def _names(text: str, passage: PriorPassage) -> Iterator[tuple[int, int, str]]:
    short = re.sub(r"^[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|旗)", "", passage.department)
    for own in filter(None, (passage.department, short if len(short) > 2 else "")):
        yield from ((found.start(), found.end(), "本部门") for found in re.finditer(re.escape(own), text))
    for kind, pattern in _NAMES:
        yield from ((found.start(), found.end(), kind) for found in pattern.finditer(text))
    yield from proper_names(text, [passage.department])
    for person in persons_in(text):
        yield from ((found.start(), found.end(), "人名") for found in re.finditer(re.escape(person), text))


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    found = scan(text)
    yield from (
        (mention.start, mention.end, "数") for mention in found.mentions if not _COUNTED_OFF.match(text, mention.start)
    )
    yield from ((word.start, word.end, "数") for word in found.unreadable)
    yield from ((digits.start(), digits.end(), "数") for digits in re.finditer(r"\d+(?:[.,，]\d+)*", text))


def _without_overlap(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Spans in order; of those that overlap the first and longest stays, and takes in what sticks out of it."""
    end_of_last = -1
    held: tuple[int, int, str] | None = None
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if held is not None and start < end_of_last:
            end_of_last = max(end_of_last, end)
            held = (held[0], end_of_last, held[2])
            continue
        if held is not None:
            yield held
        held, end_of_last = (start, end, kind), end
    if held is not None:
        yield held


def _masks_left(prose: str) -> Iterator[Finding]:
    for found in _MASK.finditer(prose):
        yield _finding("STYLE_LEAK", prose, found.start(), found.end(), "样例中的遮盖符号留在了正文里", "请重写这一句")


def _masked_back(prose: str, samples: Sequence[tuple[PriorPassage, StyleSample]], own: str) -> Iterator[Finding]:
    plain = _plain(prose)
    for name in dict.fromkeys(name.strip("“”《》\"'") for _, sample in samples for name in sample.masked):
        if len(name) >= _SHORTEST_LEAK and name not in own:
            found = _written_out(name, plain)
            if found:
                reason = f"“{name}”来自其他报告，本部门没有填报"
                yield _finding("STYLE_LEAK", prose, found.start(), found.end(), reason, "请删去，或者先填报再写")


def _copied(
    prose: str, samples: Sequence[tuple[PriorPassage, StyleSample]], department: str, own: str
) -> Iterator[Finding]:
    for passage, _ in samples:
        for start, end in _copied_runs(prose, passage.text):
            run = prose[start:end]
            if run in own:
                continue
            if department and passage.department == department:
                yield _finding(
                    "STYLE_OWN_TEXT", prose, start, end, f"与本部门{passage.year or '往年'}年报告的文字相同",
                    "请确认仍然符合今年的情况", Severity.INFO,
                )  # fmt: skip
            else:
                whose = passage.department or passage.source
                yield _finding(
                    "STYLE_COPIED", prose, start, end, f"有{end - start}个字与“{whose}”的报告相同", "请用自己的话重写"
                )


def _copied_runs(prose: str, passage: str) -> list[tuple[int, int]]:
    """The runs in common, and those in common but for spaces, punctuation and full-width writing."""
    runs = list(_common_runs(prose, passage))
    places, squeezed = _squeezed(prose)
    for start, end in _common_runs(squeezed, _squeezed(passage)[1]):
        first, last = places[start], places[end - 1] + 1
        if not any(low < last and first < high for low, high in runs):
            runs.append((first, last))
    return runs


def _plain(text: str) -> str:
    """*text* with full-width letters and digits as usual ones, character for character."""
    return "".join(folded if len(folded := normalize("NFKC", each)) == 1 else each for each in text)


def _squeezed(text: str) -> tuple[list[int], str]:
    """The letters and digits of *text* alone, and where each stands."""
    kept = [(place, each) for place, each in enumerate(_plain(text)) if each.isalnum()]
    return [place for place, _ in kept], "".join(each for _, each in kept)


def _written_out(name: str, plain: str) -> re.Match[str] | None:
    """Where *name* stands in the *plain* text, spaces and marks between its characters or not."""
    return re.search(_BETWEEN.join(map(re.escape, _plain(name))), plain)


def _common_runs(one: str, other: str) -> Iterator[tuple[int, int]]:
    """The longest runs of *one* of at least LONGEST_COPY characters that stand in *other* too."""
    known = {other[at : at + LONGEST_COPY] for at in range(len(other) - LONGEST_COPY + 1)}
    start = 0
    while start + LONGEST_COPY <= len(one):
        if one[start : start + LONGEST_COPY] not in known:
            start += 1
            continue
        end = start + LONGEST_COPY
        while end < len(one) and one[end - LONGEST_COPY + 1 : end + 1] in known:
            end += 1
        yield start, end
        start = end


def _foreign(prose: str, others: Iterable[str], own: str) -> Iterator[Finding]:
    plain = _plain(prose)
    for name in dict.fromkeys(others):
        if len(name) > _SHORTEST_LEAK and name not in own:
            found = _written_out(name, plain)
            if found:
                yield _finding(
                    "FOREIGN_DEPARTMENT", prose, found.start(), found.end(), f"写了别的部门“{name}”", "请删去"
                )


def _unknown(prose: str, own: str, department: str) -> Iterator[Finding]:
    """Bodies, places, persons and titles that nobody entered, wherever they come from."""
    titles = ((found.start(), found.end(), "文件") for found in re.finditer(r"(?<=《)[^《》\n]{2,80}(?=》)", prose))
    for start, end, kind in _without_overlap(chain(proper_names(prose, [department]), titles)):
        if prose[start:end] not in own:
            reason = f"{kind}“{prose[start:end]}”没有填报"
            yield _finding("NAME_UNKNOWN", prose, start, end, reason, "请删去，或者先填报再写")


def _finding(
    code: str, prose: str, start: int, end: int, message: str, suggestion: str, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        suggestion=suggestion,
        text=prose[start:end],
        start=start,
        end=end,
    )
