"""Word edits made outside come back part by part, beside what stands; nothing changes until somebody takes it."""

from __future__ import annotations

import io

import pytest
from docx import Document

from reportgen.errors import ReportgenError, UnreadableFileError
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.generating import word_file_of
from reportgen.workbench.proposals import accept, decline, proposal_at, proposals_for
from reportgen.workbench.users import NotAllowed
from reportgen.workbench.word_merging import bring_back
from unit.workbench.conftest import CLERK, EDITOR, TEMPLATES

OWN = "上述资金使用规范有序。"
BUDGET = "budget.total.adjusted_budget"


def _budget_part(draft):
    return next(each for each in draft.sections if each.key == "budget")


def _text(blocks):
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.fixture
def exported(storage, filled, tmp_path):
    """The report as exported, to be edited in Word."""
    _, data = word_file_of(storage, EDITOR, filled.number, TEMPLATES)
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    return path


def _write_in_word(path, words=OWN):
    document = Document(io.BytesIO(path.read_bytes()))
    paragraph = next(each for each in document.paragraphs if "全年执行" in each.text and each.text.startswith("2023年"))
    paragraph.add_run(words)
    document.save(path)


def test_what_was_written_in_word_waits_beside_its_part(storage, filled, exported):
    _write_in_word(exported)
    before = _budget_part(newest_draft(storage, filled.number))

    positions = bring_back(storage, EDITOR, filled.number, exported, TEMPLATES)

    draft, proposed = proposal_at(storage, filled.number, before.position)
    assert positions == (before.position,)
    assert OWN in _text(proposed.blocks)
    assert _budget_part(draft).blocks == before.blocks


def test_figures_stay_bound_and_the_taken_text_is_a_new_version(storage, filled, exported):
    _write_in_word(exported)
    before = _budget_part(newest_draft(storage, filled.number))
    bring_back(storage, EDITOR, filled.number, exported, TEMPLATES)

    accept(storage, EDITOR, filled.number, before.position, seen=before.version)

    draft = newest_draft(storage, filled.number)
    after = _budget_part(draft)
    runs = [run for block in after.blocks if isinstance(block, Paragraph) for run in block.runs]
    assert after.how == "merged"
    assert Figure("57,157,686.73元", BUDGET) in runs
    assert _text(after.blocks) == _text(before.blocks).replace("467,000.45元。", f"467,000.45元。{OWN}", 1)
    assert proposals_for(storage, draft) == ()


def test_what_was_changed_in_the_browser_meanwhile_stays_too(storage, filled, exported):
    _write_in_word(exported)
    draft = newest_draft(storage, filled.number)
    part = _budget_part(draft)
    blocks = (*part.blocks, Paragraph((Words("这一段是在网页上写的。"),)))
    save_section(storage, EDITOR, filled.number, part.position, blocks, draft=draft.number, seen=part.version)

    bring_back(storage, EDITOR, filled.number, exported, TEMPLATES)

    _, proposed = proposal_at(storage, filled.number, part.position)
    assert OWN in _text(proposed.blocks)
    assert "这一段是在网页上写的。" in _text(proposed.blocks)


def test_a_text_left_is_gone_and_the_part_stays_as_it_was(storage, filled, exported):
    _write_in_word(exported)
    before = _budget_part(newest_draft(storage, filled.number))
    bring_back(storage, EDITOR, filled.number, exported, TEMPLATES)

    decline(storage, EDITOR, filled.number, before.position)

    draft = newest_draft(storage, filled.number)
    assert proposals_for(storage, draft) == ()
    assert _budget_part(draft) == before


def test_a_file_in_which_nothing_was_changed_says_so(storage, filled, exported):
    with pytest.raises(ReportgenError, match="与工作台里的相同"):
        bring_back(storage, EDITOR, filled.number, exported, TEMPLATES)


def test_a_word_file_from_elsewhere_is_refused_with_the_next_step(storage, filled, tmp_path):
    path = tmp_path / "别的.docx"
    document = Document()
    document.add_paragraph("某市水务局工作总结")
    document.save(path)

    with pytest.raises(UnreadableFileError, match="没有本程序留下的数字记号"):
        bring_back(storage, EDITOR, filled.number, path, TEMPLATES)


def test_only_those_who_write_bring_word_edits_back(storage, filled, exported):
    _write_in_word(exported)

    with pytest.raises(NotAllowed, match="不能编辑报告文字"):
        bring_back(storage, CLERK, filled.number, exported, TEMPLATES)
