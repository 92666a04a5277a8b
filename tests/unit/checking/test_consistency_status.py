"""Status against value, in tables and in words."""

import pytest

from consistency_papers import codes_in, form_of, report_of


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("100%", "80%", "达到预期值目标"),
        (">90%", "90%", "达到预期值目标"),
        ("≤15天", "20天", "达到预期值目标"),
        ("≥30人", "32人", "未达到预期值目标"),
    ],
)
def test_a_verdict_against_its_value_is_an_error(target: str, actual: str, verdict: str) -> None:
    text = report_of("一、情况", f"1.办件完成率：该指标预期值为{target}，实际完成值为{actual}，{verdict}。")

    assert "STATUS_VS_VALUE" in codes_in(text)


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [("≥90%", "90%", "达到预期值目标"), ("100%", "80%", "未达到预期值目标"), ("≤15天", "12天", "达到预期值目标")],
)
def test_a_verdict_that_its_value_bears_out_is_none(target: str, actual: str, verdict: str) -> None:
    text = report_of("一、情况", f"1.办件完成率：该指标预期值为{target}，实际完成值为{actual}，{verdict}。")

    assert "STATUS_VS_VALUE" not in codes_in(text)


@pytest.mark.parametrize(
    "words", ["满意度86%，高于90%的目标", "到场率93%，低于90%的目标", "目标130人，完成118人，全部完成"]
)
def test_a_comparison_in_prose_against_its_numbers_is_an_error(words: str) -> None:
    assert "STATUS_VS_VALUE" in codes_in(report_of("一、情况", f"{words}。"))


@pytest.mark.parametrize(
    "words",
    [
        "满意度86%，低于90%的目标",
        "到场率93%，高于90%的目标",
        "目标130人，完成138人，全部完成",
        "接通时间32秒，比上年缩短6秒，仍超过25秒的目标",
    ],
)
def test_a_comparison_in_prose_that_holds_is_none(words: str) -> None:
    assert "STATUS_VS_VALUE" not in codes_in(report_of("一、情况", f"{words}。"))


def test_a_slogan_as_actual_value_needs_a_grade() -> None:
    slogan = "效益指标|社会效益指标|供水服务能力|有所提高|有所提高|10|10|"

    assert "QUALITATIVE_NO_GRADE" in codes_in(form_of(slogan))


def test_a_grade_is_enough() -> None:
    assert "QUALITATIVE_NO_GRADE" not in codes_in(form_of("效益指标|社会效益指标|供水服务能力|有所提高|达成|10|10|"))
