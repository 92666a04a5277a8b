"""The scorecard: what counts, totals, 等级, the worked checks of published reports, and the findings on scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import CategoryWeight, Indicator
from reportgen.model.scorecard import Attainment, Scorecard
from reportgen.model.self_evaluation import BudgetLine, StatedConclusion
from reportgen.rules.scoring import score, total_execution
from scoring_forms import budget_line, card_of, entry, form_of, indicator, scored, scoring_rules, wan, yuan

SPENT = (budget_line(wan("10986.90"), wan("10389.70"), score=Decimal("9.46")),)


def full_marks(number: int, weight: str, **fields: Any) -> Indicator:
    """An indicator that reached its target and has full marks."""
    return indicator(
        "20人",
        "20人",
        number=str(number),
        max_score=Decimal(weight),
        score=Decimal(weight),
        **({"name": f"指标{number}"} | fields),
    )


def tianjin(training_score: str | None = "0.5", **conclusion: Any) -> Scorecard:
    """79 indicators that weigh 90, of which one fell short: 80人 planned, 74人 trained."""
    training = indicator(
        "80人",
        "74人",
        number="79",
        name="职业技能培训人数",
        score=None if training_score is None else Decimal(training_score),
    )
    others = [full_marks(number, "2" if number <= 11 else "1") for number in range(1, 79)]
    entered = entry([*others, training], budget=SPENT, conclusion=StatedConclusion(**conclusion))
    return score(entered, form_of(scoring_rules()))


def test_the_published_tianjin_total_and_rating_come_out() -> None:
    card = tianjin(total_score=Decimal("99.0"), total_max_score=Decimal(100), rating="优")

    assert (card.max_total, card.total, card.rating) == (Decimal(100), Decimal("98.96"), "优")
    assert [finding.code for finding in card.findings] == ["SCORE_OVERRIDE"]


def test_the_tianjin_execution_score_is_rounded_half_up() -> None:
    row = tianjin().rows[0]

    assert (row.indicator, row.name, row.rule) == ("", "预算执行率", "R0")
    assert row.formula == "10389.7÷10986.9×10≈9.4564→9.46"
    assert (row.entered, row.score, row.overridden) == (Decimal("9.46"), Decimal("9.46"), False)


def test_the_tianjin_total_by_rule_is_kept_beside_the_entered_one() -> None:
    assert tianjin().computed_total == Decimal("99.39")
    assert tianjin(training_score=None).total == Decimal("99.39")


def test_the_unexplained_tianjin_score_is_found_with_both_values() -> None:
    finding = tianjin().findings[0]

    assert finding.message == "“职业技能培训人数”得分填0.5，按R2计算为0.93（74÷80×1=0.925→0.93），没有填得分说明"
    assert finding.suggestion == "改为0.93，或在“得分说明”中写明理由"
    assert finding.place == "填报.xlsx 指标!M5；填报.xlsx 指标!K5"


SHANGHAI_ROWS = [
    ("100%(3133人)", "3037人,按实际符合条件的人数参保", "0.97"),
    ("100%(910人)", "881人,只出不进", "0.97"),
    ("100%(115人,20家企业)", "100人、19家,申请补贴的减少", "0.87"),
    ("100%(128家)", "122家", "0.95"),
    ("100%(5人)", "4人", "0.80"),
]


@pytest.mark.parametrize(("target", "actual", "by_rule"), SHANGHAI_ROWS)
def test_the_shanghai_rows_of_one_flat_score_are_computed_apart(target: str, actual: str, by_rule: str) -> None:
    row = scored(target, actual, score=Decimal("0.80"))

    assert row.attainment is Attainment.MISSED
    assert row.overridden is (by_rule != "0.80")
    assert f"{row.computed:.2f}" == by_rule


def shanghai(first_score: str | None) -> Scorecard:
    """58 rows: 投入管理 without third-level indicators, and a first output row whose score may be missing."""
    inputs = [
        ("7.5", "7.5"),
        ("10.2", "10.15"),
        ("4.5", "4.5"),
        ("0.9", "0.9"),
        ("3", "3"),
        ("2.4", "2.4"),
        ("1.5", "1.5"),
    ]
    placeholders = [
        indicator(
            "", number=f"a{at}", name="", category="投入管理指标", max_score=Decimal(weight), score=Decimal(given)
        )
        for at, (weight, given) in enumerate(inputs)
    ]
    flat = [
        indicator(target, actual, number=f"b{at}", name=f"补贴{at}", score=Decimal("0.8"))
        for at, (target, actual, _) in enumerate(SHANGHAI_ROWS)
    ]
    unproven = indicator("100%准确(3133人)", "", number="b9", name="发放准确性", score=Decimal("0.8"))
    first = indicator(
        "1场", "1场", number="c0", name="活动场次", score=None if first_score is None else Decimal(first_score)
    )
    outputs = [full_marks(number, "1") for number in range(100, 118)]
    effects = [full_marks(number, "2.5", category="效益指标") for number in range(200, 214)]
    satisfaction = [full_marks(number, "5", category="满意度指标") for number in range(300, 302)]
    rules = scoring_rules(
        execution_max_score=None,
        category_weights={
            "投入管理指标": Decimal(30),
            "产出指标": Decimal(25),
            "效益指标": Decimal(35),
            "满意度指标": Decimal(10),
        },
    )
    rows = [*placeholders, first, *flat, unproven, *outputs, *effects, *satisfaction]
    weights = tuple(CategoryWeight(category=name, weight=weight) for name, weight in rules.category_weights.items())
    conclusion = StatedConclusion(total_score=Decimal("98.75"))
    return score(entry(rows, weights=weights, conclusion=conclusion), form_of(rules))


def test_the_published_shanghai_total_comes_out() -> None:
    card = shanghai("1.00")

    assert (card.max_total, card.total, card.rating) == (Decimal(100), Decimal("98.75"), "优")
    assert {finding.code for finding in card.findings} == {"SCORE_OVERRIDE"}


def test_a_missing_shanghai_score_is_computed_where_the_rule_can() -> None:
    assert shanghai(None).total == Decimal("98.75")


def test_placeholder_rows_cannot_be_computed() -> None:
    row = shanghai("1.00").row_of("a1")

    assert row is not None
    assert (row.computed, row.entered, row.score) == (None, Decimal("10.15"), Decimal("10.15"))
    assert row.formula == "没有三级指标和指标值，不能计算"


def test_an_indicator_scored_by_the_execution_rate_names_its_own_rule() -> None:
    budget = (
        budget_line(yuan("57157686.73"), yuan("56690686.28"), source="财政拨款"),
        budget_line(yuan("0"), yuan("0"), source="其他资金"),
    )
    management = indicator(
        "", name="预算执行管理", scoring_rule="R0", max_score=Decimal("10.2"), score=Decimal("10.15")
    )

    card = score(entry([management], budget=budget), form_of(scoring_rules(execution_max_score=None)))

    assert card.rows[0].formula == "56690686.28÷57157686.73×10.2≈10.1167→10.12"
    assert card.rows[0].overridden


def test_the_jiangxi_rows_called_reached_lose_their_share() -> None:
    quality, centre = scored("100%", "80%", max_score=Decimal(10)), scored("100%", "90%", max_score=Decimal(10))

    assert (quality.attainment, quality.score) == (Attainment.MISSED, Decimal("8.00"))
    assert (centre.attainment, centre.score) == (Attainment.MISSED, Decimal("9.00"))
    assert scored(">90%", "90%").attainment is Attainment.MISSED


def test_a_report_without_weights_cannot_be_added_up() -> None:
    budget = (budget_line(wan("374.26"), wan("374.26")),)
    rows = [indicator("100%", "80%", number=str(n), name=f"完成率{n}", max_score=None) for n in range(1, 6)]

    card = score(entry(rows, budget=budget), form_of(scoring_rules()))

    assert card.rows[0].score == Decimal("10.00")
    assert (card.total, card.computed_total, card.rating) == (None, None, "")
    assert [finding.message for finding in card.findings] == [
        "“完成率1”、“完成率2”、“完成率3”等5项指标没有填分值，不能计算得分和总分"
    ]


def test_the_entered_score_counts_and_the_computed_one_stays_unrounded() -> None:
    row = scored("80人", "74人", score=Decimal("0.5"))

    assert (row.entered, row.score, row.computed, row.overridden) == (
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal("0.925"),
        True,
    )


def test_an_entered_score_equal_at_the_forms_precision_is_no_override() -> None:
    assert not scored("80人", "74人", score=Decimal("0.93")).overridden
    assert not scored("80人", "74人", score=Decimal("0.925")).overridden


@pytest.mark.parametrize(
    ("scores", "total", "rating"),
    [(("89.995",), "89.995", "良"), (("90",), "90", "优"), (("59.99",), "59.99", "差")],
)
def test_the_rating_follows_the_unrounded_total(scores: tuple[str, ...], total: str, rating: str) -> None:
    rows = [indicator("", number=str(at), max_score=Decimal(100), score=Decimal(s)) for at, s in enumerate(scores)]

    card = card_of(rows)

    assert (card.total, card.rating) == (Decimal(total), rating)


def test_the_scorecard_names_the_notice_it_scores_by() -> None:
    assert tianjin().source == "《项目支出绩效评价管理办法》（财预〔2020〕10号）"


# 预算执行率


def parts(*lines: tuple[str, str, str, str]) -> tuple[BudgetLine, ...]:
    return tuple(
        budget_line(wan(budget), wan(spent), source=source, expenditure_type=kind)
        for source, kind, budget, spent in lines
    )


BY_SOURCE = parts(("财政拨款", "合计", "80", "76"), ("其他资金", "合计", "20", "14"))
BY_TYPE = parts(("合计", "基本支出", "40", "40"), ("合计", "项目支出", "60", "50"))
CROSSED = parts(
    ("财政拨款", "基本支出", "40", "40"),
    ("财政拨款", "项目支出", "50", "45"),
    ("其他资金", "基本支出", "0", "0"),
    ("其他资金", "项目支出", "10", "5"),
)


@pytest.mark.parametrize("budget", [BY_SOURCE, BY_TYPE, CROSSED])
def test_the_execution_rate_is_added_up_where_only_parts_are_entered(budget: tuple[BudgetLine, ...]) -> None:
    card = score(entry(budget=budget), form_of(scoring_rules()))

    assert card.rows[0].formula == "90÷100×10=9"


def test_a_part_that_is_not_entered_leaves_the_whole_unknown() -> None:
    card = score(entry(budget=CROSSED[:3]), form_of(scoring_rules()))

    assert card.rows[0].computed is None


def test_an_entered_total_comes_before_its_parts() -> None:
    budget = (*BY_SOURCE, budget_line(wan("200"), wan("100")))

    assert total_execution(entry(budget=budget)) == (wan("200"), wan("100"))


def test_the_adjusted_budget_is_the_divisor_whatever_the_original_one_was() -> None:
    line = budget_line(wan("10986.90"), wan("10389.70"), original_budget=wan("10783.40"))

    card = score(entry(budget=(line,)), form_of(scoring_rules()))

    assert card.rows[0].score == Decimal("9.46")


def test_amounts_of_different_units_are_divided_in_one() -> None:
    card = score(entry(budget=(budget_line(wan("100"), yuan("905000")),)), form_of(scoring_rules()))

    assert card.rows[0].formula == "905000÷1000000×10=9.05"


@pytest.mark.parametrize(
    "budget", [(), (budget_line(wan("0"), wan("0")),), (BudgetLine(source="合计", expenditure_type="合计"),)]
)
def test_without_a_budget_the_execution_rate_has_no_score(budget: tuple[BudgetLine, ...]) -> None:
    card = score(entry(budget=budget), form_of(scoring_rules()))

    assert (card.rows[0].score, card.total) == (None, None)
    assert codes(card) == ["SCORE_MISSING"]


def test_an_execution_rate_by_interval_scores_the_step_it_reaches() -> None:
    rules = scoring_rules(rules={"execution": "R0 95%:10 85%:7 75%:5"})

    card = score(entry(budget=(budget_line(wan("100"), wan("94.56")),)), form_of(rules))

    assert (card.rows[0].score, card.rows[0].formula) == (Decimal("7.00"), "94.56÷100=94.56%，按区间得7")


def test_spending_beyond_the_budget_scores_full_marks() -> None:
    card = score(entry(budget=(budget_line(wan("1712"), wan("1720")),)), form_of(scoring_rules()))

    assert (card.rows[0].score, card.rows[0].formula) == (Decimal("10.00"), "1720÷1712=100.4673%，超过100%，得满分10")


# findings


def codes(card: Scorecard) -> list[str]:
    return [finding.code for finding in card.findings]


def found(card: Scorecard, code: str) -> Finding:
    return next(finding for finding in card.findings if finding.code == code)


def hundred(row: Indicator) -> list[Indicator]:
    """*row* and another that brings the weights to 100."""
    rest = Decimal(100) - (row.max_score or 0)
    return [row, full_marks(99, str(rest))]


FAULTS = [
    (
        indicator("80人", "74人", score=Decimal("0.5")),
        "SCORE_OVERRIDE",
        Severity.WARNING,
        "“培训人数”得分填0.5，按R2计算为0.93（74÷80×1=0.925→0.93），没有填得分说明",
    ),
    (
        indicator("80人", "80人", score=Decimal("1.2")),
        "SCORE_ABOVE_MAX",
        Severity.ERROR,
        "“培训人数”得分1.2大于分值1",
    ),
    (indicator("80人", "80人", score=Decimal("-1")), "SCORE_NEGATIVE", Severity.ERROR, "“培训人数”得分-1小于0"),
    (
        indicator("有所提高", "社会反响较好"),
        "SCORE_MISSING",
        Severity.WARNING,
        "“培训人数”分值1，没有填得分，也不能按规则计算：定性指标先填定性等级，再在该等级的分值区间内打分",
    ),
    (
        indicator("≥90%", "95%", score=Decimal("0.8")),
        "MET_POINTS_LOST",
        Severity.WARNING,
        "“培训人数”指标值≥90%，实际完成95%，已完成，得分0.8，低于分值1",
    ),
    (
        indicator("100%", "80%", score=Decimal(1)),
        "MISSED_FULL_MARKS",
        Severity.WARNING,
        "“培训人数”指标值100%，实际完成80%，未完成，却得满分1，按R2计算为0.80",
    ),
    (
        indicator("有所提高", "有", attainment_band="部分达成", score=Decimal("0.9")),
        "SCORE_OUTSIDE_BAND",
        Severity.ERROR,
        "“培训人数”定性等级“部分达成”的得分应为0.6至0.8分（不含0.8），填0.9",
    ),
    (
        indicator("≥90%", "95%", scoring_rule="按比例", score=Decimal(1)),
        "RULE_UNKNOWN",
        Severity.WARNING,
        "“培训人数”计分规则“按比例”不能识别，已按R1计算",
    ),
]


@pytest.mark.parametrize(("row", "code", "severity", "message"), FAULTS, ids=[fault[1] for fault in FAULTS])
def test_a_faulty_score_is_found_once_with_both_values(
    row: Indicator, code: str, severity: Severity, message: str
) -> None:
    card = card_of(hundred(row))

    assert codes(card) == [code]
    assert (card.findings[0].severity, card.findings[0].message) == (severity, message)
    assert card.findings[0].subject == "培训人数"


SOUND = [
    indicator("80人", "74人", score=Decimal("0.93")),
    indicator("80人", "74人", score=Decimal("0.5"), score_reason="培训质量未达要求，另扣分"),
    indicator("≥90%", "95%", score=Decimal("0.8"), score_reason="资料不全扣0.2分"),
    indicator("100%", "80%", score=Decimal(1), score_reason="经批准调减任务"),
    indicator("≥200例", "841例", score=Decimal(1), deviation_reason="年中上级追加任务"),
    indicator("≥100人", "130人", score=Decimal(1)),
    indicator("≤100万元", "20万元", score=Decimal(1)),
    indicator("有所提高", "有", attainment_band="达成", score=Decimal("0.8")),
    indicator("有所提高", "有", attainment_band="达成", score=Decimal(1)),
    indicator("有所提高", "有", attainment_band="部分达成", score=Decimal("0.6")),
    indicator("有所提高", "有", attainment_band="未达成", score=Decimal(0)),
    indicator("≥90%", "达成指标", score=Decimal("0.9")),
    indicator("≥90%", "95%", scoring_rule="R1", score=Decimal(1)),
]


@pytest.mark.parametrize("row", SOUND, ids=range(len(SOUND)))
def test_a_sound_or_explained_score_is_no_finding(row: Indicator) -> None:
    assert codes(card_of(hundred(row))) == []


def test_an_execution_score_that_departs_from_the_rate_is_found() -> None:
    card = score(
        entry([full_marks(1, "90")], budget=(budget_line(wan("100"), wan("90"), score=Decimal(10)),)),
        form_of(scoring_rules()),
    )

    assert [finding.message for finding in card.findings] == ["“预算执行率”得分填10，按R0计算为9.00（90÷100×10=9）"]


def test_weights_that_do_not_add_to_the_total_are_found() -> None:
    card = card_of([full_marks(1, "50"), full_marks(2, "60")])

    assert [finding.message for finding in card.findings] == ["各项分值合计110分，应为100分，多10分"]


def test_a_printed_total_weight_that_differs_is_found() -> None:
    card = card_of([full_marks(1, "100")], conclusion=StatedConclusion(total_max_score=Decimal(90)))

    assert [finding.message for finding in card.findings] == ["总分值填90分，各项分值合计100分"]


def test_category_weights_that_differ_from_the_forms_are_found() -> None:
    rules = scoring_rules(
        execution_max_score=None,
        category_weights={"产出指标": Decimal(60), "效益指标": Decimal(30), "满意度指标": Decimal(10)},
    )

    card = card_of([full_marks(1, "70"), full_marks(2, "30", category="效益")], rules=rules)

    assert [finding.message for finding in card.findings] == [
        "“产出指标”各项分值合计70分，表样规定60分",
        "“满意度指标”各项分值合计0分，表样规定10分",
    ]


def test_a_printed_category_weight_that_is_not_the_sum_of_its_rows_is_found() -> None:
    weights = (CategoryWeight(category="产出指标", weight=Decimal(90)),)

    card = card_of([full_marks(1, "60"), full_marks(2, "40")], weights=weights)

    assert [(finding.code, finding.message) for finding in card.findings] == [
        ("CATEGORY_WEIGHT_SUM", "“产出指标”权重填90分，所属各项分值合计100分")
    ]


def test_the_weight_of_the_execution_row_is_none_of_the_indicators() -> None:
    weights = (CategoryWeight(category="预算执行", weight=Decimal(10)),)

    assert card_of([full_marks(1, "60"), full_marks(2, "40")], weights=weights).findings == ()


@pytest.mark.parametrize(
    ("stated", "expected"), [("98.96", []), ("99.0", []), ("99", []), ("98.9", ["TOTAL_MISMATCH"])]
)
def test_a_stated_total_is_compared_at_its_own_precision(stated: str, expected: list[str]) -> None:
    rows = [indicator("", number="1", max_score=Decimal(100), score=Decimal("98.96"))]

    card = card_of(rows, conclusion=StatedConclusion(total_score=Decimal(stated)))

    assert codes(card) == expected


def test_a_wrong_stated_total_names_both_values() -> None:
    rows = [indicator("", number="1", max_score=Decimal(100), score=Decimal("89.5"))]

    finding = card_of(rows, conclusion=StatedConclusion(total_score=Decimal("90.5"))).findings[0]

    assert (finding.message, finding.suggestion) == (
        "自评总分填90.5分，各项得分合计89.5分",
        "总分改为89.5分，或核对各项得分",
    )


def test_a_stated_rating_must_be_that_of_the_unrounded_total() -> None:
    rows = [indicator("", number="1", max_score=Decimal(100), score=Decimal("89.995"))]

    card = card_of(rows, conclusion=StatedConclusion(total_score=Decimal(90), rating="优"))

    assert [finding.message for finding in card.findings] == ["评价等级填“优”，总分89.995分对应“良”"]


def test_project_indicators_do_not_enter_the_departments_score() -> None:
    rows = [full_marks(1, "100"), full_marks(2, "40", project="1")]

    card = card_of(rows)

    assert (len(card.rows), card.max_total) == (1, Decimal(100))
