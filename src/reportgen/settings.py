"""Settings (设置): the one reader of the environment, and where the shipped templates stand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEMPLATES_VARIABLE = "REPORTGEN_TEMPLATES"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Values read once at the top and passed down."""

    templates: Path


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment: ``REPORTGEN_TEMPLATES`` names another folder of forms (表样)."""
    variables = os.environ if environ is None else environ
    chosen = variables.get(TEMPLATES_VARIABLE)
    return Settings(templates=Path(chosen) if chosen else shipped("templates"))


def shipped(folder: str) -> Path:
    """A folder shipped with the program: inside an installed package, or beside ``src`` in a checkout."""
    installed = _PACKAGE / "_shipped" / folder
    return installed if installed.is_dir() else _PACKAGE.parents[1] / folder
