"""A person as a SCIM resource: only what we have a use for.

Whatever else a directory sends, such as telephone numbers, is taken and forgotten.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Annotated

from scim2_models import (
    URN,
    AnyExtension,
    ComplexAttribute,
    Extension,
    Meta,
    Required,
    Resource,
    Uniqueness,
)

from tracker.accounts.models import Person
from tracker.accounts.models import Role as OurRole
from tracker.provisioning.directory import DirectoryEntry

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


class Name(ComplexAttribute):
    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Email(ComplexAttribute):
    value: Annotated[str | None, Required.true] = None
    type: str | None = None
    primary: bool | None = None


class Role(ComplexAttribute):
    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class User(Resource[AnyExtension]):
    __schema__ = URN(CORE)

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    title: str | None = None
    active: bool | None = None
    emails: Annotated[list[Email] | None, Required.true] = None
    roles: list[Role] | None = None


class EnterpriseUser(Extension):
    __schema__ = URN(ENTERPRISE)

    department: str | None = None


Member = User[EnterpriseUser]


def with_emails(body: bytes) -> bytes:
    """A person as a directory sends them; where it sends no `emails`, with the name as
    the address. Whether that is one is checked later.
    """
    try:
        sent = json.loads(body)
    except ValueError:
        return body
    if not isinstance(sent, dict) or "emails" in {name.lower() for name in sent}:
        return body
    by_name = {name.lower(): value for name, value in sent.items()}
    user_name = by_name.get("username")
    if not isinstance(user_name, str):
        return body
    return json.dumps(sent | {"emails": [{"value": user_name}]}).encode()


def as_resource(person: Person) -> Member:
    """A person for the directory, read with unit and what it calls them."""
    known = getattr(person, "directory", None)
    changed_at = person.joined_at
    user_name = person.email
    external_id = None
    if known and known.id:
        changed_at = known.changed_at
        user_name = known.user_name
        external_id = known.external_id
    resource = Member(
        id=str(person.id),
        external_id=external_id,
        user_name=user_name,
        name=Name(formatted=person.name),
        display_name=person.name,
        title=person.title or None,
        active=person.is_active,
        emails=[Email(value=person.email, type="work", primary=True)],
        roles=[Role(value=person.role.value, primary=True)],
    )
    resource[EnterpriseUser] = EnterpriseUser(department=person.unit.name)
    resource.meta = Meta.model_validate(
        {
            "resourceType": "User",
            "created": person.joined_at,
            "lastModified": changed_at,
            "version": _version(resource, changed_at),
        }
    )
    return resource


def as_entry(resource: Member) -> DirectoryEntry:
    """What the directory says of a person."""
    extension = resource[EnterpriseUser]
    unit = ""
    if extension:
        unit = extension.department or ""
    return DirectoryEntry(
        user_name=(resource.user_name or "").strip(),
        email=_address(resource.emails or []),
        name=_name(resource),
        title=resource.title or "",
        unit=unit,
        role=_role(resource.roles or []),
        active=resource.active is not False,
        external_id=resource.external_id,
    )


def _address(emails: list[Email]) -> str:
    """The primary address, else the one at work, else the first."""
    for email in emails:
        if email.primary and email.value:
            return email.value
    for email in emails:
        if email.type == "work" and email.value:
            return email.value
    return next((email.value for email in emails if email.value), "")


def _name(resource: Member) -> str:
    name = resource.name or Name()
    parts = " ".join(filter(None, (name.given_name, name.family_name)))
    return resource.display_name or name.formatted or parts


def _role(roles: list[Role]) -> OurRole | None:
    """The role that a value names; None where none does, which changes nothing."""
    values = {(role.value or "").lower() for role in roles}
    for role in (OurRole.admin, OurRole.facilitator, OurRole.leader, OurRole.employee):
        if role.value in values:
            return role
    return None


def _version(resource: Member, changed_at: dt.datetime) -> str:
    told = [resource.model_dump(mode="json"), changed_at.isoformat()]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f'W/"{digest[:24]}"'
