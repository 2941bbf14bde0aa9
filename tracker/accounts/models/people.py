"""People: who they are, and what they may do."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.addresses import address_problems, tidy_email
from tracker.accounts.models.roles import Named, Role, Theme
from tracker.accounts.models.units import Unit
from tracker.accounts.passwords import hashed, matches, problems_with
from tracker.audit.models import Act, What
from tracker.db import Capped, Chosen, Instant, Record, is_sqlite
from tracker.rules import N_, Problem, Refused, demand, required, within_caps


class Person(Record):
    """Somebody who works here, or who did: one who was erased has neither name nor address left, and the work stays."""

    # What Flask-Login asks of whoever is signed in; `session` and its token are set when the cookie is read.
    is_authenticated, is_anonymous = True, False
    session = session_token = None

    email = Capped(254, unique=True)
    name = Named(120)
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
    erased_at = Instant(null=True)

    @classmethod
    def welcome(cls, *, email: str, name: str, unit: Unit, at: dt.datetime, role: Role = Role.employee, password=None, **more):
        """Make an account; without a password it is entered through a one-time link.

        Raises:
            Refused: The address is taken or malformed, a text is too long, or the password is too easy to guess.
        """
        return cls.prepared(email=email, name=name, unit=unit, at=at, role=role, password=password, **more).arrive()

    @classmethod
    def prepared(cls, *, email: str, name: str, unit: Unit, at: dt.datetime, password: str | None = None, **more) -> Person:
        """Somebody who is checked, with the password hashed, but not written: hashing is slow and must hold no transaction open.

        Raises:
            Refused: The address is malformed, a text is too long, or the password is too easy to guess.
        """
        answers = {"email": tidy_email(email), "name": " ".join(name.split()), **more}
        demand(
            *required(answers, ["email", "name"]),
            *within_caps(answers, cls),
            *address_problems(answers["email"]),
            *(problems_with(password, answers["email"], answers["name"], unit.name) if password is not None else []),
        )
        if password is not None:
            answers["password_hash"] = hashed(password)
        return cls(unit=unit, joined_at=at, **answers)

    def arrive(self) -> Person:
        """Write somebody prepared.

        Raises:
            Refused: The address is taken.
        """
        try:
            with self._meta.database.atomic():
                self.save(force_insert=True)
                Act.note(What.account_made, on=self, detail=self.role.value)
        except peewee.IntegrityError as error:
            raise Refused(Problem("email", N_("There is already an account with this address."))) from error
        return self

    @classmethod
    def at_address(cls, email: str) -> Person | None:
        return cls.get_or_none(cls.email == tidy_email(email))

    def set_password(self, password: str, but=None) -> None:
        """Replace the password. One-time links are void and sessions end.

        Args:
            but: The session that stays.

        Raises:
            Refused: The password is too short, too long, common, or made of one's own name.
        """
        self.take_hash(self.hash_of(password), but)

    def hash_of(self, password: str) -> str:
        """The hash of a new password of this person. It is slow: make it before any transaction.

        Raises:
            Refused: The password is too short, too long, common, or made of one's own name.
        """
        demand(*problems_with(password, self.email, self.name, self.unit.name))
        return hashed(password)

    def take_hash(self, password_hash: str, but=None) -> None:
        """Put a hash that was made before in place of the password's."""
        with self._meta.database.atomic():
            self.password_hash = password_hash
            self.save()
            self.lock_out(but)
            Act.note(What.password_changed, on=self)

    def lock_out(self, but=None) -> None:
        """End every session, perhaps but one, and void every one-time link."""
        self.sessions.model.end_all(self, but)
        self.tickets.model.void(self)

    def knows(self, password: str) -> bool:
        """Whether this is the password; the hash is renewed when its parameters have grown since."""
        was = self.password_hash
        ok, renewed = matches(password, was)
        if (
            ok
            and renewed
            and Person.update(password_hash=renewed).where(Person.id == self.id, Person.password_hash == was).execute()
        ):
            self.password_hash = renewed
            self._dirty.discard("password_hash")
        return ok and self.is_active

    def introduce(self, *, name: str, **card) -> None:
        """Change what one keeps about oneself.

        Args:
            card: title, about, locale, theme, shortcuts; answers_here of a leader.

        Raises:
            Refused: The name is blank or a text too long.
        """
        card["name"] = " ".join(name.split())
        demand(*required(card, ["name"]), *within_caps(card, Person))
        for field in ("name", "title", "about", "locale", "theme", "shortcuts", *(["answers_here"] if self.leads else [])):
            if field in card:
                setattr(self, field, card[field])
        self.save()

    def speak(self, locale: str) -> None:
        """Read the pages in another language."""
        self.locale = locale
        self.save()

    def become(self, role: Role) -> None:
        """Take another role.

        Raises:
            Refused: It would leave the organisation without an administrator.
        """
        with self._meta.database.atomic():
            if role is not Role.admin:
                demand(*self._last_admin("role"))
            if role is not self.role:
                Act.note(What.role_changed, on=self, detail=f"{self.role.value} → {role.value}")
            self.role = role
            self.save()

    def move(self, unit: Unit) -> None:
        """Belong to another unit; what was tried before stays with the old one."""
        with self._meta.database.atomic():
            if unit.id != self.unit_id:
                Act.note(What.unit_changed, on=self, detail=f"{self.unit_id} → {unit.id}")
            self.unit = unit
            self.save()

    def place(self, *, email: str, role: Role, unit: Unit) -> None:
        """Change what an administrator keeps about somebody.

        Raises:
            Refused: The address is malformed or taken, or it would leave the organisation without an administrator.
        """
        email = tidy_email(email)
        demand(*required({"email": email}, ["email"]), *within_caps({"email": email}, Person), *address_problems(email))
        try:
            with self._meta.database.atomic():
                self.become(role)
                self.move(unit)
                if email != self.email:
                    self.email = email
                    self.save()
                    Act.note(What.address_changed, on=self)
                    self.tickets.model.void(self)
        except peewee.IntegrityError as error:
            raise Refused(Problem("email", N_("There is already an account with this address."))) from error

    def disable(self, at: dt.datetime) -> None:
        """Close the account; its work stays. Sessions end at once.

        Raises:
            Refused: It is the last administrator.
        """
        with self._meta.database.atomic():
            demand(*self._last_admin())
            self.disabled_at = at
            self.save()
            self.lock_out()
            Act.note(What.disabled, on=self)

    def erase(self, at: dt.datetime) -> None:
        """Let nothing be left of who this was: a row without name, address and password, that the work still points to.

        Called by `privacy.erasing`, which sees to everything else that tells of the person.

        Raises:
            Refused: It is the last administrator.
        """
        with self._meta.database.atomic():
            demand(*self._last_admin())
            self.lock_out()
            self.name = self.title = self.about = self.answers_here = ""
            self.email, self.password_hash, self.role = f"erased-{self.id}@invalid", None, Role.employee
            self.disabled_at, self.erased_at = self.disabled_at or at, at
            self.save()
            Act.note(What.erased, on=self)

    def enable(self) -> None:
        """Open the account again.

        Raises:
            Refused: There is nobody behind it any more.
        """
        demand(*([Problem("", N_("Who this was has been erased."))] if self.erased_at else []))
        with self._meta.database.atomic():
            self.disabled_at = None
            self.save()
            Act.note(What.enabled, on=self)

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

    @property
    def leads(self) -> bool:
        return self.role is Role.leader

    def _last_admin(self, field: str = "") -> list[Problem]:
        # Both rows are locked: two administrators who demote each other at once must not both succeed.
        admins = Person.select(Person.id).where(Person.role == Role.admin, Person.disabled_at.is_null())
        ids = {row.id for row in (admins if is_sqlite() else admins.for_update())}
        if ids == {self.id}:
            return [Problem(field, N_("This is the only administrator; make somebody else one first."))]
        return []

    def __str__(self) -> str:
        return self.name
