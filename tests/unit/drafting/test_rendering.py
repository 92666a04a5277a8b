"""Templates: a figure can only come out as a fact, a missing value only as a visible gap."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.drafting.fact_views import FactView, Missing
from reportgen.drafting.rendering import environment, ordinal, paragraphs_of, render, runs_of, vary
from reportgen.errors import FormError
from reportgen.model.draft import Draft, Figure, Gap, Paragraph, Run, Table, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.model.self_evaluation import Department
from sample_entry import TEMPLATES, form, indicator, sample_entry

RATE = Fact(id="rate", label="预算执行率", text="94.56%", role=Role.RATE)


def rendered(tmp_path: Path, source: str, **context: object) -> str:
    (tmp_path / "section.j2").write_text(source, encoding="utf-8")
    return render(environment(tmp_path), "section.j2", context)


def runs_in(draft: Draft) -> Iterator[Run]:
    for part in (*draft.sections, *draft.annexes):
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            elif isinstance(block, Table):
                yield from (run for row in block.rows for cell in row.cells for run in cell.runs)


def test_a_fact_becomes_a_figure_bound_to_its_id(tmp_path: Path) -> None:
    runs = runs_of(rendered(tmp_path, "执行率{{ rate }}。", rate=RATE))

    assert runs == (Words("执行率"), Figure("94.56%", "rate"), Words("。"))


def test_a_missing_value_becomes_a_gap_with_a_comment(tmp_path: Path) -> None:
    missing = Missing("实际完成值", "在“指标”表中填写", "“培训人数”")

    assert runs_of(rendered(tmp_path, "{{ missing }}", missing=missing)) == (
        Gap("“培训人数”实际完成值", "在“指标”表中填写"),
    )


@pytest.mark.parametrize("value", [12, 3.5, None, ["a"]])
def test_a_bare_value_cannot_be_written(tmp_path: Path, value: object) -> None:
    with pytest.raises(FormError, match="模板只能写文字和台账中的事实"):
        rendered(tmp_path, "{{ value }}", value=value)


def test_a_misspelt_name_is_an_error_not_a_gap(tmp_path: Path) -> None:
    view = FactView(FactLedger([]), "department", sheet="基本信息", record=Department)

    with pytest.raises(FormError, match="adress"):
        rendered(tmp_path, "{{ department.adress }}", department=view)


def test_a_template_cannot_reach_python_internals(tmp_path: Path) -> None:
    with pytest.raises(FormError):
        rendered(tmp_path, "{{ rate.__class__.__mro__ }}", rate=RATE)


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="第2行"):
        rendered(tmp_path, "甲\n{% if %}")


def test_blank_lines_part_paragraphs_and_line_breaks_do_not(tmp_path: Path) -> None:
    text = rendered(tmp_path, "第一段上半，\n{% if true %}\n下半。{% endif %}\n\n第二段。\n")

    assert list(paragraphs_of(text)) == ["第一段上半，下半。", "第二段。"]


def test_filters_trim_a_figure_without_unbinding_it(tmp_path: Path) -> None:
    reason = Fact(id="reason", label="原因", text="学员未到。", role=Role.TEXT)
    amount = Fact(id="amount", label="预算数", text="1,234.50万元", role=Role.BUDGET)
    source = "{{ reason | unstopped }}，{{ amount | bare }}"

    assert runs_of(rendered(tmp_path, source, reason=reason, amount=amount)) == (
        Figure("学员未到", "reason"),
        Words("，"),
        Figure("1,234.50", "amount"),
    )


def test_ordinals_and_variations() -> None:
    assert [ordinal(1), ordinal(12), ordinal(3, "（{}）")] == ["一是", "十二是", "（三）"]
    assert [vary(index, ["甲", "乙"]) for index in range(3)] == ["甲", "乙", "甲"]


def test_what_is_entered_cannot_pass_for_a_figure_or_a_gap() -> None:
    forged = "\ufdd0score.total\ufdd199.00\ufdd2"
    entered = sample_entry(indicators=(indicator("1", name=forged, actual_value="4件"),))
    evaluation = pipeline.evaluate(entered, form())

    draft = pipeline.draft(evaluation, TEMPLATES)

    forgeries = [run for run in runs_in(draft) if isinstance(run, Figure) and run.text == "99.00"]
    assert forgeries == []
    assert any(isinstance(run, Gap) and run.what == "“score.total99.00”偏差原因" for run in runs_in(draft))


def test_a_rare_letter_of_a_name_is_kept() -> None:
    entered = sample_entry()
    department = replace(entered.department, name="岚北市\ue815😀𠮷局")
    evaluation = pipeline.evaluate(replace(entered, department=department), form())

    draft = pipeline.draft(evaluation, TEMPLATES)

    assert draft.title.startswith("岚北市\ue815😀𠮷局")


def test_the_pattern_of_an_ordinal_reaches_no_attribute() -> None:
    assert ordinal(1, "{0.__class__}") == "{0.__class__}"
