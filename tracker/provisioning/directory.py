"""What a directory says of people, and what that means for their accounts.

Joiners get an account, movers another unit, leavers a closed one: signed out at once,
and their work stays. The only administrator is closed and demoted by nobody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from tracker.accounts.models import OneTimeLink, Person, Role, Unit
from tracker.accounts.models.administration import TAKEN
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.plaintext import one_line
from tracker.provisioning.models import ProvisionedUser
from tracker.provisioning.queries import deleted_at_address

NO_ADDRESS = N_("Neither emails nor userName hold a mail address.")


@dataclass(frozen=True)
class DirectoryEntry:
    """A person as the directory has them; None or "" where it says nothing."""

    user_name: str
    email: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    role: Role | None = None
    active: bool = True
    external_id: str | None = None

    @property
    def address(self) -> str:
        """The mail address: that of `emails`, and the name in the directory only where
        there is none.

        Raises:
            ValidationFailed: Neither is one.
        """
        for text in (self.email, self.user_name):
            email = tidy_email(text or "")
            if email and not address_problems(email):
                return email
        raise ValidationFailed(FieldError("emails", NO_ADDRESS))


def join(entry: DirectoryEntry, *, organisation: str, at: dt.datetime) -> Person:
    """Make the account of a joiner; one that the directory deleted is opened again.

    Args:
        organisation: The unit of whoever the directory gives none.

    Raises:
        ValidationFailed: The name or the address belongs to somebody, or is none.
    """
    email = entry.address
    if ProvisionedUser.named(entry.user_name):
        raise ValidationFailed(FieldError("userName", TAKEN))
    if back := deleted_at_address(email):
        back.enable()
        entry = replace(entry, unit=entry.unit or back.unit.name)
        update(back, entry, organisation=organisation, at=at)
        return back
    unit = Unit.named(_fitting(entry.unit, Unit.name) or organisation)
    person = Person.welcome(
        email=email,
        name=_fitting(entry.name or entry.user_name, Person.name),
        title=_fitting(entry.title, Person.title),
        unit=unit,
        role=entry.role or Role.employee,
        at=at,
    )
    OneTimeLink.delete().where(
        OneTimeLink.email == email, OneTimeLink.person.is_null()
    ).execute()
    ProvisionedUser.note(person, entry.user_name, entry.external_id, at)
    if not entry.active:
        person.disable(at)
    return person


def update(
    person: Person, entry: DirectoryEntry, *, organisation: str, at: dt.datetime
) -> None:
    """Bring an account to what the directory says.

    Args:
        organisation: The unit of whoever the directory gives none.

    Raises:
        ValidationFailed: The name or the address belongs to somebody else, or it would
            leave the organisation without an administrator.
    """
    namesake = ProvisionedUser.named(entry.user_name)
    if namesake and namesake.person_id != person.id:
        raise ValidationFailed(FieldError("userName", TAKEN))
    _describe(person, entry)
    email = entry.address
    if email != person.email:
        if Person.at_address(email):
            raise ValidationFailed(FieldError("emails", TAKEN))
        person.change_address(email)
    unit = Unit.named(_fitting(entry.unit, Unit.name) or organisation)
    if unit.id != person.unit_id:
        person.change_unit(unit)
    if entry.role and entry.role is not person.role:
        person.change_role(entry.role)
    if entry.active and not person.is_active:
        person.enable()
    elif person.is_active and not entry.active:
        person.disable(at)
    ProvisionedUser.note(person, entry.user_name, entry.external_id, at)


def leave(person: Person, at: dt.datetime) -> None:
    """Close the account of a leaver, whom the directory does not see any more.

    Raises:
        ValidationFailed: It is the only administrator.
    """
    if person.is_active:
        person.disable(at)
    known = ProvisionedUser.get_or_none(ProvisionedUser.person == person)
    if known is None:
        ProvisionedUser.note(person, person.email, None, at)
    ProvisionedUser.update(deleted_at=at).where(
        ProvisionedUser.person == person
    ).execute()


def _describe(person: Person, entry: DirectoryEntry) -> None:
    name = _fitting(entry.name, Person.name) or person.name
    title = _fitting(entry.title, Person.title)
    if (name, title) != (person.name, person.title):
        person.update_profile(name=name, title=title)


def _fitting(text: str, column) -> str:
    return one_line(text or "")[: column.max_length].strip()
