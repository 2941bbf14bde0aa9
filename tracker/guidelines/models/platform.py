"""Platforms, their former names, and their metrics."""

from __future__ import annotations

import re
from contextlib import contextmanager

import peewee

from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField
from tracker.guidelines.models.guideline import Guideline
from tracker.guidelines.starting_set import HOSTS, METRICS, NAMES, PLATFORMS

MOST_WORDS = 200
TAKEN = (
    "check",
    "everywhere",
    "agreement",
    "beside",
    "clauses",
    "starting-set",
    "rough",
    "tone",
    "questions",
    "proposals",
)  # words of the guidelines' own URLs


class Platform(BaseModel):
    """A platform on which people run experiments.

    It may be switched off, renamed or merged into another, but is never deleted together
    with its experiments.
    """

    slug = CheckedCharField(40, unique=True)
    name = CheckedCharField(60, unique=True)
    in_use = peewee.BooleanField(default=True)
    position = peewee.IntegerField(default=0)

    @classmethod
    def add_default_platforms(cls) -> int:
        """Create the default platforms that are missing. Returns how many."""
        known = {row.slug for row in cls.select(cls.slug)} | PlatformAlias.slugs()
        missing = [row for row in PLATFORMS if row.slug not in known]
        for row in missing:
            platform = cls.create(
                slug=row.slug, name=row.name, position=PLATFORMS.index(row)
            )
            Metric.insert_many(
                [{"platform": platform, "name": name} for name in row.metrics]
            ).execute()
        return len(missing)

    @classmethod
    def add(cls, name: str) -> Platform:
        """Add a platform of the organisation's own.

        Raises:
            ValidationFailed: The name is blank, too long, or taken.
        """
        name = " ".join(name.split())
        raise_if_errors(name_problems(name))
        with _names_taken(), cls._meta.database.atomic():
            last = cls.select(peewee.fn.MAX(cls.position)).scalar()
            position = 0
            if last is not None:
                position = last + 1
            platform = cls.create(
                slug=cls._free_slug(name), name=name, position=position
            )
            Guideline.open(platform)
            AuditEvent.record(EventType.platform_changed, on=platform, detail="added")
        return platform

    @classmethod
    def at_link(cls, link: str) -> Platform | None:
        """The platform that a pasted link points to, by its host."""
        host = link.split("//")[-1].split("/")[0].split(":")[0].lower()
        slug = next(
            (
                slug
                for known, slug in HOSTS.items()
                if host == known or host.endswith("." + known)
            ),
            None,
        )
        return slug and (
            cls.get_or_none(cls.slug == slug) or PlatformAlias.platform_at(slug)
        )

    def use(self, in_use: bool) -> None:
        """Switch the platform on or off."""
        with self._meta.database.atomic():
            if in_use != self.in_use:
                detail = "switched on" if in_use else "switched off"
                AuditEvent.record(EventType.platform_changed, on=self, detail=detail)
            self.in_use = in_use
            self.save()

    def rename(self, name: str) -> None:
        """Rename the platform; its slug stays, and imports still find the old name.

        Raises:
            ValidationFailed: The name is blank, too long, or another's.
        """
        name = " ".join(name.split())
        before = self.name
        raise_if_errors(name_problems(name))
        if name == before:
            return
        with _names_taken(), self._meta.database.atomic():
            Platform.update(name=name).where(Platform.id == self.id).execute()
            PlatformAlias.remember(self, before)
            AuditEvent.record(EventType.platform_changed, on=self, detail="renamed")
        self.name = name

    @classmethod
    def only_use(cls, ids: list[int]) -> None:
        """Switch these platforms on and all others off.

        Raises:
            ValidationFailed: No platform would be on.
        """
        if not ids:
            message = N_("Leave at least one on: every attempt stands somewhere.")
            raise ValidationFailed(FieldError("platforms", message))
        with cls._meta.database.atomic():
            for platform in cls.select().order_by(cls.id):
                platform.use(platform.id in ids)

    def measure_in(self, words: list[str]) -> None:
        """Replace the platform's metrics. Experiments keep theirs.

        Raises:
            ValidationFailed: A name is too long, or there are too many.
        """
        words = list(dict.fromkeys(" ".join(word.split()) for word in words))
        longest = max(words, key=len, default="")
        errors = [
            FieldError("metrics", error.message, error.params)
            for error in length_errors({"name": longest}, Metric)
        ]
        if len(words) > MOST_WORDS:
            too_many = N_("At most %(cap)s words.")
            errors.append(FieldError("metrics", too_many, {"cap": MOST_WORDS}))
        raise_if_errors(errors)
        with self._meta.database.atomic():
            Metric.delete().where(Metric.platform == self).execute()
            Metric.insert_many(
                [{"platform": self, "name": word} for word in words]
            ).execute()

    def remember(self, metric: str) -> None:
        """Add a metric of an experiment to the metrics of this platform."""
        if metric := " ".join(metric.split()):
            Metric.insert(
                platform=self, name=metric, remembered=True
            ).on_conflict_ignore().execute()

    @property
    def came_ready(self) -> bool:
        """Whether it still has its default name; only such a name is translated."""
        return NAMES.get(self.slug) == self.name

    @property
    def hue(self) -> int:
        """Which of the twelve hues marks it."""
        return self.position % 12

    def __str__(self) -> str:
        return self.name

    @classmethod
    def _free_slug(cls, name: str) -> str:
        """A slug that no platform has, or had before it was merged into another."""
        words = re.findall(r"[^\W_]+", name.casefold())
        slug = "-".join(words)[:40] or "platform"
        taken = (
            {row.slug for row in cls.select(cls.slug)}
            | PlatformAlias.slugs()
            | set(TAKEN)
        )
        free = slug
        number = 0
        while free in taken:
            number += 1
            free = f"{slug[:36]}-{number}"
        return free


