"""The open workbench (工作台): the store and what is passed down to every piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.workbench.jobs import Jobs
from reportgen.workbench.model_drafting import ModelDesk
from reportgen.workbench.panels import Panels
from reportgen.workbench.storage import Storage


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work with. *templates*, *corpora* and *prompts* are the folders of the settings."""

    storage: Storage
    templates: Path
    corpora: Path
    prompts: Path
    panels: Panels
    jobs: Jobs
    model: ModelDesk | None = None  # the language model that is set up, if any

    def close(self) -> None:
        """Finish what is at work; the store stays open."""
        self.jobs.close()
        self.panels.close()
