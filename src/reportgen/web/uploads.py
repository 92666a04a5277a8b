"""Files that came with a form (上传): kept for as long as they are read, under names that no path survives in."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.web.asked import UploadedFile

_NAME_MARK = re.compile(r"[^\w（）()《》〔〕-]+")


def kept(folder: Path, at: int, file: UploadedFile) -> Path:
    """The file in a folder of its own under a name made of letters and digits; nothing of a path in it survives."""
    stem, _, suffix = file.name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    own = folder / str(at)
    own.mkdir()
    path = own / f"{_NAME_MARK.sub('', stem)[:40] or '文件'}.{_NAME_MARK.sub('', suffix)[:8].lower()}"
    path.write_bytes(file.data)
    return path
