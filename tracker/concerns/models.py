"""Concern: somebody saw something personal in a text or an image, and hid it until a
facilitator has looked at it.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Role
from tracker.audit.models import AuditEvent, EventType
from tracker.comments.models import Comment
from tracker.core.enums import LabelledEnum
from tracker.core.fields import names
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    PublicId,
    UTCDateTimeField,
)
from tracker.experiments.models import Change, Experiment, Picture
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion

# For the author, where nobody else could settle what the only facilitator hid
WAITS = dt.timedelta(days=7)
KEPT = dt.timedelta(days=30)  # what was mended or removed stays sealed so long
FACILITATING = (Role.facilitator, Role.admin)
# Texts of the history that may name somebody
PERSONAL = {
    *names(Experiment, "personal"),
    *names(Conclusion, "personal"),
    *names(Picture, "personal"),
    *("tags", "links", "lesson", "context"),
}


class ConcernTarget(LabelledEnum):
    plan = "plan", N_("The plan card")
    learning = "learning", N_("The learning card")
    comment = "comment", N_("A comment")
    picture = "picture", N_("A picture")


class ConcernOutcome(LabelledEnum):
    shown = "shown", N_("Shown again")
    mended = "mended", N_("Mended and shown again")
    removed = "removed", N_("Removed")


class Concern(BaseModel):
    """What was hidden, by whom and when; and what came of it."""

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
        """Hide something at once, and tell the facilitators and its authors; what is
        hidden already is told once.

        Args:
            place: Which card of an experiment; otherwise what the subject is.

        Raises:
            ValidationFailed: The words are too long, or nobody else sees it anyway.
        """
        experiment = subject if isinstance(subject, Experiment) else subject.experiment
        draft = (
            [FieldError("", N_("A draft is not shown to anyone yet."))]
            if experiment.is_draft
            else []
        )
        raise_if_errors(*draft, *length_errors({"words": words}, cls))
        part = (
            {place.value: subject}
            if place in (ConcernTarget.comment, ConcernTarget.picture)
            else {}
        )
        with cls._meta.database.atomic():
            if subject.hide(at):
                concern = cls.create(
                    experiment=experiment,
                    place=place,
                    words=words,
                    by=by,
                    at=at,
                    **part,
                )
                told = {
                    "by": experiment.signed(by),
                    "experiment": experiment.id,
                    "concern": concern.id,
                }
                Job.enqueue("tell", at=concern._moment(by, at), what="concern", **told)
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
        """Take what is personal out of the texts of an attempt while it is hidden.

        Its authors are told.

        Args:
            version, card_version: Of the plan card and the learning card that the
                change was made from.
            texts: What the texts say from now on, by their names; `tags` is the whole list.

        Raises:
            ValidationFailed: A text is missing or too long.
            EditConflict: Somebody saved first; nothing was written.
        """
        experiment = self.experiment
        plan = {
            name: texts[name] for name in names(Experiment, "personal") if name in texts
        }
        card = {
            name: texts[name] for name in names(Conclusion, "personal") if name in texts
        }
        with self._meta.database.atomic():
            experiment.amend(
                version=version, by=by, at=at, tags=texts.get("tags"), **plan
            )
            if conclusion := experiment.conclusions.first():
                said = {
                    "lesson": texts.get("lesson", ""),
                    "context": texts.get("context", ""),
                }
                conclusion.amend(
                    version=card_version, by=by, at=at, on=on, **said, **card
                )
            self._record_redaction(by, at)

    def redact_comment(self, *, body: str, by: Person, at: dt.datetime) -> None:
        """Take what is personal out of a comment while it is hidden; what it said is
        sealed, and its author is told.

        Raises:
            ValidationFailed: There is nothing left, or it is too long.
        """
        with self._meta.database.atomic():
            before = self.comment.body
            self.comment.amend(body=body, by=by, at=at)
            if self.comment.body != before:
                SealedText.keep(self, {"body": [before]}, at=at)
                self._record_redaction(by, at)

    def show_again(self, *, by: Person, at: dt.datetime) -> ConcernOutcome:
        """Let it be seen again.

        Where it was mended meanwhile, the history forgets what it said before; that is
        sealed.

        Raises:
            ValidationFailed: Somebody else has settled it, or it is not theirs to settle.
        """
        raise_if_errors(*self._own_problems(by, at))
        with self._meta.database.atomic():
            subject = self.subject
            mended = self._changed_since()
            shown = ConcernOutcome.mended if mended else ConcernOutcome.shown
            self._settle(
                shown if subject is not None else ConcernOutcome.removed, by, at
            )
            if mended and self.hides_everything:
                said = Change.forget(self.experiment, PERSONAL, since=self.at)
                SealedText.keep(self, said, at=at)
            if subject is not None:
                subject.show()
            self._notify_authors("shown", by, at)
        return self.settlement

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Take a comment or a picture away for good; an experiment stays hidden from
        everybody but its authors and facilitators.

        Raises:
            ValidationFailed: Somebody else has settled it, or it is not theirs to settle.
        """
        raise_if_errors(*self._own_problems(by, at, removing=True))
        with self._meta.database.atomic():
            subject = self.subject
            self._settle(ConcernOutcome.removed, by, at)
            if subject is None or self.hides_everything:
                self._notify_authors("removed", by, at)
                return
            if self.place is ConcernTarget.comment and not subject.is_removed:
                SealedText.keep(self, {"body": [subject.body]}, at=at)
            subject.remove(by=by, at=at)
            if (
                self.place is ConcernTarget.picture
            ):  # a comment tells its author by itself
                self._notify_authors("removed", by, at)

    # Predicates

    @property
    def hides_everything(self) -> bool:
        """Whether it is about a card, which hides the whole experiment."""
        return self.place in (ConcernTarget.plan, ConcernTarget.learning)

    @property
    def subject(self) -> Experiment | Comment | Picture | None:
        """What it is about; None when it is gone."""
        return {
            ConcernTarget.comment: self.comment,
            ConcernTarget.picture: self.picture,
        }.get(self.place, self.experiment)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    def whose(self) -> set[int]:
        """Ids of those whose words or pictures it is about."""
        if self.place is ConcernTarget.comment:
            return {self.comment.person_id}
        return {self.experiment.author_id, *self.experiment.co_author_ids()}

    # Permissions

    @staticmethod
    def settleable_by(person: Person) -> bool:
        """Whoever facilitates sees what waits; who settles which of it is `decidable_by`."""
        return person.facilitates

    def readable_by(self, person: Person) -> bool:
        """Facilitators look, and so do those whose words it is about: nothing of theirs
        is hidden behind their backs.
        """
        return person.facilitates or person.id in self.whose()

    def decidable_by(self, person: Person, at: dt.datetime) -> bool:
        """Whether this person may show it again.

        Four eyes: a facilitator who neither hid it nor wrote it; or its author, once a
        facilitator has hidden or mended it. Where there is no other facilitator or
        administrator, the only one may after `WAITS`, so that nothing is locked for
        ever.
        """
        own = person.id in self.whose()
        if person.id != self.by_id and own and self._facilitator_was_here(person):
            return True
        if not person.facilitates:
            return False
        return (person.id != self.by_id and not own) or self._nobody_else(at)

    def removable_by(self, person: Person, at: dt.datetime) -> bool:
        """Facilitators', by the same four eyes; authors take away their own by other ways."""
        return person.facilitates and self.decidable_by(person, at)

    # Private

    def _facilitator_was_here(self, but: Person) -> bool:
        return self.by.facilitates or self.mended_by_id not in (None, but.id)

    def _nobody_else(self, at: dt.datetime) -> bool:
        """Whether nobody else could settle it, and those who wrote it are gone or have
        had a week.
        """
        keepers = Person.select(Person.id).where(
            Person.role.in_(FACILITATING), Person.disabled_at.is_null()
        )
        if keepers.where(Person.id.not_in({self.by_id, *self.whose()})).exists():
            return False
        active = Person.select(Person.id).where(
            Person.id.in_(self.whose() - {self.by_id}), Person.disabled_at.is_null()
        )
        return at - self.at >= WAITS or not active.exists()

    def _own_problems(
        self, by: Person, at: dt.datetime, removing: bool = False
    ) -> list[FieldError]:
        may = self.removable_by(by, at) if removing else self.decidable_by(by, at)
        if may:
            return []
        return [
            FieldError(
                "",
                N_(
                    "Whoever hid it does not decide alone: another facilitator or its author"
                    " does."
                ),
            )
        ]

    def _changed_since(self) -> bool:
        if self.place is ConcernTarget.comment:
            return (
                self.comment.edited_at is not None and self.comment.edited_at > self.at
            )
        return self.hides_everything and self.experiment.changed_at > self.at

    def _record_redaction(self, by: Person, at: dt.datetime) -> None:
        self.mended_by = by
        self.mended_at = at
        Concern.update(mended_by=by, mended_at=at).where(
            Concern.id == self.id
        ).execute()
        self._notify_authors("mended", by, at)

    def _moment(self, by: Person, at: dt.datetime) -> dt.datetime:
        """When it is told to have happened: the day, where it was an author who is withheld."""
        if self.experiment.is_hidden_author(by.id):
            return self.experiment.moment(at)
        return at

    def _notify_authors(self, word: str, by: Person, at: dt.datetime) -> None:
        """Tell those whose words it is about; who hid it is not told them."""
        told = {
            "by": self.experiment.signed(by),
            "experiment": self.experiment_id,
            "to": sorted(self.whose()),
        }
        event = f"concern={self.id}:{word}" + (
            f":{at.timestamp():.0f}" if word == "mended" else ""
        )
        told |= {"path": f"/concerns/{self.public_id}", "event": event}
        Job.enqueue("tell", at=self._moment(by, at), what="concern", word=word, **told)

    def _settle(self, settlement: ConcernOutcome, by: Person, at: dt.datetime) -> None:
        """Only one settles it; what was removed with its experiment kept may be shown later."""
        kept = (Concern.settlement == ConcernOutcome.removed) & Concern.place.in_(
            [ConcernTarget.plan, ConcernTarget.learning]
        )
        free = Concern.settled_at.is_null() | (
            kept if settlement is not ConcernOutcome.removed else False
        )
        written = (
            Concern.update(settlement=settlement, settled_by=by, settled_at=at)
            .where(Concern.id == self.id, free)
            .execute()
        )
        raise_if_errors(
            *(
                []
                if written
                else [FieldError("", N_("Somebody else has settled it already."))]
            )
        )
        if not self.experiment.is_hidden_author(
            by.id
        ):  # the log never says who acts on an attempt without a name
            AuditEvent.record(
                EventType.personal_settled, on=self, detail=settlement.value
            )
        self.settlement = settlement
        self.settled_by = by
        self.settled_at = at


