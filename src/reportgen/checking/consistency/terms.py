"""One thing under two names (用语一致): slogans, events, units and the department itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.consistency.paper import Detector, Paper, Passage, Place, found
from reportgen.model.finding import Finding, Severity


def terminology(paper: Paper) -> Iterator[Finding]:
    """TERMINOLOGY: a quoted slogan in two wordings, or one event called 大赛 and 竞赛."""
    quoted: dict[str, Passage] = {}
    for passage in paper.passages:
        for hit in re.finditer(r"“([\u4e00-\u9fff]{6,16})”", passage.text):
            quoted.setdefault(hit.group(1), passage)
    names = list(quoted)
    told: set[str] = set()
    for at, one in enumerate(names):
        alike = [name for name in names[at + 1 :] if _is_a_wording_of(one, name) and name not in told]
        if alike and one not in told:
            told.update((one, *alike))
            yield found(
                "TERMINOLOGY",
                Severity.INFO,
                f"{'、'.join(f'“{name}”' for name in (one, *alike))}并用",
                "全文统一为规范表述",
                *(_quote(quoted[name], name) for name in (one, *alike)),
            )
    yield from _contest_names(paper)


def _is_a_wording_of(one: str, other: str) -> bool:
    return one[:3] == other[:3] and one[-4:] == other[-4:] and _differs_slightly(one, other)


def _quote(passage: Passage, words: str) -> Place:
    at = passage.text.index(words)
    return passage.place(at, at + len(words))


def _differs_slightly(one: str, other: str) -> bool:
    """Whether the two differ in one stretch, which in one of them is a character at most and is no number."""
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = next(at for at in range(len(one) + 1) if at == len(one) or one[-1 - at :] != other[-1 - at :])
    middles = (one[head : len(one) - tail], other[head : len(other) - tail])
    return min(map(len, middles)) <= 1 and not re.search(r"[一二三四五六七八九十]", "".join(middles))


def _contest_names(paper: Paper) -> Iterator[Finding]:
    found_names: dict[str, dict[str, list[Passage]]] = {}
    for passage in paper.passages:
        for hit in re.finditer(r"(?P<what>[\u4e00-\u9fff]{4})(?P<kind>大赛|竞赛|比赛)", passage.text):
            found_names.setdefault(hit["what"], {}).setdefault(hit["kind"], []).append(passage)
    for what, kinds in found_names.items():
        if len(kinds) > 1:
            listed = "、".join(f"“{what}{kind}”{len(places)}处" for kind, places in kinds.items())
            places = [passage for passages in kinds.values() for passage in passages]
            yield found(
                "TERMINOLOGY",
                Severity.INFO,
                f"同一赛事名称不一：{listed}",
                "全文统一为正式名称",
                *(_event(p, what) for p in places),
            )


def _event(passage: Passage, what: str) -> Place:
    at = passage.text.index(what)
    return passage.place(at, at + len(what) + 2)


_UNITS_IN_TWO_WORDS = (("平米", "平方米"), ("公分", "厘米"))


def units_in_two_words(paper: Paper) -> Iterator[Finding]:
    """TERMINOLOGY: 平米 and 平方米 in one document."""
    for short, right in _UNITS_IN_TWO_WORDS:
        hits = [(p, hit) for p in paper.passages for hit in re.finditer(rf"(?<=[\d万千百])\s*{short}", p.text)]
        other = next((p for p in paper.passages if re.search(rf"[\d万千百]\s*{right}", p.text)), None)
        if hits and other is not None:
            yield found(
                "TERMINOLOGY",
                Severity.INFO,
                f"“{short}”和“{right}”并用，“{short}”{len(hits)}处",
                f"统一写“{right}”",
                *(passage.place(hit.start(), hit.end()) for passage, hit in hits[:12]),
                _quote(other, right),
            )


def own_name_otherwise(paper: Paper) -> Iterator[Finding]:
    """TERMINOLOGY: 人力资源与社会保障局 in the report of 人力资源和社会保障局."""
    name = re.sub(r"[（(].*", "", paper.entered.department.name)
    joint = re.search(r"[和与及]", name[2:])
    if not name or joint is None:
        return
    pattern = re.compile(re.sub("[和与及]", "[和与及]", re.escape(name)))
    for passage in paper.passages:
        for hit in pattern.finditer(passage.text):
            if hit.group() != name:
                yield found(
                    "TERMINOLOGY",
                    Severity.WARNING,
                    f"本单位名称一处写“{hit.group()}”，一处写“{name}”",
                    "统一为规范名称",
                    passage.place(hit.start(), hit.end()),
                    paper.place(paper.entered.department.origin("name")),
                )


def percent_signs(paper: Paper) -> Iterator[Finding]:
    """PUNCTUATION: ％ beside % in one document."""
    wide = [(p, hit) for p in paper.passages for hit in re.finditer(r"(?<=\d)\s*％", p.text)]
    narrow = sum(len(re.findall(r"\d\s*%", p.text)) for p in paper.passages)
    if wide and narrow:
        fewer = "％" if len(wide) <= narrow else "%"
        yield found(
            "PUNCTUATION",
            Severity.INFO,
            f"“％”和“%”并用：“％”{len(wide)}处，“%”{narrow}处",
            f"统一为一种，改正“{fewer}”",
            *(passage.place(hit.start(), hit.end()) for passage, hit in wide[:12]),
        )


DETECTORS: tuple[Detector, ...] = (percent_signs, terminology, units_in_two_words, own_name_otherwise)
