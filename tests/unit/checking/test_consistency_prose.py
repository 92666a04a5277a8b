"""Prose against table: numbers of goal narratives beside the indicator rows."""

import pytest

from consistency_papers import findings_in, form_of

ROWS = (
    "产出指标|数量指标|供水管网改造长度|≥40公里|42公里|20|20|",
    "||供水管理人员培训人数|≥80人|86人|20|20|",
    "||新建水质监测点数量|≥12个|12个|20|20|",
)


def _told(achieved: str) -> list[str]:
    found = findings_in(form_of(*ROWS, achieved=achieved))
    return [finding.code for finding in found if finding.code.startswith("PROSE")]


def test_another_number_for_the_same_thing_is_an_error() -> None:
    assert _told("全年培训供水管理人员68人。") == ["PROSE_VS_TABLE"]


def test_the_same_number_is_none() -> None:
    assert _told("改造供水管网42公里，培训供水管理人员86人，新建水质监测点12处。") == []


def test_persons_against_person_times_is_a_question_of_scope() -> None:
    assert _told("全年培训供水管理人员300余人次。") == ["PROSE_VS_TABLE_SCOPE"]


@pytest.mark.parametrize("achieved", ["培训供水管理人员80余人。", "培训供水管理人员近90人。"])
def test_an_approximate_number_that_holds_the_value_is_none(achieved: str) -> None:
    assert _told(achieved) == []


def test_an_approximate_number_that_misses_the_value_is_an_error() -> None:
    assert _told("培训供水管理人员120余人。") == ["PROSE_VS_TABLE"]


@pytest.mark.parametrize(
    "achieved",
    [
        "上年培训供水管理人员68人。",
        "其中培训供水管理人员30人来自乡镇。",
        "回访供水管理人员20人。",
        "完成水费收缴9600户。",
    ],
)
def test_numbers_of_another_scope_or_thing_are_not_compared(achieved: str) -> None:
    assert _told(achieved) == []
