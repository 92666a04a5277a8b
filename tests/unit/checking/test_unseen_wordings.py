"""Ways of telling that freely written reports have and forms have not: averages, parts, grades, honours, bodies."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, SelfEvaluation, StaffCount


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临江县应急管理局", year=2023, money_unit="万元"),
        staff=(
            StaffCount(staff_class="合计", authorized=40, actual=38),
            StaffCount(staff_class="事业", authorized=22, actual=21),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="处置突发事件", achieved="处置突发事件57起，转移群众4161人，救援队伍12支、队员384人"
            ),
        ),
        indicators=(
            counted("1", "渔船安全检查艘次", "≥2600艘次", "2874艘次", "2541艘次"),
            counted("2", "危桥改造座数", "18座", "15座", "12座"),
            counted("3", "平均到场时间", "≤30分钟", "34分钟", "37分钟"),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "处置突发事件57起，转移群众4161人，平均每起转移73人。",
        "全年检查渔船2874艘次，超出任务274艘次，比上年增长13.11%。",
        "危桥改造：任务18座，完工15座，是上年12座的1.25倍。",
        "平均到场时间由上年的37分钟缩短到34分钟，比要求的30分钟慢了4分钟。",
        "目标一：本局所属事业单位较多，编制40名，实有38人。",
    ],
)
def test_what_follows_from_the_numbers_before_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "处置突发事件57起，转移群众4161人，平均每起转移78人。",
        "全年检查渔船2874艘次，超出任务284艘次。",
        "危桥改造：任务18座，完工18座，完成率83.33%。",
        "平均到场时间由上年的37分钟延长到34分钟。",
        "全年检查渔船2874艘次，比任务多超过274艘次。",
    ],
)
def test_what_does_not_follow_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("委托中衡会计师事务所复核。", "BODY_UNKNOWN"),
        ("会同远山市水利局实施。", "BODY_UNKNOWN"),
        ("本局被授予省级先进集体称号。", "VERDICT_UNSUPPORTED"),
        ("年初设定的指标悉数达标。", "VERDICT_ALL"),
        ("2024年9月底前完工。", "DATE_NOT_IN_DATA"),
    ],
)
def test_a_name_an_honour_a_scope_or_a_date_that_nobody_entered_is_told(index: FactIndex, text: str, code: str) -> None:
    assert codes_of(text, index) == [code]


def test_the_department_itself_is_known_behind_any_word(index: FactIndex) -> None:
    assert codes_of("自评的主体是临江县应急管理局。", index) == []
