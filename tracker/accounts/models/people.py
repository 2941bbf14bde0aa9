"""People and the units they belong to."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.passwords import hashed, matches, problems_with
from tracker.db import Capped, Chosen, Instant, Record
from tracker.rules import N_, Problem, Refused, Word, demand, required, within_caps


class Role(Word):
    employee = "employee", N_("Employee")
    facilitator = "facilitator", N_("Facilitator")
    leader = "leader", N_("Leader")
    admin = "admin", N_("Administrator")


class Theme(Word):
    system = "system", N_("As my device")
    light = "light", N_("Light")
    dark = "dark", N_("Dark")


class Unit(Record):
    """A part of the organisation. Units stand in alphabetical order, never sorted by a figure."""

    name = Capped(120, unique=True)
    parent = peewee.ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")

    @classmethod
    def named(cls, name: str, parent: Unit | None = None) -> Unit:
        """The unit of this name, made if there is none.

        Raises:
            Refused: The name is blank or too long.
        """
        name = " ".join(name.split())
        demand(*required({"name": name}, ["name"]), *within_caps({"name": name}, cls))
        unit, _ = cls.get_or_create(name=name, defaults={"parent": parent})
        return unit

    def rename(self, name: str, parent: Unit | None) -> None:
        """Give the unit another name or place in the tree.

        Raises:
            Refused: Another unit has the name, or the unit would stand below itself.
        """
        above, seen = parent, set()
        while above and above.id not in seen:
            demand(*([Problem("parent", N_("A unit cannot stand below itself."))] if above.id == self.id else []))
            seen.add(above.id)
            above = above.parent
        self.name, self.parent = " ".join(name.split()), parent
        demand(*required({"name": self.name}, ["name"]), *within_caps({"name": self.name}, Unit))
        try:
            with self._meta.database.atomic():
                self.save()
        except peewee.IntegrityError as error:
            raise Refused(Problem("name", N_("There is already a unit of that name."))) from error

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """Somebody who works here."""

    # What Flask-Login asks of whoever is signed in; `session` and its token are set when the cookie is read.
    is_authenticated, is_anonymous = True, False
    session = session_token = None

    email = Capped(254, unique=True)
    name = Capped(120)
    title = Capped(120, default="")
    unit = peewee.ForeignKeyField(Unit, backref="people", on_delete="RESTRICT")
    role = Chosen(Role, default=Role.employee)
    locale = Capped(5, default="da")
    theme = Chosen(Theme, default=Theme.system)
    shortcuts = peewee.BooleanField(default=True)
    about = Capped(2000, default="")
    answers_here = Capped(1000, default="")
    password_hash = peewee.CharField(null=True)
    joined_at = Instant()
    disabled_at = Instant(null=True)

    @classmethod
    def welcome(cls, *, email: str, name: str, unit: Unit, at: dt.datetime, role: Role = Role.employee, password=None, **more):
        """Make an account; without a password it is entered through a one-time link.

        Raises:
            Refused: The address is taken or malformed, a text is too long, or the password is too easy to guess.
        """
        answers = {"email": tidy_email(email), "name": " ".join(name.split()), **more}
        demand(
            *required(answers, ["email", "name"]),
            *within_caps(answers, cls),
            *([] if "@" in answers["email"] else [Problem("email", N_("This does not look like a mail address."))]),
            *(problems_with(password, answers["email"], answers["name"], unit.name) if password is not None else []),
        )
        try:
            with cls._meta.database.atomic():
                return cls.create(
                    unit=unit,
                    role=role,
                    joined_at=at,
                    password_hash=hashed(password) if password is not None else None,
                    **answers,
                )
        except peewee.IntegrityError as error:
            raise Refused(Problem("email", N_("There is already an account with this address."))) from error

    @classmethod
    def at_address(cls, email: str) -> Person | None:
        return cls.get_or_none(cls.email == tidy_email(email))

    def set_password(self, password: str) -> None:
        """Replace the password. The caller ends sessions and tickets: see `Session.end_all` and `Ticket.void`.

        Raises:
            Refused: The password is too short, too long, common, or made of one's own name.
        """
        demand(*problems_with(password, self.email, self.name, self.unit.name))
        self.password_hash = hashed(password)
        self.save()

    def knows(self, password: str) -> bool:
        """Whether this is the password; the hash is renewed when its parameters have grown since."""
        ok, renewed = matches(password, self.password_hash)
        if ok and renewed:
            self.password_hash = renewed
            self.save()
        return ok and self.is_active

    def speak(self, locale: str) -> None:
        """Read the pages in another language."""
        self.locale = locale
        self.save()

    def become(self, role: Role) -> None:
        """Take another role.

        Raises:
            Refused: It would leave the organisation without an administrator.
        """
        if self.role is Role.admin and role is not Role.admin:
            demand(*self._last_admin())
        self.role = role
        self.save()

    def disable(self, at: dt.datetime) -> None:
        """Close the account; its work stays. The caller ends the sessions.

        Raises:
            Refused: It is the last administrator.
        """
        demand(*self._last_admin())
        self.disabled_at = at
        self.save()

    def enable(self) -> None:
        self.disabled_at = None
        self.save()

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def get_id(self) -> str | None:
        """What the cookie carries: the token of this session, never the person's id."""
        return self.session_token

    @property
    def is_admin(self) -> bool:
        return self.role is Role.admin

    @property
    def facilitates(self) -> bool:
        """Whether guidelines, stakeholders, lessons and imports are this person's to keep."""
        return self.role in (Role.facilitator, Role.admin)

    def _last_admin(self) -> list[Problem]:
        others = Person.select().where(Person.role == Role.admin, Person.disabled_at.is_null(), Person.id != self.id)
        if self.is_admin and not others.exists():
            return [Problem("", N_("This is the only administrator; make somebody else one first."))]
        return []

    def __str__(self) -> str:
        return self.name


def tidy_email(email: str) -> str:
    """An address as it is compared and kept: trimmed and in lower case."""
    return email.strip().lower()
