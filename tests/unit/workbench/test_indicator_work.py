"""The work list of indicators: faulty rows, and decisions that change the data and nothing else."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.indicator_review import Decision
from reportgen.settings import shipped
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.indicator_work import Wish, decide, open_work
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES

CORPORA = shipped("corpora")
VAGUE = "残疾人办事便捷性"


def _work(storage, report):
    return open_work(storage, report.number, TEMPLATES, CORPORA)


def _row(storage, report, name):
    return next(row for row in _work(storage, report).rows if row.reviewed.indicator.name == name)


def _decide(storage, report, wish, user=EDITOR):
    return decide(storage, user, report.number, TEMPLATES, CORPORA, wish)


def _cells(storage, report, row):
    return next(each.cells for each in read_rows(storage, report.number, "indicators") if each.id == row)


def test_vague_rows_are_listed_with_their_faults_and_ways_to_mend_them(storage, filled):
    row = _row(storage, filled, VAGUE)

    assert {fault.code for fault in row.reviewed.faults} >= {"VAGUE"}
    assert not row.reviewed.measurable
    assert len(row.choices) >= 1


def test_own_words_are_written_into_the_row_and_the_original_is_kept(storage, filled):
    row = _row(storage, filled, VAGUE)
    before = dict(_cells(storage, filled, row.row))

    wish = Wish(row=row.row, key=row.key, decision=Decision.MODIFY, name="办事一次办结率", value="≥90%")
    assert _decide(storage, filled, wish) == 1

    after = _cells(storage, filled, row.row)
    assert (after["name"], after["target_value"]) == ("办事一次办结率", "≥90%")
    assert {name for name in before if before[name] != after.get(name, "")} <= {"name", "target_value", "description"}
    change = _work(storage, filled).decided[0]
    assert (change.original, change.replacement, change.decision, change.decided_by) == (
        VAGUE, "办事一次办结率", "修改", EDITOR.full_name,
    )  # fmt: skip


def test_a_blank_left_open_is_refused_and_nothing_is_written(storage, filled):
    row = _row(storage, filled, VAGUE)
    open_choice = next(each for each in row.choices if any(proposal.blanks for proposal in each.proposals))

    with pytest.raises(ReportgenError, match="没填的内容"):
        _decide(storage, filled, Wish(row=row.row, key=row.key, decision=Decision.ACCEPT, choice=open_choice.number))

    assert _cells(storage, filled, row.row)["name"] == VAGUE
    assert _work(storage, filled).decided == ()


def test_a_row_left_as_it_is_stays_in_the_list_as_decided(storage, filled):
    row = _row(storage, filled, VAGUE)

    assert _decide(storage, filled, Wish(row=row.row, key=row.key, decision=Decision.REJECT)) == 0

    left = _row(storage, filled, VAGUE)
    assert left.left is not None
    assert left.left.decided_by == EDITOR.full_name
    assert _cells(storage, filled, row.row)["name"] == VAGUE


def test_a_row_changed_since_the_list_was_opened_is_refused(storage, filled):
    row = _row(storage, filled, VAGUE)
    target = row.reviewed.indicator.target_value
    save_changes(
        storage, EDITOR, filled.number, "indicators", [SetCell(row.row, "target_value", target, "明显提升")], seen=0
    )

    with pytest.raises(ReportgenError, match="改过"):
        _decide(storage, filled, Wish(row=row.row, key=row.key, decision=Decision.MODIFY, name="办结率", value="≥90%"))


def test_modifying_without_own_words_is_refused(storage, filled):
    row = _row(storage, filled, VAGUE)

    with pytest.raises(ReportgenError, match="没有写自己的"):
        _decide(storage, filled, Wish(row=row.row, key=row.key, decision=Decision.MODIFY, choice=1))


def test_a_reviewer_decides_about_no_indicator(storage, filled):
    row = _row(storage, filled, VAGUE)

    with pytest.raises(NotAllowed):
        _decide(storage, filled, Wish(row=row.row, key=row.key, decision=Decision.REJECT), user=REVIEWER)
