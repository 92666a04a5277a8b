"""The panels of all reports (实时核对): worked out once for each version of the data, however many people look."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from pathlib import Path

from reportgen.errors import ReportgenError
from reportgen.workbench.entry_rows import rows_of
from reportgen.workbench.panel import Panel, panel_of
from reportgen.workbench.reports import report_of
from reportgen.workbench.storage import Storage

_TRIES = 2  # with new processes, before one is told that the check does not come
_KEPT = 64  # reports whose last panel is kept in memory


class Panels:
    """Panels by report. *open_executor* gives what does the work: processes for many people, this thread in tests."""

    def __init__(self, storage: Storage, templates: Path, open_executor: Callable[[], Executor]) -> None:
        self._storage = storage
        self._templates = templates
        self._open_executor = open_executor
        self._executor = open_executor()
        self._lock = threading.Lock()
        self._known: OrderedDict[int, tuple[int, Future[Panel]]] = OrderedDict()

    def panel(self, number: int) -> Panel:
        """The panel of the report as its data stand. Raises UnknownReport.

        While many type, work that has not begun yet is given up for that of the newest data.
        """
        broken = 0
        while broken < _TRIES:
            executor = self._executor
            try:
                return self._future(number).result()
            except CancelledError:
                continue
            except BrokenExecutor:
                broken += 1
                self._begin_again(executor)
        raise ReportgenError("核对没有完成，填报的内容已经保存", remedy="请稍后刷新页面；一再出现时请联系管理员。")

    def _begin_again(self, broken: Executor) -> None:
        """After a process of the executor died, work with new ones."""
        with self._lock:
            if self._executor is broken:
                self._known.clear()
                self._executor = self._open_executor()

    def known(self, number: int) -> Panel | None:
        """The panel of the report if it is already worked out for the data as they stand. Raises UnknownReport."""
        with self._storage.reading() as connection:
            version = report_of(connection, number).entry_version
        with self._lock:
            known = self._known.get(number)
        if known is None or known[0] != version or not known[1].done() or known[1].cancelled():
            return None
        return None if known[1].exception() else known[1].result()

    def _future(self, number: int) -> Future[Panel]:
        with self._storage.reading() as connection:
            report = report_of(connection, number)
            with self._lock:
                known = self._known.get(number)
            if known is not None and known[0] == report.entry_version:
                return known[1]
            rows = rows_of(connection, number)
        with self._lock:
            known = self._known.get(number)
            if known is not None and known[0] >= report.entry_version:
                return known[1]
            future = self._executor.submit(panel_of, rows, report.form, self._templates, report.entry_version)
            self._known[number] = (report.entry_version, future)
            self._known.move_to_end(number)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        if known is not None:
            known[1].cancel()
        return future

    def close(self) -> None:
        """Let go of the executor."""
        self._executor.shutdown(wait=False, cancel_futures=True)
