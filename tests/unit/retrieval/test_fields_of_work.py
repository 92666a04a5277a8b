"""Fields of work by the names of departments."""

import pytest

from reportgen.retrieval.fields_of_work import field_of, is_same_field


@pytest.mark.parametrize(
    ("department", "field"),
    [
        ("桥城县残疾人就业服务中心", "残疾人事业"),
        ("石溪市教育体育局", "教育"),
        ("榆州市体育局", "体育"),
        ("桥城县人力资源和社会保障局", "就业培训"),
        ("榆州市综合行政执法局", "住房城建"),
        ("中共桥城县委宣传部", "宣传"),
        ("青山综合服务处", ""),
    ],
)
def test_the_name_of_a_department_tells_its_field(department: str, field: str) -> None:
    assert field_of(department) == field


@pytest.mark.parametrize(
    ("one", "other"), [("水务", "水利"), ("民政", "民政社会救助"), ("应急管理", "应急消防"), ("供销", "供销")]
)
def test_one_field_has_several_names(one: str, other: str) -> None:
    assert is_same_field(one, other)


@pytest.mark.parametrize(("one", "other"), [("教育", "体育"), ("供销", "地方志"), ("", ""), ("教育", ""), ("", "教育")])
def test_different_fields_and_no_field_are_not_the_same(one: str, other: str) -> None:
    assert not is_same_field(one, other)
