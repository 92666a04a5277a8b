"""请模型起草: what would be sent is shown without sending, and what the model wrote truly waits to be taken."""

from __future__ import annotations

from contextlib import closing, nullcontext

import pytest

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.llm.chat import ChatError
from reportgen.settings import shipped
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.generating import generate
from reportgen.workbench.model_drafting import ModelDesk, questions_of, redraft_by_model
from reportgen.workbench.proposals import accept, accept_all, proposal_at, proposals_for
from reportgen.workbench.users import NotAllowed
from scripted_chat import ScriptedChat
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES

PROMPTS = shipped("prompts")
TRUE = {
    "paragraphs": [
        {
            "answers": [],
            "sentences": [
                "经自评，[[department.name]][[department.year]]部门整体支出得[[score.total]]，等级为“[[score.rating]]”。",
                "全年预算执行率为[[budget.total.execution_rate]]，还有指标没有完成，原因和措施在后文说明。",
                "对未完成的指标，本报告在存在问题部分作了说明。",
            ],
        }
    ]
}
FALSE = {"paragraphs": [{"answers": [], "sentences": ["召开专题会议12次，成效显著，走在前列。"]}]}


def _true_for_the_conclusion(request):
    return TRUE if request.purpose == "section/conclusion" else FALSE


def _desk(chat, tmp_path):
    return ModelDesk(
        name="scripted",
        where="http://127.0.0.1:9",
        open_model=lambda _names: nullcontext(chat),
        open_store=lambda: closing(pipeline.open_prior_reports(tmp_path / "往年.sqlite", shipped("corpora"))),
    )


def _conclusion(storage, report):
    return next(each for each in newest_draft(storage, report.number).sections if each.key == "conclusion")


def test_what_would_be_sent_is_shown_and_nothing_is_sent(storage, filled, tmp_path):
    chat = ScriptedChat([])
    position = _conclusion(storage, filled).position

    (question,) = questions_of(storage, EDITOR, filled.number, TEMPLATES, PROMPTS, _desk(chat, tmp_path), position)

    assert [role for role, _ in question.messages] == ["system", "user"]
    assert "score.total" in question.messages[1][1]
    assert question.prompt.startswith("conclusion.md 第 ")
    assert chat.requests == []


def test_what_the_model_wrote_truly_waits_with_model_and_prompt(storage, filled, tmp_path):
    before = _conclusion(storage, filled)
    chat = ScriptedChat([TRUE] * 3)

    redraft_by_model(storage, EDITOR, filled.number, before.position, TEMPLATES, PROMPTS, _desk(chat, tmp_path))

    draft, proposed = proposal_at(storage, filled.number, before.position)
    assert proposed.source.startswith("模型 scripted 起草，提示词 conclusion 第 ")
    assert draft.sections[before.position] == before
    assert any("scripted" in line for block in proposed.blocks for line in getattr(block, "remarks", ()))


def test_what_is_not_true_is_never_offered(storage, filled, tmp_path):
    before = _conclusion(storage, filled)

    with pytest.raises(ReportgenError, match="模型没有写成可以采用的文字"):
        redraft_by_model(
            storage, EDITOR, filled.number, before.position, TEMPLATES, PROMPTS,
            _desk(ScriptedChat([FALSE] * 3), tmp_path),
        )  # fmt: skip

    (kept,) = proposals_for(storage, newest_draft(storage, filled.number))
    assert (kept.how, kept.blocks) == ("refused", before.blocks)
    assert kept.record.attempts[0].objections[0].startswith("NUMERAL：“12次”是槽位以外的数字")
    with pytest.raises(ReportgenError, match="没有可以采用的文字"):
        accept(storage, EDITOR, filled.number, before.position, seen=before.version)


def test_a_model_that_cannot_be_reached_says_what_to_do_instead(storage, filled, tmp_path):
    before = _conclusion(storage, filled)
    silent = ScriptedChat([ChatError("unreachable", "连不上模型")] * 3)

    with pytest.raises(ReportgenError, match="按模板重写"):
        redraft_by_model(storage, EDITOR, filled.number, before.position, TEMPLATES, PROMPTS, _desk(silent, tmp_path))


def test_a_part_that_no_prompt_is_for_is_not_sent(storage, filled, tmp_path):
    budget = next(each for each in newest_draft(storage, filled.number).sections if each.key == "budget")

    with pytest.raises(ReportgenError, match="这一部分不请模型写"):
        questions_of(
            storage, EDITOR, filled.number, TEMPLATES, PROMPTS, _desk(ScriptedChat([]), tmp_path), budget.position
        )


def test_a_reviewer_asks_no_model(storage, filled, tmp_path):
    position = _conclusion(storage, filled).position

    with pytest.raises(NotAllowed, match="不能编辑报告文字"):
        questions_of(storage, REVIEWER, filled.number, TEMPLATES, PROMPTS, _desk(ScriptedChat([]), tmp_path), position)


def test_all_parts_are_asked_for_and_each_waits_or_tells_why_it_does_not(storage, filled, tmp_path):
    before = newest_draft(storage, filled.number)
    chat = ScriptedChat([_true_for_the_conclusion] * 60)

    redraft_by_model(storage, EDITOR, filled.number, None, TEMPLATES, PROMPTS, _desk(chat, tmp_path))

    waiting = proposals_for(storage, newest_draft(storage, filled.number))
    by_key = {before.sections[each.position].key: each.how for each in waiting}
    assert by_key["conclusion"] == "redrafted"
    assert {how for key, how in by_key.items() if key != "conclusion"} == {"refused"}
    taken = accept_all(storage, EDITOR, filled.number, {each.position: each.version for each in before.sections})
    after = newest_draft(storage, filled.number)
    assert [before.sections[each].key for each in taken] == ["conclusion"]
    assert after.sections[taken[0]].record.outcome == "accepted"
    generate(storage, EDITOR, filled.number, TEMPLATES)  # what was refused keeps nobody from it


def test_each_part_waits_as_soon_as_it_is_written(storage, filled, tmp_path):
    arrived = []
    chat = ScriptedChat([_true_for_the_conclusion] * 60)

    redraft_by_model(
        storage, EDITOR, filled.number, None, TEMPLATES, PROMPTS, _desk(chat, tmp_path),
        lambda _stage: arrived.append(len(proposals_for(storage, newest_draft(storage, filled.number)))),
    )  # fmt: skip

    assert arrived == sorted(arrived)
    assert set(range(arrived[-1] + 1)) <= set(arrived)
