"""断电: whatever the workbench is doing when it is killed is either kept whole or leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import event

from reportgen.model.draft import Paragraph, Words
from reportgen.model.indicator_review import Decision
from reportgen.settings import shipped
from reportgen.workbench.creating import create_report
from reportgen.workbench.drafts import newest_draft, save_section
from reportgen.workbench.entry_changes import AddRow, SetCell, save_changes
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.generating import generate, word_file_of
from reportgen.workbench.indicator_work import Wish, decide, open_work
from reportgen.workbench.proposals import accept
from reportgen.workbench.redrafting import redraft_by_template
from reportgen.workbench.sign_off import sign_off
from reportgen.workbench.storage import open_folder
from reportgen.workbench.tables import METADATA
from reportgen.workbench.word_merging import bring_back
from unit.workbench.conftest import EDITOR, EXAMPLE, MANAGER, REVIEWER, TEMPLATES

OWN = Paragraph((Words("自己写的一段。"),))
FILLED, EMPTY = 1, 2  # the reports in the store
CORPORA = shipped("corpora")


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory):
    """A store with a report whose third part was written anew, an empty report, and an export edited in Word."""
    folder = tmp_path_factory.mktemp("crash") / "工作台"
    storage = open_folder(folder)
    create_report(storage, EDITOR, department="示例部门", year=2023, form="shanghai", money_unit="元")
    import_files(storage, EDITOR, FILLED, [EXAMPLE])
    generate(storage, EDITOR, FILLED, TEMPLATES)
    save_section(storage, EDITOR, FILLED, 2, (OWN,), draft=1, seen=1)
    create_report(storage, EDITOR, department="新部门", year=2023, form="shanghai", money_unit="元")
    _, exported = word_file_of(storage, EDITOR, FILLED, TEMPLATES)
    (folder / "改好的.docx").write_bytes(exported)
    document = Document(str(folder / "改好的.docx"))
    next(each for each in document.paragraphs if each.text == OWN.text).add_run("在 Word 里加的话。")
    document.save(str(folder / "改好的.docx"))
    storage.close()
    return folder


@pytest.fixture
def folder(filled_folder, tmp_path):
    """A copy of it for one crash."""
    copy = tmp_path / "工作台"
    copy.mkdir()
    (copy / "改好的.docx").write_bytes((filled_folder / "改好的.docx").read_bytes())
    whole, made = sqlite3.connect(filled_folder / "工作台.sqlite"), sqlite3.connect(copy / "工作台.sqlite")
    whole.backup(made)
    whole.close()
    made.close()
    return copy


def held(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the store, whose file is sound: table → rows."""
    storage = open_folder(folder)
    with storage.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        rows = {
            table.name: [tuple(row) for row in connection.execute(table.select())] for table in METADATA.sorted_tables
        }
    storage.close()
    return rows


def killed(folder, work, when):
    """Do *work* in a process that is killed as by a power cut: when *when* says so, at the latest when it is done."""
    child = os.fork()
    if child == 0:
        storage = open_folder(folder)
        when(storage.engine)
        work(storage, folder)
        die()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def before_all_is_committed(engine):
    """All is written, nothing is committed."""
    writes = {"BEGIN IMMEDIATE": []}

    def counted(_connection, _cursor, statement, *_):
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            writes["BEGIN IMMEDIATE"].append(statement)

    event.listen(engine, "before_cursor_execute", counted)
    event.listen(engine, "commit", lambda _connection: die() if writes["BEGIN IMMEDIATE"] else None)


def at_the_second_change(engine):
    """One thing is written, others are not."""
    changes = []

    def counted(_connection, _cursor, statement, *_):
        changes.extend([statement] * statement.startswith(("INSERT", "UPDATE", "DELETE")))
        if len(changes) == 2:
            die()

    event.listen(engine, "before_cursor_execute", counted)


def when_all_is_done(_engine):
    """Nothing kills it before it is done."""


def save(storage, _folder):
    row = next(each for each in read_rows(storage, FILLED, "budget") if each.cells.get("adjusted_budget"))
    changes = [SetCell(row.id, "adjusted_budget", row.cells["adjusted_budget"], "1"), AddRow("00000000000000a1")]
    save_changes(storage, EDITOR, FILLED, "budget", changes, seen=1)


def edit(storage, _folder):
    save_section(storage, MANAGER, FILLED, 2, (OWN, OWN), draft=1, seen=2)


def take(storage, _folder):
    accept(storage, EDITOR, FILLED, 2, seen=2)


def import_tables(storage, _folder):
    import_files(storage, EDITOR, EMPTY, [EXAMPLE])


def generate_again(storage, _folder):
    generate(storage, EDITOR, FILLED, TEMPLATES)


def merge(storage, folder):
    bring_back(storage, EDITOR, FILLED, folder / "改好的.docx", TEMPLATES)


def sign(storage, _folder):
    sign_off(storage, REVIEWER, FILLED, TEMPLATES, "同意报送")


def decide_about_an_indicator(storage, _folder):
    work = open_work(storage, FILLED, TEMPLATES, CORPORA)
    row = next(each for each in work.rows if each.choices and each.choices[0].proposals[0].value)
    wish = Wish(row=row.row, key=row.key, decision=Decision.MODIFY, name="培训完成率", value="≥95%")
    decide(storage, EDITOR, FILLED, TEMPLATES, CORPORA, wish)


def redraft(storage, _folder):
    redraft_by_template(storage, EDITOR, FILLED, 2, TEMPLATES)


WORK = [save, edit, import_tables, generate_again, merge, redraft, sign, decide_about_an_indicator]


@pytest.mark.parametrize("when", [at_the_second_change, before_all_is_committed])
@pytest.mark.parametrize("work", WORK)
def test_work_that_is_killed_before_it_is_done_leaves_nothing_behind(folder, work, when):
    before = held(folder)

    killed(folder, work, when)

    assert held(folder) == before


@pytest.mark.parametrize("work", WORK)
def test_work_that_was_done_is_kept_though_the_program_dies_at_once(folder, work):
    before = held(folder)

    killed(folder, work, when_all_is_done)

    assert held(folder) != before


def test_a_text_taken_when_the_program_dies_waits_still_or_stands_never_both(folder):
    storage = open_folder(folder)
    redraft(storage, folder)
    storage.close()
    before = held(folder)

    killed(folder, take, at_the_second_change)
    undone = held(folder)
    killed(folder, take, when_all_is_done)

    storage = open_folder(folder)
    standing = newest_draft(storage, FILLED).sections[2]
    storage.close()
    assert undone == before
    assert (standing.version, standing.how) == (3, "redrafted")
