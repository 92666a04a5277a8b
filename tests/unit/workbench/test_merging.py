"""New figures after editing: edited parts keep people's words with the figures up to date; the others are new."""

from __future__ import annotations

from reportgen.model.bound_text import KnownFact
from reportgen.model.draft import Figure, Gap, Heading, Paragraph, Table, TableCell, TableRow, Words
from reportgen.workbench.bound_draft import bound_part
from reportgen.workbench.drafts import newest_draft, save_section, section_versions
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.generating import generate
from reportgen.workbench.merging import Merging, notes_of
from unit.workbench.conftest import EDITOR, TEMPLATES

BUDGET = "budget.total.adjusted_budget"
OWN = Words("上述资金使用规范有序。")
HEADING = Heading(1, "二、", "预算执行情况")


def _table(amount):
    return Table((TableRow((TableCell((Words("预算"),)), TableCell((Words(amount),)))),), (1, 1))


def _figures(blocks, fact):
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    return [run.text for run in runs if isinstance(run, Figure) and run.fact == fact]


def _part_with_budget(draft):
    return next(each for each in draft.sections if _figures(each.blocks, BUDGET))


def _at_budget(part):
    return next(at for at, block in enumerate(part.blocks) if _figures((block,), BUDGET))


def _edit(storage, report):
    """Words of one's own behind the paragraph that tells the budget."""
    draft = newest_draft(storage, report.number)
    part = _part_with_budget(draft)
    at = _at_budget(part)
    paragraph = part.blocks[at]
    runs = (*paragraph.runs[:-1], Words(paragraph.runs[-1].text + OWN.text))
    blocks = (*part.blocks[:at], Paragraph(runs, paragraph.style), *part.blocks[at + 1 :])
    save_section(storage, EDITOR, report.number, part.position, blocks, draft=draft.number, seen=part.version)
    return part.position


def _new_budget(storage, report, amount):
    row = next(
        each
        for each in read_rows(storage, report.number, "budget")
        if each.cells.get("adjusted_budget") == "57157686.73"
    )
    before = row.cells["adjusted_budget"]
    save_changes(storage, EDITOR, report.number, "budget", [SetCell(row.id, "adjusted_budget", before, amount)], seen=1)


def test_an_edited_part_keeps_its_words_with_the_new_figures(storage, filled):
    position = _edit(storage, filled)
    _new_budget(storage, filled, "58000000.00")

    generate(storage, EDITOR, filled.number, TEMPLATES)

    part = newest_draft(storage, filled.number).sections[position]
    assert part.how == "merged"
    assert OWN.text in "".join(block.text for block in part.blocks if isinstance(block, Paragraph))
    assert set(_figures(part.blocks, BUDGET)) == {"58,000,000.00元"}


def test_what_would_have_been_generated_can_be_gone_back_to(storage, filled):
    position = _edit(storage, filled)
    _new_budget(storage, filled, "58000000.00")

    number = generate(storage, EDITOR, filled.number, TEMPLATES)

    versions = section_versions(storage, number, position)
    assert [each.how for each in versions] == ["merged", "template"]
    assert OWN.text not in "".join(block.text for block in versions[1].blocks if isinstance(block, Paragraph))


def test_generating_twice_keeps_the_words_twice(storage, filled):
    position = _edit(storage, filled)
    before = newest_draft(storage, filled.number).sections[position].blocks

    generate(storage, EDITOR, filled.number, TEMPLATES)
    generate(storage, EDITOR, filled.number, TEMPLATES)

    assert newest_draft(storage, filled.number).sections[position].blocks == before


def test_parts_that_nobody_edited_are_as_generated(storage, filled):
    position = _edit(storage, filled)

    generate(storage, EDITOR, filled.number, TEMPLATES)

    others = [each.how for each in newest_draft(storage, filled.number).sections if each.position != position]
    assert set(others) == {"template"}


def test_headings_and_tables_of_an_edited_part_stay_in_their_places():
    before = (HEADING, Paragraph((Words("资金使用如下表。"),)), _table("100"))
    edited = bound_part("budget", (*before, Paragraph((OWN,))))

    blocks, plan = Merging({}, {}, lambda _text: ()).part("budget", before, edited, (*before[:2], _table("120")))

    assert blocks == (HEADING, Paragraph((Words("资金使用如下表。"),)), _table("120"), Paragraph((OWN,)))
    assert plan.notes == ()


def test_a_gap_stays_a_gap_in_a_paragraph_that_people_went_on_writing():
    gap = Gap("自评依据", "在“依据文件”表填写")
    before = (Paragraph((Words("根据"), gap, Words("开展自评。"))),)
    edited = bound_part("opening", (Paragraph((Words("根据"), gap, Words("开展自评。现报告如下："))),))

    blocks, _ = Merging({}, {}, lambda _text: ()).part("opening", before, edited, before)

    assert blocks == (Paragraph((Words("根据"), gap, Words("开展自评。现报告如下："))),)


def test_a_number_typed_over_a_figure_is_kept_and_told():
    def paragraph(*runs):
        return (Paragraph((Words("部门整体支出全年预算"), *runs, Words("，执行良好。"))),)

    old = KnownFact(BUDGET, "全年预算数", "部门整体支出", "57,157,686.73元", "57157686.73", "元", "全年预算")
    new = KnownFact(BUDGET, "全年预算数", "部门整体支出", "59,000,000.00元", "59000000.00", "元", "全年预算")
    at_work = Merging({BUDGET: old}, {BUDGET: new}, lambda _text: ())
    edited = bound_part("budget", paragraph(Words("5715.768673万元")))

    blocks, plan = at_work.part(
        "budget", paragraph(Figure(old.text, BUDGET)), edited, paragraph(Figure(new.text, BUDGET))
    )

    assert blocks[0].text == "部门整体支出全年预算5715.768673万元，执行良好。"
    (note,) = notes_of(plan, 3)
    assert (note.position, note.block, note.kind) == (3, 0, "手工输入的数字")
    assert "新数据为“59,000,000.00元”" in note.lines[0]


def test_a_page_still_open_with_the_draft_before_cannot_save_over_the_new_one(storage, filled):
    before = newest_draft(storage, filled.number).sections[0].version

    generate(storage, EDITOR, filled.number, TEMPLATES)

    assert newest_draft(storage, filled.number).sections[0].version > before
