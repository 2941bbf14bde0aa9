"""Views: bookmarks on an experiment, and the list of what one would like to try."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.bookmarks import queries
from tracker.bookmarks.models import Bookmark
from tracker.experiments.queries import visible_experiment
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.responses import local_path, redirect_with_message, render_page

bookmarks = Blueprint("bookmarks", __name__)


@bookmarks.get("/me/try")
@login_required
def index():
    return render_page("bookmarks/index.html", rows=queries.try_list(current_user))


@bookmarks.post("/experiments/<int:id>/bookmark")
@login_required
def keep(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Bookmark.addable_by(current_user, experiment))
    Bookmark.add(experiment, by=current_user, at=now())
    return redirect_with_message(
        _back(experiment), _("It stands on your list of what you would like to try.")
    )


@bookmarks.post("/experiments/<int:id>/bookmark/withdrawal")
@login_required
def remove(id):
    experiment = require_found(visible_experiment(current_user, id))
    Bookmark.remove(experiment, by=current_user)
    return redirect_with_message(_back(experiment))


def experiment_panel(experiment) -> dict:
    """Whether the reader bookmarked an experiment; None where they may not."""
    if not Bookmark.addable_by(current_user, experiment):
        return {"bookmarked": None}
    return {"bookmarked": queries.is_bookmarked(experiment, current_user)}


def lesson_panel(lesson) -> dict:
    """Whether the reader bookmarked the experiment behind a lesson."""
    return experiment_panel(lesson.experiment)


def _back(experiment) -> str:
    page = url_for("experiments.experiment", id=experiment.id)
    return local_path(request.form.get("next")) or page
