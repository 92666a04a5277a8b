"""Prompt files (提示词): what they are for, which inputs they take, and the words with the inputs put in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.drafting.rendering import faults_of
from reportgen.errors import FormError
from reportgen.model.prior_report import SectionKind

_FILE = re.compile(r"---[ \t]*\n(?P<head>.*?)\n---[ \t]*\n(?P<body>.*)", re.DOTALL)
_LARGEST = 64 * 1024  # bytes of a prompt file


class Mode(StrEnum):
    """Whether the model's paragraphs take the place of the template's or stand before them."""

    REPLACE = "replace"
    LEAD = "lead"


@dataclass(frozen=True)
class Prompt:
    """One prompt file. *facts* are patterns of the ids offered, *required* of those that must appear, with their names.

    *shortest* and *longest* bound the section's text in characters; *citing* tells that each paragraph answers
    problems by their number.
    """

    name: str
    text: str
    purpose: str
    version: str
    inputs: tuple[str, ...]
    section: SectionKind | None = None
    mode: Mode = Mode.REPLACE
    facts: tuple[str, ...] = ()
    required: Mapping[str, str] = field(default_factory=dict)
    shortest: int = 0
    longest: int = 1500
    citing: bool = False

    @property
    def sha256(self) -> str:
        """Of the file's text, for the record."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def used(self) -> frozenset[str]:
        """The inputs that the body names."""
        with faults_of(self.name):
            return frozenset(meta.find_undeclared_variables(_environment().parse(self._body)))

    def render(self, values: Mapping[str, object]) -> str:
        """The body with *values* put in. Raises FormError where one is missing or the file is at fault."""
        with faults_of(self.name):
            template = _environment().from_string(self._body)
            return template.render({name: values[name] for name in self.inputs}).strip()

    @property
    def _body(self) -> str:
        found = _FILE.fullmatch(self.text)
        assert found is not None  # read_prompt saw to it
        return found["body"]


def read_prompt(name: str, folders: Sequence[Path]) -> Prompt | None:
    """The prompt *name* of the first folder that has it: the user's own before the shipped. Raises FormError."""
    path = next((folder / f"{name}.md" for folder in folders if (folder / f"{name}.md").is_file()), None)
    if path is None:
        return None
    if path.stat().st_size > _LARGEST:
        raise FormError("提示词文件太大", place=path.name, remedy="一个提示词写几十行就够了。")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormError("提示词不是 UTF-8 编码", place=path.name, remedy="另存为时编码选 UTF-8。") from error
    found = _FILE.fullmatch(text)
    try:
        head = yaml.safe_load(found["head"]) if found else None
    except yaml.YAMLError as error:
        raise FormError("提示词文件头写法有误", place=path.name, remedy="对照 prompts/README.md 修改。") from error
    if not isinstance(head, dict):
        raise FormError(
            "提示词没有文件头", place=path.name, remedy="对照 prompts/README.md，在开头写明用途、版本和输入。"
        )
    return _prompt(name, text, head, path.name)


_KNOWN = {"purpose", "version", "inputs", "section", "mode", "facts", "required", "length", "citing"}


def _prompt(name: str, text: str, head: dict[str, Any], place: str) -> Prompt:
    unknown = ", ".join(sorted(set(head) - _KNOWN))
    missing = ", ".join(key for key in ("purpose", "version", "inputs") if head.get(key) is None)
    if unknown or missing:
        what = f"不认识的项：{unknown}" if unknown else f"缺少：{missing}"
        raise FormError(f"提示词文件头{what}", place=place, remedy="对照 prompts/README.md 修改。")
    shortest, longest = head.get("length", (0, 1500))
    try:
        prompt = Prompt(
            name=name, text=text, purpose=str(head["purpose"]), version=str(head["version"]),
            inputs=tuple(head["inputs"]), section=SectionKind(head["section"]) if head.get("section") else None,
            mode=Mode(head.get("mode", "replace")), facts=tuple(head.get("facts", ())),
            required=_named(head.get("required", ())), shortest=int(shortest), longest=int(longest),
            citing=bool(head.get("citing", False)),
        )  # fmt: skip
    except (TypeError, ValueError) as error:
        raise FormError(f"提示词文件头有误：{error}", place=place, remedy="对照 prompts/README.md 修改。") from error
    undeclared = sorted(prompt.used - set(prompt.inputs))
    if undeclared:
        raise FormError(f"提示词用了没有列为输入的 {', '.join(undeclared)}", place=place, remedy="在 inputs 中补上。")
    return prompt


def _named(required: object) -> Mapping[str, str]:
    """Patterns with their Chinese names; a pattern without one is called by itself."""
    if isinstance(required, Mapping):
        return {str(pattern): str(name) for pattern, name in required.items()}
    if isinstance(required, list | tuple):
        return {str(pattern): str(pattern) for pattern in required}
    raise TypeError("required 要写成“编号: 名称”")


def _environment() -> jinja2.Environment:
    return ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
