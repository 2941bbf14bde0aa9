"""Operations: changing a plan, and discarding a draft."""

from __future__ import annotations

from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation, stale, unmatched
from tracker.api.resources.experiment import EXPERIMENT_DETAIL
from tracker.api.schema import (
    DAY,
    NUMBER,
    PLATFORM_SLUG,
    WHOLE,
    or_null,
    plain,
    word_of,
)
from tracker.api.views.experiment import PLAN, detail_of, own_experiment, platform_id
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.forms.experiment import PlanForm
from tracker.experiments.models import Experiment, Format
from tracker.experiments.queries import visible_experiment
from tracker.lineage.models import BuildsOn
from tracker.tokens.enums import Scope
from tracker.web.access import require, require_found
from tracker.web.clock import now

# What a plan is begun with, and is not changed by
BEGINNING = ("builds_on", "publish")
MAY_BE_EMPTIED = {
    "platform": or_null(PLATFORM_SLUG),
    "format": or_null(word_of(Format)),
    "baseline": or_null(NUMBER),
    "target": or_null(NUMBER),
    "starts_on": or_null(DAY),
    "ends_on": or_null(DAY),
    "hours": or_null(NUMBER),
    "cost": or_null(WHOLE),
}
CHANGE = PLAN | {
    "properties": {
        name: MAY_BE_EMPTIED.get(name, schema)
        for name, schema in PLAN["properties"].items()
        if name not in BEGINNING
    }
}


@operation(
    "/experiments/<int:id>",
    "Change a draft or a plan: what is sent, and nothing else",
    EXPERIMENT_DETAIL.reference,
    method="PATCH",
    scope=Scope.log,
    body=CHANGE,
    matches=True,
)
def edit_experiment(id, body):
    experiment = own_experiment(id)
    if refused := unmatched(detail_of(id)):
        return refused
    form = _form(experiment, body)
    if not form.validate():
        return invalid(form)
    try:
        saved = form.try_call(_save, experiment, form)
    except EditConflict:
        return stale()
    if not saved:
        return invalid(form)
    return detail_of(id)


@operation(
    "/experiments/<int:id>",
    "Discard a draft of which one is the only author; the page gives it back for a while",
    None,
    method="DELETE",
    scope=Scope.log,
)
def discard_experiment(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.is_draft and experiment.discardable_by(current_user))
    try:
        experiment.discard(now())
    except ValidationFailed:  # others write it, too
        require(False)


def _form(experiment: Experiment, body: dict) -> PlanForm:
    """The form of the page as somebody would send it who changed only what was sent."""
    values = {
        name: plain(value)
        for name, value in experiment.plan().items()
        if name not in ("platform", "stakeholder", "touchpoint")
    }
    values["stakeholder"] = experiment.stakeholder_id
    values["touchpoint"] = experiment.touchpoint_id
    values["tags"] = experiment.tag_names()
    values["link"] = _draft_link(experiment)
    sent = form_data(values | body)
    if "platform" in body:
        sent["platform"] = str(platform_id(body["platform"] or ""))
    elif experiment.platform_id:
        sent["platform"] = str(experiment.platform_id)
    return PlanForm(sent, published=not experiment.is_draft, meta={"csrf": False})


def _save(experiment: Experiment, form: PlanForm) -> Experiment:
    """Save the plan; authors, parents and an unfinished learning card stay as they are."""
    values = form.cleaned_data()
    values |= {"co_authors": experiment.co_author_ids(), "note": None, "card": None}
    if experiment.is_draft:
        extras = {"link": form.link.data or ""}
        values["draft_extras"] = experiment.draft_extras | extras
    return BuildsOn.proceed(
        experiment, by=current_user, at=now(), version=experiment.version, **values
    )


def _draft_link(experiment: Experiment) -> str | None:
    if experiment.is_draft:
        return experiment.draft_extras.get("link")
    return None
