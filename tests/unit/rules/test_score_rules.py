"""The rules R0 to R10: scores by hand, the sums a clerk can check, and what holds for every number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantities.quantity import round_half_up
from reportgen.rules.score_rules import DEFAULT_RULES, rule_of, target_class
from scoring_forms import indicator, scored, scoring_rules


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("≥90%", "positive"),
        ("不少于3场", "positive"),
        ("每年不少于2次", "positive"),
        ("较上年下降≥5%", "positive"),
        (">90%", "more_than"),
        ("80人", "equal"),
        ("=100%", "equal"),
        ("≤50万元", "reverse"),
        ("7天内", "reverse"),
        ("<1‰", "less_than"),
        ("80%-90%", "range"),
        ("2023年12月31日前", "date"),
        ("24小时", "duration"),
        ("按月支付", "recurring"),
        ("有所提高", "qualitative"),
        ("是/否", "yes_no"),
        ("≥XX%", ""),
        ("", ""),
    ],
)
def test_a_target_belongs_to_one_class(target: str, expected: str) -> None:
    assert target_class(indicator(target)) == expected


def test_the_form_chooses_the_rule_by_class() -> None:
    rules = scoring_rules(rules={"positive": "R6"})

    assert rule_of(indicator("≥90%"), rules).id == "R6"
    assert rule_of(indicator("80人"), rules).id == DEFAULT_RULES["equal"] == "R2"


def test_the_indicators_own_rule_comes_before_the_forms() -> None:
    rules = scoring_rules(rules={"positive": "R6"})

    rule = rule_of(indicator("≥90%", scoring_rule=" r7 每超1个百分点扣0.5分"), rules)

    assert (rule.id, rule.details) == ("R7", "每超1个百分点扣0.5分")


def test_a_rule_that_cannot_be_read_is_kept_beside_the_default() -> None:
    rule = rule_of(indicator("≥90%", scoring_rule="按比例得分"), scoring_rules())

    assert (rule.id, rule.unread) == ("R1", "按比例得分")


def test_over_completion_leaves_the_score_to_the_rule_of_the_class() -> None:
    assert scored("20人", "200人", scoring_rule="R8").score == Decimal("1.00")


SCORES = [
    # target, actual, fields, computed at two decimals, formula
    ("80人", "74人", {}, "0.93", "74÷80×1=0.925→0.93"),
    ("≥90%", "80%", {}, "0.89", "80%÷90%×1≈0.8889→0.89"),
    ("≥90%", "95%", {"max_score": Decimal(2)}, "2.00", "实际95%，达到指标值≥90%，得满分2"),
    ("100%", "80%", {"max_score": Decimal(5)}, "4.00", "80%÷100%×5=4"),
    ("100%(3133人)", "3037人", {}, "0.97", "3037÷3133÷100%×1≈0.9694→0.97"),
    ("80人", "90人", {}, "1.00", "实际90人，超过指标值80人，得满分1"),
    ("=0", "2", {}, "0.00", "指标值为0，实际不为0，得0"),
    ("80%-90%", "75%", {}, "0.94", "75%÷80%×1=0.9375→0.94"),
    ("较上年下降5%以上", "下降4%", {}, "0.80", "4%÷5%×1=0.8"),
    (">90%", "90%", {}, "1.00", "90%÷90%×1=1（等于指标值，未完成，按比例为满分，请核实）"),
    ("≤120万元", "130万元", {}, "0.92", "［1－（130－120）÷120］×1≈0.9167→0.92"),
    ("≤120万元", "240万元", {}, "0.00", "240达到120的2倍，得0"),
    ("≤120万元", "1199999元", {}, "1.00", "实际119.9999万元，符合指标值≤120万元，得满分1"),
    ("7天内", "9天", {}, "0.71", "［1－（9－7）÷7］×1≈0.7143→0.71"),
    ("是/否", "否", {}, "0.00", "实际完成值为“否”，得0"),
    ("2023年6月底前", "2023年6月20日", {}, "1.00", "实际2023年6月20日完成，不晚于2023年6月30日，得满分1"),
    ("≥10次", "7次", {"scoring_rule": "R6"}, "0.25", "（7÷10－0.6）÷（1－0.6）×1=0.25"),
    ("≥10次", "6次", {"scoring_rule": "R6"}, "0.00", "（6÷10－0.6）÷（1－0.6）×1=0"),
    ("≥10次", "5次", {"scoring_rule": "R6"}, "0.00", "5÷10低于及格线60%，得0"),
    (
        "≤100%",
        "103%",
        {"scoring_rule": "R7 每超1个百分点扣0.5分", "max_score": Decimal(5)},
        "3.50",
        "5－（103%－100%）÷1×0.5=3.5",
    ),
    (
        "100%",
        "88%",
        {"scoring_rule": "R7 每低5个百分点扣2分", "max_score": Decimal(10)},
        "5.20",
        "10－（100%－88%）÷5×2=5.2",
    ),
    (
        "≤60人",
        "66人",
        {"scoring_rule": "R7 每超1个百分点扣0.5分", "max_score": Decimal(8)},
        "3.00",
        "8－（66－60）÷60×100÷1×0.5=3",
    ),
    (
        "≤95%",
        "102%",
        {"scoring_rule": "R7 以100%为基准，每超1个百分点扣0.5分", "max_score": Decimal(5)},
        "4.00",
        "5－（102%－100%）÷1×0.5=4",
    ),
    ("≤3起", "9起", {"scoring_rule": "R7 每超1起扣0.5分"}, "0.00", "1－（9－3）÷1×0.5=0"),
    ("≤2000.00万元", "2018.05万元", {"scoring_rule": "R5"}, "0.00", "实际2018.05万元，超过指标值≤2000.00万元，得0"),
    ("≥90%", "85%", {"scoring_rule": "R5"}, "0.00", "实际85%，没有达到指标值≥90%，得0"),
]


@pytest.mark.parametrize(("target", "actual", "fields", "score", "formula"), SCORES)
def test_a_score_follows_its_rule_and_shows_the_sum(
    target: str, actual: str, fields: dict[str, object], score: str, formula: str
) -> None:
    row = scored(target, actual, **fields)

    assert str(row.score) == score
    assert row.formula.startswith(formula)


JUDGEMENT_NEEDED = [
    ("有所提高", "有所提高", {}, "定性指标先填定性等级，再在该等级的分值区间内打分"),
    ("有所提高", "有", {"attainment_band": "部分达成"}, "定性等级“部分达成”，在0.6至0.8分之间打分"),
    ("2023年6月底前", "2023年7月5日", {}, "实际完成值“2023年7月5日”晚于2023年6月30日，按本地规定评定得分"),
    ("≥90%", "达成指标", {}, "不能计算：实际完成值“达成指标”没有数字，不能与指标值≥90%核对"),
    ("≥90%", "80%", {"scoring_rule": "R3"}, "R3不适用于正向指标，请改“计分规则”"),
    ("≤90%", "95%", {"scoring_rule": "R1"}, "R1不适用于反向指标，请改“计分规则”"),
    ("≥90%", "80%", {"scoring_rule": "R7"}, "R7没有写明扣分办法，如“R7 每超1个百分点扣0.5分”"),
    ("≥90%", "80%", {"scoring_rule": "R10"}, "实际80%，没有达到指标值≥90%，由单位评定得分"),
    ("≥90%", "80%", {"max_score": None}, "没有填分值，不能计算"),
    ("", "", {"name": ""}, "没有三级指标和指标值，不能计算"),
]


@pytest.mark.parametrize(("target", "actual", "fields", "formula"), JUDGEMENT_NEEDED)
def test_a_score_that_needs_a_person_is_left_open_and_says_so(
    target: str, actual: str, fields: dict[str, object], formula: str
) -> None:
    row = scored(target, actual, **fields)

    assert (row.computed, row.score, row.formula) == (None, None, formula)


amounts = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
targets = st.decimals(min_value="0.01", max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
weights = st.decimals(min_value="0.1", max_value=30, places=1, allow_nan=False, allow_infinity=False)
signs = st.sampled_from(["≥", ">", "=", "", "≤", "<"])


@given(signs, targets, amounts, weights, st.sampled_from(["", "R6", "R7 每超1个扣0.5分"]))
def test_a_computed_score_never_leaves_zero_to_weight(
    sign: str, target: Decimal, actual: Decimal, weight: Decimal, rule: str
) -> None:
    row = scored(f"{sign}{target}件", f"{actual}件", max_score=weight, scoring_rule=rule)

    assert row.computed is None or 0 <= row.computed <= weight


@given(st.sampled_from(["≥", ">", "=", ""]), targets, amounts, amounts, weights, st.sampled_from(["", "R6"]))
def test_reaching_more_of_a_positive_target_never_scores_less(
    sign: str, target: Decimal, one: Decimal, other: Decimal, weight: Decimal, rule: str
) -> None:
    less, more = (
        scored(f"{sign}{target}件", f"{actual}件", max_score=weight, scoring_rule=rule).computed
        for actual in sorted((one, other))
    )

    assert less <= more


@given(st.sampled_from(["≤", "<"]), targets, amounts, amounts, weights)
def test_spending_more_of_a_ceiling_never_scores_more(
    sign: str, target: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    less, more = (
        scored(f"{sign}{target}万元", f"{actual}万元", max_score=weight).computed for actual in sorted((one, other))
    )

    assert more <= less


@given(targets, st.decimals(min_value=0, max_value=1, places=4, allow_nan=False, allow_infinity=False), weights)
def test_a_ceiling_passed_by_a_share_costs_what_a_floor_missed_by_it_costs(
    target: Decimal, share: Decimal, weight: Decimal
) -> None:
    above = scored(f"≤{target}件", f"{target * (1 + share):f}件", max_score=weight).computed
    below = scored(f"≥{target}件", f"{target * (1 - share):f}件", max_score=weight).computed

    assert round_half_up(above, 10) == round_half_up(below, 10)


@given(targets, amounts, weights)
def test_the_score_that_counts_is_the_computed_one_rounded_half_up(
    target: Decimal, actual: Decimal, weight: Decimal
) -> None:
    row = scored(f"≥{target}件", f"{actual}件", max_score=weight)

    assert row.score == round_half_up(row.computed, 2)
    assert abs(row.score - row.computed) <= Decimal("0.005")


@pytest.mark.parametrize(("decimals", "expected"), [(1, "0.9"), (2, "0.93"), (3, "0.925")])
def test_the_form_sets_the_decimals(decimals: int, expected: str) -> None:
    row = scored("80人", "74人", rules=scoring_rules(decimals=decimals))

    assert str(row.score) == expected
    assert row.computed == Decimal("0.925")


def test_figures_of_any_length_are_rounded() -> None:
    row = scored("0.000001件", "999999999999999999999999999999件", scoring_rule="R8")

    assert row.score == Decimal("1.00")
    assert round_half_up(Decimal("999999999999999999999999999999.125"), 2) == Decimal(
        "999999999999999999999999999999.13"
    )
