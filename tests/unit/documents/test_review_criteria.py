"""The criteria of reviewers as a file that a department may replace by its own."""

from decimal import Decimal

import pytest

from reportgen.documents.review_criteria import read_review_criteria
from reportgen.errors import FormError
from reportgen.settings import read_settings


def test_the_shipped_criteria_name_their_source():
    criteria = read_review_criteria(read_settings().templates / "shared")

    assert len(criteria) == 18
    assert all(each.source and each.codes for each in criteria)
    assert {each.points for each in criteria} == {None, Decimal("0.2"), Decimal("0.3"), Decimal("0.5"), Decimal(1)}


def test_no_file_is_no_criteria(tmp_path):
    assert read_review_criteria(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: 甲", "应是一列标准"),
        ("- {name: 甲, codes: [A]}", "第1条要有且只有"),
        ("- {name: 甲, codes: A, source: 乙}", "codes 应是一列"),
        ("- {name: 甲, codes: [A], source: 乙, points: 三分}", "points 应是数字"),
        ("- [", "不符合 YAML 格式"),
    ],
)
def test_a_wrong_file_is_told(tmp_path, text, told):
    (tmp_path / "review_points.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(FormError, match=told):
        read_review_criteria(tmp_path)
