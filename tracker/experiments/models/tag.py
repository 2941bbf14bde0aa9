"""Who is in it, and what it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, LateForeignKey

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

MOST_TAGS = 12

# What higher features do, in the same transaction, when somebody becomes a co-author:
# their models append functions of (ids of the people, experiment).
AFTER_JOINING: list[Callable[[set[int], Experiment], None]] = []


class CoAuthor(BaseModel):
    """Somebody who did it together with the author."""

    experiment = LateForeignKey("Experiment", backref="co_authors", on_delete="CASCADE")
    person = peewee.ForeignKeyField(
        Person, backref="co_authorships", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("experiment", "person"), True),)

    @classmethod
    def replace_all(cls, experiment: Experiment, people, at: dt.datetime) -> None:
        """Make these people, but not the author, the co-authors; a draft has been seen
        from then on.
        """
        ids = {getattr(person, "id", person) for person in people} - {
            experiment.author_id
        }
        cls.delete().where(
            cls.experiment == experiment, cls.person.not_in(ids or {0})
        ).execute()
        for person_id in sorted(ids):
            cls.insert(
                experiment=experiment, person=person_id
            ).on_conflict_ignore().execute()
        if ids:
            for act in AFTER_JOINING:
                act(ids, experiment)
            experiment.mark_seen(at)


class Tag(BaseModel):
    """A word that attempts are gathered under."""

    name = CheckedCharField(40, unique=True)

    @classmethod
    def named(cls, name: str) -> Tag:
        tag, _ = cls.get_or_create(name=name)
        return tag


class Tagging(BaseModel):
    """A tag on an experiment."""

    experiment = LateForeignKey("Experiment", backref="taggings", on_delete="CASCADE")
    tag = peewee.ForeignKeyField(Tag, backref="taggings", on_delete="CASCADE")

    class Meta:
        indexes = ((("experiment", "tag"), True), (("tag", "experiment"), False))

    @classmethod
    def replace_all(cls, experiment: Experiment, names) -> None:
        """Make these the tags.

        Raises:
            ValidationFailed: There are too many, or one is too long.
        """
        names = tidy_tags(names)
        raise_if_errors(*tag_problems(names))
        tags = [Tag.named(name) for name in names]
        cls.delete().where(
            cls.experiment == experiment,
            cls.tag.not_in([tag.id for tag in tags] or [0]),
        ).execute()
        for tag in tags:
            cls.insert(experiment=experiment, tag=tag).on_conflict_ignore().execute()


def tidy_tags(names) -> list[str]:
    """Tags as they are kept: lower case, single spaces, no leading #, each once, in the
    order given.
    """
    tidied = (" ".join(str(name).lstrip("# ").lower().split()) for name in names)
    return list(dict.fromkeys(name for name in tidied if name))


def split_tags(text: str) -> list[str]:
    """The tags that people write into one field: with commas, semicolons or line breaks
    between them, or as #hashtags one after the other.
    """
    names = []
    for part in re.split(r"[;,\n]", text):
        pattern = r"\s#"
        if part.strip().startswith("#"):
            pattern = "#"
        names += re.split(pattern, part)
    return tidy_tags(names)


def tag_problems(names: list[str]) -> list[FieldError]:
    """What is wrong with a list of tags."""
    too_many = (
        [FieldError("tags", N_("At most %(most)s tags."), {"most": MOST_TAGS})]
        if len(names) > MOST_TAGS
        else []
    )
    too_long = [
        problem for name in names for problem in length_errors({"name": name}, Tag)
    ]
    return [
        *too_many,
        *(
            FieldError("tags", problem.message, problem.params)
            for problem in too_long[:1]
        ),
    ]
