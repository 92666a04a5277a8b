"""What a session (修改经过) is, and the register of all of them by name.

A session says what must hold after a refresh with the later data of its report: ``words``, stretches that one
paragraph or cell holds in this order; ``away``, words that must not come back; ``once`` and ``twice``, words that stand
so often; ``missing_cells`` and ``twice_cell``, what paragraphs and cells hold alone; ``order``, words that follow one
another; ``tracked``, words inside tracked changes; ``bold``, words in bold; ``parts``, words of people anywhere in the
file; ``drawings``, how many pictures there are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from office_desk import Office, Paper

Promise = dict[str, list[Any]]
Session = Callable[[Office, Path, Path], Promise]
SESSIONS: dict[str, tuple[str, Session]] = {}


def session(report: str) -> Callable[[Callable[[Paper], Promise]], Callable[[Paper], Promise]]:
    """A session at one sitting: open *report*, edit, save as .docx."""

    def known(edit: Callable[[Paper], Promise]) -> Callable[[Paper], Promise]:
        def sit(at: Office, source: Path, result: Path) -> Promise:
            paper = at.open(source)
            promise = edit(paper)
            paper.save(result)
            paper.close()
            return promise

        SESSIONS[edit.__name__] = (report, sit)
        return edit

    return known


def sittings(report: str) -> Callable[[Session], Session]:
    """A session that opens and saves by itself."""

    def known(sit: Session) -> Session:
        SESSIONS[sit.__name__] = (report, sit)
        return sit

    return known
