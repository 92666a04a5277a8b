"""Entry point: run one command, show errors in Chinese, return the exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reportgen import __version__
from reportgen.cli.parser import EXIT_FAILED, build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments* (those of the process by default) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console must not stop a report
    options = build_parser(__version__).parse_args(arguments)

    from reportgen.cli import commands
    from reportgen.cli.console import Console
    from reportgen.errors import ReportgenError
    from reportgen.settings import read_settings

    console = Console(quiet=options.quiet, as_json=options.format == "json")
    try:
        return commands.COMMANDS[options.command](options, read_settings(), console)
    except ReportgenError as error:
        console.failure(error)
        return EXIT_FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断，没有写出文件。\n")
        return EXIT_FAILED
