"""The summary of a quarter: figures taken from the rows, and a facilitator's texts."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, texts
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.jobs.models import Job
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter


class Summary(Versioned, BaseModel):
    """One edition of a quarter's summary.

    The first edition is drafted from data; a correction is a further edition beside the
    signed one. `figures` come from `queries.snapshot.taken` at `taken_at`; they may be
    taken again until a leader signs.
    """

    quarter = CheckedCharField(7)
    edition = peewee.IntegerField(default=1)
    reason = CheckedCharField(500, default="")  # of a correction: what was wrong
    opening = described(
        CheckedCharField(2000, default=""), N_("The quarter in a few words")
    )
    answer = described(
        CheckedCharField(2000, default="", constraints=[peewee.SQL("DEFAULT ''")]),
        N_("What we found about the last question"),
    )
    learnt = described(
        CheckedCharField(4000, default=""), N_("What we now know that we did not")
    )
    spent = described(CheckedCharField(2000, default=""), N_("What it cost"))
    reused = described(CheckedCharField(2000, default=""), N_("What was reused"))
    stopped = described(CheckedCharField(2000, default=""), N_("What we stopped"))
    next_question = described(
        CheckedCharField(400, default=""), N_("The next question")
    )
    surprising = described(
        peewee.ForeignKeyField(Lesson, backref="+", null=True, on_delete="SET NULL"),
        N_("The most surprising lesson"),
    )
    # The lesson whose card says what it meant
    quote = described(
        peewee.ForeignKeyField(Lesson, backref="+", null=True, on_delete="SET NULL"),
        N_("What it meant to a citizen"),
    )
    # The lesson of the attempt that met a rough thread well
    rough = described(
        peewee.ForeignKeyField(Lesson, backref="+", null=True, on_delete="SET NULL"),
        N_("A rough thread, well met"),
    )
    figures = peewee.JSONField(default=dict)
    taken_at = UTCDateTimeField()
    drafted_at = UTCDateTimeField()
    # None: by the clock
    drafted_by = peewee.ForeignKeyField(
        Person, backref="+", null=True, on_delete="RESTRICT"
    )
    changed_at = UTCDateTimeField()
    changed_by = peewee.ForeignKeyField(
        Person, backref="+", null=True, on_delete="RESTRICT"
    )
    offered_at = UTCDateTimeField(null=True)
    offered_by = peewee.ForeignKeyField(
        Person, backref="+", null=True, on_delete="RESTRICT"
    )
    version = peewee.IntegerField(default=1)

    class Meta:
        indexes = ((("quarter", "edition"), True),)
        constraints = [
            peewee.Check("edition >= 1"),
            peewee.Check("(edition = 1) = (reason = '')"),
            peewee.Check("(offered_at IS NULL) = (offered_by_id IS NULL)"),
            peewee.Check("offered_at IS NULL OR next_question <> ''"),
        ]

    # Making

    @classmethod
    def draft(
        cls,
        quarter: Quarter,
        *,
        figures: dict,
        by: Person | None,
        at: dt.datetime,
        on: dt.date,
        **chosen: int | None,
    ) -> Summary:
        """Draft the first edition of a quarter that has ended; notifies the facilitators.

        Args:
            figures: The figures from `queries.snapshot.taken`.
            by: None for the job.
            on: Today.
            chosen: Ids of lessons by the names in CHOSEN, for a facilitator to confirm.

        Raises:
            ValidationFailed: The quarter has not ended, or it is drafted already.
        """
        if not quarter.has_ended(on):
            running = N_("This quarter has not ended yet.")
            raise ValidationFailed(FieldError("quarter", running))
        return cls._begin(quarter, 1, figures=figures, by=by, at=at, **chosen)

    def correct(
        self, *, reason: str, figures: dict, by: Person, at: dt.datetime
    ) -> Summary:
        """Create a new edition with the texts of this signed one, which stays as it is.

        Raises:
            ValidationFailed: There is no reason, this is not signed, or a colleague has
                begun a correction already.
        """
        errors = required({"reason": reason}, ["reason"])
        errors += length_errors({"reason": reason}, Summary)
        if not self.is_signed:
            unsigned = N_("It is not signed yet: change it instead.")
            errors.append(FieldError("", unsigned))
        raise_if_errors(errors)
        said = {name: getattr(self, name) for name in TEXTS + CHOSEN}
        return self._begin(
            self.of,
            self.edition + 1,
            figures=figures,
            reason=reason,
            by=by,
            at=at,
            **said,
        )

    # Verbs

    def amend(
        self,
        *,
        version: int,
        by: Person,
        at: dt.datetime,
        **said: str | Lesson | None,
    ) -> None:
        """Change the texts, and the lessons that stand out.

        Args:
            version: The version that the change was made from.
            said: Texts under the names in TEXTS, and lessons under those in CHOSEN,
                where a name that is left out chooses none.

        Raises:
            ValidationFailed: It is signed, a text is too long, or it waits for a
                signature and would lose its question.
            EditConflict: Somebody saved first; nothing was written.
        """
        texts = {name: said[name] for name in TEXTS if name in said}
        errors = self._signed_already() + length_errors(texts, Summary)
        if self.offered_at:
            errors += required(texts, self.needed())
        raise_if_errors(errors)
        lessons = {name: said.get(name) for name in CHOSEN}
        for name, value in (texts | lessons).items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self._save(version, by, at)

    def update_figures(
        self, figures: dict, *, version: int, by: Person, at: dt.datetime
    ) -> None:
        """Replace the figures by newer ones.

        Raises:
            ValidationFailed: It is signed.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(self._signed_already())
        self.figures = figures
        self.taken_at = at
        self._save(version, by, at)

    def offer(self, *, version: int, by: Person, at: dt.datetime) -> None:
        """Ask the leaders to sign it.

        Raises:
            ValidationFailed: It is signed, the next question is missing, or the last one
                has no answer.
            EditConflict: Somebody saved first; nothing was written.
        """
        errors = self._signed_already()
        texts = {name: getattr(self, name) for name in TEXTS}
        errors += required(texts, self.needed())
        raise_if_errors(errors)
        with self._meta.database.atomic():
            self.offered_at = at
            self.offered_by = by
            self._save(version, by, at)
            self._notify(
                "to_sign",
                "leaders",
                by,
                at,
                path=f"/summaries/{self.quarter}/signature",
            )

    # Predicates

    @property
    def signature(self):
        """The signature, or None."""
        return getattr(self, "signed", None) or self.signatures.first()

    @property
    def is_signed(self) -> bool:
        return self.signatures.exists()

    @property
    def of(self) -> Quarter:
        return Quarter.parse(self.quarter)

    @property
    def asked(self) -> dict | None:
        """The question that the signed summary of the quarter before ended with."""
        before = str(self.of.previous)
        editions = Summary.select().where(Summary.quarter == before)
        for edition in editions.order_by(Summary.edition.desc()):
            if edition.is_signed:
                return {"quarter": before, "question": edition.next_question}
        return None

    def needed(self) -> list[str]:
        """The texts without which no leader is asked to sign: the next question, and the
        answer to the last one.
        """
        if self.asked:
            return ["answer", "next_question"]
        return ["next_question"]

    def as_dict(self) -> dict[str, str]:
        """The fields as plain text, for edit conflicts."""
        words = {name: getattr(self, name) for name in TEXTS}
        for name in CHOSEN:
            words[name] = str(self.chosen_id(name) or "")
        return words

    def chosen_id(self, name: str) -> int | None:
        """The id of a lesson that stands out, by its name in CHOSEN."""
        return getattr(self, f"{name}_id")

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        """Facilitators write it; an administrator if there is no facilitator."""
        return person.facilitates

    @staticmethod
    def signable_by(person: Person) -> bool:
        return person.leads

    @staticmethod
    def readable_by(person: Person) -> bool:
        """The people who see it before it is signed; then everybody does."""
        return person.facilitates or person.leads

    # Private

    @classmethod
    def _begin(
        cls,
        quarter: Quarter,
        edition: int,
        *,
        by: Person | None,
        at: dt.datetime,
        **more,
    ) -> Summary:
        try:
            with cls._meta.database.atomic():
                summary = cls.create(
                    quarter=str(quarter),
                    edition=edition,
                    taken_at=at,
                    drafted_at=at,
                    drafted_by=by,
                    changed_at=at,
                    changed_by=by,
                    **more,
                )
                summary._notify(
                    "drafted", "facilitators", by, at, path=f"/summaries/{quarter}/edit"
                )
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("quarter", N_("A colleague has begun it already."))
            ) from error
        return summary

    def _notify(
        self, kind: str, to: str, by: Person | None, at: dt.datetime, path: str
    ) -> None:
        event = f"{kind}:summary={self.id}"
        Job.enqueue(
            "tell", at=at, what=kind, by=by and by.id, to=to, path=path, event=event
        )

    def _save(self, version: int, by: Person, at: dt.datetime) -> None:
        self.changed_at = at
        self.changed_by = by
        self.save_as_next(version)

    def _signed_already(self) -> list[FieldError]:
        signed = N_(
            "It is signed, and what is signed never changes. Make a correction beside it."
        )
        if self.is_signed:
            return [FieldError("", signed)]
        return []


TEXTS = texts(Summary)
# The lessons that stand out
CHOSEN = ("surprising", "quote", "rough")
