"""Views: raising a concern, which hides its subject, redacting the subject, and settling
the concern.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.models import TokenBucket
from tracker.comments.models.mention_markup import with_names
from tracker.comments.queries import comments_of, names_in
from tracker.concerns import queries
from tracker.concerns.forms import (
    CommentRedactionForm,
    ConcernForm,
    RedactionForm,
    SettlementForm,
)
from tracker.concerns.models import Concern, ConcernOutcome, ConcernTarget
from tracker.core.conflicts import EditConflict
from tracker.db import LARGEST_PUBLIC_ID
from tracker.experiments import files
from tracker.experiments.forms.history import field_texts
from tracker.experiments.queries import visible_experiment
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page

concerns = Blueprint("concerns", __name__)

# Enough for one long evening, but not to hide all work of a colleague
AT_ONCE = 10
PER = dt.timedelta(hours=1)


@concerns.get("/experiments/<int:id>/concerns")
@login_required
def new(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(not experiment.is_draft)
    form = ConcernForm(
        place=request.args.get("place", ""), about=request.args.get("about", "")
    )
    return _asked(experiment, form)


@concerns.post("/experiments/<int:id>/concerns")
@login_required
def voice(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(not experiment.is_draft)
    form = ConcernForm()
    subject = _subject(experiment, form)
    if not form.validate_on_submit():
        return _asked(experiment, form), 422
    if not TokenBucket.take(
        f"concern {current_user.id}", capacity=AT_ONCE, per=PER, at=now()
    ):
        raise TooManyRequests(retry_after=int(PER.total_seconds() / AT_ONCE))
    Concern.add(
        subject, place=form.place.data, words=form.words.data, by=current_user, at=now()
    )
    message = _(
        "It is hidden, and the facilitators and its author are told. Thank you for looking out."
    )
    return redirect_with_message(_back(experiment), message)


@concerns.get("/concerns")
@login_required
def index():
    require(Concern.settleable_by(current_user))
    return _waiting()


@concerns.get("/concerns/<int:id>")
@login_required
def concern(id):
    return _page_of(_readable(id))


@concerns.post("/concerns/<int:id>/settlement")
@login_required
def settle(id):
    concern = _readable(id)
    require(concern.decidable_by(current_user, now()))
    form = SettlementForm()
    if not form.validate_on_submit():
        return _page_of(concern, form), 422
    removes = form.settlement.data is ConcernOutcome.removed
    require(not removes or concern.removable_by(current_user, now()))
    picture = concern.picture
    verb = concern.show_again
    message = _("It is shown again.")
    if removes:
        verb = concern.remove
        message = _("Removed.")
    if not form.try_call(verb, by=current_user, at=now()):
        return _page_of(concern, form), 409
    if removes and picture:
        files.discard(current_app.config["TRACKER"].files, [picture.file])
    url = url_for("concerns.concern", id=concern.public_id)
    if current_user.facilitates:
        url = url_for("concerns.index")
    return redirect_with_message(url, message)


@concerns.route("/experiments/<int:id>/mending", methods=["GET", "POST"])
@login_required
def mending(id):
    """Redact the texts of a hidden experiment."""
    experiment = require_found(visible_experiment(current_user, id))
    concern = queries.hiding(experiment)
    require(concern is not None and experiment.redactable_by(current_user))
    if request.method != "POST":
        return _mending_page(experiment, concern, RedactionForm.of(experiment))
    form = RedactionForm()
    if not form.validate():
        return _mending_page(experiment, concern, form)
    try:
        if not form.try_call(
            concern.redact,
            by=current_user,
            at=now(),
            on=today(),
            **form.versions(),
            **form.texts(),
        ):
            return _mending_page(experiment, concern, form)
    except EditConflict:
        conflicts = form.conflicts(experiment.reload())
        return _mending_page(experiment, concern, form, conflicts, 409)
    return redirect_with_message(
        url_for("concerns.concern", id=concern.public_id),
        _("Saved. Its author is told."),
    )


@concerns.route(
    "/experiments/<int:id>/comments/<int:comment_id>/mending", methods=["GET", "POST"]
)
@login_required
def mending_comment(id, comment_id):
    """Redact a hidden comment."""
    experiment = require_found(visible_experiment(current_user, id))
    comment = get_or_404(comments_of(experiment), comment_id)
    concern = queries.hiding(comment)
    require(concern is not None and comment.redactable_by(current_user))
    form = CommentRedactionForm(
        data={"body": with_names(comment.body, names_in(comment))}
    )
    if form.validate_on_submit() and form.try_call(
        concern.redact_comment, body=form.body.data, by=current_user, at=now()
    ):
        return redirect_with_message(
            url_for("concerns.concern", id=concern.public_id),
            _("Saved. Its author is told."),
        )
    status = 422 if form.errors else 200
    page = render_page(
        "concerns/mending.html", experiment=experiment, comment=comment, form=form
    )
    return page, status


# Helpers of several views


def _readable(id) -> Concern:
    """A concern that the viewer may look at, else 404."""
    concern = get_or_404(queries.all_concerns(), id)
    if not concern.readable_by(current_user):
        abort(404)
    if not (
        current_user.facilitates
        or queries.is_still_visible(concern.experiment, current_user)
    ):
        abort(404)
    return concern


def _subject(experiment, form):
    """The subject that the form names, if the viewer may see it; else 404."""
    rows = {
        ConcernTarget.comment: comments_of(experiment),
        ConcernTarget.picture: experiment.pictures,
    }.get(form.place.data)
    if rows is None:
        return experiment
    subject = get_or_404(rows, whole_number(form.about.data, LARGEST_PUBLIC_ID) or 0)
    if not subject.readable_by(current_user):
        abort(404)
    return subject


def _asked(experiment, form):
    subject = _subject(experiment, form)
    comment = None
    picture = None
    names = {}
    if form.place.data is ConcernTarget.comment:
        comment = subject
        names = names_in(comment)
    elif form.place.data is ConcernTarget.picture:
        picture = subject
    return render_page(
        "concerns/new.html",
        experiment=experiment,
        form=form,
        comment=comment,
        picture=picture,
        names=names,
        learnt=experiment.conclusions.exists(),
    )


def _waiting():
    rows, after = queries.waiting(
        whole_number(request.args.get("after"), LARGEST_PUBLIC_ID) or 0
    )
    return render_page(
        "concerns/index.html",
        rows=rows,
        after=after,
        left=queries.hidden_experiments(),
        decides=_decides,
        mends=_redaction_url,
    )


def _page_of(concern: Concern, form=None):
    sealed = queries.sealed_text_of(concern, current_user, now())
    texts = []
    if sealed:
        texts = [(_name_of(name), former) for name, former in sealed.texts.items()]
    return render_page(
        "concerns/concern.html",
        it=concern,
        experiment=concern.experiment,
        form=form,
        decides=_decides,
        mends=_redaction_url,
        texts=texts,
    )


def _name_of(name: str) -> str:
    if name == "body":
        return _("The comment")
    return field_texts().label(name)


def _decides(concern: Concern) -> dict[str, bool]:
    """The outcomes that the viewer may choose."""
    at = now()
    return {
        "shows": concern.decidable_by(current_user, at),
        "removes": concern.removable_by(current_user, at),
    }


def _redaction_url(concern: Concern) -> str:
    """The page on which the viewer sees or redacts the subject; "" if it is deleted."""
    experiment = concern.experiment
    if concern.comment is not None:
        return _comment_url(experiment, concern.comment)
    if concern.picture is not None:
        picture_id = concern.picture.public_id
        return url_for(
            "experiments.large_picture", id=experiment.id, picture_id=picture_id
        )
    if not concern.hides_everything:
        return ""
    if experiment.redactable_by(current_user):
        return url_for("concerns.mending", id=experiment.id)
    if concern.place is ConcernTarget.learning and experiment.is_author(current_user):
        return url_for("lessons.conclusion", id=experiment.id)
    return url_for("experiments.experiment", id=experiment.id)


def _comment_url(experiment, comment) -> str:
    endpoint = "comments.comment"
    if comment.redactable_by(current_user):
        endpoint = "concerns.mending_comment"
    elif comment.is_removed:
        return ""
    return url_for(endpoint, id=experiment.id, comment_id=comment.public_id)


def _mending_page(experiment, concern, form, conflicts=(), status=None):
    if status is None:
        status = 422 if form.errors else 200
    page = render_page(
        "concerns/mending.html",
        experiment=experiment,
        form=form,
        concern=concern,
        learnt=experiment.conclusions.exists(),
        conflicts=conflicts,
    )
    return page, status


def _back(experiment) -> str:
    """The page to go back to: the list if the viewer no longer sees the experiment."""
    if queries.is_still_visible(experiment, current_user):
        return url_for("experiments.experiment", id=experiment.id)
    return url_for("experiments.index")
