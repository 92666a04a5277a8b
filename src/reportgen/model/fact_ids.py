"""The ids of facts: built in one place, so that entered numbers such as 1.1 never split or collide."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[.~\s\ufdd0-\ufdef]")  # what parts ids, or would not survive in a line of text

_LENGTHS = {"project_goal": 3, "plan": 3}  # parts of an id that name the thing, where they are not two
_LISTED = frozenset(
    {"indicator", "goal", "project", "project_goal", "basis", "duty", "management", "problem", "plan", "staff"}
)


def owner_of(fact: str) -> str:
    """The thing the entry lists that *fact* is of, such as ``indicator.5``; empty for a fact of the whole."""
    parts = fact.split(".")
    return ".".join(parts[: _LENGTHS.get(parts[0], 2)]) if parts[0] in _LISTED else ""


def id_part(text: str) -> str:
    """*text* as one part of an id; different texts give different parts."""
    return _SPECIAL.sub(lambda found: f"~{ord(found.group()):x}~", text)


def indicator_id(number: str) -> str:
    """The prefix of an indicator's facts."""
    return f"indicator.{id_part(number)}"


def goal_id(number: str, project: str = "") -> str:
    """The prefix of a goal's facts; goals of projects may repeat the department's numbers."""
    return f"goal.{id_part(number)}" if not project else f"project_goal.{id_part(project)}.{id_part(number)}"


def project_id(number: str) -> str:
    """The prefix of a project's facts."""
    return f"project.{id_part(number)}"


def plan_id(project: str, by: str) -> str:
    """The prefix of one point of a project's payment plan."""
    return f"plan.{id_part(project)}.{id_part(by)}"


def staff_id(staff_class: str) -> str:
    """The prefix of a class of staff."""
    return f"staff.{id_part(staff_class)}"


def roll_up_id(indicator: str, measure: str) -> str:
    """The id of the sum of project figures that a department indicator is compared with, by 汇总内容."""
    return f"roll_up.{id_part(indicator)}.{id_part(measure)}"


def group_id(measure: str, kind: str, name: str) -> str:
    """The prefix of counts or scores of a group: ``count.goal.1``, ``score.category.产出指标``."""
    return f"{measure}.{kind}.{id_part(name)}"
