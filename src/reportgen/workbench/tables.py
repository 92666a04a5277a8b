"""The tables of the store (存储): one row per report, per entered record, per version of a section, per deed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

# Moments are texts of UTC such as 2026-11-21T07:30:00.125Z, the same in every database and sorted as they happened.

SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

USERS = Table(
    "users",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("full_name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made_at", String(32), nullable=False),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("expires_at", String(32), nullable=False),
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("department", String(200), nullable=False),
    Column("year", Integer, nullable=False),
    Column("form", String(64), nullable=False),
    Column("entry_version", Integer, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("signed_at", String(32), nullable=False),  # empty while people may still change it
)

ENTRY_ROWS = Table(
    "entry_rows",
    METADATA,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("subject", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    Column("cells", Text, nullable=False),  # JSON: field → text
    Column("sources", Text, nullable=False),  # JSON: field → the place in the imported file it was read from
    Index("entry_rows_in_order", "report_id", "subject", "position"),
)

DEEDS = Table(  # append-only: who changed what when (操作记录)
    "deeds",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("report_id", Integer, nullable=True),
    Column("entry_version", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("by", String(64), nullable=False),
    Column("deed", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("row", String(32), nullable=False),
    Column("field", String(64), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("deeds_of_a_report", "report_id", "number"),
)

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
    Column("entry_version", Integer, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("frame", Text, nullable=False),  # JSON: title, signature, date, annexes, findings
    Column("facts", Text, nullable=False),  # JSON: the facts its figures state
    Column("entry", Text, nullable=False),  # JSON: the entered rows as they stood
    Index("drafts_of_a_report", "report_id", "id"),
)

SECTIONS = Table(  # append-only: each saved text of a section is a row
    "sections",
    METADATA,
    Column("draft_id", Integer, ForeignKey("drafts.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("blocks", Text, nullable=False),  # JSON
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("how", String(16), nullable=False),  # template, model, edited, restored, merged
    Column("record", Text, nullable=False, default="", server_default=""),  # JSON: how a model came to write it
)

PROPOSALS = Table(  # a text that waits beside a part of the newest draft until somebody takes or leaves it
    "proposals",
    METADATA,
    Column("draft_id", Integer, ForeignKey("drafts.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("blocks", Text, nullable=False),  # JSON
    Column("how", String(16), nullable=False),  # redrafted, merged
    Column("source", Text, nullable=False),  # 按模板, or the file it came from
    Column("notes", Text, nullable=False),  # JSON: what to look at
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("record", Text, nullable=False, default="", server_default=""),  # JSON: how a model came to write it
)

CELL_PROPOSALS = Table(  # a figure typed into a table of the Word file, until somebody takes it into the entry or not
    "cell_proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False, index=True),
    Column("subject", String(64), nullable=False),  # with row and field its cell; empty where it is worked out
    Column("row", String(32), nullable=False),
    Column("field", String(64), nullable=False),
    Column("label", Text, nullable=False),
    Column("place", Text, nullable=False),  # in the Word file
    Column("written", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("address", String(64), nullable=False),  # in the entry workbook
    Column("formula", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
)

ASSIGNMENTS = Table(
    "assignments",
    METADATA,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("part", String(64), primary_key=True),  # a subject of the entry, or section:<key>
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
)

SIGN_OFFS = Table(
    "sign_offs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
    Column("draft_id", Integer, nullable=False),
    Column("entry_version", Integer, nullable=False),
    Column("signed_by", String(64), nullable=False),
    Column("signed_at", String(32), nullable=False),
    Column("remark", Text, nullable=False),
    Column("result", Text, nullable=False),  # JSON: what the check said
    Column("entry", LargeBinary, nullable=False),  # the entry file as it stood
    Column("report", LargeBinary, nullable=False),  # the Word file as it stood
    Column("digest", String(64), nullable=False),  # SHA-256 of both files
    UniqueConstraint("report_id", "signed_at"),
)
