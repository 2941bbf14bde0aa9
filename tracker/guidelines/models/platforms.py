"""Platforms, and the words that each one measures in."""

from __future__ import annotations

import peewee

from tracker.db import Capped, Record
from tracker.guidelines.starting_set import HOSTS, PLATFORMS
from tracker.rules import N_, Problem, Refused, demand, required, within_caps

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


class Platform(Record):
    """A place where people try things. Never deleted, only switched off, so that old attempts keep their place."""

    slug = Capped(40, unique=True)
    name = Capped(60, unique=True)
    in_use = peewee.BooleanField(default=True)
    position = peewee.IntegerField(default=0)

    @classmethod
    def plant(cls) -> int:
        """Make the platforms that come ready, those that are missing. Returns how many were made."""
        missing = [row for row in PLATFORMS if not cls.select().where(cls.slug == row.slug).exists()]
        for row in missing:
            platform = cls.create(slug=row.slug, name=row.name, position=PLATFORMS.index(row))
            Metric.insert_many([{"platform": platform, "name": name} for name in row.metrics]).execute()
        return len(missing)

    @classmethod
    def add(cls, name: str) -> Platform:
        """Add a platform of the organisation's own.

        Raises:
            Refused: The name is blank, too long, or taken.
        """
        name = " ".join(name.split())
        demand(*required({"name": name}, ["name"]), *within_caps({"name": name}, cls))
        slug = "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())[:40] or "platform"
        slug += "-1" if slug in TAKEN else ""
        try:
            with cls._meta.database.atomic():
                platform = cls.create(slug=slug, name=name, position=cls.select().count())
                platform.guidelines.model.open(platform)
                return platform
        except peewee.IntegrityError as error:
            raise Refused(Problem("name", N_("There is already a platform of that name."))) from error

    @classmethod
    def at_link(cls, link: str) -> Platform | None:
        """The platform that a pasted link points to, by its host."""
        host = link.split("//")[-1].split("/")[0].split(":")[0].lower()
        slug = next((slug for known, slug in HOSTS.items() if host == known or host.endswith("." + known)), None)
        return slug and cls.get_or_none(cls.slug == slug)

    def use(self, in_use: bool) -> None:
        """Say that the organisation is there, or is not."""
        self.in_use = in_use
        self.save()

    @classmethod
    def only_use(cls, ids: list[int]) -> None:
        """Say where the organisation is: these platforms are on, the rest is off.

        Raises:
            Refused: None would be left, and nothing could be shared.
        """
        demand(*([] if ids else [Problem("platforms", N_("Leave at least one on: every attempt stands somewhere."))]))
        cls.update(in_use=cls.id.in_(ids)).execute()

    def measure_in(self, words: list[str]) -> None:
        """Put these words in place of those that the platform measured in. Attempts keep the word they were measured in.

        Raises:
            Refused: A word is too long, or there are too many.
        """
        words = list(dict.fromkeys(" ".join(word.split()) for word in words))
        longest = max(words, key=len, default="")
        demand(
            *[Problem("metrics", p.message, p.params) for p in within_caps({"name": longest}, Metric)],
            *([Problem("metrics", N_("At most %(cap)s words."), {"cap": MOST_WORDS})] if len(words) > MOST_WORDS else []),
        )
        with self._meta.database.atomic():
            Metric.delete().where(Metric.platform == self).execute()
            Metric.insert_many([{"platform": self, "name": word} for word in words]).execute()

    def remember(self, metric: str) -> None:
        """Add a metric that somebody measured in to the words of this platform."""
        if metric := " ".join(metric.split()):
            Metric.insert(platform=self, name=metric, remembered=True).on_conflict_ignore().execute()

    @property
    def hue(self) -> int:
        """Which of the twelve hues marks it."""
        return self.position % 12

    def __str__(self) -> str:
        return self.name


class Metric(Record):
    """A word that a platform measures in: reach, clicks, calls saved."""

    platform = peewee.ForeignKeyField(Platform, backref="metrics", on_delete="CASCADE")
    name = Capped(120)
    remembered = peewee.BooleanField(null=True)  # where an attempt brought it: told only to those who may see one that has it

    class Meta:
        indexes = ((("platform", "name"), True),)
