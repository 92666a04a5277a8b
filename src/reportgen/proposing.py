"""Indicators proposed by a language model (模型提出的指标): slots for numbers, re-asked with objections, or none.

What is returned still goes through the rules and the check of numbers of every candidate; nobody sees it before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from reportgen.drafting.narrative.prompts import Prompt, read_prompt
from reportgen.errors import FormError
from reportgen.language.claims import claimed_numbers
from reportgen.language.pipeline import proper_names
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.llm.chat import ChatError, ChatModel, ChatRequest, Message
from reportgen.model.indicator_review import Proposal, ProposalKind
from reportgen.model.narrative import Attempt
from reportgen.quantities.target_values import split_target_value
from reportgen.retrieval.persons import persons_in
from reportgen.reviewing.background import OwnText
from reportgen.reviewing.candidate_check import with_origins
from reportgen.reviewing.case import COST, QUALITY, SATISFACTION, SOCIAL, TIMELINESS, VOLUME, Case, blanks_in

PROMPT = "indicator"
MOST_ASKS = 3
ENOUGH = 2  # candidates of the rules that make the model needless
_MOST_CANDIDATES, _MOST_TEXTS, _LONGEST_TEXT = 2, 12, 300
_FIELDS = ("name", "comparison", "value", "unit", "formula", "evidence", "basis", "period", "subcategory", "rationale")
_NEEDED = ("name", "value", "formula", "evidence", "basis", "period")
_SUBCATEGORIES = (VOLUME, QUALITY, TIMELINESS, COST, SOCIAL, SATISFACTION)
_COMPARISONS = frozenset(["", "≥", "≤", ">", "<", "="])
_SLOT = re.compile(r"\[\[(n\d{1,3})\]\]")
_BLANK = re.compile(r"【待填：[^【】]{1,80}】")
_RATIO = re.compile(r"[×*]100[%％]")
_ENDING = frozenset({"unreachable", "certificate", "quota", "auth", "not_found", "budget", "stopped"})
_OWN_FIELDS = ("name", "target_value", "description")
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["candidates"],
    "properties": {
        "candidates": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": list(_FIELDS),
                "properties": {name: {"type": "string"} for name in _FIELDS},
            },
        }
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """How the model's candidates for one indicator came about; *reason* tells why there are none."""

    number: str
    name: str
    model: str
    prompt: str
    prompt_version: str
    prompt_sha256: str
    candidates: int = 0
    reason: str = ""
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one case, and the numbers that the answer may use."""

    case: Case
    slots: Slots
    request: ChatRequest


@dataclass(slots=True)
class ModelCandidates:
    """Further candidates for cases where the rules found few: the questions are gathered at a first review of the
    rows, asked at once, and the answers given at a second one.
    """

    prompt: Prompt
    questions: dict[tuple[Message, ...], Question] = field(default_factory=dict)
    answers: dict[tuple[Message, ...], tuple[Proposal, ...]] = field(default_factory=dict)
    records: list[IndicatorRecord] = field(default_factory=list)
    ended: str = ""  # why the rest was not asked

    def __call__(self, case: Case, known: Sequence[Proposal]) -> Sequence[Proposal]:
        """The model's candidates for *case* where it was asked; else the question is kept."""
        if len(known) >= ENOUGH:
            return ()
        slots = _slots(case)
        request = _request(self.prompt, case, known, slots)
        self.questions.setdefault(request.messages, Question(case, slots, request))
        return self.answers.get(request.messages, ())

    def ask(self, model: ChatModel, *, concurrency: int, on_answer: Callable[[int, int], None]) -> None:
        """Ask all questions of *model*; *on_answer* hears how many of how many are answered. Ctrl-C keeps the rest."""
        executor = ThreadPoolExecutor(max_workers=max(concurrency, 1), thread_name_prefix="indicator")
        asked = [executor.submit(self._asked, question, model) for question in self.questions.values()]
        try:
            for number, future in enumerate(asked, start=1):
                future.result()
                on_answer(number, len(asked))
        except KeyboardInterrupt:
            self.ended = "已中断"
            model.stop()
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _asked(self, question: Question, model: ChatModel) -> None:
        if self.ended:
            return
        attempts: list[Attempt] = []
        found, reason = self._answer(question, model, attempts)
        self.answers[question.request.messages] = found
        self.records.append(
            IndicatorRecord(
                number=question.case.row.number, name=question.case.row.called, model=model.name,
                prompt=self.prompt.name, prompt_version=self.prompt.version, prompt_sha256=self.prompt.sha256,
                candidates=len(found), reason=reason, attempts=tuple(attempts),
            )
        )  # fmt: skip

    def _answer(
        self, question: Question, model: ChatModel, attempts: list[Attempt]
    ) -> tuple[tuple[Proposal, ...], str]:
        request = question.request
        found: tuple[Proposal, ...] = ()
        objections: tuple[str, ...] = ()
        for _ in range(MOST_ASKS):
            try:
                reply = model.ask(request)
            except ChatError as error:
                attempts.append(Attempt(reply="", objections=(str(error), *error.details), requests=error.attempts))
                self.ended = self.ended or (error.reason if error.code in _ENDING else "")
                return (), error.reason
            found, objections = _read(reply.data, question.case, question.slots, model.name)
            attempts.append(
                Attempt(
                    reply=reply.text, objections=objections, requests=reply.attempts,
                    input_tokens=reply.input_tokens, output_tokens=reply.output_tokens, seconds=reply.seconds,
                )
            )  # fmt: skip
            if not objections:
                return found, ""
            request = _again(question.request, reply.text, objections)
        return found, f"模型写了{MOST_ASKS}次仍有问题：{objections[0]}"


