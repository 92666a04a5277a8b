from __future__ import annotations

import pytest
from sqlalchemy import create_engine, insert

from reportgen.errors import ReportgenError
from reportgen.workbench.creating import create_report
from reportgen.workbench.reports import list_reports
from reportgen.workbench.storage import StorageError, database_url, open_folder
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
        assert [row.version for row in connection.execute(SCHEMA_VERSION.select())] == [3]


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
    [
        ("没有写成地址", "数据库地址写得不对"),
        ("mysql://a:secret@服务器/工作台", "数据库地址写得不对"),
        ("postgresql://a:secret@:没有端口/x", "数据库地址写得不对"),
        ("postgresql://a:secret@/x?host=/nowhere", "连不上或者不能使用数据库"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_without_its_password(address, told, tmp_path):
    with pytest.raises(StorageError, match=told) as caught:
        open_folder(tmp_path, address)

    assert "secret" not in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_is_no_workbench_is_told_and_left_alone(tmp_path):
    (tmp_path / "工作台.sqlite").write_bytes(b"not a database at all" * 100)

    with pytest.raises(StorageError, match="这个文件不是工作台的数据，或者已经损坏") as caught:
        open_folder(tmp_path)

    assert "由备份恢复" in caught.value.remedy
    assert (tmp_path / "工作台.sqlite").read_bytes() == b"not a database at all" * 100


def test_a_folder_whose_name_a_file_has_is_told(tmp_path):
    (tmp_path / "工作台").write_bytes(b"")

    with pytest.raises(StorageError, match="建不了数据文件夹"):
        open_folder(tmp_path / "工作台")


def test_a_user_of_the_server_who_may_not_make_tables_is_told(cluster, tmp_path):
    address = cluster.database("shut_workbench")
    engine = create_engine(database_url(tmp_path, address), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    engine.dispose()

    with pytest.raises(StorageError, match="连不上或者不能使用数据库") as caught:
        open_folder(tmp_path, address.replace("postgres@", "guest@"))

    assert "能否在其中建表" in caught.value.remedy


def test_a_disk_that_can_no_longer_be_written_is_told_in_chinese(tmp_path):
    store = open_folder(tmp_path)
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")  # SQLite then answers as on a full or locked disk

    with pytest.raises(StorageError, match="现在读写不了，这一步没有做"), store.writing() as connection:
        connection.execute(insert(SCHEMA_VERSION).values(version=99))

    store.close()


def test_a_server_that_goes_away_in_the_middle_is_told_in_chinese(cluster, tmp_path):
    store = open_folder(tmp_path, cluster.database("left_workbench"))

    with pytest.raises(StorageError, match="现在读写不了，这一步没有做"), store.writing() as connection:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    assert list_reports(store) == []
    store.close()
