"""Entry point: run one command, show errors in Chinese, return the exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from itertools import pairwise

from reportgen import __version__
from reportgen.cli.parser import EXIT_FAILED, CommandLineError, build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments* (those of the process by default) and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console must not stop a report

    from reportgen.cli.console import Console
    from reportgen.errors import ReportgenError

    try:
        options = build_parser(__version__).parse_args(given)
    except CommandLineError as error:
        remedy = f"用 {error.program} --help 查看用法"
        Console(as_json=_wants_json(given)).failure(ReportgenError(f"命令有误，{error.message}", remedy=remedy))
        return EXIT_FAILED
    console = Console(quiet=options.quiet, as_json=options.format == "json")
    try:
        from reportgen.cli import commands
        from reportgen.settings import read_settings

        return commands.COMMANDS[options.command](options, read_settings(), console)
    except ReportgenError as error:
        console.failure(error)
        return EXIT_FAILED
    except KeyboardInterrupt as interruption:
        _abandon(interruption)
        console.failure(ReportgenError("已中断，没有留下写了一半的文件", remedy="需要时重新运行"))
        return EXIT_FAILED
    finally:
        console.close()


def _abandon(interruption: KeyboardInterrupt) -> None:
    """Let go of what was at work. Files begun in memory object to being left half-written: no news for an official."""
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    interruption.__traceback__ = None
    gc.collect()
    sys.unraisablehook = hook


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line that cannot be parsed asks for JSON."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
