"""Judging a refreshed report by the new ledger and by what people wrote, with none of the program's own reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from hashlib import blake2b
from typing import Any

from edit_scripts import Promise, W
from lxml import etree

_FIGURE = re.compile(r"_f([0-9a-f]{12})_([0-9a-f]{8})_[0-9a-f]{8}_\w*")
_MONEY = re.compile(r"[\d,.]+(亿元|万元|元)")
_YUAN = {"亿元": 10**8, "万元": 10**4, "元": 1}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Element = Any


@dataclass(frozen=True)
class Figure:
    """A bookmark of a figure as it stands in a file: its mark, its words, its paragraph."""

    mark: str
    text: str
    untouched: bool  # the words are those the program wrote
    paragraph: int
    start: int  # in the words of the paragraph


@dataclass
class Verdict:
    """What became of one case."""

    figures: int = 0
    wrong: list[str] = field(default_factory=list)
    expected: int = 0  # figures in people's sentences whose fact the new data still have
    bound: int = 0
    unbound: list[str] = field(default_factory=list)
    promises: int = 0
    broken: list[str] = field(default_factory=list)


def document_of(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def paragraphs(root: Element) -> list[Element]:
    """The paragraphs of the report, without the list of evidence."""
    found: list[Element] = []
    for each in root.find(f"{W}body"):
        if any(mark.get(f"{W}name", "").startswith("_e_") for mark in each.iter(f"{W}bookmarkStart")):
            break
        found += each.iter(f"{W}p")
    return found


def figures(root: Element) -> Iterator[Figure]:
    """Every figure with words under its bookmark."""
    for number, paragraph in enumerate(paragraphs(root)):
        opened: dict[str, list[Any]] = {}
        offset = 0
        for each in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
            if each.tag == f"{W}t":
                for entry in opened.values():
                    entry[1] += each.text or ""
                offset += len(each.text or "")
            elif each.tag == f"{W}bookmarkStart":
                match = _FIGURE.fullmatch(each.get(f"{W}name", ""))
                if match:
                    opened[each.get(f"{W}id")] = [match, "", offset]
            elif each.get(f"{W}id") in opened:
                match, text, start = opened.pop(each.get(f"{W}id"))
                if text:
                    yield Figure(match[1], text, _mark(text) == match[2], number, start)


def fact_mark(fact: str) -> str:
    return blake2b(fact.encode(), digest_size=6).hexdigest()


def _mark(text: str) -> str:
    return blake2b("".join(text.split()).encode(), digest_size=4).hexdigest()


def text_of(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t"))


def says(text: str, fact: Any) -> bool:
    """Whether *text* says what *fact* says: the same digits, at the digits and in the unit written; or the words."""
    money = _MONEY.search(fact.text), _MONEY.search(text)
    if money[0] and money[1] and money[0][1] != money[1][1]:
        written, known = (Decimal(found[0].replace(",", "").removesuffix(found[1])) for found in money[::-1])
        exact = known * _YUAN[money[0][1]] / _YUAN[money[1][1]]
        return exact.quantize(Decimal(1).scaleb(int(written.as_tuple().exponent)), rounding=ROUND_HALF_UP) == written
    ours, theirs = (_NUMBER.findall(each.replace(",", "")) for each in (text, fact.text))
    plain, known = "".join(text.split()), "".join(fact.text.split())
    if fact.quantity is None or not ours:
        return plain == known or plain in known
    if len(ours) != 1:
        return ours == theirs
    value = Decimal(ours[0])
    places = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return any(Decimal(each).quantize(places, rounding=ROUND_HALF_UP) == value for each in theirs)


def judge(edited: bytes, refreshed: bytes, old: Mapping[str, Any], new: Mapping[str, Any], promise: Promise) -> Verdict:
    """The refreshed file by the new ledger, and by what people did to the edited one."""
    before, after = document_of(edited), document_of(refreshed)
    of_old = {fact_mark(each): old[each] for each in old}
    of_new = {fact_mark(each): new[each] for each in new}
    verdict = Verdict()
    for figure in figures(after):
        verdict.figures += 1
        fact = of_new.get(figure.mark)
        if fact is None:
            verdict.wrong.append(f"没有这个事实：{figure.text}")
        elif not says(figure.text, fact):
            verdict.wrong.append(f"{fact.id} {fact.text}，文中 {figure.text}")
    _follow(before, after, of_old, of_new, promise, verdict)
    _promises(after, promise, verdict)
    return verdict


def _follow(
    before: Element, after: Element, of_old: Mapping[str, Any], of_new: Mapping[str, Any], promise: Promise,
    verdict: Verdict,
) -> None:  # fmt: skip
    """In people's own sentences every figure must still be about the same thing, and still be bound."""
    old_projects, new_projects = _projects(of_old), _projects(of_new)
    alive = {_key(fact, new_projects) for fact in of_new.values()}
    for fragments in promise.words:
        one, other = _place(before, fragments), _place(after, fragments)
        if one is None or other is None:
            continue
        ours = [each for each in figures(before) if _stands_in(each, one) and each.mark in of_old]
        keys = [_key(of_old[each.mark], old_projects) for each in ours if each.untouched]
        keys = [key for key in keys if key in alive]
        here = [each for each in figures(after) if _stands_in(each, other) and each.mark in of_new]
        theirs = [_key(of_new[each.mark], new_projects) for each in here]
        verdict.expected += len(keys)
        left = list(theirs)
        for key in keys:
            if key in left:
                left.remove(key)
                verdict.bound += 1
            else:
                verdict.unbound.append(str(key))


