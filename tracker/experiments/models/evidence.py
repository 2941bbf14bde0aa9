"""Documentation: pictures, links and dated readings."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import Capped, Instant, Record
from tracker.experiments.models.experiment import Experiment
from tracker.rules import N_, Problem, demand, required, within_caps

MOST_PICTURES = 12


class Picture(Record):
    """An image that was decoded and drawn anew; its bytes lie in the files folder under a random name."""

    experiment = peewee.ForeignKeyField(Experiment, backref="pictures", on_delete="CASCADE")
    file = Capped(80, unique=True)
    width = peewee.IntegerField()
    height = peewee.IntegerField()
    alt = Capped(500, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = Instant()

    @classmethod
    def hang(
        cls, experiment: Experiment, *, file: str, width: int, height: int, alt: str, by: Person, at: dt.datetime
    ) -> Picture:
        """Hang a picture, already decoded and stored under `file`, on an experiment.

        Args:
            width, height: Pixels.

        Raises:
            Refused: There are twelve already, or the alt text is too long.
        """
        full = experiment.pictures.count() >= MOST_PICTURES
        demand(
            *([Problem("picture", N_("At most %(most)s pictures."), {"most": MOST_PICTURES})] if full else []),
            *within_caps({"alt": alt}, cls),
        )
        return cls.create(experiment=experiment, file=file, width=width, height=height, alt=alt, by=by, at=at)


class Link(Record):
    """A link to where it can be seen."""

    experiment = peewee.ForeignKeyField(Experiment, backref="links", on_delete="CASCADE")
    url = Capped(2000)
    label = Capped(200, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = Instant()

    @classmethod
    def add(cls, experiment: Experiment, *, url: str, label: str = "", by: Person, at: dt.datetime) -> Link:
        """Add a link.

        Raises:
            Refused: It is no web address, or too long.
        """
        demand(*link_problems(url), *within_caps({"url": url, "label": label}, cls))
        return cls.create(experiment=experiment, url=url, label=label, by=by, at=at)


class Reading(Record):
    """A value of a metric as it was read on a day."""

    experiment = peewee.ForeignKeyField(Experiment, backref="readings", on_delete="CASCADE")
    metric = Capped(120)
    value = peewee.DoubleField()
    read_on = peewee.DateField()
    link = Capped(2000, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")

    @classmethod
    def take(
        cls, experiment: Experiment, *, metric: str, value: float, read_on: dt.date, link: str = "", by: Person
    ) -> Reading:
        """Note a reading.

        Raises:
            Refused: Metric, value or day is missing, or the link is no web address.
        """
        answers = {"metric": metric, "value": value, "read_on": read_on, "link": link}
        demand(
            *required(answers, ["metric", "value", "read_on"]),
            *within_caps(answers, cls),
            *(link_problems(link) if link else []),
        )
        return cls.create(experiment=experiment, by=by, **answers)


def link_problems(url: str, field: str = "url") -> list[Problem]:
    """Only web addresses: a link must never run anything."""
    if url.lower().startswith(("https://", "http://")) and not any(c.isspace() or ord(c) < 32 for c in url):
        return []
    return [Problem(field, N_("Write the whole web address, beginning with https://."))]
