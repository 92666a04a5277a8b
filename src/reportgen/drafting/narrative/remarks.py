"""What stands beside a paragraph by a model (批注): which model drafted it, and the passages it was shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.model.draft import Figure, Paragraph
from reportgen.model.narrative import ParagraphRecord, PassageShown, SectionRecord

_LONGEST = 160  # characters of a passage in a comment; the record holds it whole


def with_remarks(paragraphs: Sequence[Paragraph], record: SectionRecord) -> tuple[Paragraph, ...]:
    """*paragraphs* with remarks: the model to each, and each passage to the paragraph most like it."""
    served = _served(paragraphs, record.passages)
    return tuple(
        replace(paragraph, remarks=tuple(_lines(record, served.get(position, ()))))
        for position, paragraph in enumerate(paragraphs)
    )


def paragraph_records(paragraphs: Sequence[Paragraph], passages: Sequence[PassageShown]) -> tuple[ParagraphRecord, ...]:
    """What the record keeps of each of *paragraphs*: its words, its facts, and the passages that served it."""
    served = _served(paragraphs, passages)
    return tuple(
        ParagraphRecord(
            text=paragraph.text,
            facts=tuple(dict.fromkeys(run.fact for run in paragraph.runs if isinstance(run, Figure))),
            passages=tuple(passage.number for passage in served.get(position, ())),
        )
        for position, paragraph in enumerate(paragraphs)
    )


def _served(paragraphs: Sequence[Paragraph], passages: Sequence[PassageShown]) -> dict[int, list[PassageShown]]:
    """Position of a paragraph → the passages most like it."""
    served: dict[int, list[PassageShown]] = {}
    for passage in passages if paragraphs else ():
        likeness = [_shared(paragraph.text, passage.text) for paragraph in paragraphs]
        served.setdefault(likeness.index(max(likeness)), []).append(passage)
    return served


def _lines(record: SectionRecord, passages: Sequence[PassageShown]) -> Iterator[str]:
    prompt = f"提示词 {record.prompt}.md 第 {record.prompt_version} 版"
    yield f"本段由模型“{record.model}”起草（{prompt}），数字由程序填入，逐句核查过。"
    for passage in passages:
        year = f"{passage.year}年" if passage.year else ""
        text = passage.text if len(passage.text) <= _LONGEST else f"{passage.text[:_LONGEST]}……"
        yield f"参考写法：{passage.department}{year}报告“{passage.heading}”（{passage.source}）：{text}"


def _shared(one: str, other: str) -> int:
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return sum(other[at : at + 2] in pairs for at in range(len(other) - 1))
