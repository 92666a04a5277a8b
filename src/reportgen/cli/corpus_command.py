"""``reportgen corpus``: the store of prior reports (往年报告库) – add, list, remove, search."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.errors import ReportgenError, UnreadableFileError
from reportgen.model.prior_report import PriorReport, SectionKind
from reportgen.retrieval.search import Hit, Query, find
from reportgen.retrieval.store import ReportStore, StoredReport
from reportgen.settings import Settings

SUFFIXES = (".docx", ".txt", ".md")


def corpus(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Do what ``corpus`` was asked for."""
    with closing(pipeline.open_prior_reports(options.store or settings.prior_reports, settings.corpora)) as store:
        return _ACTIONS[options.action](options, store, console)


def _add(options: argparse.Namespace, store: ReportStore, console: Console) -> int:
    from reportgen.documents.prior_reports import read_prior_report

    done, failed = [], []
    files = tuple(_files(options.files))
    for number, path in enumerate(files, start=1):
        console.progress(f"入库 {number}/{len(files)} {path.name}")
        try:
            report = _told(read_prior_report(path), options, path)
        except UnreadableFileError as error:
            failed.append(error)
            console.line(f"[没有入库] {error.text}")
            continue
        result = store.add(report)
        told = "　".join(filter(None, (report.department or "部门不详", str(report.year or "年度不详"), report.field)))
        console.line(f"[{result.value}] {path.name}：{told}")
        if report.guessed:
            named = "、".join(report.guessed)
            console.notice(f"{named}是从文中认出的；不对时用 --department、--field、--year、--level 指明后重新入库")
        for part in report.not_read:
            console.notice(f"没有读到：{part}")
        done.append({"source": report.source, "result": result.name.lower(), "department": report.department})
    if not done and not failed:
        raise ReportgenError("没有找到可以入库的文件", remedy=f"请给出 {'、'.join(SUFFIXES)} 文件或放着它们的文件夹。")
    console.line(f"共入库 {len(done)} 份" + (f"，{len(failed)} 份没有入库" if failed else "") + "。")
    console.result({"added": done, "failed": [error.text for error in failed]})
    return EXIT_ERRORS_FOUND if failed else EXIT_OK


def _files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
        else:
            yield path


def _told(report: PriorReport, options: argparse.Namespace, path: Path) -> PriorReport:
    """*report* with what the options say of it; it is known in the store by its whole path."""
    return replace(
        report,
        source=str(path.resolve()),
        department=options.department or report.department,
        field=options.field or report.field,
        level=options.level or report.level,
        year=options.year or report.year,
    )


def _list(_options: argparse.Namespace, store: ReportStore, console: Console) -> int:
    reports = store.reports()
    console.table(
        ("编号", "部门", "领域", "层级", "年度", "段落", "来源"),
        (
            (
                str(one.number),
                one.department,
                one.field,
                one.level,
                str(one.year or ""),
                str(one.passages),
                _source(one),
            )
            for one in reports
        ),
    )
    console.line(f"共 {len(reports)} 份，{sum(one.passages for one in reports)} 段。")
    console.result([_report_record(one) for one in reports])
    return EXIT_OK


def _remove(options: argparse.Namespace, store: ReportStore, console: Console) -> int:
    shipped = {one.number for one in store.reports() if one.source.startswith(pipeline.SHIPPED_SOURCE)}
    if options.number in shipped:
        remedy = "只能移出自己入库的报告，编号见 reportgen corpus list。"
        raise ReportgenError(f"编号 {options.number} 是随程序附带的样例，不能移出", remedy=remedy)
    if not store.remove(options.number):
        raise ReportgenError(f"没有编号为 {options.number} 的报告", remedy="用 reportgen corpus list 查看编号。")
    console.line(f"已移出编号 {options.number}。")
    console.result({"removed": options.number})
    return EXIT_OK


def _search(options: argparse.Namespace, store: ReportStore, console: Console) -> int:
    if not options.query.strip():
        raise ReportgenError("没有写要找的内容", remedy="写几个词，例如 reportgen corpus search 预算执行进度慢")
    section = next((kind for kind in SectionKind if options.section in {kind.value, kind.chinese}), None)
    if options.section and section is None:
        names = "、".join(kind.chinese for kind in SectionKind)
        raise ReportgenError(f"没有叫“{options.section}”的章节", remedy=f"可以是：{names}")
    query = Query(
        text=options.query, only_section=section, only_field=options.field, only_level=options.level,
        only_year=options.year,
    )  # fmt: skip
    hits = find(store, query, options.limit)
    for rank, hit in enumerate(hits, start=1):
        passage = hit.passage
        whose = "　".join(filter(None, (passage.department, str(passage.year or ""), passage.heading)))
        console.line(f"{rank}. {whose}（{hit.score:.1f}）")
        console.line(f"   {passage.text}")
    if not hits:
        console.line("没有找到相近的段落。可以换几个词，或者去掉筛选条件。")
    console.result([_hit_record(hit) for hit in hits])
    return EXIT_OK


def _source(report: StoredReport) -> str:
    return report.source if report.source.startswith(pipeline.SHIPPED_SOURCE) else Path(report.source).name


def _report_record(report: StoredReport) -> dict[str, object]:
    return {
        "number": report.number,
        "department": report.department,
        "field": report.field,
        "level": report.level,
        "region": report.region,
        "year": report.year,
        "passages": report.passages,
        "source": report.source,
    }


def _hit_record(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "score": round(hit.score, 3),
        "text": passage.text,
        "heading": passage.heading,
        "section": passage.section.value if passage.section else None,
        "department": passage.department,
        "field": passage.field,
        "level": passage.level,
        "year": passage.year,
        "source": passage.source,
    }


_ACTIONS = {"add": _add, "list": _list, "remove": _remove, "search": _search}
