"""Operations: what came of an experiment."""

from __future__ import annotations

from flask_login import current_user

from tracker.accounts.models import FormSubmission
from tracker.api.body import form_data, invalid
from tracker.api.operation import operation, stale, unmatched
from tracker.api.resources.experiment import CONCLUSION
from tracker.api.schema import (
    DAY,
    NOT_CPR,
    NUMBER,
    object_schema,
    or_null,
    plain,
    word_of,
)
from tracker.api.views.experiment import conflict
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.lessons.enums import Confidence, CouldTell, Decision, Outcome
from tracker.lessons.forms import ConclusionForm
from tracker.lessons.models import Conclusion
from tracker.tokens.enums import Scope
from tracker.web.access import require, require_found
from tracker.web.clock import now, today

MAY_BE_EMPTIED = {
    "could_tell": or_null(word_of(CouldTell)),
    "result": or_null(NUMBER),
    "measured_on": or_null(DAY),
    "confidence": or_null(word_of(Confidence)),
}
CARD = object_schema(
    {
        "outcome": word_of(Outcome),
        "could_tell": word_of(CouldTell),
        "lesson": {"type": "string", "minLength": 1, "maxLength": 280},
        "context": {"type": "string", "maxLength": 1000},
        "observation": {"type": "string", "minLength": 1, "maxLength": 8000},
        "surprise": {"type": "string", "maxLength": 4000},
        "decision": word_of(Decision),
        "decision_note": {"type": "string", "maxLength": 2000},
        "criterion": {"type": "string", "maxLength": 1000},
        "result": NUMBER,
        "measured_on": DAY,
        "confidence": word_of(Confidence),
        "reason": {"type": "string", "maxLength": 2000},
        "pushback": {"type": "string", "maxLength": 4000},
        "meaning": {"type": "string", "maxLength": 2000},
        "concluded_on": DAY,
        "not_cpr": NOT_CPR,
    },
    ["outcome", "lesson", "observation", "decision"],
)
# The criterion is locked, and what a card is concluded with cannot be emptied
CHANGE = CARD | {
    "properties": {
        name: MAY_BE_EMPTIED.get(name, schema)
        for name, schema in CARD["properties"].items()
        if name != "criterion"
    },
    "required": [],
}


@operation(
    "/experiments/<int:id>/conclusion",
    "What came of an attempt",
    CONCLUSION.reference,
)
def show_conclusion(id):
    experiment = require_found(visible_experiment(current_user, id))
    return _shown(experiment)


@operation(
    "/experiments/<int:id>/conclusion",
    "Conclude an attempt with its lesson and a decision",
    CONCLUSION.reference,
    method="POST",
    scope=Scope.log,
    body=CARD,
    status=201,
)
def conclude_experiment(id, body):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    form = ConclusionForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    if _sent_before(experiment, form):
        return _shown(experiment)
    try:
        drawn = form.try_call(
            Conclusion.draw,
            experiment,
            by=current_user,
            at=now(),
            on=today(),
            criterion=form.criterion.data,
            submission=form.submission.data,
            **form.card(),
        )
    except EditConflict:
        return conflict()
    if not drawn:
        return invalid(form)
    return _shown(experiment)


@operation(
    "/experiments/<int:id>/conclusion",
    "Change what came of an attempt: what is sent, and nothing else",
    CONCLUSION.reference,
    method="PATCH",
    scope=Scope.log,
    body=CHANGE,
    matches=True,
)
def amend_conclusion(id, body):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    card = require_found(experiment.conclusions.first())
    if refused := unmatched(CONCLUSION.as_json(card)):
        return refused
    values = card.card() | (card.lesson_texts() if card.lesson else {})
    sent = form_data({name: plain(value) for name, value in values.items()} | body)
    form = ConclusionForm(sent, imported=card.imported, meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    try:
        done = form.try_call(
            card.amend,
            version=card.version,
            by=current_user,
            at=now(),
            on=today(),
            **form.card(),
        )
    except EditConflict:
        return stale()
    if not done:
        return invalid(form)
    return _shown(experiment)


def _shown(experiment: Experiment) -> dict:
    return CONCLUSION.as_json(require_found(experiment.conclusions.first()))


def _sent_before(experiment: Experiment, form: ConclusionForm) -> bool:
    """Whether the same call has concluded it already."""
    try:
        earlier = FormSubmission.earlier(
            current_user, form.submission.data, f"conclusion of {experiment.id}"
        )
    except ValidationFailed:  # another call's key: the verb reports it
        return False
    return earlier is not None
