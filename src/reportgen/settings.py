"""Settings (设置): the one reader of the environment, and where the shipped templates stand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEMPLATES_VARIABLE = "REPORTGEN_TEMPLATES"
PRIOR_REPORTS_VARIABLE = "REPORTGEN_PRIOR_REPORTS"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Values read once at the top and passed down."""

    templates: Path
    corpora: Path
    prior_reports: Path  # the store of prior reports (往年报告库)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment.

    ``REPORTGEN_TEMPLATES`` names another folder of forms (表样), ``REPORTGEN_PRIOR_REPORTS`` another file for the
    store of prior reports (往年报告库).
    """
    variables = os.environ if environ is None else environ
    templates, prior_reports = variables.get(TEMPLATES_VARIABLE), variables.get(PRIOR_REPORTS_VARIABLE)
    return Settings(
        templates=Path(templates) if templates else shipped("templates"),
        corpora=shipped("corpora"),
        prior_reports=Path(prior_reports) if prior_reports else own_folder(variables) / "往年报告.sqlite",
    )


def own_folder(variables: Mapping[str, str]) -> Path:
    """Where the user's own data stand: %LOCALAPPDATA% on Windows, else as the XDG base directories say."""
    local = variables.get("LOCALAPPDATA") or variables.get("XDG_DATA_HOME")
    return (Path(local) if local else Path.home() / ".local" / "share") / "reportgen"


def shipped(folder: str) -> Path:
    """A folder shipped with the program: inside an installed package, or beside ``src`` in a checkout."""
    installed = _PACKAGE / "_shipped" / folder
    return installed if installed.is_dir() else _PACKAGE.parents[1] / folder
