"""The learning card. Concluding makes two nouns: it, and the Lesson that colleagues use."""

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
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.lessons.enums import (
    Confidence,
    CouldTell,
    CriticalReaction,
    Decision,
    Outcome,
)
from tracker.lessons.models.learning_card import (
    answer_errors,
    day_errors,
    missing_answers,
    redaction_errors,
    sharing_errors,
    stage_errors,
)
from tracker.lessons.models.lesson import Lesson, lesson_problems


class Conclusion(Versioned, BaseModel):
    """The learning card. Only imported history may lack its decision or its day."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="conclusions", unique=True, on_delete="CASCADE"
    )
    outcome = described(
        importable(
            EnumCharField(Outcome, grows=True),
            "udfald conclusion konklusion hvordan_gik_det how_did_it_go holdt_det "
            "holdt_det_stik virkede_det lykkedes_det gik_det_godt",
            title=N_("Outcome"),
        ),
        N_("How did it go?"),
    )
    could_tell = described(
        importable(
            EnumCharField(CouldTell, null=True),
            "kunne_forsøget_vise_det kunne_vise_det",
        ),
        N_("Could the attempt tell?"),
    )
    observation = described(
        importable(
            CheckedCharField(8000, default=""),
            "observed observations iagttagelse iagttagelser observationer vi_så "
            "vi_så_at hvad_så_vi det_så_vi hvad_skete_der",
            title=N_("Observation"),
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
            title=N_("Surprise"),
        ),
        N_("What surprised us, and why?"),
        searched=True,
        personal=True,
    )
    decision = described(
        importable(
            EnumCharField(Decision, null=True),
            "beslutning beslutninger vi_besluttede",
            title=N_("Decision"),
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
            "concluded date dato concluded_date afsluttet afslutningsdato afsluttet_den "
            "tidspunkt_for_fuldførelse fuldførelsestidspunkt completion_time tidsstempel timestamp",
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
        context: str = "",
        criterion: str | None = None,
        submission: str = "",
        **card,
    ) -> Conclusion:
        """Conclude an experiment with its learning card and its lesson.

        Args:
            criterion: For "I already tried this": the criterion as it is remembered.
            on: Today; the day of conclusion unless the card names an earlier one.

        Raises:
            ValidationFailed: An answer is missing, or it is concluded already.
        """
        card["concluded_on"] = card.get("concluded_on") or on
        changes = card | {"lesson": lesson, "context": context}
        raise_if_errors(card_problems(changes, on=on) + stage_errors(experiment))
        with cls._meta.database.atomic():
            conclusion = cls._create_once(experiment, card, by, at)
            Lesson.state(experiment, lesson, context, at=experiment.moment(at))
            experiment.conclude(by=by, at=at, criterion=criterion, changes=changes)
            experiment.index()
            form = f"conclusion of {experiment.id}"
            FormSubmission.record(by, submission, form, conclusion, at)
            conclusion._notify(by, at)
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
        """Change the learning card; the history keeps the old texts.

        Raises:
            ValidationFailed: The learning card has errors.
            EditConflict: Somebody saved first.
        """
        card["concluded_on"] = card.get("concluded_on") or self.concluded_on
        changed = card | {"lesson": lesson, "context": context}
        raise_if_errors(self._problems(self.card() | changed, on=on))
        if self.experiment.redactable_by(by):
            raise_if_errors(redaction_errors(card, self))
        before = self.as_dict()
        with self._meta.database.atomic():
            self._set(card)
            self.save_as_next(version)
            Lesson.put(self.experiment, lesson, context, at=at)
            self._note_changes(before, by, at)
            self.experiment.index()

    # Predicates

    @property
    def lesson(self) -> Lesson | None:
        return Lesson.of(self.experiment_id)

    def card(self) -> dict:
        """The fields of the learning card and their values."""
        return {name: getattr(self, name) for name in names(Conclusion)}

    def searched_cards(self) -> list[tuple]:
        """The conclusion and its lesson, each with its fields that are searched."""
        cards = [(self, names(Conclusion, "searched"))]
        if lesson := self.lesson:
            cards.append((lesson, names(Lesson, "searched")))
        return cards

    def lesson_texts(self) -> dict[str, str]:
        """The texts of the lesson, named as the form and the history name them."""
        lesson = self.lesson
        if lesson is None:
            return {"lesson": "", "context": ""}
        return {"lesson": lesson.statement, "context": lesson.context}

    def as_dict(self) -> dict:
        """The learning card as plain words for the history."""
        words = {name: plain(value) for name, value in self.card().items()}
        return words | self.lesson_texts()

    # Permissions

    def editable_by(self, person: Person) -> bool:
        return self.experiment.editable_by(person)

    # Private

    @classmethod
    def _create_once(
        cls, experiment: Experiment, card: dict, by: Person, at: dt.datetime
    ) -> Conclusion:
        """Create the conclusion; an error if a colleague did so in the same moment."""
        try:
            with cls._meta.database.atomic():
                return cls.create(experiment=experiment, by=by, at=at, **card)
        except peewee.IntegrityError as error:
            concluded = FieldError("", N_("It has been concluded already."))
            raise ValidationFailed(concluded) from error

    def _notify(self, by: Person, at: dt.datetime) -> None:
        experiment = self.experiment
        Job.enqueue(
            "tell",
            at=experiment.moment(at),
            what="conclusion",
            by=experiment.signed(by),
            experiment=experiment.id,
        )

    def _set(self, card: dict) -> None:
        for name, value in card.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    def _note_changes(self, before: dict, by: Person, at: dt.datetime) -> None:
        after = self.as_dict()
        changes = {k: [v, after[k]] for k, v in before.items() if v != after[k]}
        self.experiment.touch(at)
        self.experiment.log_change(by, at, "edited", changes)

    def _problems(self, card: dict, on: dt.date) -> list[FieldError]:
        """Imported history may still lack fields, but does not lose the lesson it has."""
        errors = card_problems(card, on=on, imported=self.imported)
        if self.imported and self.lesson is not None:
            errors += required(card, ["lesson"])
        return errors


def card_problems(
    card: dict, *, on: dt.date | None = None, imported: bool = False
) -> list[FieldError]:
    """The errors of a learning card.

    Args:
        card: Field to value; the lesson's statement under `lesson`.
        on: Today; None leaves days unchecked.
        imported: History may lack observation, lesson, decision and reason.
    """
    errors = missing_answers(card, imported) + length_errors(card, Conclusion)
    errors += sharing_errors(card) + answer_errors(card)
    errors += lesson_problems(card.get("lesson") or "", card.get("context") or "")
    return errors + day_errors(card, on)


# Covers the measures of a quarter: no row is read. It holds whether there are texts.
HAS_SURPRISE = Conclusion.surprise != peewee.SQL("''")
HAS_REASON = Conclusion.reason != peewee.SQL("''")
HAS_PUSHBACK = Conclusion.pushback != peewee.SQL("''")
_names = "concluded_on outcome experiment decision result".split()
_counted = [Conclusion._meta.fields[name] for name in _names]
_counted += [
    peewee.SQL(f"(\"{name}\" <> '')") for name in ("surprise", "reason", "pushback")
]
_counted.append(Conclusion.could_tell)
_shared = (Conclusion.pushback_shared, Conclusion.experiment)
IS_SHARED = Conclusion.pushback_shared.is_null(False)  # few of them
for _name, _fields, _where in (
    ("conclusion_counted", _counted, None),
    ("conclusion_shared_answer", _shared, IS_SHARED),
):
    Conclusion.add_index(
        peewee.ModelIndex(Conclusion, _fields, where=_where, name=_name)
    )
