"""Edits (修改) as people make them in Word, on the XML of a report: by their own code, not the program's.

Each says what must hold after a refresh: words of people that must be there, words that must stay away, marks of
tracked changes that must be kept.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FIGURE = re.compile(r"_f[0-9a-f]{12}_[0-9a-f]{8}_[0-9a-f]{8}_\w*")
_OPENINGS = ("据各科室报送的资料，", "对照年初下达的任务，", "经局长办公会审议，", "从季度调度的情况看，")
_CLOSINGS = ("，相关台账已经归档备查", "，有关情况已向人大代表通报", "，各承办单位已经书面确认")
_SENTENCES = (
    "这项工作由分管负责同志牵头，每月调度一次。",
    "局党组专题研究了{}次，形成会议纪要{}份。",
    "全年接待来访群众{}人，答复率{}%。",
    "上级检查组实地查看了{}个点位，提出意见{}条，已经全部办结。",
)
Element = Any


@dataclass
class Promise:
    """What must hold afterwards."""

    words: list[tuple[str, ...]] = field(default_factory=list)  # stretches that one paragraph holds in this order
    away: list[str] = field(default_factory=list)  # words that must not come back
    tracked: list[str] = field(default_factory=list)  # words inside tracked insertions or deletions
    bold: list[str] = field(default_factory=list)  # words that people made bold
    comments: list[str] = field(default_factory=list)  # comments of people
    kinds: list[str] = field(default_factory=list)


def edit(document: bytes, chance: random.Random, count: int) -> tuple[bytes, Promise]:
    """*document* (``word/document.xml``) after *count* edits, and what they promise."""
    root = etree.fromstring(document)
    promise = Promise()
    used: set[Element] = set()
    for _ in range(count):
        kind = chance.choice(sorted(_EDITS))
        if _EDITS[kind](root, chance, promise, used):
            promise.kinds.append(kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), promise


# -- looking ------------------------------------------------------------------------------------------------------


def body_paragraphs(root: Element, used: set[Element], *, figures: bool = True) -> list[Element]:
    """Paragraphs of running text that no edit has touched, before the list of evidence."""
    found = []
    for each in root.find(f"{W}body"):
        if any(mark.get(f"{W}name", "").startswith("_e_") for mark in each.iter(f"{W}bookmarkStart")):
            break
        style = each.find(f"{W}pPr/{W}pStyle")
        if each.tag != f"{W}p" or each in used or style is None or style.get(f"{W}val") != "BodyText":
            continue
        if not figures or numbers_of(each):
            found.append(each)
    return found


def numbers_of(paragraph: Element) -> list[Element]:
    """The runs that hold a bound figure with a digit, those of long texts left aside."""
    found = []
    for start in paragraph.iter(f"{W}bookmarkStart"):
        run = start.getnext()
        if _FIGURE.fullmatch(start.get(f"{W}name", "")) and run is not None and run.tag == f"{W}r":
            text = text_of(run)
            if re.search(r"\d", text) and len(text) < 14:
                found.append(run)
    return found


def word_runs(paragraph: Element) -> list[Element]:
    """The runs outside the bookmarks of figures."""
    inside = 0
    numbers: set[str] = set()
    found = []
    for each in paragraph:
        if each.tag == f"{W}bookmarkStart" and _FIGURE.fullmatch(each.get(f"{W}name", "")):
            inside += 1
            numbers.add(each.get(f"{W}id"))
        elif each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") in numbers:
            inside -= 1
        elif each.tag == f"{W}r" and not inside and text_of(each):
            found.append(each)
    return found


def text_of(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def set_text(run: Element, text: str) -> None:
    texts = list(run.iter(f"{W}t"))
    texts[0].text = text
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for each in texts[1:]:
        run.remove(each)


def new_run(text: str) -> Element:
    run = etree.Element(f"{W}r")
    made = etree.SubElement(run, f"{W}t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def own_paragraph(text: str) -> Element:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", "BodyText")
    paragraph.append(new_run(text))
    return paragraph


# -- edits --------------------------------------------------------------------------------------------------------


def reword(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Words put before and after a figure's sentence."""
    for paragraph in chance.sample(body_paragraphs(root, used), len(body_paragraphs(root, used))):
        runs = word_runs(paragraph)
        last = runs[-1] if runs else None
        if last is None or not text_of(last).endswith("。"):
            continue
        opening, closing = chance.choice(_OPENINGS), chance.choice(_CLOSINGS)
        first = runs[0]
        if paragraph.index(first) < paragraph.index(numbers_of(paragraph)[0]):
            set_text(first, opening + text_of(first))
        set_text(last, text_of(last)[:-1] + closing + "。")
        promise.words.append((closing,))
        used.add(paragraph)
        return True
    return False


