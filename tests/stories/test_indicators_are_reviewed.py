"""An official reviews indicators, decides in the review sheet, and the entry takes what was accepted."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from indicator_cases import entry as made_entry
from indicator_cases import row
from reportgen.documents.entry_files import read_entry, write_entry

HEADER_ROW = 4
ENTERED = made_entry(
    row("成本", "养护经费不超过预算", "≤96万元"),
    row("数量", "农村公路养护里程", "≥320公里", "2"),
    row("社会", "改善群众出行条件", "明显改善", "3"),
    row("质量", "组织养护比武", "参赛班组不少于6个，评出能手不少于12人", "4"),
    project="农村公路养护项目",
)


class Sheet:
    """A review sheet as an official fills it in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["审核表"]
        self.columns = {cell.value: cell.column for cell in self.sheet[HEADER_ROW]}

    def line(self, name: str) -> int:
        """The line whose proposed 三级指标 is *name*."""
        column = self.columns["三级指标"]
        return next(at for at in range(HEADER_ROW + 1, 100) if self.sheet.cell(at, column).value == name)

    def fill(self, name: str, **cells: str) -> None:
        """Fill cells of the line of *name* by header."""
        at = self.line(name)
        for label, text in cells.items():
            self.sheet.cell(at, self.columns[label]).value = text

    def save(self) -> Path:
        """Save under its name."""
        self.book.save(self.path)
        return self.path


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    path = tmp_path / "填报.xlsx"
    write_entry(ENTERED, path)
    return path


@pytest.fixture
def sheet(reportgen, entry: Path) -> Sheet:
    path = entry.parent / "指标审核.xlsx"
    assert reportgen("indicators", "review", entry, "-o", path).code == 1
    return Sheet(path)


