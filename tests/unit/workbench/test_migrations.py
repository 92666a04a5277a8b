"""A store of an earlier program: opened, kept as it was in a back-up, and brought to this program's form whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, inspect, text

from reportgen.errors import ReportgenError, UnwritableFileError
from reportgen.workbench import migrations
from reportgen.workbench.backup import backup, read_backup, restore
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.reports import list_reports
from reportgen.workbench.storage import StorageError, database_url, open_folder
from reportgen.workbench.tables import SCHEMA_VERSION
from unit.workbench.conftest import EDITOR, NUMBERS

STORES = Path(__file__).parents[2] / "samples" / "stores"


@pytest.fixture(params=["sqlite", "postgresql"])
def setting(request):
    """Where the store is kept: empty for a file, else the address of an empty database."""
    if request.param == "sqlite":
        return ""
    return request.getfixturevalue("cluster").database(f"migrated_{next(NUMBERS)}")


@pytest.fixture
def earlier(tmp_path, setting):
    """A store that version 1 made, with one report; the folder of its data."""
    engine = create_engine(database_url(tmp_path, setting))
    with engine.begin() as connection:
        for name in (f"version_1.{engine.dialect.name}.sql", "version_1.rows.sql"):
            for statement in (STORES / name).read_text(encoding="utf-8").rstrip(";\n").split(";\n"):
                connection.execute(text(statement.replace(":", r"\:")))
    engine.dispose()
    return tmp_path


def held(storage):
    (report,) = list_reports(storage)
    draft = newest_draft(storage, report.number)
    return report, draft.sections, read_rows(storage, report.number), deeds_of(storage)


def columns(storage):
    found = inspect(storage.engine)
    return {
        table: [(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)]
        for table in found.get_table_names()
    }


def test_an_earlier_store_opens_with_its_reports_and_work_goes_on(earlier, setting):
    storage = open_folder(earlier, setting)

    report, sections, rows, deeds = held(storage)
    save_section(storage, EDITOR, 1, 2, sections[2].blocks, draft=1, seen=1)

    assert report.title == "某市水务局 2023年度"
    assert [row.cells["text"] for row in rows if row.subject == "duties"] == ["防汛抗旱"]
    assert len(sections) == 13
    assert [each.deed for each in deeds] == ["生成报告", "修改", "增加一行", "新建报告", "增加用户"]
    assert newest_draft(storage, 1).sections[2].version == 2
    storage.close()


def test_an_upgraded_store_has_the_form_of_a_new_one(earlier, setting, tmp_path):
    upgraded, new = open_folder(earlier, setting), open_folder(tmp_path / "新文件夹")

    assert {table: [name for name, _, _ in found] for table, found in columns(upgraded).items()} == {
        table: [name for name, _, _ in found] for table, found in columns(new).items()
    }
    with upgraded.reading() as connection:
        versions = [row.version for row in connection.execute(SCHEMA_VERSION.select())]
    assert versions == [1, 2, 3]
    upgraded.close()
    new.close()


def test_what_the_earlier_store_held_is_kept_as_a_backup_that_can_be_restored(earlier, setting, tmp_path):
    upgraded = open_folder(earlier, setting)
    expected = held(upgraded)
    upgraded.close()

    (kept,) = earlier.glob("工作台升级前备份-版本1-*.zip")
    other = open_folder(tmp_path / "新文件夹")
    restore(other, read_backup(kept))

    assert held(other) == expected
    other.close()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(earlier, setting, monkeypatch):
    def fails(connection):
        connection.execute(text("ALTER TABLE sections ADD COLUMN half TEXT"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (fails,))
        with pytest.raises(StorageError):
            open_folder(earlier, setting)

    storage = open_folder(earlier, setting)
    assert "half" not in {name for name, _, _ in columns(storage)["sections"]}
    assert len(held(storage)[1]) == 13
    storage.close()


def test_an_upgrade_without_its_backup_does_not_begin(earlier, setting, monkeypatch):
    def no_room(_data, path):
        raise UnwritableFileError("不能在这个文件夹里写文件", place=str(path))

    with monkeypatch.context() as patched:
        patched.setattr("reportgen.pipeline.save", no_room)
        with pytest.raises(UnwritableFileError):
            open_folder(earlier, setting)

    engine = create_engine(database_url(earlier, setting))
    with engine.connect() as connection:
        assert connection.execute(SCHEMA_VERSION.select()).scalars().all() == [1]
    engine.dispose()


def test_a_store_is_upgraded_once(earlier, setting):
    open_folder(earlier, setting).close()
    open_folder(earlier, setting).close()

    assert len(list(earlier.glob("工作台升级前备份-*.zip"))) == 1


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path, setting):
    storage = open_folder(tmp_path, setting)
    with storage.writing() as connection:
        connection.execute(insert(SCHEMA_VERSION).values(version=99))
    storage.close()

    with pytest.raises(ReportgenError, match="由较新版本的程序建立") as caught:
        open_folder(tmp_path, setting)

    assert "请安装同样新或更新的版本；数据没有改动" in caught.value.remedy


def test_a_backup_of_a_newer_program_is_refused(tmp_path, setting, monkeypatch):
    storage = open_folder(tmp_path, setting)
    monkeypatch.setattr("reportgen.workbench.backup.VERSION", 99)
    path = tmp_path / "备份.zip"
    path.write_bytes(backup(storage))
    monkeypatch.undo()

    with pytest.raises(ReportgenError, match="备份由较新版本的程序建立"):
        read_backup(path)
    storage.close()
