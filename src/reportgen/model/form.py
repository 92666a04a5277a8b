"""A form (表样): one locality's sections, indicator tree, scoring and table layout, all of it data."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: title and 文号, and whether its wording still has to be verified."""

    title: str
    doc_number: str = ""
    verified: bool = True

    def __str__(self) -> str:
        return f"《{self.title}》{f'（{self.doc_number}）' if self.doc_number else ''}"


@dataclass(frozen=True, slots=True)
class RatingBand:
    """评价等级: *name* from *at_least* 分 up."""

    name: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class AttainmentBand:
    """One band of a qualitative indicator (达成…): the score lies in [low·w, high·w), the top band including high."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRules:
    """How a form scores. *rules* maps a target's class (positive, equal, reverse, …) to R1…R10 (domain rules)."""

    source: Source
    execution_max_score: Decimal | None  # 预算执行率 分值, or None where the form does not score it by itself
    rules: dict[str, str]
    category_weights: dict[str, Decimal]  # 一级指标 → 权重; empty where the form leaves them open
    total: Decimal
    decimals: int
    over_completion_threshold: Decimal  # as a ratio, 1.3 = 130 %
    low_execution_rate: Decimal  # below it a low execution is reported
    large_adjustment_rate: Decimal
    pass_mark: Decimal
    ratings: tuple[RatingBand, ...]
    attainment_bands: tuple[AttainmentBand, ...]

    def rating_of(self, total: Decimal) -> str:
        """等级 of an unrounded total."""
        for band in self.ratings:
            if total >= band.at_least:
                return band.name
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """A heading of the report and the Jinja file that writes what stands under it."""

    heading: str
    level: int
    template: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLayout:
    """A cell of a fixed row: a Jinja expression or text, its span and alignment."""

    template: str
    columns: int = 1
    rows: int = 1
    align: str = "left"
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLayout:
    """A column of a repeated block: its head, the Jinja template of its cell, and whether equal neighbours merge."""

    head: str
    template: str
    columns: int = 1
    align: str = "left"
    merge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A part of a table: fixed *rows*, *each* item of a named list written with *columns*, or a list *across*.

    *when* names a value of the template context; the block is left out when that is empty.
    """

    rows: tuple[tuple[CellLayout, ...], ...] = ()
    each: str = ""
    columns: tuple[ColumnLayout, ...] = ()
    label: str = ""  # a first cell merged over the whole block, e.g. 年度绩效目标完成情况
    label_columns: int = 1
    header: bool = False  # the fixed rows are table heads, repeated on each page
    across: ColumnLayout | None = None  # with *each*: items side by side, heads above values
    when: str = ""
    new_table: bool = False  # the block begins a table of its own below, so that its head is repeated on each page


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """A table of the form. *for_each* makes one table per item of a named list (one per project)."""

    title: str
    blocks: tuple[TableBlock, ...]
    widths: tuple[int, ...]
    unit_note: str = ""
    landscape: bool = False
    for_each: str = ""
    annex: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form pack. *folder* is where its Jinja sections stand."""

    code: str
    name: str
    region: str
    sources: tuple[Source, ...]
    folder: Path
    title: str  # Jinja template of the report's title
    money_unit: str
    outline: tuple[OutlineItem, ...]
    tables: tuple[TableLayout, ...]
    scoring: ScoringRules
    indicator_tree: dict[str, tuple[str, ...]]  # 一级 → 二级指标
    required_subcategories: tuple[str, ...] = ()
    layout: dict[str, str] = field(default_factory=dict)  # options of the page: digits, page_number, …
