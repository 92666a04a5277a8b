"""超过, 不足, 近 and 余 beside a number that is exactly right without them, and dates with the wrong year."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, SelfEvaluation, StaffCount


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临江县民政局", year=2023, money_unit="万元"),
        staff=(
            StaffCount(staff_class="合计", authorized=40, actual=38),
            StaffCount(staff_class="事业", authorized=22, actual=21),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="2023年11月30日前建成养老驿站18处",
                achieved="建成养老驿站15处，9月22日验收，办理婚姻登记近3274对，培训护理员126人，"
                "每处补助9万元、实际9.6万元，播放超过10万次的短视频29条，线上办理5.26万件",
            ),
        ),
        indicators=(
            counted("1", "养老驿站建成数量", "18处", "15处", "12处"),
            counted("2", "适老化改造户数", "≥400户", "436户", "410户"),
            counted("4", "平均办理时间", "≤20天", "18天", "20天"),
            counted("3", "床位使用率", "≥55%", "57.4%", "52.1%"),
            counted("5", "补贴发放准确率", "100%", "100%", "99.2%"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "适老化改造436户，超过400户的目标。",
        "适老化改造超过430户，超出目标36户。",
        "适老化改造436户，比目标多36户。",
        "床位使用率超过57%，比上年提高5个多百分点。",
        "办理婚姻登记近3274对。",
        "处置播放过十万次的短视频29条。",
        "每处补助9.6万元，高于9万元的补助标准。",
        "适老化改造不足440户。",
        "2023年9月22日验收，2023年11月30日是限期。",
        "适老化改造436户，超出36户。",
        "养老驿站建成15处，少于目标3处。",
        "线上办理5.26万件。",
        "补贴发放准确率约100.00%。",
        "编制40人，其中事业编制22人。",
        "补贴发放准确率100%，没有低于100%的要求。",
    ],
)
def test_a_true_qualifier_and_an_entered_date_are_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5项指标完成超过4项。", "NUMBER_WRONG_QUALIFIER"),
        ("适老化改造436户，比目标多超过36户。", "NUMBER_WRONG_QUALIFIER"),
        ("培训护理员超过126人。", "NUMBER_WRONG_QUALIFIER"),
        ("养老驿站比上年增加不足3处。", "NUMBER_WRONG_QUALIFIER"),
        ("编制40人，实有38人，其中事业超21人。", "NUMBER_WRONG_QUALIFIER"),
        ("养老驿站还缺3处，剩下不足3处的用地正在办理。", "NUMBER_WRONG_QUALIFIER"),
        ("养老驿站没有完成，不足3处驿站还在选址。", "NUMBER_WRONG_QUALIFIER"),
        ("平均办理时间比上年减少不足2天。", "NUMBER_WRONG_QUALIFIER"),
        ("补贴发放准确率不足100%。", "NUMBER_WRONG_QUALIFIER"),
        ("平均办理时间比上年的20天延长2天。", "NUMBER_WRONG_DIRECTION"),
        ("2024年11月30日前要建成18处。", "YEAR_UNEXPECTED"),
        ("2024年9月22日验收。", "YEAR_UNEXPECTED"),
    ],
)
def test_a_false_qualifier_and_another_year_are_told(index: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, index)
