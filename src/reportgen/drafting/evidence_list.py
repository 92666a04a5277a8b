"""数字出处清单: every number a report states, what it is, and the cell it comes from or its formula."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reportgen.model.draft import (
    Align,
    Annex,
    Block,
    Draft,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    TableCell,
    TableRow,
    Words,
    runs_of_line,
)
from reportgen.model.fact_ids import owner_of
from reportgen.model.facts import Fact, FactLedger

TITLE = "数字出处清单"
_HEADS = ("序号", "数字", "内容", "出处或算式")
_WIDTHS = (2, 6, 10, 10)


def evidence_list(draft: Draft, ledger: FactLedger) -> Annex:
    """One row for each fact with a number that *draft* states, in the order of first mention.

    A fact that is first stated in one of several annexes says in which: projects have indicators of the same names.
    """
    stated: dict[str, str] = {}
    for place, run in _runs(draft):
        if isinstance(run, Figure):
            stated.setdefault(run.fact, place)
    known = [(ledger[each], place) for each, place in stated.items() if each in ledger]
    facts = [(fact, place) for fact, place in known if fact.quantity is not None]
    head = TableRow(tuple(TableCell((Words(text),), align=Align.CENTER, header=True) for text in _HEADS), header=True)
    rows = tuple(
        _row(number, fact, f"{_what(fact, ledger)}{place}") for number, (fact, place) in enumerate(facts, start=1)
    )
    return Annex(TITLE, (Table((head, *rows), _WIDTHS, TITLE),))


def _row(number: int, fact: Fact, what: str) -> TableRow:
    source = str(fact.origin) if fact.origin is not None else fact.formula
    return TableRow(
        (
            TableCell((Words(str(number)),), align=Align.CENTER),
            TableCell((Figure(fact.text, fact.id),), align=Align.RIGHT),
            TableCell((Words(what),)),
            TableCell((Words(source or "—"),)),
        )
    )


def _what(fact: Fact, ledger: FactLedger) -> str:
    """Whose figure it is and which: “基本支出”预算执行率."""
    owner = owner_of(fact.id)
    subject = fact.subject
    if owner.startswith("plan."):
        subject = _text(ledger, f"project.{owner.split('.')[1]}.name") or subject
    elif owner.startswith("indicator.") and not subject:
        subject = _text(ledger, f"{owner}.subcategory") or _text(ledger, f"{owner}.category")
    told = not subject or fact.label.startswith(subject.removesuffix("人员") or subject)
    return fact.label if told else f"“{subject}”{fact.label}"


def _text(ledger: FactLedger, fact: str) -> str:
    found = ledger.get(fact)
    return found.text if found is not None else ""


def _runs(draft: Draft) -> Iterator[tuple[str, Run]]:
    """Every run, and the annex it stands in where there are several."""
    for run in runs_of_line(draft.title):
        yield "", run
    for block in chain.from_iterable(section.blocks for section in draft.sections):
        for run in _runs_of(block):
            yield "", run
    for number, annex in enumerate(draft.annexes, start=1):
        place = f"（附件{number}）" if len(draft.annexes) > 1 and not draft.table_only else ""
        for block in annex.blocks:
            for run in _runs_of(block):
                yield place, run
    for run in (*draft.signature, *draft.date):
        yield "", run


def _runs_of(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, Heading):
        yield from runs_of_line(block.text)
    else:
        yield from (*runs_of_line(block.caption), *runs_of_line(block.unit_note))
        yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
