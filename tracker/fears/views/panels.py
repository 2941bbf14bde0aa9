"""Panels: fears and guesses on the pages and in the forms of other features."""

from __future__ import annotations

from flask import current_app, request, url_for
from flask_login import current_user
from markupsafe import Markup

from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Stage
from tracker.fears import queries
from tracker.fears.forms import NOTHING, chosen_fears, chosen_result
from tracker.fears.models import ExpectedFear, Trial
from tracker.fears.plan_help import fears_beside
from tracker.fears.queries.circle_answer import asks_author
from tracker.fears.queries.expected_fear import says_nothing_feared
from tracker.fears.queries.fear_batch import any_batch, batch_to_ask
from tracker.fears.queries.trial import part_in_trial
from tracker.readiness.next_steps import short
from tracker.web.clock import now, today
from tracker.web.panels import asks
from tracker.web.templates import rendered_part


def experiment_panel(experiment: Experiment) -> dict:
    """For its authors what they feared; for colleagues a guess, and what all guessed."""
    if experiment.is_draft:
        return {}
    panel = {"guess_box": guess_box(experiment)}
    if asks_author(experiment, current_user):
        panel["circle_url"] = url_for("fears.circle", id=experiment.id)
    if experiment.is_author(current_user):
        fields = fear_fields(experiment)
        panel["fear_box"] = rendered_part(
            "fears/_own.html", experiment=experiment, **fields
        )
        if experiment.stage is Stage.planned:
            panel["fear_fields"] = rendered_part("fears/_start.html", **fields)
    return panel


def guess_box(experiment: Experiment) -> Markup:
    """A guess to give, that one is given, or what all guessed."""
    secret = current_app.config["SECRET_KEY"]
    guesses = queries.guess_panel_of(experiment, current_user, secret)
    conclusion = None
    if guesses.had_any:
        conclusion = experiment.conclusions.first()
    return rendered_part(
        "fears/_guesses.html",
        experiment=experiment,
        guesses=guesses,
        conclusion=conclusion,
        name=f"guess:{experiment.id}:{current_user.id}",
    )


def start_panel(experiment: Experiment) -> dict:
    """What could go wrong, asked where an attempt starts."""
    fields = fear_fields(experiment)
    return {"fear_fields": rendered_part("fears/_start.html", **fields)}


def conclusion_panel(experiment: Experiment) -> dict:
    """What was feared, asked about where an attempt is concluded."""
    if experiment.stage not in (Stage.planned, Stage.running):
        return {}
    asked = [
        (row, short(row.fear), request.form.get(f"result-{row.fear.value}", ""))
        for row in queries.fears_of(experiment)
    ]
    return {"fear_results": rendered_part("fears/_results.html", fears_asked=asked)}


def map_panel(subject=None) -> dict:
    """Beside each fear of the map, how often it was feared and met."""
    return {
        "met": queries.sums(),
        "shared_answers": queries.shared_answers(current_user),
    }


@asks(lambda subject: [Trial.current_to_ask(), batch_to_ask()])
def plan_panel(platform: int | None) -> dict:
    """Beside the plan card, what happened to those who feared something there; and that a
    trial decides whether it stands there, while one does.
    """
    part = part_in_trial(current_user, _named_experiment(), now())
    return {
        "fears_box": rendered_part(
            "fears/_beside_plan.html",
            fears_beside=fears_beside(platform),
            fears_anywhere=any_batch(),
            part=part,
        )
    }


def save_fears(experiment: Experiment) -> None:
    """Save what was ticked in the form that started an attempt, if anything was."""
    chosen = chosen_fears(request.form.getlist("feared"))
    if chosen is not None:
        _try(lambda: ExpectedFear.replace_all(experiment, chosen))


def save_results(experiment: Experiment) -> None:
    """Save what was answered in the form that concluded an attempt."""
    for row in queries.fears_of(experiment):
        result = chosen_result(request.form.get(f"result-{row.fear.value}"))
        if result:
            _try(lambda row=row, result=result: row.tell_result(result, on=today()))


def fear_fields(experiment: Experiment) -> dict:
    """The fears that the authors chose, and those to choose from while it is possible."""
    own = queries.fears_of(experiment)
    named = [(row, short(row.fear)) for row in own]
    panel = {"own_fears": named, "fear_choices": [], "nothing_feared": False}
    if experiment.stage in (Stage.planned, Stage.running):
        ticked = {row.fear for row in own}
        panel["nothing_feared"] = not own and says_nothing_feared(experiment)
        sent = chosen_fears(request.form.getlist("feared"))
        if sent is not None:
            ticked = set(sent)
            panel["nothing_feared"] = NOTHING in request.form.getlist("feared")
        part = part_in_trial(current_user, experiment, now())
        tells = part is None or part.sees_variant
        panel["fear_choices"] = [
            (one, short(one.fear))
            for one in queries.choices_of(experiment, ticked, tells)
        ]
    return panel


def _named_experiment() -> Experiment | None:
    """The attempt whose plan is open; None for a new one."""
    id = (request.view_args or {}).get("id")
    if id is None:
        return None
    return Experiment(id=id)


def _try(save) -> None:
    """Save an answer that may be left out: what comes too late is not answered."""
    try:
        save()
    except ValidationFailed:
        return
