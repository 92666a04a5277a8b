"""What the proposals for faulty indicators are worth: complete and without faults, every number with an origin.

The origins are verified here a second time, by other means than the program's: the texts of the entry are searched for
the digits themselves, and formulas are recomputed with fractions.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

from reportgen import indicators
from reportgen.documents.indicator_bank_files import read_indicator_bank
from reportgen.model.indicator_review import Proposal
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.retrieval.indicator_bank import IndicatorBank
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.proposals import Proposed, propose_all
from reportgen.reviewing.review import review_indicators

ROOT = Path(__file__).parents[2]
CASES = ROOT / "eval" / "indicator_review" / "cases"
SEEDS = ROOT.parent / "shared" / "seeds"
COMPUTABLE = Path(__file__).with_name("computable.yaml")
_NEAR = Decimal("0.005")  # a figure rounded to two decimals of 万元
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_SCALE = {"万元": 10_000, "元": 1, "亿元": 100_000_000, "万": 10_000}
_SAMPLE = 60


def main(arguments: list[str]) -> int:
    """Print the figures; with --sample N, sixty proposals of draw N to read as a budget officer."""
    bank = IndicatorBank(read_indicator_bank(ROOT / "corpora" / "indicator_bank"))
    everything: list[tuple[str, Proposed, Proposal]] = []
    computable = yaml.safe_load(COMPUTABLE.read_text("utf-8"))
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    made_up = [path for path in sorted(CASES.glob("*/*.yaml")) if not path.name.endswith(".labels.yaml")]
    for path in (*sorted(SEEDS.glob("*.txt")), *made_up):
        started = time.perf_counter()
        read = indicators.read_indicators(path, ROOT / "templates")
        review = review_indicators(read.entered, document=path.name, form=read.form, contradictions=read.contradictions)
        found = propose_all(review, read.entered, form=read.form, bank=bank)
        seconds = time.perf_counter() - started
        seed = path.stem if path in made_up else path.name[:3]
        faulty = [each for each in found if each.row.faults]
        answered = [each for each in faulty if each.row.proposals]
        proposals = [(seed, each, proposal) for each in found for proposal in each.row.proposals]
        unsourced = [text for _, _, proposal in proposals for text in _unsourced(proposal, read.entered)]
        fine = [each for each in found if not each.row.faults and each.row.proposals]
        totals["rows"] += len(found)
        totals["faulty"] += len(faulty)
        totals["answered"] += len(answered)
        totals["proposals"] += len(proposals)
        totals["unsourced"] += len(unsourced)
        totals["fine rows touched"] += len(fine)
        everything += proposals
        if path in made_up:
            continue
        print(
            f"{seed}: rows {len(found)}, faulty {len(faulty)}, with proposals {len(answered)}, proposals "
            f"{len(proposals)}, digits without origin {len(unsourced)} {unsourced[:3]}, fine rows touched {len(fine)}, "
            f"candidates refused {sum(len(each.refused) for each in found)}, {seconds:.2f} s"
        )
        for number, figures in computable.get(seed, {}).items():
            row = next(each for each in found if each.row.indicator.number == number)
            got = any(_gives(proposal, figures) for proposal in row.row.proposals)
            counts["computable"] += 1
            counts["computed"] += got
            if not got:
                given = [f"{proposal.name} {proposal.target_value}" for proposal in row.row.proposals]
                print(f"   not computed: {number} {row.row.indicator.name} wanted {figures}: {given}")
    print(
        "all, made-up projects of other fields too: " + ", ".join(f"{name} {count}" for name, count in totals.items())
    )
    print(f"computable rows answered with a number: {counts['computed']}/{counts['computable']}")
    if "--sample" in arguments:
        _show_sample(everything, int(arguments[arguments.index("--sample") + 1]))
    return 0


def _gives(proposal: Proposal, figures: list[float]) -> bool:
    """Whether one of *figures* stands in the value of *proposal*, or in its formula as a denominator."""
    said = [*numbers_in(f"{proposal.value}{proposal.unit}"), *numbers_in(proposal.formula)]
    bases = [each.quantity.base for each in said if each.quantity is not None]
    return any(abs(base - Decimal(str(figure))) <= _NEAR * base for base in bases for figure in figures)


def _unsourced(proposal: Proposal, entered: SelfEvaluation) -> Iterator[str]:
    """Digits of a proposal that stand in no entered text, budget or right formula."""
    own = _entered_digits(entered)
    computed = {
        digits
        for number in proposal.numbers
        if number.formula and _comes_out(number.formula, own)
        for digits in _plain(number.text)
    }
    texts = (proposal.name, proposal.target_value, proposal.formula, proposal.basis, proposal.evidence, proposal.period)
    for text in texts:
        for digits in _plain(text):
            if digits not in own and digits not in computed:
                yield digits


def _entered_digits(entered: SelfEvaluation) -> set[str]:
    texts = [str(entered.department.year), entered.department.name]
    texts += [goal.text for goal in entered.goals]
    for project in entered.projects:
        texts += [project.name, project.fund_use]
        texts += [str(amount) for amount in (project.budget, project.original_budget) if amount is not None]
    for row in entered.indicators:
        texts += [row.name, row.target_value, row.description, row.formula, row.basis]
    return {digits for text in texts for digits in _plain(text)}


def _plain(text: str) -> Iterator[str]:
    for match in _DIGITS.finditer(text):
        digits = match[0].replace(",", "").replace("，", "")
        yield digits.rstrip("0").rstrip(".") if "." in digits else digits


def _comes_out(formula: str, own: set[str]) -> bool:
    """Whether the right side follows from the left, whose digits are all entered."""
    left, _, right = formula.removesuffix("（四舍五入）").partition(" = ")
    if any(digits not in own for digits in _plain(left)):
        return False
    above, _, below = left.partition(" ÷ ")
    divisor = (
        sum((_value(part) for part in re.split(r" \+ ", below.strip("（）"))), Fraction(0)) if below else Fraction(1)
    )
    per = 10_000 if re.search(r"/万", right) else 1
    exact = _value(above) / divisor * per
    result = Fraction(next(_plain(right)))
    unit = next((scale for name, scale in _SCALE.items() if name in right), 1)
    return abs(exact / unit - result) <= Fraction(5, 1000)


def _value(text: str) -> Fraction:
    number = Fraction(next(_plain(text)))
    scale = next((factor for name, factor in _SCALE.items() if name in text), 1)
    return number * scale


def _show_sample(everything: list[tuple[str, Proposed, Proposal]], draw: int) -> None:
    chosen = random.Random(draw).sample(everything, _SAMPLE)
    for at, (seed, found, proposal) in enumerate(chosen, start=1):
        row = found.row.indicator
        print(f"{at}. [{seed} {row.number} {row.subcategory}] {row.name} / {row.target_value}")
        print(f"   → {proposal.kind.value} {proposal.subcategory}: {proposal.name} {proposal.target_value}")
        print(f"     {proposal.formula} | {proposal.evidence} | {proposal.basis} | {proposal.source}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