class PlatformAlias(BaseModel):
    """A former name of a platform, by which imports still find it; and the slug of a
    platform that was merged into it.
    """

    platform = peewee.ForeignKeyField(Platform, backref="aliases", on_delete="CASCADE")
    slug = CheckedCharField(40, null=True, unique=True)
    name = CheckedCharField(60)

    @classmethod
    def remember(cls, platform: Platform, name: str, slug: str | None = None) -> None:
        """Record a former name and a former slug."""
        cls.create(platform=platform, name=name, slug=slug)

    @classmethod
    def slugs(cls) -> set[str]:
        """Every former slug."""
        return {row.slug for row in cls.select(cls.slug).where(cls.slug.is_null(False))}

    @classmethod
    def platform_at(cls, slug: str) -> Platform | None:
        """The platform into which the one of this slug was merged."""
        return (
            Platform.select()
            .join(cls)
            .where(cls.slug == slug.replace("\0", ""))
            .first()
        )


def name_problems(name: str) -> list[FieldError]:
    """The validation errors of a platform's name.

    A name without a visible character could not be selected again to correct it.
    """
    values = {"name": name}
    errors = required(values, ["name"]) + length_errors(values, Platform)
    if name and not any(character.isalnum() for character in name):
        errors.append(FieldError("name", N_("A name needs a letter or a number.")))
    return errors


@contextmanager
def _names_taken():
    """Turns a name that is taken already into a validation error."""
    try:
        yield
    except peewee.IntegrityError as error:
        raise ValidationFailed(
            FieldError("name", N_("There is already a platform of that name."))
        ) from error


class Metric(BaseModel):
    """A metric of a platform: reach, clicks, calls saved."""

    is_pair = True

    platform = peewee.ForeignKeyField(Platform, backref="metrics", on_delete="CASCADE")
    name = CheckedCharField(120)
    # Added by an experiment: shown only to those who may see an experiment with it
    remembered = peewee.BooleanField(null=True)

    class Meta:
        indexes = ((("platform", "name"), True),)

    @property
    def came_ready(self) -> bool:
        """Whether it is a default metric; only such a name is translated."""
        return self.name in METRICS
