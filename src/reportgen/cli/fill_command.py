"""``reportgen fill``: a bureau's own blank form (空白表) filled, and everything that was left told of."""

from __future__ import annotations

import argparse

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.evaluating import evaluated
from reportgen.cli.parser import EXIT_OK
from reportgen.model.form_filling import FormFilling, LeftCell, NotPlaced
from reportgen.settings import Settings

FORM_SUFFIXES = (".docx",)


def fill(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen fill``: what is known is written, what is not stays as it was and is listed."""
    sources = (options.blank, options.entry)
    pipeline.check_output(options.output, FORM_SUFFIXES, overwrite=options.overwrite, sources=sources)
    evaluation, read_notices = evaluated(options, settings, console)
    data, filling = pipeline.fill_form(options.blank, evaluation, settings.templates, console.progress)
    pipeline.save(data, options.output)
    added = f"，增加 {len(filling.added)} 行" if filling.added else ""
    console.line(f"填好的表已写入：{options.output}")
    console.line(f"填了 {filling.filled} 格{added}。")
    _list(console, "没有动的格", [_left_line(each) for each in filling.left])
    _list(console, "没有地方填的数据", [_unplaced_line(each) for each in filling.not_placed])
    if filling.notices:
        _list(console, "没有读到的内容", list(filling.notices))
    console.result(_record(filling, str(options.output), read_notices))
    return EXIT_OK


def _list(console: Console, title: str, lines: list[str]) -> None:
    console.line(f"{title} {len(lines)} 处" + ("：" if lines else "。"))
    for line in lines:
        console.line(f"  {line}")


def _left_line(left: LeftCell) -> str:
    asks = f"（{left.asks}）" if left.asks else ""
    return f"{left.place}{asks}：{left.reason}"


def _unplaced_line(each: NotPlaced) -> str:
    value = f"：{each.value}" if each.value else ""
    return f"{each.what}{value}" + (f"（{each.origin}）" if each.origin else "")


def _record(filling: FormFilling, file: str, notices: tuple[str, ...]) -> dict[str, object]:
    return {
        "file": file,
        "filled": filling.filled,
        "added_rows": len(filling.added),
        "left": [{"place": each.place, "asks": each.asks, "reason": each.reason} for each in filling.left],
        "not_placed": [
            {"what": each.what, "value": each.value, "place": str(each.origin) if each.origin else ""}
            for each in filling.not_placed
        ],
        "not_read": list(filling.notices),
        "notices": list(notices),
    }
