"""How a section came to be written (撰写记录): by whom, from which facts and passages, after which objections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of the model's text for one section."""

    ACCEPTED = "accepted"  # at the first reply
    CORRECTED = "corrected"  # after the model was asked again
    FALLBACK = "fallback"  # the text by templates was kept, for *reason*
    SKIPPED = "skipped"  # nothing was asked: no data to write from

    @property
    def chinese(self) -> str:
        """As shown to the official."""
        return {
            "accepted": "采用模型文字",
            "corrected": "改正后采用模型文字",
            "fallback": "用程序文字",
            "skipped": "没有请模型写",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageShown:
    """A passage of a prior report whose wording, masked, stood in the prompt; shown beside the paragraph it served."""

    number: int
    department: str
    year: int | None
    heading: str
    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One reply of the model and what was wrong with it; no objections means that it was accepted."""

    reply: str
    objections: tuple[str, ...]
    requests: int = 1
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRecord:
    """One accepted paragraph: its words, the facts that stand in it, and the numbers of the passages that served it."""

    text: str
    facts: tuple[str, ...] = ()
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord:
    """The record of one section, kept with the report. *prompt* is the file's name, *prompt_sha256* is of its text."""

    section: str
    heading: str
    outcome: Outcome
    reason: str = ""
    model: str = ""
    prompt: str = ""
    prompt_version: str = ""
    prompt_sha256: str = ""
    facts: tuple[str, ...] = ()  # the facts that stand in the accepted text
    paragraphs: tuple[ParagraphRecord, ...] = ()  # of the accepted text; one reply writes them all
    passages: tuple[PassageShown, ...] = ()
    attempts: tuple[Attempt, ...] = ()
