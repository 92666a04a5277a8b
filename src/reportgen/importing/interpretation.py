"""From documents as read to what the department entered (导入): one pure function over all files of a department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.importing.accounting import Use
from reportgen.importing.document_reading import read_document
from reportgen.importing.merging import merged
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was entered, what an official should look at, and every place that was not read.

    *uses* says of every non-empty cell and line of the sources whether it was used, is part of the form, or was
    not read; the last are also in *not_read*, in words.
    """

    entered: SelfEvaluation
    notices: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    uses: Mapping[Origin, Use] = field(default_factory=dict)


def interpret(documents: Sequence[SourceDocument]) -> ImportResult:
    """The entered data of one department for one year, put together from all its *documents*.

    Where two documents disagree the earlier one is taken, and a notice names both places. A document given twice, under
    whatever name, is read once, and a notice says so.
    """
    once, repeated = _told_apart(documents)
    readings = tuple(read_document(document) for document in once)
    entered, notices = merged(readings)
    uses: dict[Origin, Use] = {}
    for reading in readings:
        uses.update(reading.uses)
    return ImportResult(
        entered,
        tuple(notice for reading in readings for notice in reading.notices) + notices + repeated,
        tuple(text for reading in readings for text in reading.not_read),
        uses,
    )


def _told_apart(documents: Sequence[SourceDocument]) -> tuple[tuple[SourceDocument, ...], tuple[str, ...]]:
    """The documents that differ, and a notice for each that repeats an earlier one."""
    first: dict[str, SourceDocument] = {}
    repeated = []
    for document in documents:
        earlier = first.setdefault(document.plain_text, document)
        if earlier is not document:
            repeated.append(f"{document.file}：内容与前面的 {earlier.file} 完全相同，只读入一次。")
    return tuple(first.values()), tuple(repeated)
