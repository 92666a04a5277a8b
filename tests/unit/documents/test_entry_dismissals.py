"""A dismissal goes into the entry file a department has, and nothing else of it changes."""

import zipfile

import pytest

from clerk import OpenWorkbook
from reportgen.documents.entry_dismissals import with_dismissals
from reportgen.documents.entry_files import blank_entry, read_entry, write_entry
from reportgen.errors import UnwritableFileError
from reportgen.model.dismissal import Dismissal
from stories_places import ENTRIES

LEFT = Dismissal(number="3fa2c1", reason="共建单位，有协议", by="王敏", date="2024年3月15日", code="BODY_UNKNOWN")
OTHER = Dismissal(number="9b00e7", reason="口径: 含“临时”人员\n已请示")


@pytest.fixture(params=[".xlsx", ".yaml"])
def entry(request, tmp_path):
    path = tmp_path / f"填报{request.param}"
    write_entry(read_entry(ENTRIES / "agriculture.yaml").entered, path)
    return path


def test_dismissals_are_added_one_after_another_and_read_back(entry):
    before = read_entry(entry).entered

    entry.write_bytes(with_dismissals(entry, [LEFT]))
    entry.write_bytes(with_dismissals(entry, [OTHER]))

    after = read_entry(entry).entered
    assert after.dismissals == (LEFT, OTHER)
    assert after.indicators == before.indicators
    assert after.narratives == before.narratives


def test_every_other_part_of_the_workbook_is_kept_byte_for_byte(tmp_path):
    path, copy = tmp_path / "填报.xlsx", tmp_path / "新.xlsx"
    write_entry(read_entry(ENTRIES / "agriculture.yaml").entered, path)

    copy.write_bytes(with_dismissals(path, [LEFT]))

    with zipfile.ZipFile(path) as before, zipfile.ZipFile(copy) as after:
        assert before.namelist() == after.namelist()
        assert len([name for name in before.namelist() if before.read(name) != after.read(name)]) == 1


@pytest.mark.schema
def test_the_workbook_stays_valid(schema_errors, tmp_path):
    path = tmp_path / "填报.xlsx"
    path.write_bytes(blank_entry(None))
    before = schema_errors(path.read_bytes(), ".xlsx")

    assert schema_errors(with_dismissals(path, [LEFT, OTHER]), ".xlsx") == before


def test_a_workbook_without_the_sheet_says_how_to_make_it(tmp_path):
    path = tmp_path / "填报.xlsx"
    write_entry(read_entry(ENTRIES / "agriculture.yaml").entered, path)
    with OpenWorkbook(path) as book:
        book.remove("不处理的问题")

    with pytest.raises(UnwritableFileError, match="请新增一张名为“不处理的问题”的工作表"):
        with_dismissals(path, [LEFT])


@pytest.mark.parametrize(
    "section",
    [
        "不处理的问题:\n- 问题编号: aaaaaa\n  不处理的理由: 旧\n",
        "不处理的问题:\n    - 问题编号: aaaaaa\n      不处理的理由: 旧\n"
        "\n# 下一节\n上年数据:\n- 项目: 自评总分\n  数值: 97分\n",
    ],
)
def test_notes_and_layout_of_a_yaml_entry_stay(tmp_path, section):
    path = tmp_path / "填报.yaml"
    whole = f"# 处长的话\n基本信息:\n  部门名称: 甲局\n  年度: 2023\n  金额单位: 万元   # 注意\n{section}"
    path.write_text(whole, encoding="utf-8")

    path.write_bytes(with_dismissals(path, [LEFT]))

    assert [each.number for each in read_entry(path).entered.dismissals] == ["aaaaaa", "3fa2c1"]
    assert set(whole.splitlines()) <= set(path.read_text(encoding="utf-8").splitlines())


def test_an_empty_section_is_filled(tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text("不处理的问题: []\n基本信息:\n  部门名称: 甲局\n  年度: 2023\n  金额单位: 万元\n", encoding="utf-8")

    path.write_bytes(with_dismissals(path, [LEFT]))

    assert read_entry(path).entered.dismissals == (LEFT,)
