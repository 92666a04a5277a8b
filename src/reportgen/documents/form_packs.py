"""Form packs (表样): templates/<code>/form.yaml read into a Form, every fault named in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from reportgen.errors import FormError
from reportgen.model.form import (
    AttainmentBand,
    CellLayout,
    ColumnLayout,
    Form,
    OutlineItem,
    RatingBand,
    ScoringRules,
    Source,
    TableBlock,
    TableLayout,
)

FORM_FILE = "form.yaml"


class _TextLoader(yaml.SafeLoader):
    """Reads every number as text, so that a decimal stays exact."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def form_codes(templates: Path) -> tuple[str, ...]:
    """The codes of the forms under *templates*, sorted. Raises FormError where there is none."""
    codes = tuple(sorted(file.parent.name for file in templates.glob(f"*/{FORM_FILE}")))
    if not codes:
        raise FormError(
            "这个文件夹里没有表样",
            place=str(templates),
            remedy="检查环境变量 REPORTGEN_TEMPLATES，或去掉它改用随程序的表样",
        )
    return codes


def read_form(templates: Path, code: str) -> Form:
    """The form *code*. Raises FormError naming the file and the key that is wrong."""
    file = templates / code / FORM_FILE
    if code not in form_codes(templates):
        raise FormError(f"没有“{code}”这个表样", remedy=f"可用的表样：{'、'.join(form_codes(templates))}")
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise FormError(f"YAML 写法有误：{error}", place=str(file), remedy="按提示的行号改正") from error
    return _Reader(file).form(code, data)


