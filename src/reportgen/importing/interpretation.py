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

    Where two documents disagree the earlier one is taken, and a notice names both places.
    """
    readings = tuple(read_document(document) for document in documents)
    entered, notices = merged(readings)
    uses: dict[Origin, Use] = {}
    for reading in readings:
        uses.update(reading.uses)
    return ImportResult(
        entered,
        tuple(notice for reading in readings for notice in reading.notices) + notices,
        tuple(text for reading in readings for text in reading.not_read),
        uses,
    )
