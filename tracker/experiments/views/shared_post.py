"""Views: what a phone or a bookmark shares becomes a plan, its pictures too."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from flask import Blueprint, abort, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.accounts.models import TokenBucket
from tracker.accounts.rate_limits import client_network
from tracker.core.validation import FieldError, ValidationFailed
from tracker.experiments import files
from tracker.experiments.file_answer import LARGEST_PICTURES, folder
from tracker.experiments.files.attach import NOTE
from tracker.experiments.models import Experiment, Link, SharedPost
from tracker.experiments.models.shared_post import LARGEST_KEPT
from tracker.guidelines.models import Platform
from tracker.web.access import require_found
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page
from tracker.web.shared_post import shared_plan

shared_posts = Blueprint("shared_posts", __name__, url_prefix="/share")

TEXTS = ("title", "text", "url")
# What somebody who is not signed in may leave: shares in an hour from one network
TRIES = 5
HOUR = dt.timedelta(hours=1)
# Whom a browser names as having sent a share: itself, or a page of ours
OWN_BROWSER = ("none", "same-origin")


@shared_posts.url_value_preprocessor
def let_pictures_in(endpoint, values):
    """Raise the limit for this route, before the form is read."""
    if endpoint != "shared_posts.receive":
        return
    request.max_content_length = LARGEST_KEPT
    if "_user_id" in session:
        request.max_content_length = LARGEST_PICTURES


@shared_posts.get("")
@login_required
def share():
    """The plan form, filled in with what a bookmark shares."""
    return redirect(url_for("experiments.new", **shared_plan(request.args)), code=303)


@shared_posts.post("")
def receive():
    """What a phone shares. It knows no token of a form: see `OWN_BROWSER`."""
    if request.headers.get("Sec-Fetch-Site") not in OWN_BROWSER:
        abort(400)
    given = {name: request.form[name] for name in TEXTS if request.form.get(name)}
    pictures = [one.stream for one in request.files.getlist("pictures") if one]
    if not pictures:
        return redirect(url_for("shared_posts.share", **given), code=303)
    if current_user.is_authenticated:
        return _draft(given, pictures)
    token = _kept(given, pictures)
    if token is None:
        flash(_("Sign in, and share the picture once more: it could not be kept."))
        after = url_for("shared_posts.share", **given)
    else:
        flash(_("Sign in, and what you shared is still here."))
        after = url_for("shared_posts.kept", token=token)
    return redirect(url_for("accounts.login", next=after), code=303)


@shared_posts.get("/<token>")
@login_required
def kept(token):
    """What was shared before its owner was signed in."""
    post = require_found(SharedPost.by_token(token, now()))
    return render_page(
        "experiments/shared_post.html",
        plan=shared_plan(post.given),
        pictures=post.pictures.count(),
        token=token,
    )


@shared_posts.post("/<token>")
@login_required
def draft(token):
    post = require_found(SharedPost.by_token(token, now()))
    answer = _draft(post.given, [io.BytesIO(it) for it in post.contents()])
    post.delete_instance()
    return answer


def _kept(given: dict[str, str], pictures: Sequence[BinaryIO]) -> str | None:
    """The token of a share that is kept; None where it cannot be."""
    key = f"share {client_network()}"
    if not TokenBucket.take(key, capacity=TRIES, per=HOUR, at=now()):
        return None
    return SharedPost.keep(given, [one.read() for one in pictures], at=now())


def _draft(given: Mapping[str, str], pictures: list[BinaryIO]):
    """Make a draft with the pictures; the answer leads to its form."""
    plan = shared_plan(given)
    link = plan.get("link", "")[: Link.url.max_length]
    experiment = Experiment.create(
        by=current_user,
        at=now(),
        title=" ".join(plan.get("q", "").split())[: Experiment.title.max_length],
        method=plan.get("method", "")[: Experiment.method.max_length],
        platform=_platform_at(link),
        draft_extras={"link": link},
    )
    for problem in _attached(experiment, pictures):
        category = "message" if problem.field == NOTE else "error"
        flash(translated(problem.message, **problem.params), category)
    message = _("It is a draft now, which only you see.")
    if number := experiment.pictures.count():
        message = ngettext(
            "It is a draft now, with its picture. Only you see it.",
            "It is a draft now, with its %(num)s pictures. Only you see it.",
            number,
        )
    there = url_for("experiments.edit", id=experiment.id)
    return redirect_with_message(there, message)


def _platform_at(link: str) -> Platform | None:
    platform = Platform.at_link(link) if link else None
    if platform and platform.in_use:
        return platform
    return None


def _attached(experiment: Experiment, pictures: list[BinaryIO]) -> list[FieldError]:
    """Attach the pictures; returns what is to be told of them."""
    try:
        return files.attach_pictures(
            experiment,
            pictures=pictures,
            alt=[],
            folder=folder(),
            by=current_user,
            at=now(),
        )
    except ValidationFailed as refused:
        return list(refused.problems)
