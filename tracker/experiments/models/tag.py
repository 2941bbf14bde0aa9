"""Co-authors and tags of an experiment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.merge import move_all
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, LateForeignKey, for_update
from tracker.plaintext import folded, is_seen
from tracker.revision import Revision

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
_BULLET = re.compile(r"\A[-*–]\s+")
_BRACKETS_BETWEEN = re.compile(r"[\]}]\s*[,;]?\s*[\[{]")
# Numbers within a line: 1) klima 2) skole
_NUMBER = re.compile(r"(?:\A|(?<=[\s,;]))\(?(\d{1,2})\)")
# Behind a hashtag, and no part of it
_PICTURE = re.compile("[\\s\u200d\ufe0f\u2190-\u2bff\U0001f000-\U0001faff]")
_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s+")
_HASHTAG = re.compile(r"#([^\s#]+)")


class Tag(BaseModel):
    """A word that groups experiments."""

    name = CheckedCharField(40, unique=True)
    # Its name stands for the other tag from then on
    merged_into = peewee.ForeignKeyField(
        "self", null=True, backref="merged", on_delete="CASCADE"
    )

    @classmethod
    def named(cls, name: str) -> Tag:
        """The tag of this name, made if there is none, or the one it was merged into."""
        tag, _ = cls.get_or_create(name=name)
        return tag.merged_into or tag

    @classmethod
    def ids_named(cls, names: list[str]) -> dict[str, int]:
        """Name to id of the tags of these names, or of those they were merged into."""
        names = [name for name in names if name]
        if not names:
            return {}
        rows = cls.select(cls.name, cls.id, cls.merged_into)
        found = rows.where(cls.name.in_(names)).tuples()
        return {name: merged or id for name, id, merged in found}

    def rename(self, name: str) -> None:
        """Give the tag another name; the old one stands for it from then on.

        Raises:
            ValidationFailed: The name is blank or too long, or another tag has it.
        """
        name = next(iter(tidy_tags([name])), "")
        raise_if_errors(required({"name": name}, ["name"]) + tag_problems([name]))
        if name == self.name:
            return
        taken = Tag.get_or_none(Tag.name == name)
        if taken and taken.merged_into_id != self.id:
            message = N_("There is already a tag of that name. Merge the two.")
            raise ValidationFailed(FieldError("name", message))
        with self._meta.database.atomic():
            if taken:  # one of its former names
                taken.delete_instance()
            former = self.name
            Tag.update(name=name).where(Tag.id == self.id).execute()
            Tag.create(name=former, merged_into=self)
            AuditEvent.record(EventType.tag_renamed, on=self)
            self._index_again()
        self.name = name

    def merge(self, into: Tag) -> None:
        """Merge the tag into another, all or nothing; its name stands for the other.

        Raises:
            ValidationFailed: Both are the same, or one of them is merged already.
        """
        with self._meta.database.atomic():
            rows = Tag.select().where(Tag.id.in_([self.id, into.id]))
            there = list(for_update(rows.order_by(Tag.id)))
            if len(there) < 2 or any(row.merged_into_id for row in there):
                message = N_("One of them is merged already. Please look again.")
                raise ValidationFailed(FieldError("into", message))
            move_all(Tag, self, into)
            Tag.update(merged_into=into).where(Tag.id == self.id).execute()
            detail = f"{self.id} → {into.id}"
            AuditEvent.record(EventType.tag_merged, on=self, detail=detail)
            into._index_again()

    def _index_again(self) -> None:
        """Write the search words of the experiments with this tag anew."""
        for row in Tagging.select().where(Tagging.tag == self):
            row.experiment.index()
        Revision.advance()


class Tagging(BaseModel):
    """A tag on an experiment."""

    is_pair = True

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
    """Tags in the form that is saved: folded, single spaces, no leading #, each once."""
    tidied = (folded(str(name)).lstrip("# ") for name in names)
    return list(dict.fromkeys(name for name in tidied if is_seen(name)))


def split_tags(text: str) -> list[str]:
    """The tags in the text of one field.

    They are separated by commas, semicolons, bars, dots in the middle, tabs or line
    breaks, or are #hashtags. A program's list in brackets is read too.
    """
    text = text.replace("＃", "#").strip()
    if listed := _BRACKETED.fullmatch(text):
        text = _BRACKETS_BETWEEN.sub(";", listed[1])
    names = []
    for part in _SEPARATORS.split(_without_numbers(text)):
        part = _BULLET.sub("", part.strip()).strip("\"'“”„")
        if part.count("#") > 1:
            # Between hashtags stand pictures and other words
            bare = (_without_pictures(name) for name in _HASHTAG.findall(part))
            names += [name.rstrip(" .!?:–-") for name in bare]
        elif part.startswith("#"):
            names.append(_without_pictures(part).rstrip(" .!?:"))
        elif "#" in part:
            names += [_without_pictures(name) for name in re.split(r"\s#", part)]
        else:
            names.append(part)
    return tidy_tags(names)


def _without_pictures(text: str) -> str:
    end = len(text)
    while end and _PICTURE.match(text, end - 1):
        end -= 1
    return text[:end]


def _without_numbers(text: str) -> str:
    """What is counted 1, 2, 3 without its numbers; "5. klasse" alone keeps its own."""
    lines = text.split("\n")
    if len(lines) == 1:
        return _counted(text)
    bare = []
    for place, line in enumerate(lines, 1):
        found = _NUMBERED.match(line)
        if found and int(found[1]) == place:
            line = line[found.end() :]
        bare.append(line)
    return "\n".join(bare)


def _counted(line: str) -> str:
    """A line that counts 1) and 2), with separators for the numbers."""
    numbers = [int(number) for number in _NUMBER.findall(line)]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        return _NUMBER.sub(";", line)
    return line


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
