"""Prior reports read for their wording."""

from pathlib import Path

import pytest

from reportgen.documents.prior_reports import read_prior_report
from reportgen.errors import UnreadableFileError
from reportgen.model.prior_report import SectionKind

PLAIN = """桥城县交通运输局2022年度部门整体支出绩效自评报告

一、部门概况
（一）主要职责
负责全县公路、水路运输管理和农村公路养护工作。
三、存在问题及改进措施
（一）养护进度偏慢。施工招标两次流标，施工单位四季度才进场。
（二）下一步打算
提前编制招标文件，把施工期安排在雨季之前。
"""


def test_a_plain_report_tells_its_department_year_and_sections(tmp_path: Path) -> None:
    path = tmp_path / "去年.txt"
    path.write_text(PLAIN, encoding="utf-8")

    report = read_prior_report(path)

    assert (report.department, report.year, report.level, report.region) == ("桥城县交通运输局", 2022, "县级", "桥城县")
    assert [(section.kind, section.paragraphs) for section in report.sections] == [
        (SectionKind.OVERVIEW, ("负责全县公路、水路运输管理和农村公路养护工作。",)),
        (SectionKind.PROBLEMS, ("（一）养护进度偏慢。施工招标两次流标，施工单位四季度才进场。",)),
        (SectionKind.IMPROVEMENTS, ("提前编制招标文件，把施工期安排在雨季之前。",)),
    ]


def test_what_was_guessed_is_said(tmp_path: Path) -> None:
    path = tmp_path / "去年.txt"
    path.write_text(PLAIN, encoding="utf-8")

    assert read_prior_report(path).guessed == (
        "部门“桥城县交通运输局”", "领域“交通运输”", "年度“2022”", "层级“县级”",
    )  # fmt: skip


def test_front_matter_and_marks_decide_before_headings(tmp_path: Path) -> None:
    path = tmp_path / "样例.md"
    path.write_text(
        "---\ndepartment: 石城县教育局\nfield: 教育\nlevel: 县级\nregion: 石城县\nyear: 2023\n---\n\n# 标题\n\n"
        "<!-- section: conclusion -->\n## 二、自评情况\n\n部门整体支出绩效较好，主要任务按期完成。\n\n"
        "| 表 | 数 |\n|---|---|\n| 甲 | 1 |\n",
        encoding="utf-8",
    )

    report = read_prior_report(path)

    assert (report.department, report.field, report.year, report.guessed) == ("石城县教育局", "教育", 2023, ())
    assert [(one.kind, one.paragraphs) for one in report.sections] == [
        (SectionKind.CONCLUSION, ("部门整体支出绩效较好，主要任务按期完成。",))
    ]


def test_a_file_without_prose_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_text("\n", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"空\.txt"):
        read_prior_report(path)
