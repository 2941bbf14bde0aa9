"""URLs of notices, and unsubscribe links of mails."""

from __future__ import annotations

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts.models import Person
from tracker.notifications.enums import Page
from tracker.notifications.models import Notice
from tracker.web.responses import local_path, site_path

# What is signed with the one does not end the other
WEEKLY = "tuesday's mail"
AT_ONCE = "mail at once"


def target_url(notice: Notice) -> str:
    """The URL of the page that a notice is about."""
    experiment = notice.experiment_id
    page = notice.kind.page
    if notice.path:
        return local_path(site_path(notice.path)) or url_for("notifications.index")
    if page is Page.concerns and "concerns.index" in current_app.view_functions:
        return url_for("concerns.index")
    if notice.comment_id:
        return url_for(
            "comments.comment", id=experiment, comment_id=notice.comment.public_id
        )
    if page is Page.conclusion:
        return url_for("lessons.conclusion", id=experiment)
    if page is Page.start:
        return url_for("experiments.start", id=experiment)
    if page is Page.implementation:
        return url_for("lessons.implementation", id=experiment)
    if page is Page.lesson and (lesson := notice.experiment.lessons.first()):
        return url_for("lessons.lesson", id=lesson.id)
    if page is Page.about:
        return url_for("experiments.experiment", id=notice.about_id)
    if page is Page.endorsements:
        return url_for("experiments.experiment", id=experiment, _anchor="endorsements")
    return url_for("experiments.experiment", id=experiment)


def answer_url(notice: Notice) -> str:
    """The URL where a notice is answered: the form under the thread of a comment."""
    if notice.comment_id is None:
        return target_url(notice)
    top = notice.comment.parent or notice.comment
    return url_for(
        "comments.replies",
        id=notice.experiment_id,
        comment_id=top.public_id,
        _anchor=f"reply-{top.public_id}",
    )


def unsubscribe_token(person: int, mails: str = WEEKLY) -> str:
    """Signed id of the recipient for unsubscribe links of such mails; never expires."""
    return _signer(mails).dumps(person)


def person_of_token(token: str, mails: str = WEEKLY) -> Person | None:
    """The recipient of the mail with this link; None for a forged one."""
    try:
        return Person.get_or_none(Person.id == _signer(mails).loads(token))
    except BadSignature:
        return None


def _signer(mails: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt=mails)
