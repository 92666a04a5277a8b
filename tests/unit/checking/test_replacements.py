"""Only what the data leave no choice about is corrected, in the words and the unit of the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checked_sentences import index_of
from reportgen.checking.checker import check_text
from reportgen.checking.dismissals import numbered
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.proposals.figure_candidates import worked_out
from reportgen.checking.proposals.replacements import confirmed, corrections
from reportgen.checking.proposals.trials import Trials
from reportgen.model.checked_text import CheckedMention, CheckedText, Correction, Verdict
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mentions import scan
from sample_entry import indicator, sample_entry, wan


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = sample_entry()
    more = (
        *entered.indicators,
        indicator("3", name="便民热线接听量", target_value="2600件", actual_value="2874件", previous_actual="2541件"),
        indicator("4", name="平均办理时长", target_value="≤30分钟", actual_value="34分钟"),
    )
    line = entered.budget[0]
    return index_of(
        replace(entered, indicators=more, budget=(replace(line, previous_actual=wan("98")), *entered.budget[1:]))
    )


def corrected(text: str, index: FactIndex | None) -> str:
    """*text* with everything corrected that is certain."""
    if index is None:
        return text
    checked = check_text(text, index.ledger, index=index)
    checked = replace(checked, findings=numbered(checked.findings, text))
    for each in reversed(corrections(checked, index)):
        text = text[: each.start] + each.text + text[each.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("便民热线接听量2784件。", "便民热线接听量2874件。"),
        ("便民热线接听量2,784件。", "便民热线接听量2,874件。"),
        ("便民热线接听量287.4件。", "便民热线接听量2874件。"),
        ("便民热线接听量2874人。", "便民热线接听量2874件。"),
        ("部门整体支出全年执行数110.52万元。", "部门整体支出全年执行数110.25万元。"),
        ("部门整体支出全年执行数1,105,200元。", "部门整体支出全年执行数1,102,500元。"),
        ("部门整体支出全年执行数110.25元。", "部门整体支出全年执行数110.25万元。"),
        ("职工培训人数实际完成七十八人。", "职工培训人数实际完成七十四人。"),
        ("培训合格率实际完成95‰。", "培训合格率实际完成95%。"),
    ],
)
def test_a_slip_is_put_right_in_the_form_and_the_unit_of_the_draft(index: FactIndex, wrong: str, right: str) -> None:
    assert corrected(wrong, index) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("便民热线接听量2874件，比上年的2541件减少333件。", "便民热线接听量2874件，比上年的2541件增加333件。"),
        ("便民热线接听量2874件，比任务多247件。", "便民热线接听量2874件，比任务多274件。"),
        ("平均办理时长达到年度目标。", "平均办理时长未达到年度目标。"),
        ("便民热线接听量2874件，没有完成年度任务。", "便民热线接听量2874件，完成年度任务。"),
        ("2022年，便民热线接听量2874件。", "2023年，便民热线接听量2874件。"),
        ("7023年，便民热线接听量2874件。", "2023年，便民热线接听量2874件。"),
        ("便民热线接听量超过2874件。", "便民热线接听量2874件。"),
        (
            "依据《关于开展绩效自评工作的通知》（岚财绩〔2024〕8号）开展自评。",
            "依据《关于开展绩效自评工作的通知》（岚财绩〔2024〕3号）开展自评。",
        ),
    ],
)
def test_words_are_put_right_where_the_numbers_prove_them_wrong(index: FactIndex, wrong: str, right: str) -> None:
    assert corrected(wrong, index) == right


def test_a_claim_that_all_was_done_becomes_the_counts(index: FactIndex) -> None:
    assert corrected("各项绩效指标全部完成。", index) == "绩效指标共4项，完成2项，未完成2项。"


@pytest.mark.parametrize(
    "text",
    [
        "水库移民后期扶持项目支出21.65万元。",  # nobody entered that project; the projects' sum is not meant
        "全年印发手册16,800册。",
        "职工培训人数实际完成33人次左右的规模。",
    ],
)
def test_what_may_mean_something_else_is_left(index: FactIndex, text: str) -> None:
    assert corrected(text, index) == text


def test_a_number_that_follows_from_a_wrong_one_is_right_once_that_is(index: FactIndex) -> None:
    wrong = "便民热线接听量2784件，比任务多274件。"

    assert corrected(wrong, index) == "便民热线接听量2874件，比任务多274件。"


def test_a_share_that_takes_the_place_of_a_fraction_has_its_sign(index: FactIndex) -> None:
    text = "计划80人，完成74人，完成率三分之二。"
    line = Trials(check_text(text, index.ledger, index=index), index).line_at(0)

    texts = [each.text for each in worked_out(scan(text).mentions[-1], line, index)]

    assert "92.5%" in texts
    assert "92.5" not in texts


def finding(text: str, code: str, suggestion: str, severity: Severity = Severity.ERROR) -> CheckedText:
    one = Finding(
        code=code, severity=severity, message="", suggestion=suggestion, text=text, start=2, end=2 + len(text),
        number="1",
    )  # fmt: skip
    return CheckedText(draft="稿", text=f"共计{text}。", mentions=(), findings=(one,), seen=0)


def test_without_entered_data_no_number_is_corrected() -> None:
    assert corrections(finding("78人", "NUMBER_DIFFERS", "请核对，填报数据为数74人"), None) == ()


def test_a_rating_keeps_the_words_around_it() -> None:
    one = finding("等级为“良好”", "VERDICT_RATING", "请改为“优”")

    assert [each.text for each in corrections(one, None)] == ["等级为“优”"]


def test_a_document_number_is_written_as_the_rule_wants_it() -> None:
    one = finding("财预[2020]10号", "DOC_NUMBER", "改为“财预〔2020〕10号”：年份用六角括号", Severity.WARNING)

    assert [each.text for each in corrections(one, None)] == ["财预〔2020〕10号"]


def test_a_heading_gets_the_number_that_is_its_turn() -> None:
    one = finding("（三）存在问题", "HEADING_NUMBER", "补“（二）”或改正序号")

    assert [(each.text, each.end - each.start) for each in corrections(one, None)] == [("（二）", 3)]


def test_a_correction_that_is_wrong_again_is_given_up() -> None:
    proposed = (Correction(2, 5, "74人", "1"), Correction(8, 10, "5期", "2"))
    again = CheckedText(
        draft="稿", text="", findings=(), seen=0,
        mentions=(
            CheckedMention(text="5期", start=8, end=10, kind="", value=None, unit="期", verdict=Verdict.REJECTED),
            CheckedMention(text="74人", start=2, end=5, kind="", value=None, unit="人", verdict=Verdict.TRACED),
        ),
    )  # fmt: skip

    assert confirmed(proposed, again) == (proposed[0],)
