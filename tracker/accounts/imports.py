"""Imports a list of people from a table file: checks each row and invites the good ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.accounts.models import OneTimeLink, Person, Role, Unit
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.one_time_link import invitation_problems
from tracker.core.imports import (
    CellReader,
    Column,
    Columns,
    Habits,
    Mapping,
    Reader,
    Row,
    Target,
    as_notes,
    checked_row,
    column_of,
)
from tracker.core.validation import N_, ErrorList, FieldError, length_errors
from tracker.db import database
from tracker.jobs.models import Job, MailRefusal
from tracker.tables import Limits, UnreadableTable, open_table

LIMITS = Limits(upload_bytes=1_500_000, rows=5_000, columns=100)
COLUMNS = Columns(
    column_of(Person.email),
    column_of(Person.name),
    column_of(Person.title),
    Column("unit", "enhed afdeling department forvaltning", title=N_("Unit")),
    column_of(Person.role),
)
ROLES = {role.value: role for role in Role} | {
    "medarbejder": Role.employee,
    "tovholder": Role.facilitator,
    "leder": Role.leader,
    "administrator": Role.admin,
    "": Role.employee,
}


@dataclass
class PersonRow(Row):
    """One person of the list."""

    email: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    role: Role = Role.employee
    role_told: bool = False

    @property
    def good(self) -> bool:
        """Whether the person can be invited."""
        return not self.problems


class PeopleTarget(Target):
    """Checks rows of people; they are invited after somebody has confirmed the list."""

    def __init__(self):
        self.seen: set[str] = set()

    def new_row(self, line: int, cells: dict, key: str, digest: str) -> PersonRow:
        return PersonRow(line, cells, key, digest)

    def check(self, cells: CellReader) -> None:
        row = cells.row
        row.email = tidy_email(cells.line("email"))
        row.name = cells.line("name")
        row.title = cells.line("title")
        row.unit = cells.line("unit")
        row.problems += as_notes(self.problems_of(row), str)
        for problem in length_errors({"name": row.unit}, Unit):
            cells.refuse("unit", problem.message, **problem.params)
        word = cells.line("role").casefold()
        row.role = ROLES.get(word, Role.employee)
        row.role_told = bool(word)
        if word not in ROLES:
            cells.refuse("role", N_("There is no role called %(word)s."), word=word)
        if row.email and row.email in self.seen:
            cells.refuse("email", N_("This address stands twice in the list."))
        self.seen.add(row.email)

    def problems_of(self, row: PersonRow) -> list[FieldError]:
        """What keeps the row from being invited."""
        return invitation_problems(email=row.email, name=row.name, title=row.title)


def read_people(
    content: bytes, name: str, target: PeopleTarget | None = None
) -> list[PersonRow]:
    """Read and check each row of a list of people.

    Args:
        target: What a row has to be good for; to be invited, without one.

    Raises:
        NotATable: The file cannot be read, or has no column of mail addresses.
    """
    with open_table(io.BytesIO(content), name, LIMITS, score=COLUMNS.score) as table:
        mapping = Mapping.recognised(COLUMNS, table.columns)
        if "email" not in mapping.columns:
            raise UnreadableTable(N_("There is no column called email."))
        reader = Reader(mapping, table.columns, Habits(), table.header_line)
        target = target or PeopleTarget()
        return [checked_row(reader, target, line, row) for line, row in table.rows()]


def invite_people(
    rows: Iterable[PersonRow], *, at: dt.datetime, locale: str, by: int | None = None
) -> int:
    """Invite the people of valid rows and make new units. Returns their number."""
    invited = 0
    with database.atomic():
        for row in rows:
            if row.good:
                unit = None
                if row.unit:
                    unit = Unit.named(row.unit)
                ask_to_invite(
                    email=row.email,
                    name=row.name,
                    title=row.title,
                    unit=unit,
                    role=row.role,
                    at=at,
                    locale=locale,
                    by=by,
                )
                invited += 1
    return invited


def ask_to_invite(
    *,
    email: str,
    name: str,
    unit: Unit | None,
    role: Role,
    at: dt.datetime,
    locale: str,
    title: str = "",
    by: int | None = None,
) -> None:
    """Enqueue an invitation by mail."""
    Job.enqueue(
        "invitation",
        at=at,
        locale=locale,
        email=tidy_email(email),
        name=name,
        title=title,
        unit=unit and unit.id,
        role=role.value,
        by=by,
    )


def invite_again(
    one_time_link: OneTimeLink, email: str, *, at: dt.datetime, locale: str, by: int
) -> None:
    """Send an invitation again, to the same address or a corrected one.

    Args:
        by: Id of whoever asks, who is told if it does not arrive.

    Raises:
        ValidationFailed: The address is malformed, or has an account already.
    """
    email = tidy_email(email)
    ErrorList(invitation_problems(email=email)).raise_if_any()
    told = one_time_link.payload
    with one_time_link._meta.database.atomic():
        MailRefusal.forget(one_time_link.email)
        Job.cancel("invitation", email=one_time_link.email)
        if email != one_time_link.email:
            one_time_link.use()
        ask_to_invite(
            email=email,
            name=told.get("name", ""),
            title=told.get("title", ""),
            unit=one_time_link.unit,
            role=one_time_link.role,
            at=at,
            locale=locale,
            by=by,
        )


def as_text(rows: Iterable[PersonRow]) -> str:
    """The valid rows as CSV, for the form that confirms the import."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (row.email, row.name, row.title, row.unit, row.role.value)
        for row in rows
        if row.good
    )
    return out.getvalue()
