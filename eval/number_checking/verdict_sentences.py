"""How many verdicts, directions and qualifiers that were turned the checker catches, and how many true ones it blames.

python eval/number_checking/verdict_sentences.py           # the sentences for development
python eval/number_checking/verdict_sentences.py --aside   # those of two departments kept apart
python eval/number_checking/verdict_sentences.py --list    # with the sentences that were missed or blamed

A line of ``verdicts/<department>.txt`` is a true sentence with alternatives: ``[没有完成|完成|超额完成]`` is true with
the first and false with each of the others. A line without alternatives (plans, conditions) has to stay free of alarms.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evaluate import HERE, Department, alarms, departments, judged

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


def versions(line: str) -> tuple[str, list[str]]:
    """The true sentence of a line, and the sentences with one choice made false each."""
    choices = list(_CHOICE.finditer(line))
    true = _CHOICE.sub(lambda match: match[1].partition("|")[0], line)
    wrong = []
    for choice in choices:
        for other in choice[1].split("|")[1:]:
            before = _CHOICE.sub(lambda match: match[1].partition("|")[0], line[: choice.start()])
            after = _CHOICE.sub(lambda match: match[1].partition("|")[0], line[choice.end() :])
            wrong.append(before + other + after)
    return true, wrong


def sentences(folder: Path) -> Iterator[tuple[Department, str]]:
    """Each line of the files in *folder* with its department."""
    for path in sorted(folder.glob("*.txt")):
        department = next(departments([path.stem]))
        for line in path.read_text(encoding="utf-8").splitlines():
            yield department, line


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser()
    options.add_argument("--aside", action="store_true")
    options.add_argument("--list", action="store_true")
    asked = options.parse_args()
    true_ones = made = caught = 0
    blamed: Counter[str] = Counter()
    shown: list[str] = []
    for department, line in sentences(HERE / "verdicts" / ("aside" if asked.aside else "")):
        true, wrong = versions(line)
        found = alarms(judged(department, true))
        true_ones += 1
        blamed.update(code for code, _, _ in found)
        shown += [f"误报[{department.name}] {code} “{words}” {true}" for code, words, _ in found]
        known = Counter((code, words) for code, words, _ in found)
        for sentence in wrong:
            made += 1
            now = Counter((code, words) for code, words, _ in alarms(judged(department, sentence)))
            caught += bool(now - known)
            if not now - known:
                shown.append(f"漏报[{department.name}] {sentence}")
    if asked.list:
        print("\n".join(shown))
    print(f"真句 {true_ones}，误报 {blamed.total()}：{dict(blamed)}")
    print(f"假句 {made}，检出 {caught} = {caught / made:.4f}")


if __name__ == "__main__":
    main()
