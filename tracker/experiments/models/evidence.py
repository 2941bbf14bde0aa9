"""Links and dated readings. What comes and goes after publication stands in the history."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
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
    LateForeignKey,
    PublicId,
    UTCDateTimeField,
)
from tracker.experiments.models.enums import Visibility
from tracker.experiments.models.history import Change
from tracker.experiments.models.picture import lock_experiment

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

MOST_LINKS = 50
MOST_READINGS = 400


class Link(BaseModel):
    """A link to where it can be seen."""

    experiment = LateForeignKey("Experiment", backref="links", on_delete="CASCADE")
    url = CheckedCharField(2000)
    label = CheckedCharField(200, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    public_id = PublicId()

    @classmethod
    def add(
        cls,
        experiment: Experiment,
        *,
        url: str,
        label: str = "",
        by: Person,
        at: dt.datetime,
    ) -> Link:
        """Add a link; the same one twice is one.

        Raises:
            ValidationFailed: It is no web address, or too long, or there are too many.
        """
        raise_if_errors(
            *link_problems(url), *length_errors({"url": url, "label": label}, cls)
        )
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if same := experiment.links.where(cls.url == url).first():
                return same
            raise_if_errors(*_full(experiment.links, MOST_LINKS, "url"))
            link = cls.create(experiment=experiment, url=url, label=label, by=by, at=at)
            experiment.note(by, at, "evidence", {"links": ["", link.as_text()]})
        return link

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Take it away.

        While the author is withheld the history forgets it too: it may have led to a
        person.
        """
        with self._meta.database.atomic():
            if self.delete_instance():
                self.experiment.note(
                    by, at, "evidence", {"links": [self.as_text(), ""]}
                )
                if self.experiment.is_withheld:
                    Change.forget_link(self.experiment, self.as_text())

    def as_text(self) -> str:
        """The link as plain words."""
        if self.label:
            return f"{self.label}: {self.url}"
        return self.url

    @property
    def host(self) -> str:
        """Where it leads, so that nobody needs to click to know."""
        return host_of(self.url)


class MetricReading(BaseModel):
    """A value of a metric as it was read on a day."""

    experiment = LateForeignKey("Experiment", backref="readings", on_delete="CASCADE")
    metric = CheckedCharField(120)
    value = peewee.DoubleField()
    read_on = peewee.DateField()
    link = CheckedCharField(2000, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    public_id = PublicId()

    @classmethod
    def take(
        cls,
        experiment: Experiment,
        *,
        metric: str,
        value: float,
        read_on: dt.date,
        link: str = "",
        by: Person,
        at: dt.datetime,
    ) -> MetricReading:
        """Note a reading; the same one twice is one.

        Raises:
            ValidationFailed: Metric, value or day is missing, the day has not come, the
                link is no web address, or there are too many.
        """
        answers = {"metric": metric, "value": value, "read_on": read_on, "link": link}
        raise_if_errors(*reading_problems(answers, at))
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if same := experiment.readings.where(
                cls.metric == metric, cls.value == value, cls.read_on == read_on
            ).first():
                return same
            raise_if_errors(*_full(experiment.readings, MOST_READINGS, "value"))
            reading = cls.create(experiment=experiment, by=by, **answers)
            experiment.note(by, at, "evidence", {"readings": ["", reading.as_text()]})
            if (
                experiment.platform_id
                and not experiment.is_draft
                and experiment.visibility is Visibility.everyone
            ):
                experiment.platform.remember(metric)
        return reading

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        with self._meta.database.atomic():
            if self.delete_instance():
                self.experiment.note(
                    by, at, "evidence", {"readings": [self.as_text(), ""]}
                )

    def as_text(self) -> str:
        """The reading as plain words."""
        return f"{self.metric}: {self.value:.10g} ({self.read_on})"

    @property
    def host(self) -> str:
        return host_of(self.link)


def reading_problems(answers: dict, at: dt.datetime) -> list[FieldError]:
    """Everything a reading demands."""
    value = answers.get("value")
    read_on = answers.get("read_on")
    link = answers.get("link")
    # Where the organisation is, it may be tomorrow already
    tomorrow = (at + dt.timedelta(days=1)).date()
    return [
        *required(answers, ["metric", "value", "read_on"]),
        *length_errors(answers, MetricReading),
        *(
            [FieldError("value", N_("Write a number."))]
            if value is not None and not math.isfinite(value)
            else []
        ),
        *(
            [FieldError("read_on", N_("This day has not come yet."))]
            if read_on and read_on > tomorrow
            else []
        ),
        *(link_problems(link, "link") if link else []),
    ]


def link_problems(url: str, field: str = "url") -> list[FieldError]:
    """Only web addresses: a link must never run anything."""
    if (
        url.lower().startswith(("https://", "http://"))
        and host_of(url)
        and not any(c.isspace() or ord(c) < 32 for c in url)
    ):
        return []
    return [
        FieldError(field, N_("Write the whole web address, beginning with https://."))
    ]


def host_of(url: str) -> str:
    """The host of a web address, as it is shown beside a link; "" when there is none.

    Browsers read a backslash as a slash, and what stands before an @ is no host.
    """
    rest = url.partition("//")[2].replace("\\", "/")
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def _full(rows: peewee.ModelSelect, most: int, field: str) -> list[FieldError]:
    if rows.count() >= most:
        return [FieldError(field, N_("At most %(most)s here."), {"most": most})]
    return []
