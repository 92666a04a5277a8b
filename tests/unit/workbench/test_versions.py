"""Versions of a part: what changed is marked by words, and any version comes back."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.comparison import ChangeKind, NumberChange, Stretch, StretchKind
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.workbench.drafts import OverwritingError, newest_draft, save_section
from reportgen.workbench.users import NotAllowed
from reportgen.workbench.versions import compare_versions, part_with_versions, restore
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER

BEFORE = (Paragraph((Words("全年预算"), Figure("100万元", "budget.total.adjusted_budget"), Words("，执行顺利。"))),)
AFTER = (Paragraph((Words("全年预算"), Figure("120万元", "budget.total.adjusted_budget"), Words("，执行平稳。"))),)


def test_changed_words_are_marked_and_a_number_is_never_cut():
    (change,) = compare_versions(BEFORE, AFTER).changes

    assert change.kind is ChangeKind.CHANGED
    assert change.stretches == (
        Stretch(StretchKind.BOTH, "全年预算"),
        Stretch(StretchKind.OLD, "100万元"),
        Stretch(StretchKind.NEW, "120万元"),
        Stretch(StretchKind.BOTH, "，执行"),
        Stretch(StretchKind.OLD, "顺利"),
        Stretch(StretchKind.NEW, "平稳"),
        Stretch(StretchKind.BOTH, "。"),
    )
    assert change.numbers == (NumberChange("100万元", "120万元"),)


def test_an_unchanged_part_has_no_changes(storage, filled):
    draft = newest_draft(storage, filled.number)

    found = [compare_versions(each.blocks, each.blocks, draft.facts.values()) for each in draft.sections]

    assert [each.changes for each in found] == [()] * len(draft.sections)


def test_any_version_comes_back_as_a_new_one_and_the_others_stay(storage, filled):
    draft = newest_draft(storage, filled.number)
    first = draft.sections[0].blocks
    save_section(storage, EDITOR, filled.number, 0, BEFORE, draft=draft.number, seen=1)

    assert restore(storage, EDITOR, filled.number, 0, 1, seen=2) == 3

    _, versions = part_with_versions(storage, filled.number, 0)
    assert [(each.version, each.how) for each in versions] == [(3, "restored"), (2, "edited"), (1, "template")]
    assert versions[0].blocks == first
    assert versions[1].blocks == BEFORE


def test_a_version_is_not_restored_over_what_somebody_else_saved_meanwhile(storage, filled):
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, 0, BEFORE, draft=draft.number, seen=1)

    with pytest.raises(OverwritingError, match="已经保存了这一部分的新版本"):
        restore(storage, EDITOR, filled.number, 0, 1, seen=1)


def test_a_version_that_never_was_is_refused(storage, filled):
    with pytest.raises(ReportgenError, match="没有这个版本"):
        restore(storage, EDITOR, filled.number, 0, 7, seen=1)


def test_only_those_who_write_restore(storage, filled):
    for user in (CLERK, REVIEWER):
        with pytest.raises(NotAllowed, match="不能编辑报告文字"):
            restore(storage, user, filled.number, 0, 1, seen=1)
