"""The stock of set phrases (套话): words a model may use that state nothing by themselves, from ``wording.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from reportgen.errors import FormError

WORDING = "wording.yaml"
_GROUPS = ("joints", "terms", "figures", "topics", "causes", "measures")
_LARGEST = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Words by what they may do. *frames* are whole clauses; *sha256* of the file stands in the record of a prompt."""

    version: str
    joints: frozenset[str]  # connect
    terms: frozenset[str]  # name what every report has
    figures: frozenset[str]  # lead to a figure
    topics: frozenset[str]  # name what a clause is about, before 方面
    causes: frozenset[str]  # lead to an entered cause
    measures: frozenset[str]  # propose a measure that is marked for confirmation
    frames: frozenset[str]


def read_stock(folders: Sequence[Path]) -> Stock:
    """The stock of the first folder that has one: the user's own before the shipped. Raises FormError."""
    path = next((folder / WORDING for folder in folders if (folder / WORDING).is_file()), None)
    remedy = "对照随程序附带的 prompts/wording.yaml 修改。"
    if path is None:
        raise FormError(f"没有套话文件 {WORDING}", remedy="恢复 prompts 文件夹。")
    try:
        if path.stat().st_size > _LARGEST:
            raise FormError("套话文件太大", place=path.name, remedy=remedy)
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FormError("套话文件写法有误", place=path.name, remedy=remedy) from error
    if not isinstance(data, Mapping) or set(data) != {"version", "frames", *_GROUPS}:
        raise FormError("套话文件的项目不全或不认识", place=path.name, remedy=remedy)
    if not isinstance(data["frames"], list) or not all(isinstance(data[group], str) for group in _GROUPS):
        raise FormError("套话文件的项目写法有误", place=path.name, remedy=remedy)
    words = {group: frozenset(data[group].split()) for group in _GROUPS}
    return Stock(version=str(data["version"]), frames=frozenset(map(str, data["frames"])), **words)
