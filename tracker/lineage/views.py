"""Views: the lineage of an experiment as a drawing, and suggestions of experiments."""

from __future__ import annotations

from flask import Blueprint, jsonify, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment, visible_unit
from tracker.experiments.queries.form_options import attempts_like
from tracker.lessons.models import Lesson
from tracker.lineage.layout import draw_family
from tracker.lineage.queries import (
    built_on,
    family_of,
    lineage_summary,
    parents_and_children,
    parents_of,
)
from tracker.numbers import whole_number
from tracker.web.access import require, require_found
from tracker.web.responses import redirect_with_message, render_page

lineage = Blueprint("lineage", __name__, url_prefix="/experiments")


@lineage.get("/<int:id>/lineage")
@login_required
def tree(id):
    experiment = require_found(visible_experiment(current_user, id))
    family = family_of(experiment, current_user)
    return render_page(
        "lineage/tree.html",
        experiment=experiment,
        family=family,
        drawing=draw_family(family),
    )


@lineage.post("/<int:id>/lineage/removal")
@login_required
def remove_parent(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    parent = whole_number(request.form.get("parent"))
    for descent in parents_of(experiment, current_user):
        if descent.parent_id == parent:
            descent.remove()
    return redirect_with_message(
        url_for("experiments.experiment", id=experiment.id),
        _("It no longer builds on that attempt."),
    )


@lineage.get("/suggest/attempts")
@login_required
def suggest_attempts():
    typed = request.args.get("q", "").strip()[:100]
    concluded = bool(request.args.get("concluded"))
    rows = []
    if typed:
        rows = attempts_like(typed.lstrip("#"), current_user, concluded)
    return jsonify(
        [
            {
                "value": f"#{row.id}",
                "label": row.title,
                "hint": str(visible_unit(row) or ""),
            }
            for row in rows
        ]
    )


# Panels on the pages of other features


def experiment_panel(experiment: Experiment) -> dict:
    """The parents of an experiment, its lineage, and the number of children."""
    reader = current_user._get_current_object()
    parents, children = parents_and_children(experiment, reader)
    return {
        "parents": parents,
        "kin": lineage_summary(experiment, parents, reader),
        "children": children,
    }


def lesson_panel(lesson: Lesson) -> dict:
    """The experiments that build on the experiment of a lesson."""
    return {"built": built_on(lesson.experiment, current_user)}
