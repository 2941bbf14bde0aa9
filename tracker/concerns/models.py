"""Concern: somebody saw something personal in a text or an image, and hid it until a facilitator has looked at it."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import Act, What
from tracker.comments.models import Comment
from tracker.db import Capped, Chosen, Instant, PublicId, Record
from tracker.experiments.models import Experiment, Picture
from tracker.notifications.models import Errand
from tracker.rules import N_, Problem, Word, demand, within_caps


class Place(Word):
    plan = "plan", N_("The plan card")
    learning = "learning", N_("The learning card")
    comment = "comment", N_("A comment")
    picture = "picture", N_("A picture")


class Settlement(Word):
    shown = "shown", N_("Shown again")
    mended = "mended", N_("Mended and shown again")
    removed = "removed", N_("Removed")


class Concern(Record):
    """What was hidden, by whom and when; and what came of it."""

    experiment = peewee.ForeignKeyField(Experiment, backref="concerns", on_delete="CASCADE")
    comment = peewee.ForeignKeyField(Comment, backref="concerns", null=True, on_delete="CASCADE")
    picture = peewee.ForeignKeyField(Picture, backref="concerns", null=True, on_delete="SET NULL")
    place = Chosen(Place)
    words = Capped(500, default="")
    by = peewee.ForeignKeyField(Person, backref="concerns", on_delete="RESTRICT")
    at = Instant()
    settled_by = peewee.ForeignKeyField(Person, backref="concerns_settled", null=True, on_delete="RESTRICT")
    settled_at = Instant(null=True)
    settlement = Chosen(Settlement, null=True)
    public_id = PublicId()
    mended_by = peewee.ForeignKeyField(Person, backref="concerns_mended", null=True, on_delete="RESTRICT")
    mended_at = Instant(null=True)

    class Meta:
        indexes = ((("settled_at", "id"), False),)
        constraints = [
            peewee.Check("(settled_at IS NULL) = (settled_by_id IS NULL)"),
            peewee.Check("(settled_at IS NULL) = (settlement IS NULL)"),
            peewee.Check("(place = 'comment') = (comment_id IS NOT NULL)"),
        ]

    # Making

    @classmethod
    def voice(
        cls, subject: Experiment | Comment | Picture, *, by: Person, at: dt.datetime, place: Place, words: str = ""
    ) -> None:
        """Hide something at once and tell the facilitators; what is hidden already is told once.

        Args:
            place: Which card of an experiment; otherwise what the subject is.

        Raises:
            Refused: The words are too long, or nobody else sees it anyway.
        """
        experiment = subject if isinstance(subject, Experiment) else subject.experiment
        draft = [Problem("", N_("A draft is not shown to anyone yet."))] if experiment.is_draft else []
        demand(*draft, *within_caps({"words": words}, cls))
        part = {place.value: subject} if place in (Place.comment, Place.picture) else {}
        with cls._meta.database.atomic():
            if subject.hide(at):
                concern = cls.create(experiment=experiment, place=place, words=words, by=by, at=at, **part)
                told = {"by": experiment.signed(by), "experiment": experiment.id, "concern": concern.id}
                Errand.ask("tell", at=at, what="concern", **told)

    # Verbs

    def show_again(self, *, by: Person, at: dt.datetime) -> Settlement:
        """Let it be seen again. Where it was mended meanwhile, the history forgets what it said before.

        Raises:
            Refused: Somebody else has settled it.
        """
        with self._meta.database.atomic():
            subject, mended = self.subject, self._changed_since()
            shown = Settlement.mended if mended else Settlement.shown
            self._settle(shown if subject is not None else Settlement.removed, by, at)
            if mended and self.hides_everything:
                self.experiment.changes.model.forget_texts(self.experiment, since=self.at)
            if subject is not None:
                subject.show()
        return self.settlement

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Take a comment or a picture away for good; an experiment stays hidden from everybody but its authors and facilitators.

        Raises:
            Refused: Somebody else has settled it.
        """
        with self._meta.database.atomic():
            subject = self.subject
            self._settle(Settlement.removed, by, at)
            if subject is not None and not self.hides_everything:
                subject.remove(by=by, at=at)

    # Predicates

    @property
    def hides_everything(self) -> bool:
        """Whether it is about a card, which hides the whole experiment."""
        return self.place in (Place.plan, Place.learning)

    @property
    def subject(self) -> Experiment | Comment | Picture | None:
        """What it is about; None when it is gone."""
        return {Place.comment: self.comment, Place.picture: self.picture}.get(self.place, self.experiment)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    # Permissions

    @staticmethod
    def settleable_by(person: Person) -> bool:
        return person.facilitates

    # Private

    def _changed_since(self) -> bool:
        if self.place is Place.comment:
            return self.comment.edited_at is not None and self.comment.edited_at > self.at
        return self.hides_everything and self.experiment.changed_at > self.at

    def _settle(self, settlement: Settlement, by: Person, at: dt.datetime) -> None:
        """Only one settles it; what was removed with its experiment kept may be shown later."""
        kept = (Concern.settlement == Settlement.removed) & Concern.place.in_([Place.plan, Place.learning])
        free = Concern.settled_at.is_null() | (kept if settlement is not Settlement.removed else False)
        written = (
            Concern.update(settlement=settlement, settled_by=by, settled_at=at).where(Concern.id == self.id, free).execute()
        )
        demand(*([] if written else [Problem("", N_("Somebody else has settled it already."))]))
        Act.note(What.personal_settled, on=self, detail=settlement.value)
        self.settlement, self.settled_by, self.settled_at = settlement, by, at


class SealedWords(Record):
    """What texts said before they were mended or removed; for their author and whoever settled it, for a while.

    They are in no search, no list, no history and no export but the author's own, and go after `KEPT`.
    """

    concern = peewee.ForeignKeyField(Concern, backref="sealed", unique=True, on_delete="CASCADE")
    person = peewee.ForeignKeyField(Person, backref="sealed_words", on_delete="CASCADE")
    texts = peewee.JSONField(default=dict)  # a field's name to what it said, the oldest first
    at = Instant(index=True)
