"""Webhooks, and what each of them is to be told."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    PublicId,
    UTCDateTimeField,
)
from tracker.jobs.models import Job
from tracker.webhooks.enums import HookEvent, HookShape

MOST = 50
KEPT = dt.timedelta(days=90)


class Webhook(BaseModel):
    """An address that is told of events.

    Attributes:
        salt: Its secret is made of this and the installation's key, so that a copy of
            the database alone signs nothing.
        events: Values of `HookEvent` with spaces between them.
        unit: Only what concerns this unit; None for all.
        failing_since: Since when nothing has got through.
        paused_at: Set when it has failed too often, or by an administrator.
    """

    name = CheckedCharField(80)
    shape = EnumCharField(HookShape)
    url = CheckedCharField(2000)
    salt = CheckedCharField(64)
    events = CheckedCharField(200)
    unit = peewee.ForeignKeyField(Unit, backref="+", null=True, on_delete="CASCADE")
    locale = CheckedCharField(5, default="da")
    made_at = UTCDateTimeField()
    sent_at = UTCDateTimeField(null=True)
    failing_since = UTCDateTimeField(null=True)
    last_error = CheckedCharField(200, default="")
    paused_at = UTCDateTimeField(null=True)
    public_id = PublicId()

    class Meta:
        constraints = [peewee.Check("name <> ''"), peewee.Check("events <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        *,
        name: str,
        shape: HookShape,
        url: str,
        events: Iterable[HookEvent],
        unit: Unit | None,
        locale: str,
        at: dt.datetime,
    ) -> Webhook:
        """Add a webhook; whether its address may be called is the caller's to check.

        Raises:
            ValidationFailed: A value is missing or too long, or there are too many.
        """
        chosen = [event.value for event in HookEvent if event in set(events)]
        answers = {"name": name, "shape": shape, "url": url}
        errors = required(answers, ["name", "shape", "url"])
        errors += length_errors(answers, cls)
        if not chosen:
            errors.append(FieldError("events", N_("Choose at least one.")))
        if cls.select().count() >= MOST:
            message = N_(
                "There are %(n)s already. End one that is no longer used first."
            )
            errors.append(FieldError("", message, {"n": MOST}))
        raise_if_errors(errors)
        with cls._meta.database.atomic():
            hook = cls.create(
                salt=secrets.token_hex(32),
                events=" ".join(chosen),
                unit=unit,
                locale=locale,
                made_at=at,
                **answers,
            )
            hook._note("added")
        return hook

    # Verbs

    def end(self) -> None:
        """Tell it nothing any more."""
        with self._meta.database.atomic():
            self._note("ended")
            self.delete_instance()

    def pause(self, at: dt.datetime) -> None:
        """Tell it nothing until it is resumed; what happens meanwhile is not told later."""
        self._set(paused_at=at)
        self._note("paused")

    def resume(self) -> None:
        """Tell it what happens from now on."""
        self._set(paused_at=None, failing_since=None, last_error="")
        self._note("resumed")

    def note_success(self, at: dt.datetime) -> None:
        self._set(sent_at=at, failing_since=None, last_error="")

    def note_failure(self, error: str, at: dt.datetime) -> None:
        self._set(failing_since=self.failing_since or at, last_error=error[:200])

    def note_test(self) -> None:
        """Note that somebody sends a test."""
        self._note("tested")

    # Predicates

    def wants(self, event: HookEvent) -> bool:
        return event.value in self.events.split()

    def chosen_events(self) -> list[HookEvent]:
        return [HookEvent(word) for word in self.events.split()]

    def secret(self, key: str) -> bytes:
        """What its messages are signed with.

        Args:
            key: The installation's key.
        """
        salted = b"webhook " + self.salt.encode()
        return hmac.digest(key.encode(), salted, hashlib.sha256)

    def shown_secret(self, key: str) -> str:
        """The secret as Standard Webhooks writes it."""
        return "whsec_" + base64.b64encode(self.secret(key)).decode()

    # Private

    def _set(self, **values) -> None:
        Webhook.update(values).where(Webhook.id == self.id).execute()
        for name, value in values.items():
            setattr(self, name, value)
        self._dirty.clear()

    def _note(self, act: str) -> None:
        AuditEvent.record(
            EventType.webhook_changed, detail=f"{act}: {self.shape.value}"
        )


class HookDelivery(BaseModel):
    """One event that one webhook is to be told; only ids, so that what is hidden or
    erased before it is sent is not told.

    Attributes:
        key: Names the event; a webhook is told once.
        about: The id of what it is about: see `queries.message_of`.
    """

    hook = peewee.ForeignKeyField(Webhook, backref="deliveries", on_delete="CASCADE")
    event = EnumCharField(HookEvent, max_length=40, grows=True)
    key = CheckedCharField(80)
    about = peewee.IntegerField()
    at = UTCDateTimeField(index=True)
    sent_at = UTCDateTimeField(null=True)
    public_id = PublicId()

    class Meta:
        indexes = ((("hook", "key"), True),)

    @classmethod
    def announce(
        cls,
        event: HookEvent,
        *,
        key: str,
        about: int,
        at: dt.datetime,
        due: dt.datetime | None = None,
    ) -> int:
        """Let every webhook that wants it be told of an event, once.

        Args:
            due: When it is told; at once without it.

        Returns:
            How many are to be told that were not before.
        """
        told = 0
        for hook in Webhook.select().where(Webhook.paused_at.is_null()):
            if hook.wants(event):
                told += cls._plan(hook, event, key, about, at, due or at)
        return told

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove those that are long past. Returns how many."""
        return cls.delete().where(cls.at < at - KEPT).execute()

    @classmethod
    def _plan(cls, hook, event, key, about, at, due) -> bool:
        with cls._meta.database.atomic():
            if cls.select().where(cls.hook == hook, cls.key == key).exists():
                return False
            try:
                with cls._meta.database.atomic():
                    row = cls.create(
                        hook=hook, event=event, key=key, about=about, at=at
                    )
            except peewee.IntegrityError:  # another worker was faster
                return False
            Job.enqueue("hook", at=due, delivery=row.id)
        return True
