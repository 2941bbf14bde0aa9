"""Where a notice leads, and whom a link in a mail means."""

from __future__ import annotations

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts.models import Person
from tracker.notifications.enums import Page
from tracker.notifications.models import Notice
from tracker.web.responses import local_path


def target_url(notice: Notice) -> str:
    """The page where what was told can be seen."""
    experiment = notice.experiment_id
    page = notice.kind.page
    if notice.path:
        return local_path(notice.path) or url_for("notifications.index")
    if page is Page.concerns and "concerns.index" in current_app.view_functions:
        return url_for("concerns.index")
    if notice.comment_id:
        return url_for(
            "comments.comment", id=experiment, comment_id=notice.comment.public_id
        )
    if page is Page.conclusion:
        return url_for("lessons.conclusion", id=experiment)
    if page is Page.lesson and (lesson := notice.experiment.lessons.first()):
        return url_for("lessons.lesson", id=lesson.id)
    anchor = {"_anchor": "endorsements"} if page is Page.endorsements else {}
    return url_for(
        "experiments.experiment",
        id=notice.about_id if page is Page.about else experiment,
        **anchor,
    )


def unsubscribe_token(person: int) -> str:
    """What tells in a link of a mail whose it is; it says nothing else and does not run
    out, as old mails are read late.
    """
    return _signer().dumps(person)


def person_of_token(token: str) -> Person | None:
    """Whose link this is, if it is one of ours."""
    try:
        return Person.get_or_none(Person.id == _signer().loads(token))
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt="tuesday's mail")
