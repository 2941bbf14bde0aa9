"""The rules of the learning card, apart from the lengths of its texts."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.core.fields import names
from tracker.core.validation import N_, FieldError, required
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.models.plan import TEXTS_ONLY
from tracker.lessons.enums import CouldTell, Outcome

# The outcomes that answer the hypothesis
ANSWERS = (Outcome.supported, Outcome.refuted, Outcome.mixed)
TO_CONCLUDE = ["outcome", "observation", "lesson", "decision"]


def missing_answers(card: dict, imported: bool) -> list[FieldError]:
    """An error for each missing answer; imported history needs only its outcome."""
    if imported:
        return required(card, ["outcome"])
    if card.get("outcome") == Outcome.stopped:
        return required(card, TO_CONCLUDE + ["reason"])
    return required(card, TO_CONCLUDE)


def sharing_errors(card: dict) -> list[FieldError]:
    """An error if a critical reaction is shared as an example but is empty."""
    if card.get("pushback_shared") and not (card.get("pushback") or "").strip():
        empty = N_("Write the reaction and the answer, or leave it unshared.")
        return [FieldError("pushback", empty)]
    return []


def answer_errors(card: dict) -> list[FieldError]:
    """An error if the outcome answers what the attempt could not tell."""
    if card.get("could_tell") == CouldTell.no and card.get("outcome") in ANSWERS:
        message = N_(
            "What could not tell is unsettled. Choose “Unsettled”, or say that it could"
            " barely tell."
        )
        return [FieldError("outcome", message)]
    return []


def day_errors(card: dict, on: dt.date | None) -> list[FieldError]:
    """An error for each day that is later than today; None leaves days unchecked."""
    return [
        FieldError(name, N_("This day has not come yet."))
        for name in ("concluded_on", "measured_on")
        if on and card.get(name) and card[name] > on
    ]


def redaction_errors(card: dict, conclusion: peewee.Model) -> list[FieldError]:
    """An error for each field but the personal texts that a redaction would change."""
    personal = names(type(conclusion), "personal")
    return [
        FieldError(name, TEXTS_ONLY)
        for name, value in card.items()
        if name not in personal and value != getattr(conclusion, name)
    ]


def stage_errors(experiment: Experiment) -> list[FieldError]:
    """An error if the experiment cannot be concluded in its stage."""
    if experiment.stage is Stage.concluded:
        return [FieldError("", N_("It has been concluded already."))]
    if experiment.is_draft:
        return [FieldError("", N_("A draft is published before it is concluded."))]
    return []