@pytest.fixture
def resaved_sheet(tmp_path: Path):
    """Call with a workbook for a copy of it that LibreOffice saved."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: no other program can save the sheet")

    def save(path: Path) -> Path:
        profile = (tmp_path / "profile").as_uri()
        folder = tmp_path / "saved"
        command = [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ]
        subprocess.run([*command, "--outdir", str(folder), str(path)], capture_output=True, check=True, timeout=180)
        return folder / path.name

    return save


def test_the_review_tells_each_row_with_the_origin_of_each_number(reportgen, entry):
    answer = reportgen("indicators", "review", entry, "--format", "json")

    first = answer.data[0]
    assert (first["name"], first["measurable"], first["faults"]) == ("养护经费不超过预算", True, ["BUDGET"])
    assert first["proposals"][0]["numbers"][0] == {
        "text": "3,000元/公里",
        "origin": "由“养护经费不超过预算”的年度指标值、“农村公路养护里程”的年度指标值计算",
        "formula": "96万元 ÷ 320公里 = 3,000元/公里",
        "places": ["填报.xlsx 指标!J4", "填报.xlsx 指标!J5"],
    }
    assert answer.data[1]["proposals"] == []


def test_accepted_proposals_enter_the_entry_and_nothing_else_changes(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="采纳", 决定人="王敏", 决定日期="2024年3月15日")
    target = entry.parent / "填报2.xlsx"

    answer = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    assert answer.code == 0
    before, after = read_entry(entry).entered, read_entry(target).entered
    assert (after.indicators[0].name, after.indicators[0].target_value) == ("单位里程养护费用", "≤3,000元/公里")
    assert after.indicators[1:] == before.indicators[1:]
    assert (after.department, after.projects) == (before.department, before.projects)
    change = after.indicator_changes[0]
    assert (change.original, change.original_value, change.decided_by, change.decided_on) == (
        "养护经费不超过预算", "≤96万元", "王敏", "2024年3月15日",
    )  # fmt: skip


def test_own_words_win_over_the_proposal(reportgen, entry, sheet):
    sheet.fill(
        "单位里程养护费用",
        决定="修改",
        决定人="王敏",
        修改后的三级指标="每公里养护费",
        修改后的年度指标值="≤0.29万元/公里",
    )
    target = entry.parent / "填报2.yaml"

    reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    first = read_entry(target).entered.indicators[0]
    assert (first.name, first.target_value) == ("每公里养护费", "≤0.29万元/公里")


def test_a_filled_blank_is_written_and_an_open_one_is_refused_with_its_cell(reportgen, entry, sheet):
    sheet.fill("群众出行次数增幅", 决定="采纳", 决定人="王敏")
    target = entry.parent / "填报2.xlsx"

    refused = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)
    sheet.fill("群众出行次数增幅", 指标值="5")
    accepted = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    assert refused.code == 2
    assert "指标审核.xlsx 审核表!N6：指标值里还有没填的内容" in refused.err
    assert accepted.code == 0
    assert read_entry(target).entered.indicators[2].target_value == "≥5%"


def test_parts_of_a_row_taken_apart_are_accepted_together_or_not_at_all(reportgen, entry, sheet):
    sheet.fill("参赛班组数", 决定="采纳", 决定人="王敏")
    target = entry.parent / "填报2.xlsx"

    refused = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)
    sheet.fill("评出能手人数", 决定="采纳", 决定人="王敏")
    accepted = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    assert "这一条拆成 2 条，只采纳了 1 条" in refused.err
    assert accepted.code == 0
    rows = read_entry(target).entered.indicators
    assert [(each.number, each.name, each.target_value) for each in rows[3:]] == [
        ("4", "参赛班组数", "≥6个"),
        ("4-2", "评出能手人数", "≥12人"),
    ]


def test_two_candidates_for_one_row_are_refused(reportgen, entry, sheet):
    sheet.fill("群众出行次数增幅", 决定="采纳", 决定人="王敏", 指标值="5")
    sheet.fill("群众需求满足率", 决定="采纳", 决定人="王敏", 指标值="90", **{"计算方法（分子÷分母）": "得到服务的人数"})

    answer = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", entry.parent / "填报2.xlsx")

    assert "采纳了 2 个方案，只能采纳一个" in answer.err
    assert not (entry.parent / "填报2.xlsx").exists()


def test_a_sheet_that_no_longer_fits_the_entry_is_refused(reportgen, entry, sheet):
    changed = entry.parent / "改过.xlsx"
    rows = (row("成本", "养护经费不超过预算", "≤98万元"), *ENTERED.indicators[1:])
    write_entry(made_entry(*rows, project="农村公路养护项目"), changed)
    sheet.fill("单位里程养护费用", 决定="采纳", 决定人="王敏")

    answer = reportgen("indicators", "apply", sheet.save(), "--to", changed, "-o", entry.parent / "填报2.xlsx")

    assert answer.code == 2
    assert "“养护经费不超过预算”在审核之后改过，审核表已不适用" in answer.err


def test_nobody_named_as_deciding_is_refused(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="采纳")

    answer = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", entry.parent / "填报2.xlsx")

    assert "没有写决定人" in answer.err


def test_applying_a_second_time_changes_nothing(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="采纳", 决定人="王敏")
    once, twice = entry.parent / "一次.xlsx", entry.parent / "两次.xlsx"
    reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", once)

    answer = reportgen("indicators", "apply", sheet.path, "--to", once, "-o", twice, "--format", "json")

    assert (answer.data["changed"], answer.data["repeated"]) == ([], 1)
    assert read_entry(twice).entered == read_entry(once).entered


def test_rejected_and_undecided_lines_write_nothing(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="不采纳")
    target = entry.parent / "填报2.xlsx"

    reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    assert read_entry(target).entered.indicators == ENTERED.indicators


def test_an_unknown_decision_is_told_with_its_cell(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="同意")

    answer = reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", entry.parent / "填报2.xlsx")

    assert "决定“同意”不认识" in answer.err
    assert "审核表!Z5" in answer.err


def test_another_workbook_is_no_review_sheet(reportgen, entry):
    answer = reportgen("indicators", "apply", entry, "--to", entry, "-o", entry.parent / "填报2.xlsx")

    assert "这不是指标审核表" in answer.err


def test_the_document_for_circulation_holds_originals_proposals_and_comments(reportgen, entry, text_of):
    path = entry.parent / "指标审核.docx"

    reportgen("indicators", "review", entry, "-o", path)

    text = text_of(path)
    assert "养护经费不超过预算" in text
    assert "单位里程养护费用：≤3,000元/公里" in text
    assert "96万元 ÷ 320公里 = 3,000元/公里" in text


def test_files_of_one_department_are_reviewed_against_each_other(reportgen, entry):
    table = replace(ENTERED, projects=(), indicators=(replace(row("质量", "公路技术状况优良率", "≥80%"), project=""),))
    project = replace(ENTERED, indicators=(row("质量", "公路技术状况优良率", "≥85%"),))
    write_entry(table, entry.parent / "部门.xlsx")
    write_entry(project, entry.parent / "项目.xlsx")

    answer = reportgen(
        "indicators", "review", entry.parent / "部门.xlsx", entry.parent / "项目.xlsx", "--format", "json"
    )

    assert [(each["document"], each["faults"]) for each in answer.data] == [
        ("部门.xlsx", ["CONTRADICT"]),
        ("项目.xlsx", ["CONTRADICT"]),
    ]


def test_another_department_is_no_witness(reportgen, entry):
    table = replace(ENTERED, projects=(), indicators=(replace(row("质量", "公路技术状况优良率", "≥80%"), project=""),))
    other = replace(
        ENTERED,
        department=replace(ENTERED.department, name="另一个局"),
        indicators=(row("质量", "公路技术状况优良率", "≥85%"),),
    )
    write_entry(table, entry.parent / "部门.xlsx")
    write_entry(other, entry.parent / "项目.xlsx")

    answer = reportgen(
        "indicators", "review", entry.parent / "部门.xlsx", entry.parent / "项目.xlsx", "--format", "json"
    )

    assert [each["faults"] for each in answer.data] == [[], []]


def test_a_sheet_that_another_office_program_saved_is_applied(reportgen, entry, sheet, resaved_sheet):
    sheet.fill("单位里程养护费用", 决定="采纳", 决定人="王敏", 决定日期="2024年3月15日")
    sheet.fill("群众需求满足率", 决定="不采纳")
    saved = resaved_sheet(sheet.save())
    target = entry.parent / "填报2.xlsx"

    answer = reportgen("indicators", "apply", saved, "--to", entry, "-o", target)

    assert answer.code == 0
    assert read_entry(target).entered.indicators[0].target_value == "≤3,000元/公里"
    (choices,) = openpyxl.load_workbook(saved)["审核表"].data_validations.dataValidation
    assert choices.formula1.strip('"') == "采纳,修改,不采纳"


def test_a_date_chosen_as_a_date_is_written_in_words(reportgen, entry, sheet):
    sheet.fill("单位里程养护费用", 决定="采纳", 决定人="王敏")
    sheet.sheet.cell(sheet.line("单位里程养护费用"), sheet.columns["决定日期"]).value = dt.date(2024, 3, 15)
    target = entry.parent / "填报2.xlsx"

    reportgen("indicators", "apply", sheet.save(), "--to", entry, "-o", target)

    assert read_entry(target).entered.indicator_changes[0].decided_on == "2024年3月15日"


def test_a_sheet_of_several_files_is_applied_to_each_of_them(reportgen, entry, sheet):
    other = entry.parent / "另表.xlsx"
    write_entry(made_entry(row("社会", "改善群众出行条件", "明显改善"), project="公交项目"), other)
    path = entry.parent / "两表.xlsx"
    reportgen("indicators", "review", entry, other, "-o", path)
    both = Sheet(path)
    both.fill("单位里程养护费用", 决定="采纳", 决定人="王敏")
    at = max(line for line in range(5, 40) if both.sheet.cell(line, both.columns["文件"]).value == "另表.xlsx")
    decided = {"决定": "修改", "决定人": "王敏", "修改后的三级指标": "公交正点率", "修改后的年度指标值": "≥90%"}
    for label, text in decided.items():
        both.sheet.cell(at, both.columns[label]).value = text
    target = entry.parent / "填报2.xlsx"

    answer = reportgen("indicators", "apply", both.save(), "--to", entry, "-o", target)

    assert answer.code == 0
    assert "另表.xlsx" in answer.out + answer.err
    rows = read_entry(target).entered.indicators
    assert [each.name for each in rows] == ["单位里程养护费用", *(each.name for each in ENTERED.indicators[1:])]
