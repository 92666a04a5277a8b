"""What no request gets past: other hosts, other sites' forms, missing roles, sizes, speed."""

from __future__ import annotations

import re

import pytest

from reportgen.web.pages import ALL_PAGES
from reportgen.web.rendering import STATIC
from reportgen.workbench.accounts import add_user
from reportgen.workbench.creating import create_report
from reportgen.workbench.reports import list_reports
from reportgen.workbench.users import ALONE, Role

PASSWORD = "春江花月夜2023-水务"
NEW = {"department": "某市水务局", "year": "2023", "form": "general"}


@pytest.fixture
def report(desk):
    return create_report(desk.storage, ALONE, department="某市水务局", year=2023, form="general", money_unit="万元")


def logged_in(stranger, desk, role):
    add_user(desk.storage, ALONE, name="王芳", full_name="王芳", role=role, password=PASSWORD)
    stranger.visit("/login")
    assert stranger.submit("/login", name="王芳", password=PASSWORD).status_code == 303
    stranger.visit("/")
    return stranger


def test_a_name_that_resolves_to_this_machine_is_not_served(alone):
    assert alone.get("/", headers={"host": "evil.example:8000"}).status_code == 421
    assert alone.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_a_form_without_its_token_does_nothing(alone, desk):
    alone.visit("/reports/new")

    answer = alone.post("/reports/new", data=NEW)

    assert answer.status_code == 403
    assert "页面已经过期，没有保存" in answer.text
    assert list_reports(desk.storage) == []


def test_a_form_of_another_site_does_nothing_even_with_a_token(alone, desk):
    alone.visit("/reports/new")

    answer = alone.post(
        "/reports/new", data={**NEW, "form_token": alone.form_token}, headers={"origin": "http://127.0.0.1:9999"}
    )

    assert answer.status_code == 403
    assert list_reports(desk.storage) == []


def test_every_page_but_the_login_sends_a_stranger_to_log_in(stranger, report):
    stranger.visit("/login")
    for page in ALL_PAGES:
        path = re.sub(r"\{\w+:int\}", "1", page.path)
        path = path.replace("{subject}", "budget").replace("{kind}", "report.docx")
        if page.right is not None:
            answer = stranger.request(page.method, path, data={"form_token": stranger.form_token})
            assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), page.path


def test_a_wrong_password_opens_nothing(stranger, desk):
    add_user(desk.storage, ALONE, name="王芳", full_name="王芳", role=Role.CLERK, password=PASSWORD)
    stranger.visit("/login")

    answer = stranger.submit("/login", name="王芳", password="猜的密码1234567")

    assert answer.status_code == 401
    assert "用户名或密码不对" in answer.text
    assert stranger.get("/").status_code == 303


def test_a_session_token_chosen_by_somebody_else_is_not_kept_after_login(stranger, desk):
    add_user(desk.storage, ALONE, name="王芳", full_name="王芳", role=Role.CLERK, password=PASSWORD)
    stranger.visit("/login")
    before = stranger.cookies["reportgen_session"]

    stranger.submit("/login", name="王芳", password=PASSWORD)

    assert stranger.cookies["reportgen_session"] != before


def test_logging_out_closes_the_pages(stranger, desk):
    clerk = logged_in(stranger, desk, Role.CLERK)

    clerk.submit("/logout")

    assert clerk.get("/").status_code == 303


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CLERK, "/reports/new"),
        (Role.CLERK, "/reports/1/generate"),
        (Role.CLERK, "/reports/1/signing"),
        (Role.CLERK, "/users"),
        (Role.EDITOR, "/reports/1/signing"),
        (Role.EDITOR, "/users/1"),
        (Role.REVIEWER, "/reports/1/entry/budget"),
        (Role.REVIEWER, "/reports/1/import"),
        (Role.REVIEWER, "/reports/1/assigning"),
    ],
)
def test_what_a_role_may_not_do_the_server_refuses(stranger, desk, report, role, path):
    user = logged_in(stranger, desk, role)

    answer = user.submit(path)

    assert answer.status_code == 403
    assert f"您的角色是“{role.value}”" in answer.text


def test_guessing_passwords_is_slowed_down(stranger):
    stranger.visit("/login")

    answers = [stranger.submit("/login", name="王芳", password="猜的密码1234567").status_code for _ in range(12)]

    assert answers[:10] == [401] * 10
    assert answers[-1] == 429


def test_a_body_larger_than_its_page_allows_is_refused(alone, report):
    alone.visit("/reports/new")

    answer = alone.submit("/reports/new", **{**NEW, "department": "水" * 200_000})

    assert answer.status_code == 413
    assert "内容太大" in answer.text


def test_a_path_in_the_name_of_an_upload_leads_nowhere(alone, report, tmp_path):
    alone.visit("/reports/1/entry/budget")

    answer = alone.post(
        "/reports/1/import",
        data={"form_token": alone.form_token},
        files={"files": ("../../../etc/填报.docx", b"not a Word file", "application/octet-stream")},
    )

    assert answer.status_code == 422
    assert "填报.docx" in answer.text
    assert "etc" not in answer.text


@pytest.mark.parametrize("path", ["/reports/1/entry/../../etc/passwd", "/reports/1/entry/passwd", "/static/../pages"])
def test_a_path_that_is_no_page_shows_nothing(alone, report, path):
    assert alone.get(path).status_code in {404, 422}


def test_what_officials_type_is_shown_as_text_never_as_markup(alone, desk):
    create_report(
        desk.storage, ALONE, department="<script>alert(1)</script>", year=2023, form="general", money_unit="万元"
    )

    shown = alone.get("/").text + alone.get("/reports/1/entry/department").text

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_every_answer_carries_the_security_headers(alone):
    for path in ("/", "/static/app.css", "/nowhere"):
        headers = alone.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(alone):
    cookie = alone.get("/").headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_no_page_and_no_style_or_script_names_another_host():
    files = [*STATIC.glob("*"), *(STATIC.parent / "templates").glob("*.html")]

    named = {
        (file.name, found)
        for file in files
        for found in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", file.read_text(encoding="utf-8"))
    }

    assert named == {("icon.svg", "http://www.w3.org")}


def test_no_page_has_inline_script_or_style():
    for file in (STATIC.parent / "templates").glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|<style|\son\w+=|javascript:", text), file.name
