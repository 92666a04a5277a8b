"""Which fact of the new data an old one is: rows that moved in the entry take their numbers with them.

The id of a fact holds a number where the entry lists things (``indicator.5.actual_value``). Things are told apart by
what they are: an indicator by its name, a goal by its title or text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.model.bound_text import IDENTIFYING, KnownFact
from reportgen.model.fact_ids import owner_of
from reportgen.refreshing.alignment import likeness

_RENAMED = 0.7  # names less alike are of two things
_NAMED = frozenset({"indicator", "project", "basis", "plan", "staff"})  # their facts say whose they are
_SAYING = tuple(each for each in IDENTIFYING if each != "project")  # what tells the others apart, best first
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


def _split(fact: str) -> tuple[str, str]:
    owner = owner_of(fact)
    return owner, fact[len(owner) :]


def _followed(fact: str) -> tuple[str, str]:
    """The beginning of a fact that counts or scores a thing, and that thing: count.goal.2.met → count.goal, goal.2."""
    parts = fact.split(".")
    for beginning, kind in _FOLLOWING.items():
        size = len(beginning)
        if tuple(parts[:size]) == beginning and len(parts) > size:
            return ".".join(beginning), f"{kind}.{parts[size]}"
    return "", ""


def _identities(facts: Iterable[KnownFact]) -> dict[str, tuple[str, str]]:
    """Owner → what it is known by, and the project it belongs to."""
    told: dict[str, tuple[int, str]] = {}
    projects: dict[str, str] = {}
    for fact in facts:
        owner, rest = _split(fact.id)
        if not owner:
            continue
        if rest == ".project":
            projects[owner] = fact.text
        if _kind(owner) in _NAMED and fact.subject:
            told[owner] = (-1, fact.subject)
            continue
        saying = rest.removeprefix(".")
        rank = _SAYING.index(saying) if saying in _SAYING else len(_SAYING)
        text = fact.text if rank < len(_SAYING) else ""
        if owner not in told or rank < told[owner][0]:
            told[owner] = (rank, text)
    return {owner: (text, projects.get(owner, "")) for owner, (_, text) in told.items()}


_Identity = tuple[str, str]


def _owners(old: Mapping[str, _Identity], new: Mapping[str, _Identity]) -> tuple[dict[str, str], frozenset[str]]:
    found = {owner: owner for owner, known in old.items() if owner in new and _same(owner, known, new[owner])}
    for exact in (True, False):
        _by_name(found, old, new, exact=exact)
    claimed = set(found.values())
    renamed = set()
    for owner, known in old.items():
        if owner in found or owner not in new or owner in claimed:
            continue
        texts = _kind(owner) not in _NAMED
        if texts or (likeness(known[0], new[owner][0]) >= _RENAMED and bool(known[1]) is bool(new[owner][1])):
            found[owner] = owner
            if not texts:
                renamed.add(owner)
    return found, frozenset(renamed)


def _same(owner: str, one: _Identity, other: _Identity) -> bool:
    """Whether two things of one number are the same; a goal of which nothing is known counts as the same."""
    return one == other or not (one[0] or _kind(owner) in _NAMED)


def _by_name(found: dict[str, str], old: Mapping[str, _Identity], new: Mapping[str, _Identity], *, exact: bool) -> None:
    """Pair what has the same name and no partner yet; the same name twice, in the order entered.

    If *exact*, of one project; else at least both of projects or both of the department.
    """

    def key(owner: str, known: _Identity) -> _Identity:
        return _kind(owner) + known[0], known[1] if exact or not known[1] else "项目"

    free: dict[_Identity, list[str]] = defaultdict(list)
    lost: dict[_Identity, list[str]] = defaultdict(list)
    taken = set(found.values())
    for owner, known in new.items():
        if owner not in taken:
            free[key(owner, known)].append(owner)
    for owner, known in old.items():
        if owner not in found:
            lost[key(owner, known)].append(owner)
    for name, owners in lost.items():
        if len(owners) == len(free.get(name, ())):
            found.update(zip(owners, free[name], strict=True))


def _kind(owner: str) -> str:
    return owner.partition(".")[0]
