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
from reportgen.model.facts import Fact, FactLedger

TITLE = "数字出处清单"
_HEADS = ("序号", "数字", "内容", "出处或算式")
_WIDTHS = (2, 6, 9, 11)


def evidence_list(draft: Draft, ledger: FactLedger) -> Annex:
    """One row for each fact with a number that *draft* states, in the order of first mention."""
    stated = dict.fromkeys(run.fact for run in _runs(draft) if isinstance(run, Figure))
    facts = [ledger[each] for each in stated if each in ledger and ledger[each].quantity is not None]
    head = TableRow(tuple(TableCell((Words(text),), align=Align.CENTER, header=True) for text in _HEADS), header=True)
    rows = tuple(_row(number, fact) for number, fact in enumerate(facts, start=1))
    return Annex(TITLE, (Table((head, *rows), _WIDTHS, TITLE),))


def _row(number: int, fact: Fact) -> TableRow:
    what = f"“{fact.subject}”{fact.label}" if fact.subject and fact.subject != fact.label else fact.label
    source = str(fact.origin) if fact.origin is not None else fact.formula
    return TableRow(
        (
            TableCell((Words(str(number)),), align=Align.CENTER),
            TableCell((Figure(fact.text, fact.id),), align=Align.RIGHT),
            TableCell((Words(what),)),
            TableCell((Words(source or "—"),)),
        )
    )


def _runs(draft: Draft) -> Iterator[Run]:
    yield from runs_of_line(draft.title)
    blocks = (*(each.blocks for each in draft.sections), *(each.blocks for each in draft.annexes))
    for block in chain.from_iterable(blocks):
        yield from _runs_of(block)
    yield from (*draft.signature, *draft.date)


def _runs_of(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, Heading):
        yield from runs_of_line(block.text)
    else:
        yield from (*runs_of_line(block.caption), *runs_of_line(block.unit_note))
        yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
