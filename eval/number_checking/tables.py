"""How many false cells of tables the checker catches, and how many true cells it blames.

python eval/number_checking/tables.py                     # reports of our own forms (.docx), free layouts (.md, .xlsx)
python eval/number_checking/tables.py --misses row_swap   # and the cells of a kind that were not caught
python eval/number_checking/tables.py --alarms            # and each false alarm
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import openpyxl
from table_layouts import as_markdown, layouts

from reportgen.checking.checker import check_text
from reportgen.checking.consistency.paper import Paper
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.documents.source_files import read_source
from reportgen.language.passages import Passage, passages
from reportgen.model.finding import Severity
from reportgen.pipeline import Evaluation, choose_form, draft, evaluate, word_file

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TEMPLATES = ROOT / "templates"
FORMS = ("general", "tianjin", "shanghai", "hebei")
APART = frozenset({"housing", "justice", "science"})  # kept apart from development
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%％]?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ORDINAL = re.compile(r"\d{1,2}|附件[:：]?\d*[.、]?|\d+[.、]")
_LISTED = re.compile(r".{0,5}[（(]\d[）)][一-鿿]{2,6}|附?件?[:：]?\d{1,2}[.、]")  # the number of a part, no claim
_SIGNS = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
_UNITS = {
    "人次": "人", "人": "人次", "%": "‰", "‰": "%", "万元": "元", "元": "万元", "家": "户", "户": "人", "个": "次",
    "场": "人", "件": "户", "平方米": "公里", "次": "人", "例": "户", "项": "人",
}  # fmt: skip
_STATUS = {"已完成": "未完成", "未完成": "已完成", "评价等级：优": "评价等级：良", "评价等级：良": "评价等级：优",
           "评价等级：中": "评价等级：优"}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A text with tables, and the facts it is true of."""

    name: str
    text: str
    index: FactIndex


def entries() -> Iterator[Path]:
    """The examples and the departments for development."""
    yield from sorted((ROOT / "corpora" / "examples").glob("*/填报.yaml"))
    yield from sorted(path for path in (HERE / "departments").glob("*.yaml") if path.stem not in APART)


def sheets(folder: Path) -> Iterator[Sheet]:
    """Every entry as reports of our own forms, and as free layouts in Markdown and Excel."""
    for path in entries():
        entered = read_entry(path).entered
        name = path.parent.name if path.stem == "填报" else path.stem
        for code in FORMS:
            evaluation = evaluate(entered, choose_form(entered, TEMPLATES, code))
            report = folder / f"{name}-{code}.docx"
            report.write_bytes(word_file(draft(evaluation, TEMPLATES), evaluation.form)[0])
            yield _sheet(report, evaluation)
        evaluation = evaluate(entered, choose_form(entered, TEMPLATES))
        tables = list(layouts(evaluation))
        markdown = folder / f"{name}.md"
        markdown.write_text(as_markdown(tables), encoding="utf-8")
        yield _sheet(markdown, evaluation)
        book = openpyxl.Workbook()
        for number, (caption, note, grid) in enumerate(tables):
            sheet = book.active if number == 0 else book.create_sheet()
            sheet.title = f"表{number + 1}"
            for row in ([caption], [note], *grid) if note else ([caption], *grid):
                sheet.append(row)
        book.save(folder / f"{name}.xlsx")
        yield _sheet(folder / f"{name}.xlsx", evaluation)


def _sheet(path: Path, evaluation: Evaluation) -> Sheet:
    text = Paper(read_source(path), evaluation.entered, evaluation.form).text
    return Sheet(path.name, text, build_fact_index(evaluation.ledger))


def blocks(text: str) -> Iterator[str]:
    """The tables of a text, each with the lines above it."""
    held: list[Passage] = []
    before: list[str] = []
    for passage in passages(text):
        if passage.cells or (held and _within(passage.text)):
            held.append(passage)
        else:
            if sum(1 for one in held if one.cells) > 1:
                yield "\n".join([*before[-4:], *(one.text for one in held)])
            before, held = ([*before, passage.text] if not held else [passage.text]), []
    if sum(1 for one in held if one.cells) > 1:
        yield "\n".join([*before[-4:], *(one.text for one in held)])


