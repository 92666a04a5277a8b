"""How many false sentences the checker catches, and how many true numbers it blames.

python eval/number_checking/evaluate.py                  # the departments for development
python eval/number_checking/evaluate.py --held-out       # the departments kept apart
python eval/number_checking/evaluate.py --misses digit   # and the sentences of a kind that were not caught
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mutations import KINDS, Sentence

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.finding import Severity
from reportgen.pipeline import choose_form, evaluate

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DEVELOPMENT = (
    "health", "transport", "water", "farming", "schools", "market", "welfare", "emergency", "tourism", "fishery",
    "cityman", "union", "affairs", "library", "investment", "media",
)  # fmt: skip
HELD_OUT = ("housing", "justice", "science")


@dataclass(frozen=True)
class Department:
    """A department with its facts and a truthful text written freely."""

    name: str
    index: FactIndex
    text: str


def departments(names: Sequence[str]) -> Iterator[Department]:
    """The departments of those *names*."""
    for name in names:
        entered = read_entry(HERE / "departments" / f"{name}.yaml").entered
        evaluation = evaluate(entered, choose_form(entered, ROOT / "templates"))
        text = (HERE / "departments" / f"{name}.txt").read_text(encoding="utf-8")
        yield Department(name, build_fact_index(evaluation.ledger), text)


def judged(department: Department, text: str) -> CheckedText:
    """*text* checked against the facts of *department*."""
    return check_text(text, department.index.ledger, index=department.index)


def alarms(checked: CheckedText) -> list[tuple[str, str, int]]:
    """What is blamed: code, words and place of each finding that is more than a note."""
    return [(one.code, one.text, one.start or 0) for one in checked.findings if one.severity is not Severity.INFO]


def false_alarms(department: Department) -> tuple[int, list[str]]:
    """How many true numbers the text holds, and each finding about it, which is false by construction."""
    checked = judged(department, department.text)
    claims = sum(one.verdict is not Verdict.EXEMPT for one in checked.mentions)
    listed = [f"{one.code} {one.message} …{_around(department.text, one.start or 0)}…" for one in checked.findings]
    return claims, listed


def _around(text: str, at: int) -> str:
    return text[max(0, at - 24) : at + 24].replace("\n", "⏎")


def mutants(department: Department, chance: random.Random) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(kind, false sentence, codes that caught it) for every mutation of every line."""
    lines = department.text.splitlines()
    ledger = department.index.ledger
    year = department.index.year or 0
    missed, rating = ledger.get("count.indicators.missed"), ledger.get("score.rating")
    has_misses = bool(missed and missed.quantity and missed.quantity.value)
    whole = judged(department, department.text).mentions
    heading = ""
    for at, line in enumerate(lines):
        if len(line) <= 20 and not line.endswith("。"):
            heading = line if at else ""
        context = "\n".join([*([heading] if heading and heading != line else []), *([lines[at - 1]] if at else [])])
        context += "\n" if context else ""
        before = judged(department, context + line)
        offset = len(context)
        known = Counter(_moved(alarms(before), offset))
        own = tuple(
            replace(one, start=one.start - offset, end=one.end - offset)
            for one in before.mentions
            if one.start >= offset
        )
        others = tuple(one for one in whole if one.facts and one.text not in line)
        sentence = Sentence(line, own, ledger, year, others, has_misses, rating.text if rating else "")
        for mutate in KINDS:
            for wrong in dict.fromkeys(mutate(sentence, chance)):
                if wrong == line:
                    continue
                found = Counter(_moved(alarms(judged(department, context + wrong)), offset))
                yield mutate.__name__, wrong, frozenset(code for code, _ in found - known)


def _moved(found: Sequence[tuple[str, str, int]], offset: int) -> list[tuple[str, str]]:
    return [(code, words) for code, words, at in found if at >= offset]


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser()
    options.add_argument("--held-out", action="store_true")
    options.add_argument("--misses", default="")
    options.add_argument("--all-misses", action="store_true")
    asked = options.parse_args()
    chosen = list(departments(HELD_OUT if asked.held_out else DEVELOPMENT))
    claims, listed = 0, []
    for department in chosen:
        numbers, found = false_alarms(department)
        claims += numbers
        listed += [f"{department.name}: {one}" for one in found]
    print(f"误报 {len(listed)}/{claims} = {1000 * len(listed) / claims:.1f} 每千个真实数字")
    for one in listed:
        print("  ", one)
    total, caught, lost = Counter(), Counter(), {}
    for department in chosen:
        chance = random.Random(20231)
        for kind, wrong, found in mutants(department, chance):
            total[kind] += 1
            caught[kind] += bool(found)
            if not found:
                lost.setdefault(kind, []).append(wrong)
    for kind in sorted(total, key=lambda one: caught[one] / total[one]):
        print(f"{kind:18} {caught[kind]:5}/{total[kind]:5} = {caught[kind] / total[kind]:.3f}")
    hit, every = sum(caught.values()), sum(total.values())
    print(f"{'合计':18} {hit:5}/{every:5} = {hit / every:.4f}，{len(total)}种")
    for kind, sentences in lost.items():
        if kind in asked.misses.split(",") or asked.all_misses:
            for wrong in sentences:
                print(f"  漏报[{kind}] {wrong}")
    _speed(chosen)


def _speed(chosen: Sequence[Department]) -> None:
    for department in chosen:
        started = time.perf_counter()
        for _ in range(3):
            judged(department, department.text)
        print(f"{department.name}: {(time.perf_counter() - started) / 3 / len(department.text) * 1e6:.1f} 毫秒/千字")


if __name__ == "__main__":
    main()
