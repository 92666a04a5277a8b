"""One paragraph by the model (单段撰写): the question for its section, narrowed to what the paragraph states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.drafting.narrative.materials import FactCard
from reportgen.drafting.narrative.problem_cards import ProblemCard
from reportgen.drafting.narrative.prompts import read_prompt
from reportgen.drafting.narrative.sections import Task
from reportgen.drafting.narrative.slots import with_slots
from reportgen.errors import FormError
from reportgen.llm.chat import ChatRequest, Message
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.model.facts import Fact, FactLedger, Role

FURTHER = "paragraph"  # the prompt that follows that of the section
_SHORTEST, _LEAST_ROOM = 10, 200  # characters


def for_paragraph(task: Task, paragraph: Paragraph, ledger: FactLedger, prompts: Sequence[Path]) -> Task | None:
    """*task* for one paragraph of its section alone, which has to state the facts that it states now.

    *prompts* are folders, the user's own first. Raises FormError.

    None where the paragraph states no fact, or answers none of its section's problems: a model would have nothing to
    keep to.
    """
    stated = tuple(dict.fromkeys(run.fact for run in paragraph.runs if isinstance(run, Figure) and run.fact in ledger))
    cards = _answered(task, stated) if task.prompt.citing else ()
    if not stated or (task.prompt.citing and not cards):
        return None
    longest = min(task.prompt.longest, max(2 * len(paragraph.text), _LEAST_ROOM))
    added = tuple(_card(ledger[fact]) for fact in stated if fact not in task.materials.offered)
    materials = replace(
        task.materials, facts=(*task.materials.facts, *added), offered=task.materials.offered | set(stated),
        required=stated, problems=cards,
    )  # fmt: skip
    further = read_prompt(FURTHER, prompts)
    if further is None:
        raise FormError(f"没有提示词 {FURTHER}.md", remedy="恢复 prompts 文件夹。")
    asked = further.render(
        {
            "paragraph": _with_slots(paragraph, stated), "added": added, "required": stated,
            "answers": [card.number for card in cards], "longest": longest,
        }
    )  # fmt: skip
    prompt = replace(task.prompt, shortest=_SHORTEST, longest=longest)
    return replace(task, prompt=prompt, materials=materials, request=_narrowed(task.request, asked))


def _card(fact: Fact) -> FactCard:
    """A fact of the paragraph that its section's prompt does not offer by itself."""
    value = with_slots(fact) if fact.role is Role.TEXT else fact.text
    return FactCard(fact.id, fact.subject, fact.label, fact.role.value, "", value)


def _answered(task: Task, stated: tuple[str, ...]) -> tuple[ProblemCard, ...]:
    """The problem that a paragraph is about: the one with most of its facts."""
    shared = [
        (len({fact.id for fact in (*card.facts, *card.causes, *card.measures)} & set(stated)), card)
        for card in task.materials.problems
    ]
    most = max((count for count, _ in shared), default=0)
    return next(((card,) for count, card in shared if count == most), ()) if most else ()


def _with_slots(paragraph: Paragraph, stated: tuple[str, ...]) -> str:
    """The words of *paragraph* as the model may write them; what it may not name is left out."""
    parts = []
    for run in paragraph.runs:
        if isinstance(run, Words):
            parts.append(run.text)
        elif isinstance(run, Figure):
            parts.append(f"[[{run.fact}]]" if run.fact in stated else "……")
    return "".join(parts)


def _narrowed(request: ChatRequest, asked: str) -> ChatRequest:
    *earlier, last = request.messages
    return replace(
        request,
        purpose=f"{request.purpose}/paragraph",
        messages=(*earlier, Message(last.role, f"{last.content}\n\n{asked}")),
    )
