from __future__ import annotations

import hashlib
import io

import pytest
from docx import Document

from reportgen.errors import ReportgenError
from reportgen.model.draft import Paragraph, Words
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.generating import generate
from reportgen.workbench.reports import SignedReport, get_report
from reportgen.workbench.sign_off import check_before_signing, send_back, sign_off, sign_offs_of, signed_file
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER, TEMPLATES

CHANGE = SetCell("one-department", "contact", "", "王芳")


def test_a_signed_report_changes_no_more(storage, filled):
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")

    with pytest.raises(SignedReport, match="报告已经审签，不能再改"):
        save_changes(storage, CLERK, filled.number, "department", [CHANGE], seen=1)


def test_what_was_signed_is_kept_with_what_the_check_said(storage, filled):
    checked = check_before_signing(storage, REVIEWER, filled.number, TEMPLATES)

    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")

    (kept,) = sign_offs_of(storage, filled.number)
    _, report = signed_file(storage, CLERK, filled.number, kept.number, "report")
    _, entry = signed_file(storage, CLERK, filled.number, kept.number, "entry")
    assert (kept.signed_by, kept.remark, kept.errors, kept.warnings) == (
        "丁",
        "同意报送",
        checked.errors,
        checked.warnings,
    )
    assert kept.digest == hashlib.sha256(entry + report).hexdigest()
    assert "自评报告" in "".join(paragraph.text for paragraph in Document(io.BytesIO(report)).paragraphs)


def test_data_changed_after_the_draft_are_not_signed(storage, filled):
    save_changes(storage, CLERK, filled.number, "department", [CHANGE], seen=1)

    with pytest.raises(ReportgenError, match="生成报告以后填报数据又有修改，不能审签"):
        sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")


def test_a_report_without_a_draft_is_not_signed(storage, report):
    with pytest.raises(ReportgenError, match="还没有生成报告，不能审签"):
        sign_off(storage, REVIEWER, report.number, TEMPLATES, "同意报送")


def test_a_report_sent_back_can_be_changed_and_the_sign_off_stays_on_record(storage, filled):
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")

    send_back(storage, REVIEWER, filled.number, "预算数有误")
    saved = save_changes(storage, CLERK, filled.number, "department", [CHANGE], seen=1)

    assert saved.version == filled.entry_version + 2
    assert not get_report(storage, filled.number).signed
    assert len(sign_offs_of(storage, filled.number)) == 1


def test_editors_do_not_sign(storage, filled):
    with pytest.raises(NotAllowed, match="您的角色是“编辑”，不能审签"):
        sign_off(storage, EDITOR, filled.number, TEMPLATES, "同意报送")


def test_a_text_changed_while_the_reviewer_signs_is_not_signed_unread(storage, filled, monkeypatch):
    draft = newest_draft(storage, filled.number)

    def check_and_meanwhile(*arguments):
        checked = check_before_signing(*arguments)
        blocks = (*draft.sections[0].blocks, Paragraph((Words("最后一刻加的话。"),)))
        save_section(storage, EDITOR, filled.number, 0, blocks, draft=draft.number, seen=1)
        return checked

    monkeypatch.setattr("reportgen.workbench.sign_off.check_before_signing", check_and_meanwhile)
    with pytest.raises(ReportgenError, match="审签时有人改了报告文字，没有审签"):
        sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")

    assert not get_report(storage, filled.number).signed


def test_what_was_signed_stays_as_it_was_whatever_is_changed_after_it_was_sent_back(storage, filled):
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")
    (kept,) = sign_offs_of(storage, filled.number)
    files = [signed_file(storage, CLERK, filled.number, kept.number, kind) for kind in ("report", "entry")]
    send_back(storage, REVIEWER, filled.number, "预算数有误")

    save_changes(storage, CLERK, filled.number, "department", [CHANGE], seen=1)
    generate(storage, EDITOR, filled.number, TEMPLATES)
    draft = newest_draft(storage, filled.number)
    blocks = (Paragraph((Words("全部改写。"),)),)
    save_section(storage, EDITOR, filled.number, 0, blocks, draft=draft.number, seen=draft.sections[0].version)
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "第二次同意")

    later, first = sign_offs_of(storage, filled.number)
    again = [signed_file(storage, CLERK, filled.number, kept.number, kind) for kind in ("report", "entry")]
    assert first == kept
    assert [data for _, data in again] == [data for _, data in files]
    assert later.digest != first.digest
