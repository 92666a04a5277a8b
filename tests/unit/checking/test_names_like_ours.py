"""Names of projects and bodies that nobody entered, in places where names of ours stand (不是本部门的名称)."""

from __future__ import annotations

from pathlib import Path

import pytest

from checked_sentences import TEMPLATES, codes_of
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.pipeline import choose_form, evaluate

_GARDENS = Path(__file__).parents[2] / "samples/wordings/gardens.yaml"


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = read_entry(_GARDENS).entered
    return build_fact_index(evaluate(entered, choose_form(entered, TEMPLATES)).ledger)


@pytest.mark.parametrize(
    "text",
    [
        "渔港锚地疏浚维护支出571.34万元。",
        "古树名木保护支出233.85万元，海水淡化设备购置用掉571.34万元。",
        "三是海水淡化设备购置资金没有用完。",
        "（二）渔港锚地疏浚维护。年初只安排了420万元。",
        "从表中看，渔港锚地疏浚维护执行率最低。",
        "圆满完成渔港锚地疏浚项目，队伍建设得到加强。",
        "普及健身知识，启动乡村振兴产业园建设项目。",
    ],
)
def test_money_for_what_no_one_entered_is_told(index: FactIndex, text: str) -> None:
    assert "PROJECT_UNKNOWN" in codes_of(text, index)


@pytest.mark.parametrize(
    "text",
    [
        "苗圃改造支出571.34万元。",
        "古树保护用了233.85万元。",
        "三是古树名木保护资金没有用完。",
        "绿地养护资金基本执行到位。",
        "（二）苗圃提档改造。年初只安排了420万元。",
        "古树名木养护补助没有另外安排。",
        "所有救助资金都已发放到人。",
        "顺利完成苗圃改造项目。",
        "完成年度预算安排的各项规定项目。",
        "完成上述项目，实施重点建设项目。",
    ],
)
def test_a_project_by_part_of_its_name_is_known(index: FactIndex, text: str) -> None:
    assert "PROJECT_UNKNOWN" not in codes_of(text, index)


@pytest.mark.parametrize(
    "text",
    [
        "云岭市园林绿化中心2023年度部门整体支出绩效自评报告",
        "云岭市园林绿化中心开展了自评。",
        "澄江市园林规划中心2023年度部门整体支出绩效自评报告",
        "星河县水利局2023年度部门整体支出绩效自评报告",
    ],
)
def test_a_department_of_another_place_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == ["BODY_UNKNOWN"]


@pytest.mark.parametrize(
    "text",
    [
        "澄江市园林绿化中心2023年度部门整体支出绩效自评报告",
        "自评的主体是澄江市园林绿化中心。",
        "我代表澄江市园林中心汇报。",
        "我们澄江市绿化中心2023年度部门整体支出绩效自评报告",
        "2023年度部门整体支出绩效自评报告",
    ],
)
def test_our_own_name_is_known(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []
