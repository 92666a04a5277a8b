"""The store of prior reports (往年报告库): one SQLite file, changed by whole reports or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.model.prior_report import PriorPassage, PriorReport, SectionKind
from reportgen.retrieval.splitting import split
from reportgen.retrieval.terms import pairs, words

_VERSION = 1  # of the tables below; a file of another version is refused, never changed
_WAIT = 10.0  # seconds for another process that is writing
_TABLES = """
create table report (
    number integer primary key, source text not null unique, digest text not null, department text not null,
    field text not null, level text not null, region text not null, year integer
) strict;
create table passage (
    number integer primary key, report integer not null references report on delete cascade,
    section text not null, heading text not null, text text not null
) strict;
create index passage_of_report on passage (report);
create virtual table terms using fts5 (words, pairs, tokenize = "unicode61 remove_diacritics 0");
"""


class CorpusError(ReportgenError):
    """The store of prior reports cannot be used: damaged, in use, or of another version."""


class Added(Enum):
    """What adding a report did."""

    NEW = "新增"
    REPLACED = "更新"
    UNCHANGED = "没有变化"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report of the store, as listed."""

    number: int
    source: str
    department: str
    field: str
    level: str
    region: str
    year: int | None
    passages: int


class ReportStore:
    """The store in one file; made when it does not exist. Raises CorpusError where SQLite cannot go on."""

    def __init__(self, path: Path | None) -> None:
        self.place = str(path) if path is not None else ""
        with self._explained():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path if path is not None else ":memory:", timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("pragma foreign_keys = on")
            self._prepare()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def add(self, report: PriorReport) -> Added:
        """Store *report*, in place of an earlier version from the same source; one that has not changed is left."""
        digest = hashlib.sha256(repr(report).encode()).hexdigest()
        with self._changing() as connection:
            known = connection.execute(
                "select number, digest from report where source = ?", (report.source,)
            ).fetchone()
            if known and known[1] == digest:
                return Added.UNCHANGED
            if known:
                _delete(connection, known[0])
            _insert(connection, report, digest)
        return Added.REPLACED if known else Added.NEW

    def remove(self, number: int) -> bool:
        """Take a report out; False where there is none of that number."""
        with self._changing() as connection:
            known = connection.execute("select 1 from report where number = ?", (number,)).fetchone()
            if known:
                _delete(connection, number)
        return bool(known)

    def reports(self) -> tuple[StoredReport, ...]:
        """The reports of the store, by department and year."""
        rows = self.rows(
            "select r.number, r.source, r.department, r.field, r.level, r.region, r.year, count(p.number)"
            " from report r left join passage p on p.report = r.number"
            " group by r.number order by r.department, r.year, r.number"
        )
        return tuple(
            StoredReport(
                number=row[0], source=row[1], department=row[2], field=row[3], level=row[4], region=row[5],
                year=row[6], passages=row[7],
            )
            for row in rows
        )  # fmt: skip

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that *query* finds."""
        with self._explained():
            return self._connection.execute(query, values).fetchall()

    def passage(self, number: int) -> PriorPassage:
        """One passage by its number. Raises KeyError."""
        found = self.rows(
            "select p.number, p.text, p.heading, p.section, r.department, r.field, r.level, r.year, r.source"
            " from passage p join report r on r.number = p.report where p.number = ?",
            (number,),
        )
        if not found:
            raise KeyError(number)
        return passage_of(found[0])

    def _prepare(self) -> None:
        version = self._connection.execute("pragma user_version").fetchone()[0]
        if version == _VERSION:
            return
        tables = self._connection.execute("select count(*) from sqlite_master").fetchone()[0]
        if version or tables:
            raise CorpusError(
                "这不是本版本的往年报告库", place=self.place, remedy="换一个文件名，重新执行 reportgen corpus add。"
            )
        self._connection.executescript(f"begin; {_TABLES} pragma user_version = {_VERSION}; commit;")

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self._connection.execute("begin immediate")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            locked = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
            raise CorpusError(
                "往年报告库正被另一个程序使用" if locked else "往年报告库打不开，文件可能已损坏或没有写入权限",
                place=self.place,
                remedy="稍后再试。" if locked else "把这个文件改名留存，再用 reportgen corpus add 重新建库。",
            ) from error


def passage_of(row: tuple[Any, ...]) -> PriorPassage:
    """The passage of a row: number, text, heading, section, department, field, level, year, source."""
    number, text, heading, section, department, field, level, year, source = row
    return PriorPassage(
        number=number, text=text, heading=heading, section=SectionKind(section) if section else None,
        department=department, field=field, level=level,
        year=year, source=source,
    )  # fmt: skip


def _delete(connection: sqlite3.Connection, report: int) -> None:
    connection.execute("delete from terms where rowid in (select number from passage where report = ?)", (report,))
    connection.execute("delete from report where number = ?", (report,))


def _insert(connection: sqlite3.Connection, report: PriorReport, digest: str) -> None:
    number = connection.execute(
        "insert into report (source, digest, department, field, level, region, year) values (?, ?, ?, ?, ?, ?, ?)",
        (report.source, digest, report.department, report.field, report.level, report.region, report.year),
    ).lastrowid
    for section, text in split(report):
        passage = connection.execute(
            "insert into passage (report, section, heading, text) values (?, ?, ?, ?)",
            (number, section.kind.value if section.kind else "", section.heading, text),
        ).lastrowid
        sought = f"{section.heading} {text}"
        connection.execute(
            "insert into terms (rowid, words, pairs) values (?, ?, ?)",
            (passage, " ".join(words(sought)), " ".join(pairs(sought))),
        )
