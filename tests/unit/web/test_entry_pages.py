"""The pages of the grids, asked as the browser asks them."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from reportgen.workbench.creating import create_report
from reportgen.workbench.users import ALONE

ROW = "00000000000000c1"


@pytest.fixture
def clerk(alone, desk):
    create_report(desk.storage, ALONE, department="某市水务局", year=2023, form="general", money_unit="万元")
    alone.visit("/reports/1/entry/budget")
    return alone


def save(clerk, *changes, seen=1, subject="budget"):
    return clerk.post(
        f"/reports/1/entry/{subject}",
        json={"seen": seen, "changes": list(changes)},
        headers={"x-form-token": clerk.form_token, "accept": "application/json"},
    )


def cell(field, after, before=""):
    return {"set": ROW, "field": field, "before": before, "after": after}


def test_a_saved_cell_is_on_the_page_and_the_check_names_what_is_wrong_in_it(clerk):
    saved = save(clerk, {"add": ROW, "behind": "", "cells": {}}, cell("original_budget", "一千"))

    checked = clerk.get("/reports/1/check/budget").json()

    assert saved.json() == {"version": 2, "conflicts": [], "others": []}
    assert "一千" in clerk.get("/reports/1/entry/budget").text
    assert {"row": ROW, "field": "original_budget", "severity": "错误", "message": "“一千”不是数字"}.items() <= (
        checked["cells"][0].items()
    )
    assert "“一千”不是数字" in checked["panel"]


def test_a_batch_without_changes_only_tells_what_others_did(clerk):
    save(clerk, {"add": ROW, "behind": "", "cells": {}}, cell("source", "合计"))

    told = save(clerk, seen=1).json()

    assert told["version"] == 2
    assert [(deed["deed"], deed["after"]) for deed in told["others"]] == [("增加一行", ""), ("修改", "合计")]


@pytest.mark.parametrize(
    "sent",
    [{}, [], {"seen": "1", "changes": []}, {"seen": 1, "changes": [{"set": 1}]}, {"seen": 1, "changes": ["x"]}],
)
def test_what_no_page_of_ours_would_send_is_refused(clerk, sent):
    answer = clerk.post(
        "/reports/1/entry/budget", json=sent, headers={"x-form-token": clerk.form_token, "accept": "application/json"}
    )

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"] == "发来的内容读不懂"


def test_the_entered_data_are_exported_as_the_entry_workbook(clerk):
    save(
        clerk,
        {"add": ROW, "behind": "", "cells": {}},
        cell("source", "合计"),
        cell("expenditure_type", "合计"),
        cell("original_budget", "1,000.50"),
    )

    book = load_workbook(io.BytesIO(clerk.get("/reports/1/entry.xlsx").content))

    assert book["预算"]["C4"].value == 1000.5


def test_data_that_cannot_be_exported_yet_are_told_with_their_cells(clerk):
    save(clerk, {"add": ROW, "behind": "", "cells": {}}, cell("original_budget", "一千"))

    answer = clerk.get("/reports/1/entry.xlsx")

    assert answer.status_code == 422
    assert "预算!C4" in answer.text
