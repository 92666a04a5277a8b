"""Findings left as they are, with a reason: apart from the others, not counted at sign-off, and taken back."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.draft import Paragraph, Words
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.dismissing import dismiss, dismissals_of, lapsed, set_apart, take_back
from reportgen.workbench.draft_checking import check_whole, known_of
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_changes import AddRow, SetCell, save_changes
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.panel import panel_of
from reportgen.workbench.sign_off import check_before_signing, sign_off
from reportgen.workbench.staleness import is_stale_now
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER, TEMPLATES

WRONG = Paragraph((Words("另外，全年培训残疾人98765人次。"),))
REASON = "培训人次由业务系统统计，已与财政部门核对"


@pytest.fixture
def doubted(storage, filled):
    """The report with a number in its text that nobody entered."""
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, 0, (*draft.sections[0].blocks, WRONG), draft=draft.number, seen=1)
    return filled


def _findings(storage, report):
    draft = newest_draft(storage, report.number)
    return check_whole(draft, known_of(draft, report.form, TEMPLATES))


def _finding(storage, report):
    return next(each for each in _findings(storage, report) if "98765" in each.text)


def test_a_dismissed_finding_stands_apart_with_reason_and_person(storage, doubted):
    finding = _finding(storage, doubted)

    dismiss(storage, REVIEWER, doubted.number, number=finding.number, reason=REASON, code=finding.code, text="原句")

    left, apart = set_apart(_findings(storage, doubted), dismissals_of(storage, doubted.number))
    assert finding.number not in {each.number for each in left}
    ((found, why),) = apart
    assert found == finding
    assert (why.reason, why.by, why.code, why.text) == (REASON, "丁", finding.code, "原句")


def test_a_dismissal_does_not_make_the_draft_stale(storage, doubted):
    dismiss(storage, EDITOR, doubted.number, number=_finding(storage, doubted).number, reason=REASON)

    assert not is_stale_now(storage, doubted.number, newest_draft(storage, doubted.number))
    sign_off(storage, REVIEWER, doubted.number, TEMPLATES, "同意报送")


def test_changed_data_make_the_draft_stale_until_they_are_changed_back(storage, filled):
    draft = newest_draft(storage, filled.number)
    save_changes(
        storage, CLERK, filled.number, "department", [SetCell("one-department", "contact", "", "王芳")], seen=1
    )
    changed = is_stale_now(storage, filled.number, draft)
    save_changes(
        storage, CLERK, filled.number, "department", [SetCell("one-department", "contact", "王芳", "")], seen=2
    )

    assert (changed, is_stale_now(storage, filled.number, draft)) == (True, False)


def test_a_dismissed_error_is_listed_apart_at_sign_off(storage, doubted):
    before = check_before_signing(storage, REVIEWER, doubted.number, TEMPLATES)
    finding = _finding(storage, doubted)

    dismiss(storage, REVIEWER, doubted.number, number=finding.number, reason=REASON)

    after = check_before_signing(storage, REVIEWER, doubted.number, TEMPLATES)
    told = (*before.errors, *before.warnings)
    assert finding.message in told
    assert sorted((finding.message, *after.errors, *after.warnings)) == sorted(told)
    (apart,) = after.dismissed
    assert apart.startswith(finding.message)
    assert f"不处理：{REASON}；丁，" in apart


def test_a_finding_of_the_data_is_dismissed_too(storage, filled):
    panel = panel_of(read_rows(storage, filled.number), filled.form, TEMPLATES, 1)
    finding = panel.findings[0]

    dismiss(storage, EDITOR, filled.number, number=finding.number, reason=REASON)

    again = panel_of(read_rows(storage, filled.number), filled.form, TEMPLATES, 2)
    assert finding not in again.findings
    assert [each for each, _ in again.dismissed] == [finding]


def test_a_dismissal_taken_back_lets_the_finding_count_again(storage, doubted):
    finding = _finding(storage, doubted)
    dismiss(storage, EDITOR, doubted.number, number=finding.number, reason=REASON)
    (kept,) = dismissals_of(storage, doubted.number)

    take_back(storage, EDITOR, doubted.number, kept.row)

    assert dismissals_of(storage, doubted.number) == ()
    assert [each.deed for each in deeds_of(storage, doubted.number)].count("问题不处理") == 1
    assert [each.deed for each in deeds_of(storage, doubted.number)].count("恢复处理问题") == 1


def test_a_finding_is_dismissed_once_and_not_without_a_reason(storage, doubted):
    number = _finding(storage, doubted).number
    with pytest.raises(ReportgenError, match="没有写不处理的理由"):
        dismiss(storage, EDITOR, doubted.number, number=number, reason="  ")
    dismiss(storage, EDITOR, doubted.number, number=number, reason=REASON)
    dismiss(storage, EDITOR, doubted.number, number=number, reason="再记一次")

    assert [each.reason for each in dismissals_of(storage, doubted.number)] == [REASON]


def test_a_clerk_dismisses_nothing_not_even_through_the_table(storage, doubted):
    with pytest.raises(NotAllowed, match="不能把问题标为不处理"):
        dismiss(storage, CLERK, doubted.number, number=_finding(storage, doubted).number, reason=REASON)
    with pytest.raises(NotAllowed, match="不能把问题标为不处理"):
        save_changes(storage, CLERK, doubted.number, "dismissals", [AddRow("0123456789abcdef")], seen=1)


def test_a_dismissal_lapses_with_its_sentence_and_stays_listed_with_its_reason(storage, doubted):
    finding = _finding(storage, doubted)
    dismiss(
        storage, REVIEWER, doubted.number, number=finding.number, reason=REASON, text="另外，全年培训残疾人98765人次。"
    )
    standing = {each.number for each in _findings(storage, doubted)}
    draft = newest_draft(storage, doubted.number)
    changed = Paragraph((Words("另外，当年培训残疾人98765人次以上。"),))
    save_section(
        storage, EDITOR, doubted.number, 0, (*draft.sections[0].blocks[:-1], changed), draft=draft.number, seen=2
    )

    still = lapsed(dismissals_of(storage, doubted.number), standing)
    (no_longer,) = lapsed(dismissals_of(storage, doubted.number), {each.number for each in _findings(storage, doubted)})

    assert still == ()
    assert (no_longer.reason, no_longer.by, no_longer.text) == (REASON, "丁", "另外，全年培训残疾人98765人次。")
    checked = check_before_signing(storage, REVIEWER, doubted.number, TEMPLATES)
    assert checked.dismissed == ()
    assert f"当时的理由：{REASON}；丁，" in checked.lapsed[0]
