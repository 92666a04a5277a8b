"""A store for each test, once in SQLite and once on a PostgreSQL server."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql_cluster import Cluster, programs
from reportgen.workbench.accounts import add_user
from reportgen.workbench.creating import create_report
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.generating import generate
from reportgen.workbench.reports import Report
from reportgen.workbench.storage import Storage, open_folder
from reportgen.workbench.users import Role, User

NUMBERS = itertools.count(1)
CLERK = User(11, "填报员甲", "甲", Role.CLERK)
SECOND_CLERK = User(12, "填报员乙", "乙", Role.CLERK)
EDITOR = User(13, "编辑丙", "丙", Role.EDITOR)
REVIEWER = User(14, "审核丁", "丁", Role.REVIEWER)
MANAGER = User(15, "管理戊", "戊", Role.MANAGER)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: the store is not tried on it")
    with tempfile.TemporaryDirectory() as folder:  # short: a socket's path may have 107 bytes
        server = Cluster(found, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    setting = ""
    if request.param == "postgresql":
        setting = request.getfixturevalue("cluster").database(f"workbench_{next(NUMBERS)}")
    opened = open_folder(tmp_path / "工作台", setting)
    yield opened
    opened.close()


@pytest.fixture
def report(storage: Storage) -> Report:
    """A new report of a made-up bureau."""
    return create_report(storage, EDITOR, department="某市水务局", year=2023, form="general", money_unit="万元")


@pytest.fixture
def clerk_account(storage: Storage) -> User:
    """A clerk with an account."""
    return add_user(storage, MANAGER, name="王芳", full_name="王芳", role=Role.CLERK, password="春江花月夜2023-水务")


EXAMPLE = Path(__file__).parents[3] / "corpora" / "examples" / "shanghai" / "填报.yaml"
TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.fixture
def filled(storage: Storage) -> Report:
    """A report filled from the shipped example of Shanghai, with a draft."""
    made = create_report(storage, EDITOR, department="示例部门", year=2023, form="shanghai", money_unit="元")
    import_files(storage, EDITOR, made.number, [EXAMPLE])
    generate(storage, EDITOR, made.number, TEMPLATES)
    return made
