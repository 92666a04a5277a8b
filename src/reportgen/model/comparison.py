"""What two versions of a document have not in common (对比结果), by paragraph and by number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a paragraph or of a row of a table."""

    CHANGED = "修改"
    ADDED = "新增"
    DELETED = "删去"
    MOVED = "挪动"
    MOVED_CHANGED = "挪动并修改"


class StretchKind(StrEnum):
    """Whether a stretch of text is in both versions, or in one alone."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a changed text."""

    kind: StretchKind
    text: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that is another one now; empty where it stood in one version alone. *fact* is what it is, if bound."""

    before: str
    after: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph or row. Places are Chinese: 第3段, 表2第4行; empty in the version that has it not."""

    kind: ChangeKind
    before: str
    after: str
    old_place: str
    new_place: str
    stretches: tuple[Stretch, ...] = ()
    numbers: tuple[NumberChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in the order of the new version; what was deleted stands where it was."""

    changes: tuple[Change, ...]
    same: int  # paragraphs and rows that are alike

    def count(self, kind: ChangeKind) -> int:
        """How many changes are of *kind*."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def numbers(self) -> tuple[NumberChange, ...]:
        """The numbers that changed, in order."""
        return tuple(number for change in self.changes for number in change.numbers)
