"""Which entered record a row of a table is about (行的归属): an indicator, budget line, project, goal or staff class.

Names are looked up, never searched for, so that a row costs the same whatever the number of facts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from reportgen.language.cell_text import label_key
from reportgen.model.facts import Fact, FactLedger

_INDICATOR_NAME = re.compile(r"indicator\..+\.name")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_NUMBERING = re.compile(r"^(?:指标|目标)?\d{1,2}(?:[.、:]|(?<=\d)[)])(?!\d)|^[(]?[一二三四五六七八九十\d]{1,2}[)、]")
_NUMERALS = re.compile(r"[0-9.,%零〇一二三四五六七八九十百千万两]+")
_SCORE_BEHIND = re.compile(r"\(\d+(?:\.\d+)?分?\)$")
_FAIR = 0.6  # share of the pairs of characters that two spellings of one name have in common
_COMMON = 60  # a pair of characters in more names than this tells nothing
_SOURCES = (
    ("fiscal", re.compile(r"财政(?:拨款|资金|性资金|预算)|一般公共预算")),
    ("other", re.compile(r"其他(?:资金|收入|支出)|自筹资金|单位资金|非财政")),
)
_TYPES = (("basic", re.compile(r"基本支出")), ("project", re.compile(r"项目支出")))
_WHOLE = re.compile(
    r"(?:年度|全年|部门|整体|预算|支出|收入|资金|收支|本年)*(?:资金|预算|支出)?(?:总额|合计|总计|总数|整体支出|金额|情况|规模)|部门整体(?:支出)?|合计"
)
_NOT_KEPT = re.compile(r"政府性基金|国有资本|结转|结余|三公|公用经费|人员经费|中央|省级|市级补助")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """*text* for comparing words: half-width, without blanks and punctuation, comparisons as signs, no digit groups."""
    text = unicodedata.normalize("NFKC", text)
    text = _GROUPS.sub("", text)
    for words, sign in _SIGNS:
        text = words.sub(sign, text)
    return _PUNCTUATION.sub("", text)


_GROUPS = re.compile(r"(?<=\d),(?=\d{3})")
_SIGNS = (
    (re.compile(r">=|=>|≧|不低于|不少于|大于等于"), "≥"),
    (re.compile(r"<=|=<|≦|不高于|不超过|不多于|小于等于"), "≤"),
)
_PUNCTUATION = re.compile(
    r"[\s，。；;、：:！!？?“”\"'‘’…·()\[\]【】《》〔〕|*\u200b-\u200f\ufeff]|(?<!\d)[.,]|[.,](?!\d)"
)


def without_numerals(text: str) -> str:
    """The words of *text* apart from its numbers, by which a name with a changed number is still known."""
    return _NUMERALS.sub("#", plain(text))


class Subjects:
    """The records of a ledger by their names."""

    def __init__(self, ledger: FactLedger) -> None:
        self._ledger = ledger
        self.indicators: dict[str, tuple[str, ...]] = {}
        self.projects: dict[str, tuple[str, ...]] = {}
        self.goals: dict[str, tuple[str, ...]] = {}
        self.staff: dict[str, str] = {}
        self.order: dict[str, int] = {}
        self.lines = frozenset(key.split(".")[1] for key in ledger if key.startswith("budget."))
        self._categories: dict[str, str] = {}
        found: dict[str, dict[str, dict[str, None]]] = {"indicator": {}, "project": {}, "goal": {}}
        for fact in ledger.values():
            self._read(fact, found)
        self.indicators, self.projects, self.goals = (
            {name: tuple(keys) for name, keys in found[kind].items()} for kind in ("indicator", "project", "goal")
        )
        self._names = frozenset(
            name for fact in ledger.values() if _INDICATOR_NAME.fullmatch(fact.id) for name in _spellings(fact.text)
        )
        self._like = _Likeness(self.indicators)
        self._like_projects = _Likeness(self.projects)

    def _read(self, fact: Fact, found: Mapping[str, dict[str, dict[str, None]]]) -> None:
        subject, _, last = fact.id.rpartition(".")
        kind = fact.id.partition(".")[0]
        if kind == "indicator":
            self.order.setdefault(subject, len(self.order))
            if last == "name" or (last == "subcategory" and f"{subject}.name" not in self._ledger):
                for name in _spellings(fact.text):
                    found["indicator"].setdefault(name, {})[subject] = None
        elif kind == "project" and last == "name":
            for name in _spellings(fact.text):
                found["project"].setdefault(name, {})[subject] = None
        elif kind in {"goal", "project_goal"}:
            self.order.setdefault(subject, len(self.order))
            if last == "text":
                for name in (plain(fact.text), without_numerals(fact.text)):
                    found["goal"].setdefault(name, {})[subject] = None
        elif kind == "staff" and last == "staff_class":
            self.staff[_staff_key(fact.text)] = subject
        elif fact.id.startswith("score.category.") and last == "max_score":
            self._categories[_category_key(fact.subject)] = subject

    def names_indicator(self, text: str) -> bool:
        """Whether *text* is the name of an indicator, or the 二级指标 of one that has no name."""
        return any(name in self.indicators for name in _spellings(text))

    def is_name(self, text: str) -> bool:
        """Whether *text* is the name of an indicator as entered."""
        return any(name in self._names for name in _spellings(text))

    def indicator(self, text: str, fits: Sequence[str], after: str) -> str:
        """The indicator that a row names: of several, the first behind *after* among those that *fits* holds.

        *fits* are keys of records the row may be about, the surest group of the caller; empty where nothing is known.
        """
        keys = next((self.indicators[name] for name in _spellings(text) if name in self.indicators), ())
        keys = keys or self._like.best(plain(text))
        return self._chosen([key for key in keys if key in set(fits)] or list(keys), after)

    def candidates(self, text: str) -> tuple[str, ...]:
        """Every indicator of that name."""
        return next((self.indicators[name] for name in _spellings(text) if name in self.indicators), ())

    def _chosen(self, keys: Sequence[str], after: str) -> str:
        if len(keys) < 2:
            return keys[0] if keys else ""
        last = self.order.get(after, -1)
        return min(keys, key=lambda key: (self.order[key] <= last, self.order[key]))

    def project(self, text: str, *, exact: bool = False) -> str:
        """The project of that name, or nothing where several or none have it; *exact* apart from numbers."""
        keys = next((self.projects[name] for name in _spellings(text) if name in self.projects), ())
        keys = keys or (() if exact else self._like_projects.best(plain(text)))
        return keys[0] if len(keys) == 1 else ""

    def goal(self, text: str, after: str) -> str:
        """The goal with that text."""
        for name in (plain(text), without_numerals(text)):
            if name in self.goals:
                return self._chosen(self.goals[name], after)
        return ""

    def category(self, text: str) -> str:
        """The scores of the 一级指标 of that name."""
        return self._categories.get(_category_key(text), "")

    def budget_line(self, text: str, above: str = "") -> str:
        """The budget line a label names, 其中：基本支出 under 财政拨款 included; ``total`` for the whole."""
        key = label_key(re.sub(r"^\s*资金(?:来源|结构|性质)\s*[:：]", "", text))
        if not key or _NOT_KEPT.search(key) or len(key) > 24:
            return ""
        source = next((name for name, words in _SOURCES if words.search(key)), "")
        kind = next((name for name, words in _TYPES if words.search(key)), "")
        line = "-".join(part for part in (source, kind) if part)
        if not line:
            return "total" if _WHOLE.fullmatch(key) else ""
        if kind and not source and above in {"fiscal", "other"} and f"{above}-{kind}" in self.lines:
            return f"{above}-{kind}"
        return line if line in self.lines else ""

    def staff_class(self, text: str) -> str:
        """The class of staff of that name."""
        return self.staff.get(_staff_key(text), "")


class _Likeness:
    """Names by their pairs of characters, for a name written a little differently."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names
        self._by_pair: dict[str, list[str]] = {}
        for name in names:
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, []).append(name)

    def best(self, name: str) -> tuple[str, ...]:
        """The keys of the one name that is like *name*, and clearly more so than any other."""
        wanted = _pairs(name)
        if len(wanted) < 3:
            return ()
        counts: dict[str, int] = {}
        for pair in wanted:
            held = self._by_pair.get(pair, ())
            for other in held if len(held) <= _COMMON else ():
                counts[other] = counts.get(other, 0) + 1
        ranked = sorted(
            ((count / max(len(wanted), len(_pairs(other))), other) for other, count in counts.items()), reverse=True
        )
        if not ranked or ranked[0][0] < _FAIR:
            return ()
        keys = self._names[ranked[0][1]]
        rivals = [share for share, other in ranked if self._names[other] != keys]
        return keys if not rivals or rivals[0] < ranked[0][0] else ()


@lru_cache(maxsize=16384)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(name)))


@lru_cache(maxsize=16384)
def _spellings(text: str) -> tuple[str, ...]:
    """The forms under which a name is looked up, the most exact first."""
    folded = unicodedata.normalize("NFKC", text).strip()
    bare = _SCORE_BEHIND.sub("", _NUMBERING.sub("", folded))
    forms = (plain(folded), plain(bare), plain(_BRACKETS.sub("", bare)), without_numerals(bare))
    return tuple(dict.fromkeys(form for form in forms if form.strip("#")))


def _staff_key(text: str) -> str:
    return label_key(text).removesuffix("人员").removesuffix("编制")


def _category_key(text: str) -> str:
    return _BRACKETS.sub("", plain(re.sub(r"[(（].*?[)）]", "", text))).removesuffix("指标")


def facts_of(ledger: FactLedger, subject: str, fields: Iterable[str]) -> tuple[Fact, ...]:
    """The facts of *subject* under the names *fields*, those that are there."""
    return tuple(fact for field in fields if (fact := ledger.get(f"{subject}.{field}")) is not None)
