"""Queries of provisioned people."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person, Unit
from tracker.provisioning.models import ProvisionedUser


def provisioned_people() -> peewee.ModelSelect:
    """Everybody whom a directory may see, with unit and what it calls them; neither who
    was erased nor whom it has deleted.
    """
    return (
        Person.select(Person, Unit, ProvisionedUser)
        .join(Unit)
        .switch(Person)
        .join(ProvisionedUser, peewee.JOIN.LEFT_OUTER, attr="directory")
        .where(Person.erased_at.is_null(), ProvisionedUser.deleted_at.is_null())
        .order_by(Person.id)
    )


def called(people: peewee.ModelSelect, user_name: str) -> peewee.ModelSelect:
    """Those whom the directory calls so; who has no name there goes by the address."""
    name = user_name.lower()
    by_address = ProvisionedUser.id.is_null() & (Person.email == name)
    return people.where((ProvisionedUser.user_key == name) | by_address)


def known_as(people: peewee.ModelSelect, external_id: str) -> peewee.ModelSelect:
    """Those with this id in the directory."""
    return people.where(ProvisionedUser.external_id == external_id)


def deleted_at_address(email: str) -> Person | None:
    """Somebody whom the directory deleted, and who may come back."""
    rows = Person.select().join(ProvisionedUser)
    return rows.where(
        Person.email == email,
        ProvisionedUser.deleted_at.is_null(False),
        Person.erased_at.is_null(),
    ).first()