@dataclass(frozen=True, slots=True)
class Slots:
    """The numbers a candidate may use, by slot, and the texts as shown: every number beside its slot."""

    numbers: Mapping[str, str]
    texts: tuple[str, ...]


def model_candidates(prompts: Sequence[Path]) -> ModelCandidates:
    """What gathers and asks the questions; *prompts* are folders, the user's own first. Raises FormError."""
    prompt = read_prompt(PROMPT, prompts)
    if prompt is None:
        raise FormError(f"没有提示词 {PROMPT}.md", remedy="恢复 prompts 文件夹。")
    return ModelCandidates(prompt)


def record_file(records: Sequence[IndicatorRecord]) -> bytes:
    """The record of the questions (撰写记录) as JSON."""
    told = sorted(records, key=lambda record: (record.number, record.name))
    return (json.dumps([asdict(each) for each in told], ensure_ascii=False, indent=2) + "\n").encode()


def _slots(case: Case) -> Slots:
    """The row's own texts and what the project says of its purpose; targets of other rows are nobody's here."""
    row = case.row
    own = [
        OwnText(getattr(row, name), f"本指标的{called}")
        for name, called in zip(_OWN_FIELDS, ("名称", "指标值", "说明"), strict=True)
    ]
    told = [
        text
        for text in case.background.texts
        if text.called.endswith(("资金用途", "年度绩效目标"))
        and not (case.background.project is not None and text.called.startswith("部门目标"))
    ]
    numbers: dict[str, str] = {}
    shown: list[str] = []
    for text in [each for each in (*own, *told) if each.text][:_MOST_TEXTS]:
        words = _without_persons(text.text[:_LONGEST_TEXT])
        parts: list[str] = []
        at = 0
        for start, end in claimed_numbers(words):
            slot = f"n{len(numbers) + 1}"
            numbers[slot] = words[start:end]
            parts += [words[at:start], f"[[{slot}]]（{words[start:end]}）"]
            at = end
        shown.append(f"{text.called}：{''.join(parts)}{words[at:]}")
    return Slots(numbers, tuple(shown))


def _without_persons(text: str) -> str:
    told = {text[start:end] for start, end, kind in proper_names(text) if kind == "人名"}
    for name in sorted(told | persons_in(text), key=len, reverse=True):
        text = text.replace(name, "某某")
    return text


def _request(prompt: Prompt, case: Case, known: Sequence[Proposal], slots: Slots) -> ChatRequest:
    row = case.row
    values = {
        "name": _without_persons(row.called),
        "target_value": _without_persons(row.target_value),
        "category": row.category,
        "subcategory": row.subcategory,
        "project": _without_persons(case.background.name),
        "faults": list(dict.fromkeys(fault.reason for fault in case.reviewed.faults)),
        "texts": list(slots.texts),
        "subcategories": list(_SUBCATEGORIES),
        "known": [f"{each.name}　{each.target_value}" for each in known],
    }
    message = Message("user", prompt.render(values))
    return ChatRequest(purpose=f"indicator/{row.number}", messages=(message,), schema=SCHEMA, schema_name="candidates")


