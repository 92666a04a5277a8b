"""Form packs (表样): templates/<code>/form.yaml read into a Form, every fault named in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from reportgen.errors import FormError
from reportgen.model.draft import Align
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
from reportgen.model.self_evaluation import MONEY_UNITS
from reportgen.rules.score_rules import DEFAULT_RULES

FORM_FILE = "form.yaml"
ALIGNS = tuple(align.value for align in Align)
_RULE = re.compile(r"R(?:\d|10)(?!\d)")


class _TextLoader(yaml.SafeLoader):
    """Reads every number as text, so that a decimal stays exact, and refuses a key that is written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping of *node*. Raises YAMLError at a repeated key."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}”写了两次", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


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
    except UnicodeDecodeError as error:
        raise FormError("文件不是 UTF-8 编码", place=str(file), remedy="用记事本打开，另存为时编码选 UTF-8") from error
    except RecursionError as error:
        raise FormError("层次过多，不是表样", place=str(file), remedy="参照 docs/forms.md 改正") from error
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
            number = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self.fail(f"“{where}”应当是数，现在是“{text}”")
        return number

    def whole(self, value: Any, where: str, least: int, most: int = 1000) -> int:
        number = self.number(value, where)
        if number != number.to_integral_value() or not least <= number <= most:
            raise self.fail(f"“{where}”应当是{least}至{most}的整数，现在是“{value}”")
        return int(number)

    def one_of(self, value: str, where: str, allowed: Iterable[str]) -> str:
        if value not in allowed:
            raise self.fail(f"“{where}”不能是“{value}”，可以是：{'、'.join(allowed)}")
        return value

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
            money_unit=self.one_of(self.text(data, "money_unit", "表样"), "money_unit", MONEY_UNITS),
            outline=tuple(self.outline_item(item) for item in self.sequence(data.get("outline"), "outline")),
            tables=self.tables(data.get("tables")),
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
            level=self.whole(item.get("level", 1), "outline.level", 1, 4),
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
        weights = self.mapping(weights, "scoring.category_weights", weights)

        def number(key: str, default: str) -> Decimal:
            return self.number(data.get(key, default), f"scoring.{key}")

        total = number("total", "100")
        category_weights = {str(name): self.number(value, str(name)) for name, value in weights.items()}
        if category_weights and sum(category_weights.values()) + self.number(execution or 0, "分值") != total:
            raise self.fail("预算执行率分值与一级指标权重之和不等于总分")
        return ScoringRules(
            source=self.source(data.get("source")),
            execution_max_score=None if execution is None else self.number(execution, "scoring.execution_max_score"),
            rules=self.rules(data.get("rules") or {}),
            category_weights=category_weights,
            total=total,
            decimals=self.whole(data.get("decimals", 2), "scoring.decimals", 0, 6),
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

    def rules(self, data: Any) -> dict[str, str]:
        rules = {str(key): str(value) for key, value in self.mapping(data, "scoring.rules", DEFAULT_RULES).items()}
        for kind, rule in rules.items():
            if not _RULE.match(rule):
                raise self.fail(f"“scoring.rules.{kind}”应当写 R0 至 R10，现在是“{rule}”")
        return rules

    def band(self, item: Any) -> AttainmentBand:
        item = self.mapping(item, "scoring.attainment_bands", ("name", "low", "high"))
        return AttainmentBand(
            self.text(item, "name", "attainment_bands"),
            self.number(item.get("low"), "low"),
            self.number(item.get("high"), "high"),
        )

    def tables(self, data: Any) -> tuple[TableLayout, ...]:
        tables = tuple(self.table(item) for item in self.sequence(data, "tables"))
        names = [layout.key or layout.title for layout in tables]
        if len(set(names)) < len(names):
            raise self.fail("“tables”中有两个表的 key 或 title 相同")
        return tables

    def table(self, item: Any) -> TableLayout:
        keys = ("title", "blocks", "widths", "unit_note", "landscape", "for_each", "annex", "key")
        item = self.mapping(item, "tables", keys)
        widths = tuple(self.whole(width, "widths", 1) for width in self.sequence(item.get("widths"), "widths"))
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
        label_columns = (
            self.whole(item.get("label_columns", 1), "label_columns", 1, width - 1) if item.get("label") else 0
        )
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
            columns=self.whole(item.get("columns", 1), "columns", 1),
            rows=self.whole(item.get("rows", 1), "rows", 1),
            align=self.one_of(
                self.text(item, "align", "rows", "center" if item.get("header") else "left"), "align", ALIGNS
            ),
            header=self.flag(item, "header"),
        )

    def column(self, item: Any) -> ColumnLayout:
        item = self.mapping(item, "columns", ("head", "text", "columns", "align", "merge"))
        return ColumnLayout(
            head=self.text(item, "head", "columns"),
            template=self.text(item, "text", "columns"),
            columns=self.whole(item.get("columns", 1), "columns", 1),
            align=self.one_of(self.text(item, "align", "columns", "left"), "align", ALIGNS),
            merge=self.flag(item, "merge"),
        )
