"""The workbook as clerks return it: what is tolerated, what is noticed, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.documents.entry_example import example_entry
from reportgen.documents.entry_files import blank_entry, entry_bytes
from reportgen.documents.entry_workbook_reader import read_entry_workbook
from reportgen.errors import EntryError, UnreadableFileError, UnwritableFileError
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import Department, Duty, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN, YUAN

Edit = Callable[[Any], None]


@pytest.fixture(scope="module")
def example() -> bytes:
    return entry_bytes(example_entry(), ".xlsx")


@pytest.fixture
def edited(tmp_path: Path, example: bytes) -> Callable[[Edit], Path]:
    """Call with a change for the path of the example workbook after it."""

    def edit(change: Edit) -> Path:
        path = tmp_path / "填报.xlsx"
        path.write_bytes(example)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    return edit


def cell(book: Any, sheet: str, label: str, row: int = 4) -> Any:
    """The cell under *label*, or beside it on a sheet with one record."""
    for cells in book[sheet].iter_rows(max_row=40):
        for found in cells:
            if str(found.value or "").lstrip("* ") == label:
                single = sheet in {"基本信息", "自评结论"}
                return book[sheet].cell(found.row, found.column + 1) if single else book[sheet].cell(row, found.column)
    raise AssertionError(label)


def setting(sheet: str, label: str, value: object, number_format: str = "General") -> Edit:
    def change(book: Any) -> None:
        cell(book, sheet, label).value = value
        cell(book, sheet, label).number_format = number_format

    return change


def problems(path: Path) -> list[str]:
    with pytest.raises(EntryError) as refused:
        read_entry_workbook(path)
    return [problem.text for problem in refused.value.problems]


def test_a_workbook_saved_by_another_program_reads_back_equal(edited: Callable[[Edit], Path]) -> None:
    read = read_entry_workbook(edited(lambda book: None))

    assert read.entered == example_entry()
    assert read.notices == ()


def test_every_value_knows_its_sheet_row_and_column(edited: Callable[[Edit], Path]) -> None:
    entered = read_entry_workbook(edited(lambda book: None)).entered

    assert entered.budget[0].origin("original_budget") == Origin("填报.xlsx", part="预算", row=4, column=3)
    assert str(entered.indicators[1].origin("target_value")) == "填报.xlsx 指标!J5"
    assert str(entered.department.origin("year")) == "填报.xlsx 基本信息!B4"


def test_moved_columns_and_blank_rows_and_columns_do_no_harm(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["预算"].insert_cols(1, 2)
        book["预算"].insert_rows(5, 3)
        book["指标"].move_range("A3:A20", cols=30)
        book.move_sheet("指标", -5)

    assert read_entry_workbook(edited(change)).entered == example_entry()


def test_an_unknown_column_and_sheet_are_noticed_and_not_read(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["预算"]["N3"] = "备注"
        book["预算"]["N4"] = "已核对"
        book["预算"]["P5"] = "甲"
        book.create_sheet("草稿")["A1"] = "甲"

    read = read_entry_workbook(edited(change))

    assert read.entered == example_entry()
    assert read.notices == (
        "填报.xlsx 预算!N列：栏目“备注”不属于填报内容，没有读取",
        "填报.xlsx 预算!P列：没有表头的一列不属于填报内容，没有读取",
        "填报.xlsx：工作表“草稿”不属于填报内容，没有读取",
    )


@pytest.mark.parametrize(
    ("typed", "number_format", "value"),
    [
        ("２，１５７．６０", "@", Quantity(Decimal("2157.60"), WAN_YUAN)),
        (0.1, "General", Quantity(Decimal("0.1"), WAN_YUAN)),
        (1234567890.12, "General", Quantity(Decimal("1234567890.12"), WAN_YUAN)),
        (0.1 + 0.2, "General", Quantity(Decimal("0.3"), WAN_YUAN)),
        (1e15, "General", Quantity(Decimal("1000000000000000"), WAN_YUAN)),
    ],
)
def test_an_amount_reads_exactly(
    edited: Callable[[Edit], Path], typed: object, number_format: str, value: Quantity
) -> None:
    path = edited(setting("预算", "年初预算数", typed, number_format))

    assert read_entry_workbook(path).entered.budget[0].original_budget == value


def test_an_amount_in_yuan_among_wan_yuan_is_taken_with_a_notice(edited: Callable[[Edit], Path]) -> None:
    read = read_entry_workbook(edited(setting("预算", "年初预算数", "8600000元")))

    assert read.entered.budget[0].original_budget == Quantity(Decimal(8600000), YUAN)
    assert read.notices == ("填报.xlsx 预算!C4：单元格写明“元”，与金额单位“万元”不同，按 8,600,000元 读取",)


def test_a_header_in_another_unit_than_the_entry_is_refused(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["预算"]["C3"] = "年初预算数（元）"
        book["预算"]["D3"] = "全年预算数（万元）"

    assert problems(edited(change)) == [
        "填报.xlsx 预算!C3：栏目“年初预算数（元）”与“基本信息”的金额单位“万元”不一致"
        "　处理办法：请把这一栏换算成万元并改正表头，或把金额单位改为元。"
    ]


def test_a_cell_formatted_as_percentage_is_a_percentage(edited: Callable[[Edit], Path]) -> None:
    read = read_entry_workbook(edited(setting("预算", "填报执行率", 0.95, "0%")))

    assert read.entered.budget[0].stated_execution_rate == Quantity(Decimal(95), PERCENT)


@pytest.mark.parametrize(
    ("typed", "number_format", "text"),
    [
        (dt.date(2023, 12, 31), "yyyy-mm-dd", "2023年12月31日"),
        (dt.date(2023, 3, 7), 'm"月"d"日"', "3月7日"),
        (dt.date(2023, 12, 1), 'yyyy"年"m"月"', "2023年12月"),
        (0.95, "0.0%", "95.0%"),
        (True, "General", "TRUE"),
    ],
)
def test_a_text_field_takes_what_the_cell_shows(
    edited: Callable[[Edit], Path], typed: object, number_format: str, text: str
) -> None:
    path = edited(setting("指标", "实际完成值", typed, number_format))

    assert read_entry_workbook(path).entered.indicators[0].actual_value == text


def test_a_target_that_excel_made_a_date_is_noticed(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        setting("指标", "年度指标值", dt.date(2023, 3, 7), 'm"月"d"日"')(book)
        setting("指标", "计算符号", None)(book)
        setting("指标", "计量单位", None)(book)

    read = read_entry_workbook(edited(change))

    assert read.entered.indicators[0].target_value == "3月7日"
    assert "单元格是日期，按“3月7日”读取" in read.notices[0]


@pytest.mark.parametrize(
    ("sign", "value", "unit", "text"),
    [
        ("≥", 90, "%", "≥90%"),
        (">=", "90", "％", "≥90％"),
        ("＝", 3, "次", "=3次"),
        ("≥", "≥90", "%", "≥90%"),
        ("≥", 0.9, "%", "≥0.9%"),
        ("定性", "有所提高", None, "有所提高"),
        (None, "100%(3133人)", None, "100%(3133人)"),
    ],
)
def test_three_cells_make_one_target(
    edited: Callable[[Edit], Path], sign: object, value: object, unit: object, text: str
) -> None:
    def change(book: Any) -> None:
        setting("指标", "计算符号", sign)(book)
        setting("指标", "年度指标值", value)(book)
        setting("指标", "计量单位", unit)(book)

    assert read_entry_workbook(edited(change)).entered.indicators[0].target_value == text


def test_a_percentage_beside_its_unit_counts_once(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        setting("指标", "年度指标值", 0.9, "0%")(book)
        setting("指标", "计量单位", "%")(book)

    assert read_entry_workbook(edited(change)).entered.indicators[0].target_value == "≥90%"


def refer(sheet: str, label: str, value: object, message: str, remedy: str, number_format: str = "General") -> Any:
    return pytest.param(setting(sheet, label, value, number_format), message, remedy, id=f"{label}-{value}")


@pytest.mark.parametrize(
    ("change", "message", "remedy"),
    [
        refer("预算", "年初预算数", "约八百", "预算!C4：“约八百”不是数字", "2157.60"),
        refer("预算", "年初预算数", "=1+1", "预算!C4：单元格是公式，但文件里没有计算结果", "Excel 或 WPS 打开"),
        refer("预算", "年初预算数", "#REF!", "预算!C4：单元格是错误值 #REF!", "改正公式"),
        refer("预算", "填报执行率", 0.95, "预算!F4：“0.95”没有百分号", "98.5%"),
        refer("预算", "资金来源", "专户", "预算!A4：“专户”不是“资金来源”可用的选项", "合计、财政拨款、其他资金"),
        refer("基本信息", "年度", dt.date(1905, 7, 15), "应填数字，单元格却是日期", "常规", "yyyy-mm-dd"),
        refer("基本信息", "部门名称", None, "基本信息!B3：“部门名称”没有填写", "必填"),
        refer("指标", "一级指标", None, "指标!D4：“一级指标”没有填写", "产出指标"),
        refer("指标", "所属项目", "77", "指标!B4：所属项目“77”在“项目”中不存在", "“项目”表"),
        refer("指标", "所属目标", "77", "指标!C4：所属目标“77”在“目标”中不存在", "“目标”表"),
        refer("指标", "计算符号", "≠", "指标!I4：“≠”不是计算符号", "下拉列表"),
        refer("指标", "年度指标值", None, "指标!I4：只填了计算符号或计量单位", "补填指标值"),
        refer("汇总关系", "部门指标序号", "2", "汇总关系!A4：部门指标序号“2”在“部门指标”中不存在", "所属项目留空"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_its_remedy(
    edited: Callable[[Edit], Path], change: Edit, message: str, remedy: str
) -> None:
    found = problems(edited(change))

    assert any(message in text and remedy in text.partition("处理办法")[2] for text in found), found


def test_rows_entered_twice_are_named_with_the_earlier_place(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        for sheet in ("预算", "指标", "项目"):
            for copied in book[sheet][4]:
                again = book[sheet].cell(9, copied.column)
                again.value, again.number_format = copied.value, copied.number_format

    assert [text.partition("　")[0] for text in problems(edited(change))] == [
        "填报.xlsx 预算!B9：资金来源—支出类别“合计—合计”重复，前面 预算!B4 已有",
        "填报.xlsx 指标!A9：指标序号“1”重复，前面 指标!A4 已有",
        "填报.xlsx 项目!A9：项目序号“1”重复，前面 项目!A4 已有",
    ]


def test_all_problems_of_all_sheets_come_together(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        cell(book, "基本信息", "年度").value = "去年"
        cell(book, "人员", "编制人数").value = "三十"
        cell(book, "项目", "预算数").value = "#N/A"

    assert len(problems(edited(change))) == 3


def test_merged_cells_in_the_data_are_refused(edited: Callable[[Edit], Path]) -> None:
    found = problems(edited(lambda book: book["指标"].merge_cells("D4:D5")))

    assert (
        "填报.xlsx 指标!D4：这里有合并单元格，只能读到左上角一格　处理办法：请取消合并，在每一行都填上内容。" in found
    )


def test_a_missing_required_sheet_is_named(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["指标"].title = "指标表"
        del book["汇总关系"], book["存在问题"]

    with pytest.raises(EntryError) as refused:
        read_entry_workbook(edited(change))

    assert refused.value.problems[0].text == (
        "填报.xlsx：找不到工作表“指标”　处理办法：工作表“指标表”如果就是它，请改名为“指标”。"
    )


def test_a_missing_optional_sheet_is_noticed(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        del book["职责"]

    read = read_entry_workbook(edited(change))

    assert read.entered.duties == ()
    assert read.notices == ("填报.xlsx：没有工作表“职责”，按没有填写处理",)


def test_a_lost_header_and_a_repeated_column_are_named(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["职责"]["A3"] = "内容"
        book["预算"]["D3"] = "年初预算数"

    found = problems(edited(change))

    assert any("填报.xlsx 职责：找不到表头" in text for text in found)
    assert any("填报.xlsx 预算!D3：栏目“年初预算数”出现两次" in text for text in found)


def test_any_other_workbook_is_sent_to_import(tmp_path: Path) -> None:
    path = tmp_path / "决算.xlsx"
    openpyxl.Workbook().save(path)

    with pytest.raises(UnreadableFileError, match="这不是填报工作簿") as refused:
        read_entry_workbook(path)
    assert "reportgen import" in refused.value.remedy


def test_an_unknown_line_of_a_single_record_is_noticed(edited: Callable[[Edit], Path]) -> None:
    def change(book: Any) -> None:
        book["基本信息"]["A30"] = "单位地址"
        book["基本信息"]["B30"] = "滨河路1号"

    assert read_entry_workbook(edited(change)).notices == ("填报.xlsx 基本信息!B30：“单位地址”不是填报栏目，没有读取",)


def test_numbers_stand_as_numbers_unless_excel_would_round_them(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    budget = example_entry().budget[0]
    long = Quantity(Decimal("1234567890123.4567"), WAN_YUAN)
    entered = SelfEvaluation(
        department=example_entry().department,
        budget=(
            type(budget)(
                source="合计", expenditure_type="合计", original_budget=budget.original_budget, adjusted_budget=long
            ),
        ),
    )
    path.write_bytes(entry_bytes(entered, ".xlsx"))

    sheet = openpyxl.load_workbook(path)["预算"]

    assert (sheet["C4"].value, sheet["C4"].number_format) == (860, "#,##0.00")
    assert sheet["D4"].value == "1234567890123.4567"
    assert read_entry_workbook(path).entered == entered


def test_text_like_a_formula_or_an_error_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    entered = SelfEvaluation(
        department=Department(name="=1+1", year=2023, money_unit="元", phone="#REF!", contact="_x0041_"),
        duties=(Duty(text="+86"), Duty(text="@甲")),
    )

    path.write_bytes(entry_bytes(entered, ".xlsx"))

    assert read_entry_workbook(path).entered == entered


def test_a_text_too_long_for_a_cell_is_not_cut(tmp_path: Path) -> None:
    entered = SelfEvaluation(
        department=Department(name="示例局", year=2023, money_unit="元"), duties=(Duty(text="职" * 32_768),)
    )

    with pytest.raises(UnwritableFileError, match=r"职责 第1条：“主要职责”有 32768 字") as refused:
        entry_bytes(entered, ".xlsx")
    assert ".yaml" in refused.value.remedy


def test_headers_are_protected_and_data_cells_are_free(tmp_path: Path, example: bytes) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(example)

    sheet = openpyxl.load_workbook(path)["预算"]

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows
    assert not sheet.protection.deleteRows
    assert sheet["A3"].protection.locked
    assert not sheet["A4"].protection.locked
    assert sheet.freeze_panes == "B4"
    assert sheet["A3"].value == "* 资金来源"
    assert sheet["C3"].value == "年初预算数"


def test_choices_drop_down_strictly_where_only_they_are_allowed(tmp_path: Path, example: bytes) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(example)
    book = openpyxl.load_workbook(path)

    rules = {str(rule.sqref): rule for rule in book["指标"].data_validations.dataValidation}
    strict = {str(rule.sqref): rule for rule in book["预算"].data_validations.dataValidation}

    assert strict["A4:A1048576"].errorStyle == "stop"
    assert rules["D4:D1048576"].errorStyle == "warning"
    assert rules["B4:B1048576"].formula1 == "'项目'!$A$4:$A$20004"
    assert book["选项"].sheet_state == "hidden"


def test_every_sheet_is_explained_and_shown_filled(tmp_path: Path, example: bytes) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(example)
    book = openpyxl.load_workbook(path)

    guide = [row[0] for row in book["填写说明"].iter_rows(values_only=True)]
    shown = [str(row[0]) for row in book["填写示例"].iter_rows(values_only=True)]

    for title in book.sheetnames[2:-1]:
        assert title in guide
        assert any(text.startswith(f"工作表“{title}”") for text in shown)


def test_a_blank_workbook_knows_its_form(tmp_path: Path) -> None:
    from sample_entry import form

    tianjin = form("tianjin")
    path = tmp_path / "填报.xlsx"

    path.write_bytes(blank_entry(tianjin))

    book = openpyxl.load_workbook(path)
    assert cell(book, "基本信息", "表样").value == "tianjin"
    assert cell(book, "基本信息", "金额单位").value == tianjin.money_unit
    assert [
        row[0]
        for row in book["选项"].iter_rows(
            min_row=2, max_row=1 + len(tianjin.indicator_tree), values_only=True, **_column_of(book, "指标.一级指标")
        )
    ] == list(tianjin.indicator_tree)
    assert [text.partition("　")[0] for text in problems(path)] == [
        "填报.xlsx 基本信息!B3：“部门名称”没有填写",
        "填报.xlsx 基本信息!B4：“年度”没有填写",
    ]


def _column_of(book: Any, name: str) -> dict[str, int]:
    at = next(found.column for found in book["选项"][1] if found.value == name)
    return {"min_col": at, "max_col": at}


@pytest.mark.schema
def test_the_workbook_is_valid_to_office(example: bytes, schema_errors: Callable[..., list[str]]) -> None:
    assert schema_errors(example, ".xlsx") == []
