from __future__ import annotations

import zipfile

import pytest

from reportgen.errors import UnreadableFileError, UnwritableFileError
from reportgen.workbench.accounts import log_in, user_of_session
from reportgen.workbench.backup import backup, read_backup, restore
from reportgen.workbench.creating import create_report
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.reports import list_reports
from reportgen.workbench.sign_off import sign_off, sign_offs_of
from reportgen.workbench.storage import open_folder
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES


@pytest.fixture
def kept(storage, filled, clerk_account, tmp_path):
    """A backup of a store with a signed report and a user."""
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")
    path = tmp_path / "备份.zip"
    path.write_bytes(backup(storage))
    return path


def state(storage, number):
    draft = newest_draft(storage, number)
    return (
        list_reports(storage), read_rows(storage, number), deeds_of(storage), sign_offs_of(storage, number),
        draft.sections, draft.facts,
    )  # fmt: skip


def test_everything_comes_back_in_an_empty_store_of_either_kind(storage, filled, kept, tmp_path):
    other = open_folder(tmp_path / "新文件夹")

    counts = restore(other, read_backup(kept))

    assert (counts["reports"], counts["users"]) == (1, 1)
    assert state(other, filled.number) == state(storage, filled.number)
    other.close()


def test_a_file_backup_comes_back_into_the_same_store_and_work_goes_on(storage, filled, kept):
    restore(storage, read_backup(kept), overwrite=True)
    made = create_report(storage, EDITOR, department="另一部门", year=2023, form="general", money_unit="万元")

    assert made.number > filled.number
    assert len(list_reports(storage)) == 2


def test_a_filled_store_is_not_overwritten_unasked(storage, kept):
    before = deeds_of(storage)

    with pytest.raises(UnwritableFileError, match="工作台里已有报告或用户，没有恢复"):
        restore(storage, read_backup(kept))

    assert deeds_of(storage) == before


def test_sessions_do_not_outlive_a_restore(storage, kept):
    token = log_in(storage, "王芳", "春江花月夜2023-水务")

    restore(storage, read_backup(kept), overwrite=True)

    assert user_of_session(storage, token) is None


def test_a_damaged_backup_changes_nothing(storage, kept, tmp_path):
    damaged = tmp_path / "坏备份.zip"
    with zipfile.ZipFile(kept) as whole, zipfile.ZipFile(damaged, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace("同意报送".encode(), "不同意报".encode()))
    before = deeds_of(storage)

    with pytest.raises(UnreadableFileError, match="不是完整的备份文件"):
        restore(storage, read_backup(damaged), overwrite=True)

    assert deeds_of(storage) == before


def test_another_file_is_no_backup(storage, tmp_path):
    other = tmp_path / "报告.zip"
    other.write_bytes(b"PK no zip at all")

    with pytest.raises(UnreadableFileError, match="不是完整的备份文件"):
        read_backup(other)
