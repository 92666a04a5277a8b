"""One section by the model (一个部分的撰写): asked, judged, asked again with the objections, at last given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.drafting.narrative.grounds import Grounds
from reportgen.drafting.narrative.materials import Materials
from reportgen.drafting.narrative.prompts import Prompt
from reportgen.drafting.narrative.remarks import paragraph_records
from reportgen.drafting.narrative.replies import SCHEMA, SCHEMA_NAME, Judges, Written, write
from reportgen.llm.chat import ChatError, ChatModel, ChatReply, ChatRequest, Message
from reportgen.model.draft import Paragraph
from reportgen.model.narrative import Attempt, Outcome, PassageShown, SectionRecord

MOST_ASKS = 3  # the first question and two with objections
_MOST_OBJECTIONS = 10  # told at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A section to be written: its place in the draft, its prompt and materials, and the first question."""

    position: int
    key: str
    heading: str
    prompt: Prompt
    materials: Materials
    passages: tuple[PassageShown, ...]
    request: ChatRequest


def first_request(
    key: str, heading: str, system: Prompt, prompt: Prompt, materials: Materials, *, values_shown: bool
) -> ChatRequest:
    """The question for the section under *heading*: the rules of all sections, then its brief and materials."""
    values = materials.inputs(values_shown=values_shown) | {
        "heading": heading, "shortest": prompt.shortest, "longest": prompt.longest,
    }  # fmt: skip
    return ChatRequest(
        purpose=f"section/{key}",
        messages=(Message("system", system.render({})), Message("user", prompt.render(values))),
        schema=SCHEMA,
        schema_name=SCHEMA_NAME,
    )


def write_section(
    task: Task, model: ChatModel, grounds: Grounds, judges: Judges, on_state: Callable[[str], None]
) -> tuple[tuple[Paragraph, ...], SectionRecord]:
    """The paragraphs of a section and their record; no paragraphs where the text by templates is to be kept."""
    request = task.request
    attempts: list[Attempt] = []
    for asked in range(1, MOST_ASKS + 1):
        on_state("请模型撰写" if asked == 1 else f"请模型改正（第{asked}次）")
        try:
            reply = model.ask(request)
        except ChatError as error:
            attempts.append(Attempt(reply="", objections=(str(error), *error.details), requests=error.attempts))
            return (), _record(task, model, Outcome.FALLBACK, attempts, reason=error.reason)
        written = write(reply.data, task.prompt, task.materials, grounds, judges)
        attempts.append(_attempt(reply, written))
        if not written.objections:
            outcome = Outcome.ACCEPTED if asked == 1 else Outcome.CORRECTED
            record = _record(task, model, outcome, attempts)
            paragraphs = paragraph_records(written.paragraphs, task.passages)
            return written.paragraphs, replace(record, facts=written.facts, paragraphs=paragraphs)
        told = written.objections[0].message
        request = _again(task.request, reply, written)
    reason = f"模型写了{MOST_ASKS}次仍有问题：{told}"
    return (), _record(task, model, Outcome.FALLBACK, attempts, reason=reason)


def _again(first: ChatRequest, reply: ChatReply, written: Written) -> ChatRequest:
    """The same question with the last reply and what is wrong with it; earlier replies are not repeated."""
    told = "\n".join(f"- {objection.message}" for objection in written.objections[:_MOST_OBJECTIONS])
    return ChatRequest(
        purpose=first.purpose,
        messages=(
            *first.messages,
            Message("assistant", reply.text),
            Message("user", f"上面的回复有下列问题，请逐条改正，重新给出完整的 JSON，其余内容不变：\n{told}"),
        ),
        schema=first.schema,
        schema_name=first.schema_name,
    )


def _attempt(reply: ChatReply, written: Written) -> Attempt:
    return Attempt(
        reply=reply.text, objections=tuple(map(str, written.objections)), requests=reply.attempts,
        input_tokens=reply.input_tokens, output_tokens=reply.output_tokens, seconds=reply.seconds,
    )  # fmt: skip


def _record(
    task: Task,
    model: ChatModel,
    outcome: Outcome,
    attempts: Sequence[Attempt],
    *,
    reason: str = "",
) -> SectionRecord:
    return SectionRecord(
        section=task.key, heading=task.heading, outcome=outcome, reason=reason, model=model.name,
        prompt=task.prompt.name, prompt_version=task.prompt.version, prompt_sha256=task.prompt.sha256,
        passages=task.passages, attempts=tuple(attempts),
    )  # fmt: skip
