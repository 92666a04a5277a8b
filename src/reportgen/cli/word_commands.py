"""``reportgen clean``: reports that people have edited in Word or WPS, without what this program keeps in them."""

from __future__ import annotations

import argparse

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.parser import EXIT_OK
from reportgen.settings import Settings

REPORT_SUFFIXES = (".docx",)


def clean(options: argparse.Namespace, _settings: Settings, console: Console) -> int:
    """``reportgen clean``: a copy without anything this program keeps in it."""
    from reportgen.documents.word_clean import clean_copy

    pipeline.check_output(options.output, REPORT_SUFFIXES, overwrite=options.overwrite, sources=(options.report,))
    made = clean_copy(options.report)
    pipeline.save(made.data, options.output)
    console.line(f"清稿已写入：{options.output}")
    taken = f"去掉书签 {made.bookmarks} 个、批注 {made.comments} 条"
    console.line(taken + ("，以及数字出处清单。" if made.evidence else "。"))
    if made.objects:
        console.line(f"没有带上宏和嵌入对象：{'、'.join(made.objects)}")
    if made.left:
        console.line(f"仍有{'、'.join(made.left)}，请在 Word 或 WPS 中处理。")
    console.result(
        {
            "file": str(options.output),
            "bookmarks": made.bookmarks,
            "comments": made.comments,
            "evidence": made.evidence,
            "objects": list(made.objects),
            "left": list(made.left),
        }
    )
    return EXIT_OK
