"""What in a form waits to be written over (空白、占位文字): blanks, underlines, 年 月 日, 请填写…; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.language.cell_text import clean, label_key
from reportgen.language.table_heads import Label, label_meaning

_GAP = r"[\s\u3000\u00a0_＿]"
_PLACEHOLDER = re.compile(
    rf"{_GAP}*(?:"
    r"(?:…|\.{3,}|·{3,})+|[×xX○〇*＊]{2,}|【待填[:：][^】]*】|"
    r"[（(【\[](?:请|此处|在此)?(?:填写|填列|输入|注明|简述|填入)[^）)】\]]{0,40}[）)】\]]|"
    r"请(?:在此)?(?:填写|填列|输入|注明|简述|填入)[^。]{0,40}|(?:单击|点击)[^。]{0,12}输入文字。?"
    rf")?{_GAP}*",
    re.DOTALL,
)
_DATE = re.compile(rf"{_GAP}*年{_GAP}*月{_GAP}*日{_GAP}*")
_BEFORE_UNIT = re.compile(rf"{_GAP}*(?P<unit>亿元|万元|千元|元|[%％]|分|个|人){_GAP}*")
_NUMBERED = re.compile(
    r"(?:三级|绩效|年度)*(?:指标|目标|任务)\s*[\d一二三四五六七八九十]{1,2}\s*[:：、.．]?\s*(?:…|\.{3,})?"
)
_BOX = re.compile(r"[□☐○](?P<gap>\s*)(?P<word>优|良|中|差)")


@dataclass(frozen=True, slots=True)
class Blank:
    """``start:end`` of a text that may be written over; *unit* stands behind it and stays."""

    start: int
    end: int
    unit: str = ""
    date: bool = False


def blank_cell(text: str, *, numbered: bool = False) -> Blank | None:
    """The blank that the whole of *text* is, if it says nothing of its own.

    Where *numbered*, 指标1： and the like, which forms print in place of a name, say nothing either.
    """
    if _PLACEHOLDER.fullmatch(text) or (numbered and _NUMBERED.fullmatch(clean(text))):
        return Blank(0, len(text))
    if _DATE.fullmatch(text):
        return Blank(0, len(text), date=True)
    found = _BEFORE_UNIT.fullmatch(text)
    return Blank(0, found.start("unit"), found["unit"]) if found else None


_LABELLED = re.compile(
    rf"(?P<label>[一-鿿（）()、/]{{2,16}}?)\s*[:：](?P<blank>{_GAP}*年{_GAP}*月{_GAP}*日|{_GAP}*)"
    rf"(?=$|[\n]|[一-鿿（(]{{2,16}}?\s*[:：])"
)


@dataclass(frozen=True, slots=True)
class LabelledBlank:
    """A label with nothing behind its colon. *last* says that nothing follows on the line."""

    label: str
    meaning: Label
    blank: Blank
    last: bool


def labelled_blanks(text: str) -> Iterator[LabelledBlank]:
    """The labels in *text* behind whose colon only blanks stand: ``联系人：　　电话：____`` has two."""
    at = 0
    while found := _LABELLED.search(text, at):
        at = max(found.end(), found.start() + 1)
        meaning = label_meaning(label_key(found["label"]))
        if meaning is None:
            continue
        date = "年" in found["blank"]
        last = not text[found.end() :].strip()
        yield LabelledBlank(found["label"], meaning, Blank(found.start("blank"), found.end("blank"), date=date), last)


def box_of(text: str, word: str) -> Blank | None:
    """The empty box before *word* in a cell such as ``□优　□良　□中　□差``; None where one is ticked already."""
    boxes = {found["word"]: found.start() for found in _BOX.finditer(text)}
    if len(boxes) < 2 or word not in boxes or re.search("[☑☒√■✓]", text):
        return None
    return Blank(boxes[word], boxes[word] + 1)


_YEAR = re.compile(rf"(?P<blank>[ \u3000_＿]{{2,}}|[×xX]{{2,4}}|20{_GAP}{{2,}}|20[×xX]{{2}})(?=年)")


def year_blank(text: str) -> Blank | None:
    """The blank before 年 in a title: 部门整体支出绩效自评表（　　年度）."""
    found = _YEAR.search(text)
    if found is None or re.search(r"年[\s_＿\u3000]*月", text[found.start() :]):
        return None
    return Blank(found.start("blank"), found.end("blank"))


def columns_of(text: str) -> int:
    """How wide *text* is in half characters: a Chinese character takes two."""
    return sum(1 if ord(character) < 0x250 else 2 for character in text)
