"""A list of people from a table file: every row is read and told about, the good ones
become invitations.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.accounts.models import Role, Unit
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.one_time_link import invitation_problems
from tracker.core.validation import N_, FieldError, length_errors
from tracker.db import database
from tracker.jobs.models import Errand
from tracker.plaintext import one_line
from tracker.tables import Limits, NotATable, open_table

LIMITS = Limits(upload_bytes=1_500_000, rows=5_000, columns=100)
COLUMNS = {
    "email": (
        "email",
        "e-mail",
        "mail",
        "mailadresse",
        "mailadress",
        "email address",
        "e-mailadresse",
    ),
    "name": ("name", "navn", "fulde navn", "full name"),
    "title": ("title", "titel", "stilling", "stillingsbetegnelse"),
    "unit": ("unit", "enhed", "afdeling", "department", "forvaltning"),
    "role": ("role", "rolle"),
}
ROLES = {
    **{role.value: role for role in Role},
    **{
        "medarbejder": Role.employee,
        "tovholder": Role.facilitator,
        "leder": Role.leader,
        "administrator": Role.admin,
    },
    "": Role.employee,
}


@dataclass
class Row:
    """One person of the list.

    Attributes:
        line: Where it stands in the file.
        problems: Why it cannot be invited; empty when it can.
    """

    line: int
    email: str
    name: str
    title: str
    unit: str
    role: Role
    problems: list[FieldError]

    @property
    def good(self) -> bool:
        return not self.problems


def read_people(content: bytes, name: str) -> list[Row]:
    """Every row of a list of people, with what is wrong with it.

    Raises:
        NotATable: The file cannot be read, or has no column of mail addresses.
    """
    with open_table(io.BytesIO(content), name, LIMITS) as table:
        named = {
            column: field
            for column in table.columns
            for field, words in COLUMNS.items()
            if column.casefold() in words
        }
        if "email" not in named.values():
            raise NotATable(N_("There is no column called email."))
        cells = [
            (line, {named[c]: one_line(v) for c, v in row.items() if c in named})
            for line, row in table.rows()
        ]
    seen: set[str] = set()
    return [_row(line, row, seen) for line, row in cells]


def invite_people(
    rows: Iterable[Row], *, at: dt.datetime, locale: str, by: int | None = None
) -> int:
    """Invite those that can be; units that are new are made. Returns how many were invited."""
    invited = 0
    with database.atomic():
        for row in rows:
            if row.good:
                unit = Unit.named(row.unit) if row.unit else None
                told = {
                    "email": row.email,
                    "name": row.name,
                    "title": row.title,
                    "unit": unit,
                    "role": row.role,
                }
                ask_to_invite(**told, at=at, locale=locale, by=by)
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
    """Ask the worker for an invitation by mail."""
    told = {
        "email": tidy_email(email),
        "name": name,
        "title": title,
        "unit": unit and unit.id,
        "role": role.value,
        "by": by,
    }
    Errand.ask("invitation", at=at, locale=locale, **told)


def as_text(rows: Iterable[Row]) -> str:
    """Those of the list that can be invited, as CSV again, to go with the page that
    asks whether to go ahead.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (row.email, row.name, row.title, row.unit, row.role.value)
        for row in rows
        if row.good
    )
    return out.getvalue()


def _row(line: int, cells: dict, seen: set[str]) -> Row:
    email = tidy_email(cells.get("email", ""))
    word = cells.get("role", "").casefold()
    texts = {field: cells.get(field, "") for field in ("name", "title", "unit")}
    problems = [
        *invitation_problems(email=email, name=texts["name"], title=texts["title"]),
        *[
            FieldError("unit", p.message, p.params)
            for p in length_errors({"name": texts["unit"]}, Unit)
        ],
        *(
            []
            if word in ROLES
            else [
                FieldError(
                    "role", N_("There is no role called %(word)s."), {"word": word}
                )
            ]
        ),
        *(
            [FieldError("email", N_("This address stands twice in the list."))]
            if email and email in seen
            else []
        ),
    ]
    seen.add(email)
    return Row(
        line, email, role=ROLES.get(word, Role.employee), problems=problems, **texts
    )
