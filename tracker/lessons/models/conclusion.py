"""The learning card.

Concluding makes two nouns: the Conclusion, and the Lesson that colleagues use.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, names
from tracker.core.history import plain
from tracker.core.imports import importable
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.models.plan import TEXTS_ONLY
from tracker.jobs.models import Job
from tracker.lessons.enums import Confidence, CriticalReaction, Decision, Outcome
from tracker.lessons.models.lesson import Lesson

TO_CONCLUDE = ("outcome", "observation", "lesson", "decision")


class Conclusion(Versioned, BaseModel):
    """The learning card. Only imported history may lack its decision or its day."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="conclusions", unique=True, on_delete="CASCADE"
    )
    # The learning card: what people write
    outcome = described(
        importable(
            EnumCharField(Outcome),
            "udfald conclusion konklusion hvordan_gik_det how_did_it_go holdt_det "
            "holdt_det_stik virkede_det lykkedes_det",
        ),
        N_("How did it go?"),
    )
    observation = described(
        importable(
            CheckedCharField(8000, default=""),
            "observed observations iagttagelse iagttagelser observationer vi_så "
            "vi_så_at hvad_så_vi det_så_vi hvad_skete_der",
        ),
        N_("We saw that …"),
        searched=True,
        personal=True,
    )
    surprise = described(
        importable(
            CheckedCharField(4000, default=""),
            "overraskelse overraskelser overraskede_os hvad_overraskede "
            "hvad_overraskede_os det_overraskede_os",
        ),
        N_("What surprised us, and why?"),
        searched=True,
        personal=True,
    )
    decision = described(
        importable(
            EnumCharField(Decision, null=True), "beslutning beslutninger vi_besluttede"
        ),
        N_("Therefore we will …"),
    )
    decision_note = described(
        CheckedCharField(2000, default=""),
        N_("How, and who does it?"),
        searched=True,
        personal=True,
    )
    result = described(
        importable(
            peewee.DoubleField(null=True),
            "resultat after efter results resultater slutværdi",
            lenient=True,
        ),
        N_("Result"),
        folded=True,
    )
    measured_on = described(peewee.DateField(null=True), N_("Measured on"), folded=True)
    confidence = described(
        EnumCharField(Confidence, null=True), N_("How sure are we?"), folded=True
    )
    reason = described(
        CheckedCharField(2000, default=""),
        N_("What made you stop?"),
        searched=True,
        personal=True,
    )
    pushback = described(
        CheckedCharField(4000, default=""),
        N_("Critical reactions, and how we answered"),
        searched=True,
        personal=True,
        folded=True,
    )
    pushback_shared = described(
        EnumCharField(
            CriticalReaction,
            null=True,
            index=True,
            constraints=[peewee.Check("pushback_shared IS NULL OR pushback <> ''")],
        ),
        N_("Shown as an example of a good answer"),
        folded=True,
    )
    meaning = described(
        CheckedCharField(2000, default=""),
        N_("What did it mean to the citizen or customer?"),
        searched=True,
        personal=True,
        folded=True,
    )
    concluded_on = described(
        importable(
            peewee.DateField(null=True),
            "concluded date dato concluded_date afsluttet afslutningsdato afsluttet_den",
        ),
        N_("Concluded on"),
        folded=True,
    )

    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    version = peewee.IntegerField(default=1)
    imported = peewee.BooleanField(default=False)

    class Meta:
        # Counting outcomes reads no row
        indexes = ((("experiment", "outcome", "concluded_on"), False),)
        constraints = [
            peewee.Check(
                "imported OR (decision IS NOT NULL AND observation <> '' AND concluded_on IS NOT"
                " NULL)"
            ),
            peewee.Check("imported OR outcome <> 'stopped' OR reason <> ''"),
        ]

    # Making

    @classmethod
    def draw(
        cls,
        experiment: Experiment,
        *,
        lesson: str,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        context="",
        criterion=None,
        submission: str = "",
        **card,
    ) -> Conclusion:
        """Conclude an experiment: its learning card and its lesson, together or not at
        all.

        Args:
            lesson: The statement, at most 280 characters.
            context: "Holds when…".
            criterion: For "I already tried this": the criterion as it is remembered.
            submission: The hidden key of the form that was sent.
            on: Today; the day of conclusion unless the card names an earlier one.
            card: Fields of the learning card by their names.

        Raises:
            ValidationFailed: Outcome, observation, lesson, decision or a needed reason
                is missing, or it is concluded already.
        """
        card = {**card, "concluded_on": card.get("concluded_on") or on}
        raise_if_errors(
            *card_problems({**card, "lesson": lesson, "context": context}, on=on),
            *_open_problems(experiment),
        )
        with cls._meta.database.atomic():
            try:
                with cls._meta.database.atomic():
                    conclusion = cls.create(experiment=experiment, by=by, at=at, **card)
            except peewee.IntegrityError:
                raise_if_errors(FieldError("", N_("It has been concluded already.")))
            Lesson.state(experiment, lesson, context, at=experiment.moment(at))
            experiment.conclude(
                by=by,
                at=at,
                criterion=criterion,
                changes={**card, "lesson": lesson, "context": context},
            )
            experiment.index()
            FormSubmission.record(
                by, submission, f"conclusion of {experiment.id}", conclusion, at
            )
            told = {"by": experiment.signed(by), "experiment": experiment.id}
            Job.enqueue("tell", at=experiment.moment(at), what="conclusion", **told)
        return conclusion

    # Verbs

    def amend(
        self,
        *,
        version: int,
        lesson: str,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        context: str = "",
        **card,
    ) -> None:
        """Change the learning card; the history keeps what it said.

        Raises:
            ValidationFailed: A rule of the learning card is broken.
            EditConflict: Somebody saved first.
        """
        card["concluded_on"] = card.get("concluded_on") or self.concluded_on
        raise_if_errors(
            *self._problems(
                {**self.card(), **card, "lesson": lesson, "context": context}, on=on
            )
        )
        if self.experiment.redactable_by(by):
            others = [
                name
                for name, value in card.items()
                if name not in names(Conclusion, "personal")
                and value != getattr(self, name)
            ]
            raise_if_errors(*[FieldError(name, TEXTS_ONLY) for name in others])
        before = self.as_dict()
        with self._meta.database.atomic():
            for name, value in card.items():
                if getattr(self, name) != value:
                    setattr(self, name, value)
            self.save_as_next(version)
            if said := self.lesson:
                said.restate(lesson, context)
            elif lesson:
                Lesson.state(
                    self.experiment, lesson, context, at=self.experiment.moment(at)
                )
            after = self.as_dict()
            self.experiment.touch(at)
            self.experiment.note(
                by,
                at,
                "edited",
                {k: [v, after[k]] for k, v in before.items() if v != after[k]},
            )
            self.experiment.index()

    # Predicates

    @property
    def lesson(self) -> Lesson | None:
        return self.experiment.lessons.first()

    def card(self) -> dict:
        """The learning card as it stands: field to value."""
        return {name: getattr(self, name) for name in names(Conclusion)}

    def texts(self) -> list[str]:
        """The texts of the learning card that search finds."""
        texts = [getattr(self, name) for name in names(Conclusion, "searched")]
        if lesson := self.lesson:
            return [lesson.statement, lesson.context, *texts]
        return texts

    def as_dict(self) -> dict:
        """The learning card as plain words for the history."""
        lesson = self.lesson
        words = {
            "lesson": lesson.statement if lesson else "",
            "context": lesson.context if lesson else "",
        }
        return {**{name: plain(value) for name, value in self.card().items()}, **words}

    # Permissions

    def editable_by(self, person: Person) -> bool:
        return self.experiment.editable_by(person)

    # Private

    def _problems(self, card: dict, on: dt.date) -> list[FieldError]:
        """Imported history may go on lacking what it lacked, but loses no lesson that it has."""
        said = self.imported and self.lesson is not None
        return [
            *card_problems(card, on=on, imported=self.imported),
            *(required(card, ["lesson"]) if said else []),
        ]


