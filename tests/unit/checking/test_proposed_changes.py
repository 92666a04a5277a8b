"""All changes accepted, a text passes: what cannot be corrected is struck, and as little of it as may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from checked_sentences import index_of
from reportgen.checking.checker import check_text
from reportgen.checking.dismissals import numbered
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.proposals.proposed_changes import proposed_changes
from reportgen.model.checked_text import CheckedText, Correction
from reportgen.model.finding import Finding, Severity
from sample_entry import sample_entry


@pytest.fixture(scope="module")
def index() -> FactIndex:
    return index_of(sample_entry())


def made(text: str, changes: Sequence[Correction]) -> str:
    for each in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def judge(text: str, index: FactIndex) -> Callable[[Sequence[Correction]], CheckedText]:
    """The check of *text* with changes."""

    def judged(changes: Sequence[Correction]) -> CheckedText:
        words = made(text, changes)
        checked = check_text(words, index.ledger, index=index)
        return replace(checked, findings=numbered(checked.findings, words))

    return judged


def accepted(text: str, index: FactIndex) -> str:
    look = judge(text, index)
    return made(text, proposed_changes(look([]), index, look))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "职工培训人数实际完成74人，印发手册16,800册，培训合格率95%。",
            "职工培训人数实际完成74人，培训合格率95%。",
        ),
        ("职工培训人数实际完成74人。接听热线17,465通。", "职工培训人数实际完成74人。"),
        (
            "职工培训人数实际完成74人；接听热线17,465通；培训合格率95%。",
            "职工培训人数实际完成74人；培训合格率95%。",
        ),
        ("接听热线17,465通。", ""),
        ("职工培训人数实际完成78人，印发手册16,800册。", "职工培训人数实际完成74人。"),
    ],
)
def test_what_nobody_entered_is_struck_and_the_rest_stays(index: FactIndex, text: str, left: str) -> None:
    assert accepted(text, index) == left


def test_each_change_says_what_was_wrong(index: FactIndex) -> None:
    look = judge("接听热线17,465通。", index)

    (change,) = proposed_changes(look([]), index, look)

    assert "填报数据中没有" in change.why
    assert change.finding == look([]).findings[0].number


def test_a_gap_to_be_filled_stays(index: FactIndex) -> None:
    text = "职工培训人数【待填】。"
    gap = Finding(
        code="PLACEHOLDER", severity=Severity.ERROR, message="待填", text="【待填】", start=6, end=10, number="1"
    )  # fmt: skip
    checked = CheckedText(draft="稿", text=text, mentions=(), findings=(gap,), seen=0)

    assert proposed_changes(checked, index, lambda _: checked) == ()


def test_without_data_nothing_is_struck() -> None:
    text = "接听热线17,465通。"
    wrong = Finding(
        code="PROSE_VS_TABLE", severity=Severity.ERROR, message="不一致", text="17,465通", start=4, end=11, number="1"
    )  # fmt: skip
    checked = CheckedText(draft="稿", text=text, mentions=(), findings=(wrong,), seen=0)

    assert proposed_changes(checked, None, lambda _: checked) == ()


def test_a_heading_is_never_struck(index: FactIndex) -> None:
    text = "一、培训人数987654人\n培训合格率95%。"

    assert accepted(text, index) == text
