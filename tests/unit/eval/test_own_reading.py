"""The reading of finished reports by code of its own finds what it should find."""

import importlib
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(__file__).parents[3] / "eval/narrative"
ENTRY = """
预算:
  - {资金来源: 合计, 年初预算数: 1200.00, 全年预算数: 1500.00, 全年执行数: 1425.00}
指标:
  - {三级指标: 培训人数, 年度指标值: ≥80人, 实际完成值: 92人}
绩效管理:
  - {开展情况: 上半年开展两次监控，九成项目按期完成}
"""


@pytest.fixture
def own_reading(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(EVAL), *sys.path])
    return importlib.import_module("own_reading")


@pytest.fixture
def entered(own_reading: ModuleType, tmp_path: Path) -> object:
    path = tmp_path / "填报.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    return own_reading.read_entered(path, [Decimal("98.5")])


@pytest.mark.parametrize(
    "text",
    [
        "全年执行数1,425.00万元",
        "执行率95.00%",
        "比年初增加300万元，增长25.00%",
        "培训92人，超出12人",
        "得98.50分",
        "九成项目按期完成",
    ],
)
def test_what_was_entered_and_what_follows_from_one_row_is_explained(
    own_reading: ModuleType, entered: object, text: str
) -> None:
    assert own_reading.unexplained(text, entered) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年执行数1,452.00万元", ["全年执行数1,452.00万元"]),
        ("执行率95.1%", ["执行率95.1%"]),
        ("八成项目按期完成", ["八成"]),
        ("数以百计的群众", ["数以百计"]),
    ],
)
def test_what_nobody_entered_is_found(own_reading: ModuleType, entered: object, text: str, found: list[str]) -> None:
    assert own_reading.unexplained(text, entered) == found


def test_a_run_of_twenty_characters_of_another_report_is_copied_unless_it_was_entered(own_reading: ModuleType) -> None:
    other = "把设备更新列入下年预算并签订四小时到场的维保合同汛前逐台检查"

    assert own_reading.copied(f"下一步{other[:24]}。", [other], "") == [other[:24]]
    assert own_reading.copied(f"下一步{other[:24]}。", [other], other) == []
    assert own_reading.copied(f"下一步{other[:19]}。", [other], "") == []
