"""The pages about the text of a report, asked without a browser: decisions are the server's, whatever is sent."""

from __future__ import annotations

from contextlib import closing, nullcontext
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportgen import pipeline
from reportgen.model.draft import Paragraph, Words
from reportgen.settings import shipped
from reportgen.web.access import Access
from reportgen.web.application import build_application
from reportgen.workbench.creating import create_report
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.generating import generate, word_file_of
from reportgen.workbench.model_drafting import ModelDesk
from reportgen.workbench.users import ALONE
from scripted_chat import ScriptedChat

WRONG = "2023年全年预算数57,157,600.73元。"


@pytest.fixture
def edited(desk: Any) -> Any:
    """A generated report whose first part somebody wrote anew, with one digit of the budget wrong."""
    report = create_report(desk.storage, ALONE, department="示例部门", year=2023, form="shanghai", money_unit="元")
    import_files(desk.storage, ALONE, report.number, [shipped("corpora") / "examples" / "shanghai" / "填报.yaml"])
    generate(desk.storage, ALONE, report.number, desk.templates)
    draft = newest_draft(desk.storage, report.number)
    save_section(desk.storage, ALONE, report.number, 0, (Paragraph((Words(WRONG),)),), draft=draft.number, seen=1)
    return report


def test_the_versions_page_shows_what_was_changed_and_restores(desk, edited, alone):
    page = alone.visit(f"/reports/{edited.number}/draft/0/versions").text

    answer = alone.submit(f"/reports/{edited.number}/draft/0/restore", version="1", seen="2")

    assert "人工修改" in page
    assert "<ins>" in page
    assert answer.status_code == 303
    assert newest_draft(desk.storage, edited.number).sections[0].how == "restored"


def test_a_wrong_digit_is_put_right_by_one_click(desk, edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")
    listed = alone.get(f"/reports/{edited.number}/draft/findings").text
    number = listed.partition('name="number" value="')[2].partition('"')[0]

    answer = alone.submit(f"/reports/{edited.number}/draft/0/correct", number=number, seen="2")

    assert "改成“57,157,686.73元”" in listed
    assert answer.headers["location"] == f"/reports/{edited.number}/draft#section-0"
    assert newest_draft(desk.storage, edited.number).sections[0].blocks[0].text == "2023年全年预算数57,157,686.73元。"


def test_a_finding_left_with_a_reason_moves_apart_and_back(edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")
    listed = alone.get(f"/reports/{edited.number}/draft/findings").text
    number = listed.partition('name="number" value="')[2].partition('"')[0]

    left = alone.submit(f"/reports/{edited.number}/draft/dismiss", number=number, reason="按决算口径，另有说明").text
    row = left.partition('name="row" value="')[2].partition('"')[0]
    again = alone.post(
        f"/reports/{edited.number}/take-back",
        data={"form_token": alone.form_token, "row": row},
        headers={"hx-request": "true"},
    ).text

    assert "理由：按决算口径，另有说明（本机用户，" in left
    assert "改成“57,157,686.73元”" not in left
    assert "改成“57,157,686.73元”" in again


def test_the_template_writes_a_part_anew_and_it_is_taken(desk, edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")
    asked = alone.submit(f"/reports/{edited.number}/draft/0/redraft")
    page = alone.visit(asked.headers["location"]).text

    taken = alone.submit(f"/reports/{edited.number}/draft/0/proposal", seen="2")

    assert "按模板重新起草" in page
    assert "<del>" in page
    assert taken.status_code == 303
    assert newest_draft(desk.storage, edited.number).sections[0].how == "redrafted"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_by_a_taken_text(desk, edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")
    alone.submit(f"/reports/{edited.number}/draft/0/redraft")

    refused = alone.submit(f"/reports/{edited.number}/draft/0/proposal", seen="1")

    assert "已经保存了这一部分的新版本" in refused.text
    assert newest_draft(desk.storage, edited.number).sections[0].version == 2


def test_an_unchanged_word_file_says_that_nothing_was_changed(desk, edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")
    _, data = word_file_of(desk.storage, ALONE, edited.number, desk.templates)

    answer = alone.post(
        f"/reports/{edited.number}/draft-from-word",
        data={"form_token": alone.form_token},
        files={"file": ("../../报告.docx", data)},
    )

    assert "与工作台里的相同" in answer.text


def test_what_is_no_word_file_is_refused_with_the_next_step(edited, alone):
    alone.visit(f"/reports/{edited.number}/draft")

    answer = alone.post(
        f"/reports/{edited.number}/draft-from-word",
        data={"form_token": alone.form_token},
        files={"file": ("报告.docx", b"PK\x03\x04 nothing")},
    )

    assert answer.status_code == 422
    assert "remedy" in answer.text


def test_without_a_model_nothing_is_sent_and_the_page_says_what_to_do(edited, alone):
    answer = alone.visit(f"/reports/{edited.number}/draft/10/question").text
    page = alone.visit(f"/reports/{edited.number}/draft").text

    assert "没有设置语言模型，没有发送任何内容" in answer
    assert "请模型起草：" not in page


def test_with_a_model_what_would_be_sent_is_shown_word_for_word(desk, edited, tmp_path):
    chat = ScriptedChat([])
    model = ModelDesk(
        name="本机模型",
        where="http://127.0.0.1:9",
        open_model=lambda _names: nullcontext(chat),
        open_store=lambda: closing(pipeline.open_prior_reports(tmp_path / "往年.sqlite", desk.corpora)),
    )
    access = Access(login=False, hosts=frozenset({"127.0.0.1", "localhost"}))
    visitor = TestClient(
        build_application(replace(desk, model=model), access), base_url="http://127.0.0.1:8000", follow_redirects=False
    )
    position = next(
        each.position for each in newest_draft(desk.storage, edited.number).sections if each.key == "conclusion"
    )

    page = visitor.get(f"/reports/{edited.number}/draft/{position}/question").text

    assert "发给模型 本机模型（http://127.0.0.1:9）" in page
    assert "提示词 conclusion.md 第 " in page
    assert "score.total" in page
    assert chat.requests == []


def test_a_stranger_is_sent_to_the_login(edited, stranger):
    for path in ("draft/0/versions", "draft/0/proposal", "draft/findings"):
        assert stranger.get(f"/reports/{edited.number}/{path}").headers["location"] == "/login"
