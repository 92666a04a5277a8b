"""Files for the browser to keep (下载): under a name that every system takes, whatever officials called the report."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST = 120  # characters


def download(data: bytes, name: str, kind: str) -> Response:
    """*data* as a file *name*; what no file name may hold is written as ＿."""
    stem, _, suffix = name.rpartition(".")
    safe = _NOT_IN_NAMES.sub("＿", stem).strip(" .")[:_LONGEST] or "文件"
    header = f"attachment; filename*=UTF-8''{quote(f'{safe}.{suffix}', safe='')}"
    return Response(data, media_type=kind, headers={"content-disposition": header})
