"""What stops the program, told to the official in Chinese: what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class ReportgenError(Exception):
    """Work cannot go on. The message is shown to the official as it stands.

    *place* names file, sheet and cell where known; *remedy* says what to do next.
    """

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        self.message = message
        self.place = place
        self.remedy = remedy
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """The whole message on one line: place, what happened, remedy."""
        where = f"{self.place}：" if self.place else ""
        what_next = f"　处理办法：{self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_next}"


class UnreadableFileError(ReportgenError):
    """A file cannot be opened or understood: damaged, encrypted, too large, or of a kind not supported."""


class UnwritableFileError(ReportgenError):
    """A file cannot be written: its folder is missing, or another program holds it open. Nothing was changed."""


class EntryError(ReportgenError):
    """The entered data cannot be used as they stand; every problem found is listed, not only the first."""

    def __init__(self, problems: Sequence[ReportgenError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text for problem in self.problems))


class FormError(ReportgenError):
    """A form pack (表样) under templates/ is incomplete or contradicts itself."""


class SettingsError(ReportgenError):
    """A settings file, an environment variable or an option has a value that cannot be used."""
