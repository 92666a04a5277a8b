"""Rows of indicators as tests/specs/indicator_faults.yaml lists them, and what holds for every row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.indicators import Indicator
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.reviewing.fault_kinds import FAULT_KINDS
from reportgen.reviewing.review import review_indicators

SPECS = Path(__file__).parents[2] / "specs" / "indicator_faults.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(SPECS.read_text(encoding="utf-8"))["cases"]
SPEAKS_OF_ALL_FIELDS = (
    "城建 水利 科技 法治 文化 旅游 房屋 学校 医疗 农业 残疾 消防 林业 民政 环境 就业 交通 公安 商务 气象 "
    "妇女 统计 体育 军队 自然资源 市场 宗教"
)
SUBCATEGORIES = ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标", ""]


def entry(*indicators: Indicator) -> SelfEvaluation:
    """A department of many duties in 2024."""
    department = Department(name="东平市综合事务局", year=2024, money_unit="万元", field_of_work=SPEAKS_OF_ALL_FIELDS)
    return SelfEvaluation(department=department, indicators=indicators)


def row(case: dict[str, Any]) -> Indicator:
    """The indicator of a case."""
    return Indicator(
        number="1",
        subcategory=case["class"],
        name=case["name"],
        target_value=case["value"],
        description=case.get("description", ""),
        formula=case.get("formula", ""),
        actual_value=case.get("actual", ""),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}：{case['value']}")
def test_a_row_has_the_faults_the_list_says(case: dict[str, Any]) -> None:
    review = review_indicators(entry(row(case)), document="表.xlsx", form=None)

    (judged,) = review.rows
    assert sorted(fault.code for fault in judged.faults) == sorted(case["faults"])
    assert judged.measurable is case["measurable"]


def test_the_list_holds_every_class_of_faults() -> None:
    listed = {code for case in CASES for code in case["faults"]}

    assert set(FAULT_KINDS) - listed == {"IRRELEVANT", "DUPLICATE"}


def test_a_vague_word_is_pointed_at_and_named_in_the_reason() -> None:
    indicator = Indicator(subcategory="社会效益指标", name="群众法治意识", target_value="逐年有所增强")

    (fault,) = review_indicators(entry(indicator), document="表.xlsx", form=None).rows[0].faults

    assert fault.text[fault.start : fault.end] == "逐年有所增强"
    assert fault.reason == (
        "指标值“逐年有所增强”只说“逐年有所增强”，没有数值、比较基期或分档标准，年末无法判断是否完成"
    )
    assert fault.requirement.value == "细化量化"


def test_a_goal_in_the_place_of_a_name_is_pointed_at_by_its_verb() -> None:
    indicator = Indicator(subcategory="社会效益指标", name="有效缓解停车矛盾", target_value="≥90%")

    (fault,) = review_indicators(entry(indicator), document="表.xlsx", form=None).rows[0].faults

    assert (fault.code, fault.text[fault.start : fault.end]) == ("NAMEGOAL", "缓解")


def test_a_row_without_name_has_no_other_fault() -> None:
    indicator = Indicator(subcategory="资产管理", name="", target_value="")

    judged = review_indicators(entry(indicator), document="表.xlsx", form=None).rows[0]

    assert [fault.code for fault in judged.faults] == ["PLACEHOLDER"]
    assert not judged.measurable


@pytest.mark.parametrize(
    ("field", "text", "value", "actual", "code"),
    [
        ("name", "路灯完好率", "≥98%", "", "rate_no_formula"),
        ("name", "居民满意度", "≥90%", "", "sat_no_method"),
        ("name", "完成时间", "2024年6月底前", "", "name_bare"),
        ("name", "设备验收合格率", "≥90%", "", "soft_target"),
        ("name", "新增停车泊位数", "120个", "", "no_operator"),
        ("name", "道路完工时间", "6月30日前", "", "year_missing"),
        ("name", "新增停车泊位数", "≥120个", "全部完成", "no_actual"),
    ],
)
def test_a_note_does_not_stop_measuring(field: str, text: str, value: str, actual: str, code: str) -> None:
    indicator = Indicator(subcategory="质量指标", target_value=value, actual_value=actual, **{field: text})
    volume = Indicator(subcategory="数量指标", target_value=value, actual_value=actual, **{field: text})

    rows = review_indicators(entry(indicator, volume), document="表.xlsx", form=None).rows

    assert code in {note.code for judged in rows for note in judged.notes}
    assert code not in {fault.code for judged in rows for fault in judged.faults}


def test_a_description_that_copies_the_name_is_noted() -> None:
    indicator = Indicator(
        subcategory="数量指标", name="路灯维护盏数", description="路灯维护盏数", target_value="≥300盏"
    )

    judged = review_indicators(entry(indicator), document="表.xlsx", form=None).rows[0]

    assert [note.code for note in judged.notes] == ["desc_dup"]


TEXTS = st.text(alphabet="提高保障率数人次元%≥≤0123年月日前及时是/否（），、《“”的和与满意度 ", max_size=20)


@given(name=TEXTS, value=TEXTS, description=TEXTS, subcategory=st.sampled_from(SUBCATEGORIES))
def test_every_fault_lies_within_its_field_whatever_is_entered(
    name: str, value: str, description: str, subcategory: str
) -> None:
    indicator = Indicator(name=name, target_value=value, description=description, subcategory=subcategory)

    judged = review_indicators(entry(indicator), document="表.xlsx", form=None).rows[0]

    for found in (*judged.faults, *judged.notes):
        assert found.text == getattr(indicator, found.field)
        assert 0 <= found.start <= found.end <= len(found.text)
        assert found.reason
