"""Sign-off (审签): a report is frozen with its data, its Word file and what the check said of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select, update

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.model.finding import Severity
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.dismissing import dismissals_in, lapsed, set_apart
from reportgen.workbench.draft_checking import check_whole, known_of
from reportgen.workbench.drafts import newest_draft, standing_versions
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.panel import entry_findings, sound_evaluation
from reportgen.workbench.proposals import proposals_for, to_take
from reportgen.workbench.reports import Report, get_report, report_of, report_to_change
from reportgen.workbench.staleness import is_stale
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import REPORTS, SIGN_OFFS
from reportgen.workbench.users import Right, User, demand

LONGEST_REMARK = 2_000  # characters


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check says of data and text before sign-off: findings in Chinese by severity."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    hints: int
    dismissed: tuple[str, ...]  # findings that nothing is done about, each with its reason
    entry: bytes
    report: bytes
    draft: int
    entry_version: int
    parts: Mapping[int, int]  # position → version of what was checked
    lapsed: tuple[str, ...] = ()  # decisions to leave a finding that hold no longer, each with its reason
    waiting: int = 0  # texts that wait beside parts and are no part of what is signed


@dataclass(frozen=True, slots=True)
class SignOff:
    """One sign-off as kept. *digest* is the SHA-256 of entry file and Word file together."""

    number: int
    draft: int
    entry_version: int
    signed_by: str
    signed_at: str
    remark: str
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    hints: int
    digest: str
    dismissed: tuple[str, ...] = ()


def check_before_signing(storage: Storage, user: User, report_number: int, templates: Path) -> CheckResult:
    """Data and draft as they stand, checked. Raises ReportgenError where there is nothing that could be signed."""
    from reportgen.documents.entry_files import entry_bytes

    demand(user, Right.READ)
    report = get_report(storage, report_number)
    draft = newest_draft(storage, report_number)
    if draft is None:
        raise ReportgenError("还没有生成报告，不能审签", remedy="请先在“报告”页按“生成”。")
    rows = read_rows(storage, report_number)
    if is_stale(draft, rows):
        raise ReportgenError("生成报告以后填报数据又有修改，不能审签", remedy="请先在“报告”页重新生成，再审签。")
    evaluation, read = sound_evaluation(rows, report.form, templates)
    dismissals = dismissals_in(rows)
    in_data, data_apart = set_apart(entry_findings(evaluation), dismissals)
    in_text, text_apart = set_apart(check_whole(draft, known_of(draft, report.form, templates)), dismissals)
    told = [(finding.severity.chinese, finding.message) for finding in in_data]
    told += [(finding.severity, finding.message) for finding in in_text]
    apart = [(finding.message, dismissal) for finding, dismissal in data_apart]
    apart += [(finding.message, dismissal) for finding, dismissal in text_apart]
    standing = {each.number for each in in_data} | {each.number for each in in_text}
    standing |= {each.number for each, _ in data_apart} | {each.number for each, _ in text_apart}
    data, _ = pipeline.word_file(draft.as_draft(), evaluation.form, evaluation.ledger)
    return CheckResult(
        errors=tuple(message for severity, message in told if severity == Severity.ERROR.chinese),
        warnings=tuple(message for severity, message in told if severity == Severity.WARNING.chinese),
        hints=sum(severity == Severity.INFO.chinese for severity, _ in told),
        dismissed=tuple(f"{message}（不处理：{each.reason}；{each.by}，{each.date}）" for message, each in apart),
        entry=entry_bytes(read.entered, ".xlsx", evaluation.form),
        report=data,
        draft=draft.number,
        entry_version=report.entry_version,
        parts={each.position: each.version for each in draft.sections},
        lapsed=tuple(
            f"{each.text}（当时的理由：{each.reason}；{each.by}，{each.date}）" for each in lapsed(dismissals, standing)
        ),
        waiting=len(to_take(proposals_for(storage, draft))),
    )


def sign_off(storage: Storage, user: User, report_number: int, templates: Path, remark: str) -> None:
    """Freeze the report as it stands. Where errors are left, *remark* has to say why. Raises ReportgenError."""
    demand(user, Right.SIGN)
    remark = remark.strip()[:LONGEST_REMARK]
    checked = check_before_signing(storage, user, report_number, templates)
    if checked.errors and not remark:
        raise ReportgenError(
            f"还有 {len(checked.errors)} 处错误，没有审签", remedy="请先改正；确实不改的，在“审签意见”中说明理由。"
        )
    result = {
        "errors": checked.errors, "warnings": checked.warnings, "hints": checked.hints,
        "dismissed": checked.dismissed,
    }  # fmt: skip
    moment = now()
    with storage.writing() as connection:
        report = report_to_change(connection, report_number)
        if report.entry_version != checked.entry_version:
            raise ReportgenError("审签时有人改了填报数据，没有审签", remedy="请重新生成并核对，再审签。")
        if standing_versions(connection, report.number) != (checked.draft, checked.parts):
            raise ReportgenError("审签时有人改了报告文字，没有审签", remedy="请刷新页面，看过改动以后再审签。")
        connection.execute(
            insert(SIGN_OFFS).values(
                report_id=report.number, draft_id=checked.draft, entry_version=report.entry_version,
                signed_by=user.full_name, signed_at=moment, remark=remark,
                result=json.dumps(result, ensure_ascii=False), entry=checked.entry, report=checked.report,
                digest=hashlib.sha256(checked.entry + checked.report).hexdigest(),
            )
        )  # fmt: skip
        connection.execute(update(REPORTS).where(REPORTS.c.id == report.number).values(signed_at=moment))
        record(
            connection, user, Deed.SIGNED, report=report.number, entry_version=report.entry_version,
            after=remark, before=f"错误 {len(checked.errors)}，警告 {len(checked.warnings)}",
        )  # fmt: skip


def send_back(storage: Storage, user: User, report_number: int, reason: str) -> None:
    """Open a signed report again (退回); the sign-off stays on record. Raises ReportgenError, NotAllowed."""
    demand(user, Right.SIGN)
    if not reason.strip():
        raise ReportgenError("没有写退回的理由", remedy="请写明要改什么。")
    with storage.writing() as connection:
        report = report_of(connection, report_number)
        if not report.signed:
            raise ReportgenError("报告没有审签，不用退回", remedy="可以直接修改。")
        connection.execute(update(REPORTS).where(REPORTS.c.id == report.number).values(signed_at=""))
        record(connection, user, Deed.RETURNED, report=report.number, after=reason.strip()[:LONGEST_REMARK])


def sign_offs_of(storage: Storage, report: int) -> Sequence[SignOff]:
    """Every sign-off of a report, the newest first."""
    with storage.reading() as connection:
        rows = connection.execute(
            select(SIGN_OFFS).where(SIGN_OFFS.c.report_id == report).order_by(SIGN_OFFS.c.id.desc())
        )
        return [_sign_off(row) for row in rows]


def signed_file(storage: Storage, user: User, report_number: int, number: int, kind: str) -> tuple[Report, bytes]:
    """The Word file (``report``) or the entry file (``entry``) as it was signed. Raises ReportgenError."""
    demand(user, Right.READ)
    report = get_report(storage, report_number)
    with storage.reading() as connection:
        row = connection.execute(
            select(SIGN_OFFS).where(SIGN_OFFS.c.report_id == report_number, SIGN_OFFS.c.id == number)
        ).one_or_none()
    if row is None:
        raise ReportgenError("没有这次审签", remedy="请刷新页面。")
    return report, bytes(row.report if kind == "report" else row.entry)


def _sign_off(row: Row[Any]) -> SignOff:
    result = json.loads(row.result)
    return SignOff(
        row.id, row.draft_id, row.entry_version, row.signed_by, row.signed_at, row.remark,
        tuple(result["errors"]), tuple(result["warnings"]), result["hints"], row.digest,
        tuple(result["dismissed"]),
    )  # fmt: skip
