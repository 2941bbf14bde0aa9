"""Touchpoints: where the organisation meets a stakeholder, for what, how soon and how well."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
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
    """A stakeholder is met through a channel; through each only once."""

    stakeholder = peewee.ForeignKeyField(
        Stakeholder, backref="touchpoints", index=False, on_delete="CASCADE"
    )
    channel = importable(EnumCharField(Channel), "kanal touchpoint kontaktpunkt")
    platform = peewee.ForeignKeyField(
        Platform, null=True, backref="touchpoints", on_delete="RESTRICT"
    )
    purpose = described(
        importable(CheckedCharField(500, default=""), "formål"),
        N_("What is it for?"),
        personal=True,
    )
    volume = described(
        importable(
            peewee.IntegerField(null=True),
            "mængde henvendelser volume_per_month henvendelser_pr_måned",
        ),
        N_("Enquiries a month"),
    )
    # In hours
    answer_time = described(
        importable(
            peewee.DoubleField(null=True), "svartid answer_time_hours svartid_timer"
        ),
        N_("Answer time"),
    )
    answer_goal = described(
        importable(peewee.DoubleField(null=True), "mål_for_svartid svarmål goal"),
        N_("Goal of the answer time"),
    )
    quality = described(
        importable(peewee.SmallIntegerField(), "kvalitet"), N_("How good is it?")
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
        """Begin to meet a stakeholder through a channel; one that was put away comes
        back with what is said now.

        Args:
            by: Who does it, for the history.
            platform: Which, where the channel is social.
            card: purpose, volume (a month), answer_time and answer_goal (hours),
                quality (1 to 5), owner.

        Raises:
            ValidationFailed: A rule of the card is broken, or the touchpoint is there already.
        """
        platform = platform if channel is Channel.social else None
        raise_if_errors(
            *touchpoint_problems({**card, "channel": channel, "platform": platform})
        )
        with cls._meta.database.atomic():
            earlier = cls.same_as(stakeholder, channel, platform)
            if earlier is None:
                said = {
                    "stakeholder": stakeholder,
                    "channel": channel,
                    "platform": platform,
                    "changed_at": at,
                    **card,
                }
                point = _once(lambda: cls.create(**said))
                point.log_change("added", by=by, at=at)
                return point
            raise_if_errors(
                *([] if earlier.archived_at else [FieldError("channel", TAKEN)])
            )
            earlier.archived_at = None
            earlier.change(version=earlier.version, at=at, by=by, act="added", **card)
        return earlier

    @classmethod
    def same_as(
        cls, stakeholder: Stakeholder, channel: Channel, platform: Platform | None
    ) -> Touchpoint | None:
        """The touchpoint of a stakeholder through a channel, put away or not."""
        there = cls.platform.is_null() if platform is None else cls.platform == platform
        return cls.get_or_none(
            cls.stakeholder == stakeholder, cls.channel == channel, there
        )

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
        """Change what is said about it; what it said before stays in the history of the
        stakeholder. Channel and platform stay: through another channel it is another
        touchpoint.

        Raises:
            ValidationFailed: A rule of the card is broken.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(*touchpoint_problems({**self.card(), **card}))
        before = self.as_dict()
        with self._meta.database.atomic():
            for name, value in {**card, "changed_at": at}.items():
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
        """Write into the history of the stakeholder."""
        self.stakeholder.log_change(
            act, by=by, at=at, place=self.place, changes=changes
        )

    # Predicates

    @property
    def is_poor(self) -> bool:
        return self.quality < GOOD_ENOUGH

    @property
    def hours_late(self) -> float:
        """By how much the answer time misses its goal; 0 when it keeps it, or nothing is known."""
        known = self.answer_time is not None and self.answer_goal is not None
        if known:
            return max(0.0, self.answer_time - self.answer_goal)
        return 0.0

    def card(self) -> dict:
        """What is said about it: field to value."""
        told = {
            name: getattr(self, name)
            for name in ("purpose", "volume", "answer_time", "answer_goal", "quality")
        }
        return {"channel": self.channel, "platform": self.platform_id, **told}

    def as_dict(self) -> dict[str, str]:
        """What is said about it as plain words, to hold two texts against each other."""
        told = {**self.card(), "owner": self.owner_id}
        return {
            name: _plain(value)
            for name, value in told.items()
            if name not in ("channel", "platform")
        }

    @property
    def place(self) -> str:
        """Where it is, in one word: the platform's name, or the word of the channel."""
        if self.platform_id:
            return self.platform.name
        return self.channel.value

    # Permissions

    def changeable_by(self, person) -> bool:
        """Its owner's to change, and theirs who may change the stakeholder."""
        return self.owner_id == person.id or self.stakeholder.changeable_by(person)


# Two without a platform are equal to people, but NULL is never equal to NULL.
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
    """Everything that a touchpoint demands."""
    social = card.get("channel") is Channel.social
    number = N_("This number is larger than what fits here.")
    return [
        *required(card, ("channel", *(["platform"] if social else []), "quality")),
        *length_errors(card, Touchpoint),
        *(
            [FieldError("quality", N_("From 1 to 5."))]
            if card.get("quality") not in (None, *SCALE)
            else []
        ),
        *[
            FieldError(name, N_("This cannot be less than zero."))
            for name in MOST
            if (card.get(name) or 0) < 0
        ],
        *[
            FieldError(name, number)
            for name, most in MOST.items()
            if (card.get(name) or 0) > most
        ],
    ]


def _plain(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _once(write):
    """What `write` gives; two people who add the same at once are told so."""
    try:
        return write()
    except peewee.IntegrityError as error:
        raise ValidationFailed(FieldError("channel", TAKEN)) from error
