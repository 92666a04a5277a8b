"""Which fonts of a report are installed on this machine (字体), so that nobody prints it in others unawares."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Collection

from reportgen.documents.word_layout import PageLayout

_OTHER_NAMES = {"黑体": ("SimHei",), "宋体": ("SimSun",), "仿宋": ("FangSong",), "楷体": ("KaiTi",)}
_LONGEST_LISTING = 20  # seconds


def installed_fonts() -> frozenset[str]:
    """The names of the fonts of this machine; none where it cannot tell."""
    return _registered() if sys.platform == "win32" else _listed()


def _listed() -> frozenset[str]:
    command = shutil.which("fc-list")
    if command is None:
        return frozenset()
    try:
        listing = subprocess.run(  # noqa: S603 - nothing of the command is input
            [command, ":", "family"], capture_output=True, encoding="utf-8", check=True, timeout=_LONGEST_LISTING
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return frozenset()
    return frozenset(name.strip() for line in listing.stdout.splitlines() for name in line.split(",") if name.strip())


def _registered() -> frozenset[str]:
    """The fonts that the registry of Windows names, such as 方正小标宋简体 (TrueType)."""
    if sys.platform != "win32":
        return frozenset()
    import winreg

    found: set[str] = set()
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                names = [winreg.EnumValue(key, number)[0] for number in range(winreg.QueryInfoKey(key)[1])]
        except OSError:
            continue
        found |= {part.strip() for name in names for part in name.partition(" (")[0].split("&")}
    return frozenset(found)


def absent_fonts(page: PageLayout, installed: Collection[str]) -> tuple[str, ...]:
    """The fonts of *page* that are not among the *installed* ones; none where nobody knows which are."""
    named = (page.title_font, page.body_font, page.level_1_font, page.level_2_font, page.table_font, "黑体", "宋体")
    wanted = dict.fromkeys(named)
    known = {name.casefold() for name in installed}
    if not known:
        return ()
    return tuple(
        font for font in wanted if not any(each.casefold() in known for each in (font, *_OTHER_NAMES.get(font, ())))
    )
