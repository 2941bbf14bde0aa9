"""A person as a SCIM resource: only what we have a use for.

Whatever else a directory sends, such as telephone numbers, is taken and forgotten.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Annotated

from flask import current_app
from pydantic import Field
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


class Email(ComplexAttribute):
    value: Annotated[str | None, Required.true] = None
    type: str | None = Field(None, examples=["work"])
    primary: bool | None = None


class Role(ComplexAttribute):
    value: str | None = Field(None, examples=[role.value for role in OurRole])
    primary: bool | None = None


class User(Resource[AnyExtension]):
    """A person. Required is what nobody here is without: it is filled in where a
    directory leaves it out, and not taken away.
    """

    __schema__ = URN(CORE)

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Annotated[Name | None, Required.true] = None
    display_name: Annotated[str | None, Required.true] = None
    title: str | None = None
    active: Annotated[bool | None, Required.true] = None
    emails: Annotated[list[Email] | None, Required.true] = None
    roles: Annotated[list[Role] | None, Required.true] = None


class EnterpriseUser(Extension):
    __schema__ = URN(ENTERPRISE)

    department: str | None = None


Member = User[EnterpriseUser]


def filled(body: bytes, person: Person | None = None) -> bytes:
    """A person as a directory sends them, with what it left out: as it stands, or, for
    a joiner, as everybody begins.

    Args:
        person: Who is replaced; None for a joiner.
    """
    try:
        sent = json.loads(body)
    except ValueError:
        return body
    if not isinstance(sent, dict):
        return body
    known = _beginning(sent)
    if person is not None:
        known |= as_resource(person).model_dump(mode="json", exclude_none=True)
    named = {name.lower() for name in sent}
    wanted = ("displayName", "name", "active", "emails", "roles", ENTERPRISE)
    for name in wanted:
        if name.lower() not in named and known.get(name) is not None:
            sent[name] = known[name]
    return json.dumps(sent).encode()


def _beginning(sent: dict) -> dict:
    """What a joiner begins with; the name in the directory as the address, whether it is
    one or not: that is checked later.
    """
    by_name = {name.lower(): value for name, value in sent.items()}
    user_name = by_name.get("username")
    if not isinstance(user_name, str):
        return {}
    name = by_name.get("displayname") or _in_one_piece(by_name.get("name")) or user_name
    return {
        "displayName": name,
        "name": {"formatted": _in_one_piece(by_name.get("name")) or name},
        "active": True,
        "emails": [{"value": user_name}],
        "roles": [{"value": OurRole.employee.value, "primary": True}],
    }


def _in_one_piece(name) -> str:
    """The parts of a name as one; "" where there are none."""
    if not isinstance(name, dict):
        return ""
    parts = {part.lower(): text for part, text in name.items() if isinstance(text, str)}
    pieces = (parts.get("givenname"), parts.get("familyname"))
    return parts.get("formatted") or " ".join(filter(None, pieces))


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
    if person.unit.name != organisation():
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


def organisation() -> str:
    """The name of the unit of those who have no department."""
    return current_app.config["TRACKER"].organisation


def as_entry(resource: Member, person: Person | None = None) -> DirectoryEntry:
    """What the directory says of a person.

    Args:
        person: Who it is; None for a joiner.
    """
    extension = resource[EnterpriseUser]
    unit = ""
    if extension:
        unit = extension.department or ""
    return DirectoryEntry(
        user_name=(resource.user_name or "").strip(),
        email=_address(resource.emails or []),
        name=_name(resource, person),
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


def _name(resource: Member, person: Person | None) -> str:
    """The name; of two that differ the one that is new."""
    names = [resource.display_name or "", (resource.name or Name()).formatted or ""]
    for name in names:
        if name and (person is None or name != person.name):
            return name
    return next(filter(None, names), "")


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
