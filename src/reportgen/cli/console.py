"""What the official sees in the terminal: progress, findings, summaries, or one JSON value."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence

from reportgen.errors import EntryError, ReportgenError
from reportgen.model.finding import Finding, Severity

SILENT_SECONDS = 1.0
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Console:
    """Writes results to standard output and progress and failures to standard error."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self._started = time.monotonic()

    def progress(self, stage: str) -> None:
        """Name the stage at work, once the work has taken more than a second."""
        if not self.quiet and not self.as_json and time.monotonic() - self._started > SILENT_SECONDS:
            sys.stderr.write(f"… {stage}\n")

    def line(self, text: str = "") -> None:
        """One line of the result, unless quiet or JSON is asked for."""
        if not self.quiet and not self.as_json:
            sys.stdout.write(text + "\n")

    def result(self, value: object) -> None:
        """The result as JSON, where JSON is asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows in columns aligned by display width: a Chinese character takes two places."""
        grid = [list(heads), *(list(row) for row in rows)]
        widths = [max(display_width(row[index]) for row in grid) for index in range(len(heads))]
        for row in grid:
            cells = (text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def findings(self, findings: Sequence[Finding]) -> None:
        """Findings by severity, errors first, each with place and remedy."""
        for severity in _ORDER:
            for finding in findings:
                if finding.severity is severity:
                    place = f"（{finding.place}）" if finding.place else ""
                    self.line(f"  [{severity.chinese}] {finding.message}{place}")
                    if finding.suggestion:
                        self.line(f"         → {finding.suggestion}")

    def counts(self, findings: Sequence[Finding]) -> str:
        """错误 1 处，警告 2 处，提示 3 处."""
        return "，".join(f"{each.chinese} {sum(f.severity is each for f in findings)} 处" for each in _ORDER)

    def failure(self, error: ReportgenError) -> None:
        """Why the command could not run, on standard error; as JSON also on standard output."""
        problems = error.problems if isinstance(error, EntryError) else (error,)
        if self.as_json:
            self.result({"error": [_problem_record(problem) for problem in problems]})
        sys.stderr.write(f"不能继续，有 {len(problems)} 处需要处理：\n" if len(problems) > 1 else "不能继续：\n")
        for problem in problems:
            sys.stderr.write(f"  {problem.text}\n")


def _problem_record(problem: ReportgenError) -> dict[str, str]:
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
    """Columns *text* takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
