"""Who may sign in with a password, where there is an identity provider."""

from __future__ import annotations

from flask import current_app

from tracker.accounts.models import OneTimeLink, Person, Role


def passwords_are_off() -> bool:
    """Whether people sign in by the identity provider only, but for a named few."""
    config = current_app.config["TRACKER"].oidc
    return config is not None and config.passwords is not None


def may_use_password(person: Person) -> bool:
    """Whether this person may sign in with a password: everybody, or only the
    administrators who are named for the day on which the provider is away.
    """
    if not passwords_are_off():
        return True
    config = current_app.config["TRACKER"].oidc
    return person.is_admin and config.takes_password_of(person.email)


def link_takes_password(link: OneTimeLink) -> bool:
    """Whether a password may be chosen behind an invitation."""
    if not passwords_are_off():
        return True
    if link.person_id:
        return may_use_password(link.person)
    config = current_app.config["TRACKER"].oidc
    return link.role is Role.admin and config.takes_password_of(link.email)
