"""One paragraph drafted anew, by the template or by a model: its neighbours stay, its facts are kept."""

from __future__ import annotations

from contextlib import closing, nullcontext

import pytest

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.settings import shipped
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.model_drafting import ModelDesk
from reportgen.workbench.paragraph_drafting import Place, paragraph_question, redraft_paragraph_by_model
from reportgen.workbench.proposals import accept, proposal_at, proposals_for
from reportgen.workbench.redrafting import redraft_paragraph_by_template
from reportgen.workbench.users import NotAllowed
from reportgen.workbench.versions import restore
from scripted_chat import ScriptedChat
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES

PROMPTS = shipped("prompts")
FALSE = {"paragraphs": [{"answers": [], "sentences": ["召开专题会议12次，成效显著，走在前列。"]}]}


def reply(*sentences):
    return {"paragraphs": [{"answers": [], "sentences": list(sentences)}]}


def part_with(storage, report, key):
    return next(each for each in newest_draft(storage, report.number).sections if each.key == key)


def desk_of(chat, tmp_path):
    return ModelDesk(
        name="scripted",
        where="http://127.0.0.1:9",
        open_model=lambda _names: nullcontext(chat),
        open_store=lambda: closing(pipeline.open_prior_reports(tmp_path / "往年.sqlite", shipped("corpora"))),
    )


@pytest.fixture
def rewritten(storage, filled):
    """The part that tells the budget, one paragraph of it written anew and a paragraph added."""
    part = part_with(storage, filled, "budget")
    at = next(number for number, each in enumerate(part.blocks) if isinstance(each, Paragraph))
    spoilt = Paragraph((Words("预算执行的情况另行说明。"),))
    added = Paragraph((Words("以上情况已经公示。"),))
    blocks = (*part.blocks[:at], spoilt, *part.blocks[at + 1 :], added)
    draft = newest_draft(storage, filled.number)
    save_section(storage, EDITOR, filled.number, part.position, blocks, draft=draft.number, seen=part.version)
    return part, at


def test_the_template_writes_one_paragraph_and_its_neighbours_stay(storage, filled, rewritten):
    original, at = rewritten
    standing = part_with(storage, filled, "budget")

    redraft_paragraph_by_template(
        storage, EDITOR, filled.number, standing.position, at, TEMPLATES, seen=standing.version
    )

    _, proposed = proposal_at(storage, filled.number, standing.position)
    assert proposed.blocks[at] == original.blocks[at]
    assert proposed.blocks[:at] + proposed.blocks[at + 1 :] == standing.blocks[:at] + standing.blocks[at + 1 :]
    assert proposed.source == "按模板重新起草第 1 段"


def test_the_old_words_of_the_paragraph_come_back(storage, filled, rewritten):
    _, at = rewritten
    standing = part_with(storage, filled, "budget")
    redraft_paragraph_by_template(
        storage, EDITOR, filled.number, standing.position, at, TEMPLATES, seen=standing.version
    )
    taken = accept(storage, EDITOR, filled.number, standing.position, seen=standing.version)

    restore(storage, EDITOR, filled.number, standing.position, standing.version, seen=taken)

    assert part_with(storage, filled, "budget").blocks == standing.blocks


def test_a_paragraph_that_no_template_has_or_that_is_the_templates_is_told(storage, filled, rewritten):
    standing = part_with(storage, filled, "budget")
    conclusion = part_with(storage, filled, "conclusion")
    own = len(standing.blocks) - 1

    with pytest.raises(ReportgenError, match="模板里没有与这一段对应的文字"):
        redraft_paragraph_by_template(
            storage, EDITOR, filled.number, standing.position, own, TEMPLATES, seen=standing.version
        )
    with pytest.raises(ReportgenError, match="这一段就是模板写的"):
        redraft_paragraph_by_template(
            storage, EDITOR, filled.number, conclusion.position, 1, TEMPLATES, seen=conclusion.version
        )


@pytest.mark.parametrize(
    ("block", "seen", "told"), [(0, 1, "没有这一段"), (99, 1, "没有这一段"), (1, 7, "打开以后有人改了")]
)
def test_what_is_no_paragraph_or_was_changed_since_is_not_drafted(storage, filled, block, seen, told):
    conclusion = part_with(storage, filled, "conclusion")

    with pytest.raises(ReportgenError, match=told):
        redraft_paragraph_by_template(storage, EDITOR, filled.number, conclusion.position, block, TEMPLATES, seen=seen)


