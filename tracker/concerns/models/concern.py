"""Concern: a person saw something personal in a text or a picture, and hid it until a
facilitator has looked at it.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.concerns.models.enums import CARDS, ConcernOutcome, ConcernTarget
from tracker.concerns.models.sealed_text import SealedText
from tracker.concerns.models.settlement import Settlement
from tracker.core.fields import names
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    PublicId,
    UTCDateTimeField,
)
from tracker.experiments.models import Experiment, Picture
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion


class Concern(Settlement, BaseModel):
    """A subject that was hidden, by whom and when, and the outcome."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="concerns", on_delete="CASCADE"
    )
    comment = peewee.ForeignKeyField(
        Comment, backref="concerns", null=True, on_delete="CASCADE"
    )
    picture = peewee.ForeignKeyField(
        Picture, backref="concerns", null=True, on_delete="SET NULL"
    )
    place = EnumCharField(ConcernTarget)
    words = CheckedCharField(500, default="")
    by = peewee.ForeignKeyField(Person, backref="concerns", on_delete="RESTRICT")
    at = UTCDateTimeField()
    settled_by = peewee.ForeignKeyField(
        Person, backref="concerns_settled", null=True, on_delete="RESTRICT"
    )
    settled_at = UTCDateTimeField(null=True)
    settlement = EnumCharField(ConcernOutcome, null=True)
    public_id = PublicId()
    mended_by = peewee.ForeignKeyField(
        Person, backref="concerns_mended", null=True, on_delete="RESTRICT"
    )
    mended_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = ((("settled_at", "id"), False),)
        constraints = [
            peewee.Check("(settled_at IS NULL) = (settled_by_id IS NULL)"),
            peewee.Check("(settled_at IS NULL) = (settlement IS NULL)"),
            peewee.Check("(place = 'comment') = (comment_id IS NOT NULL)"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        subject: Experiment | Comment | Picture,
        *,
        by: Person,
        at: dt.datetime,
        place: ConcernTarget,
        words: str = "",
    ) -> None:
        """Hide a subject at once, and notify the facilitators and its authors.

        A subject that is hidden already gets no second concern.

        Args:
            place: The card of an experiment; otherwise the kind of the subject.

        Raises:
            ValidationFailed: The words are too long, or the experiment is a draft.
        """
        experiment = subject
        if not isinstance(subject, Experiment):
            experiment = subject.experiment
        errors = length_errors({"words": words}, cls)
        if experiment.is_draft:
            errors.insert(0, FieldError("", N_("A draft is not shown to anyone yet.")))
        raise_if_errors(errors)
        concern = cls(experiment=experiment, place=place, words=words, by=by, at=at)
        if place not in CARDS:
            setattr(concern, place.value, subject)
        with cls._meta.database.atomic():
            if subject.hide(at):
                concern.save(force_insert=True)
                concern._notify_facilitators(by, at)
                concern._notify_authors("hidden", by, at)

    # Verbs

    def redact(
        self,
        *,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        version: int,
        card_version: int | None,
        **texts,
    ) -> None:
        """Replace the texts of an experiment while it is hidden, and notify its authors.

        Args:
            version: The version of the plan card that the change was made from.
            card_version: The version of the learning card that the change was made from.
            texts: The new texts by field name; `tags` is the whole list.

        Raises:
            ValidationFailed: A text is missing or too long.
            EditConflict: Another person saved first; nothing was written.
        """
        plan = _named_in(texts, Experiment)
        plan["tags"] = texts.get("tags")
        card = _named_in(texts, Conclusion)
        card["lesson"] = texts.get("lesson", "")
        card["context"] = texts.get("context", "")
        with self._meta.database.atomic():
            self.experiment.amend(version=version, by=by, at=at, **plan)
            if conclusion := self.experiment.conclusions.first():
                conclusion.amend(version=card_version, by=by, at=at, on=on, **card)
            self._record_redaction(by, at)

    def redact_comment(self, *, body: str, by: Person, at: dt.datetime) -> None:
        """Replace the text of a hidden comment, seal the old one and notify its author.

        Raises:
            ValidationFailed: The text is empty or too long.
        """
        with self._meta.database.atomic():
            before = self.comment.body
            self.comment.amend(body=body, by=by, at=at)
            if self.comment.body != before:
                SealedText.keep(self, {"body": [before]}, at=at)
                self._record_redaction(by, at)

    # Predicates

    @property
    def hides_everything(self) -> bool:
        """Whether it is about a card, which hides the whole experiment."""
        return self.place in CARDS

    @property
    def subject(self) -> Experiment | Comment | Picture | None:
        """The experiment, comment or picture that is hidden; None if it was deleted."""
        return {
            ConcernTarget.comment: self.comment,
            ConcernTarget.picture: self.picture,
        }.get(self.place, self.experiment)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    def whose(self) -> set[int]:
        """Ids of the authors of the subject."""
        if self.place is ConcernTarget.comment:
            return {self.comment.person_id}
        return {self.experiment.author_id}.union(self.experiment.co_author_ids())

    # Permissions

    @staticmethod
    def settleable_by(person: Person) -> bool:
        """Whether this person sees the list of concerns; `decidable_by` says which ones
        they may settle.
        """
        return person.facilitates

    def readable_by(self, person: Person) -> bool:
        """Whether this person may look at it: a facilitator, or an author of the subject."""
        return person.facilitates or person.id in self.whose()

    # Private

    def _record_redaction(self, by: Person, at: dt.datetime) -> None:
        self.mended_by = by
        self.mended_at = at
        Concern.update(mended_by=by, mended_at=at).where(
            Concern.id == self.id
        ).execute()
        self._notify_authors("mended", by, at)

    def _moment(self, by: Person, at: dt.datetime) -> dt.datetime:
        """The moment to show for an act: only its day if an anonymous author acted."""
        if self.experiment.is_hidden_author(by.id):
            return self.experiment.moment(at)
        return at

    def _notify_facilitators(self, by: Person, at: dt.datetime) -> None:
        Job.enqueue(
            "tell",
            at=self._moment(by, at),
            what="concern",
            by=self.experiment.signed(by),
            experiment=self.experiment_id,
            concern=self.id,
        )

    def _notify_authors(self, word: str, by: Person, at: dt.datetime) -> None:
        """Notify the authors of the subject; the notice does not name who raised it."""
        event = f"concern={self.id}:{word}"
        if word == "mended":  # may happen several times
            event += f":{at.timestamp():.0f}"
        Job.enqueue(
            "tell",
            at=self._moment(by, at),
            what="concern",
            word=word,
            by=self.experiment.signed(by),
            experiment=self.experiment_id,
            to=sorted(self.whose()),
            path=f"/concerns/{self.public_id}",
            event=event,
        )


def _named_in(texts: dict, model: type[BaseModel]) -> dict:
    """The texts that are personal fields of a model."""
    return {name: texts[name] for name in names(model, "personal") if name in texts}
