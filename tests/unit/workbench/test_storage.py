from __future__ import annotations

import pytest
from sqlalchemy import insert

from reportgen.errors import ReportgenError
from reportgen.workbench.creating import create_report
from reportgen.workbench.reports import list_reports
from reportgen.workbench.storage import StorageError, database_url, open_folder, open_storage
from reportgen.workbench.tables import SCHEMA_VERSION
from unit.workbench.conftest import EDITOR


def test_a_store_is_found_again_with_what_is_in_it(tmp_path):
    first = open_folder(tmp_path / "工作台")
    create_report(first, EDITOR, department="某市水务局", year=2023, form="general", money_unit="万元")
    first.close()

    second = open_folder(tmp_path / "工作台")

    assert [report.title for report in list_reports(second)] == ["某市水务局 2023年度"]
    second.close()


def test_a_piece_of_work_that_fails_leaves_nothing(storage):
    with pytest.raises(ZeroDivisionError), storage.writing() as connection:
        connection.execute(insert(SCHEMA_VERSION).values(version=99))
        raise ZeroDivisionError

    with storage.reading() as connection:
        assert [row.version for row in connection.execute(SCHEMA_VERSION.select())] == [1]


def test_a_store_of_a_newer_program_is_left_alone(tmp_path):
    store = open_folder(tmp_path)
    with store.writing() as connection:
        connection.execute(insert(SCHEMA_VERSION).values(version=99))
    store.close()

    with pytest.raises(ReportgenError, match="由较新版本的程序建立"):
        open_folder(tmp_path)


def test_every_commit_to_the_file_reaches_the_disk(tmp_path):
    store = open_folder(tmp_path)

    with store.reading() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

    assert told == ["wal", 2]
    store.close()


def test_one_setting_chooses_the_server(tmp_path):
    assert database_url(tmp_path, "postgresql://甲@服务器/工作台") == "postgresql+psycopg://甲@服务器/工作台"
    assert database_url(tmp_path).startswith("sqlite:///")


@pytest.mark.parametrize(
    ("address", "told"),
    [("没有写成地址", "数据库地址写得不对"), ("postgresql+psycopg://a:secret@/x?host=/nowhere", "打不开工作台的数据")],
)
def test_a_server_that_cannot_be_used_is_told_without_its_password(address, told):
    with pytest.raises(StorageError, match=told) as caught:
        open_storage(address)

    assert "secret" not in str(caught.value)
