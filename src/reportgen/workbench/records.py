"""How a model came to write a part (撰写记录), as the store keeps it: attempts with objections, facts, passages."""

from __future__ import annotations

import json
from dataclasses import asdict

from reportgen.model.narrative import Attempt, Outcome, ParagraphRecord, PassageShown, SectionRecord


def record_text(record: SectionRecord | None) -> str:
    """*record* as JSON; empty where there is none."""
    return "" if record is None else json.dumps(asdict(record) | {"outcome": record.outcome.value}, ensure_ascii=False)


def record_from(text: str) -> SectionRecord | None:
    """The record that :func:`record_text` wrote."""
    if not text:
        return None
    plain = json.loads(text)
    return SectionRecord(
        **{
            **plain,
            "outcome": Outcome(plain["outcome"]),
            "facts": tuple(plain["facts"]),
            "paragraphs": tuple(
                ParagraphRecord(text=each["text"], facts=tuple(each["facts"]), passages=tuple(each["passages"]))
                for each in plain["paragraphs"]
            ),
            "passages": tuple(PassageShown(**each) for each in plain["passages"]),
            "attempts": tuple(
                Attempt(**{**each, "objections": tuple(each["objections"])}) for each in plain["attempts"]
            ),
        }
    )
