"""What the model is given for a section (素材): facts with labels and relations, problems, masked wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from reportgen.drafting.narrative.problem_cards import ProblemCard, problem_cards
from reportgen.drafting.narrative.prompts import Prompt
from reportgen.drafting.narrative.slots import with_slots
from reportgen.drafting.views import ReportView
from reportgen.model.fact_ids import indicator_id
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.retrieval.style import StyleSample

_RELATIONS = {"met": "已完成", "exceeded": "超额完成", "missed": "未完成", "undecided": "不能判定"}
_HIDDEN = frozenset(role.value for role in Role if role not in {Role.NAME, Role.TEXT})
_MOST_FACTS = 220  # of one prompt; beyond it a model loses sight of the task


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact as a prompt shows it. *value* is empty for a number where values are hidden."""

    id: str
    subject: str
    label: str
    role: str
    relation: str
    value: str
    group: str = ""  # the category or project of an indicator


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one *title* (a category or a project of indicators), those of one subject together."""

    title: str
    subjects: tuple[tuple[FactCard, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """Everything a section is written from. *offered* are the ids that its slots may name."""

    facts: tuple[FactCard, ...]
    offered: frozenset[str]
    required: tuple[str, ...]
    lacking: tuple[str, ...]  # the names of what is required and not in the ledger
    problems: tuple[ProblemCard, ...]
    samples: tuple[StyleSample, ...]

    def inputs(self, *, values_shown: bool) -> dict[str, object]:
        """The inputs of a prompt file by name."""
        shown = [_shown(card, values_shown=values_shown) for card in self.facts]
        return {
            "facts": shown,
            "groups": list(_groups(shown)),
            "problems": [_problem(card) for card in self.problems],
            "samples": [sample.text for sample in self.samples],
            "required": list(self.required),
        }


def gather(prompt: Prompt, view: ReportView, ledger: FactLedger, samples: Sequence[StyleSample]) -> Materials:
    """The materials of the section that *prompt* writes."""
    cards = problem_cards(view) if prompt.citing else ()
    cited = dict.fromkeys(fact.id for card in cards for fact in (*card.facts, *card.causes, *card.measures))
    wanted = [
        fact
        for fact in ledger.values()
        if fact.id in cited or any(fnmatchcase(fact.id, pattern) for pattern in prompt.facts)
    ]
    wanted = _of_interest([fact for fact in wanted if not _says_nothing(fact)], view, citing=prompt.citing)
    relations, groups = _relations(view), _indicator_groups(ledger)
    required = tuple(fact.id for fact in wanted if any(fnmatchcase(fact.id, pattern) for pattern in prompt.required))
    return Materials(
        facts=tuple(_card(fact, relations, groups) for fact in wanted),
        offered=frozenset(fact.id for fact in wanted),
        required=required,
        lacking=tuple(
            name
            for pattern, name in prompt.required.items()
            if not any(fnmatchcase(fact, pattern) for fact in required)
        ),
        problems=cards,
        samples=tuple(samples),
    )


def _of_interest(wanted: Sequence[Fact], view: ReportView, *, citing: bool) -> list[Fact]:
    """At most _MOST_FACTS: indicators without an actual value are left out, of too many the last ones that are met."""
    if citing:
        return list(wanted)[:_MOST_FACTS]
    done = {_indicator(fact.id) for fact in wanted if fact.id.endswith(".actual_value")}
    kept = [fact for fact in wanted if not fact.id.startswith("indicator.") or _indicator(fact.id) in done]
    missed = {indicator_id(number) for number, row in view.indicators.items() if row.attainment == "missed"}
    for met in reversed(
        [each for each in dict.fromkeys(_indicator(fact.id) for fact in kept) if each in done - missed]
    ):
        if len(kept) <= _MOST_FACTS:
            break
        kept = [fact for fact in kept if _indicator(fact.id) != met]
    return kept[:_MOST_FACTS]


def _indicator(fact: str) -> str:
    return fact.rpartition(".")[0]


def _says_nothing(fact: Fact) -> bool:
    """A count of none, a surplus of nothing: true, and not worth a sentence."""
    return fact.role in {Role.COUNT, Role.DIFFERENCE} and fact.quantity is not None and fact.quantity.value == 0


def _relations(view: ReportView) -> Mapping[str, str]:
    found = {}
    for number, row in view.indicators.items():
        found[f"{indicator_id(number)}.actual_value"] = _RELATIONS[row.attainment]
    return found


def _indicator_groups(ledger: FactLedger) -> Mapping[str, str]:
    """The project, or else the category, of each indicator by the id of its facts."""
    found: dict[str, str] = {}
    for name in ("category", "project"):
        found |= {_indicator(key): fact.text for key, fact in ledger.items() if _is_of_indicator(key, name)}
    return found


def _is_of_indicator(fact: str, name: str) -> bool:
    return fact.startswith("indicator.") and fact.endswith(f".{name}")


def _card(fact: Fact, relations: Mapping[str, str], groups: Mapping[str, str]) -> FactCard:
    value = with_slots(fact) if fact.role is Role.TEXT else fact.text
    group = groups.get(_indicator(fact.id), "")
    return FactCard(fact.id, fact.subject, fact.label, fact.role.value, relations.get(fact.id, ""), value, group)


def _groups(cards: Sequence[FactCard]) -> Iterator[FactGroup]:
    """*cards* by group and subject, in the order in which each first appears."""
    titles: dict[str, dict[str, list[FactCard]]] = {}
    for card in cards:
        key = _indicator(card.id) if card.group else card.id
        titles.setdefault(card.group, {}).setdefault(key, []).append(card)
    for title, subjects in titles.items():
        yield FactGroup(title, tuple(map(tuple, subjects.values())))


def _shown(card: FactCard, *, values_shown: bool) -> FactCard:
    return card if values_shown or card.role not in _HIDDEN else replace(card, value="")


def _problem(card: ProblemCard) -> dict[str, object]:
    return {
        "number": card.number,
        "kind": card.kind,
        "facts": [_named(fact) for fact in card.facts],
        "causes": [_named(fact) for fact in card.causes],
        "measures": [_named(fact) for fact in card.measures],
    }


def _named(fact: Fact) -> str:
    """A fact of a problem by its subject and label: 人员保障的指标值[[indicator.1.target_value]]."""
    subject = fact.subject if fact.subject not in {fact.label, fact.text} else ""
    return f"{subject}{'的' if subject else ''}{fact.label}[[{fact.id}]]"
