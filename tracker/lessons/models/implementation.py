"""Implementation: what became of the decision to make something permanent or adapt it."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.fields import described
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.guidelines.models import Clause
from tracker.lessons.enums import Decision, ImplementationState
from tracker.lessons.models.citation import Citation
from tracker.lessons.models.conclusion import Conclusion

TO_CARRY_OUT = (Decision.adopt, Decision.adapt)
ASKED_AFTER = dt.timedelta(days=90)
ASKED_AGAIN_AFTER = dt.timedelta(days=30)


class Implementation(BaseModel):
    """The newest answer of the authors: carried out, not yet, or dropped."""

    conclusion = peewee.ForeignKeyField(
        Conclusion, backref="implementations", unique=True, on_delete="CASCADE"
    )
    state = EnumCharField(ImplementationState)
    clause = peewee.ForeignKeyField(
        Clause, backref="+", null=True, on_delete="SET NULL"
    )
    place = described(CheckedCharField(300, default=""), N_("Where does it live now?"))
    reason = described(CheckedCharField(1000, default=""), N_("Why was it dropped?"))
    ask_on = peewee.DateField(null=True)
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()
    answered_on = peewee.DateField()

    class Meta:
        constraints = [
            peewee.Check("(state = 'later') = (ask_on IS NOT NULL)"),
            peewee.Check("state <> 'dropped' OR reason <> ''"),
        ]

    # Making

    @classmethod
    def record(
        cls,
        conclusion: Conclusion,
        *,
        state: ImplementationState,
        clause: Clause | None = None,
        place: str = "",
        reason: str = "",
        by: Person,
        at: dt.datetime,
        on: dt.date,
    ) -> None:
        """Record what became of a decision; a newer answer replaces the older one.

        The clause in which it lives rests on the lesson from then on.

        Raises:
            ValidationFailed: Where it lives, or why it was dropped, is missing or too
                long; or there was nothing to carry out.
        """
        answer = {"place": place, "reason": reason}
        if state is not ImplementationState.done:
            clause = None
            answer["place"] = ""
        if state is not ImplementationState.dropped:
            answer["reason"] = ""
        raise_if_errors(
            implementation_problems(conclusion, state, clause, answer["place"], reason)
        )
        ask_on = None
        if state is ImplementationState.later:
            ask_on = on + ASKED_AGAIN_AFTER
        answer |= {"state": state, "clause": clause, "ask_on": ask_on}
        answer |= {"by": by, "at": at, "answered_on": on}
        values = {getattr(cls, name): value for name, value in answer.items()}
        with cls._meta.database.atomic():
            cls.insert({cls.conclusion: conclusion} | values).on_conflict(
                conflict_target=[cls.conclusion], update=values
            ).execute()
            if clause and conclusion.lesson:
                Citation.add(clause, conclusion.lesson, by=by, at=at)


def implementation_problems(
    conclusion: Conclusion,
    state: ImplementationState | None,
    clause: Clause | None,
    place: str,
    reason: str,
) -> list[FieldError]:
    """The errors of an answer to what became of a decision."""
    answer = {"state": state, "place": place, "reason": reason}
    errors = required(answer, ["state"])
    errors += length_errors({"place": place, "reason": reason}, Implementation)
    if conclusion.decision not in TO_CARRY_OUT:
        nothing = N_("There was nothing to carry out.")
        errors.append(FieldError("state", nothing))
    if state is ImplementationState.done and clause is None and not place.strip():
        where = N_("Say where it lives now: a clause, or a link or a place.")
        errors.append(FieldError("place", where))
    if state is ImplementationState.dropped:
        errors += required(answer, ["reason"])
    return errors
