"""A part drafted anew by the template waits beside the one that stands."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.draft import Paragraph, Words
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.generating import generate
from reportgen.workbench.proposals import accept, proposal_at
from reportgen.workbench.redrafting import redraft_by_template
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER, TEMPLATES

MINE = (Paragraph((Words("我自己写的一段。"),)),)


@pytest.fixture
def rewritten(storage, filled):
    """A draft whose part 2 somebody wrote anew; the part as the template wrote it."""
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, 2, MINE, draft=draft.number, seen=1)
    return draft.sections[2]


def test_the_templates_text_waits_beside_the_one_that_stands(storage, filled, rewritten):
    redraft_by_template(storage, EDITOR, filled.number, 2, TEMPLATES)

    draft, proposed = proposal_at(storage, filled.number, 2)
    assert proposed.blocks == rewritten.blocks
    assert draft.sections[2].blocks == MINE


def test_taken_it_is_a_version_like_any_other(storage, filled, rewritten):
    redraft_by_template(storage, EDITOR, filled.number, 2, TEMPLATES)

    assert accept(storage, EDITOR, filled.number, 2, seen=2) == 3

    part = newest_draft(storage, filled.number).sections[2]
    assert (part.blocks, part.how) == (rewritten.blocks, "redrafted")


def test_the_same_text_again_is_not_offered(storage, filled):
    with pytest.raises(ReportgenError, match="现在的文字就是模板写的"):
        redraft_by_template(storage, EDITOR, filled.number, 2, TEMPLATES)


def test_after_a_change_of_the_data_the_whole_report_is_to_be_generated(storage, filled, rewritten):
    save_changes(
        storage, CLERK, filled.number, "department", [SetCell("one-department", "contact", "", "王芳")], seen=1
    )

    with pytest.raises(ReportgenError, match="填报数据又有修改"):
        redraft_by_template(storage, EDITOR, filled.number, 2, TEMPLATES)


def test_a_text_that_waits_is_not_lost_by_generating_again(storage, filled, rewritten):
    redraft_by_template(storage, EDITOR, filled.number, 2, TEMPLATES)

    with pytest.raises(ReportgenError, match="还有 1 个部分有待采用的文字"):
        generate(storage, EDITOR, filled.number, TEMPLATES)


def test_a_reviewer_redrafts_nothing(storage, filled, rewritten):
    with pytest.raises(NotAllowed, match="不能编辑报告文字"):
        redraft_by_template(storage, REVIEWER, filled.number, 2, TEMPLATES)
