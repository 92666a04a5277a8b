"""``reportgen fill``: a bureau's own blank form (空白表) filled, and everything that was left told of."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TypeVar

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.evaluating import evaluated
from reportgen.cli.parser import EXIT_OK
from reportgen.errors import UnreadableFileError
from reportgen.filling.accounts import BY_HAND, NO_DATA, NO_PROJECT, SPARE_ROW, UNKNOWN
from reportgen.model.form_filling import FormFilling, LeftCell, NotPlaced
from reportgen.settings import Settings

FORM_SUFFIXES = (".docx",)
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
_SHOWN = 20  # kinds of data without a cell for one reason
_PRINTED = "表上印的与填报数据不一致"
_LEFT_REMEDIES = {
    NO_DATA: "在填报文件里补上再填一次；确实没有的，在表上写“无”或“—”",
    BY_HAND: "由您在表上填写",
    UNKNOWN: "由您在表上填写",
    SPARE_ROW: "可以删去",
    NO_PROJECT: "可以删去",
    _PRINTED: "没有改，请核对以哪个为准",
}
_T = TypeVar("_T")
_K = TypeVar("_K")


def fill(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """``reportgen fill``: what is known is written, what is not stays as it was and is listed."""
    sources = (options.blank, options.entry)
    pipeline.check_output(options.output, FORM_SUFFIXES, overwrite=options.overwrite, sources=sources)
    if options.blank.suffix.lower() in _WORKBOOKS:
        raise UnreadableFileError(
            "只能填 Word 空白表（.docx），给的是 Excel 表格",
            place=str(options.blank),
            remedy="把表格复制到 Word 文档里，存成 .docx 再填；或者用 reportgen generate 出自评表后照抄。",
        )
    evaluation, read_notices = evaluated(options, settings, console)
    data, filling = pipeline.fill_form(options.blank, evaluation, settings.templates, console.progress)
    pipeline.save(data, options.output)
    added = f"，增加 {len(filling.added)} 行" if filling.added else ""
    console.line(f"填好的表已写入：{options.output}")
    console.line(f"填了 {filling.filled} 格{added}。")
    _left(console, filling.left)
    _unplaced(console, filling.not_placed)
    if filling.notices:
        _list(console, "没有读到的内容", list(filling.notices))
    console.result(_record(filling, str(options.output), read_notices))
    return EXIT_OK


def _list(console: Console, title: str, lines: list[str]) -> None:
    console.line(f"{title} {len(lines)} 处" + ("：" if lines else "。"))
    for line in lines:
        console.line(f"  {line}")


def _left(console: Console, left: Sequence[LeftCell]) -> None:
    """The cells that were left, by reason, with what to do about them."""
    console.line(f"没有动的格 {len(left)} 处" + ("：" if left else "。"))
    for reason, cells in _groups(left, key=lambda each: each.reason if each.reason in _LEFT_REMEDIES else _PRINTED):
        console.line(f"  {reason}（{len(cells)} 处）：{_LEFT_REMEDIES[reason]}")
        for each in cells:
            asks = f"（{each.asks}）" if each.asks else ""
            console.line(f"    {each.place}{asks}" + (f"：{each.reason}" if reason == _PRINTED else ""))


def _unplaced(console: Console, not_placed: Sequence[NotPlaced]) -> None:
    """The data that found no cell, by reason, with what to do about them."""
    console.line(f"没有地方填的数据 {len(not_placed)} 处" + ("：" if not_placed else "。"))
    for reason, found in _groups(not_placed, key=lambda each: each.reason):
        console.line(f"  {reason.value}（{len(found)} 处）：{reason.remedy}")
        lines = _groups(found, key=lambda each: each.what)
        for what, alike in lines[:_SHOWN]:
            told = f"{what}，共{len(alike)}处" if len(alike) > 1 else what
            value = f"：{alike[0].value}" if alike[0].value else ""
            console.line(f"    {told}{value}" + (f"（{alike[0].origin}）" if alike[0].origin else ""))
        if len(lines) > _SHOWN:
            console.line(f"    ……其余 {len(lines) - _SHOWN} 处，加 --format json 看全部")


def _groups(found: Sequence[_T], key: Callable[[_T], _K]) -> list[tuple[_K, list[_T]]]:
    """*found* by *key*, in the order of first mention."""
    groups: dict[_K, list[_T]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    return list(groups.items())


def _record(filling: FormFilling, file: str, notices: tuple[str, ...]) -> dict[str, object]:
    return {
        "file": file,
        "filled": filling.filled,
        "added_rows": len(filling.added),
        "left": [{"place": each.place, "asks": each.asks, "reason": each.reason} for each in filling.left],
        "not_placed": [
            {
                "what": each.what,
                "value": each.value,
                "place": str(each.origin) if each.origin else "",
                "reason": each.reason.value,
                "remedy": each.reason.remedy,
            }
            for each in filling.not_placed
        ],
        "not_read": list(filling.notices),
        "notices": list(notices),
    }
