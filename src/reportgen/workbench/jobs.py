"""Long work on a report (后台任务): one at a time for each report, with its stages as they come."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from reportgen.errors import ReportgenError

Work = Callable[[Callable[[str], None]], object]


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is. *error* is set once it has failed."""

    stages: tuple[str, ...]
    done: bool
    error: ReportgenError | None = None


class _Job:
    def __init__(self) -> None:
        self.stages: list[str] = []
        self.future: Future[object] | None = None


_FAULT = ReportgenError(
    "程序出错，没有做完；报告没有改动",
    remedy="请再试一次；一再出现时，请把启动工作台的窗口里最后几行发给管理员。",
)


def _log(done: Future[object]) -> None:
    """A fault of the program goes to the log of the server, for whoever mends it."""
    failure = None if done.cancelled() else done.exception()
    if failure is not None and not isinstance(failure, ReportgenError):
        logging.getLogger(__name__).error("a job failed", exc_info=failure)


class Jobs:
    """The jobs at work, by report number."""

    def __init__(self, workers: int = 2) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._jobs: dict[int, _Job] = {}
        self._lock = threading.Lock()

    def start(self, report: int, work: Work) -> bool:
        """Begin *work* unless the report has a job at work; whether it was begun."""
        with self._lock:
            standing = self._jobs.get(report)
            if standing is not None and standing.future is not None and not standing.future.done():
                return False
            job = _Job()
            self._jobs[report] = job
            job.future = self._pool.submit(work, job.stages.append)
            job.future.add_done_callback(_log)
            return True

    def state(self, report: int) -> JobState | None:
        """How far the report's last job is, None where there was none."""
        job = self._jobs.get(report)
        if job is None or job.future is None:
            return None
        if not job.future.done():
            return JobState(tuple(job.stages), done=False)
        failure = job.future.exception()
        told = failure if failure is None or isinstance(failure, ReportgenError) else _FAULT
        return JobState(tuple(job.stages), done=True, error=told)

    def close(self) -> None:
        """Wait for what is at work and begin nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
