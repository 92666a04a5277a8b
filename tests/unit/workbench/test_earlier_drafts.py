"""Drafts generated earlier: listed, read, and brought back with the figures of the data as they are now."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.earlier_drafts import (
    drafts_of,
    earlier_draft,
    earlier_versions,
    put_beside,
    put_draft_beside,
)
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.generating import generate
from reportgen.workbench.proposals import accept, proposal_at
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES

OWN = "以下数据均经财务核对，预算"


def text_of(blocks):
    return "".join(getattr(block, "text", "") for block in blocks)


@pytest.fixture
def again(storage, filled):
    """The report whose first part was written anew, then replaced, and generated again from a changed budget."""
    first = newest_draft(storage, filled.number)
    own = Paragraph(
        (
            Words(OWN),
            Figure(first.facts["budget.total.adjusted_budget"].text, "budget.total.adjusted_budget"),
            Words("。"),
        )
    )
    save_section(storage, EDITOR, filled.number, 0, (own,), draft=first.number, seen=1)
    save_section(
        storage, EDITOR, filled.number, 0, first.sections[0].blocks, draft=first.number, seen=2, how="restored"
    )
    return filled


def new_budget(storage, report):
    row = next(each for each in read_rows(storage, report.number, "budget") if each.cells.get("adjusted_budget"))
    change = SetCell(row.id, "adjusted_budget", row.cells["adjusted_budget"], "60000000")
    save_changes(storage, EDITOR, report.number, "budget", [change], seen=1)


def test_every_draft_is_listed_with_the_parts_people_changed(storage, again):
    generate(storage, EDITOR, again.number, TEMPLATES)

    assert [(each.number, each.made_by, each.changed) for each in drafts_of(storage, again.number)] == [
        (2, "编辑丙", 0),
        (1, "编辑丙", 1),
    ]


def test_every_version_of_an_earlier_draft_can_be_read(storage, again):
    generate(storage, EDITOR, again.number, TEMPLATES)
    draft = newest_draft(storage, again.number)

    found = earlier_versions(storage, again.number, draft, 0)

    assert [(each.draft.number, each.version.version, each.version.how) for each in found] == [
        (1, 3, "restored"),
        (1, 2, "edited"),
        (1, 1, "template"),
    ]
    assert text_of(found[1].version.blocks).startswith(OWN)
    assert earlier_draft(storage, again.number, 1).sections[0].version == 3


def test_a_version_of_an_earlier_draft_comes_back_with_the_figures_of_today(storage, again):
    new_budget(storage, again)
    generate(storage, EDITOR, again.number, TEMPLATES)
    before = newest_draft(storage, again.number)

    put_beside(storage, EDITOR, again.number, 0, draft=1, version=2, templates=TEMPLATES)
    _, proposed = proposal_at(storage, again.number, 0)
    accept(storage, EDITOR, again.number, 0, seen=before.sections[0].version)

    after = newest_draft(storage, again.number).sections[0]
    assert text_of(proposed.blocks) == f"{OWN}60,000,000.00元。"
    assert (after.how, after.blocks) == ("restored", proposed.blocks)
    assert "生成的一稿，版本 2（编辑丙）" in proposed.source


def test_a_whole_earlier_draft_comes_back_part_by_part(storage, again):
    draft = newest_draft(storage, again.number)
    save_section(storage, EDITOR, again.number, 0, (Paragraph((Words(OWN),)),), draft=draft.number, seen=3)
    generate(storage, EDITOR, again.number, TEMPLATES)
    now = newest_draft(storage, again.number)
    plain = (Paragraph((Words("后来的话。"),)),)
    save_section(storage, EDITOR, again.number, 0, plain, draft=now.number, seen=now.sections[0].version)

    positions = put_draft_beside(storage, EDITOR, again.number, draft=1, templates=TEMPLATES)

    assert positions == (0,)
    assert text_of(proposal_at(storage, again.number, 0)[1].blocks) == OWN


def test_what_stands_already_is_not_brought_back_again(storage, again):
    generate(storage, EDITOR, again.number, TEMPLATES)

    with pytest.raises(ReportgenError, match="与现在的文字相同"):
        put_beside(storage, EDITOR, again.number, 0, draft=1, version=3, templates=TEMPLATES)
    with pytest.raises(ReportgenError, match="与现在的文字相同"):
        put_draft_beside(storage, EDITOR, again.number, draft=1, templates=TEMPLATES)


@pytest.mark.parametrize(("draft", "version"), [(77, 1), (1, 77)])
def test_a_draft_or_version_that_never_was_is_told(storage, again, draft, version):
    with pytest.raises(ReportgenError, match="没有这"):
        put_beside(storage, EDITOR, again.number, 0, draft=draft, version=version, templates=TEMPLATES)


def test_a_reviewer_brings_nothing_back(storage, again):
    with pytest.raises(NotAllowed):
        put_beside(storage, REVIEWER, again.number, 0, draft=1, version=2, templates=TEMPLATES)
