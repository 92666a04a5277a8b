"""请模型起草: what would be sent is shown without sending, and what the model wrote truly waits to be taken."""

from __future__ import annotations

from contextlib import closing, nullcontext

import pytest

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.llm.chat import ChatError
from reportgen.settings import shipped
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.model_drafting import ModelDesk, question_of, redraft_by_model
from reportgen.workbench.proposals import proposal_at, proposals_for
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

    question = question_of(storage, EDITOR, filled.number, position, TEMPLATES, PROMPTS, _desk(chat, tmp_path))

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

    assert proposals_for(storage, newest_draft(storage, filled.number)) == ()


def test_a_model_that_cannot_be_reached_says_what_to_do_instead(storage, filled, tmp_path):
    before = _conclusion(storage, filled)
    silent = ScriptedChat([ChatError("unreachable", "连不上模型")] * 3)

    with pytest.raises(ReportgenError, match="按模板重写"):
        redraft_by_model(storage, EDITOR, filled.number, before.position, TEMPLATES, PROMPTS, _desk(silent, tmp_path))


def test_a_part_that_no_prompt_is_for_is_not_sent(storage, filled, tmp_path):
    budget = next(each for each in newest_draft(storage, filled.number).sections if each.key == "budget")

    with pytest.raises(ReportgenError, match="这一部分不请模型写"):
        question_of(
            storage, EDITOR, filled.number, budget.position, TEMPLATES, PROMPTS, _desk(ScriptedChat([]), tmp_path)
        )


def test_a_reviewer_asks_no_model(storage, filled, tmp_path):
    position = _conclusion(storage, filled).position

    with pytest.raises(NotAllowed, match="不能编辑报告文字"):
        question_of(storage, REVIEWER, filled.number, position, TEMPLATES, PROMPTS, _desk(ScriptedChat([]), tmp_path))
