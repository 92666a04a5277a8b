"""A short, honest test of a model (模型自检): which forms of answer work, how fast it is, does it keep to the facts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.llm.chat import ChatError, ChatModel, ChatReply, ChatRequest, Message, Rung
from reportgen.quantities.mentions import scan

_ABOUT_REPLY = frozenset({"refused", "empty", "not_json", "schema", "language", "too_long"})
_SLOT = re.compile(r"\{\{(.*?)\}\}")
_FACTS = {
    "execution_rate": "预算执行率，已达到年初目标",
    "training_sessions": "举办业务培训的场次，已达到年初目标",
    "satisfaction": "服务对象满意度，低于年初目标",
}
_SYSTEM = "你协助机关工作人员撰写绩效自评报告。文字要平实、书面、准确，一律用中文。"
_TASK = (
    "根据下面三个事实写两到三句话。\n"
    "要求：提到某个事实的数值时，只写它的占位符，如 {{execution_rate}}；文中不要出现任何数字，包括中文数字；"
    "不要写下面没有的事实；每句话在 facts 中列出所用事实的编号。\n"
    "事实：\n"
)
_QUICK = ChatRequest(
    purpose="check/quick",
    messages=(Message("system", _SYSTEM), Message("user", "绩效自评是不是每年都要开展？answer 填“是”或“否”。")),
    schema={
        "type": "object",
        "properties": {"answer": {"type": "string", "enum": ["是", "否"]}},
        "required": ["answer"],
        "additionalProperties": False,
    },
    schema_name="quick_answer",
)
_WRITING = ChatRequest(
    purpose="check/writing",
    messages=(
        Message("system", _SYSTEM),
        Message("user", _TASK + "\n".join(f"- {identifier}：{label}" for identifier, label in _FACTS.items())),
    ),
    schema={
        "type": "object",
        "properties": {
            "sentences": {
                "type": "array",
                "minItems": 1,
                "maxItems": 6,
                "items": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string"},
                        "facts": {"type": "array", "items": {"type": "string"}},
                    },
                    "required": ["text", "facts"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["sentences"],
        "additionalProperties": False,
    },
    schema_name="sentences",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing tried: *passed*, and a Chinese line that says what was seen."""

    title: str
    passed: bool
    seen: str


def try_rungs(try_rung: Callable[[ChatRequest, Rung], ChatReply]) -> dict[Rung, Trial]:
    """Which forms of structured output the endpoint takes and keeps to, best first; the rest once one cannot be asked.

    Raises ChatError when the endpoint does not answer at all.
    """
    titles = {Rung.SCHEMA: "JSON Schema", Rung.OBJECT: "JSON 对象", Rung.TEXT: "普通文字中的 JSON"}
    found: dict[Rung, Trial] = {}
    for rung, title in titles.items():
        try:
            reply = try_rung(_QUICK, rung)
        except ChatError as error:
            if error.code not in {"bad_request", *_ABOUT_REPLY}:
                raise
            found[rung] = Trial(title, passed=False, seen=error.details[-1] if error.details else error.reason)
            continue
        found[rung] = Trial(title, passed=True, seen=f"可用，{reply.seconds:.1f} 秒")
    return found


def latencies(model: ChatModel, times: int, progress: Callable[[int], None] = lambda _: None) -> list[float]:
    """Seconds of each of *times* short questions, one after the other. Raises ChatError."""
    seconds = []
    for number in range(times):
        progress(number + 1)
        started = time.monotonic()
        model.ask(_QUICK)
        seconds.append(time.monotonic() - started)
    return seconds


def try_writing(model: ChatModel) -> tuple[tuple[Trial, ...], str]:
    """What the model makes of a small task like the real ones, and the text it wrote. Raises ChatError."""
    try:
        reply = model.ask(_WRITING)
    except ChatError as error:
        if error.code not in _ABOUT_REPLY:
            raise
        return (Trial("符合格式", passed=False, seen=error.reason),), ""
    sentences = _sentences(reply.data)
    text = "".join(sentence for sentence, _ in sentences)
    slots = [slot.strip() for slot in _SLOT.findall(text)]
    cited = [identifier for _, identifiers in sentences for identifier in identifiers]
    unknown = sorted({*slots, *cited} - set(_FACTS))
    figures = [mention.text for mention in scan(_SLOT.sub("", text)).mentions if not mention.exempt]
    missed = [identifier for identifier in _FACTS if identifier not in {*slots, *cited}]
    return (
        Trial(
            "一次就符合格式",
            passed=reply.attempts == 1,
            seen="是" if reply.attempts == 1 else f"问了 {reply.attempts} 次：" + "；".join(reply.details),
        ),
        Trial(
            "只引用给出的事实",
            passed=not unknown,
            seen="是" if not unknown else "编造了编号：" + "、".join(unknown),
        ),
        Trial(
            "没有自己写数字",
            passed=not figures,
            seen="是" if not figures else "写了：" + "、".join(figures),
        ),
        Trial(
            "用到了全部事实",
            passed=not missed,
            seen="是" if not missed else "没有用到：" + "、".join(missed),
        ),
    ), text


def _sentences(data: Mapping[str, object]) -> list[tuple[str, list[str]]]:
    """The sentences with the ids they cite, as the schema has them."""
    listed = data["sentences"]
    assert isinstance(listed, list)
    return [(str(each["text"]), [str(fact).strip("{} ") for fact in each["facts"]]) for each in listed]
