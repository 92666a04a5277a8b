"""The criteria of reviewers (评审扣分标准): a YAML file beside the forms, which a department may replace by its own."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from reportgen.documents.opening import read_text
from reportgen.errors import FormError
from reportgen.model.review_points import ReviewCriterion

CRITERIA_FILE = "review_points.yaml"
_KEYS = {"name", "points", "codes", "source"}


def read_review_criteria(folder: Path) -> tuple[ReviewCriterion, ...]:
    """The criteria in *folder*; none where the folder has no such file. Raises FormError naming what is wrong."""
    path = folder / CRITERIA_FILE
    if not path.exists():
        return ()
    try:
        listed = yaml.load(read_text(path).text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text, lists and mappings only
    except yaml.YAMLError as error:
        raise _fault(path, "不符合 YAML 格式") from error
    if not isinstance(listed, list):
        raise _fault(path, "应是一列标准")
    return tuple(_criterion(each, number, path) for number, each in enumerate(listed, start=1))


def _criterion(given: Any, number: int, path: Path) -> ReviewCriterion:
    where = f"第{number}条"
    if not isinstance(given, dict) or set(given) - _KEYS or not {"name", "codes", "source"} <= set(given):
        raise _fault(path, f"{where}要有且只有 name、points、codes、source，points 可以不写")
    if not isinstance(given["codes"], list):
        raise _fault(path, f"{where}的 codes 应是一列规则编号")
    points = None
    if "points" in given:
        try:
            points = Decimal(given["points"])
        except (InvalidOperation, TypeError) as error:
            raise _fault(path, f"{where}的 points 应是数字") from error
    return ReviewCriterion(name=given["name"], points=points, codes=tuple(given["codes"]), source=given["source"])


def _fault(path: Path, what: str) -> FormError:
    return FormError(f"评审扣分标准{what}", place=path.name, remedy="请照随附的文件改正。")
