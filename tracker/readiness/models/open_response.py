"""The open round: who may still answer, and the answers. Closing deletes all of it."""

from __future__ import annotations

from collections.abc import Mapping

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
)
from tracker.db import CheckedCharField, is_sqlite
from tracker.readiness.enums import LeaderFear
from tracker.readiness.models.anonymous_response import (
    ASKED,
    AnonymousLeaderResponse,
    AnonymousModel,
    AnonymousResponse,
    random_key,
)

LONGEST_REMARK = 1000


class Invitation(AnonymousModel):
    """A person who may answer the open round and has not answered yet.

    `unit` is the id of the person's unit when the round was opened, if at least five
    people of it were invited. It is no foreign key, and the models below have none
    either: PostgreSQL would write the number of the transaction into the referenced row.
    """

    person = peewee.ForeignKeyField(
        Person, backref="invitations", primary_key=True, on_delete="CASCADE"
    )
    unit = peewee.IntegerField(null=True)
    reminded = peewee.SmallIntegerField(default=0)
    # Whether the person is asked what only leaders are asked, if at least five are
    leads = peewee.BooleanField(
        default=False, constraints=[peewee.SQL("DEFAULT FALSE")]
    )


class OpenResponse(AnonymousResponse):
    """Answers to the open round."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    unit = peewee.IntegerField(null=True)

    @classmethod
    def submit(
        cls, person: Person, answers: Mapping[str, int | None], text: str = ""
    ) -> None:
        """Save the answers and use up the invitation; nothing links the two.

        The free text, and what a leader is asked beside the others, are saved apart from
        the answers, each with a key of its own and without the unit.

        Args:
            answers: Name of an item or a fear to 1–7; missing or None if not answered.
                Those of leaders are dropped where the invitation does not ask for them.

        Raises:
            ValidationFailed: Nothing is marked, the text is too long, or the person has
                no invitation.
        """
        marked = {word.value: answers.get(word.value) for word in ASKED}
        leading = {word.value: answers.get(word.value) for word in LeaderFear}
        raise_if_errors(answer_problems(marked | leading, text))
        with cls._meta.database.atomic():
            invitation = cls._use_invitation_of(person)
            cls.insert(key=random_key(), unit=invitation.unit, **marked).execute()
            if invitation.leads and any(leading.values()):
                OpenLeaderResponse.insert(key=random_key(), **leading).execute()
            if text.strip():
                OpenFreeText.insert(key=random_key(), text=text.strip()).execute()

    @classmethod
    def _use_invitation_of(cls, person: Person) -> Invitation:
        """Delete the invitation and return it.

        Raises:
            ValidationFailed: The person has no invitation.
        """
        mine = Invitation.select().where(Invitation.person == person)
        if not is_sqlite():
            mine = mine.for_update()
        invitation = mine.first()
        used = Invitation.delete().where(Invitation.person == person)
        if invitation is None or not used.execute():
            message = N_(
                "You have no invitation to this round, or it is used or closed."
            )
            raise ValidationFailed(FieldError("", message))
        return invitation


class OpenLeaderResponse(AnonymousLeaderResponse):
    """What a leader answered to the sentences for leaders, not linked to other answers."""

    key = CheckedCharField(32, primary_key=True, default=random_key)


class OpenFreeText(AnonymousModel):
    """A free text of the open round, not linked to any answers."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    text = CheckedCharField(LONGEST_REMARK)


OPENED = (Invitation, OpenResponse, OpenLeaderResponse, OpenFreeText)

# Tables whose rows are in no backup: comparing the backups of two nights would reveal
# who answered what in between.
KEPT_OUT = tuple(noun._meta.table_name for noun in OPENED)
# The sheets of closed rounds, in a database of a version that kept them; a migration
# deletes them, and the copy that is made before it leaves them out
OLD_SHEETS = "response"


def answer_problems(marked: Mapping[str, int | None], text: str) -> list[FieldError]:
    """The validation errors of the answers to a round."""
    errors = length_errors({"text": text}, OpenFreeText)
    if all(value is None for value in marked.values()):
        message = N_("Mark at least one answer; you may leave out the others.")
        errors.insert(0, FieldError("", message))
    return errors


def lock_responses() -> None:
    """Block answers until this transaction ends; wait for those that are being written."""
    if not is_sqlite():  # SQLite has only one writer, and it is this transaction
        names = ", ".join(f'"{noun._meta.table_name}"' for noun in OPENED)
        Invitation._meta.database.execute_sql(
            f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"
        )


def empty(of: peewee.Database | None = None) -> None:
    """Empty the tables of the open round.

    SQLite overwrites deleted rows (PRAGMA secure_delete), PostgreSQL begins new files.
    The planner's statistics are deleted as well, since on SQLite they contain sample
    keys.

    Args:
        of: A database other than the one in use, such as a copy of it.
    """
    database = of or Invitation._meta.database
    if not is_sqlite(database):
        database.execute_sql(f"TRUNCATE {', '.join(KEPT_OUT)}")
        return
    # A copy from an older version may not have the tables yet, and others in their place
    for table in {*KEPT_OUT, OLD_SHEETS}.intersection(database.get_tables()):
        database.execute_sql(f'DELETE FROM "{table}"')
    noted = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"
    ).fetchall()
    for (notes,) in noted:
        database.execute_sql(
            f"DELETE FROM {notes} WHERE tbl IN ({', '.join('?' * len(KEPT_OUT))})",
            KEPT_OUT,
        )
