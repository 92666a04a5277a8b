"""Numbers in another measure word than they were entered in, or in the one told right before (量词的省略和换用)."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, EnteredProblem, ManagementItem, SelfEvaluation, StaffCount
from reportgen.quantities.mentions import scan


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临海县渔港站", year=2023, money_unit="万元"),
        staff=(StaffCount(staff_class="合计", authorized=58, actual=53),),
        goals=(
            PerformanceGoal(
                number="1",
                text="保障渔港安全",
                achieved="防御台风4次，现场急救16人，救活14人；"
                "登记由60分钟压缩到30分钟，保证金退还由5个工作日压缩到2个工作日，通知书发出由3个工作日压缩到1个工作日",
            ),
            PerformanceGoal(number="2", text="服务渔民", achieved="查处案件27起，举办招聘会3场"),
        ),
        management=(ManagementItem(topic="机构设置", text="执法艇13艘，监督点5个"),),
        problems=(
            EnteredProblem(
                problem="课题没有结题",
                cause="调查资料开发课题15个没有结题",
                measure="2024年新增航标灯130个，招聘会举办6场",
            ),
            EnteredProblem(problem="设备没有装好", cause="航站6件设备的厂家延期交货", measure="2024年5月底前装好"),
        ),
        indicators=(
            counted("1", "渔船安全率", "100%", "100%", "100%"), counted("2", "更新设备数", "≥18件", "12件"),
            counted("3", "险情响应时间", "≤20分钟", "17分钟", "21分钟"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "站里有十三条执法艇。",
        "台风来了四回。",
        "编制58，在岗53，差着5个。",
        "58个编制，53个在岗。",
        "查处案件27宗。",
        "监督点5处。",
        "现场急救用在16个人身上，救活14个。",
        "58个编制，实有53个人。",
        "查处案件27件。",
        "登记从1小时压到30分钟；保证金退还由5个工作日缩短为2个，通知书由3个缩短为1个。",
        "下一步15个课题全部结题。",
        "渔船安全率连续两年保持100%。",
        "6件设备由厂家负责装好。",
        "险情响应时间17分钟，快了4分钟。",
        "新增航标灯130个，招聘会由3场增加到6场，5月底前装好。",
    ],
)
def test_the_same_number_in_other_words_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "站里有十四条执法艇。",
        "台风来了五回。",
        "现场急救用在16个人身上，救活15个。",
        "58个编制，实有54个人。",
        "查处案件28件。",
        "登记从2小时压到30分钟。",
        "保证金退还由5个工作日缩短为3个。",
        "渔船安全率连续两年保持99%。",
        "渔船安全率连续三年保持100%。",
        "新增航标灯140个。",
        "险情响应时间17分钟，慢了4分钟。",
    ],
)
def test_another_number_in_other_words_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_the_next_in_order_is_no_count_of_times() -> None:
    (mention,) = scan("智力障碍42人次之").mentions

    assert (mention.text, mention.unit.symbol) == ("42人", "人")
