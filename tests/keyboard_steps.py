"""What an official does without a mouse: Tab to a control by the name it is announced with, then a key."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_PRESSES = 120
# The name as the browser works it out for those who listen, near enough for our own pages.
_NAME = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? [...at.labels].map((each) => each.innerText).join(" ") : "";
    return (at.getAttribute("aria-label") || label || at.innerText || "").replace(/\\s+/g, " ").trim();
}"""


def tab_to(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press Tab (with Shift where *back*) until a control whose name begins with *wanted* has the focus.

    Raises AssertionError where the keyboard does not get there.
    """
    key = "Shift+Tab" if back else "Tab"
    passed = []
    for _ in range(MOST_PRESSES):
        page.keyboard.press(key)
        passed.append(page.evaluate(_NAME))
        if passed[-1].startswith(wanted):
            return
    raise AssertionError(f"the keyboard does not get to “{wanted}”; it passed {passed}")


def press(page: Page, wanted: str, *, back: bool = False) -> None:
    """Tab to a button or link and press Enter."""
    tab_to(page, wanted, back=back)
    page.keyboard.press("Enter")


def type_row(page: Page, texts: str) -> None:
    """Type the cells of a row, which are parted by spaces; Tab goes to the next, － leaves one as it is."""
    for text in texts.split(" "):
        page.keyboard.type(text.replace("－", ""))
        page.keyboard.press("Tab")
