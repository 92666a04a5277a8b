"""The indicator bank (指标库) read from its folder: one YAML file a field of work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from reportgen.documents.opening import MAX_FILE_BYTES, read_text
from reportgen.errors import UnreadableFileError
from reportgen.model.indicator_bank import BankIndicator

_LARGEST_FILE = MAX_FILE_BYTES // 50
_REMEDY = "参照 docs/corpora.md“指标库的格式”改正。"
_TEXTS = ("name", "category", "subcategory", "direction", "unit", "formula", "evidence", "basis")
_OPTIONAL = ("numerator", "denominator")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_indicator_bank(folder: Path) -> tuple[BankIndicator, ...]:
    """All indicators under *folder*, in the order of file names; none where there is no such folder.

    Raises UnreadableFileError naming the file and the indicator that is wrong.
    """
    found: list[BankIndicator] = []
    for file in sorted(folder.glob("*.yaml")):
        found += _read(file)
    return tuple(found)


def _read(file: Path) -> list[BankIndicator]:
    if file.stat().st_size > _LARGEST_FILE:
        raise UnreadableFileError("指标库文件太大", place=str(file), remedy="请拆成几个文件。")
    try:
        content = yaml.load(read_text(file).text, Loader=_LOADER)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFileError(f"YAML 写法有误：{error}", place=str(file), remedy=_REMEDY) from error
    if not isinstance(content, dict) or not isinstance(content.get("indicators"), list):
        raise UnreadableFileError("缺少“indicators”列表", place=str(file), remedy=_REMEDY)
    field_of_work = str(content.get("field") or file.stem)
    keywords = _words(content.get("keywords"))
    return [
        _indicator(each, f"{file.name} 第{number}项", field_of_work, keywords)
        for number, each in enumerate(content["indicators"], start=1)
    ]


def _indicator(entry: object, place: str, field_of_work: str, keywords: tuple[str, ...]) -> BankIndicator:
    if not isinstance(entry, Mapping):
        raise UnreadableFileError("应当是若干“键: 值”", place=place, remedy=_REMEDY)
    missing = [key for key in _TEXTS if entry.get(key) is None]
    if missing:
        raise UnreadableFileError(f"缺少“{'、'.join(missing)}”", place=place, remedy=_REMEDY)
    texts = {key: str(entry[key]) for key in _TEXTS} | {key: str(entry.get(key) or "") for key in _OPTIONAL}
    return BankIndicator(
        **texts, objects=_words(entry.get("objects")), field_of_work=field_of_work, keywords=keywords, source=place
    )


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