def _within(text: str) -> bool:
    """A row of one cell looks like a line of prose; a caption or a note on the unit begins another table."""
    caption = text.endswith(("表", "情况", "报告", "）")) or re.match(
        r"附件|单位|#|[一二三四五六七八九]、", text.strip()
    )
    return not caption


Alarm = tuple[str, str]


def alarms(sheet: Sheet, text: str) -> Counter[Alarm]:
    """What is blamed in the rows of *text*: code and words."""
    checked = check_text(text, sheet.index.ledger, index=sheet.index)
    rows = [(one.start, one.end) for one in passages(text) if one.cells]
    return Counter(
        (one.code, one.text) for one in checked.findings
        if one.severity is not Severity.INFO and any(low <= (one.start or 0) <= high for low, high in rows)
    )  # fmt: skip


Mutant = tuple[str, str, str]  # kind, what was changed, the block with the change


def mutants(block: str, chance: random.Random) -> Iterator[Mutant]:
    """Every kind of change of every cell of *block*."""
    lines = [one for one in passages(block) if one.cells]
    table = [[(line.start + low, line.start + high) for low, high in line.cells] for line in lines]
    for at, row in enumerate(table):
        cells = [block[low:high] for low, high in row]
        if at == 0 or not any(_FIGURE.search(cell) for cell in cells):
            continue
        label = next((cell.strip() for cell in cells if cell.strip()), "")
        total = any(word in label or word in cells[min(1, len(cells) - 1)] for word in ("合计", "总分", "小计"))
        for place, cell in zip(row, cells, strict=True):
            yield from _of_cell(block, place, cell, chance, total=total)
        for (one, place), (other, behind) in pairwise(zip(cells, row, strict=True)):
            if not (_is_first(block, place) and _ORDINAL.fullmatch(one.strip())) and _alike(one, other):
                yield "column_swap", f"{one.strip()} ⇄ {other.strip()}", _exchange(block, place, behind)
        if at + 1 < len(table) and len(table[at + 1]) == len(row):
            yield from _row_swaps(block, row, table[at + 1])
    yield from _head_swaps(block, table[0], [[block[slice(*place)] for place in row] for row in table[1:]])


def _alike(one: str, other: str) -> bool:
    """Two cells with different numbers."""
    numbers = [[each.replace(",", "") for each in _NUMBER.findall(cell)] for cell in (one, other)]
    if len(one) > 24 or len(other) > 24 or "【" in one + other or any(len(each) != 1 for each in numbers):
        return False
    if any(_LISTED.fullmatch(cell.strip()) for cell in (one, other)):
        return False
    return float(numbers[0][0]) != float(numbers[1][0])


def _exchange(block: str, place: tuple[int, int], behind: tuple[int, int]) -> str:
    (a, b), (c, d) = place, behind
    return block[:a] + block[c:d] + block[b:c] + block[a:b] + block[d:]


def _row_swaps(block: str, row: Sequence[tuple[int, int]], below: Sequence[tuple[int, int]]) -> Iterator[Mutant]:
    for column, (place, behind) in enumerate(zip(row, below, strict=True)):
        one, other = block[slice(*place)], block[slice(*behind)]
        ordinal = column == 0 and _ORDINAL.fullmatch(one.strip())
        if not ordinal and _alike(one, other):
            yield "row_swap", f"{one.strip()} ⇅ {other.strip()}", _exchange(block, place, behind)


_HEADS = (
    ("指标值", "实际完成值"),
    ("目标值", "完成值"),
    ("预算数", "执行数"),
    ("标准分", "自评得分"),
    ("编制人数", "实有人数"),
)


def _head_swaps(block: str, head: Sequence[tuple[int, int]], body: Sequence[Sequence[str]]) -> Iterator[Mutant]:
    words = [block[slice(*place)].strip() for place in head]
    for one, other in _HEADS:
        first = next((at for at, word in enumerate(words) if word.endswith(one)), None)
        second = next((at for at, word in enumerate(words) if word.endswith(other)), None)
        if first is not None and second is not None and first < second:
            changed = _exchange(block, head[first], head[second])
            if any(_alike(row[first], row[second]) for row in body if len(row) == len(head)):
                yield "role_swap", f"{words[first]} ⇄ {words[second]}", changed