def card_problems(
    card: dict, *, on: dt.date | None = None, imported: bool = False
) -> list[FieldError]:
    """Everything the learning card demands: the four answers, a reason when it was
    stopped, caps, and no day to come.

    Args:
        card: Field to value; the lesson's statement under `lesson`.
        on: Today; None leaves days unchecked.
        imported: History may lack observation, lesson, decision and reason.
    """
    stopped = card.get("outcome") == Outcome.stopped
    return [
        *required(
            card,
            ["outcome"]
            if imported
            else [*TO_CONCLUDE, *(["reason"] if stopped else [])],
        ),
        *length_errors(card, Conclusion),
        *_sharing_problems(card),
        *_lesson_problems(card.get("lesson") or "", card.get("context") or ""),
        *[
            FieldError(name, N_("This day has not come yet."))
            for name in ("concluded_on", "measured_on")
            if on and card.get(name) and card[name] > on
        ],
    ]


def _lesson_problems(statement: str, context: str) -> list[FieldError]:
    problems = length_errors({"statement": statement, "context": context}, Lesson)
    return [
        FieldError("lesson" if p.field == "statement" else p.field, p.message, p.params)
        for p in problems
    ]


def _sharing_problems(card: dict) -> list[FieldError]:
    nothing = card.get("pushback_shared") and not (card.get("pushback") or "").strip()
    if nothing:
        return [
            FieldError(
                "pushback",
                N_("Write the reaction and the answer, or leave it unshared."),
            )
        ]
    return []


def _open_problems(experiment: Experiment) -> list[FieldError]:
    if experiment.stage is Stage.concluded:
        return [FieldError("", N_("It has been concluded already."))]
    if experiment.is_draft:
        return [FieldError("", N_("A draft is published before it is concluded."))]
    return []


# What the measures of a quarter need, so that they read no row: whether there are
# words, not the words.
HAS_SURPRISE, HAS_REASON = (
    field != peewee.SQL("''") for field in (Conclusion.surprise, Conclusion.reason)
)
Conclusion.add_index(
    Conclusion.index(
        *(
            Conclusion.concluded_on,
            Conclusion.outcome,
            Conclusion.experiment,
            Conclusion.decision,
            Conclusion.result,
        ),
        *(peewee.SQL("(\"surprise\" <> '')"), peewee.SQL("(\"reason\" <> '')")),
        name="conclusion_counted",
    )
)
