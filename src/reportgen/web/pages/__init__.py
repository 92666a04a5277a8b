"""The pages, one subject a module; each ends with ``PAGES``, and here they are put together."""

from __future__ import annotations

from reportgen.web.asked import Page
from reportgen.web.pages import (
    accounts,
    asking,
    assigning,
    deciding,
    drafts,
    earlier,
    editing,
    entry,
    figures,
    history,
    indicators,
    paragraphs,
    people,
    pictures,
    proposals,
    reports,
    signing,
    typed_cells,
    versions,
)

ALL_PAGES: tuple[Page, ...] = (
    *accounts.PAGES,
    *reports.PAGES,
    *entry.PAGES,
    *drafts.PAGES,
    *editing.PAGES,
    *deciding.PAGES,
    *versions.PAGES,
    *proposals.PAGES,
    *typed_cells.PAGES,
    *paragraphs.PAGES,
    *earlier.PAGES,
    *asking.PAGES,
    *figures.PAGES,
    *indicators.PAGES,
    *pictures.PAGES,
    *signing.PAGES,
    *history.PAGES,
    *assigning.PAGES,
    *people.PAGES,
)
