"""Views: suggestions for the fields of the plan card, as JSON."""

from __future__ import annotations

from flask import jsonify, request
from flask_login import current_user, login_required

from tracker.experiments.queries.form_options import (
    metrics_like,
    people_like,
)
from tracker.experiments.queries.tag import tags_like
from tracker.experiments.views import experiments
from tracker.guidelines.starting_set import METRICS
from tracker.numbers import whole_number
from tracker.web.i18n import ready_text


@experiments.get("/suggest/people")
@login_required
def suggest_people():
    but = current_user
    if "me" in request.args:
        but = None
    people = people_like(_typed(), but=but)
    names = [person.name for person in people]
    suggestions = []
    for person in people:
        value = person.name
        if names.count(value) > 1 or "," in value:
            value = person.email
        hint = person.unit.name
        suggestions.append({"value": value, "label": person.name, "hint": hint})
    return jsonify(suggestions)


@experiments.get("/suggest/tags")
@login_required
def suggest_tags():
    return jsonify(tags_like(_typed(), current_user))


@experiments.get("/suggest/metrics")
@login_required
def suggest_metrics():
    platform = whole_number(request.args.get("platform"))
    metrics = metrics_like(platform, _typed(), current_user)
    return jsonify([ready_text(name, METRICS) for name in metrics])


def _typed() -> str:
    return request.args.get("q", "").strip()[:100]
