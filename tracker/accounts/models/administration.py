"""Mixin of a person: the changes that an administrator makes to an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee

from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.accounts.models.role import Role
from tracker.accounts.models.unit import Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    ErrorList,
    FieldError,
    ValidationFailed,
    length_errors,
    required,
)
from tracker.db import for_update

TAKEN = N_("There is already an account with this address.")

# What sessions, links and second factors do, in the same transaction, when a person has
# another role or address: their models append functions of the person.
AFTER_ROLE_CHANGE: list[Callable[[object], object]] = []
AFTER_ADDRESS_CHANGE: list[Callable[[object], object]] = []


class AdministrationMixin:
    """Mixin of a person."""

    def change_role(self, role: Role) -> None:
        """Take another role.

        Where that one asks for a code, whoever has none is signed out, and sets it up
        at the next sign-in.

        Raises:
            ValidationFailed: It would leave the organisation without an administrator.
        """
        with self._meta.database.atomic():
            if role is not Role.admin:
                self._require_another_admin("role")
            if role is not self.role:
                AuditEvent.record(
                    EventType.role_changed,
                    on=self,
                    detail=f"{self.role.value} → {role.value}",
                )
            self.role = role
            self.save()
            for act in AFTER_ROLE_CHANGE:
                act(self)

    def change_unit(self, unit: Unit) -> None:
        """Belong to another unit; what was tried before stays with the old one."""
        with self._meta.database.atomic():
            if unit.id != self.unit_id:
                AuditEvent.record(
                    EventType.unit_changed,
                    on=self,
                    detail=f"{self.unit_id} → {unit.id}",
                )
            self.unit = unit
            self.save()

    def update_by_admin(self, *, email: str, role: Role, unit: Unit) -> None:
        """Change all that an administrator keeps about somebody.

        Raises:
            ValidationFailed: The address is malformed or taken, or it would leave the
                organisation without an administrator.
        """
        email = tidy_email(email)
        answers = {"email": email}
        errors = ErrorList(required(answers, ["email"]))
        errors += length_errors(answers, type(self))
        errors += address_problems(email)
        errors.raise_if_any()
        try:
            with self._meta.database.atomic():
                self.change_role(role)
                self.change_unit(unit)
                if email != self.email:
                    self.change_address(email)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("email", TAKEN)) from error

    def change_address(self, email: str) -> None:
        """Be written to at another address, which is checked and free; links that are
        on their way to the old one are void.
        """
        with self._meta.database.atomic():
            self.email = email
            self.save()
            AuditEvent.record(EventType.address_changed, on=self)
            for act in AFTER_ADDRESS_CHANGE:
                act(self)

    def disable(self, at: dt.datetime) -> None:
        """Close the account; its work stays. Sessions end at once.

        Raises:
            ValidationFailed: It is the last administrator.
        """
        with self._meta.database.atomic():
            self._require_another_admin()
            self.disabled_at = at
            self.save()
            self.end_all_access()
            AuditEvent.record(EventType.disabled, on=self)

    def enable(self) -> None:
        """Open the account again.

        Raises:
            ValidationFailed: There is nobody behind it any more.
        """
        if self.erased_at:
            raise ValidationFailed(FieldError("", N_("Who this was has been erased.")))
        with self._meta.database.atomic():
            self.disabled_at = None
            self.save()
            AuditEvent.record(EventType.enabled, on=self)

    def erase(self, at: dt.datetime) -> None:
        """Let nothing be left of who this was: a row without name, address and
        password, that the work still points to.

        Called by `privacy.erasing`, which sees to everything else that tells of the person.

        Raises:
            ValidationFailed: It is the last administrator.
        """
        with self._meta.database.atomic():
            self._require_another_admin()
            self.end_all_access()
            self.name = self.title = self.about = self.answers_here = ""
            self.email = f"erased-{self.id}@invalid"
            self.password_hash = None
            self.role = Role.employee
            self.disabled_at, self.erased_at = self.disabled_at or at, at
            self.save()
            AuditEvent.record(EventType.erased, on=self)

    def _require_another_admin(self, field: str = "") -> None:
        # Both rows are locked: two administrators who demote each other at once must
        # not both succeed.
        model = type(self)
        admins = model.select(model.id).where(
            model.role == Role.admin, model.disabled_at.is_null()
        )
        if {row.id for row in for_update(admins)} == {self.id}:
            message = N_(
                "This is the only administrator; make somebody else one first."
            )
            raise ValidationFailed(FieldError(field, message))
