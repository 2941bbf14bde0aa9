"""A list of everybody who works here, and what it means for accounts: joiners are
invited, movers moved, and whoever is missing is closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tracker.accounts.imports import PeopleTarget, PersonRow, invite_people
from tracker.accounts.models import OneTimeLink, Person, Purpose, Unit
from tracker.accounts.models.one_time_link import roster_problems
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import database
from tracker.jobs.models import Job

NOBODY = N_("The list names nobody who could be here; nobody is closed by it.")


class RosterTarget(PeopleTarget):
    """Checks rows of people who may have an account already."""

    def problems_of(self, row: PersonRow) -> list[FieldError]:
        return roster_problems(email=row.email, name=row.name, title=row.title)


@dataclass(frozen=True)
class Move:
    """What a list says otherwise of somebody who is here."""

    person: Person
    row: PersonRow

    @property
    def changes(self) -> list[str]:
        """What would change, in a word each."""
        person, row = self.person, self.row
        told = []
        if row.unit and Unit.called(row.unit) != person.unit:
            told.append(row.unit)
        if row.title and row.title != person.title:
            told.append(row.title)
        if row.role_told and row.role is not person.role:
            told.append(row.role.value)
        return told

    def carry_out(self, at: dt.datetime) -> None:
        """Bring the account to what the list says.

        Raises:
            ValidationFailed: It would leave the organisation without an administrator.
        """
        person, row = self.person, self.row
        role = person.role
        if row.title and row.title != person.title:
            person.update_profile(name=person.name, title=row.title)
        if row.unit:
            unit = Unit.named(row.unit)
            if unit.id != person.unit_id:
                person.change_unit(unit)
        if row.role_told and row.role is not role:
            person.change_role(row.role)
            Job.enqueue("account_changed", at=at, person=person.id, what="role")


@dataclass(frozen=True)
class RosterPlan:
    """What a list means, before anything is changed.

    Attributes:
        closed: People of the list whose account is closed: they stay closed.
        withdrawn: Invitations of who is not on the list.
        kept: People who were not closed or demoted, being the only administrator.
    """

    joiners: list[PersonRow]
    moves: list[Move]
    leavers: list[Person]
    closed: list[Person]
    withdrawn: list[OneTimeLink]
    kept: list[Person]

    @classmethod
    def of(cls, rows: Iterable[PersonRow], spared: Collection[str] = ()) -> RosterPlan:
        """The plan of a list.

        Args:
            spared: Addresses that are closed by no list: the administrators for the day
                on which the identity provider is away.

        Raises:
            ValidationFailed: The list names nobody.
        """
        rows = list(rows)
        good = {row.email: row for row in rows if row.good}
        if not good:
            raise ValidationFailed(FieldError("", NOBODY))
        # A row that cannot be read all the same says that somebody is here
        named = {row.email for row in rows if row.email} | set(spared)
        here = {person.email: person for person in Person.select()}
        known = [(here[email], row) for email, row in good.items() if email in here]
        moves = [Move(person, row) for person, row in known if person.is_active]
        invited = OneTimeLink.select().where(
            OneTimeLink.purpose == Purpose.invitation, OneTimeLink.person.is_null()
        )
        return cls(
            joiners=[row for email, row in good.items() if email not in here],
            moves=[move for move in moves if move.changes],
            leavers=[
                person
                for email, person in sorted(here.items())
                if person.is_active and email not in named
            ],
            closed=[person for person, row in known if not person.is_active],
            withdrawn=[link for link in invited if link.email not in named],
            kept=[],
        )

    def carry_out(self, *, at: dt.datetime, locale: str) -> None:
        """Invite, move and close, all or nothing."""
        with database.atomic():
            invite_people(self.joiners, at=at, locale=locale)
            for move in self.moves:
                self._unless_last_admin(move.person, move.carry_out, at)
            for person in self.leavers:
                self._unless_last_admin(person, person.disable, at)
            for link in self.withdrawn:
                link.withdraw()

    def lines(self) -> Iterator[str]:
        """What it means for whom."""
        for row in self.joiners:
            yield f"joins   {row.email}"
        for move in self.moves:
            yield f"moves   {move.person.email}: {', '.join(move.changes)}"
        for person in self.leavers:
            yield f"leaves  {person.email}"
        for link in self.withdrawn:
            yield f"leaves  {link.email} (invited)"
        for person in self.closed:
            yield f"closed  {person.email}: open the account by hand if they are back"

    def summary(self) -> str:
        """How many it was."""
        closed = len(self.leavers) - sum(person in self.kept for person in self.leavers)
        told = f"{len(self.joiners)} invited, {len(self.moves)} moved, {closed} closed."
        for person in self.kept:
            told += f" {person.email} is the only administrator, and stays one."
        return told

    def _unless_last_admin(self, person: Person, act, at: dt.datetime) -> None:
        try:
            with database.atomic():
                act(at)
        except ValidationFailed:
            self.kept.append(person)
