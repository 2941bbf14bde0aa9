"""People and their roles."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.administration import TAKEN, AdministrationMixin
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.accounts.models.login_mixin import LoginMixin
from tracker.accounts.models.name import confusable_skeleton
from tracker.accounts.models.name_index import NameIndex
from tracker.accounts.models.role import PersonNameField, Role, Theme
from tracker.accounts.models.unit import Unit
from tracker.accounts.passwords import hash_password, password_problems
from tracker.audit.models import AuditEvent, EventType
from tracker.core.imports import importable
from tracker.core.table_notation import TableNotation
from tracker.core.validation import (
    N_,
    ErrorList,
    FieldError,
    ValidationFailed,
    length_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.plaintext import one_line
from tracker.small_groups import MIN_GROUP_SIZE


class Person(LoginMixin, AdministrationMixin, BaseModel):
    """Somebody who works here, or who did: one who was erased has neither name nor
    address left, and the work stays.
    """

    email = importable(
        CheckedCharField(254, unique=True),
        "e_mail mail mailadresse mailadress email_address e_mailadresse",
        title=N_("Mail address"),
    )
    name = importable(
        PersonNameField(120), "navn fulde_navn full_name", title=N_("Name")
    )
    title = importable(
        CheckedCharField(120, default=""),
        "titel stilling stillingsbetegnelse",
        title=N_("Job title"),
    )
    unit = peewee.ForeignKeyField(Unit, backref="people", on_delete="RESTRICT")
    role = importable(
        EnumCharField(Role, default=Role.employee), "rolle", title=N_("Role")
    )
    locale = CheckedCharField(5, default="da")
    theme = EnumCharField(Theme, default=Theme.system)
    shortcuts = peewee.BooleanField(default=True)
    # None: as the language that one reads
    table_notation = EnumCharField(TableNotation, null=True)
    about = CheckedCharField(2000, default="")
    answers_here = CheckedCharField(1000, default="")
    password_hash = peewee.CharField(null=True)
    joined_at = UTCDateTimeField()
    disabled_at = UTCDateTimeField(null=True)
    erased_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = ((("disabled_at", "unit"), False), (("name", "id"), False))

    @classmethod
    def welcome(
        cls,
        *,
        email: str,
        name: str,
        unit: Unit,
        at: dt.datetime,
        role: Role = Role.employee,
        password=None,
        **more,
    ):
        """Make an account; without a password it is entered through a one-time link.

        Raises:
            ValidationFailed: The address is taken or malformed, a text is too long, or
                the password is too easy to guess.
        """
        return cls.prepared(
            email=email,
            name=name,
            unit=unit,
            at=at,
            role=role,
            password=password,
            **more,
        ).insert_prepared()

    @classmethod
    def prepared(
        cls,
        *,
        email: str,
        name: str,
        unit: Unit,
        at: dt.datetime,
        password: str | None = None,
        **more,
    ) -> Person:
        """Somebody who is checked, with the password hashed, but not written: hashing
        is slow and must hold no transaction open.

        Raises:
            ValidationFailed: The address is malformed, a text is too long, or the
                password is too easy to guess.
        """
        answers = {"email": tidy_email(email), "name": one_line(name)} | more
        errors = ErrorList(required(answers, ["email", "name"]))
        errors += length_errors(answers, cls)
        errors += address_problems(answers["email"])
        if password is not None:
            own_words = (answers["email"], answers["name"], unit.name)
            errors += password_problems(password, *own_words)
        errors.raise_if_any()
        if password is not None:
            answers["password_hash"] = hash_password(password)
        return cls(unit=unit, joined_at=at, **answers)

    def insert_prepared(self) -> Person:
        """Write somebody prepared.

        Raises:
            ValidationFailed: The address is taken.
        """
        # Before the transaction, which others wait for: it looks at all names
        alike = self.namesakes()
        try:
            with self._meta.database.atomic():
                self.save(force_insert=True)
                AuditEvent.record(
                    EventType.account_made, on=self, detail=self.role.value
                )
                self._record_namesakes(alike)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("email", TAKEN)) from error
        return self

    @classmethod
    def large_units(cls) -> peewee.ModelSelect:
        """Ids of the units in which one person cannot be told from the others."""
        active = cls.select(cls.unit).where(cls.disabled_at.is_null())
        return active.group_by(cls.unit).having(
            peewee.fn.COUNT(cls.id) >= MIN_GROUP_SIZE
        )

    @classmethod
    def at_address(cls, email: str) -> Person | None:
        return cls.get_or_none(cls.email == tidy_email(email))

    def update_profile(self, *, name: str, **card) -> None:
        """Change what one keeps about oneself.

        Args:
            card: title, about, locale, theme, shortcuts; answers_here of a leader.

        Raises:
            ValidationFailed: The name is blank or a text too long.
        """
        card["name"] = one_line(name)
        errors = required(card, ["name"]) + length_errors(card, Person)
        ErrorList(errors).raise_if_any()
        renamed = card["name"] != self.name
        for field in ("name", "title", "about", "locale", "theme", "shortcuts"):
            if field in card:
                setattr(self, field, card[field])
        if self.leads and "answers_here" in card:
            self.answers_here = card["answers_here"]
        alike = self.namesakes() if renamed else []
        with self._meta.database.atomic():
            self.save()
            if renamed:
                AuditEvent.record(EventType.name_changed, on=self)
                self._record_namesakes(alike)

    def set_locale(self, locale: str) -> None:
        """Read the pages in another language."""
        self.locale = locale
        self.save()

    def set_table_notation(self, notation: TableNotation) -> None:
        """Take table files away in another notation."""
        self.table_notation = notation
        self.save()

    def namesakes(self) -> list[int]:
        """Ids of the colleagues whose name is the same, or looks the same."""
        model = type(self)
        looks = confusable_skeleton(self.name)
        near = NameIndex.by_looks(model).being([looks])
        others = model.select(model.id, model.name).where(
            model.id.in_(near or [0]), model.id != self.id, model.erased_at.is_null()
        )
        return [
            id
            for id, name in others.order_by(model.id).tuples()
            if confusable_skeleton(name) == looks
        ]

    def _record_namesakes(self, alike: list[int]) -> None:
        if alike:
            AuditEvent.record(
                EventType.namesake, on=self, detail=", ".join(map(str, alike[:20]))
            )

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

    def __str__(self) -> str:
        return self.name


# What names a person on a page: enough of whoever did or said something
NAMED = (Person.id, Person.name, Person.unit)

# Who leads here. An index holds them: there are few among all colleagues
LEADS = (Person.role == peewee.SQL("'leader'")) & Person.disabled_at.is_null()
Person.add_index(
    peewee.ModelIndex(Person, (Person.role,), where=LEADS, name="person_leader")
)