def _of_cell(block: str, place: tuple[int, int], cell: str, chance: random.Random, *, total: bool) -> Iterator[Mutant]:
    words = cell.strip()
    if "【" in words or _LISTED.fullmatch(words) or (_ORDINAL.fullmatch(words) and _is_first(block, place)):
        return
    for kind, changed in _changes(words, chance):
        if changed != words:
            lead = len(cell) - len(cell.lstrip())
            new = block[: place[0] + lead] + changed + block[place[0] + lead + len(words) :]
            sort = "total" if total and kind in {"digit", "decimal"} else kind
            yield sort, f"{words} → {changed}", new


def _is_first(block: str, place: tuple[int, int]) -> bool:
    return not block[block.rfind("\n", 0, place[0]) + 1 : place[0]].strip(" |")


def _changes(words: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, words with one thing changed)."""
    if words in _STATUS:
        yield "status", _STATUS[words]
    found = list(_NUMBER.finditer(words))
    for number in found[:2]:
        prose = len(words) > 16
        yield "text_digit" if prose else "digit", _with_digit(words, number, chance)
        if not prose:
            yield "decimal", _tenfold(words, number)
            if (cut := _truncated(number[0])) is not None:
                yield "truncation", words[: number.start()] + cut + words[number.end() :]
    if found and len(words) <= 16:
        behind = words[found[-1].end() :]
        unit = next((unit for unit in _UNITS if behind.startswith(unit)), "")
        if unit:
            yield "unit", words[: found[-1].end()] + _UNITS[unit] + behind[len(unit) :]
        if words[0] in _SIGNS:
            yield "sign", _SIGNS[words[0]] + words[1:]


def _with_digit(words: str, number: re.Match[str], chance: random.Random) -> str:
    places = [at for at in range(number.start(), number.end()) if words[at].isdigit()]
    at = chance.choice(places)
    others = [digit for digit in "0123456789" if digit != words[at] and not (digit == "0" and at == number.start())]
    return words[:at] + chance.choice(others) + words[at + 1 :]


def _tenfold(words: str, number: re.Match[str]) -> str:
    plain = number[0].replace(",", "")
    if not plain.strip("0."):
        return words
    whole, _, decimals = plain.partition(".")
    moved = f"{whole}{decimals[:1]}.{decimals[1:]}".rstrip(".") if decimals else f"{whole}0"
    return words[: number.start()] + moved + words[number.end() :]


def _truncated(number: str) -> str | None:
    """The number cut by a digit where rounding would have raised it."""
    whole, dot, decimals = number.partition(".")
    if not dot or decimals[-1] < "6":
        return None
    return f"{whole}.{decimals[:-1]}" if len(decimals) > 1 else whole


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser()
    options.add_argument("--misses", default="")
    options.add_argument("--alarms", action="store_true")
    options.add_argument("--most", type=int, default=120, help="changes tried of each table, drawn at random")
    asked = options.parse_args()
    caught: defaultdict[str, list[bool]] = defaultdict(list)
    cells = false = characters = 0
    spent = 0.0
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        for sheet in sheets(Path(folder)):
            for block in dict.fromkeys(blocks(sheet.text)):
                start = time.perf_counter()
                known = alarms(sheet, block)
                spent += time.perf_counter() - start
                characters += len(block)
                cells += sum(1 for line in passages(block) for low, high in line.cells if block[low:high].strip())
                false += sum(known.values())
                for code, words in known if asked.alarms else ():
                    print("误报", sheet.name, code, words)
                tried = list(dict.fromkeys(mutants(block, chance)))
                for kind, change, changed in tried if len(tried) <= asked.most else chance.sample(tried, asked.most):
                    found = bool(alarms(sheet, changed) - known)
                    caught[kind].append(found)
                    if not found and kind in asked.misses.split(","):
                        print("漏报", sheet.name, kind, change)
    for kind, results in sorted(caught.items()):
        print(f"{kind:12} {sum(results):6}/{len(results):6}  {sum(results) / len(results):.3f}")
    every = [one for results in caught.values() for one in results]
    print(f"检出 {sum(every)}/{len(every)} = {sum(every) / len(every):.4f}")
    print(f"误报 {false}/{cells} 个单元格，每千个 {false * 1000 / cells:.2f}")
    print(f"每千字 {spent * 1e6 / characters:.1f} 毫秒")


if __name__ == "__main__":
    main()
