"""Whether a target was reached, by value, unit and direction."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reportgen.model.scorecard import Attainment
from reportgen.rules.attainment import attainment
from scoring_forms import indicator

MET, EXCEEDED, MISSED, UNDECIDED = Attainment.MET, Attainment.EXCEEDED, Attainment.MISSED, Attainment.UNDECIDED


def judged(target: str, actual: str, **fields: Any) -> Attainment:
    return attainment(indicator(target, actual, **fields), 2023).attainment


NUMBERS = [
    ("≥90%", "90%", MET),
    ("≥90%", "99.8%", MET),
    ("≥90%", "89.99%", MISSED),
    (">90%", "90%", MISSED),
    (">90%", "90.1%", MET),
    ("≤120万元", "120万元", MET),
    ("≤120万元", "1200001元", MISSED),
    ("≤1667.1万元", "1578.63万元", MET),
    ("<1‰", "1‰", MISSED),
    ("<1‰", "0.05%", MET),
    ("80人", "74人", MISSED),
    ("80人", "80名", MET),
    ("80人", "81人", EXCEEDED),
    ("80人", "74", MISSED),
    ("100", "100人", MET),
    ("=0", "0", MET),
    ("零投诉", "2件", MISSED),
    ("≥86519平方米", "86519.43平方米", MET),
    ("不少于30场", "32场", MET),
    ("≥2次/年", "3次", MET),
    ("每年不少于2次", "1次", MISSED),
    ("≤30分钟", "0.5小时", MET),
    ("7天内", "9天", MISSED),
    ("80%-90%", "85%", MET),
    ("80%-90%", "79%", MISSED),
    ("80%-90%", "95%", EXCEEDED),
]


@pytest.mark.parametrize(("target", "actual", "expected"), NUMBERS)
def test_a_number_is_judged_by_value_unit_and_direction(target: str, actual: str, expected: Attainment) -> None:
    assert judged(target, actual) is expected


UNDECIDABLE = [
    ("≥20人", "18人次", "指标值≥20人与实际完成值18人次单位不同，不能比较"),
    ("≥90%", "", "没有填实际完成值"),
    ("", "95%", "没有填指标值"),
    ("≥90%", "达成指标", "实际完成值“达成指标”没有数字，不能与指标值≥90%核对"),
    ("≥98%", "95%以上", "实际完成值只写了界限，不能判定是否达到指标值≥98%"),
    ("24小时", "20小时", "指标值没有写明是“以内”还是“以上”，请补充计算符号"),
    ("较上年下降5%", "5%", "指标值和实际完成值一个是变动幅度，一个是水平，不能比较"),
    ("≥XX%", "95%", "指标值“≥XX%”不能判定：指标值尚未填写完整"),
]


@pytest.mark.parametrize(("target", "actual", "reason"), UNDECIDABLE)
def test_what_cannot_be_compared_stays_undecided_with_its_reason(target: str, actual: str, reason: str) -> None:
    judgement = attainment(indicator(target, actual), 2023)

    assert (judgement.attainment, judgement.completion, judgement.reason) == (UNDECIDED, None, reason)


def test_completion_is_the_plain_ratio_of_actual_to_target() -> None:
    assert attainment(indicator("80人", "74人"), 2023).completion == Decimal("0.925")
    assert attainment(indicator("≥200例", "841例"), 2023).completion == Decimal("4.205")


def test_a_ceiling_has_no_completion_ratio() -> None:
    assert attainment(indicator("≤120万元", "60万元"), 2023).completion is None


def test_a_word_beside_a_number_does_not_decide() -> None:
    assert judged("100%(3133人)", "达成指标（3037人）") is MISSED


def test_a_count_of_the_whole_named_beside_the_target_makes_a_rate() -> None:
    judgement = attainment(indicator("100%(3133人)", "3037人，按实际符合条件的人数参保"), 2023)

    assert judgement.attainment is MISSED
    assert judgement.completion == Decimal(3037) / Decimal(3133)


def test_numerator_and_denominator_make_a_rate_where_the_actual_is_a_count() -> None:
    judgement = attainment(indicator("≥90%", "46人", numerator=Decimal(46), denominator=Decimal(50)), 2023)

    assert judgement.attainment is MET


def test_a_whole_in_another_unit_makes_no_rate() -> None:
    assert judged("100%(128家)", "122人") is UNDECIDED


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥90%", "95%以上", MET),
        (">90%", ">90%", MET),
        (">90%", "≥90%", UNDECIDED),
        ("≤5%", "不超过4%", MET),
        ("≤5%", "超过6%", MISSED),
        ("≤5%", "超过4%", UNDECIDED),
    ],
)
def test_an_actual_value_that_is_a_bound_decides_only_as_far_as_it_reaches(
    target: str, actual: str, expected: Attainment
) -> None:
    assert judged(target, actual) is expected


@pytest.mark.parametrize(("actual", "expected"), [("48万元", MET), ("50万元", MET), ("51万元", MISSED)])
def test_a_bare_amount_under_costs_is_a_ceiling(actual: str, expected: Attainment) -> None:
    assert judged("50万元", actual, subcategory="成本指标") is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("较上年下降5%以上", "下降6%", MET),
        ("较上年下降5%以上", "下降4%", MISSED),
        ("比上年增长5%", "增长5%", MET),
        ("比上年增长5%", "下降1%", MISSED),
    ],
)
def test_a_change_is_judged_by_its_size_and_direction(target: str, actual: str, expected: Attainment) -> None:
    assert judged(target, actual) is expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("52家，610个", MET), ("52家，580个", MISSED), ("45家，610个", MISSED), ("52家", UNDECIDED)],
)
def test_every_value_of_a_compound_target_must_be_reached(actual: str, expected: Attainment) -> None:
    assert judged("参会单位不低于50家，提供岗位不少于600个", actual) is expected


DATES = [
    ("2023年12月31日前完成", "2023年12月31日前按时完成", MET),
    ("2023年9月底前完成", "2023年9月12日—9月13日完成", MET),
    ("2023年5-9月完成", "2023年5月中旬—6月中旬完成", MET),
    ("2023年全年", "2023年全年", MET),
    ("2023年全年", "2023年1-6月", UNDECIDED),
    ("2023.12.31前", "2024年1月15日", MISSED),
    ("12月31日前", "2023年11月20日", MET),
    ("6月底前", "2023年7月1日", MISSED),
    ("次年3月底前", "2024年3月20日", MET),
    ("2023年12月31日前", "2023年12月31日前", UNDECIDED),
    ("2023年12月31日前", "按时完成", MET),
    ("2023年12月31日前", "达成指标", MET),
    ("2023年12月31日前", "未完成", MISSED),
    ("2023年12月31日前", "延期至次年实施", MISSED),
    ("2023年12月31日前", "正在推进", UNDECIDED),
    ("2023年12月31日前", "100%", UNDECIDED),
    ("2023年10月15日前", "2023年10月", UNDECIDED),
    ("2022年9月底前", "2023年8月", UNDECIDED),
    ("2023年2月30日前", "2023年2月1日", UNDECIDED),
]


@pytest.mark.parametrize(("target", "actual", "expected"), DATES)
def test_a_deadline_is_met_by_an_earlier_date_or_explicit_words(target: str, actual: str, expected: Attainment) -> None:
    assert judged(target, actual) is expected


WORDS = [
    ("有所提高", "有所提高", MET),
    ("有所提高", "居民办事满意程度明显提升", MET),
    ("健全", "尚未健全", MISSED),
    ("健全", "有待进一步健全", UNDECIDED),
    ("群众文化活动参与积极性充分提高", "进一步增强了群众参与文化活动的积极性", MET),
    ("群众文化活动参与积极性充分提高", "企业用电成本降低", UNDECIDED),
    ("群众文化活动参与积极性充分提高", "企业融资能力提高", UNDECIDED),
    ("保障运转", "达成指标", MET),
    ("保障运转", "全部完成", MET),
    ("保障运转", "部分完成", MISSED),
    ("保障运转", "基本完成", UNDECIDED),
    ("保障运转", "95%", UNDECIDED),
    ("保障运转", "", UNDECIDED),
    ("及时", "按计划完成", MET),
    ("及时", "无延期，及时发放", MET),
]


@pytest.mark.parametrize(("target", "actual", "expected"), WORDS)
def test_a_qualitative_target_is_met_only_by_words_that_state_it(
    target: str, actual: str, expected: Attainment
) -> None:
    assert judged(target, actual) is expected


@pytest.mark.parametrize(("band", "expected"), [("达成", MET), ("部分达成", MISSED), ("未达成", MISSED)])
def test_the_band_of_a_qualitative_target_decides_before_words(band: str, expected: Attainment) -> None:
    assert judged("有所提高", "有所提高", attainment_band=band) is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("是/否", "是", MET),
        ("是/否", "否", MISSED),
        ("否", "否", MET),
        ("业务是否正常开展", "是", MET),
        ("是否存在违规支出", "否", UNDECIDED),
        ("是/否", "已全部完成", MET),
        ("是/否", "3场", UNDECIDED),
    ],
)
def test_yes_or_no_is_met_by_the_answer_asked_for(target: str, actual: str, expected: Attainment) -> None:
    assert judged(target, actual) is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("每月25日，周末顺延", "每月25日，周末顺延", MET),
        ("按月支付", "已按月足额支付", MET),
        ("按月支付", "按季支付", UNDECIDED),
        ("每周两期", "每周2期", MET),
        ("每周两期", "每周1期", MISSED),
        ("7*24小时", "7×24小时", MET),
        ("15个工作日内", "及时发放", MET),
    ],
)
def test_a_recurring_term_or_time_limit_is_judged(target: str, actual: str, expected: Attainment) -> None:
    assert judged(target, actual) is expected


def test_a_year_left_to_the_report_takes_the_fiscal_year_of_a_leap_february() -> None:
    judgement = attainment(indicator("2月底前", "2024年2月29日"), 2024)

    assert judgement.attainment is MET
