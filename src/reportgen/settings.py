"""Settings (设置): the one reader of the environment and of the user's settings file.

The settings file is 设置.yaml in the user's own folder, or what ``REPORTGEN_SETTINGS`` names. It is never looked for
beside the data: a file received from elsewhere must not decide where a report is sent.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.errors import SettingsError
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.endpoint_values import ENDPOINT_VALUES, Given, read_endpoint

TEMPLATES_VARIABLE = "REPORTGEN_TEMPLATES"
PRIOR_REPORTS_VARIABLE = "REPORTGEN_PRIOR_REPORTS"
SETTINGS_VARIABLE = "REPORTGEN_SETTINGS"
DATABASE_VARIABLE = "REPORTGEN_DATABASE"
SETTINGS_FILE = "设置.yaml"
MODEL_GROUP = "模型"
WORKBENCH_GROUP, DATABASE_LABEL = "工作台", "数据库"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Values read once at the top and passed down."""

    templates: Path
    corpora: Path
    prompts: Path
    prior_reports: Path  # the store of prior reports (往年报告库)
    workbench: Path = Path("工作台")  # the folder with the data of the workbench (工作台)
    database: str = ""  # the workbench's database server; empty for a file in that folder
    settings_file: Path = Path(SETTINGS_FILE)
    model: Mapping[str, Given] = field(default_factory=dict)  # as written: by option, environment or file

    def endpoint(self, options: Mapping[str, str | None] | None = None) -> Endpoint | None:
        """The language model's endpoint, None where none is set up. *options* win over the environment and the file.

        *options* are keyed by attribute of Endpoint. Raises SettingsError naming every value that cannot be used.
        """
        asked = {
            value.attribute: Given(text, f"选项 {value.option}")
            for value in ENDPOINT_VALUES
            if (text := (options or {}).get(value.attribute)) is not None
        }
        return read_endpoint({**self.model, **asked})


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment and the settings file.

    ``REPORTGEN_TEMPLATES`` names another folder of forms (表样), ``REPORTGEN_PRIOR_REPORTS`` another file for the
    store of prior reports (往年报告库), ``REPORTGEN_SETTINGS`` another settings file, ``REPORTGEN_DATABASE`` a
    PostgreSQL server for the workbench (工作台). Raises SettingsError and
    UnreadableFileError when the settings file cannot be used.
    """
    variables = os.environ if environ is None else environ
    named = variables.get(SETTINGS_VARIABLE)
    settings_file = Path(named) if named else own_folder(variables) / SETTINGS_FILE
    written = _from_file(settings_file, must_exist=bool(named))
    templates, prior_reports = variables.get(TEMPLATES_VARIABLE), variables.get(PRIOR_REPORTS_VARIABLE)
    return Settings(
        templates=Path(templates) if templates else shipped("templates"),
        corpora=shipped("corpora"),
        prompts=shipped("prompts"),
        prior_reports=Path(prior_reports) if prior_reports else own_folder(variables) / "往年报告.sqlite",
        workbench=own_folder(variables) / "工作台",
        database=variables.get(DATABASE_VARIABLE, "") or written.database,
        settings_file=settings_file,
        model={**written.model, **_from_environment(variables)},
    )


def _from_environment(variables: Mapping[str, str]) -> dict[str, Given]:
    """What the environment says of the language model; an empty variable says nothing."""
    return {
        value.attribute: Given(variables[value.variable], f"环境变量 {value.variable}")
        for value in ENDPOINT_VALUES
        if variables.get(value.variable, "").strip()
    }


@dataclass(frozen=True, slots=True)
class _Written:
    """What a settings file says."""

    model: Mapping[str, Given] = field(default_factory=dict)
    database: str = ""


def _from_file(path: Path, *, must_exist: bool) -> _Written:
    if not must_exist and not path.exists():
        return _Written()
    from reportgen.documents.settings_file import read_settings_file

    attributes = {value.label: value.attribute for value in ENDPOINT_VALUES}
    model: dict[str, Given] = {}
    database = ""
    for (group, label), (text, line) in read_settings_file(path).items():
        place = f"{path} 第{line}行"
        if (group, label) == (WORKBENCH_GROUP, DATABASE_LABEL):
            database = text
        elif group == MODEL_GROUP and label in attributes:
            model[attributes[label]] = Given(text, place)
        else:
            remedy = (
                f"“{MODEL_GROUP}:”下面可以写：{'、'.join(attributes)}；“{WORKBENCH_GROUP}:”下面可以写：{DATABASE_LABEL}"
            )
            raise SettingsError(f"不认识的设置“{group}: {label}”", place=place, remedy=remedy)
    return _Written(model, database)


def own_folder(variables: Mapping[str, str]) -> Path:
    """Where the user's own data stand: %LOCALAPPDATA% on Windows, else as the XDG base directories say."""
    local = variables.get("LOCALAPPDATA") or variables.get("XDG_DATA_HOME")
    return (Path(local) if local else Path.home() / ".local" / "share") / "reportgen"


def shipped(folder: str) -> Path:
    """A folder shipped with the program: inside an installed package, or beside ``src`` in a checkout."""
    installed = _PACKAGE / "_shipped" / folder
    return installed if installed.is_dir() else _PACKAGE.parents[1] / folder
