"""Operations: the evidence and the links of an experiment, and what it says of a lesson."""

from __future__ import annotations

from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation
from tracker.api.resources.experiment import EVIDENCE, LINK
from tracker.api.resources.lesson import LESSON_DETAIL
from tracker.api.schema import ID, NOT_CPR, object_schema, word_of
from tracker.api.views.experiment import own_experiment
from tracker.api.views.lesson import lesson_json
from tracker.experiments.forms.evidence import LinkForm
from tracker.experiments.models import Link
from tracker.experiments.queries import visible_experiment
from tracker.experiments.queries.evidence import evidence_of
from tracker.lessons import queries
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.forms import EvidenceForm
from tracker.lessons.models import Evidence
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now

LINK_BODY = object_schema(
    {
        "url": {"type": "string", "minLength": 1, "maxLength": 2000},
        "label": {"type": "string", "maxLength": 200},
        "not_cpr": NOT_CPR,
    },
    ["url"],
)
EVIDENCE_BODY = object_schema(
    {
        "experiment": ID | {"description": "The attempt, which is concluded."},
        "bearing": word_of(EvidenceDirection),
        "note": {"type": "string", "maxLength": 500, "description": "Markdown."},
        "not_cpr": NOT_CPR,
    },
    ["experiment", "bearing"],
)


@operation(
    "/experiments/<int:id>/evidence",
    "The links, readings, pictures and documents of an attempt",
    EVIDENCE.reference,
)
def show_evidence(id):
    experiment = require_found(visible_experiment(current_user, id))
    return EVIDENCE.as_json(evidence_of(experiment))


@operation(
    "/experiments/<int:id>/links",
    "Add a link; one that is there already is answered",
    LINK.reference,
    method="POST",
    scope=Scope.log,
    body=LINK_BODY,
    status=201,
)
def add_link(id, body):
    experiment = own_experiment(id)
    form = LinkForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    link = form.try_call(
        Link.add,
        experiment,
        url=form.url.data,
        label=form.label.data,
        by=current_user,
        at=now(),
    )
    if not link:
        return invalid(form)
    return LINK.as_json(link)


@operation(
    "/experiments/<int:id>/links/<int:link_id>",
    "Remove a link",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_link(id, link_id):
    link = get_or_404(own_experiment(id).links, link_id)
    link.remove(by=current_user, at=now())


@operation(
    "/lessons/<int:id>/evidence",
    "Say that an attempt supports or contradicts a lesson",
    LESSON_DETAIL.reference,
    method="POST",
    scope=Scope.log,
    body=EVIDENCE_BODY,
    status=201,
)
def give_evidence(id, body):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    form = EvidenceForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    given = form.try_call(
        Evidence.add,
        lesson,
        experiment=form.attempt_named,
        bearing=form.bearing.data,
        note=form.note.data or "",
        by=current_user,
        at=now(),
    )
    if not given:
        return invalid(form)
    return lesson_json(lesson)


@operation(
    "/lessons/<int:id>/evidence/<int:experiment_id>",
    "Take back what one said of an attempt and a lesson",
    None,
    method="DELETE",
    scope=Scope.log,
)
def withdraw_evidence(id, experiment_id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    experiment = require_found(visible_experiment(current_user, experiment_id))
    named = Evidence.experiment == experiment
    evidence = require_found(lesson.evidence.where(named).first())
    require(evidence.withdrawable_by(current_user))
    evidence.withdraw()
