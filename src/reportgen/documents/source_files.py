"""Any file with official tables or a report → :class:`SourceDocument`."""

from __future__ import annotations

from pathlib import Path

from reportgen.documents.opening import FileType, identify
from reportgen.errors import UnreadableFileError
from reportgen.model.source_document import SourceDocument


def read_source(path: Path, *, beside: bool = False) -> SourceDocument:
    """The paragraphs and tables of *path*: .docx, .xlsx or a text export. Raises UnreadableFileError.

    With *beside*, what stands beside the body of a Word file (headers, notes, text boxes) is read too.
    """
    kind = identify(path)
    if kind is FileType.DOCX:
        from reportgen.documents.source_docx import read_docx_source

        return read_docx_source(path, beside=beside)
    if kind is FileType.XLSX:
        from reportgen.documents.source_xlsx import read_xlsx_source

        return read_xlsx_source(path)
    if kind is FileType.TEXT:
        from reportgen.documents.source_text import read_text_source

        return read_text_source(path)
    raise UnreadableFileError(
        "YAML 文件是填报数据，不需要导入",
        place=path.name,
        remedy="请直接用它打分或生成报告，核查报告时用 --data 给出；导入和核查用于既有的表格和报告。",
    )
