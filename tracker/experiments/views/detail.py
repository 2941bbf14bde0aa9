"""Views: the page of an experiment, and its history."""

from __future__ import annotations

from flask import request, session
from flask_login import current_user, login_required

from tracker.core.reference import (
    first_referring,
    first_to_ask,
    if_referred_to,
)
from tracker.experiments.forms.experiment import StartForm
from tracker.experiments.forms.history import history_entries
from tracker.experiments.models import (
    Change,
    CoAuthor,
    CoAuthorInvitation,
    Experiment,
    Visibility,
)
from tracker.experiments.queries import credited, visible_experiment, visible_whole
from tracker.experiments.queries.co_author_invitation import invitations_of
from tracker.experiments.queries.evidence import evidence_of
from tracker.experiments.queries.form_options import Audience, audience
from tracker.experiments.queries.history import (
    criterion_before,
    questions_about,
    times_changed,
)
from tracker.experiments.queries.profile_links import texts_of, to_people
from tracker.experiments.queries.row import co_authors_to_ask, prefetch_co_authors_of
from tracker.experiments.views import experiments
from tracker.guidelines.queries.guideline import clauses_of_experiment
from tracker.prepared import Question
from tracker.questions.queries import questions_of_experiment
from tracker.web.access import require_found
from tracker.web.pagination import paged
from tracker.web.panels import ask_ahead, panels_of
from tracker.web.responses import render_page

CHANGES_PER_PAGE = 40


@experiments.get("/<int:id>")
@login_required
def experiment(id):
    reader = current_user._get_current_object()
    experiment = require_found(visible_whole(reader, id))
    ask_ahead("experiments.experiment", experiment, *_questions_about(experiment))
    prefetch_co_authors_of(experiment)
    mine = experiment.is_author(reader)
    receipt = session.pop("receipt", None) == experiment.id
    return render_page(
        "experiments/experiment.html",
        experiment=experiment,
        conclusion=first_referring(experiment, Experiment.conclusions.field),
        lesson=first_referring(experiment, Experiment.lessons.field),
        credit=credited(experiment, reader),
        mine=mine,
        evidence=evidence_of(experiment),
        editable=mine,
        tags=experiment.tag_names(),
        standing_on=clauses_of_experiment(experiment),
        invited=_invited(experiment, mine),
        looks_into=questions_of_experiment(experiment),
        said_before=criterion_before(experiment),
        changes=times_changed(experiment),
        audience=_audience(experiment, receipt),
        receipt=receipt,
        only_unit=experiment.visibility is Visibility.unit,
        personal=_links_to_people(experiment, mine),
        start=_start_form(experiment),
        **panels_of("experiments.experiment", experiment),
    )


def _questions_about(experiment: Experiment) -> list[Question]:
    """What the page itself asks about an experiment."""
    return [
        *if_referred_to(
            experiment, CoAuthor.experiment, *co_authors_to_ask([experiment.id])
        ),
        *first_to_ask(experiment, Experiment.conclusions.field),
        *first_to_ask(experiment, Experiment.lessons.field),
        *experiment.tags_to_ask(),
        *questions_about(experiment),
    ]


def _audience(experiment: Experiment, receipt: bool) -> Audience | None:
    """The number of readers, shown for a draft and right after publishing."""
    if receipt or experiment.is_draft:
        return audience(experiment.unit, current_user)
    return None


def _start_form(experiment: Experiment) -> StartForm | None:
    """The form that starts a plan with one tap, for its authors."""
    if experiment.startable_by(current_user):
        return StartForm.of(experiment)
    return None


def _invited(experiment: Experiment, mine: bool) -> list[CoAuthorInvitation]:
    """Whom the authors asked to stand as co-author; shown to the authors."""
    if mine and not experiment.is_withheld:
        return invitations_of(experiment)
    return []


def _links_to_people(experiment: Experiment, mine: bool) -> list[str]:
    """Links that could reveal the author, shown to the author of an anonymous experiment."""
    if mine and experiment.is_withheld:
        return to_people(texts_of(experiment))
    return []


@experiments.get("/<int:id>/history")
@login_required
def history(id):
    experiment = require_found(visible_experiment(current_user, id))
    changes = paged(
        Change.of(experiment),
        [(Change.id, "id", int)],
        request.args.get("after"),
        CHANGES_PER_PAGE,
    )
    entries = history_entries(changes.rows, experiment, current_user)
    return render_page(
        "experiments/history.html",
        experiment=experiment,
        entries=entries,
        after=changes.after,
    )
