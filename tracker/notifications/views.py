"""What I was told: in groups, read one or all; how I wish to be told; and no more mail
on Tuesdays, or at once, in one click.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import to_user_timezone
from flask_login import current_user, login_required

from tracker.db import LARGEST_PUBLIC_ID
from tracker.follows.queries import follows
from tracker.lessons.enums import Dependence
from tracker.lessons.models import Lesson, LocalResult, statuses_of
from tracker.lessons.models.recall import FALLEN
from tracker.notifications import queries
from tracker.notifications.forms import PreferencesForm
from tracker.notifications.links import (
    AT_ONCE,
    answer_url,
    person_of_token,
    target_url,
)
from tracker.notifications.models import Notice, Preference, Unsubscription
from tracker.notifications.queries import recall
from tracker.notifications.texts import sentence
from tracker.numbers import whole_number
from tracker.web.access import get_or_404
from tracker.web.clock import now, today
from tracker.web.i18n import date
from tracker.web.pagination import Page, first_page, page_of, paged
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_page

notifications = Blueprint("notifications", __name__)

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058


@notifications.get("/notifications")
@login_required
def index():
    shown = _shown(request.args.get("after"))
    groups = queries.notice_groups(shown.rows, current_user)
    fresh = [group for group in groups if group.unread]
    seen = [group for group in groups if not group.unread]
    until = 0
    if newest := queries.newest(current_user):
        until = newest.public_id
    return render_page(
        "notifications/index.html",
        fresh=_told(sorted(fresh, key=lambda group: not group.is_warm)),
        days=_by_day(_told(seen)),
        unread=queries.unread(current_user),
        until=until,
        after=shown.after,
        later=request.args.get("after"),
        **panels_of("notifications.index"),
    )


def _shown(after: str | None) -> Page:
    """A page of the groups; nearly everybody reads the first one alone."""
    if after:
        return paged(queries.groups(current_user), queries.NEWEST, after)
    begun = queries.newest_groups(current_user, first_page)
    return page_of(begun, queries.NEWEST)


def _told(groups) -> list[tuple]:
    """Each group with the sentence that tells it."""
    return [(group, sentence(group)) for group in groups]


def _by_day(told: list[tuple]) -> list[tuple]:
    """What is told under the day it came, which is said as one would say it."""
    return [
        (_day_heading(on), list(rows))
        for on, rows in groupby(told, lambda row: _day_of(row[0].notice.at))
    ]


def _day_of(at: dt.datetime) -> dt.date:
    return to_user_timezone(at).date()


def _day_heading(on: dt.date) -> str:
    heading = {0: _("Today"), 1: _("Yesterday")}.get((today() - on).days)
    return heading or date(on)


@notifications.get("/notifications/<int:id>")
@login_required
def notice(id):
    notice = get_or_404(queries.notices_of(current_user), id)
    notice.read_in_passing(now())
    place = target_url(notice)
    if request.args.get("answer"):
        place = answer_url(notice)
    return redirect(place, code=303)


@notifications.post("/notifications/<int:id>/reading")
@login_required
def read(id):
    get_or_404(queries.notices_of(current_user), id).read(now())
    return redirect_with_message(url_for("notifications.index"))


@notifications.post("/notifications/reading")
@login_required
def read_all():
    if until := whole_number(request.form.get("until"), LARGEST_PUBLIC_ID):
        newest = queries.told_as(current_user, until)
    else:
        newest = queries.newest(current_user)
    if newest:
        Notice.read_all(current_user, now(), until=newest.id)
    return redirect_with_message(url_for("notifications.index"), _("All read."))


@notifications.route("/me/notifications", methods=["GET", "POST"])
@login_required
def wishes():
    form = PreferencesForm.of(current_user)
    if form.validate_on_submit():
        Preference.set_deliveries(current_user, form.ways())
        if form.weekly.data:
            Unsubscription.lift(current_user)
        else:
            Unsubscription.record(current_user, now())
        return redirect_with_message(url_for("notifications.wishes"), _("Saved."))
    return render_page(
        "notifications/wishes.html", form=form, follows=follows(current_user)
    ), (422 if form.errors else 200)


@notifications.get("/unsubscribe/<token>")
def leave(token):
    return render_page(
        "notifications/leave.html",
        person=person_of_token(token) or abort(404),
        left=False,
    )


@notifications.post("/unsubscribe/<token>")
def left(token):
    """The link itself says who asks, so mail programs may post it in one click, without
    a session or its token.
    """
    person = _one_click(person_of_token(token))
    Unsubscription.record(person, now())
    return render_page("notifications/leave.html", person=person, left=True)


def lesson_panel(lesson: Lesson) -> dict:
    """How the reader depends on a lesson, and what they said of it.

    All ways are looked for where it is contested or retired, else only whether the
    reader used it three weeks ago or more.
    """
    ways = []
    if recall.has_fallen(lesson):
        ways = recall.dependences(lesson, current_user)
    elif recall.is_asked_whether_held(lesson, current_user, today()):
        ways = [Dependence.reuse]
    if not LocalResult.addable_by(current_user, lesson):
        ways = []
    return {"ways": ways, "own_result": recall.own_result(lesson, current_user)}


@notifications.get("/unsubscribe/at-once/<token>")
def leave_alerts(token):
    person = person_of_token(token, AT_ONCE) or abort(404)
    return render_page("notifications/leave_alerts.html", person=person, left=False)


@notifications.post("/unsubscribe/at-once/<token>")
def alerts_left(token):
    """As `left`: no session is needed."""
    person = _one_click(person_of_token(token, AT_ONCE))
    Preference.end_alerts(person)
    return render_page("notifications/leave_alerts.html", person=person, left=True)


def _one_click(person):
    """Whoever's mail program says that this is the one click; else an error."""
    if request.form.get(ONE_CLICK[0]) != ONE_CLICK[1]:
        abort(400)
    return person or abort(404)
