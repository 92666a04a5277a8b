"""A fifth form is data: a folder with form.yaml and a template, and no Python."""

import shutil
from pathlib import Path

from reportgen import pipeline
from reportgen.documents.form_packs import form_codes
from reportgen.model.draft import Table
from sample_entry import TEMPLATES, sample_entry

SAMPLES = Path(__file__).parents[2] / "samples" / "forms"


def test_a_fifth_form_needs_only_its_folder(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path, dirs_exist_ok=True)
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    entered = sample_entry()

    form = pipeline.choose_form(entered, tmp_path, "chongqing")
    draft = pipeline.draft(pipeline.evaluate(entered, form), tmp_path)

    assert "chongqing" in form_codes(tmp_path)
    assert draft.title == "岚北市公共服务局2023年度部门整体绩效自评报告"
    assert [section.blocks[0].text for section in draft.sections] == ["自评结论", "需要说明的情况"]
    table = draft.annexes[0].blocks[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标名称", "计量单位", "指标性质", "年初指标值", "全年完成值", "得分系数（%）", "权重", "得分"],
        ["职工培训人数", "人", "—", "80", "74", "92.50", "50.00", "46.25"],
        ["培训合格率", "%", "≥", "90", "95", "100.00", "40.00", "40.00"],
    ]


def test_the_fifth_form_makes_a_word_file(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path, dirs_exist_ok=True)
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    form = pipeline.choose_form(sample_entry(), tmp_path, "chongqing")

    data, _ = pipeline.word_file(pipeline.draft(pipeline.evaluate(sample_entry(), form), tmp_path), form)

    assert data.startswith(b"PK")