def _key(fact: Any, projects: Mapping[str, str]) -> tuple[str, str, str, str]:
    """What a fact is, whatever its number in the entry: indicators of projects may have the names of others."""
    return fact.label, fact.subject, fact.role.value, projects.get(_owner(fact.id), "")


def _owner(fact: str) -> str:
    return ".".join(fact.split(".")[:2])


def _projects(facts: Mapping[str, Any]) -> dict[str, str]:
    return {_owner(each.id): each.text for each in facts.values() if each.id.endswith(".project")}


def _place(root: Element, fragments: tuple[str, ...]) -> tuple[int, int, int] | None:
    """The sentences that hold *fragments*, in the only paragraph that does: paragraph, start, end."""
    pattern = re.compile(".*?".join(map(re.escape, fragments)), re.S)
    texts = [text_of(each) for each in paragraphs(root)]
    found = [(number, match, text) for number, text in enumerate(texts) if (match := pattern.search(text))]
    if len(found) != 1:
        return None
    number, match, text = found[0]
    end = text.find("。", match.end() - 1)
    return number, text.rfind("。", 0, match.start()) + 1, end if end >= 0 else len(text)


def _stands_in(figure: Figure, place: tuple[int, int, int]) -> bool:
    return figure.paragraph == place[0] and place[1] <= figure.start < place[2]


def _promises(after: Element, promise: Promise, verdict: Verdict) -> None:
    texts = [text_of(each) for each in paragraphs(after)]
    for fragments in promise.words:
        verdict.promises += 1
        pattern = re.compile(".*?".join(map(re.escape, fragments)), re.S)
        if not any(pattern.search(text) for text in texts):
            verdict.broken.append("不见了：" + " … ".join(fragments))
    for words in promise.away:
        verdict.promises += 1
        if any(words in text for text in texts):
            verdict.broken.append(f"又出现了：{words}")
    changes = "".join(
        each.text or "" for change in after.iter(f"{W}ins", f"{W}del") for each in change.iter(f"{W}t", f"{W}delText")
    )
    for words in promise.tracked:
        verdict.promises += 1
        if words not in changes:
            verdict.broken.append(f"修订不见了：{words}")
