"""Prompt files declare what they use."""

from pathlib import Path

import pytest

from reportgen.drafting.narrative.prompts import read_prompt
from reportgen.errors import FormError
from sample_entry import TEMPLATES

SHIPPED = TEMPLATES.parent / "prompts"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.md") if path.stem != "README")
HEAD = "---\npurpose: 试验\nversion: '1'\ninputs: [facts]\n---\n"


def test_the_shipped_prompts_are_those_of_the_sections_paragraphs_and_indicators_a_model_writes() -> None:
    sections = [
        "conclusion",
        "improvements",
        "indicator",
        "management",
        "overview",
        "paragraph",
        "performance",
        "problems",
        "system",
    ]
    assert sections == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_prompt_uses_exactly_the_inputs_it_declares(name: str) -> None:
    prompt = read_prompt(name, [SHIPPED])

    assert prompt is not None
    assert prompt.used == set(prompt.inputs)


@pytest.mark.parametrize("name", NAMES)
def test_every_item_of_a_shipped_head_is_described(name: str) -> None:
    described = (SHIPPED / "README.md").read_text(encoding="utf-8")
    head = (SHIPPED / f"{name}.md").read_text(encoding="utf-8").split("---")[1]

    assert [
        line.split(":")[0] for line in head.strip().splitlines() if f"`{line.split(':')[0]}`" not in described
    ] == []


def test_the_users_own_prompt_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "conclusion.md").write_text(HEAD + "写结论：{{ facts | length }}", encoding="utf-8")

    prompt = read_prompt("conclusion", [tmp_path, SHIPPED])

    assert prompt is not None
    assert prompt.render({"facts": [1, 2]}) == "写结论：2"


def test_an_unknown_prompt_is_none() -> None:
    assert read_prompt("basis", [SHIPPED]) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("写结论", "没有文件头"),
        ("---\npurpose: 试验\n---\n写", "缺少：version, inputs"),
        (HEAD.replace("inputs", "input") + "写", "不认识的项：input"),
        (HEAD + "{{ samples }}", "没有列为输入的 samples"),
        (HEAD + "{% for fact in facts %}", "写法有误"),
        (HEAD.replace("inputs:", "mode: append\ninputs:") + "写", "文件头有误"),
        ("---\npurpose: [\n---\n写", "写法有误"),
    ],
)
def test_a_faulty_prompt_names_its_file_and_fault(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "conclusion.md").write_text(text, encoding="utf-8")

    with pytest.raises(FormError, match=message) as raised:
        read_prompt("conclusion", [tmp_path])

    assert "conclusion" in raised.value.text


def test_a_prompt_cannot_reach_into_python(tmp_path: Path) -> None:
    (tmp_path / "conclusion.md").write_text(HEAD + "{{ facts.__class__.__mro__ }}", encoding="utf-8")
    prompt = read_prompt("conclusion", [tmp_path])
    assert prompt is not None

    with pytest.raises(FormError):
        prompt.render({"facts": []})
