"""Touchpoints: the channels through which the organisation meets a stakeholder."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import EditConflict, Versioned
from tracker.core.fields import described
from tracker.core.history import differing
from tracker.core.imports import importable
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.guidelines.models import Platform
from tracker.stakeholders.models.archivable import Archivable
from tracker.stakeholders.models.enums import Channel
from tracker.stakeholders.models.stakeholder import SCALE, Stakeholder

GOOD_ENOUGH = 3  # quality from which a touchpoint does its work
# Per month; hours: a year
MOST = {"volume": 2_000_000_000, "answer_time": 8760, "answer_goal": 8760}
TAKEN = N_("This touchpoint is there already. Change it instead.")


class Touchpoint(Archivable, Versioned, BaseModel):
    """A channel through which a stakeholder is met; each channel only once."""

    stakeholder = peewee.ForeignKeyField(
        Stakeholder, backref="touchpoints", index=False, on_delete="CASCADE"
    )
    channel = importable(
        EnumCharField(Channel), "kanal touchpoint kontaktpunkt", title=N_("Channel")
    )
    platform = peewee.ForeignKeyField(
        Platform, null=True, backref="touchpoints", on_delete="RESTRICT"
    )
    purpose = described(
        importable(CheckedCharField(500, default=""), "formål", title=N_("Purpose")),
        N_("What is it for?"),
        personal=True,
    )
    volume = described(
        importable(
            peewee.IntegerField(null=True),
            "mængde henvendelser volume_per_month henvendelser_pr_måned "
            "henvendelser_om_måneden",
        ),
        N_("Enquiries a month"),
    )
    # In hours
    answer_time = described(
        importable(
            peewee.DoubleField(null=True),
            "svartid answer_time_hours svartid_timer",
            seconds=3600,
        ),
        N_("Answer time"),
    )
    answer_goal = described(
        importable(
            peewee.DoubleField(null=True),
            "mål_for_svartid mål_for_svartiden svarmål goal",
            seconds=3600,
        ),
        N_("Goal of the answer time"),
    )
    quality = described(
        importable(peewee.SmallIntegerField(), "kvalitet", title=N_("Quality")),
        N_("How good is it?"),
    )
    owner = described(
        peewee.ForeignKeyField(
            Person, null=True, backref="touchpoints", on_delete="SET NULL"
        ),
        N_("Who looks after it?"),
    )
    changed_at = UTCDateTimeField()
    archived_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

    HINTS = ("touchpoint",)

    class Meta:
        indexes = ((("stakeholder", "channel", "platform"), True),)
        constraints = [
            peewee.Check("(channel = 'social') = (platform_id IS NOT NULL)"),
            peewee.Check("quality BETWEEN 1 AND 5"),
            peewee.Check("volume >= 0"),
            peewee.Check("answer_time >= 0"),
            peewee.Check("answer_goal >= 0"),
        ]

    # Making

    @classmethod
    def open(
        cls,
        stakeholder: Stakeholder,
        *,
        at: dt.datetime,
        channel: Channel,
        by: Person | None = None,
        platform: Platform | None = None,
        **card,
    ) -> Touchpoint:
        """Create the touchpoint of a stakeholder through a channel.

        An archived one is unarchived with the new card.

        Args:
            by: The person to record in the history.
            platform: The platform; only used if the channel is social.
            card: purpose, volume (a month), answer_time and answer_goal (hours),
                quality (1 to 5), owner.

        Raises:
            ValidationFailed: A field is invalid, or the touchpoint exists already.
        """
        if channel is not Channel.social:
            platform = None
        card |= {"channel": channel, "platform": platform}
        raise_if_errors(touchpoint_problems(card))
        with cls._meta.database.atomic():
            earlier = cls.same_as(stakeholder, channel, platform)
            if earlier is not None:
                earlier._reopen(card, at=at, by=by)
                return earlier
            point = cls(stakeholder=stakeholder, changed_at=at, **card)
            _once(lambda: point.save(force_insert=True))
            point.log_change("added", by=by, at=at)
        return point

    @classmethod
    def same_as(
        cls, stakeholder: Stakeholder, channel: Channel, platform: Platform | None
    ) -> Touchpoint | None:
        """The touchpoint of a stakeholder through a channel, archived or not."""
        on_platform = cls.platform == platform
        if platform is None:
            on_platform = cls.platform.is_null()
        return cls.get_or_none(
            cls.stakeholder == stakeholder, cls.channel == channel, on_platform
        )

    @classmethod
    def rate(
        cls,
        stakeholder: Stakeholder,
        *,
        channel: Channel,
        platform: Platform | None,
        quality: int,
        was: int | None,
        at: dt.datetime,
        by: Person,
    ) -> bool:
        """Set the quality of a touchpoint; it is opened if it is not there.

        Args:
            was: The quality that the person saw; None for no touchpoint.

        Returns:
            False if another person changed it since; nothing was written.

        Raises:
            ValidationFailed: The quality is not on the scale.
        """
        point = cls.same_as(stakeholder, channel, platform)
        now = None
        if point is not None and not point.archived_at:
            now = point.quality
        if now != was:
            return False
        place = {"channel": channel, "platform": platform}
        try:
            if now is None:
                cls.open(stakeholder, at=at, by=by, quality=quality, **place)
            else:
                point.change(version=point.version, at=at, by=by, quality=quality)
        except EditConflict:
            return False
        return True

    # Verbs

    def change(
        self,
        *,
        version: int,
        at: dt.datetime,
        by: Person | None = None,
        act: str = "changed",
        **card,
    ) -> None:
        """Change the card; the history of the stakeholder keeps the old values.

        Channel and platform never change: another channel is another touchpoint.

        Raises:
            ValidationFailed: A field is invalid.
            EditConflict: Another person saved first; nothing was written.
        """
        raise_if_errors(touchpoint_problems(self.card() | card))
        before = self.as_dict()
        with self._meta.database.atomic():
            self.changed_at = at
            for name, value in card.items():
                setattr(self, name, value)
            self.save_as_next(version)
            changes = differing(before, self.as_dict())
            if changes or act != "changed":
                self.log_change(act, by=by, at=at, changes=changes)

    def log_change(
        self,
        act: str,
        *,
        by: Person | None,
        at: dt.datetime,
        changes: dict | None = None,
    ) -> None:
        """Record a change in the history of the stakeholder."""
        self.stakeholder.log_change(
            act, by=by, at=at, place=self.place, changes=changes
        )

    # Predicates

    @property
    def is_poor(self) -> bool:
        return self.quality < GOOD_ENOUGH

    @property
    def hours_late(self) -> float:
        """Hours by which the answer time misses its goal; 0 if it meets it or is unknown."""
        known = self.answer_time is not None and self.answer_goal is not None
        if known:
            return max(0.0, self.answer_time - self.answer_goal)
        return 0.0

    def card(self) -> dict:
        """Field name to value, with channel and platform."""
        return {
            "channel": self.channel,
            "platform": self.platform_id,
            "purpose": self.purpose,
            "volume": self.volume,
            "answer_time": self.answer_time,
            "answer_goal": self.answer_goal,
            "quality": self.quality,
        }

    def as_dict(self) -> dict[str, str]:
        """Field name to text, without channel and platform; for comparing two versions."""
        values = self.card() | {"owner": self.owner_id}
        return {
            name: _plain(value)
            for name, value in values.items()
            if name not in ("channel", "platform")
        }

    @property
    def place(self) -> str:
        """The platform's name, or the channel's value if there is no platform."""
        if self.platform_id:
            return self.platform.name
        return self.channel.value

    # Permissions

    def changeable_by(self, person) -> bool:
        """Whether this person owns it, or may change the stakeholder."""
        return self.owner_id == person.id or self.stakeholder.changeable_by(person)

    # Private

    def _reopen(self, card: dict, *, at: dt.datetime, by: Person | None) -> None:
        if not self.archived_at:
            raise ValidationFailed(FieldError("channel", TAKEN))
        self.archived_at = None
        self.change(version=self.version, at=at, by=by, act="added", **card)


# NULL is never equal to NULL, so touchpoints without a platform need an index of their own.
Touchpoint.add_index(
    Touchpoint.index(
        Touchpoint.stakeholder,
        Touchpoint.channel,
        unique=True,
        where=Touchpoint.platform.is_null(),
        name="touchpoint_without_platform",
    )
)


def touchpoint_problems(card: dict) -> list[FieldError]:
    """The validation errors of a touchpoint's fields."""
    needed = ["channel", "quality"]
    if card.get("channel") is Channel.social:
        needed.insert(1, "platform")
    errors = required(card, needed) + length_errors(card, Touchpoint)
    quality = card.get("quality")
    if quality is not None and quality not in SCALE:
        errors.append(FieldError("quality", N_("From 1 to 5.")))
    for name in MOST:
        if (card.get(name) or 0) < 0:
            errors.append(FieldError(name, N_("This cannot be less than zero.")))
    too_large = N_("This number is larger than what fits here.")
    for name, most in MOST.items():
        if (card.get(name) or 0) > most:
            errors.append(FieldError(name, too_large))
    return errors


def _plain(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _once(write):
    """The result of `write`; a touchpoint that exists already is a validation error."""
    try:
        return write()
    except peewee.IntegrityError as error:
        raise ValidationFailed(FieldError("channel", TAKEN)) from error