def _again(first: ChatRequest, reply: str, objections: Sequence[str]) -> ChatRequest:
    told = "\n".join(f"- {each}" for each in objections[:10])
    messages = (
        *first.messages,
        Message("assistant", reply),
        Message("user", f"上面的回复有下列问题，请逐条改正，重新给出完整的 JSON：\n{told}"),
    )
    return ChatRequest(purpose=first.purpose, messages=messages, schema=first.schema, schema_name=first.schema_name)


def _read(
    data: Mapping[str, object], case: Case, slots: Slots, model: str
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """The candidates without objections, and the objections to the others."""
    given = data["candidates"]
    assert isinstance(given, list)
    objections: list[str] = []
    found: list[Proposal] = []
    if not given:
        objections.append("至少提出一条写法")
    if len(given) > _MOST_CANDIDATES:
        objections.append(f"最多提出{_MOST_CANDIDATES}条写法")
    for fields in given[:_MOST_CANDIDATES]:
        wrong = list(_wrong(fields, case, slots))
        if not wrong:
            proposal = _proposal(fields, case, slots, model)
            _, unsourced = with_origins(proposal, case.background, case.row)
            wrong = [f"“{number}”没有出处" for number in unsourced]
            if not wrong:
                found.append(proposal)
        objections += wrong
    return tuple(found), tuple(dict.fromkeys(objections))


def _wrong(fields: Mapping[str, str], case: Case, slots: Slots) -> Iterator[str]:
    for name in _NEEDED:
        if not fields[name].strip():
            yield f"{name} 没有写"
    value = fields["value"].strip()
    if value and not (_SLOT.fullmatch(value) or _BLANK.fullmatch(value)):
        yield f"value “{value}”不是占位，也不是【待填】，不能编造指标值"
    if fields["comparison"].strip() not in _COMPARISONS:
        yield f"comparison “{fields['comparison']}”不是 ≥、≤、= 等符号"
    if fields["subcategory"].strip() not in _SUBCATEGORIES:
        yield f"subcategory “{fields['subcategory']}”不在可选的二级指标中"
    own = case.background.words + case.words + "".join(slots.texts)
    pairs = name_pairs(_BLANK.sub("", fields["name"]))
    if not any(pair in own for pair in pairs if pair not in GENERAL_WORDS):
        yield f"“{fields['name']}”不是这个项目的事"
    for name in _FIELDS:
        text = fields[name]
        for slot in _SLOT.findall(text):
            if slot not in slots.numbers:
                yield f"没有占位 [[{slot}]]"
        bare = _BLANK.sub("", _RATIO.sub("", _SLOT.sub("", text)))
        for start, end in claimed_numbers(bare):
            yield f"{name} 中的“{bare[start:end]}”是占位以外的数字"
        for start, end, kind in proper_names(bare):
            if bare[start:end] not in own:
                yield f"{kind}“{bare[start:end]}”不是本项目资料里的"


def _proposal(fields: Mapping[str, str], case: Case, slots: Slots, model: str) -> Proposal:
    """The candidate with its slots filled; the number of a slot brings its own unit."""
    fields = {**fields, "formula": _RATIO.sub("", fields["formula"])}
    told = {name: _SLOT.sub(lambda slot: slots.numbers[slot[1]], fields[name]).strip() for name in _FIELDS}
    value, unit = told["value"], told["unit"]
    if _SLOT.fullmatch(fields["value"].strip()):
        _, number, own_unit = split_target_value(value)
        value, unit = (number, own_unit or unit) if number else (value, "")
    category, subcategory = case.place(told["subcategory"])
    return Proposal(
        kind=ProposalKind.PROPOSAL, name=told["name"], comparison=told["comparison"], value=value, unit=unit,
        formula=told["formula"], evidence=told["evidence"], basis=told["basis"], period=told["period"],
        category=category, subcategory=subcategory, rationale=told["rationale"], source=f"语言模型 {model}",
        blanks=tuple(blank for name in _FIELDS for blank in blanks_in(told[name])),
    )  # fmt: skip
