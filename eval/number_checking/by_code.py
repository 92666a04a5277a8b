"""How often each rule of the number checker is right: the column 准确率 of docs/checks.md.

python eval/number_checking/by_code.py

Right is a finding of the rule on a sentence that was made false; wrong is one on a truthful text: those of the
departments for development, and the prose our own templates write. What is written is 属实数/报出数.
"""

from __future__ import annotations

import random
from collections import Counter

from evaluate import DEVELOPMENT, alarms, departments, judged, mutants
from own_reports import checked_reports

from reportgen.checking.findings import RULES


def main() -> None:
    """Print a line for each rule."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for department in departments(DEVELOPMENT):
        wrong.update(code for code, _, _ in alarms(judged(department, department.text)))
        for _, _, codes in mutants(department, random.Random(20231)):
            right.update(codes)
    for _, checked in checked_reports():
        wrong.update(code for code, _, _ in alarms(checked))
    for code in RULES:
        told = right[code] + wrong[code]
        print(f"{code:26} {f'{right[code]}/{told}' if told else '—'}")


if __name__ == "__main__":
    main()
