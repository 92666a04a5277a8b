"""The bank offers an indicator only where all it speaks of is spoken of by the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicator_cases import bank
from reportgen.documents.indicator_bank_files import read_indicator_bank
from reportgen.errors import UnreadableFileError
from reportgen.model.indicator_bank import BankIndicator
from reportgen.retrieval.indicator_bank import BankQuery, IndicatorBank

OUTCOMES = ("社会效益指标", "可持续影响指标")


def indicator(name: str, *objects: str) -> BankIndicator:
    return BankIndicator(
        name=name, category="效益指标", subcategory="社会效益指标", objects=objects, direction="≥", unit="%",
        formula="达到数÷总数", evidence="台账", basis="上年实际：查上年",
    )  # fmt: skip


def names(query: BankQuery, of: IndicatorBank) -> list[str]:
    return [hit.indicator.name for hit in of.search(query)]


def test_the_object_named_by_the_row_itself_comes_first():
    found = IndicatorBank((indicator("路面平整度达标率", "公路"), indicator("桥梁复检合格率", "桥梁")))

    assert names(BankQuery(indicator="提高桥梁安全水平", project="公路桥梁养护"), found) == [
        "桥梁复检合格率",
        "路面平整度达标率",
    ]


def test_an_object_nobody_names_keeps_an_indicator_out():
    found = IndicatorBank((indicator("水库水质达标率", "水库", "水质"),))

    assert names(BankQuery(indicator="改善水质", project="河道治理"), found) == []


def test_people_nobody_names_keep_an_indicator_out():
    found = IndicatorBank((indicator("学生近视率", "健康"),))

    assert names(BankQuery(indicator="提高健康水平", project="职工体检"), found) == []


def test_the_shipped_bank_answers_for_roads():
    hits = bank().search(BankQuery(indicator="改善农村公路", project="农村公路养护", subcategories=OUTCOMES))

    assert {hit.indicator.field_of_work for hit in hits} == {"交通运输"}


def test_every_hit_names_its_file_and_place():
    hit = bank().search(BankQuery(indicator="改善农村公路", project="农村公路", subcategories=OUTCOMES))[0]

    assert hit.indicator.source.startswith("transport.yaml 第")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("field: x\nindicators: 3\n", "缺少“indicators”列表"),
        ("field: x\nindicators:\n  - name: a\n", "缺少“category、"),
        ("field: x\nindicators:\n  - a\n", "应当是若干“键: 值”"),
        ("field: [\n", "YAML 写法有误"),
    ],
)
def test_a_wrong_file_is_told_by_name(tmp_path: Path, text: str, told: str):
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=told):
        read_indicator_bank(tmp_path)


def test_no_folder_is_an_empty_bank(tmp_path: Path):
    assert read_indicator_bank(tmp_path / "none") == ()
