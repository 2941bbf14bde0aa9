"""Co-authors and tags of an experiment."""

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

# Hooks of higher features, called in the same transaction when people become co-authors:
# their models append functions of (ids of the people, experiment).
AFTER_JOINING: list[Callable[[set[int], Experiment], None]] = []


class CoAuthor(BaseModel):
    """A person who did the experiment together with the author."""

    experiment = LateForeignKey("Experiment", backref="co_authors", on_delete="CASCADE")
    person = peewee.ForeignKeyField(
        Person, backref="co_authorships", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("experiment", "person"), True),)

    @classmethod
    def replace_all(cls, experiment: Experiment, people, at: dt.datetime) -> None:
        """Replace the co-authors; the author is never one of them.

        From then on the draft counts as seen.
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


_BRACKETED = re.compile(r"[\[{](.*)[\]}]", re.DOTALL)
_SEPARATORS = re.compile(r"[;,|•·\n\t，、]| / ")
_BULLET = re.compile(r"(?:[-*–]|\d{1,2}[.)])\s+")
_HASHTAG = re.compile(r"#([^\s#]+)")


class Tag(BaseModel):
    """A word that groups experiments."""

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
        """Replace the tags of an experiment.

        Raises:
            ValidationFailed: There are too many, or one is too long.
        """
        names = tidy_tags(names)
        raise_if_errors(tag_problems(names))
        tags = [Tag.named(name) for name in names]
        cls.delete().where(
            cls.experiment == experiment,
            cls.tag.not_in([tag.id for tag in tags] or [0]),
        ).execute()
        for tag in tags:
            cls.insert(experiment=experiment, tag=tag).on_conflict_ignore().execute()


def tidy_tags(names) -> list[str]:
    """Tags in the form that is saved: lower case, single spaces, no leading #, each once."""
    tidied = (" ".join(str(name).lstrip("# ").lower().split()) for name in names)
    return list(dict.fromkeys(name for name in tidied if name))


def split_tags(text: str) -> list[str]:
    """The tags in the text of one field.

    They are separated by commas, semicolons, bars, dots in the middle, tabs or line
    breaks, or are #hashtags. A program's list in brackets is read too.
    """
    text = text.replace("＃", "#").strip()
    if listed := _BRACKETED.fullmatch(text):
        text = listed[1]
    names = []
    for part in _SEPARATORS.split(text):
        part = _BULLET.sub("", part.strip()).strip("\"'“”")
        if part.count("#") > 1:
            # Between hashtags stand pictures and other words
            names += [name.rstrip(" .!?:") for name in _HASHTAG.findall(part)]
        elif part.startswith("#"):
            names.append(part.rstrip(" .!?:"))
        else:
            names += re.split(r"\s#", part)
    return tidy_tags(names)


def tag_problems(names: list[str]) -> list[FieldError]:
    """The rules of a list of tags: not too many, none too long."""
    problems = []
    if len(names) > MOST_TAGS:
        message = N_("At most %(most)s tags.")
        problems.append(FieldError("tags", message, {"most": MOST_TAGS}))
    for name in names:
        for problem in length_errors({"name": name}, Tag):
            # One is enough to mend the field
            return [*problems, FieldError("tags", problem.message, problem.params)]
    return problems
