"""Which fact of the new data an old one is: rows that moved in the entry take their numbers with them.

The id of a fact holds a number where the entry lists things (``indicator.5.actual_value``). Things are told apart by
what they are: an indicator by its name, a goal by its title or text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.model.bound_text import KnownFact
from reportgen.refreshing.alignment import ALIKE, likeness

_LENGTHS = {"project_goal": 3, "plan": 3}
_LISTED = frozenset(
    {"indicator", "goal", "project", "project_goal", "basis", "duty", "management", "problem", "plan", "staff"}
)
_NAMED = frozenset({"indicator", "project", "basis", "plan", "staff"})  # their facts say whose they are
_SAYING = ("title", "text", "problem", "name")  # what tells the others apart, best first
_FOLLOWING = {("count", "goal"): "goal", ("score", "goal"): "goal", ("roll_up",): "indicator"}


@dataclass(frozen=True, slots=True)
class FactMap:
    """Old id → new id; what has no partner is not in it. *renamed* are old ids whose subject has another name now."""

    ids: dict[str, str]
    renamed: frozenset[str] = field(default_factory=frozenset)


def fact_map(old: Mapping[str, KnownFact], new: Mapping[str, KnownFact]) -> FactMap:
    """The new fact for each of the *old* ones that still has one."""
    known = _identities(old.values())
    owners, renamed_owners = _owners(known, _identities(new.values()))
    ids, renamed = {}, set()
    for each in old:
        owner, rest = _split(each)
        if owner and owner not in owners:
            continue
        candidate = f"{owners[owner]}{rest}" if owner else each
        prefix, followed = _followed(each)
        if followed:
            if followed in owners:
                tail = each[len(prefix) + 1 + len(followed.partition(".")[2]) :]
                candidate = f"{prefix}.{owners[followed].partition('.')[2]}{tail}"
            elif followed in known:
                continue  # what it counted is gone
        if candidate in new:
            ids[each] = candidate
            if owner in renamed_owners:
                renamed.add(each)
    return FactMap(ids, frozenset(renamed))


def owner_of(fact: str) -> str:
    """The thing of the entry that *fact* is of, such as ``indicator.5``; empty for a fact of the whole."""
    return _split(fact)[0]


def _split(fact: str) -> tuple[str, str]:
    parts = fact.split(".")
    if parts[0] not in _LISTED:
        return "", fact
    length = _LENGTHS.get(parts[0], 2)
    owner = ".".join(parts[:length])
    return owner, fact[len(owner) :]


def _followed(fact: str) -> tuple[str, str]:
    """The beginning of a fact that counts or scores a thing, and that thing: count.goal.2.met → count.goal, goal.2."""
    parts = fact.split(".")
    for beginning, kind in _FOLLOWING.items():
        size = len(beginning)
        if tuple(parts[:size]) == beginning and len(parts) > size:
            return ".".join(beginning), f"{kind}.{parts[size]}"
    return "", ""


def _identities(facts: Iterable[KnownFact]) -> dict[str, str]:
    """Owner → what it is known by."""
    told: dict[str, tuple[int, str]] = {}
    for fact in facts:
        owner, rest = _split(fact.id)
        if not owner:
            continue
        if owner.partition(".")[0] in _NAMED:
            told.setdefault(owner, (0, fact.subject))
            continue
        saying = rest.removeprefix(".")
        rank = _SAYING.index(saying) if saying in _SAYING else len(_SAYING)
        text = fact.text if rank < len(_SAYING) else ""
        if owner not in told or rank < told[owner][0]:
            told[owner] = (rank, text)
    return {owner: text for owner, (_, text) in told.items()}


def _owners(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    same = {owner: owner for owner, identity in old.items() if new.get(owner) == identity or (
        owner in new and not (identity and new[owner])
    )}  # fmt: skip
    found = dict(same)
    free: dict[tuple[str, str], list[str]] = defaultdict(list)
    for owner, identity in new.items():
        if owner not in same:
            free[_kind(owner), identity].append(owner)
    lost: dict[tuple[str, str], list[str]] = defaultdict(list)
    for owner, identity in old.items():
        if owner not in same:
            lost[_kind(owner), identity].append(owner)
    for key, owners in lost.items():
        if len(owners) == len(free.get(key, ())):  # the same name twice: in the order entered
            found |= dict(zip(owners, free[key], strict=True))
    claimed = set(found.values())
    renamed = set()
    for owner, identity in old.items():
        if owner in found or owner not in new or owner in claimed:
            continue
        texts = _kind(owner) not in _NAMED
        if texts or likeness(identity, new[owner]) >= ALIKE:
            found[owner] = owner
            if not texts:
                renamed.add(owner)
    return found, frozenset(renamed)


def _kind(owner: str) -> str:
    return owner.partition(".")[0]
