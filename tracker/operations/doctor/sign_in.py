"""Checks of the identity provider, of who comes in when it is away, and of tokens."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from urllib.request import urlopen

from tracker.accounts.models import Person
from tracker.config import Config
from tracker.oidc_config import OidcConfig
from tracker.operations.doctor.result import Finding
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken

PATIENCE = 5  # seconds
SOON = dt.timedelta(days=14)
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def provider_findings(config: Config) -> Iterator[Finding]:
    """What keeps people from signing in by the provider."""
    oidc = config.oidc
    if oidc is None:
        return
    try:
        with urlopen(oidc.discovery_url, timeout=PATIENCE) as answer:
            told = json.load(answer)
    except (OSError, ValueError) as error:
        yield Finding(
            f"The identity provider does not answer at {oidc.discovery_url}: {error}",
            "Correct OIDC_ISSUER, or let this machine reach it.",
        )
        return
    issuer = str(told.get("issuer"))
    if issuer.rstrip("/") != oidc.issuer.rstrip("/"):
        yield Finding(
            f"The identity provider calls itself {issuer}, not as OIDC_ISSUER says.",
            "Write its own name into OIDC_ISSUER; until then nobody comes in by it.",
        )
    if lacking := [name for name in NEEDED if not told.get(name)]:
        yield Finding(
            f"The identity provider does not say its {', '.join(lacking)}.",
            "Is OIDC_ISSUER a provider of OpenID Connect?",
        )
    if not oidc.domains:
        yield Finding(
            "OIDC_DOMAINS is empty: no account that is there already is linked at a"
            " first sign-in.",
            "Name the mail domains of the organisation.",
            grave=False,
        )


def password_findings(oidc: OidcConfig | None) -> Iterator[Finding]:
    """Whether somebody comes in when the provider is away."""
    if oidc is None or oidc.passwords is None:
        return
    for email in oidc.passwords:
        person = Person.at_address(email)
        if not (person and person.is_active and person.is_admin):
            yield Finding(
                f"PASSWORD_LOGIN names {email}, who is no administrator here.",
                "Name the address of one; nobody else may use a password.",
            )
        elif not person.password_hash:
            yield Finding(
                f"PASSWORD_LOGIN names {email}, who has no password.",
                "Let the administrator choose one before the provider is away.",
            )


def token_findings(at: dt.datetime) -> Iterator[Finding]:
    """The tokens of services that run out soon: whoever goes by one stops without a word."""
    soon = AccessToken.expires_at < at + SOON
    for token in AccessToken.owned_by(None).where(soon).order_by(AccessToken.id):
        yield Finding(
            f"The token “{token.name}” of a service runs out on {token.expires_at:%Y-%m-%d}.",
            "Make another one, give it to the program, and end the old one.",
            grave=Scope.people in token.chosen_scopes(),
        )
