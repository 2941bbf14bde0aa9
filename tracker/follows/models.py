"""Follow: a person follows a unit, a tag or another subject."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.db import BaseModel, UTCDateTimeField
from tracker.experiments.models import Experiment, Tag, Tagging
from tracker.experiments.models.stage import AFTER_PUBLISH
from tracker.guidelines.models import Platform
from tracker.jobs.models import Job
from tracker.lessons.models import Lesson
from tracker.questions.models import OpenQuestion

FOLLOWED = {
    "tag": Tag,
    "platform": Platform,
    "unit": Unit,
    "experiment": Experiment,
    "lesson": Lesson,
}
# An open question is followed by its askers, who are rows of their own
KINDS = tuple(FOLLOWED) + ("question",)
Followed = Tag | Platform | Unit | Experiment | Lesson | OpenQuestion


class Follow(BaseModel):
    """One person follows one tag, platform, unit, experiment or lesson: exactly one.

    Whoever follows an open question is one of its askers.
    """

    is_pair = True

    person = peewee.ForeignKeyField(
        Person, backref="follows", index=False, on_delete="CASCADE"
    )
    tag = peewee.ForeignKeyField(
        Tag, backref="followers", null=True, on_delete="CASCADE"
    )
    platform = peewee.ForeignKeyField(
        Platform, backref="followers", null=True, on_delete="CASCADE"
    )
    unit = peewee.ForeignKeyField(
        Unit, backref="followers", null=True, on_delete="CASCADE"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="followers", null=True, on_delete="CASCADE"
    )
    lesson = peewee.ForeignKeyField(
        Lesson, backref="followers", null=True, on_delete="CASCADE"
    )
    at = UTCDateTimeField()

    class Meta:
        indexes = tuple((("person", name), True) for name in FOLLOWED)
        constraints = [
            peewee.Check(
                " + ".join(
                    f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END"
                    for name in FOLLOWED
                )
                + " = 1"
            ),
        ]

    @classmethod
    def begin(cls, what: Followed, *, by: Person, at: dt.datetime) -> None:
        """Follow it; said twice, it stands once."""
        if isinstance(what, OpenQuestion):
            what.join(by=by, at=at)
            return
        cls.insert(
            {"person": by, _name_of(what): what, "at": at}
        ).on_conflict_ignore().execute()

    @classmethod
    def of_topics(cls, experiment: Experiment) -> peewee.ModelSelect:
        """Those who follow a tag, the platform or the shown unit of an experiment."""
        tags = Tagging.select(Tagging.tag).where(Tagging.experiment == experiment)
        about = cls.tag.in_(tags) | (cls.platform == experiment.platform_id)
        if not experiment.is_withheld or experiment.unit.hides_one:
            about |= cls.unit == experiment.unit_id
        return cls.select().where(about)

    @classmethod
    def notify_of_new(cls, experiment: Experiment, by: Person, at: dt.datetime) -> None:
        """Notify those who follow what an experiment is about that it was published."""
        if cls.of_topics(experiment).exists():
            Job.enqueue(
                "tell",
                at=experiment.moment(at),
                what="followed",
                word="new",
                by=experiment.signed(by),
                experiment=experiment.id,
            )

    @classmethod
    def end(cls, what: Followed, *, by: Person) -> None:
        """Follow it no more."""
        if isinstance(what, OpenQuestion):
            what.leave(by)
            return
        cls.delete().where(
            cls.person == by, getattr(cls, _name_of(what)) == what
        ).execute()


def _name_of(what: Followed) -> str:
    return next(name for name, noun in FOLLOWED.items() if isinstance(what, noun))


AFTER_PUBLISH.append(Follow.notify_of_new)