def rewrite(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Everything but the figures written anew."""
    choices = [each for each in body_paragraphs(root, used) if 1 <= len(numbers_of(each)) <= 6]
    if not choices:
        return False
    paragraph = chance.choice(choices)
    keep = {id(each) for each in numbers_of(paragraph)}
    fragments = []
    for number, run in enumerate(word_runs(paragraph)):
        words = f"改写之{'甲乙丙丁戊己庚辛壬癸'[number % 10]}段的说法为"
        set_text(run, words)
        fragments.append(words)
    for start in list(paragraph.iter(f"{W}bookmarkStart")):  # names and texts of the entry are rewritten too
        run = start.getnext()
        bound = _FIGURE.fullmatch(start.get(f"{W}name", "")) and run is not None and run.tag == f"{W}r"
        if bound and id(run) not in keep:
            paragraph.remove(run)
    promise.words.append(tuple(fragments))
    used.add(paragraph)
    return True


def reorder(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """A paragraph moved to another place."""
    choices = body_paragraphs(root, used)
    if len(choices) < 4:
        return False
    paragraph, target = chance.sample(choices, 2)
    target.addnext(paragraph)
    used |= {paragraph}
    return True


def split(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """A paragraph cut in two, the second half beginning with words of people's own."""
    choices = [each for each in body_paragraphs(root, used) if len(word_runs(each)) > 3]
    if not choices:
        return False
    paragraph = chance.choice(choices)
    runs = word_runs(paragraph)[1:-1]
    run = next((each for each in runs if "。" in text_of(each)[:-1]), chance.choice(runs))
    before, mark, after = text_of(run).partition("。")
    second = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        second.append(copy.deepcopy(properties))
    rest = list(run.itersiblings())
    if mark and after:
        set_text(run, before + mark)
        second.append(new_run(after))
    for each in rest:
        second.append(each)
    paragraph.addnext(second)
    used |= {paragraph, second}
    return True


def merge(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """Two paragraphs made one."""
    choices = [
        each
        for each in body_paragraphs(root, used)
        if (following := each.getnext()) is not None and following in body_paragraphs(root, used, figures=False)
    ]
    if not choices:
        return False
    paragraph = chance.choice(choices)
    following = paragraph.getnext()
    for each in list(following):
        if each.tag != f"{W}pPr":
            paragraph.append(each)
    following.getparent().remove(following)
    used.add(paragraph)
    return True


def delete(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """A paragraph taken out."""
    choices = [each for each in body_paragraphs(root, used) if len(word_runs(each)) > 1]
    if len(choices) < 4:
        return False
    paragraph = chance.choice(choices)
    words = max((text_of(each) for each in word_runs(paragraph)), key=len)
    whole = "".join(text_of(each) for each in root.iter(f"{W}p") if each is not paragraph)
    if len(words) > 8 and words not in whole:
        promise.away.append(words)
    paragraph.getparent().remove(paragraph)
    return True


def insert(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """A paragraph of people's own, with numbers typed by hand, sometimes equal to a figure of the report."""
    places = body_paragraphs(root, set(), figures=False)
    figures = [text_of(each) for place in places for each in numbers_of(place)]
    sentence = chance.choice(_SENTENCES).format(chance.randint(2, 99), chance.randint(2, 99))
    if chance.random() < 0.5:
        sentence += f"有关数字{chance.choice(figures)}以会议纪要为准。"
    made = own_paragraph(sentence)
    chance.choice(places).addnext(made)
    promise.words.append((sentence,))
    used.add(made)
    return True


def overtype(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Another number typed over a figure: the official's now."""
    choices = body_paragraphs(root, used)
    paragraph = chance.choice(choices)
    run = chance.choice(numbers_of(paragraph))
    text = re.sub(r"\d", lambda found: str((int(found.group()) + 3) % 10), text_of(run), count=1)
    if text.startswith("0"):
        text = f"7{text}"
    set_text(run, text)
    promise.words.append((text,))
    used.add(paragraph)
    return True


def reformat(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """The commas taken out of an amount."""
    choices = [each for each in body_paragraphs(root, used) if any("," in text_of(run) for run in numbers_of(each))]
    if not choices:
        return False
    paragraph = chance.choice(choices)
    run = next(each for each in numbers_of(paragraph) if "," in text_of(each))
    set_text(run, text_of(run).replace(",", ""))
    used.add(paragraph)
    return True


def type_behind(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Words typed at the end of a figure, which lands inside its bookmark."""
    choices = body_paragraphs(root, used)
    paragraph = chance.choice(choices)
    run = chance.choice(numbers_of(paragraph))
    set_text(run, f"{text_of(run)}（含结转部分）")
    promise.words.append(("（含结转部分）",))
    used.add(paragraph)
    return True


def track(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Words inserted and others deleted with 修订 switched on."""
    choices = [each for each in body_paragraphs(root, used) if len(word_runs(each)) > 1]
    if not choices:
        return False
    paragraph = chance.choice(choices)
    runs = word_runs(paragraph)
    words = chance.choice(_CLOSINGS)
    change = {f"{W}author": "王科长", f"{W}date": "2024-03-02T09:00:00Z"}
    inserted = etree.Element(f"{W}ins", {f"{W}id": str(chance.randint(10**6, 10**8)), **change})
    inserted.append(new_run(words))
    runs[-1].addprevious(inserted)
    promise.tracked.append(words)
    if len(runs) > 3:
        gone = runs[1]
        deleted = etree.Element(f"{W}del", {f"{W}id": str(chance.randint(10**6, 10**8)), **change})
        promise.tracked.append(text_of(gone))
        gone.addprevious(deleted)
        deleted.append(gone)
        for each in list(gone.iter(f"{W}t")):
            each.tag = f"{W}delText"
    used.add(paragraph)
    return True


def embolden(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """A run of words made bold."""
    paragraph = chance.choice(body_paragraphs(root, used))
    runs = word_runs(paragraph)
    if not runs:
        return False
    run = chance.choice(runs)
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    bold = etree.Element(f"{W}b")
    at = 1 if properties.find(f"{W}rFonts") is not None else 0
    properties.insert(at, bold)
    used.add(paragraph)
    return True


def retype(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """A whole paragraph typed anew: no bookmark is left, every number is people's own."""
    choices = [each for each in body_paragraphs(root, used) if len(text_of(each)) > 20]
    paragraph = chance.choice(choices)
    words = f"（重新起草）{text_of(paragraph)}"
    for each in list(paragraph):
        if each.tag != f"{W}pPr":
            paragraph.remove(each)
    paragraph.append(new_run(words))
    promise.words.append((words,))
    used.add(paragraph)
    return True


def _rows(root: Element, used: set[Element]) -> list[Element]:
    found = []
    for table in root.find(f"{W}body").iter(f"{W}tbl"):
        before = list(table.itersiblings(preceding=True))
        if any(
            mark.get(f"{W}name", "").startswith("_e_") for each in before for mark in each.iter(f"{W}bookmarkStart")
        ):
            continue
        for row in table.iter(f"{W}tr"):
            merged = any(True for _ in row.iter(f"{W}vMerge"))
            if row not in used and not merged and any(numbers_of(each) for each in row.iter(f"{W}p")):
                found.append(row)
    return found


def edit_cell(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """Words added in a cell that holds no number."""
    rows = [row for row in root.iter(f"{W}tr") if row not in used]
    row = chance.choice(rows)
    cells = [each for each in row.iter(f"{W}p") if text_of(each).strip() and not numbers_of(each)]
    cells = [each for each in cells if word_runs(each)]
    if not cells or _is_evidence(row):
        return False
    cell = chance.choice(cells)
    run = word_runs(cell)[-1]
    set_text(run, f"{text_of(run)}（已核实）")
    promise.words.append(("（已核实）",))
    used.add(row)
    return True


def delete_row(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """A row of a table taken out."""
    rows = _rows(root, used)
    if len(rows) < 4:
        return False
    row = chance.choice(rows)
    row.getparent().remove(row)
    return True


def insert_row(root: Element, chance: random.Random, promise: Promise, used: set[Element]) -> bool:
    """A row of people's own behind another."""
    rows = _rows(root, used)
    if not rows:
        return False
    row = chance.choice(rows)
    made = copy.deepcopy(row)
    words = f"自行增加的第{chance.randint(100, 999)}行"
    for number, paragraph in enumerate(made.iter(f"{W}p")):
        for each in list(paragraph):
            if each.tag != f"{W}pPr":
                paragraph.remove(each)
        paragraph.append(new_run(words if not number else "—"))
    row.addnext(made)
    promise.words.append((words,))
    used.add(made)
    return True


def move_row(root: Element, chance: random.Random, _promise: Promise, used: set[Element]) -> bool:
    """A row moved within its table, or into another table with as many columns."""
    rows = _rows(root, used)
    if len(rows) < 4:
        return False
    row = chance.choice(rows)
    width = len(row.findall(f"{W}tc"))
    targets = [each for each in rows if each is not row and len(each.findall(f"{W}tc")) == width]
    if not targets:
        return False
    chance.choice(targets).addnext(row)
    used.add(row)
    return True


def _is_evidence(row: Element) -> bool:
    block = row
    while block.getparent().tag != f"{W}body":
        block = block.getparent()
    before = [block, *block.itersiblings(preceding=True)]
    return any(mark.get(f"{W}name", "").startswith("_e_") for each in before for mark in each.iter(f"{W}bookmarkStart"))


Edit = Callable[[Element, random.Random, Promise, set[Element]], bool]
_EDITS: dict[str, Edit] = {
    "改词句": reword,
    "重写": rewrite,
    "换位置": reorder,
    "拆段": split,
    "并段": merge,
    "删段": delete,
    "加段": insert,
    "改数字": overtype,
    "改写法": reformat,
    "书签内打字": type_behind,
    "修订": track,
    "加粗": embolden,
    "重打整段": retype,
    "改单元格": edit_cell,
    "删行": delete_row,
    "加行": insert_row,
    "移行": move_row,
}
