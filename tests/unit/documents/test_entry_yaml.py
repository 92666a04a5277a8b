"""The YAML form reads exactly what was typed and explains what it cannot use."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from reportgen.documents.entry_example import example_entry
from reportgen.documents.entry_yaml import entry_yaml, read_entry_yaml
from reportgen.errors import EntryError, UnreadableFileError
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN, unit_named

HEAD = "基本信息:\n  部门名称: 示例局\n  年度: 2023\n  金额单位: 万元\n"


def put(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "填报.yaml"
    path.write_bytes(text.encode(encoding))
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(EntryError) as refused:
        read_entry_yaml(put(folder, text))
    return [problem.text for problem in refused.value.problems]


def test_values_are_exact_and_know_their_line(tmp_path: Path) -> None:
    text = HEAD + "预算:\n  - 资金来源: 合计\n    支出类别: 合计\n    年初预算数: 2,157.60\n    全年执行数: １.５亿元\n"

    line = read_entry_yaml(put(tmp_path, text)).entered.budget[0]

    assert line.original_budget == Quantity(Decimal("2157.60"), WAN_YUAN)
    assert str(line.original_budget) == "2,157.60万元"
    assert line.actual_expenditure == Quantity(Decimal("1.5"), unit_named("亿元"))
    assert line.origin("original_budget") == Origin("填报.yaml", PlaceKind.LINE, row=8)
    assert line.origin() == Origin("填报.yaml", PlaceKind.LINE, row=6)


@pytest.mark.parametrize("word", ["是", "on", "1.10", "2023", "2023-12-31", "0x1F", "12:30", "Null?"])
def test_unquoted_words_stay_what_was_typed(tmp_path: Path, word: str) -> None:
    text = HEAD + f"指标:\n- 一级指标: 产出指标\n  实际完成值: {word}\n"

    assert read_entry_yaml(put(tmp_path, text)).entered.indicators[0].actual_value == word


@pytest.mark.parametrize(
    "word", ["是", "on", "Yes", "null", "~", "1.10", "2023", "2023-12-31", "- 甲", "a: b", "甲 #乙", "'", "{", "%"]
)
def test_written_text_is_text_to_every_yaml_reader(word: str) -> None:
    entered = SelfEvaluation(department=Department(name=word, year=2023, money_unit="万元"))

    assert yaml.safe_load(entry_yaml(entered))["基本信息"] == {"部门名称": word, "年度": 2023, "金额单位": "万元"}


def test_the_written_form_is_readable_block_style_without_blanks() -> None:
    entered = SelfEvaluation(
        department=Department(name="示例局", year=2023, money_unit="万元", internal_divisions="办公室\n财务处"),
        budget=(
            BudgetLine(
                source="合计",
                expenditure_type="合计",
                original_budget=Quantity(Decimal("2157.60"), WAN_YUAN),
                max_score=Decimal("10"),
            ),
        ),
    )

    written = entry_yaml(entered)

    assert written.split("\n", 1)[1] == (
        "\n# 部门、年度、表样和金额单位\n基本信息:\n  部门名称: 示例局\n  年度: 2023\n  金额单位: 万元\n"
        "  内设机构: |-\n    办公室\n    财务处\n"
        "\n# 至少填“合计—合计”一行；金额单位见“基本信息”\n预算:\n  - 资金来源: 合计\n    支出类别: 合计\n"
        "    年初预算数: 2157.60\n    分值: 10\n"
    )


def test_all_problems_are_listed_at_once_with_line_and_remedy(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "基本信息:\n  部门名称: 示例局\n  年度: 二〇二三\n  金额单位: 美元\n  部门简介: 甲\n"
        "指标:\n- 一级指标: 产出指标\n  分值: [1, 2]\n  得分: 9\n  得分: 8\n- 三级指标: 培训人数\n"
        "  一级指标: 产出指标\n  所属项目: '9'\n人员: 三十\n",
    )

    assert [text.partition("　")[0] for text in found] == [
        "填报.yaml 第5行：“基本信息”没有“部门简介”这个栏目",
        "填报.yaml 第8行：“分值”应填分数",
        "填报.yaml 第10行：“得分”写了两次，前面第9行已有",
        "填报.yaml 第14行：“人员”应是列表",
        "填报.yaml 第3行：“二〇二三”不是数字",
        "填报.yaml 第4行：“美元”不是“金额单位”可用的选项",
        "填报.yaml 第13行：所属项目“9”在“项目”中不存在",
    ]
    assert "是否应为“部门简称”" in found[0]
    assert all("处理办法" in text for text in found)


def test_anchors_aliases_and_tags_are_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + "职责:\n- 主要职责: &a 甲\n- 主要职责: *a\n- 主要职责: !!str 乙\n")

    assert [text.partition("　")[0] for text in found[:3]] == [
        "填报.yaml 第6行：不能使用锚点“&a”",
        "填报.yaml 第7行：不能使用引用“*a”",
        "填报.yaml 第8行：不能使用标签“tag:yaml.org,2002:str”",
    ]


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("基本信息：\n  部门名称: 局\n", "第2行", "英文冒号"),
        ("基本信息:\n\t部门名称: 局\n", "第2行", "制表符"),
        ("基本信息:\n  部门名称: '局\n", "", "引号"),
        ("基本信息:\n  部门名称: a: b\n", "第2行", "引号"),
        ("[" * 100, "第1行", "缩进"),
        ("部门名称：示例局\n", "第1行", "英文冒号"),
    ],
)
def test_a_slip_in_the_notation_is_explained(tmp_path: Path, text: str, place: str, remedy: str) -> None:
    found = problems(tmp_path, text)

    assert place in found[0]
    assert remedy in found[0]


def test_two_documents_in_one_file_are_refused(tmp_path: Path) -> None:
    assert "多个以 --- 分开" in problems(tmp_path, HEAD + "---\n" + HEAD)[0]


def test_an_empty_form_misses_its_required_fields(tmp_path: Path) -> None:
    found = problems(tmp_path, "# 只有注释\n")

    assert [text.partition("　")[0] for text in found] == [
        "填报.yaml 基本信息：“部门名称”没有填写",
        "填报.yaml 基本信息：“年度”没有填写",
        "填报.yaml 基本信息：“金额单位”没有填写",
    ]


def test_a_gbk_file_reads_with_a_notice(tmp_path: Path) -> None:
    read = read_entry_yaml(put(tmp_path, HEAD, "gbk"))

    assert read.entered.department.name == "示例局"
    assert "GBK" in read.notices[0]


def test_a_binary_file_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "填报.yaml"
    path.write_bytes(b"\x00\x01\x02")

    with pytest.raises(UnreadableFileError):
        read_entry_yaml(path)


def test_missing_numbers_of_indicators_are_given(tmp_path: Path) -> None:
    entered = example_entry()
    unnumbered = tuple(replace(each, number="", goal="") for each in entered.indicators)
    bare = replace(entered, indicators=unnumbered, roll_ups=(), problems=())

    read = read_entry_yaml(put(tmp_path, entry_yaml(bare)))

    assert [each.number for each in read.entered.indicators] == ["1", "1-1", "2"]