class SealedText(BaseModel):
    """What texts said before they were mended or removed; for their authors and whoever
    settled it, for a while.

    They are in no search, no list, no history and no export but the author's own, and
    go after `KEPT`. Whoever settled it is the one other person, since nobody who has
    not seen the words before should see them because they are kept.
    """

    concern = peewee.ForeignKeyField(
        Concern, backref="sealed", unique=True, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="sealed_words", on_delete="CASCADE")
    # A field's name to what it said, the oldest first
    texts = peewee.JSONField(default=dict)
    at = UTCDateTimeField(index=True)

    @classmethod
    def keep(
        cls, concern: Concern, texts: dict[str, list[str]], *, at: dt.datetime
    ) -> None:
        """Seal texts; what was sealed of the same concern before stays first."""
        if not any(texts.values()):
            return
        person = (
            concern.comment.person_id
            if concern.place is ConcernTarget.comment
            else concern.experiment.author_id
        )
        if sealed := cls.get_or_none(cls.concern == concern):
            together = {
                name: [*sealed.texts.get(name, []), *texts.get(name, [])]
                for name in {**sealed.texts, **texts}
            }
            cls.update(texts=together, at=at).where(cls.id == sealed.id).execute()
        else:
            cls.create(concern=concern, person=person, texts=texts, at=at)

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was sealed before. Returns how much."""
        return cls.delete().where(cls.at < before).execute()

    def readable_by(self, person: Person) -> bool:
        return person.id == self.person_id or person.id in {
            *self.concern.whose(),
            self.concern.settled_by_id,
        }
