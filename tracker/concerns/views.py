"""Hiding something personal at once; and what comes of it, for facilitators."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import Bucket
from tracker.comments.queries import comments_of, names_in
from tracker.concerns import queries
from tracker.concerns.forms import ConcernForm, SettlementForm
from tracker.concerns.models import Concern, Place, Settlement
from tracker.experiments import files
from tracker.experiments.queries import visible_to
from tracker.web.answers import page, seen
from tracker.web.clock import now
from tracker.web.guards import allowed, found
from tracker.web.paging import paged

concerns = Blueprint("concerns", __name__)

AT_ONCE, PER = 20, dt.timedelta(hours=1)


@concerns.get("/experiments/<int:id>/concerns")
@login_required
def new(id):
    experiment = found(visible_to(current_user), id)
    allowed(not experiment.is_draft)
    form = ConcernForm(place=request.args.get("place", ""), about=request.args.get("about", ""))
    return _asked(experiment, form)


@concerns.post("/experiments/<int:id>/concerns")
@login_required
def voice(id):
    experiment = found(visible_to(current_user), id)
    allowed(not experiment.is_draft)
    form = ConcernForm()
    subject = _subject(experiment, form)
    if not form.validate_on_submit():
        return _asked(experiment, form), 422
    if not Bucket.take(f"concern {current_user.id}", capacity=AT_ONCE, per=PER, at=now()):
        abort(429)
    Concern.voice(subject, place=form.place.data, words=form.words.data, by=current_user, at=now())
    return seen(_back(experiment), _("It is hidden, and the facilitators are told. Thank you for looking out."))


@concerns.get("/concerns")
@login_required
def index():
    allowed(Concern.settleable_by(current_user))
    return _waiting()


@concerns.post("/concerns/<int:id>/settlement")
@login_required
def settle(id):
    allowed(Concern.settleable_by(current_user))
    concern = found(queries.all_concerns(), id)
    form = SettlementForm()
    if not form.validate_on_submit():
        return _waiting(form), 422
    removes = form.settlement.data is Settlement.removed
    picture = concern.picture
    if not form.attempt(concern.remove if removes else concern.show_again, by=current_user, at=now()):
        return _waiting(form), 409
    if removes and picture:
        files.discard(current_app.config["TRACKER"].files, [picture.file])
    return seen(url_for("concerns.index"), _("Removed.") if removes else _("It is shown again."))


# Beats that several views share


def _subject(experiment, form):
    """What the form is about, among what the viewer may see of this experiment."""
    rows = {Place.comment: comments_of(experiment), Place.picture: experiment.pictures}.get(form.place.data)
    if rows is None:
        return experiment
    text = form.about.data or ""
    subject = found(rows, int(text) if text.isascii() and text.isdecimal() and len(text) < 17 else 0)
    if not subject.readable_by(current_user):
        abort(404)
    return subject


def _asked(experiment, form):
    subject = _subject(experiment, form)
    place = form.place.data
    comment, picture = (subject if place is wanted else None for wanted in (Place.comment, Place.picture))
    names = names_in(comment) if comment else {}
    around = {"comment": comment, "picture": picture, "names": names, "learnt": experiment.conclusions.exists()}
    return page("concerns/new.html", experiment=experiment, form=form, **around)


def _waiting(form=None):
    rows = paged(queries.waiting(), queries.NEWEST, request.args.get("after"))
    return page("concerns/index.html", rows=rows, after=rows.after, left=queries.kept_hidden(), form=form)


def _back(experiment) -> str:
    """Where the viewer may go on: what is hidden altogether has no page any more."""
    still = queries.still_seen(experiment, current_user)
    return url_for("experiments.experiment", id=experiment.id) if still else url_for("experiments.index")
