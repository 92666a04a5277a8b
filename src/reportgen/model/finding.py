"""Findings (问题): what is wrong with data or text, as values, so that all are shown at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.origin import Origin


class Severity(StrEnum):
    """How grave a finding is: an error makes the report untrue, a warning will be asked about."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        """错误, 警告 or 提示."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at. *message* and *suggestion* are Chinese and stand alone; *facts* are ids of the ledger.

    A finding in a text has *text* and its place ``start:end`` in characters of that text. *number* (编号) is short and
    the same at every check as long as the sentence stays.
    """

    code: str
    severity: Severity
    message: str
    suggestion: str = ""
    facts: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    subject: str = ""  # the indicator, project or budget line concerned, by its name
    text: str = ""
    start: int | None = None
    end: int | None = None
    number: str = ""

    @property
    def place(self) -> str:
        """The places concerned, joined by ；."""
        return "；".join(dict.fromkeys(str(origin) for origin in self.origins))
