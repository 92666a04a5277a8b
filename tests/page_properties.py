"""What every page of the workbench owes to its readers, read from Chromium's accessibility tree and computed styles.

Each function returns what is wrong as a list of sentences; a page that is as it should be gives an empty one.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_FOLDER = Path(__file__).parent
CONTROLS = frozenset(
    "button link textbox searchbox combobox checkbox radio listbox option spinbutton slider switch menuitem tab "
    "DisclosureTriangle PopUpButton MenuListOption image grid dialog".split()
)
NAMED_LANDMARKS = frozenset({"navigation", "complementary", "region"})
_CHINESE_OR_FIGURE = re.compile(r"[\u4e00-\u9fff0-9]")

_CONTRASTS = (_FOLDER / "page_contrast.js").read_text(encoding="utf-8")

_STRUCTURE = (_FOLDER / "page_structure.js").read_text(encoding="utf-8")


def accessibility_tree(page: Page) -> list[dict[str, Any]]:
    """The nodes of the accessibility tree that assistive technology is told of."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node.get("ignored")]


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def faults_of(page: Page) -> list[str]:
    """What the page in front owes and does not give."""
    nodes = accessibility_tree(page)
    return [
        *unnamed_controls(nodes),
        *faults_of_landmarks(nodes),
        *faults_of_headings(nodes),
        *faults_of_structure(page),
        *(f"contrast {each}" for each in page.evaluate(_CONTRASTS)),
    ]


def unnamed_controls(nodes: list[dict[str, Any]]) -> list[str]:
    """Controls, grids, dialogs and pictures without a name that has a Chinese character or a figure in it."""
    return [
        f"{role(node)} has no Chinese name: “{name(node)}”"
        for node in nodes
        if role(node) in CONTROLS and not _CHINESE_OR_FIGURE.search(name(node))
    ]


def faults_of_landmarks(nodes: list[dict[str, Any]]) -> list[str]:
    """One banner, one main part; every other landmark named, no two alike."""
    counts = Counter(role(node) for node in nodes)
    alone = [f"{counts[each]} {each} landmarks" for each in ("banner", "main") if counts[each] != 1]
    named = [(role(node), name(node)) for node in nodes if role(node) in NAMED_LANDMARKS]
    unnamed = [f"{kind} without a name" for kind, label in named if not label]
    alike = [f"{kind} “{label}” stands {count} times" for (kind, label), count in Counter(named).items() if count > 1]
    return [*alone, *unnamed, *alike]


def faults_of_headings(nodes: list[dict[str, Any]]) -> list[str]:
    """One heading of level 1, before all others; no level is skipped on the way down."""
    levels = [_level(node) for node in nodes if role(node) == "heading"]
    if levels[:1] != [1] or levels.count(1) != 1:
        return [f"headings begin with {levels[:3]}, and {levels.count(1)} of them have level 1"]
    return [
        f"a heading of level {after} follows one of level {before}"
        for before, after in pairwise(levels)
        if after > before + 1
    ]


def _level(node: dict[str, Any]) -> int:
    return next(int(each["value"]["value"]) for each in node["properties"] if each["name"] == "level")


def faults_of_structure(page: Page) -> list[str]:
    """Language, title, ids, order of Tab, the way past the head of the page, the place where things are said."""
    found = page.evaluate(_STRUCTURE)
    wanted = {
        "language": "zh-CN",
        "twice": [],
        "jumping": [],
        "first": "跳到正文",
        "dangling": [],
        "heads": [],
        "spoken": 1,
    }
    wrong = [f"{key}: {found[key]}" for key, right in wanted.items() if found[key] != right]
    return [*wrong, *([] if _CHINESE_OR_FIGURE.search(found["title"]) else ["no title"])]


# What has the focus, and whether one can see that: its own outline, or that of the cell or drop area around it.
_FOCUS = """() => {
    const at = document.activeElement;
    const shown = [at, at.closest("td[aria-selected]"), at.closest(".drop")].filter(Boolean).some((each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return { where: at.outerHTML.slice(0, 100), shown, left: at === document.body };
}"""


def invisible_focus(page: Page, presses: int) -> list[str]:
    """Where Tab, pressed *presses* times, comes to without one seeing it."""
    stops = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_FOCUS))
    return [each["where"] for each in stops if not each["shown"] and not each["left"]]


def focused_name(page: Page) -> str:
    """What assistive technology says of the control that has the focus: its name."""
    return next((name(node) for node in accessibility_tree(page) if _is_focused(node)), "")


def _is_focused(node: dict[str, Any]) -> bool:
    told = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    return bool(told.get("focused")) and role(node) != "RootWebArea"
