"""One part drafted anew (重新起草): the template's text of it from the data, waiting beside the one that stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.model.draft import Block, Paragraph
from reportgen.refreshing.alignment import likeness, paired, with_gaps_filled
from reportgen.workbench.drafts import SectionVersion, StoredDraft, newest_draft
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import Proposed, propose
from reportgen.workbench.reports import get_report
from reportgen.workbench.staleness import is_stale_now
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand

BY_TEMPLATE = "按模板重新起草"


def redraft_by_template(storage: Storage, user: User, report_number: int, position: int, templates: Path) -> None:
    """Put the template's text of the part beside the one that stands. No model is asked and nothing is sent.

    Raises ReportgenError where it would be the same text or the data have changed since the draft was made.
    """
    demand(user, Right.WRITE)
    report = get_report(storage, report_number)
    draft = draft_to_redraft(storage, report_number)
    part = part_of(draft, position)
    blocks = _by_template(draft, part, report.form, templates)
    if blocks == part.blocks:
        raise ReportgenError(
            "现在的文字就是模板写的，重新起草还是一样",
            remedy="要改文字，请在“报告”页双击这一段；要改数字，请改填报数据。",
        )
    propose(
        storage, user, report_number, draft,
        [Proposed(position=position, blocks=blocks, how="redrafted", source=BY_TEMPLATE)],
    )  # fmt: skip


def redraft_paragraph_by_template(
    storage: Storage, user: User, report_number: int, position: int, block: int, templates: Path, *, seen: int
) -> None:
    """Put the template's text of one paragraph beside the part that stands, whose other paragraphs stay.

    The template's paragraph is the one most like it, or the one between the same neighbours. Raises ReportgenError
    where there is none, where it is the same text, or where somebody saved the part after *seen*.
    """
    demand(user, Right.WRITE)
    report = get_report(storage, report_number)
    draft = draft_to_redraft(storage, report_number)
    part = part_of(draft, position)
    paragraph = paragraph_of(part, block, seen)
    templated = _by_template(draft, part, report.form, templates)
    anew = _twin(part.blocks, templated, block)
    if anew is None:
        raise ReportgenError("模板里没有与这一段对应的文字", remedy="这一段是您加写的，可以直接修改或删去。")
    if anew == paragraph:
        raise ReportgenError("这一段就是模板写的，重新起草还是一样", remedy="要改文字，请在“报告”页双击这一段。")
    source = f"{BY_TEMPLATE}第 {ordinal(part.blocks, block)} 段"
    propose(
        storage, user, report_number, draft,
        [Proposed(position=position, blocks=with_paragraph(part, block, (anew,)), how="redrafted", source=source)],
    )  # fmt: skip


def ordinal(blocks: Sequence[Block], block: int) -> int:
    """Which paragraph of the part block number *block* is, from 1."""
    return sum(isinstance(each, Paragraph) for each in blocks[: block + 1])


def _by_template(draft: StoredDraft, part: SectionVersion, form: str, templates: Path) -> tuple[Block, ...]:
    """What the templates write for *part* from the data of *draft*. Raises ReportgenError where they have none."""
    evaluation, _ = sound_evaluation(draft.rows, form, templates)
    written = pipeline.draft(evaluation, templates)
    before = sum(each.key == part.key for each in draft.sections if each.position < part.position)
    alike = [section for section in written.sections if section.key == part.key]
    if before >= len(alike):
        raise ReportgenError("模板不再有这一部分", remedy="可以在“报告”页直接修改文字。")
    return alike[before].blocks


def _twin(standing: Sequence[Block], templated: Sequence[Block], block: int) -> Paragraph | None:
    """The paragraph of *templated* that block number *block* of *standing* is, or stands in the place of."""
    olds = [(at, each.text) for at, each in enumerate(standing) if isinstance(each, Paragraph)]
    news = [each for each in templated if isinstance(each, Paragraph)]
    texts = [text for _, text in olds]
    pairs = paired(texts, [each.text for each in news], lambda text: text, likeness)
    found = with_gaps_filled(pairs, len(olds), len(news)).get([at for at, _ in olds].index(block))
    return None if found is None else news[found]


def draft_to_redraft(storage: Storage, report: int) -> StoredDraft:
    """The report's draft, where the data are still those it was made from. Raises ReportgenError."""
    draft = newest_draft(storage, report)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    if is_stale_now(storage, report, draft):
        raise ReportgenError(
            "生成报告以后填报数据又有修改，不能只重新起草其中的部分",
            remedy="请先按“重新生成”：没改过的部分照新数据重写，改过的部分保留您的文字、换上新数字。",
        )
    return draft


def part_of(draft: StoredDraft, position: int) -> SectionVersion:
    """The part of *draft* at *position*. Raises ReportgenError where there is none."""
    part = next((each for each in draft.sections if each.position == position), None)
    if part is None:
        raise ReportgenError("没有这一部分", remedy="请回到“报告”页，从目录重新选择。")
    return part


def paragraph_of(part: SectionVersion, block: int, seen: int) -> Paragraph:
    """Paragraph number *block* of *part*, as whoever asks for it has *seen* it. Raises ReportgenError."""
    if seen != part.version:
        raise ReportgenError("打开以后有人改了这一部分", remedy="请刷新页面，看过现在的文字再重新起草。")
    found = part.blocks[block] if 0 <= block < len(part.blocks) else None
    if not isinstance(found, Paragraph):
        raise ReportgenError("没有这一段", remedy="请刷新页面；标题和表格随填报数据，不单独起草。")
    return found


def with_paragraph(part: SectionVersion, block: int, anew: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of *part* with *anew* in place of its paragraph number *block*."""
    return (*part.blocks[:block], *anew, *part.blocks[block + 1 :])
