"""The user's settings file (设置.yaml): groups of values under Chinese labels, each value with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.opening import FileType, expect, read_text
from reportgen.errors import SettingsError

if TYPE_CHECKING:
    import yaml

_MOST_CHARACTERS = 100_000
_REMEDY = "写法是“模型:”一行，下面每行先空两格，再写“名称: 值”，冒号后面空一格。"


def read_settings_file(path: Path) -> Mapping[tuple[str, str], tuple[str, int]]:
    """The values of the file at *path*: text and line by group and label. Empty values are left out.

    Raises UnreadableFileError when it is no YAML file, SettingsError where it is not built as told.
    """
    import yaml

    expect(path, FileType.YAML)
    text = read_text(path).text
    if len(text) > _MOST_CHARACTERS:
        raise SettingsError("设置文件太大", place=str(path), remedy="设置文件只有几十行，请检查是否选错文件。")
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path} 第{mark.line + 1}行" if mark else str(path)
        raise SettingsError("设置文件的写法不对", place=place, remedy=_REMEDY) from error
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for group, inside in _pairs(root, path):
        for label, value in _pairs(inside, path):
            line = value.start_mark.line + 1
            if not isinstance(value, yaml.ScalarNode):
                raise SettingsError(f"“{label}”后面应当只有一个值", place=f"{path} 第{line}行", remedy=_REMEDY)
            if (group, label) in found:
                raise SettingsError(f"“{label}”写了两次", place=f"{path} 第{line}行", remedy="请删去一处。")
            if value.value.strip():
                found[group, label] = (value.value, line)
    return found


def _pairs(node: yaml.Node | None, path: Path) -> Iterator[tuple[str, yaml.Node]]:
    import yaml

    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
        return
    if not isinstance(node, yaml.MappingNode):
        place = f"{path} 第{node.start_mark.line + 1}行"
        raise SettingsError("设置文件的写法不对", place=place, remedy=_REMEDY)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise SettingsError("设置文件的写法不对", place=f"{path} 第{key.start_mark.line + 1}行", remedy=_REMEDY)
        yield key.value.strip(), value
