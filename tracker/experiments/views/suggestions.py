"""Views: what is suggested while one writes a plan card, as JSON."""

from __future__ import annotations

from flask import jsonify, request
from flask_login import current_user, login_required

from tracker.experiments.queries.form_options import (
    metrics_like,
    people_like,
    tags_like,
)
from tracker.experiments.views import experiments
from tracker.guidelines.starting_set import METRICS
from tracker.numbers import whole_number
from tracker.web.i18n import ready_text


@experiments.get("/suggest/people")
@login_required
def suggest_people():
    people = people_like(_typed(), but=None if "me" in request.args else current_user)
    names = [person.name for person in people]
    return jsonify(
        [
            {
                "value": p.email
                if names.count(p.name) > 1 or "," in p.name
                else p.name,
                "label": p.name,
                "hint": p.unit.name,
            }
            for p in people
        ]
    )


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
