"""The YAML form of the entered data: Chinese labels as keys, one scalar a field, every value with its line.

Scalars are read as the text that stands in the file, so ``1.10``, ``是`` and ``2023`` stay what was typed; what they
mean is decided by the field. Anchors, aliases and tags have no use here and are refused.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.documents.entry_records import EnteredFile, EntryCell, EntryRow, EntryRows, assemble, specs_of
from reportgen.documents.opening import FileType, expect, read_text
from reportgen.errors import EntryError, ReportgenError
from reportgen.model.field_values import write_value
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.record import FieldSpec, Kind, Record
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation, Subject
from reportgen.quantities.units import Unit, unit_named

if TYPE_CHECKING:
    import yaml

_DEEPEST = 16


def read_entry_yaml(path: Path) -> EnteredFile:
    """The checked data of the YAML file at *path*.

    Raises UnreadableFileError when it is no YAML text at all, EntryError listing every problem with its line.
    """
    expect(path, FileType.YAML)
    decoded = read_text(path)
    reader = _Reader(path.name)
    tree = reader.parse(decoded.text)
    rows = reader.rows_of_all(tree) if tree is not None else {}
    notices = (decoded.notice,) if decoded.notice else ()
    return assemble(EntryRows(path.name, rows, problems=reader.problems, notices=notices))


@dataclass(slots=True)
class _Scalar:
    text: str
    line: int


@dataclass(slots=True)
class _Mapping:
    line: int
    items: list[tuple[_Scalar, _Node]] = field(default_factory=list)


@dataclass(slots=True)
class _Sequence:
    line: int
    items: list[_Node] = field(default_factory=list)


_Node = _Scalar | _Mapping | _Sequence
_BLANK_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


class _Reader:
    """Reads one file, collecting its problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[ReportgenError] = []

    def origin(self, line: int) -> Origin:
        return Origin(self.file, PlaceKind.LINE, row=line)

    def problem(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(ReportgenError(message, place=str(self.origin(line)), remedy=remedy))

    def parse(self, text: str) -> _Node | None:
        """The tree of the first document. Raises EntryError where the text is not YAML."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return self._tree(yaml.parse(text, Loader=loader))
        except yaml.YAMLError as error:
            raise EntryError([*self.problems, self._syntax_problem(error, text)]) from error

    def _tree(self, events: Iterator[yaml.Event]) -> _Node | None:
        import yaml

        root: _Node | None = None
        stack: list[_Mapping | _Sequence] = []
        keys: list[_Node | None] = []  # for each open mapping the key that waits for its value
        for event in events:
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                keys.pop()
                continue
            node = self._node(event)
            if node is None:
                continue
            if not stack:
                if root is not None:
                    self.problem(node.line, "文件里有多个以 --- 分开的 YAML 文档", "请合并为一个，删除中间的 ---。")
                    return root
                root = node
            elif isinstance(stack[-1], _Sequence):
                stack[-1].items.append(node)
            elif keys[-1] is None:
                keys[-1] = node
            else:
                stack[-1].items.append((self._key(keys[-1]), node))
                keys[-1] = None
            if not isinstance(node, _Scalar):
                stack.append(node)
                keys.append(None)
                if len(stack) > _DEEPEST:
                    remedy = "请照填写示例调整缩进。"
                    raise EntryError(
                        [ReportgenError("层次过多，不是填报文件", place=str(self.origin(node.line)), remedy=remedy)]
                    )
        return root

    def _node(self, event: yaml.Event) -> _Node | None:
        import yaml

        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            self.problem(line, f"不能使用引用“*{event.anchor}”", "请把内容直接写在这里。")
            return _Scalar("", line)
        if not isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return None
        if event.anchor is not None:
            self.problem(line, f"不能使用锚点“&{event.anchor}”", "请删除锚点，把内容直接写出。")
        if event.tag is not None:
            self.problem(line, f"不能使用标签“{event.tag}”", "请删除以 ! 开头的标签，文字可加引号。")
        if isinstance(event, yaml.ScalarEvent):
            is_blank = not event.style and event.value in _BLANK_WORDS
            return _Scalar("" if is_blank else event.value, line)
        return _Mapping(line) if isinstance(event, yaml.MappingStartEvent) else _Sequence(line)

    def _key(self, node: _Node) -> _Scalar:
        if isinstance(node, _Scalar):
            return node
        self.problem(node.line, "栏目名称不能是列表或一组栏目", "请照填写示例写成“栏目: 内容”。")
        return _Scalar("", node.line)

    def _syntax_problem(self, error: yaml.YAMLError, text: str) -> ReportgenError:
        lines = text.split("\n")
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = min(mark.line + 1, len(lines)) if mark is not None else 1
        around = "\n".join(lines[max(line - 2, 0) : line])
        if any(each.lstrip(" ").startswith("\t") for each in around.split("\n")):
            remedy = "缩进要用空格，不能用制表符（Tab）。"
        elif mark is None:
            remedy = "文件含有控制字符，请用记事本打开后另存为 UTF-8。"
        elif "：" in around:
            remedy = "栏目名称后面要用英文冒号加一个空格，如“部门名称: 某局”。"
        else:
            remedy = "请检查这一行及上一行：同级栏目左对齐，冒号后有空格，引号成对，含“: ”或“#”的文字加引号。"
        return ReportgenError("不符合 YAML 格式", place=str(self.origin(line)), remedy=remedy)

    def rows_of_all(self, tree: _Node) -> dict[str, list[EntryRow]]:
        """Subject attribute → its rows."""
        rows: dict[str, list[EntryRow]] = {}
        by_title = {subject.title: subject for subject in SUBJECTS}
        for title, node in self._items(tree, by_title, "填报文件"):
            subject = by_title[title]
            if not _is_blank(node):
                rows[subject.attribute] = self._rows(subject, node)
        return rows

    def _rows(self, subject: Subject, node: _Node) -> list[EntryRow]:
        by_label = {spec.label: spec for spec in specs_of(subject.record).values()}
        if subject.single:
            return [self._row(subject, by_label, node)]
        if not isinstance(node, _Sequence):
            self.problem(
                node.line, f"“{subject.title}”应是列表", "每条记录以“- ”开头另起一行，其余栏目与第一个栏目对齐。"
            )
            return []
        return [self._row(subject, by_label, item) for item in node.items if not _is_blank(item)]

    def _row(self, subject: Subject, by_label: Mapping[str, FieldSpec], node: _Node) -> EntryRow:
        cells: dict[str, EntryCell] = {}
        for label, value in self._items(node, by_label, f"“{subject.title}”"):
            if isinstance(value, _Scalar):
                cells[by_label[label].name] = EntryCell(value.text, self.origin(value.line))
            else:
                self.problem(value.line, f"“{label}”应填{by_label[label].kind.value}", "这里不能是列表或一组栏目。")
                cells[by_label[label].name] = EntryCell("", self.origin(value.line))
        return EntryRow(self.origin(node.line), cells)

    def _items(self, node: _Node, known: Mapping[str, Any], where: str) -> Iterator[tuple[str, _Node]]:
        """The known keys of a mapping with their values; unknown and repeated ones become problems."""
        if not isinstance(node, _Mapping):
            self.problem(
                node.line, f"{where}的内容应写成“栏目: 内容”", "冒号用英文冒号，后面空一格，如“部门名称: 某局”。"
            )
            return
        seen: dict[str, int] = {}
        for key, value in node.items:
            name = key.text if key.text in known else unicodedata.normalize("NFKC", key.text).strip()
            if name not in known:
                self.problem(key.line, f"{where}没有“{key.text}”这个栏目", _nearest(name, known))
            elif name in seen:
                self.problem(key.line, f"“{name}”写了两次，前面第{seen[name]}行已有", "请删除多余的一处。")
            else:
                seen[name] = key.line
                yield name, value


def _is_blank(node: _Node) -> bool:
    return isinstance(node, _Scalar) and not node.text


def _nearest(label: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(label, list(known), n=1, cutoff=0.5)
    return f"是否应为“{close[0]}”？" if close else f"可用的栏目：{'、'.join(known)}。"


def entry_yaml(entered: SelfEvaluation) -> str:
    """*entered* as YAML in the order of the entry form; blank fields are left out."""
    money_unit = unit_named(entered.department.money_unit) if entered.department.money_unit else None
    parts = ["# 部门整体支出绩效自评填报数据。用文本编辑器修改：冒号后空一格，同级栏目左对齐，缩进用空格。\n"]
    for subject in SUBJECTS:
        value = getattr(entered, subject.attribute)
        records = (value,) if subject.single else value
        lead, indent = ("  ", "  ") if subject.single else ("  - ", "    ")
        specs = tuple(specs_of(subject.record).values())
        body = [line for record in records for line in record_lines(record, specs, lead, indent, money_unit)]
        if body:
            parts += [f"\n# {subject.note}\n", f"{subject.title}:\n", *(f"{line}\n" for line in body)]
    return "".join(parts)


def record_lines(
    record: Record, specs: Sequence[FieldSpec], lead: str, indent: str, money_unit: Unit | None
) -> Iterator[str]:
    """The lines of one record; *lead* opens the first and *indent* the others. Blank fields are left out."""
    for spec in specs:
        text = write_value(spec, getattr(record, spec.name), money_unit)
        if not text:
            continue
        if _fits_block(text):
            yield f"{lead}{spec.label}: |-"
            for line in text.split("\n"):
                yield f"{indent}  {line}" if line else ""
        else:
            yield f"{lead}{spec.label}: {_scalar(spec, text)}"
        lead = indent


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 1 and not any(line.startswith(" ") or line.endswith(" ") for line in lines)


_PLAIN = re.compile(r"[\w《“（【≥≤＞＜][\w《》“”‘’（）【】〔〕、。，；：？！…—·～≥≤＞＜＝％%()+\-./ ]*")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9][\x20-\x7e]*")
_WORDS_WITH_A_MEANING = frozenset("y n yes no on off true false null".split())


def _scalar(spec: FieldSpec, text: str) -> str:
    """*text* so that every YAML reader takes words for words: quoted where it could be a number, date or switch."""
    if spec.kind in _NUMERIC:
        return text
    if "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    if (
        _PLAIN.fullmatch(text)
        and not _LOOKS_LIKE_A_NUMBER.fullmatch(text)
        and text.lower() not in _WORDS_WITH_A_MEANING
    ):
        return text
    return "'" + text.replace("'", "''") + "'"


_NUMERIC = frozenset({Kind.COUNT, Kind.YEAR, Kind.SCORE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
