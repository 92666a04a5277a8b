"""What the official sees in the terminal: progress, findings, summaries, or one JSON value."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, zip_longest

from reportgen.errors import EntryError, ReportgenError
from reportgen.model.finding import Finding, Severity

SILENT_SECONDS = 1.0
NARROWEST, WIDEST = 72, 140  # columns of a terminal that a table of findings is laid out for
WIDEST_COLUMN = 44  # columns of a terminal; only the last cell of a row may be wider
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Console:
    """Writes results to standard output and progress and failures to standard error."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self._started = time.monotonic()
        self._has_reader = True

    def progress(self, stage: str) -> None:
        """Name the stage at work, once the work has taken more than a second."""
        if not self.quiet and not self.as_json and time.monotonic() - self._started > SILENT_SECONDS:
            self._tell(f"… {stage}\n")

    def line(self, text: str = "") -> None:
        """One line of the result, unless quiet or JSON is asked for."""
        if not self.quiet and not self.as_json:
            self._write(text + "\n")

    def notice(self, text: str) -> None:
        """How something doubtful was understood."""
        self.line(f"  [{Severity.INFO.chinese}] {text}")

    def result(self, value: object) -> None:
        """The result as JSON, where JSON is asked for; all in escapes where the output is not UTF-8."""
        if self.as_json:
            encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
            self._write(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2) + "\n")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows in columns aligned by display width; a long cell is cut, except in the last column."""
        grid = [[*(clipped(text) for text in row[:-1]), " ".join(row[-1].split())] for row in (heads, *rows)]
        widths = [max(display_width(row[index]) for row in grid) for index in range(len(heads))]
        for row in grid:
            cells = (text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """Rows in columns of *widths*, the last as wide as the terminal leaves; long cells go on below."""
        room = min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST) - 1
        every = (*widths, room - sum(widths) - 2 * len(widths))
        for row in (heads, *rows):
            cells = [wrapped(text, width) for text, width in zip(row, every, strict=True)]
            for lines in zip_longest(*cells, fillvalue=""):
                padded = (line + " " * (width - display_width(line)) for line, width in zip(lines, every, strict=True))
                self.line("  ".join(padded).rstrip())

    def errors(self, findings: Iterable[Finding], *, place_of: Callable[[Finding], str]) -> None:
        """When quiet, the errors alone on standard error."""
        for finding in findings if self.quiet and not self.as_json else ():
            if finding.severity is Severity.ERROR:
                self._tell(f"  [{finding.severity.chinese}] {finding.message}（{place_of(finding)}）\n")

    def findings(
        self, findings: Sequence[Finding], *, place_of: Callable[[Finding], str] = lambda finding: finding.place
    ) -> None:
        """Findings by severity, errors first, each with place and remedy; when quiet, the errors alone."""
        for severity in _ORDER:
            for finding in findings:
                if finding.severity is severity:
                    place = f"（{place_of(finding)}）" if place_of(finding) else ""
                    remedy = f"\n         → {finding.suggestion}" if finding.suggestion else ""
                    text = f"  [{severity.chinese}] {finding.message}{place}{remedy}"
                    self.line(text)
                    if self.quiet and not self.as_json and severity is Severity.ERROR:
                        self._tell(text + "\n")

    def counts(self, findings: Sequence[Finding]) -> str:
        """错误 1 处，警告 2 处，提示 3 处."""
        return "，".join(f"{each.chinese} {sum(f.severity is each for f in findings)} 处" for each in _ORDER)

    def failure(self, error: ReportgenError) -> None:
        """Why the command could not run, on standard error; as JSON also on standard output."""
        problems = error.problems if isinstance(error, EntryError) else (error,)
        if self.as_json:
            self.result({"error": [problem_record(problem) for problem in problems]})
        self.problems(problems)

    def problems(self, problems: Sequence[ReportgenError], told: str = "不能继续") -> None:
        """What hinders, with place and remedy, on standard error; *told* is what came of it."""
        self._tell(f"{told}，有 {len(problems)} 处需要处理：\n" if len(problems) > 1 else f"{told}：\n")
        for problem in problems:
            self._tell(f"  {problem.text}\n")

    def close(self) -> None:
        """Hand on what is still held back."""
        self._write("")
        if not self._has_reader:
            # What Python flushes at its end must have somewhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _tell(self, text: str) -> None:
        """Write to standard error; a reader that has seen enough must not change what the command does."""
        with contextlib.suppress(BrokenPipeError):
            sys.stderr.write(text)
            sys.stderr.flush()

    def _write(self, text: str) -> None:
        """Write to standard output until its reader, such as ``head``, has seen enough."""
        if self._has_reader:
            try:
                sys.stdout.write(text)
                sys.stdout.flush()
            except BrokenPipeError:
                self._has_reader = False


def problem_record(problem: ReportgenError) -> dict[str, str]:
    """A problem as plain data for JSON."""
    return {"message": problem.message, "place": problem.place, "remedy": problem.remedy}


def finding_record(finding: Finding) -> dict[str, object]:
    """A finding as plain data for JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "place": finding.place,
        "facts": list(finding.facts),
        "subject": finding.subject,
    }


def display_width(text: str) -> int:
    """Columns *text* takes in a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def clipped(text: str, width: int = WIDEST_COLUMN) -> str:
    """*text* on one line, cut with … where it is wider than *width* columns."""
    text = " ".join(text.split())
    if display_width(text) <= width:
        return text
    ends = accumulate(map(display_width, text))
    return text[: sum(end < width for end in ends)] + "…"


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* columns; a line end stays one, and a run of digits is kept together."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _WORDS.findall(paragraph):
            for part in (word,) if display_width(word) <= width else tuple(word):
                if line and display_width(line + part) > width:
                    lines.append(line)
                    line = ""
                line += part
        lines.append(line)
    return lines


# A word in Latin letters or digits stays whole; no line begins with a mark that closes or ends with one that opens.
_WORDS = re.compile(r"[“（《〔【]*(?:[\w.,%!/-]+|.)[，。；：、）”》〕】！？]*", re.ASCII)
