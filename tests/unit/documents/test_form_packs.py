"""A form pack that is wrong is told by file and key before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.documents.form_packs import form_codes, read_form
from reportgen.errors import FormError
from sample_entry import TEMPLATES, sample_entry

FORM = """
name: 某表样
sources: []
title: 自评报告
money_unit: 万元
outline:
- {heading: 概况, level: 1, template: budget.j2}
tables:
- key: t
  title: 自评表
  widths: [1, 1]
  blocks:
  - rows: [[甲, 乙]]
scoring:
  source: {title: 通知}
  ratings: {优: 90, 差: 0}
  attainment_bands: []
indicator_tree: {产出指标: [数量指标]}
"""


def folder_with(tmp_path: Path, form: str | bytes, section: str | bytes = "内容。") -> Path:
    shutil.copytree(TEMPLATES / "shared", tmp_path / "shared")
    (tmp_path / "mine").mkdir()
    for name, content in (("form.yaml", form), ("budget.j2", section)):
        (tmp_path / "mine" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path


def drafted(templates: Path) -> str:
    form = read_form(templates, "mine")
    return pipeline.draft(pipeline.evaluate(sample_entry(), form), templates).title


def test_a_whole_form_is_drafted(tmp_path: Path) -> None:
    assert drafted(folder_with(tmp_path, FORM)) == "自评报告"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("level: 1", "level: 5", "“outline.level”应当是1至4的整数，现在是“5”"),
        ("level: 1", "level: 一", "“outline.level”应当是数"),
        ("[1, 1]", "[1, 0]", "“widths”应当是1至1000的整数"),
        ("[[甲, 乙]]", "[[{text: 甲, align: middle}, 乙]]", "“align”不能是“middle”，可以是：left、center、right"),
        ("[[甲, 乙]]", "[[{text: 甲, columns: 1.5}, 乙]]", "“columns”应当是1至1000的整数"),
        ("money_unit: 万元", "money_unit: 美元", "“money_unit”不能是“美元”"),
        ("scoring:", "scoring:\n  decimals: NaN", "“scoring.decimals”应当是数"),
        ("scoring:", "scoring:\n  decimals: -1", "“scoring.decimals”应当是0至6的整数"),
        ("scoring:", "scoring:\n  category_weights: [50, 30]", "“scoring.category_weights”应当是若干“键: 值”"),
        ("scoring:", "scoring:\n  category_weights: {产出指标: 90}", "之和不等于总分"),
        ("scoring:", "scoring:\n  rules: {positve: R1}", "不认识的键：positve"),
        ("scoring:", "scoring:\n  rules: {positive: R11}", "应当写 R0 至 R10，现在是“R11”"),
        ("name: 某表样", "name: 某表样\nname: 另一表样", "“name”写了两次"),
        ("name: 某表样", "name: 某表样\ncolour: 红", "不认识的键：colour"),
        ("name: 某表样", "name: !!python/name:os.system 某表样", "YAML 写法有误"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    templates = folder_with(tmp_path, FORM.replace(right, wrong))

    with pytest.raises(FormError) as error:
        read_form(templates, "mine")

    assert told in error.value.text
    assert "mine/form.yaml" in error.value.place


def test_two_tables_of_one_key_are_refused(tmp_path: Path) -> None:
    table = FORM[FORM.index("- key: t") : FORM.index("scoring:")]
    templates = folder_with(tmp_path, FORM.replace("scoring:", f"{table}scoring:"))

    with pytest.raises(FormError, match="key 或 title 相同"):
        read_form(templates, "mine")


@pytest.mark.parametrize("content", ["名称".encode("gb18030"), b"[" * 5000, b"a: " + b"[" * 900 + b"]" * 900])
def test_a_file_that_is_no_form_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FormError) as error:
        read_form(folder_with(tmp_path, content), "mine")

    assert error.value.remedy


@pytest.mark.parametrize(
    "code", ["../general", "shared", "无"], ids=["outside the folder", "without form.yaml", "unknown"]
)
def test_only_a_listed_code_is_opened(code: str) -> None:
    with pytest.raises(FormError, match="可用的表样：general、hebei、shanghai、tianjin"):
        read_form(TEMPLATES, code)


def test_the_shipped_forms_are_listed() -> None:
    assert form_codes(TEMPLATES) == ("general", "hebei", "shanghai", "tianjin")


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ range(10 ** 12) | list }}", "Range too big"),
        ("{{ vary(1, []) }}", "modulo by zero"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "recursion"),
        ("{% include 'budget.j2' %}", "recursion"),
        ("{% include '../mine/form.yaml' %}", "找不到模板"),
        ("{{ 5 | bare }}", "budget.j2"),
        ("{{ table('无') }}", "没有“无”这个表格"),
        ("见{{ table('t') }}。", "表格“t”写在了文字或单元格里面"),
        ("{{ department._ledger }}", "_ledger"),
        ("{{ gap.__init__.__globals__ }}", "__init__"),
        ("{{ '{0.__class__}'.format(department) }}", "__class__"),
        ("{{ department.year.quantity.value | string }}", "不在台账中"),
        ("预算".encode("gb18030"), "不是 UTF-8"),
    ],
)
def test_whatever_a_section_does_wrong_is_told(tmp_path: Path, section: str | bytes, told: str) -> None:
    with pytest.raises(FormError) as error:
        drafted(folder_with(tmp_path, FORM, section))

    assert told in error.value.text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("[[甲, 乙]]", "[[甲, '{{ department.name']]"),
        ("[[甲, 乙]]", "[[甲, '{{ 1 // 0 }}']]"),
        ("[[甲, 乙]]", "[[甲, '{{ 无.name }}']]"),
        ("[[甲, 乙]]", "[[甲, 乙]]\n    when: 'goals.__class__'"),
        ("[[甲, 乙]]", "[[甲, 乙]]\n    when: 'goals['"),
        ("title: 自评报告", "title: '{{ department.nam }}'"),
        ("title: 自评报告", "title: '{{ department.name'"),
        ("title: 自评报告", "title: '{{ 5 }}'"),
    ],
)
def test_whatever_a_cell_or_the_title_does_wrong_is_told(tmp_path: Path, right: str, wrong: str) -> None:
    templates = folder_with(tmp_path, FORM.replace(right, wrong))

    with pytest.raises(FormError, match="模板"):
        drafted(templates)