class _Reader:
    """Turns the parsed file into a Form, telling where a key is missing or unknown."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def fail(self, message: str) -> FormError:
        return FormError(message, place=f"{self.file.parent.name}/{self.file.name}", remedy="参照 docs/forms.md 改正")

    def mapping(self, value: Any, where: str, known: Iterable[str]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(f"“{where}”应当是若干“键: 值”")
        unknown = set(value) - set(known)
        if unknown:
            raise self.fail(f"“{where}”中有不认识的键：{'、'.join(sorted(map(str, unknown)))}")
        return value

    def sequence(self, value: Any, where: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.fail(f"“{where}”应当是列表")
        return value

    def text(self, data: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if value is None:
            raise self.fail(f"“{where}”缺少“{key}”")
        return str(value)

    def number(self, value: Any, where: str) -> Decimal:
        text = str(value)
        try:
            return Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        except InvalidOperation:
            raise self.fail(f"“{where}”应当是数，现在是“{text}”") from None

    def flag(self, data: Mapping[str, Any], key: str, *, default: bool = False) -> bool:
        value = data.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"“{key}”应当是 true 或 false")
        return value

    def form(self, code: str, data: Any) -> Form:
        keys = (
            "name region sources title money_unit outline tables scoring indicator_tree required_subcategories layout"
        ).split()
        data = self.mapping(data, "表样", keys)
        tree = {
            str(category): tuple(str(name) for name in self.sequence(names or [], f"indicator_tree.{category}"))
            for category, names in self.mapping(
                data.get("indicator_tree"), "indicator_tree", data.get("indicator_tree") or ()
            ).items()
        }
        layout = data.get("layout") or {}
        return Form(
            code=code,
            name=self.text(data, "name", "表样"),
            region=self.text(data, "region", "表样", ""),
            sources=tuple(self.source(item) for item in self.sequence(data.get("sources"), "sources")),
            folder=self.file.parent,
            title=self.text(data, "title", "表样"),
            money_unit=self.text(data, "money_unit", "表样"),
            outline=tuple(self.outline_item(item) for item in self.sequence(data.get("outline"), "outline")),
            tables=tuple(self.table(item) for item in self.sequence(data.get("tables"), "tables")),
            scoring=self.scoring(data.get("scoring")),
            indicator_tree=tree,
            required_subcategories=tuple(map(str, data.get("required_subcategories") or ())),
            layout={str(key): str(value) for key, value in self.mapping(layout, "layout", layout).items()},
        )

    def source(self, item: Any) -> Source:
        item = self.mapping(item, "sources", ("title", "doc_number", "verified"))
        return Source(
            self.text(item, "title", "sources"),
            self.text(item, "doc_number", "sources", ""),
            self.flag(item, "verified", default=True),
        )

    def outline_item(self, item: Any) -> OutlineItem:
        item = self.mapping(item, "outline", ("heading", "level", "template", "key"))
        return OutlineItem(
            heading=self.text(item, "heading", "outline", ""),
            level=int(self.number(item.get("level", 1), "outline.level")),
            template=self.text(item, "template", "outline", ""),
            key=self.text(item, "key", "outline", ""),
        )

    def scoring(self, data: Any) -> ScoringRules:
        keys = (
            "source execution_max_score rules category_weights total decimals over_completion_threshold "
            "low_execution_rate large_adjustment_rate pass_mark ratings attainment_bands"
        ).split()
        data = self.mapping(data, "scoring", keys)
        execution = data.get("execution_max_score")
        weights = data.get("category_weights") or {}
        rules = data.get("rules") or {}

        def number(key: str, default: str) -> Decimal:
            return self.number(data.get(key, default), f"scoring.{key}")

        total = number("total", "100")
        category_weights = {str(name): self.number(value, str(name)) for name, value in weights.items()}
        if category_weights and sum(category_weights.values()) + self.number(execution or 0, "分值") != total:
            raise self.fail("预算执行率分值与一级指标权重之和不等于总分")
        return ScoringRules(
            source=self.source(data.get("source")),
            execution_max_score=None if execution is None else self.number(execution, "scoring.execution_max_score"),
            rules={str(key): str(value) for key, value in self.mapping(rules, "scoring.rules", rules).items()},
            category_weights=category_weights,
            total=total,
            decimals=int(number("decimals", "2")),
            over_completion_threshold=number("over_completion_threshold", "130%"),
            low_execution_rate=number("low_execution_rate", "90%"),
            large_adjustment_rate=number("large_adjustment_rate", "20%"),
            pass_mark=number("pass_mark", "60%"),
            ratings=tuple(
                RatingBand(str(name), self.number(limit, str(name)))
                for name, limit in self.mapping(
                    data.get("ratings"), "scoring.ratings", data.get("ratings") or ()
                ).items()
            ),
            attainment_bands=tuple(self.band(item) for item in self.sequence(data.get("attainment_bands"), "bands")),
        )

    def band(self, item: Any) -> AttainmentBand:
        item = self.mapping(item, "scoring.attainment_bands", ("name", "low", "high"))
        return AttainmentBand(
            self.text(item, "name", "attainment_bands"),
            self.number(item.get("low"), "low"),
            self.number(item.get("high"), "high"),
        )

    def table(self, item: Any) -> TableLayout:
        keys = ("title", "blocks", "widths", "unit_note", "landscape", "for_each", "annex", "key")
        item = self.mapping(item, "tables", keys)
        widths = tuple(int(self.number(width, "widths")) for width in self.sequence(item.get("widths"), "widths"))
        return TableLayout(
            title=self.text(item, "title", "tables"),
            blocks=tuple(self.block(block, len(widths)) for block in self.sequence(item.get("blocks"), "blocks")),
            widths=widths,
            unit_note=self.text(item, "unit_note", "tables", ""),
            landscape=self.flag(item, "landscape"),
            for_each=self.text(item, "for_each", "tables", ""),
            annex=self.flag(item, "annex", default=True),
            key=self.text(item, "key", "tables", ""),
        )

    def block(self, item: Any, width: int) -> TableBlock:
        keys = "rows each columns across label label_columns header when new_table".split()
        item = self.mapping(item, "blocks", keys)
        label_columns = int(self.number(item.get("label_columns", 1), "label_columns")) if item.get("label") else 0
        columns = tuple(self.column(column) for column in self.sequence(item.get("columns") or [], "columns"))
        used = sum(column.columns for column in columns) + label_columns
        if columns and used != width:
            raise self.fail(f"“each: {item.get('each')}”各列共占{used}格，表宽是{width}格")
        return TableBlock(
            rows=tuple(
                tuple(self.cell(cell) for cell in self.sequence(row, "rows"))
                for row in self.sequence(item.get("rows") or [], "rows")
            ),
            each=self.text(item, "each", "blocks", ""),
            columns=columns,
            label=self.text(item, "label", "blocks", ""),
            label_columns=label_columns,
            header=self.flag(item, "header"),
            across=self.column(item["across"]) if "across" in item else None,
            when=self.text(item, "when", "blocks", ""),
            new_table=self.flag(item, "new_table"),
        )

    def cell(self, item: Any) -> CellLayout:
        if isinstance(item, str):
            return CellLayout(template=item)
        item = self.mapping(item, "rows", ("text", "columns", "rows", "align", "header"))
        return CellLayout(
            template=self.text(item, "text", "rows", ""),
            columns=int(self.number(item.get("columns", 1), "columns")),
            rows=int(self.number(item.get("rows", 1), "rows")),
            align=self.text(item, "align", "rows", "center" if item.get("header") else "left"),
            header=self.flag(item, "header"),
        )

    def column(self, item: Any) -> ColumnLayout:
        item = self.mapping(item, "columns", ("head", "text", "columns", "align", "merge"))
        return ColumnLayout(
            head=self.text(item, "head", "columns"),
            template=self.text(item, "text", "columns"),
            columns=int(self.number(item.get("columns", 1), "columns")),
            align=self.text(item, "align", "columns", "left"),
            merge=self.flag(item, "merge"),
        )
