"""What the model is told about the form of its reply. What it should say is the affair of the prompts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reportgen.llm.chat import Message, Rung
from reportgen.llm.schema import Fault

_SHOWN_REPLY = 4000
_FORM = (
    "输出要求：只输出一个 JSON 对象，不要代码块，不要任何解释。JSON 对象要符合下面的 JSON Schema，"
    "其中的文字一律用中文。\n"
)
_AGAIN = "上面的回答不能用，问题如下：\n"
_REMEDY = "\n请改正以上各处，重新给出完整的回答，仍然只输出一个 JSON 对象。"
_NOTHING = "（没有内容）"


def with_form(messages: Sequence[Message], rung: Rung, schema: Mapping[str, object]) -> tuple[Message, ...]:
    """*messages* as the endpoint gets them: below the first rung the schema stands in the first message."""
    if rung is Rung.SCHEMA:
        return tuple(messages)
    form = _FORM + json.dumps(schema, ensure_ascii=False)
    first, *rest = messages
    if first.role == "system":
        return (Message("system", f"{first.content}\n\n{form}"), *rest)
    return (Message("system", form), first, *rest)


def asked_again(messages: Sequence[Message], reply: str, faults: Sequence[Fault]) -> tuple[Message, ...]:
    """The conversation with the reply that could not be used and what is wrong with it."""
    told = "\n".join(f"- {fault}" for fault in faults)
    return (
        *messages,
        Message("assistant", reply[:_SHOWN_REPLY] or _NOTHING),
        Message("user", f"{_AGAIN}{told}{_REMEDY}"),
    )
