"""Links and dated readings; the history shows each that is added or removed."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import EditConflict
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
    for_update,
)
from tracker.experiments.models.enums import Visibility
from tracker.experiments.models.history import Change
from tracker.experiments.models.picture import lock_experiment
from tracker.share_link import without_sharer
from tracker.web_address import shown_host

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

MOST_LINKS = 50
MOST_READINGS = 400


class Link(BaseModel):
    """A link to the post or to another page about the experiment."""

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
        """Add a link, without what tells who shared it; one that is there already is
        returned.

        Raises:
            ValidationFailed: It is no web address, or too long, or there are too many.
        """
        url = without_sharer(url)
        problems = link_problems(url)
        problems += length_errors({"url": url, "label": label}, cls)
        raise_if_errors(problems)
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if same := experiment.links.where(cls.url == url).first():
                return same
            raise_if_errors(_full(experiment.links, MOST_LINKS, "url"))
            link = cls.create(experiment=experiment, url=url, label=label, by=by, at=at)
            experiment.log_change(by, at, "evidence", {"links": ["", link.as_text()]})
        return link

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Remove the link.

        While the author is hidden its address is removed from the history too: it may
        lead to a person.
        """
        with self._meta.database.atomic():
            if self.delete_instance():
                self.experiment.log_change(
                    by, at, "evidence", {"links": [self.as_text(), ""]}
                )
                if self.experiment.is_withheld:
                    Change.forget_link(self.experiment, self.as_text())

    def as_text(self) -> str:
        """The link as plain text."""
        if self.label:
            return f"{self.label}: {self.url}"
        return self.url

    @property
    def host(self) -> str:
        """The host as it truly is, shown beside the link."""
        return shown_host(host_of(self.url))


class MetricReading(BaseModel):
    """The value of a metric on a day."""

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
        """Add a reading; one that is there already is returned.

        Raises:
            ValidationFailed: Metric, value or day is missing, the day has not come, the
                link is no web address, or there are too many.
        """
        link = without_sharer(link)
        answers = {"metric": metric, "value": value, "read_on": read_on, "link": link}
        raise_if_errors(reading_problems(answers, at))
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            same = experiment.readings.where(
                cls.metric == metric, cls.value == value, cls.read_on == read_on
            )
            if earlier := same.first():
                return earlier
            raise_if_errors(_full(experiment.readings, MOST_READINGS, "value"))
            reading = cls.create(
                experiment=experiment,
                metric=metric,
                value=value,
                read_on=read_on,
                link=link,
                by=by,
            )
            experiment.log_change(
                by, at, "evidence", {"readings": ["", reading.as_text()]}
            )
            if _is_public(experiment):
                experiment.platform.remember(metric)
        return reading

    def amend(
        self,
        *,
        metric: str,
        value: float,
        read_on: dt.date,
        link: str = "",
        by: Person,
        at: dt.datetime,
        only_as_read: bool = False,
    ) -> None:
        """Change the reading; the history keeps what it said before.

        Args:
            only_as_read: Change nothing if it was changed since this row was read.

        Raises:
            ValidationFailed: As in `take`.
            EditConflict: It was changed since, or is gone.
        """
        answers = {"metric": metric, "value": value, "read_on": read_on, "link": link}
        raise_if_errors(reading_problems(answers, at))
        before = self.as_text()
        with self._meta.database.atomic():
            if only_as_read:
                self._require_as_read()
            for name, answer in answers.items():
                setattr(self, name, answer)
            self.save()
            if self.as_text() != before:
                changes = {"readings": [before, self.as_text()]}
                self.experiment.log_change(by, at, "evidence", changes)
            if _is_public(self.experiment):
                self.experiment.platform.remember(metric)

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        with self._meta.database.atomic():
            if self.delete_instance():
                self.experiment.log_change(
                    by, at, "evidence", {"readings": [self.as_text(), ""]}
                )

    def _require_as_read(self) -> None:
        rows = MetricReading.select().where(MetricReading.id == self.id)
        now = for_update(rows).first()
        if now is None or now.__data__ != self.__data__:
            raise EditConflict(now)

    def as_text(self) -> str:
        """The reading as plain text."""
        return f"{self.metric}: {self.value:.10g} ({self.read_on})"

    @property
    def host(self) -> str:
        return shown_host(host_of(self.link))


def reading_problems(answers: dict, at: dt.datetime) -> list[FieldError]:
    """The rules of a reading: required fields, caps, a number, a day that has come."""
    value = answers.get("value")
    read_on = answers.get("read_on")
    link = answers.get("link")
    # In the time zone of the organisation it may be tomorrow already
    tomorrow = (at + dt.timedelta(days=1)).date()
    problems = required(answers, ["metric", "value", "read_on"])
    problems += length_errors(answers, MetricReading)
    if value is not None and not math.isfinite(value):
        problems.append(FieldError("value", N_("Write a number.")))
    if read_on and read_on > tomorrow:
        problems.append(FieldError("read_on", N_("This day has not come yet.")))
    if link:
        problems += link_problems(link, "link")
    return problems


def link_problems(url: str, field: str = "url") -> list[FieldError]:
    """The rule that a link is a web address; other schemes could run a script."""
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
    """The host of a web address without "www."; "" when there is none.

    Browsers read a backslash as a slash; the part before an @ is a user, not the host.
    """
    rest = url.partition("//")[2].replace("\\", "/")
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def _is_public(experiment: Experiment) -> bool:
    return (
        experiment.platform_id is not None
        and not experiment.is_draft
        and experiment.visibility is Visibility.everyone
    )


def _full(rows: peewee.ModelSelect, most: int, field: str) -> list[FieldError]:
    if rows.count() >= most:
        return [FieldError(field, N_("At most %(most)s here."), {"most": most})]
    return []
