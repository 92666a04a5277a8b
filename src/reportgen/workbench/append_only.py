"""Tables whose rows nobody changes (只增不改): the database refuses it, whatever the program does."""

from __future__ import annotations

from sqlalchemy import Connection, text

from reportgen.workbench.tables import DEEDS, SIGN_OFFS

_GUARDED = (DEEDS.name, SIGN_OFFS.name)
_REFUSAL = "操作记录和审签存档只增不改"


def guard(connection: Connection) -> None:
    """Let the database refuse every change and removal of deeds and sign-offs."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
            )
        )
        for table in _GUARDED:
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                )
            )
        return
    for table in _GUARDED:
        for deed in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_kept_from_{deed.lower()} BEFORE {deed} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
                )
            )


def unguard(connection: Connection) -> None:
    """Take the guards away until :func:`guard` sets them again, for a back-up that replaces all there is."""
    if connection.dialect.name == "postgresql":
        for table in _GUARDED:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"))
        return
    for table in _GUARDED:
        for deed in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_kept_from_{deed}"))
