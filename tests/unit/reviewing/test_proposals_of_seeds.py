"""The examples of the design on the real rows of the published documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from indicator_cases import bank
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret
from reportgen.reviewing.proposals import propose
from reportgen.reviewing.review import review_indicators

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
pytestmark = [pytest.mark.seeds, pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents are not here")]


@cache
def proposed(seed: str) -> dict[str, list[tuple[str, str]]]:
    """Number of the row → name and target value of its proposals."""
    entered = interpret([read_source(next(SEEDS.glob(f"{seed}_*.txt")))]).entered
    rows = propose(review_indicators(entered, document=seed, form=None), entered, form=None, bank=bank()).rows
    return {row.indicator.number: [(each.name, each.target_value) for each in row.proposals] for row in rows}


@pytest.mark.parametrize(
    ("seed", "number", "name", "value"),
    [
        ("003", "P9-7", "单位面积物业费", "≤27.26元/平方米·年"),
        ("003", "P3-4", "人均残疾人免费体检费用", "≤300元/人"),
        ("004", "P2-4", "临时救助残疾人户均支出", "≤500元/户"),
        ("004", "P2-4", "项目支出总额（分项成本控制数）", "≤4万元"),
        ("004", "P4-7", "项目支出总额（分项成本控制数）", "≤147.8万元"),
        ("004", "P7-1", "得到基本康复服务的残疾人人数", "≥225人"),
        ("003", "P17-3", "招聘单位数", "≥50家"),
        ("003", "P17-3", "工作岗位数", "≥600个"),
        ("003", "P17-5", "残疾专场招聘会完成时间", "≤2023年6月底"),
        ("003", "P11-4", "参与者中符合活动对象条件者占比", "≥90%"),
        ("000", "79", "各机构工作人员满意度", "≥90%"),
        ("000", "79", "服务对象满意度", "≥90%"),
    ],
)
def test_numbers_of_the_examples_are_copied_or_computed(seed, number, name, value):
    assert (name, value) in proposed(seed)[number]


@pytest.mark.parametrize(
    ("seed", "number", "name"),
    [
        ("003", "P33-5", "残疾儿童定点康复机构专家抽查评审合格占比"),
        ("003", "P2-19", "肢体功能障碍患者前后评定改善者占比"),
        ("003", "P26-11", "受理援助案件办结率"),
        ("003", "P17-9", "目标人群用人单位按比例安排残疾人就业知晓率"),
        ("003", "P23-13", "信息系统可用率"),
        ("004", "P1-6", "人均水电费"),
        ("004", "P4-3", "工资及保险发放准确率"),
        ("003", "P35-7", "法律意见采纳率"),
    ],
)
def test_measures_of_the_examples_are_proposed(seed, number, name):
    assert name in [each for each, _ in proposed(seed)[number]]
