"""One part drafted anew (重新起草): the template's text of it from the data, waiting beside the one that stands."""

from __future__ import annotations

from pathlib import Path

from reportgen import pipeline
from reportgen.errors import ReportgenError
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
    draft, part = part_to_redraft(storage, report_number, position)
    evaluation, _ = sound_evaluation(draft.rows, report.form, templates)
    written = pipeline.draft(evaluation, templates)
    before = sum(each.key == part.key for each in draft.sections if each.position < position)
    alike = [section for section in written.sections if section.key == part.key]
    if before >= len(alike):
        raise ReportgenError("模板不再有这一部分", remedy="可以在“报告”页直接修改文字。")
    blocks = alike[before].blocks
    if blocks == part.blocks:
        raise ReportgenError(
            "现在的文字就是模板写的，重新起草还是一样",
            remedy="要改文字，请在“报告”页双击这一段；要改数字，请改填报数据。",
        )
    propose(
        storage, user, report_number, draft,
        [Proposed(position=position, blocks=blocks, how="redrafted", source=BY_TEMPLATE)],
    )  # fmt: skip


def part_to_redraft(storage: Storage, report: int, position: int) -> tuple[StoredDraft, SectionVersion]:
    """The draft and its part at *position*, where the data are still those it was made from. Raises ReportgenError."""
    draft = newest_draft(storage, report)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    part = next((each for each in draft.sections if each.position == position), None)
    if part is None:
        raise ReportgenError("没有这一部分", remedy="请回到“报告”页，从目录重新选择。")
    if is_stale_now(storage, report, draft):
        raise ReportgenError(
            "生成报告以后填报数据又有修改，不能只重新起草一个部分",
            remedy="请先按“重新生成”：没改过的部分照新数据重写，改过的部分保留您的文字、换上新数字。",
        )
    return draft, part
