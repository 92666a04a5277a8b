"""A prior report (往年报告) as read for its wording: sections of paragraphs, and whose report it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section of a report is about (章节), whatever its heading says. The codes are those of ``corpora/``."""

    OVERVIEW = "overview"
    GOALS = "goals"
    MANAGEMENT = "organization"
    BUDGET = "budget"
    PERFORMANCE = "indicators"
    CONCLUSION = "conclusion"
    PROBLEMS = "problems"
    IMPROVEMENTS = "improvements"
    APPLICATION = "application"

    @property
    def chinese(self) -> str:
        """What the section is called in lists shown to officials."""
        return _CHINESE[self.value]


_CHINESE = {
    "overview": "部门概况",
    "goals": "绩效目标",
    "organization": "绩效管理开展情况",
    "budget": "预算及执行情况",
    "indicators": "绩效实现情况",
    "conclusion": "自评结论",
    "problems": "存在问题",
    "improvements": "改进措施",
    "application": "结果应用和公开",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorSection:
    """Paragraphs under one heading. *kind* is empty where neither the heading nor the one above it tells."""

    kind: SectionKind | None
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorReport:
    """A whole prior report. *guessed* names, in Chinese, what was concluded from the text and may be wrong."""

    source: str  # the file it was read from
    department: str = ""
    field: str = ""
    level: str = ""
    region: str = ""
    year: int | None = None
    sections: tuple[PriorSection, ...] = ()
    guessed: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorPassage:
    """One passage (段落) of a prior report as it stands: shown to officials, never to a model."""

    number: int  # its number in the store
    text: str
    heading: str
    section: SectionKind | None
    department: str
    field: str
    level: str
    year: int | None
    source: str
