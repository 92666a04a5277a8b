"""The pictures show what was entered: lengths follow amounts, and what cannot be drawn is named."""

from decimal import Decimal
from pathlib import Path

from reportgen import pipeline
from reportgen.workbench.pictures import Picture, pictures_of

ROOT = Path(__file__).parents[3]


def _pictures() -> dict[str, Picture]:
    evaluation = pipeline.open_entry(ROOT / "corpora" / "examples" / "tianjin" / "填报.yaml", ROOT / "templates")
    return {picture.title: picture for picture in pictures_of(evaluation)}


def test_amounts_are_drawn_against_the_largest_of_them() -> None:
    bars = _pictures()["预算与执行"].groups[0].bars
    assert [(bar.label, bar.text) for bar in bars] == [
        ("年初预算", "10,783.40万元"),
        ("全年预算", "10,986.90万元"),
        ("全年执行", "10,389.70万元"),
    ]
    assert bars[1].length == 1
    assert round(bars[2].length, 4) == Decimal("0.9456")


def test_a_category_that_lost_points_stands_out() -> None:
    groups = {group.name: group.bars[0] for group in _pictures()["各类得分"].groups}
    lost, full = groups["产出指标"], groups["效益指标"]
    assert (lost.label, lost.text, lost.kind) == ("扣0.5分", "55.50 / 56.00分", "missed")
    assert (full.label, full.text, full.kind) == ("满分", "19.00 / 19.00分", "met")


def test_missed_indicators_come_first_and_then_those_far_beyond_their_target() -> None:
    drawn = [(group.name, group.bars[0].kind) for group in _pictures()["指标完成"].groups[:3]]
    assert drawn == [
        ("残疾人职业技能培训人数", "missed"),
        ("参加全国残疾人职业技能竞赛人数", "met"),
        ("参加全国盲人医疗按摩人员考试人数", "met"),
    ]


def test_an_indicator_without_a_completion_is_named() -> None:
    assert "残疾人就业服务相关工作预算" in _pictures()["指标完成"].left_out


def test_every_picture_tells_its_unit_or_its_scale() -> None:
    assert {title: picture.reading for title, picture in _pictures().items()} == {
        "预算与执行": "单位：万元。",
        "各类得分": "单位：分。虚线是满分，长度是得分占满分的比例。",
        "指标完成": "长度是完成率，虚线是目标（100%）；超过150%的画到150%，数照写。",
    }
