"""Operations: the readings of an experiment."""

from __future__ import annotations

from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation, stale, unmatched
from tracker.api.resources.experiment import READING
from tracker.api.schema import DAY, NOT_CPR, NUMBER, object_schema
from tracker.api.views.experiment import own_experiment
from tracker.core.conflicts import EditConflict
from tracker.experiments.forms.evidence import MetricReadingForm
from tracker.experiments.models import MetricReading
from tracker.experiments.queries import visible_experiment
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import now

FIELDS = {
    "metric": {"type": "string", "minLength": 1, "maxLength": 120},
    "value": NUMBER,
    "read_on": DAY,
    "link": {"type": "string", "maxLength": 2000},
    "not_cpr": NOT_CPR,
}
BODY = object_schema(FIELDS, ["metric", "value", "read_on"])
CHANGE = object_schema(FIELDS)


@operation(
    "/experiments/<int:id>/readings",
    "Note a reading; one that is there already is answered",
    READING.reference,
    method="POST",
    scope=Scope.log,
    body=BODY,
    status=201,
)
def take_reading(id, body):
    experiment = own_experiment(id)
    form = MetricReadingForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    reading = form.try_call(
        MetricReading.take, experiment, **form.cleaned_data(), by=current_user, at=now()
    )
    if not reading:
        return invalid(form)
    return READING.as_json(reading)


@operation(
    "/experiments/<int:id>/readings/<int:reading_id>",
    "One reading",
    READING.reference,
)
def show_reading(id, reading_id):
    experiment = require_found(visible_experiment(current_user, id))
    return READING.as_json(get_or_404(experiment.readings, reading_id))


@operation(
    "/experiments/<int:id>/readings/<int:reading_id>",
    "Change a reading: what is sent, and nothing else",
    READING.reference,
    method="PATCH",
    scope=Scope.log,
    body=CHANGE,
    matches=True,
)
def amend_reading(id, reading_id, body):
    experiment = own_experiment(id)
    reading = get_or_404(experiment.readings, reading_id)
    shown = READING.as_json(reading)
    if refused := unmatched(shown):
        return refused
    del shown["id"]
    form = MetricReadingForm(form_data(shown | body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    said = form.cleaned_data()
    try:
        reading.amend(**said, by=current_user, at=now(), only_as_read=True)
    except EditConflict:
        return stale()
    return READING.as_json(reading)


@operation(
    "/experiments/<int:id>/readings/<int:reading_id>",
    "Remove a reading",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_reading(id, reading_id):
    reading = get_or_404(own_experiment(id).readings, reading_id)
    reading.remove(by=current_user, at=now())
