"""Operations: what colleagues say of an experiment in one word."""

from __future__ import annotations

from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation
from tracker.api.resources.endorsement import ENDORSEMENT
from tracker.api.schema import list_schema, object_schema, word_of
from tracker.endorsements import queries
from tracker.endorsements.forms import EndorsementForm
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.tokens.enums import Scope
from tracker.web.access import require, require_found
from tracker.web.clock import now

ANSWER = list_schema(ENDORSEMENT)
BODY = object_schema({"kind": word_of(EndorsementKind)}, ["kind"])


@operation(
    "/experiments/<int:id>/endorsements",
    "How many colleagues said which word; not who",
    ANSWER,
)
def list_endorsements(id):
    return _said(_published(id))


@operation(
    "/experiments/<int:id>/endorsements",
    "Say a word; said twice, it stands once",
    ANSWER,
    method="POST",
    scope=Scope.log,
    body=BODY,
    status=201,
)
def give_endorsement(id, body):
    experiment = _published(id)
    require(Endorsement.addable_by(current_user, experiment))
    form = EndorsementForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    Endorsement.add(experiment, kind=form.kind.data, by=current_user, at=now())
    return _said(experiment)


@operation(
    "/experiments/<int:id>/endorsements/<kind>",
    "Take a word back; whoever was not told yet is not told",
    None,
    method="DELETE",
    scope=Scope.log,
)
def withdraw_endorsement(id, kind):
    experiment = _published(id)
    word = require_found(EndorsementKind._value2member_map_.get(kind))
    Endorsement.withdraw(experiment, kind=word, by=current_user)


def _published(id: int) -> Experiment:
    experiment = require_found(visible_experiment(current_user, id))
    require(not experiment.is_draft)
    return experiment


def _said(experiment: Experiment) -> dict:
    counts = queries.endorsement_counts(experiment, current_user)
    return {"items": [ENDORSEMENT.as_json(it) for it in counts]}
