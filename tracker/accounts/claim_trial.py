"""A dry run of a claim mapping over the last sign-ins."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.accounts.claims import ClaimMapping
from tracker.accounts.models import Identity, Person, Role, Unit

MOST = 50


@dataclass(frozen=True)
class Trial:
    """One person, and what the next sign-in would change; None where nothing would.

    Attributes:
        makes_unit: Whether the unit would be made.
        unknown_unit: A unit that the claims tell and that is not here: nothing changes.
    """

    person: Person
    name: str | None = None
    title: str | None = None
    unit: str | None = None
    makes_unit: bool = False
    unknown_unit: str | None = None
    role: Role | None = None

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return any((self.name, self.title, self.unit, self.role))


def tried(mapping: ClaimMapping) -> list[Trial]:
    """What the mapping would do to those who signed in last, by what was said then."""
    return [_trial(identity, mapping) for identity in _last_sign_ins()]


def claim_names() -> list[str]:
    """The claims that came at the last sign-ins."""
    names = {name for identity in _last_sign_ins() for name in identity.claims}
    return sorted(names - {"sub"})


def _last_sign_ins() -> list[Identity]:
    rows = (
        Identity.select(Identity, Person, Unit)
        .join(Person)
        .join(Unit)
        .where(Identity.claims.is_null(False), Person.disabled_at.is_null())
        .order_by(Identity.seen_at.desc(), Identity.id.desc())
    )
    return list(rows.limit(MOST))


def _trial(identity: Identity, mapping: ClaimMapping) -> Trial:
    person = identity.person
    told = mapping.described(identity.claims)
    unit = Unit.called(told.unit) if told.unit else None
    is_open = unit is not None and unit.closed_at is None
    is_new = bool(told.unit) and unit is None and mapping.new_units
    moves = is_new or (is_open and unit.id != person.unit_id)
    role = told.role_after(person.role)
    if person.role is Role.admin and role is not Role.admin and _is_last_admin(person):
        role = person.role
    return Trial(
        person,
        name=_if_other(told.name, person.name),
        title=_if_other(told.title, person.title),
        unit=told.unit if moves else None,
        makes_unit=is_new,
        unknown_unit=told.unit if told.unit and not is_open and not is_new else None,
        role=role if role is not person.role else None,
    )


def _if_other(told: str, known: str) -> str | None:
    if told and told != known:
        return told
    return None


def _is_last_admin(person: Person) -> bool:
    others = Person.select().where(
        Person.role == Role.admin, Person.disabled_at.is_null(), Person.id != person.id
    )
    return not others.exists()
