from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from reportgen import pipeline
from reportgen.model.draft import Figure, Gap, Heading, Line, Paragraph, Words
from reportgen.settings import shipped
from reportgen.workbench.assignments import assign
from reportgen.workbench.draft_checking import known_of, with_inserted_facts
from reportgen.workbench.draft_content import annexes_from, annexes_plain, blocks_of, blocks_text, line_from, line_plain
from reportgen.workbench.drafts import OverwritingError, newest_draft, save_section, section_versions
from reportgen.workbench.generating import generate, word_file_of
from reportgen.workbench.users import NotAllowed
from reportgen.workbench.writers import assignable_parts, writable_parts
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER, TEMPLATES

MINE = (Paragraph((Words("共投入"), Figure("100万元", "budget.total.adjusted_budget"), Words("。"))),)


@pytest.mark.parametrize("example", ["tianjin", "shanghai", "hebei"])
def test_a_draft_comes_back_from_the_store_as_it_was_made(example):
    evaluation = pipeline.open_entry(shipped("corpora") / "examples" / example / "填报.yaml", TEMPLATES)
    written = pipeline.draft(evaluation, TEMPLATES)

    sections = tuple(replace(each, blocks=blocks_of(blocks_text(each.blocks))) for each in written.sections)

    assert sections == written.sections
    assert annexes_from(annexes_plain(written.annexes)) == written.annexes
    assert line_from(line_plain(written.title)) == written.title


def test_figures_in_a_heading_stay_bound():
    heading = Heading(2, "（一）", Line((Words("项目"), Figure("3个", "count.project"), Gap("名称", "在“项目”表填写"))))

    (kept,) = blocks_of(blocks_text([heading]))

    assert kept.text.runs == heading.text.runs


def test_every_figure_of_a_kept_draft_has_its_fact_and_what_that_was_computed_from(storage, filled):
    draft = newest_draft(storage, filled.number)
    stated = {
        run.fact
        for section in draft.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Figure)
    }
    operands = {operand for fact in draft.facts.values() for operand in fact.operands}

    assert stated
    assert stated <= draft.facts.keys()
    assert operands <= draft.facts.keys()


def test_an_edited_section_is_a_new_version_and_the_old_one_stays(storage, filled):
    draft = newest_draft(storage, filled.number)

    save_section(storage, EDITOR, filled.number, 0, MINE, draft=draft.number, seen=1)

    versions = section_versions(storage, draft.number, 0)
    assert [(each.version, each.how, each.made_by) for each in versions] == [
        (2, "edited", "编辑丙"),
        (1, "template", "编辑丙"),
    ]
    assert newest_draft(storage, filled.number).sections[0].blocks == MINE
    assert versions[1].blocks == draft.sections[0].blocks


def test_two_editors_of_one_section_are_told(storage, filled):
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, 0, MINE, draft=draft.number, seen=1)

    with pytest.raises(OverwritingError, match="编辑丙 已经保存了这一部分的新版本"):
        save_section(storage, EDITOR, filled.number, 0, (), draft=draft.number, seen=1)


@pytest.mark.parametrize(("user", "told"), [(CLERK, "只能改分给自己的部分的文字"), (REVIEWER, "不能编辑报告文字")])
def test_only_editors_write(storage, filled, user, told):
    draft = newest_draft(storage, filled.number)

    with pytest.raises(NotAllowed, match=told):
        save_section(storage, user, filled.number, 0, MINE, draft=draft.number, seen=1)


def test_generating_again_keeps_the_earlier_draft(storage, filled):
    first = newest_draft(storage, filled.number)

    second = generate(storage, EDITOR, filled.number, TEMPLATES)

    assert second > first.number
    assert section_versions(storage, first.number, 0)[0].blocks == first.sections[0].blocks


def test_the_word_file_is_written_from_the_text_as_it_stands(storage, filled):
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, 0, MINE, draft=draft.number, seen=1)

    _, data = word_file_of(storage, REVIEWER, filled.number, TEMPLATES, clean=True)

    texts = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert "共投入100万元。" in texts


def test_a_figure_put_in_afterwards_is_known_with_its_cell(storage, filled):
    draft = newest_draft(storage, filled.number)
    new = next(fact for fact in known_of(draft, filled.form, TEMPLATES).ledger.values() if fact.id not in draft.facts)
    part = draft.sections[0]
    blocks = (*part.blocks, Paragraph((Figure(new.text, new.id),)))
    save_section(storage, EDITOR, filled.number, part.position, blocks, draft=draft.number, seen=part.version)

    known = with_inserted_facts(newest_draft(storage, filled.number), filled.form, TEMPLATES).facts[new.id]

    assert (known.text, known.label) == (new.text, new.label)


def test_a_clerk_writes_the_part_of_the_text_that_was_given_to_him_and_no_other(storage, filled, clerk_account):
    draft = newest_draft(storage, filled.number)
    budget, conclusion = (next(each for each in draft.sections if each.key == key) for key in ("budget", "conclusion"))
    with pytest.raises(NotAllowed, match="只能改分给自己的部分的文字"):
        save_section(storage, clerk_account, filled.number, budget.position, MINE, draft=draft.number, seen=1)
    assign(storage, EDITOR, filled.number, assignable_parts(draft)[budget.position], [clerk_account.number])

    save_section(storage, clerk_account, filled.number, budget.position, MINE, draft=draft.number, seen=1)

    assert newest_draft(storage, filled.number).sections[budget.position].blocks == MINE
    assert writable_parts(storage, clerk_account, filled.number, draft) == {budget.position}
    with pytest.raises(NotAllowed, match="请他们在“分工”里把这一部分分给您"):
        save_section(storage, clerk_account, filled.number, conclusion.position, MINE, draft=draft.number, seen=1)


def test_a_part_stays_with_its_clerk_when_the_report_is_generated_again(storage, filled, clerk_account):
    draft = newest_draft(storage, filled.number)
    conclusion = next(each for each in draft.sections if each.key == "conclusion")
    assign(storage, EDITOR, filled.number, assignable_parts(draft)[conclusion.position], [clerk_account.number])

    generate(storage, EDITOR, filled.number, TEMPLATES)

    again = newest_draft(storage, filled.number)
    mine = writable_parts(storage, clerk_account, filled.number, again)
    assert [again.sections[each].key for each in mine] == ["conclusion"]


def test_a_reviewer_writes_nothing_even_where_a_part_was_given_to_him(storage, filled):
    draft = newest_draft(storage, filled.number)

    with pytest.raises(NotAllowed, match="您的角色是“审核”"):
        save_section(storage, REVIEWER, filled.number, 2, MINE, draft=draft.number, seen=1)
    assert writable_parts(storage, REVIEWER, filled.number, draft) == frozenset()
