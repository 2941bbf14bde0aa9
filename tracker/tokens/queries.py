"""The access tokens of a person, and those of services."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.tokens.models import AccessToken


def tokens_of(person: Person) -> peewee.ModelSelect:
    """A person's tokens, the newest first."""
    return AccessToken.owned_by(person).order_by(AccessToken.id.desc())


def service_tokens() -> peewee.ModelSelect:
    """The tokens that belong to nobody, the newest first."""
    return AccessToken.owned_by(None).order_by(AccessToken.id.desc())
