"""The log and the sign-offs are only ever added to: the database itself refuses anything else."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.sign_off import sign_off, sign_offs_of
from reportgen.workbench.storage import open_folder
from unit.workbench.conftest import REVIEWER, TEMPLATES


@pytest.fixture
def signed(storage, filled):
    sign_off(storage, REVIEWER, filled.number, TEMPLATES, "同意报送")
    return filled


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE deeds SET after = '改过'",
        "DELETE FROM deeds",
        "DELETE FROM deeds WHERE number = 1",
        "UPDATE sign_offs SET remark = '不同意'",
        "UPDATE sign_offs SET result = '{}' WHERE id = 1",
        "DELETE FROM sign_offs",
    ],
)
def test_neither_log_nor_sign_off_can_be_changed_even_by_the_program_itself(storage, signed, statement):
    before = deeds_of(storage), sign_offs_of(storage, signed.number)

    with pytest.raises(DBAPIError, match="操作记录和审签存档只增不改"), storage.writing() as connection:
        connection.exec_driver_sql(statement)

    assert (deeds_of(storage), sign_offs_of(storage, signed.number)) == before


def test_the_log_of_a_server_cannot_be_emptied_at_a_stroke(cluster, tmp_path):
    storage = open_folder(tmp_path, cluster.database("kept_workbench"))

    with pytest.raises(DBAPIError, match="只增不改"), storage.writing() as connection:
        connection.exec_driver_sql("TRUNCATE deeds")

    storage.close()
