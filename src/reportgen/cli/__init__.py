"""The command ``reportgen``: parse, call the pipeline, show."""

from reportgen.cli.main import main

__all__ = ["main"]
