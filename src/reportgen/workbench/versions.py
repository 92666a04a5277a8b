"""Versions of a part (版本): who wrote it when and how, what two of them have not in common, and going back to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportgen.errors import ReportgenError
from reportgen.model.bound_text import KnownFact
from reportgen.model.comparison import Comparison
from reportgen.model.draft import Block
from reportgen.refreshing.comparing import Version
from reportgen.refreshing.comparing import compare as compared
from reportgen.workbench.bound_draft import compared_lines
from reportgen.workbench.drafts import SectionVersion, StoredDraft, newest_draft, save_section
from reportgen.workbench.drafts import section_versions as versions_of
from reportgen.workbench.storage import Storage
from reportgen.workbench.stored_facts import StoredFact
from reportgen.workbench.users import Right, User, demand

HOW = {
    "template": "按模板生成",
    "model": "模型起草",
    "edited": "人工修改",
    "restored": "恢复旧版本",
    "merged": "合并修改",
    "corrected": "采用改正",
    "redrafted": "重新起草",
}


def compare_versions(before: Sequence[Block], after: Sequence[Block], facts: Iterable[StoredFact] = ()) -> Comparison:
    """What *after* has otherwise than *before*, by paragraph and row, numbers never cut; *facts* name the figures."""
    known = known_facts(facts)
    return compared(Version(compared_lines(before), known), Version(compared_lines(after), known))


def compare_drafts(before: StoredDraft, after: StoredDraft) -> Comparison:
    """What *after* has otherwise than *before*, the parts of both one behind the other."""
    return compared(_version_of(before), _version_of(after))


def _version_of(draft: StoredDraft) -> Version:
    lines = compared_lines([block for part in draft.sections for block in part.blocks])
    return Version(lines, known_facts(draft.facts.values()))


def known_facts(facts: Iterable[StoredFact]) -> Mapping[str, KnownFact]:
    """Stored facts as bound texts know them."""
    return {
        each.id: KnownFact(each.id, each.label, each.subject, each.text, each.value, each.unit, each.role)
        for each in facts
    }


def part_with_versions(storage: Storage, report: int, position: int) -> tuple[StoredDraft, Sequence[SectionVersion]]:
    """The report's draft and every version of one part of it, the newest first. Raises ReportgenError."""
    draft = newest_draft(storage, report)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    versions = versions_of(storage, draft.number, position)
    if not versions:
        raise ReportgenError("没有这一部分", remedy="请回到“报告”页，从目录重新选择。")
    return draft, versions


def version_of(versions: Sequence[SectionVersion], number: int) -> SectionVersion:
    """The version with that number. Raises ReportgenError where it was typed over since, or never was."""
    found = next((each for each in versions if each.version == number), None)
    if found is None:
        raise ReportgenError("没有这个版本", remedy="请刷新版本页，再选一个。")
    return found


def restore(storage: Storage, user: User, report: int, position: int, version: int, *, seen: int) -> int:
    """Make an older text the newest version, whose number is returned; every other stays.

    Raises OverwritingError where somebody saved after *seen*, NotAllowed, SignedReport, ReportgenError.
    """
    demand(user, Right.WRITE)
    draft, versions = part_with_versions(storage, report, position)
    chosen = version_of(versions, version)
    return save_section(storage, user, report, position, chosen.blocks, draft=draft.number, seen=seen, how="restored")
