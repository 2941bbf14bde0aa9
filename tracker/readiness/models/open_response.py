"""What there is of a round while it is open: who still may answer, and what was
answered.

At closing all of it goes.
"""

from __future__ import annotations

from collections.abc import Mapping

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import CheckedCharField, is_sqlite
from tracker.readiness.models.anonymous_response import (
    ASKED,
    AnonymousModel,
    AnonymousResponse,
    random_key,
)

LONGEST_REMARK = 1000


class Invitation(AnonymousModel):
    """Somebody who may answer the open round, and has not; there is one round at a
    time, so it says no more.

    `unit` is the id of the person's unit when the round was opened, if at least five
    were invited there. It is no foreign key, and neither are those below: PostgreSQL
    would leave the number of the transaction on the row that a key points at.
    """

    person = peewee.ForeignKeyField(
        Person, backref="invitations", primary_key=True, on_delete="CASCADE"
    )
    unit = peewee.IntegerField(null=True)
    reminded = peewee.SmallIntegerField(default=0)


class OpenResponse(AnonymousResponse):
    """Answers to the open round."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    unit = peewee.IntegerField(null=True)

    @classmethod
    def submit(
        cls, person: Person, answers: Mapping[str, int | None], text: str = ""
    ) -> None:
        """Answer, once: the invitation goes, and nothing says whose the answers are.

        What was written is kept apart from what was marked, under another key, and
        without the unit.

        Args:
            answers: Name of an item or a fear to 1–7; what is missing or None was left out.

        Raises:
            ValidationFailed: Nothing is marked, the text is too long, or the person has
                no invitation.
        """
        marked = {word.value: answers.get(word.value) for word in ASKED}
        raise_if_errors(*answer_problems(marked, text))
        with cls._meta.database.atomic():
            unit = cls._use_invitation_of(person)
            cls.insert(key=random_key(), unit=unit, **marked).execute()
            if text.strip():
                OpenFreeText.insert(key=random_key(), text=text.strip()).execute()

    @classmethod
    def _use_invitation_of(cls, person: Person) -> int | None:
        mine = Invitation.select().where(Invitation.person == person)
        invitation = (mine if is_sqlite() else mine.for_update()).first()
        gone = (
            Invitation.delete().where(Invitation.person == person).execute()
            if invitation
            else 0
        )
        raise_if_errors(
            *(
                []
                if gone
                else [
                    FieldError(
                        "",
                        N_(
                            "You have no invitation to this round, or it is used or closed."
                        ),
                    )
                ]
            )
        )
        return invitation.unit


class OpenFreeText(AnonymousModel):
    """What somebody wrote in the open round; nothing says with which answers."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    text = CheckedCharField(LONGEST_REMARK)


OPENED = (Invitation, OpenResponse, OpenFreeText)

# Tables whose rows no backup takes along: of two nights' backups the second would tell
# who had answered what in between.
KEPT_OUT = tuple(noun._meta.table_name for noun in OPENED)


def answer_problems(marked: Mapping[str, int | None], text: str) -> list[FieldError]:
    """What must be so before answers are handed in."""
    nothing = all(value is None for value in marked.values())
    missing = (
        [FieldError("", N_("Mark at least one answer; you may leave out the others."))]
        if nothing
        else []
    )
    return [*missing, *length_errors({"text": text}, OpenFreeText)]


def lock_responses() -> None:
    """Let nobody answer until this transaction ends; whoever is about to is waited for."""
    if not is_sqlite():  # SQLite's one writer is this one already
        names = ", ".join(f'"{noun._meta.table_name}"' for noun in OPENED)
        Invitation._meta.database.execute_sql(
            f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"
        )


def empty(of: peewee.Database | None = None) -> None:
    """Empty all of it:

    SQLite overwrites what it deletes (PRAGMA secure_delete), PostgreSQL begins new
    files.

    What the planner had noted of the tables goes too: on SQLite that is a sample of their keys.

    Args:
        of: Another database than the living one, such as a copy of it.
    """
    database = of or Invitation._meta.database
    if not is_sqlite(database):
        database.execute_sql(f"TRUNCATE {', '.join(KEPT_OUT)}")
        return
    for table in {*KEPT_OUT} & {
        *database.get_tables()
    }:  # an older copy may not have them yet
        database.execute_sql(f'DELETE FROM "{table}"')
    noted = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"
    ).fetchall()
    for (notes,) in noted:
        database.execute_sql(
            f"DELETE FROM {notes} WHERE tbl IN ({', '.join('?' * len(KEPT_OUT))})",
            KEPT_OUT,
        )
