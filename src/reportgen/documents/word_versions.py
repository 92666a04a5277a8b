"""Any .docx read for a comparison: its lines without the list of evidence, and the facts of its base, if it has one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from reportgen.documents.opening import FileType, expect
from reportgen.documents.word_base import read_base
from reportgen.documents.word_bound import read_lines
from reportgen.documents.word_clean import evidence_start
from reportgen.documents.word_parts import MAIN_PART, parsed_part
from reportgen.model.bound_text import BoundLine, KnownFact, fact_mark


def read_version(path: Path) -> tuple[tuple[BoundLine, ...], dict[str, KnownFact]]:
    """The lines of the .docx at *path* with tracked changes accepted, and its facts. Raises UnreadableFileError."""
    expect(path, FileType.DOCX)
    with zipfile.ZipFile(path) as package:
        root = parsed_part(package, MAIN_PART)
        names = [name for name in package.namelist() if name.startswith("customXml/")]
        base = read_base({name: package.read(name) for name in names})
    start = evidence_start(root)
    if start is not None:
        parent = start.getparent()
        for each in [start, *start.itersiblings()]:
            if parent is not None:
                parent.remove(each)
    facts = base.facts if base is not None else {}
    reads = read_lines(root, {fact_mark(fact): fact for fact in facts})
    return tuple(read.line for read in reads), facts
