"""The role that the product works as in PostgreSQL: its settings and its rights."""

from __future__ import annotations

from contextlib import suppress

import peewee

from tracker.database_url import settings
from tracker.db import DATABASE_ERRORS, WAIT
from tracker.operations.ownership import quoted


def keep_settings_with_role(db: peewee.Database) -> None:
    """Keep the settings of a connection with the role in this database, on any connection.

    A pooler in transaction mode takes none of a connection. A role may set its own.
    """
    with db.connection_context():
        role, name = db.execute_sql(
            "SELECT current_user, current_database()"
        ).fetchone()
        for setting, value in settings(WAIT).items():
            # Two machines that start at once set the same
            with suppress(*DATABASE_ERRORS):
                db.execute_sql(
                    f"ALTER ROLE {quoted(role)} IN DATABASE {quoted(name)}"
                    f" SET {setting} = '{value}'"
                )


def without_answer(error: Exception) -> str:
    """What is said of a database that does not let us in, in a line."""
    reason = str(error).strip().splitlines()[0]
    if "unsupported startup parameter" in str(error):
        return (
            "a pooler (PgBouncer) answers at DATABASE_URL: add ?pooler=session, or"
            " ?pooler=transaction&direct=host:port of PostgreSQL itself."
        )
    return f"the database does not answer: {reason}"
