from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from reportgen.errors import ReportgenError
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.panels import Panels
from unit.workbench.conftest import CLERK, TEMPLATES


class Held:
    """An executor that keeps what it is given; the test says when and how it is done."""

    def __init__(self):
        self.work = []

    def submit(self, work, *arguments):
        future = Future()
        self.work.append((future, lambda: work(*arguments)))
        return future

    def shutdown(self, *, wait, cancel_futures):
        return None


class Broken(Held):
    def submit(self, work, *arguments):
        raise BrokenProcessPool


class Here(Held):
    def submit(self, work, *arguments):
        future = super().submit(work, *arguments)
        future.set_result(self.work[-1][1]())
        return future


def change(storage, report, before, after):
    cell = SetCell("one-department", "contact", before, after)
    save_changes(storage, CLERK, report.number, "department", [cell], seen=1)


def test_one_version_is_worked_out_once_for_everybody(storage, report):
    executor = Here()
    panels = Panels(storage, TEMPLATES, lambda: executor)

    first, second = panels.panel(report.number), panels.panel(report.number)

    assert first is second
    assert len(executor.work) == 1


def test_a_change_is_seen_by_the_next_check(storage, report):
    panels = Panels(storage, TEMPLATES, Here)
    panels.panel(report.number)

    change(storage, report, "", "王芳")

    assert panels.known(report.number) is None
    assert panels.panel(report.number).version == 2


def test_work_on_data_that_changed_again_is_given_up(storage, report):
    executor = Held()
    panels = Panels(storage, TEMPLATES, lambda: executor)
    panels._future(report.number)
    change(storage, report, "", "王芳")

    panels._future(report.number)

    (outdated, _), (newest, _) = executor.work
    assert outdated.cancelled()
    assert not newest.cancelled()


def test_when_a_process_dies_the_work_goes_on_with_new_ones(storage, report):
    executors = [Here(), Broken()]
    panels = Panels(storage, TEMPLATES, executors.pop)

    assert panels.panel(report.number).version == 1


def test_work_that_kills_every_process_is_told(storage, report):
    panels = Panels(storage, TEMPLATES, Broken)

    with pytest.raises(ReportgenError, match="核对没有完成，填报的内容已经保存"):
        panels.panel(report.number)
