"""What a provider's claims say of a person, by the mapping that an administrator chose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.accounts.models import Person, Role, Setting, Unit
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import ValidationFailed
from tracker.plaintext import one_line

YES = ("true", "1", "yes", "ja", "y", "on")
# The settings: what is found in which claim, and which values give a role
NAME = "claim_name"
TITLE = "claim_title"
UNIT = "claim_unit"
ROLE = "claim_role"
LEADER = "claim_leader"
VALUES = {role: f"claim_is_{role.value}" for role in Role if role is not Role.employee}
NEW_UNITS = "claim_new_units"
# What is read beside the mapping
KNOWN = set("iss sub email email_verified xms_edov preferred_username upn".split())
KNOWN |= set("locale tid hd auth_time sid session_expiry".split())
# Who has several of them gets the first
STRONGEST_FIRST = (Role.admin, Role.facilitator, Role.leader)


@dataclass(frozen=True)
class Description:
    """What the claims say of a person; None or "" where they say nothing.

    Attributes:
        role: By the claim of roles.
        leads: By the claim that says who leads.
    """

    name: str = ""
    title: str = ""
    unit: str = ""
    role: Role | None = None
    leads: bool | None = None

    def role_after(self, current: Role) -> Role:
        """The role of somebody who has this one now."""
        role = self.role or current
        if self.leads and role is Role.employee:
            return Role.leader
        if self.leads is False and self.role is None and role is Role.leader:
            return Role.employee
        return role


@dataclass(frozen=True)
class ClaimMapping:
    """Which claim says what.

    Attributes:
        name, title, unit, role, leader: Names of claims; "" for what the provider does
            not decide. A dot leads into a claim: ``realm_access.roles``.
        values: The values of the claim of roles that give each role.
        new_units: Whether a unit that is not here yet is made.
    """

    name: str = "name"
    title: str = ""
    unit: str = ""
    role: str = ""
    leader: str = ""
    values: tuple[tuple[Role, tuple[str, ...]], ...] = ()
    new_units: bool = False

    @classmethod
    def chosen(cls) -> ClaimMapping:
        """The mapping that holds."""
        values = tuple(
            (role, split_values(Setting.chosen(name, "")))
            for role, name in VALUES.items()
        )
        return cls(
            name=Setting.chosen(NAME, "name"),
            title=Setting.chosen(TITLE, ""),
            unit=Setting.chosen(UNIT, ""),
            role=Setting.chosen(ROLE, ""),
            leader=Setting.chosen(LEADER, ""),
            values=values,
            new_units=Setting.chosen(NEW_UNITS, "") == "yes",
        )

    def choose(self) -> None:
        """Let this mapping hold from the next sign-in on."""
        Setting.write(NAME, self.name)
        Setting.write(TITLE, self.title)
        Setting.write(UNIT, self.unit)
        Setting.write(ROLE, self.role)
        Setting.write(LEADER, self.leader)
        for role, values in self.values:
            Setting.write(VALUES[role], ", ".join(values))
        new_units = ""
        if self.new_units:
            new_units = "yes"
        Setting.write(NEW_UNITS, new_units)

    def described(self, claims: dict) -> Description:
        """What these claims say."""
        role = leads = None
        if self.role:
            role = self._role(_values(claims, self.role))
        if self.leader:
            leads = any(value.lower() in YES for value in _values(claims, self.leader))
        return Description(
            name=_line(claims, self.name, Person.name.max_length),
            title=_line(claims, self.title, Person.title.max_length),
            unit=_line(claims, self.unit, Unit.name.max_length),
            role=role,
            leads=leads,
        )

    def _role(self, values: list[str]) -> Role:
        """The strongest role that one of the values gives."""
        wanted = {
            role: {value.lower() for value in names} for role, names in self.values
        }
        told = {value.lower() for value in values}
        for role in STRONGEST_FIRST:
            if told & wanted.get(role, set()):
                return role
        return Role.employee


def split_values(text: str) -> tuple[str, ...]:
    """The values of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def address_in(claims: dict) -> tuple[str, bool]:
    """The mail address that the claims tell, and whether the provider has verified it.

    Entra says so in `xms_edov`.
    """
    for name in ("email", "preferred_username", "upn"):
        email = tidy_email(str(claims.get(name) or ""))
        if email and not address_problems(email):
            told = (claims.get("email_verified"), claims.get("xms_edov"))
            verified = any(str(value).lower() in ("true", "1") for value in told)
            return email, verified and name == "email"
    return "", False


def slim_claims(claims: dict) -> dict:
    """The claims that an account is made of: few enough for a cookie."""
    mapping = ClaimMapping.chosen()
    paths = (mapping.name, mapping.title, mapping.unit, mapping.role, mapping.leader)
    wanted = {path.partition(".")[0] for path in paths} | set(paths) | KNOWN
    return {
        name: value
        for name, value in claims.items()
        if name in wanted and len(str(value)) <= 500
    }


def apply_claims(
    person: Person, mapping: ClaimMapping, claims: dict, at: dt.datetime
) -> Role:
    """Bring an account to what the claims say of it. Returns the role it had before.

    The only administrator stays one, whatever they say.
    """
    told = mapping.described(claims)
    before = person.role
    if (told.name and told.name != person.name) or (
        told.title and told.title != person.title
    ):
        person.update_profile(
            name=told.name or person.name, title=told.title or person.title
        )
    unit = unit_of(told, mapping)
    if unit and unit.id != person.unit_id:
        person.change_unit(unit)
    role = told.role_after(before)
    if role is not before:
        try:
            person.change_role(role)
        except ValidationFailed:
            person.role = before
            AuditEvent.record(EventType.last_admin_kept, on=person)
    return before


def unit_of(told: Description, mapping: ClaimMapping) -> Unit | None:
    """The unit that is told, if people may join it; made where the mapping says so."""
    if not told.unit:
        return None
    unit = Unit.called(told.unit)
    if unit is None and mapping.new_units:
        return Unit.named(told.unit)
    if unit is None or unit.closed_at:
        return None
    return unit


def _values(claims: dict, path: str) -> list[str]:
    """The values of a claim: by its whole name, else by the parts between dots."""
    found = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, list):
        found = [found]
    return [str(value) for value in found if value is not None and value != ""]


def _line(claims: dict, path: str, cap: int) -> str:
    """The first value of a claim as a line that fits."""
    if not path:
        return ""
    values = _values(claims, path) or [""]
    return one_line(values[0])[:cap].strip()
