"""The store of prior reports: whole reports in, whole reports out, nothing lost on the way."""

import sqlite3
from pathlib import Path

import pytest

from reportgen.model.prior_report import PriorReport, PriorSection, SectionKind
from reportgen.retrieval.search import Query, find
from reportgen.retrieval.store import Added, CorpusError, ReportStore

PROBLEM = "道路养护项目进度偏慢，主要原因是招标文件两次流标，施工单位四季度才进场。"


def report(source: str = "桥城县.md", text: str = PROBLEM, department: str = "桥城县交通运输局") -> PriorReport:
    section = PriorSection(kind=SectionKind.PROBLEMS, heading="三、存在问题", paragraphs=(text,))
    return PriorReport(
        source=source, department=department, field="交通运输", level="县级", year=2022, sections=(section,)
    )


def test_a_report_added_twice_is_stored_once() -> None:
    store = ReportStore(None)

    assert store.add(report()) is Added.NEW
    assert store.add(report()) is Added.UNCHANGED
    assert len(store.reports()) == 1


def test_a_changed_report_takes_the_place_of_the_earlier_one() -> None:
    store = ReportStore(None)
    store.add(report())

    added = store.add(report(text="桥梁检测项目因合同变更推迟，年底前只完成了外业，报告尚未提交。"))

    assert added is Added.REPLACED
    assert [hit.passage.text[:6] for hit in find(store, Query(text="道路养护 桥梁检测 项目"))] == ["桥梁检测项目"]


def test_a_removed_report_is_found_no_more() -> None:
    store = ReportStore(None)
    store.add(report())

    assert store.remove(store.reports()[0].number) is True

    assert find(store, Query(text="道路养护")) == ()
    assert store.rows("select count(*) from terms") == [(0,)]


def test_removing_what_is_not_there_says_so() -> None:
    assert ReportStore(None).remove(7) is False


def test_the_store_outlives_the_process(tmp_path: Path) -> None:
    store = ReportStore(tmp_path / "往年报告.sqlite")
    store.add(report())
    store.close()

    again = ReportStore(tmp_path / "往年报告.sqlite")

    assert [(one.department, one.year, one.passages) for one in again.reports()] == [("桥城县交通运输局", 2022, 1)]


def test_a_report_that_cannot_be_stored_whole_is_not_stored_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ReportStore(None)
    store.add(report())
    kept = store.rows("select text from passage")

    def killed(_text: str) -> tuple[str, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.retrieval.store.pairs", killed)
    with pytest.raises(KeyboardInterrupt):
        store.add(report(text="新的一段文字，写到一半时程序被关掉，原来的内容应当还在。"))

    assert store.rows("select text from passage") == kept
    assert store.rows("select count(*) from terms") == [(1,)]


def test_a_file_that_is_no_store_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "报告.sqlite"
    path.write_text("这不是数据库，是一封信。" * 100, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"打不开.*重新建库"):
        ReportStore(path)

    assert path.read_text(encoding="utf-8").startswith("这不是数据库")


def test_another_programs_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "账.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table 账 (额)")
    other.close()

    with pytest.raises(CorpusError, match="不是本版本"):
        ReportStore(path)


def test_a_store_that_another_program_is_writing_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.retrieval.store._WAIT", 0.05)
    path = tmp_path / "往年报告.sqlite"
    store = ReportStore(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(CorpusError, match="正被另一个程序使用"):
        store.add(report())

    other.close()
