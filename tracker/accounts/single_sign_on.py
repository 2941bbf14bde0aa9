"""Who comes in by the identity provider: somebody known, linked, invited or new.

A person is (issuer, subject). A mail address alone gives nobody an account that is
there: it has to be verified, and in a mail domain of the organisation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee

from tracker.accounts.claims import ClaimMapping, address_in, apply_claims, unit_of
from tracker.accounts.models import Identity, OneTimeLink, Person, Purpose, Role, Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import database
from tracker.oidc_config import OidcConfig

CLOSED = N_("Your account is closed. An administrator can open it again.")
OTHER_TENANT = N_("You signed in with an account of another organisation.")
NOT_INVITED = N_(
    "You have no account here yet, and accounts are made by invitation. Ask an"
    " administrator for one."
)
NO_ADDRESS = N_(
    "The sign-in told us no mail address, without which there is no account."
)
ADDRESS_TAKEN = N_(
    "There is an account with your mail address already, and it could not be made sure"
    " that it is yours. Ask an administrator."
)


class UnitNeeded(Exception):
    """A new account that nothing says the unit of: the person has to choose one."""


@dataclass(frozen=True)
class Newcomer:
    """What is known at a first sign-in, beside the claims.

    Attributes:
        invitation: The one-time link that was followed to the sign-in: to a new
            account, or to one that is there.
        unit: The unit that the person chose.
    """

    locale: str = "da"
    invitation: OneTimeLink | None = None
    unit: Unit | None = None


def admit(
    claims: dict,
    *,
    issuer: str,
    config: OidcConfig,
    at: dt.datetime,
    newcomer: Newcomer | None = None,
) -> tuple[Identity, Role | None]:
    """Find or make the account of who signed in, as the claims say it is.

    Returns:
        Who it is, and the role before; None of a new account.

    Raises:
        ValidationFailed: They are not let in; the message says why.
        UnitNeeded: A new account, of which nothing says the unit.
    """
    _check_tenant(claims, config)
    with database.atomic():
        identity = Identity.of(issuer, claims["sub"])
        was_here = identity is not None
        newcomer = newcomer or Newcomer()
        link = newcomer.invitation
        if identity is None and link and link.person_id:
            identity = _taken_up(link, claims, issuer, at)
        elif identity is None:
            identity = _linked(claims, issuer, config, at)
            was_here = identity is not None
        if identity is None:
            identity = _made(claims, issuer, config, at, newcomer)
        if not identity.person.is_active:
            raise ValidationFailed(FieldError("", CLOSED))
        identity.note_claims(claims, at)
        before = apply_claims(identity.person, ClaimMapping.chosen(), claims, at)
        if was_here:
            _follow_address(identity.person, claims, config)
            return identity, before
        return identity, None


def _check_tenant(claims: dict, config: OidcConfig) -> None:
    if config.tenant and config.tenant not in (claims.get("tid"), claims.get("hd")):
        raise ValidationFailed(FieldError("", OTHER_TENANT))


def _linked(
    claims: dict, issuer: str, config: OidcConfig, at: dt.datetime
) -> Identity | None:
    """The account that has the verified address already; None where nobody has it.

    Raises:
        ValidationFailed: Somebody has it, and it is not sure that it is the same.
    """
    email, verified = address_in(claims)
    person = Person.at_address(email)
    if person is None:
        return None
    if not verified or not config.is_own_domain(email):
        raise ValidationFailed(FieldError("", ADDRESS_TAKEN))
    if (
        Identity.select()
        .where(Identity.person == person, Identity.issuer == issuer)
        .exists()
    ):
        # Another subject has come to the address of somebody who signs in already
        raise ValidationFailed(FieldError("", ADDRESS_TAKEN))
    if not person.is_active:
        raise ValidationFailed(FieldError("", CLOSED))
    return Identity.link(person, issuer=issuer, claims=claims, at=at)


def _made(
    claims: dict, issuer: str, config: OidcConfig, at: dt.datetime, newcomer: Newcomer
) -> Identity:
    """The account of somebody who was never here."""
    email, verified = address_in(claims)
    invitation = newcomer.invitation
    if invitation is None and verified and config.is_own_domain(email):
        invitation = invitation_to(email, at)
    if invitation is None and config.accounts == "invited":
        raise ValidationFailed(FieldError("", NOT_INVITED))
    if invitation and not verified:
        email = invitation.email  # the link came to it
    person = _new_person(claims, email, invitation, at, newcomer)
    return Identity.link(person, issuer=issuer, claims=claims, at=at)


def _taken_up(
    link: OneTimeLink, claims: dict, issuer: str, at: dt.datetime
) -> Identity:
    """The account that a one-time link opens: whoever has it could as well choose a
    password.
    """
    person = link.person
    if not link.use():
        raise ValidationFailed(FieldError("", NOT_INVITED))
    return Identity.link(person, issuer=issuer, claims=claims, at=at)


def _new_person(
    claims: dict,
    email: str,
    invitation: OneTimeLink | None,
    at: dt.datetime,
    newcomer: Newcomer,
) -> Person:
    mapping = ClaimMapping.chosen()
    told = mapping.described(claims)
    if not email:
        raise ValidationFailed(FieldError("", NO_ADDRESS))
    unit = unit_of(told, mapping) or newcomer.unit or (invitation and invitation.unit)
    unit = unit or _only_unit()
    if unit is None:
        raise UnitNeeded
    answers = {
        "name": told.name or (invitation and invitation.payload.get("name")) or email,
        "unit": unit,
        "email": email,
        "locale": _locale(claims, newcomer.locale),
    }
    answers["name"] = answers["name"][: Person.name.max_length]
    if invitation:
        return invitation.welcome(at=at, password=None, **answers)
    return Person.welcome(at=at, **answers)


def invitation_to(email: str, at: dt.datetime) -> OneTimeLink | None:
    """The invitation that waits for an address."""
    rows = OneTimeLink.select().where(
        OneTimeLink.purpose == Purpose.invitation,
        OneTimeLink.email == email,
        OneTimeLink.person.is_null(),
    )
    found = rows.order_by(OneTimeLink.id.desc()).first()
    if found and found.is_live(at):
        return found
    return None


def _only_unit() -> Unit | None:
    """The organisation's unit, where there is just one."""
    units = list(Unit.select().where(Unit.closed_at.is_null()).limit(2))
    if len(units) == 1:
        return units[0]
    return None


def _locale(claims: dict, default: str) -> str:
    told = str(claims.get("locale") or "")[:2].lower()
    if told in ("da", "en"):
        return told
    return default


def _follow_address(person: Person, claims: dict, config: OidcConfig) -> None:
    """Take over an address that the provider has changed, verified and free."""
    email, verified = address_in(claims)
    if not verified or not config.is_own_domain(email) or email == person.email:
        return
    if Person.at_address(email) is None:
        try:
            with database.atomic():
                person.change_address(email)
        except peewee.IntegrityError:  # somebody took it just now
            return


def note_refusal(why: str, source: str) -> None:
    """Write in the audit log that somebody was not let in; not who.

    Args:
        source: A mark of where it came from, which tells no address.
    """
    AuditEvent.record(EventType.refused, detail=f"{source} {why}"[:200])
