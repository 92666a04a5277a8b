"""The ways to make a sentence of an annotated report false, by name; each is verified by the annotation.

A mutator takes a sentence and yields its false versions. The checker has no say in what is made.
"""

from annotated_sentences import Mutator
from figure_mutations import (
    approximators,
    chinese_numerals,
    count_unit,
    digit,
    exchange,
    formal_numerals,
    full_width,
    hidden,
    magnitude,
    money_unit,
    percent_unit,
    ranges,
    ratio,
    role,
    rounding,
    spaced,
    subject,
    sums,
    tenths,
    transposition,
    truncation,
)  # fmt: skip
from saying_mutations import (
    body,
    date,
    direction,
    document_number,
    false_verdict,
    invented,
    medal,
    notice,
    ordinal,
    project,
    rank,
    rating,
    role_words,
    scope,
    verdict,
    year,
)  # fmt: skip

FIGURE_KINDS: dict[str, Mutator] = {
    one.__name__: one for one in (
        digit, transposition, magnitude, money_unit, count_unit, percent_unit, subject, exchange, rounding, truncation,
        sums, ratio, chinese_numerals, formal_numerals, tenths, ranges, full_width, spaced, hidden, approximators,
    )
}  # fmt: skip
ADDED_KINDS: dict[str, Mutator] = {
    "scope": scope, "rating": rating, "rank": rank, "medal": medal, "invented": invented, "ordinal": ordinal,
    "document_number": document_number, "notice": notice, "body": body, "project": project,
}  # fmt: skip
KINDS: dict[str, Mutator] = {
    **FIGURE_KINDS, "role": role, "role_words": role_words, "year": year, "date": date, "direction": direction,
    "verdict": verdict, "false_verdict": false_verdict, **ADDED_KINDS,
}  # fmt: skip
