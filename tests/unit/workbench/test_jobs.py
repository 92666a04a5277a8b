"""Long work: one at a time for a report; what goes wrong is told to people and, if the program's fault, logged."""

from __future__ import annotations

import logging

import pytest

from reportgen.errors import ReportgenError
from reportgen.workbench.jobs import Jobs


@pytest.fixture
def jobs():
    opened = Jobs()
    yield opened
    opened.close()


def done(jobs):
    jobs.close()
    return jobs.state(1)


def test_a_fault_of_the_program_leaves_the_page_usable_and_is_logged(jobs, caplog):
    def fails(_progress):
        raise RuntimeError("内部细节")

    with caplog.at_level(logging.ERROR):
        jobs.start(1, fails)
        state = done(jobs)

    assert state.error.message == "程序出错，没有做完；报告没有改动"
    assert "RuntimeError: 内部细节" in caplog.text


def test_what_stops_work_is_told_as_it_is(jobs, caplog):
    def stops(_progress):
        raise ReportgenError("填报数据有问题", remedy="请先改正。")

    jobs.start(1, stops)
    state = done(jobs)

    assert (state.done, state.error.message) == (True, "填报数据有问题")
    assert caplog.text == ""


def test_stages_are_told_as_they_come(jobs):
    jobs.start(1, lambda progress: [progress("读取"), progress("保存")])

    assert done(jobs).stages == ("读取", "保存")
    assert jobs.state(2) is None
