"""Mixin of a person: the password, and the properties that Flask-Login reads."""

from __future__ import annotations

from collections.abc import Callable

from tracker.accounts.passwords import (
    hash_password,
    password_matches,
    password_problems,
)
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import ErrorList
from tracker.db import for_update

# How everything that lets a person in is ended: sessions and one-time links append
# functions of the person and of the session that stays.
LOCKS: list[Callable[[object, object], object]] = []


class LoginMixin:
    """Mixin of a person."""

    # `session` and its token are set when the cookie is read.
    is_authenticated = True
    is_anonymous = False
    session = session_token = None

    def set_password(self, password: str, but=None) -> None:
        """Replace the password. One-time links are void and sessions end.

        Args:
            but: The session that stays.

        Raises:
            ValidationFailed: The password is too short, too long, common, or made of
                one's own name.
        """
        self.set_password_hash(self.hash_of(password), but)

    def hash_of(self, password: str) -> str:
        """The hash of a new password of this person.

        It is slow: make it before any transaction.

        Raises:
            ValidationFailed: The password is too short, too long, common, or made of
                one's own name.
        """
        errors = password_problems(password, self.email, self.name, self.unit.name)
        ErrorList(errors).raise_if_any()
        return hash_password(password)

    def set_password_hash(self, password_hash: str, but=None) -> None:
        """Put a hash that was made before in place of the password's."""
        with self._meta.database.atomic():
            self.password_hash = password_hash
            self.save()
            self.end_all_access(but)
            AuditEvent.record(EventType.password_changed, on=self)

    def end_all_access(self, but=None) -> None:
        """End every session, perhaps but one, and void every one-time link."""
        for end in LOCKS:
            end(self, but)

    def has_password(self, password: str) -> bool:
        """Whether this is the password; the hash is renewed when its parameters have
        grown since.
        """
        was = self.password_hash
        model = type(self)
        ok, renewed = password_matches(password, was)
        if (
            ok
            and renewed
            and model.update(password_hash=renewed)
            .where(model.id == self.id, model.password_hash == was)
            .execute()
        ):
            self.password_hash = renewed
            self._dirty.discard("password_hash")
        return ok and self.is_active

    def is_usable(self) -> bool:
        """Whether the account is open and its password the one that was read; nobody
        changes either before the transaction ends.

        A password takes a while to check, and may be replaced meanwhile.
        """
        model = type(self)
        row = model.select(model.password_hash, model.disabled_at).where(
            model.id == self.id
        )
        now = for_update(row, "FOR NO KEY UPDATE").first()
        return (
            now is not None
            and now.is_active
            and now.password_hash == self.password_hash
        )

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def get_id(self) -> str | None:
        """What the cookie carries: the token of this session, never the person's id."""
        return self.session_token
