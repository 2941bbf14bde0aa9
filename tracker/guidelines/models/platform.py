"""Platforms, and the words that each one measures in."""

from __future__ import annotations

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
    "beside",
    "clauses",
    "starting-set",
    "rough",
    "tone",
    "questions",
    "proposals",
)  # words of our own addresses


class Platform(BaseModel):
    """A place where people try things.

    Switched off, renamed or merged into another, never thrown away with what was tried
    there.
    """

    slug = CheckedCharField(40, unique=True)
    name = CheckedCharField(60, unique=True)
    in_use = peewee.BooleanField(default=True)
    position = peewee.IntegerField(default=0)

    @classmethod
    def add_default_platforms(cls) -> int:
        """Make the platforms that come ready, those that are missing.

        Returns how many were made.
        """
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
        raise_if_errors(*name_problems(name))
        with _names_taken(), cls._meta.database.atomic():
            last = cls.select(peewee.fn.MAX(cls.position)).scalar()
            platform = cls.create(
                slug=cls._free_slug(name),
                name=name,
                position=0 if last is None else last + 1,
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
        """Say that the organisation is there, or is not."""
        with self._meta.database.atomic():
            if in_use != self.in_use:
                AuditEvent.record(
                    EventType.platform_changed,
                    on=self,
                    detail="switched on" if in_use else "switched off",
                )
            self.in_use = in_use
            self.save()

    def rename(self, name: str) -> None:
        """Give it another name. Its address stays, and lists with the old name still find it.

        Raises:
            ValidationFailed: The name is blank, too long, or another's.
        """
        name = " ".join(name.split())
        before = self.name
        raise_if_errors(*name_problems(name))
        if name == before:
            return
        with _names_taken(), self._meta.database.atomic():
            Platform.update(name=name).where(Platform.id == self.id).execute()
            PlatformAlias.remember(self, before)
            AuditEvent.record(EventType.platform_changed, on=self, detail="renamed")
        self.name = name

    @classmethod
    def only_use(cls, ids: list[int]) -> None:
        """Say where the organisation is: these platforms are on, the rest is off.

        Raises:
            ValidationFailed: None would be left, and nothing could be shared.
        """
        raise_if_errors(
            *(
                []
                if ids
                else [
                    FieldError(
                        "platforms",
                        N_("Leave at least one on: every attempt stands somewhere."),
                    )
                ]
            )
        )
        with cls._meta.database.atomic():
            for platform in cls.select().order_by(cls.id):
                platform.use(platform.id in ids)

    def measure_in(self, words: list[str]) -> None:
        """Put these words in place of those that the platform measured in.

        Attempts keep the word they were measured in.

        Raises:
            ValidationFailed: A word is too long, or there are too many.
        """
        words = list(dict.fromkeys(" ".join(word.split()) for word in words))
        longest = max(words, key=len, default="")
        raise_if_errors(
            *[
                FieldError("metrics", p.message, p.params)
                for p in length_errors({"name": longest}, Metric)
            ],
            *(
                [
                    FieldError(
                        "metrics", N_("At most %(cap)s words."), {"cap": MOST_WORDS}
                    )
                ]
                if len(words) > MOST_WORDS
                else []
            ),
        )
        with self._meta.database.atomic():
            Metric.delete().where(Metric.platform == self).execute()
            Metric.insert_many(
                [{"platform": self, "name": word} for word in words]
            ).execute()

    def remember(self, metric: str) -> None:
        """Add a metric that somebody measured in to the words of this platform."""
        if metric := " ".join(metric.split()):
            Metric.insert(
                platform=self, name=metric, remembered=True
            ).on_conflict_ignore().execute()

    @property
    def came_ready(self) -> bool:
        """Whether it still has the name that it came with; only such a name is translated."""
        return NAMES.get(self.slug) == self.name

    @property
    def hue(self) -> int:
        """Which of the twelve hues marks it."""
        return self.position % 12

    def __str__(self) -> str:
        return self.name

    @classmethod
    def _free_slug(cls, name: str) -> str:
        """A word for its address that no platform has, or had before it was merged into another."""
        slug = (
            "-".join(
                "".join(c if c.isalnum() else " " for c in name.casefold()).split()
            )[:40]
            or "platform"
        )
        taken = (
            {row.slug for row in cls.select(cls.slug)}
            | PlatformAlias.slugs()
            | set(TAKEN)
        )
        tried = (slug, *(f"{slug[:36]}-{n}" for n in range(1, len(taken) + 2)))
        return next(one for one in tried if one not in taken)


class PlatformAlias(BaseModel):
    """What a platform was called before, so that lists with that name still find it;
    and the address of one that was merged into it.
    """

    platform = peewee.ForeignKeyField(Platform, backref="aliases", on_delete="CASCADE")
    slug = CheckedCharField(40, null=True, unique=True)
    name = CheckedCharField(60)

    @classmethod
    def remember(cls, platform: Platform, name: str, slug: str | None = None) -> None:
        """Note a former name, and a former address."""
        cls.create(platform=platform, name=name, slug=slug)

    @classmethod
    def slugs(cls) -> set[str]:
        """Every former address."""
        return {row.slug for row in cls.select(cls.slug).where(cls.slug.is_null(False))}

    @classmethod
    def platform_at(cls, slug: str) -> Platform | None:
        """The platform that one of this address was merged into."""
        return (
            Platform.select()
            .join(cls)
            .where(cls.slug == slug.replace("\0", ""))
            .first()
        )


def name_problems(name: str) -> list[FieldError]:
    """Everything that a platform's name demands.

    One that nobody can see could not be chosen again to be mended.
    """
    seen = any(c.isalnum() for c in name) or not name
    return [
        *required({"name": name}, ["name"]),
        *length_errors({"name": name}, Platform),
        *(
            []
            if seen
            else [FieldError("name", N_("A name needs a letter or a number."))]
        ),
    ]


@contextmanager
def _names_taken():
    """Two platforms never have one name."""
    try:
        yield
    except peewee.IntegrityError as error:
        raise ValidationFailed(
            FieldError("name", N_("There is already a platform of that name."))
        ) from error


class Metric(BaseModel):
    """A word that a platform measures in: reach, clicks, calls saved."""

    is_pair = True

    platform = peewee.ForeignKeyField(Platform, backref="metrics", on_delete="CASCADE")
    name = CheckedCharField(120)
    # Where an attempt brought it: told only to those who may see one that has it
    remembered = peewee.BooleanField(null=True)

    class Meta:
        indexes = ((("platform", "name"), True),)

    @property
    def came_ready(self) -> bool:
        """Whether it is one of the words that come ready; only such a word is translated."""
        return self.name in METRICS
