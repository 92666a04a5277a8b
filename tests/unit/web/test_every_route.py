"""Every address of the workbench, found by itself: who may ask it, and what it takes from nobody."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from reportgen.web.access import Access
from reportgen.web.application import build_application
from reportgen.web.asked import Page
from reportgen.web.pages import ALL_PAGES
from reportgen.workbench.accounts import add_user, change_user, list_accounts
from reportgen.workbench.assignments import assign
from reportgen.workbench.creating import create_report
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.dismissing import dismiss
from reportgen.workbench.entry_changes import AddRow, save_changes
from reportgen.workbench.generating import generate
from reportgen.workbench.sign_off import send_back
from reportgen.workbench.users import ALONE, NotAllowed, Right, Role
from reportgen.workbench.versions import restore
from unit.web.conftest import Visitor

PASSWORD = "春江花月夜2023-水务"
REPORT = "/reports/{report:int}"
PART = "/reports/{report:int}/draft/{part:int}"
# A new page is written down here, with the right that it needs, or this module fails.
RIGHTS = {
    ("GET", "/login"): None,
    ("POST", "/login"): None,
    ("POST", "/logout"): None,
    ("GET", "/"): Right.READ,
    ("GET", "/reports/new"): Right.CREATE,
    ("POST", "/reports/new"): Right.CREATE,
    ("GET", f"{REPORT}/entry/{{subject}}"): Right.READ,
    ("POST", f"{REPORT}/entry/{{subject}}"): Right.ENTER,
    ("GET", f"{REPORT}/check/{{subject}}"): Right.READ,
    ("GET", f"{REPORT}/entry.xlsx"): Right.READ,
    ("POST", f"{REPORT}/import"): Right.ENTER,
    ("GET", f"{REPORT}/draft"): Right.READ,
    ("POST", f"{REPORT}/generate"): Right.GENERATE,
    ("GET", f"{REPORT}/generating"): Right.READ,
    ("GET", f"{REPORT}/report.docx"): Right.READ,
    ("GET", f"{REPORT}/draft/findings"): Right.READ,
    ("POST", f"{PART}/check"): Right.READ,
    ("POST", PART): Right.ENTER,  # a clerk writes the parts that were given to him
    ("GET", f"{REPORT}/draft/facts"): Right.READ,
    ("POST", f"{REPORT}/draft/dismiss"): Right.DISMISS,
    ("POST", f"{REPORT}/dismiss"): Right.DISMISS,
    ("POST", f"{REPORT}/take-back"): Right.DISMISS,
    ("POST", f"{PART}/correct"): Right.WRITE,
    ("GET", f"{PART}/versions"): Right.READ,
    ("POST", f"{PART}/restore"): Right.WRITE,
    ("GET", f"{PART}/proposal"): Right.READ,
    ("POST", f"{PART}/proposal"): Right.WRITE,
    ("POST", f"{PART}/decline"): Right.WRITE,
    ("POST", f"{REPORT}/typed-cells/{{cell:int}}/take"): Right.ENTER,
    ("POST", f"{REPORT}/typed-cells/{{cell:int}}/leave"): Right.WRITE,
    ("POST", f"{REPORT}/draft/accept-all"): Right.WRITE,
    ("GET", f"{PART}/paragraphs"): Right.READ,
    ("POST", f"{PART}/paragraphs/{{block:int}}/redraft"): Right.WRITE,
    ("GET", f"{PART}/paragraphs/{{block:int}}/question"): Right.WRITE,
    ("POST", f"{PART}/paragraphs/{{block:int}}/ask-model"): Right.WRITE,
    ("GET", f"{REPORT}/drafts"): Right.READ,
    ("GET", f"{REPORT}/drafts/{{draft:int}}"): Right.READ,
    ("POST", f"{REPORT}/drafts/{{draft:int}}/bring-back"): Right.WRITE,
    ("GET", f"{REPORT}/question"): Right.WRITE,
    ("POST", f"{REPORT}/ask-model"): Right.WRITE,
    ("POST", f"{PART}/redraft"): Right.WRITE,
    ("POST", f"{REPORT}/draft-from-word"): Right.WRITE,
    ("GET", f"{PART}/question"): Right.WRITE,
    ("POST", f"{PART}/ask-model"): Right.WRITE,
    ("GET", f"{REPORT}/figures"): Right.READ,
    ("GET", f"{REPORT}/fact"): Right.READ,
    ("GET", f"{REPORT}/indicators"): Right.READ,
    ("POST", f"{REPORT}/indicators"): Right.ENTER,
    ("GET", f"{REPORT}/pictures"): Right.READ,
    ("GET", f"{REPORT}/signing"): Right.READ,
    ("POST", f"{REPORT}/signing"): Right.SIGN,
    ("POST", f"{REPORT}/send-back"): Right.SIGN,
    ("GET", f"{REPORT}/signed/{{sign_off:int}}/{{kind}}"): Right.READ,
    ("GET", f"{REPORT}/log"): Right.READ,
    ("GET", f"{REPORT}/assigning"): Right.CREATE,
    ("POST", f"{REPORT}/assigning"): Right.CREATE,
    ("GET", "/users"): Right.MANAGE,
    ("POST", "/users"): Right.MANAGE,
    ("POST", "/users/{user:int}"): Right.MANAGE,
}
JUDGES_ONLY = {("POST", f"{PART}/check")}  # it answers about what was sent and keeps nothing
SHUT = [(role, page) for role in Role for page in ALL_PAGES if page.right and page.right not in role.rights]
OPEN = [(role, page) for role in Role for page in ALL_PAGES if page.right and page.right in role.rights]
POSTS = [page for page in ALL_PAGES if page.method == "POST"]


def name_of(value: object) -> str:
    return f"{value.method} {value.path}" if isinstance(value, Page) else str(value)


def address(page: Page, number: str = "1") -> str:
    path = re.sub(r"\{\w+:int\}", number, page.path)
    return path.replace("{subject}", "budget").replace("{kind}", "report.docx")


@pytest.fixture
def report(desk):
    return create_report(desk.storage, ALONE, department="某市水务局", year=2023, form="general", money_unit="万元")


@pytest.fixture
def people(desk):
    """Call with a role for somebody of that role who has logged in."""
    application = build_application(desk, Access(login=True))

    def logged_in(role):
        add_user(desk.storage, ALONE, name=role.value, full_name="", role=role, password=PASSWORD)
        visitor = Visitor(application, base_url="http://oa.local:8000", follow_redirects=False)
        visitor.visit("/login")
        assert visitor.submit("/login", name=role.value, password=PASSWORD).status_code == 303
        visitor.visit("/")
        return visitor

    return logged_in


def test_every_page_is_written_down_with_its_right():
    assert {(page.method, page.path): page.right for page in ALL_PAGES} == RIGHTS
    assert len(ALL_PAGES) == len(RIGHTS)


def test_whatever_changes_something_needs_more_than_reading():
    readable = {(page.method, page.path) for page in POSTS if page.right is Right.READ}

    assert readable == JUDGES_ONLY


@pytest.mark.parametrize("role", list(Role))
def test_the_server_refuses_every_page_that_a_role_has_no_right_to(role, people, report, desk):
    visitor = people(role)
    before = len(deeds_of(desk.storage))

    answers = {
        name_of(page): visitor.request(page.method, address(page), data={"form_token": visitor.form_token}).status_code
        for shut, page in SHUT
        if shut is role
    }

    assert set(answers.values()) <= {403}, answers
    assert len(deeds_of(desk.storage)) == before


@pytest.mark.parametrize("role", list(Role))
def test_the_server_opens_every_page_that_a_role_may_read(role, people, report):
    visitor = people(role)

    refused = [
        name_of(page)
        for opened, page in OPEN
        if opened is role and page.method == "GET" and visitor.get(address(page)).status_code in {401, 403, 500}
    ]

    assert refused == []


@pytest.mark.parametrize("page", POSTS, ids=name_of)
def test_no_form_is_taken_without_the_token_of_its_session(page, alone, report):
    alone.visit("/")

    without = alone.post(address(page), data={"name": "改"})
    foreign = alone.post(address(page), data={"form_token": "0" * 64})
    as_json = alone.post(address(page), json={"seen": 1}, headers={"accept": "application/json"})
    elsewhere = alone.post(
        address(page), data={"form_token": alone.form_token}, headers={"origin": "https://evil.example"}
    )

    assert [each.status_code for each in (without, foreign, as_json, elsewhere)] == [403] * 4


@pytest.mark.parametrize("page", [each for each in ALL_PAGES if ":int}" in each.path], ids=name_of)
def test_a_number_that_no_report_has_is_told_and_breaks_nothing(page, alone, report):
    alone.visit("/")

    answers = [
        alone.request(page.method, address(page, number), data={"form_token": alone.form_token, "role": "填报"})
        for number in ("77", "9" * 30)
    ]

    assert {each.status_code for each in answers} <= {404, 422}


@pytest.mark.parametrize("text", ["甲\x00乙", "\ud800"])
def test_characters_that_no_database_keeps_are_refused_with_a_next_step(text, alone, report):
    alone.visit("/")
    change = {"set": "one-department", "field": "contact", "before": "", "after": text}

    answer = alone.post(
        "/reports/1/entry/department",
        content=b'{"seen": 1, "changes": [%s]}' % json.dumps(change).encode(),
        headers={
            "content-type": "application/json", "accept": "application/json", "x-form-token": alone.form_token,
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"] == "内容里有不能保存的字符"


MARK = "<img src=x onerror=alert(1)>"


def test_nothing_that_people_write_anywhere_is_markup_on_any_page(desk, alone):
    storage = desk.storage
    create_report(storage, ALONE, department=f"某局{MARK}", year=2023, form="general", money_unit="万元")
    row = "00000000000000a1"
    save_changes(storage, ALONE, 1, "duties", [AddRow(row, "", {"text": f"职责{MARK}"})], seen=1)
    texts = {"name": f"指标{MARK}", "target_value": f"≥{MARK}", "category": MARK, "deviation_reason": MARK}
    save_changes(storage, ALONE, 1, "problems", [AddRow(row[:-1] + "2", "", {"text": f"问题{MARK}"})], seen=1)
    generate(storage, ALONE, 1, desk.templates)
    save_changes(storage, ALONE, 1, "indicators", [AddRow(row[:-1] + "3", "", texts)], seen=1)
    left = {"number": "abc123", "reason": f"理由{MARK}", "by": MARK, "text": f"原句{MARK}", "code": MARK}
    save_changes(storage, ALONE, 1, "dismissals", [AddRow(row[:-1] + "4", "", left)], seen=1)
    add_user(storage, ALONE, name="王芳", full_name=f"王{MARK}"[:32], role=Role.CLERK, password=PASSWORD)
    assign(storage, ALONE, 1, f"duties{MARK}"[:64], [1])
    alone.visit("/")
    alone.post(
        "/reports/1/import",
        data={"form_token": alone.form_token},
        files={"files": (f"{MARK}.docx", b"no Word file", "application/octet-stream")},
    )
    pages = [each for each in ALL_PAGES if each.method == "GET" and not address(each).endswith((".xlsx", ".docx"))]
    addresses = [address(each) for each in pages]
    addresses += ["/reports/1/entry/duties", "/reports/1/entry/indicators", "/reports/1/drafts/1"]
    addresses += [f"/nowhere{MARK}", "/reports/1/fact?id=" + MARK]

    shown = {each: alone.get(each).text for each in addresses}

    shown["panel"] = alone.get("/reports/1/check/indicators").json()["panel"]

    assert [each for each, text in shown.items() if "<img" in text] == []
    assert "某局&lt;img src=x" in shown["/"]


def test_a_file_of_a_report_is_kept_under_a_name_that_leads_nowhere(desk, alone):
    create_report(
        desk.storage,
        ALONE,
        department="..\\..\\某局/../etc\r\nx: y\u202e",
        year=2023,
        form="general",
        money_unit="万元",
    )
    generate(desk.storage, ALONE, 1, desk.templates)
    alone.visit("/")

    headers = [alone.get(f"/reports/1/{each}").headers for each in ("report.docx", "entry.xlsx")]

    named = [each["content-disposition"].partition("filename*=UTF-8''")[2] for each in headers]
    assert [re.findall(r"[/\\\r\n]|%2F|%5C|%0D|%0A|%E2%80%AE", each) for each in named] == [[], []]
    assert [each.rpartition(".")[2] for each in named] == ["docx", "xlsx"]
    assert [each.get("x") for each in headers] == [None, None]


def _bomb(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(name, b"0" * 30_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("填报.docx", _bomb("word/document.xml")),
        ("填报.xlsx", _bomb("xl/workbook.xml")),
        ("填报.xlsx", b""),
        ("填报.docx", b"PK\x03\x04 cut off"),
        ("填报.exe", b"MZ"),
        ("填报", b"no suffix"),
        ("填报.yaml", b"a: &a [*a, *a]\nb: !!python/object/apply:os.system [ls]"),
        ("填报.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    ],
)
def test_a_hostile_upload_is_told_and_changes_nothing(name, data, alone, report, desk):
    alone.visit("/")
    before = len(deeds_of(desk.storage))

    answers = [
        alone.post(
            f"/reports/1/{where}", data={"form_token": alone.form_token},
            files={"file": (name, data, "application/octet-stream")},
        )
        for where in ("import", "draft-from-word")
    ]  # fmt: skip

    assert [each.status_code for each in answers] == [422, 422]
    assert "root:" not in answers[0].text + answers[1].text
    assert len(deeds_of(desk.storage)) == before


def test_a_fault_of_the_program_is_told_in_chinese_and_guarded_too(desk):
    def fails(_asked):
        raise RuntimeError("内部细节")

    application = build_application(desk, Access(login=False), [Page("GET", "/fails", Right.READ, fails)])
    visitor = Visitor(application, base_url="http://127.0.0.1", raise_server_exceptions=False)

    answer = visitor.get("/fails")

    assert answer.status_code == 500
    assert "程序出错，这一步没有做完" in answer.text
    assert "内部细节" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/没有的页面", 404), ("PUT", "/users", 405)])
def test_an_address_that_is_no_page_is_told_in_chinese(alone, method, path, status):
    answer = alone.request(method, path)

    assert answer.status_code == status
    assert "回到报告列表" in answer.text


def test_no_redirect_leaves_the_workbench(alone, report):
    alone.visit("/")
    outside = "https://evil.example/"

    answers = [
        alone.post(
            address(page) + f"?next={outside}",
            data={"form_token": alone.form_token, "next": outside, "subject": outside, "part": outside},
            headers={"referer": outside},
        )
        for page in POSTS
    ]

    targets = [each.headers["location"] for each in answers if "location" in each.headers]
    assert targets
    assert [each for each in targets if not re.match(r"/(?!/)", each)] == []


def test_a_session_ends_by_itself(desk, people, monkeypatch):
    visitor = people(Role.CLERK)
    opened = visitor.get("/").status_code

    monkeypatch.setattr("reportgen.workbench.accounts.now", lambda: "2099-01-01T00:00:00.000Z")

    assert (opened, visitor.get("/").status_code) == (200, 303)


def test_who_loses_a_role_or_the_account_loses_it_at_once(desk, people, report):
    visitor = people(Role.EDITOR)
    (account,) = list_accounts(desk.storage)
    opened = visitor.get("/reports/new").status_code

    change_user(desk.storage, ALONE, account.user.number, active=False)

    assert (opened, visitor.get("/reports/new").status_code) == (200, 303)


def test_cookies_behind_https_are_sent_over_https_alone(desk):
    application = build_application(desk, Access(login=True, secure=True))
    visitor = Visitor(application, base_url="https://oa.local", follow_redirects=False)

    answer = visitor.get("/login")

    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


WORK = {
    Right.CREATE: lambda desk, user: create_report(
        desk.storage, user, department="局", year=2023, form="general", money_unit="元"
    ),
    Right.ENTER: lambda desk, user: save_changes(desk.storage, user, 1, "budget", [], seen=1),
    Right.GENERATE: lambda desk, user: generate(desk.storage, user, 1, desk.templates),
    Right.DISMISS: lambda desk, user: dismiss(desk.storage, user, 1, number="abc123", reason="理由"),
    Right.WRITE: lambda desk, user: restore(desk.storage, user, 1, 0, 1, seen=1),
    Right.SIGN: lambda desk, user: send_back(desk.storage, user, 1, "改"),
    Right.MANAGE: lambda desk, user: change_user(desk.storage, user, user.number, role=Role.MANAGER),
}


@pytest.mark.parametrize(
    ("role", "right"), [(role, right) for role in Role for right in WORK if right not in role.rights]
)
def test_the_work_itself_asks_for_the_right_too_not_only_its_page(role, right, desk, report):
    user = add_user(desk.storage, ALONE, name=role.value, full_name="", role=role, password=PASSWORD)
    before = len(deeds_of(desk.storage))

    with pytest.raises(NotAllowed):
        WORK[right](desk, user)

    assert len(deeds_of(desk.storage)) == before