def test_a_model_is_asked_for_the_paragraph_with_the_facts_it_has_to_keep(storage, filled, tmp_path):
    conclusion = part_with(storage, filled, "conclusion")
    kept = {run.fact for run in conclusion.blocks[1].runs if isinstance(run, Figure)}

    question = paragraph_question(
        storage, EDITOR, filled.number, Place(conclusion.position, 1, 1), TEMPLATES, PROMPTS,
        desk_of(ScriptedChat([]), tmp_path),
    )  # fmt: skip

    asked = question.messages[-1][1].partition("这一次只重写其中的一个自然段")[2]
    assert "score.total" in kept
    assert [fact for fact in sorted(kept) if f"[[{fact}]]" not in asked] == []


def test_what_the_model_wrote_truly_waits_with_the_other_paragraphs_as_they_are(storage, filled, tmp_path):
    conclusion = part_with(storage, filled, "conclusion")
    kept = dict.fromkeys(run.fact for run in conclusion.blocks[1].runs if isinstance(run, Figure))
    words = "".join(f"[[{run.fact}]]" if isinstance(run, Figure) else run.text for run in conclusion.blocks[1].runs)
    chat = ScriptedChat([reply(words)] * 3)

    redraft_paragraph_by_model(
        storage, EDITOR, filled.number, Place(conclusion.position, 1, 1), TEMPLATES, PROMPTS, desk_of(chat, tmp_path)
    )

    _, proposed = proposal_at(storage, filled.number, conclusion.position)
    assert [run.fact for run in proposed.blocks[1].runs if isinstance(run, Figure)] == list(kept)
    assert proposed.blocks[2:] == conclusion.blocks[2:]
    assert proposed.record.paragraphs[0].facts == tuple(kept)
    assert proposed.source.endswith("（第 1 段）")


def test_a_paragraph_without_its_facts_or_with_others_is_refused_and_the_record_says_why(storage, filled, tmp_path):
    conclusion = part_with(storage, filled, "conclusion")
    left_out = reply("经自评，得分为[[score.total]]。")

    with pytest.raises(ReportgenError, match="模型没有写成可以采用的文字"):
        redraft_paragraph_by_model(
            storage, EDITOR, filled.number, Place(conclusion.position, 1, 1), TEMPLATES, PROMPTS,
            desk_of(ScriptedChat([left_out, FALSE, FALSE]), tmp_path),
        )  # fmt: skip

    (kept,) = proposals_for(storage, newest_draft(storage, filled.number))
    told = [objection for attempt in kept.record.attempts for objection in attempt.objections]
    assert kept.how == "refused"
    assert any(each.startswith("FACT_LEFT_OUT：必须写到事实 [[score.rating]]") for each in told)
    assert any("“12次”是槽位以外的数字" in each for each in told)


def test_a_paragraph_without_any_fact_is_not_sent(storage, filled, tmp_path):
    conclusion = part_with(storage, filled, "conclusion")
    draft = newest_draft(storage, filled.number)
    blocks = (*conclusion.blocks, Paragraph((Words("特此说明。"),)))
    save_section(storage, EDITOR, filled.number, conclusion.position, blocks, draft=draft.number, seen=1)
    chat = ScriptedChat([])

    with pytest.raises(ReportgenError, match="没有发送任何内容"):
        redraft_paragraph_by_model(
            storage, EDITOR, filled.number, Place(conclusion.position, len(blocks) - 1, 2), TEMPLATES, PROMPTS,
            desk_of(chat, tmp_path),
        )  # fmt: skip

    assert chat.requests == []


def test_a_reviewer_drafts_no_paragraph(storage, filled, tmp_path):
    conclusion = part_with(storage, filled, "conclusion")

    with pytest.raises(NotAllowed):
        redraft_paragraph_by_template(storage, REVIEWER, filled.number, conclusion.position, 1, TEMPLATES, seen=1)
    with pytest.raises(NotAllowed):
        paragraph_question(
            storage, REVIEWER, filled.number, Place(conclusion.position, 1, 1), TEMPLATES, PROMPTS,
            desk_of(ScriptedChat([]), tmp_path),
        )  # fmt: skip
