"""Hiding something personal at once; and what comes of it, for facilitators and for
those whose words it is about.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

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
from tracker.experiments.queries import visible_to
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page

concerns = Blueprint("concerns", __name__)

# To hide what one sees in a long evening, and not a colleague's whole work
AT_ONCE = 10
PER = dt.timedelta(hours=1)


@concerns.get("/experiments/<int:id>/concerns")
@login_required
def new(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(not experiment.is_draft)
    form = ConcernForm(
        place=request.args.get("place", ""), about=request.args.get("about", "")
    )
    return _asked(experiment, form)


@concerns.post("/experiments/<int:id>/concerns")
@login_required
def voice(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(not experiment.is_draft)
    form = ConcernForm()
    subject = _subject(experiment, form)
    if not form.validate_on_submit():
        return _asked(experiment, form), 422
    if not TokenBucket.take(
        f"concern {current_user.id}", capacity=AT_ONCE, per=PER, at=now()
    ):
        abort(429)
    Concern.add(
        subject, place=form.place.data, words=form.words.data, by=current_user, at=now()
    )
    told = _(
        "It is hidden, and the facilitators and its author are told. Thank you for looking out."
    )
    return redirect_with_message(_back(experiment), told)


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
    if not form.try_call(
        concern.remove if removes else concern.show_again, by=current_user, at=now()
    ):
        return _page_of(concern, form), 409
    if removes and picture:
        files.discard(current_app.config["TRACKER"].files, [picture.file])
    there = (
        url_for("concerns.index")
        if current_user.facilitates
        else url_for("concerns.concern", id=concern.public_id)
    )
    return redirect_with_message(
        there, _("Removed.") if removes else _("It is shown again.")
    )


@concerns.route("/experiments/<int:id>/mending", methods=["GET", "POST"])
@login_required
def mending(id):
    """The texts of a hidden attempt, for a facilitator to take out what is personal."""
    experiment = get_or_404(visible_to(current_user), id)
    concern = queries.hiding(experiment)
    require(concern is not None and experiment.redactable_by(current_user))
    form = RedactionForm() if request.method == "POST" else RedactionForm.of(experiment)
    if not form.validate_on_submit():
        return _mending_page(experiment, concern, form)
    answers = {
        **form.versions(),
        **form.texts(),
        "by": current_user,
        "at": now(),
        "on": today(),
    }
    try:
        if not form.try_call(concern.redact, **answers):
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
    """A hidden comment, for a facilitator to take out what is personal."""
    experiment = get_or_404(visible_to(current_user), id)
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
    return render_page(
        "concerns/mending.html",
        experiment=experiment,
        comment=comment,
        form=form,
    ), (422 if form.errors else 200)


# Beats that several views share


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
    """What the form is about, among what the viewer may see of this experiment."""
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
    place = form.place.data
    comment, picture = (
        subject if place is wanted else None
        for wanted in (ConcernTarget.comment, ConcernTarget.picture)
    )
    names = names_in(comment) if comment else {}
    around = {
        "comment": comment,
        "picture": picture,
        "names": names,
        "learnt": experiment.conclusions.exists(),
    }
    return render_page("concerns/new.html", experiment=experiment, form=form, **around)


def _waiting():
    rows, after = queries.waiting(
        whole_number(request.args.get("after"), LARGEST_PUBLIC_ID) or 0
    )
    around = {
        "left": queries.hidden_experiments(),
        "decides": _decides,
        "mends": _mends,
    }
    return render_page("concerns/index.html", rows=rows, after=after, **around)


def _page_of(concern: Concern, form=None):
    sealed = queries.sealed_text_of(concern, current_user, now())
    texts = (
        [(_name_of(name), said) for name, said in sealed.texts.items()]
        if sealed
        else []
    )
    around = {"decides": _decides, "mends": _mends, "texts": texts}
    return render_page(
        "concerns/concern.html",
        it=concern,
        experiment=concern.experiment,
        form=form,
        **around,
    )


def _name_of(name: str) -> str:
    if name == "body":
        return _("The comment")
    return field_texts().label(name)


def _decides(concern: Concern) -> dict[str, bool]:
    """What the viewer may decide on it."""
    at = now()
    return {
        "shows": concern.decidable_by(current_user, at),
        "removes": concern.removable_by(current_user, at),
    }


def _mends(concern: Concern) -> str:
    """Where the viewer may look at it and mend it; "" where nothing is left to mend."""
    experiment = concern.experiment
    comment = concern.comment
    if comment is not None:
        if comment.redactable_by(current_user):
            return url_for(
                "concerns.mending_comment",
                id=experiment.id,
                comment_id=comment.public_id,
            )
        if comment.is_removed:
            return ""
        return url_for(
            "comments.comment", id=experiment.id, comment_id=comment.public_id
        )
    if concern.picture is not None:
        return url_for(
            "experiments.large_picture",
            id=experiment.id,
            picture_id=concern.picture.public_id,
        )
    if not concern.hides_everything:
        return ""
    if experiment.redactable_by(current_user):
        return url_for("concerns.mending", id=experiment.id)
    learning = concern.place is ConcernTarget.learning and experiment.is_author(
        current_user
    )
    return url_for(
        "lessons.conclusion" if learning else "experiments.experiment", id=experiment.id
    )


def _mending_page(experiment, concern, form, conflicts=(), status=None):
    around = {
        "concern": concern,
        "learnt": experiment.conclusions.exists(),
        "conflicts": conflicts,
    }
    shown = render_page(
        "concerns/mending.html", experiment=experiment, form=form, **around
    )
    return shown, status or (422 if form.errors else 200)


def _back(experiment) -> str:
    """Where the viewer may go on: what is hidden altogether has no page any more."""
    still = queries.is_still_visible(experiment, current_user)
    if still:
        return url_for("experiments.experiment", id=experiment.id)
    return url_for("experiments.index")
