"""One row of an indicator table → one :class:`Indicator`, with the levels that rows above it carry down."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.importing.alignment import Cells
from reportgen.importing.amounts import reason_and_measure, without_score_reason
from reportgen.importing.indicator_words import category_of, goal_number, level_name
from reportgen.importing.rows import Item
from reportgen.language.cell_text import clean, is_dash, number_of, one_line, prose, score_of
from reportgen.language.table_heads import Column
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin

_STATUS_MET = re.compile(r"(?:已|全部|基本)?(?:达成|完成|达到|达标|实现)(?:年度)?(?:预期)?(?:指标|目标|值)*")
_STATUS_PARTLY = re.compile(r"部分(?:达成|完成|达到|实现)(?:年度)?(?:预期)?(?:指标|目标)*(?:并?具有一定效果)?")
_STATUS_MISSED = re.compile(r"未(?:达成|完成|达到|达标|实现)(?:年度)?(?:预期)?(?:指标|目标)*(?:且?效果较差)?")
_LEADING_FIGURE = re.compile(
    r"(?P<figure>(?:[一-鿿]{1,6}率)?(?:约|为|共)?\d[\d,.]*\s*(?:[%％‰]|[一-鿿]{1,3}?)?"
    r"(?:[、和]\d[\d,.]*\s*(?:[%％‰]|[一-鿿]{1,3}?))*)(?:[，,；;。]\s*(?P<rest>.*))?",
    re.DOTALL,
)
_WEIGHT_BEHIND = re.compile(r"(?P<name>.+?)[（(]\s*(?P<weight>\d+(?:\.\d+)?)\s*(?P<point>分?)\s*[)）]", re.DOTALL)
_CALENDAR = re.compile(r"\d[年月日]")
_SIGN = re.compile(r"^\s*(?:[≥≤><=＞＜＝]+|不少于|不低于|不超过|不高于)\s*")
_COMPARATOR_SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<", "≥": "≥", "≤": "≤"}


@dataclass(frozen=True, slots=True)
class Levels:
    """What stands to the left of a name: goal, 一级指标 and 二级指标, with their cells."""

    goal: str = ""
    category: str = ""
    subcategory: str = ""
    origins: Mapping[str, Origin] = dataclasses.field(default_factory=dict)


def levels_of(cells: Cells, above: Levels) -> Levels:
    """The levels of a row: its own, and those of the rows *above* where it has none."""
    origins = dict(above.origins)
    goal, category, subcategory = above.goal, above.category, above.subcategory
    block = cells.get(Column.BLOCK)
    number = goal_number(block[0].text) if block else ""
    if block and number and number != goal:
        goal, category, subcategory = number, "", ""
        origins["goal"] = block[0].origin
    if upper := cells.get(Column.CATEGORY):
        name = level_name(upper[0].text)
        if name != category:
            category, subcategory = name, ""
            origins["category"] = upper[0].origin
    if lower := cells.get(Column.SUBCATEGORY):
        subcategory = level_name(lower[0].text)
        origins["subcategory"] = lower[0].origin
        implied = category_of(subcategory)
        alone = subcategory == "满意度指标"  # under 效益指标 it is called 服务对象满意度指标
        contradicts = category in {"", "产出指标", "效益指标", "满意度指标"} and implied != category
        if (
            implied
            and contradicts
            and not upper
            and not (implied == "满意度指标" and category == "效益指标" and not alone)
        ):
            category = implied
            origins["category"] = lower[0].origin
    return Levels(goal, category, subcategory, origins)


def indicator_from(cells: Cells, levels: Levels, number: str, project: str) -> Indicator:
    """The indicator that *cells* state. Every field knows its cell."""
    row = _Fields(cells)
    row.take("name", Column.NAME, _name)
    row.take("description", Column.DESCRIPTION, one_line)
    row.take("formula", Column.FORMULA, prose)
    row.take("basis", Column.BASIS, one_line)
    row.take("evidence", Column.EVIDENCE, one_line)
    row.take("previous_actual", Column.PREVIOUS, one_line)
    row.take("actual_value", Column.ACTUAL, _value)
    row.take("target_value", Column.TARGET, _value)
    row.take("target_value", Column.ADJUSTED_TARGET, _value)
    row.complete_values()
    row.take("max_score", Column.MAX_SCORE, score_of)
    row.part_weight()
    row.take("score", Column.SCORE, score_of)
    row.take_reason()
    row.take("improvement_measures", Column.MEASURE, prose)
    row.take_status()
    for field in ("goal", "category", "subcategory"):
        if origin := levels.origins.get(field):
            row.origins[field] = origin
    first = next(iter(sorted((item for items in cells.values() for item in items), key=lambda item: item.column)))
    return Indicator(
        number=number,
        project=project,
        goal=levels.goal,
        category=levels.category,
        subcategory=levels.subcategory,
        origins={"": row.origins.get("name", first.origin), **row.origins},
        **row.values,
    )


class _Fields:
    """The values of one row while they are put together."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}

    def take(self, field: str, column: Column, read: Any) -> None:
        items = self.cells.get(column)
        if not items:
            return
        value = read("".join(item.text for item in items) if len(items) > 1 else items[0].text)
        if value not in ("", None):
            self.values[field] = value
            self.origins[field] = items[0].origin

    def complete_values(self) -> None:
        """Join comparator and unit, where they have columns of their own, to the values."""
        sign = _COMPARATOR_SIGNS.get(one_line_of(self.cells, Column.COMPARATOR), "")
        unit = one_line_of(self.cells, Column.UNIT)
        unit = "" if unit in {"无", "—", "-", "/"} else unit
        for field in ("target_value", "actual_value"):
            value = self.values.get(field, "")
            bare = number_of(_SIGN.sub("", value)) is not None
            if bare and unit:
                value = f"{value}{unit}"
            if field == "target_value" and sign and re.match(r"\d", value):
                value = f"{sign}{value}"
            if value:
                self.values[field] = value

    def part_weight(self) -> None:
        """Take the 分值 that some forms print behind the name: 抽检批次（10分） → 10."""
        found = _WEIGHT_BEHIND.fullmatch(self.values.get("name", ""))
        weight = number_of(found["weight"]) if found else None
        if found is None or weight is None or (not found["point"] and self.values.get("max_score") != weight):
            return
        self.values["name"] = found["name"].strip()
        if "max_score" not in self.values:
            self.values["max_score"], self.origins["max_score"] = weight, self.origins["name"]

    def take_reason(self) -> None:
        items = self.cells.get(Column.REASON)
        if not items:
            return
        words, on_the_score = without_score_reason("\n".join(item.text for item in items))
        reason, measure = reason_and_measure(words)
        for field, text in (
            ("deviation_reason", reason),
            ("improvement_measures", measure),
            ("score_reason", prose(on_the_score)),
        ):
            if text:
                self.values[field] = text
                self.origins[field] = items[0].origin

    def take_status(self) -> None:
        """Part a status from a figure: 达成指标 beside “3037人，按实际…” says 达成, 3037人 and a reason."""
        actual, reason = self.values.get("actual_value", ""), self.values.get("deviation_reason", "")
        band = _status(actual)
        if band:
            self.values["attainment_band"] = band
            self.origins["attainment_band"] = self.origins["actual_value"]
        if not (band or not actual) or not reason:
            return
        found = _LEADING_FIGURE.fullmatch(reason)
        if found and (band or not found.group("rest")) and not _CALENDAR.search(found.group("figure")):
            self.values["actual_value"] = found.group("figure").strip()
            self.origins["actual_value"] = self.origins["deviation_reason"]
            self.values["deviation_reason"] = (found.group("rest") or "").strip()


def _status(actual: str) -> str:
    for pattern, band in ((_STATUS_MET, "达成"), (_STATUS_PARTLY, "部分达成"), (_STATUS_MISSED, "未达成")):
        if pattern.fullmatch(actual):
            return band
    return ""


def _name(text: str) -> str:
    """A name without the numbering some forms print before it: 指标1：培训人数 → 培训人数."""
    return re.sub(r"^指标\s*\d{1,2}\s*[:：、.．]\s*(?=\S)", "", one_line(text))


def _value(text: str) -> str:
    return "" if is_dash(text) and clean(text) != "无" else one_line(text)


def one_line_of(cells: Cells, column: Column) -> str:
    """What stands in *column*, in half-width form."""
    items = cells.get(column)
    return unicodedata.normalize("NFKC", one_line(items[0].text)) if items else ""


def scores_of(cells: Cells) -> tuple[Item | None, Item | None]:
    """The cells of 分值 and 得分, where they hold a number."""
    found = []
    for column in (Column.MAX_SCORE, Column.SCORE):
        items = cells.get(column, ())
        found.append(next((item for item in items if score_of(item.text) is not None), None))
    return found[0], found[1]
