"""Operations: reading and logging experiments."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.forms import PublicationForm
from tracker.api.operation import Parameter, json_response, operation
from tracker.api.parameters import (
    AFTER,
    PAGE_SIZE,
    PLATFORM,
    SINCE,
    TAG,
    UNIT,
    UNTIL,
    WORDS,
    page_json,
    per_page,
    unknown_filter,
)
from tracker.api.resources.experiment import (
    EXPERIMENT,
    EXPERIMENT_DETAIL,
)
from tracker.api.results import experiment_items
from tracker.api.schema import (
    DAY,
    ID,
    NOT_CPR,
    NUMBER,
    PLATFORM_SLUG,
    TEXT,
    WHOLE,
    many,
    object_schema,
    page_schema,
    word_of,
)
from tracker.core.conflicts import EditConflict
from tracker.experiments import queries
from tracker.experiments.forms.experiment import PlanForm, StartForm
from tracker.experiments.forms.filters import (
    EXPERIMENTS,
    STAGE_WORDS,
    ExperimentFilters,
)
from tracker.experiments.list_page import experiment_page
from tracker.experiments.models import Experiment, Format, Stage, Visibility
from tracker.experiments.queries import visible_experiment, visible_to
from tracker.experiments.queries.form_options import platforms_to_choose
from tracker.experiments.queries.sort import BEST, SORTS
from tracker.lessons.enums import Outcome
from tracker.lineage.models import BuildsOn
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now, today
from tracker.web.problem import problem_response
from tracker.web.responses import public_url

LIST = (
    WORDS,
    PLATFORM,
    Parameter("outcome", word_of(Outcome), "How it went.", many=True),
    Parameter(
        "stage",
        {"type": "string", "enum": list(STAGE_WORDS)},
        "How far it is; “draft” lists one's own drafts.",
        many=True,
    ),
    UNIT,
    TAG,
    SINCE,
    UNTIL,
    Parameter(
        "sort",
        {"type": "string", "enum": [BEST, *SORTS]},
        "The order; “best” with words to search for.",
    ),
    AFTER,
    PAGE_SIZE,
)
PLAN = object_schema(
    {
        "title": {"type": "string", "maxLength": 200},
        "hypothesis": {"type": "string", "maxLength": 2000},
        "method": {"type": "string", "maxLength": 4000},
        "metric": {"type": "string", "maxLength": 120},
        "criterion": {"type": "string", "maxLength": 1000},
        "platform": PLATFORM_SLUG,
        "format": word_of(Format),
        "visibility": word_of(Visibility),
        "baseline": NUMBER,
        "target": NUMBER,
        "starts_on": DAY,
        "ends_on": DAY,
        "hours": NUMBER,
        "cost": WHOLE,
        "tags": many(TEXT) | {"maxItems": 20},
        "link": TEXT | {"description": "Web address of the post."},
        "builds_on": many(ID) | {"maxItems": 20},
        "publish": {
            "type": "boolean",
            "description": "Whether it is shared at once, under your name; else a draft.",
        },
        "not_cpr": NOT_CPR,
    }
)
START = object_schema(
    {
        "criterion": {"type": "string", "minLength": 1, "maxLength": 1000},
        "review_on": DAY,
        "not_cpr": NOT_CPR,
    },
    ["criterion"],
)
CONSENT = object_schema({"not_cpr": NOT_CPR})


@operation(
    "/experiments",
    "The attempts that the token's owner may see",
    page_schema(EXPERIMENT),
    parameters=LIST,
)
def list_experiments():
    choices = ExperimentFilters.read(
        url_for("api.list_experiments"), request.args, EXPERIMENTS
    )
    if choices.left_out:
        return unknown_filter()
    asked = queries.searched(
        current_user, choices.asked(), today(), best=choices.is_best_first
    )
    page = experiment_page(
        choices, asked, current_user, request.args.get("after"), per_page()
    )
    items = {
        it.row.experiment.id: it for it in experiment_items(list(page), current_user)
    }
    page.rows[:] = [items[id] for id in page if id in items]
    return page_json(page, EXPERIMENT.as_json)


@operation("/experiments/<int:id>", "One attempt", EXPERIMENT_DETAIL.reference)
def show_experiment(id):
    return detail_of(require_found(visible_experiment(current_user, id)).id)


@operation(
    "/experiments",
    "Log an attempt, as a draft or shared at once",
    EXPERIMENT_DETAIL.reference,
    method="POST",
    scope=Scope.log,
    body=PLAN,
    status=201,
)
def log_experiment(body):
    sent = form_data(body)
    if "platform" in sent:
        sent["platform"] = str(platform_id(sent["platform"]))
    form = PlanForm(sent, meta={"csrf": False})
    published = visible_to(current_user).where(Experiment.stage != Stage.draft)
    parents = [get_or_404(published, id) for id in form.builds_on.ids]
    if not form.validate() or not (parents or form.has_content()):
        return invalid(form)
    made = form.try_call(
        _create, parents, by=current_user, at=now(), **form.cleaned_data()
    )
    if not made:
        return invalid(form)
    return _created(made.id)


@operation(
    "/experiments/<int:id>/publication",
    "Share a draft under one's name",
    EXPERIMENT_DETAIL.reference,
    method="POST",
    scope=Scope.log,
    body=CONSENT,
)
def publish_experiment(id, body):
    experiment = own_experiment(id)
    form = PublicationForm(form_data(body), obj=experiment, meta={"csrf": False})
    if not form.validate() or not form.try_call(_publish, experiment):
        return invalid(form)
    return detail_of(id)


@operation(
    "/experiments/<int:id>/start",
    "Start a plan, which locks its criterion",
    EXPERIMENT_DETAIL.reference,
    method="POST",
    scope=Scope.log,
    body=START,
)
def start_experiment(id, body):
    experiment = own_experiment(id)
    form = StartForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    try:
        started = form.try_call(_start, experiment, form)
    except EditConflict:
        return conflict()
    if not started:
        return invalid(form)
    return detail_of(id)


# Shared by several operations


def conflict():
    """The answer when somebody else saved first."""
    return problem_response(
        409,
        _("Somebody else saved first"),
        _("Nothing was saved. Read it again before you change it."),
    )


def own_experiment(id: int) -> Experiment:
    """An experiment that the token's owner may edit; else 404 or 403."""
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    return experiment


def detail_of(id: int) -> dict:
    return EXPERIMENT_DETAIL.as_json(
        require_found(next(iter(experiment_items([id], current_user)), None))
    )


def _created(id: int):
    response = json_response(detail_of(id), 201)
    response.headers["Location"] = public_url("api.show_experiment", id=id)
    return response


def platform_id(slug: str) -> int:
    """The id of a platform that plans may choose; 0, which is none, for any other."""
    return next((row.id for row in platforms_to_choose() if row.slug == slug), 0)


def _create(parents: list[Experiment], *, note: str, card, **sent) -> Experiment:
    if parents:
        return BuildsOn.begin(parents, note=note, card=card, **sent)
    return Experiment.create(**sent)


def _publish(experiment: Experiment) -> None:
    experiment.publish(by=current_user, at=now())


def _start(experiment: Experiment, form: StartForm) -> None:
    experiment.start(
        criterion=form.criterion.data,
        by=current_user,
        on=today(),
        at=now(),
        review_on=form.review_day(),
    )
