"""Views: feeds of lessons and the calendar of one's own days."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, g, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from tracker.api.resources.experiment import day_of
from tracker.api.resources.lesson import LessonItem
from tracker.api.results import found_lessons, lesson_tags
from tracker.experiments.models.tag import tidy_tags
from tracker.feeds import queries
from tracker.feeds.atom import FeedEntry, atom
from tracker.feeds.icalendar import CalendarEvent, icalendar
from tracker.tokens import bearer
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken, service_viewer
from tracker.web.access import get_or_404
from tracker.web.clock import now, today
from tracker.web.responses import public_url

feeds = Blueprint("feeds", __name__, url_prefix="/feeds/<token>")


@feeds.before_request
def require_token():
    """Let in whoever has the address; to anybody else nothing is there."""
    g._login_user = current_app.login_manager.anonymous_user()
    token = AccessToken.by_secret(request.view_args.pop("token"), now())
    if token is None or not token.allows(_scope()):
        abort(404)
    bearer.use(token)


@feeds.get("/lessons.atom")
def lessons():
    return _feed(_("What colleagues learnt"), {})


@feeds.get("/units/<int:id>.atom")
def unit(id):
    unit = get_or_404(queries.open_units(), id)
    return _feed(_("What %(unit)s learnt", unit=unit.name), {"unit": str(unit.id)})


@feeds.get("/tags/<path:name>.atom")
def tag(name):
    name = next(iter(tidy_tags([name])), "") or abort(404)
    return _feed(_("What we learnt about #%(tag)s", tag=name), {"tag": name})


@feeds.get("/days.ics")
def calendar():
    host = urlsplit(public_url("home.home")).hostname
    home = public_url("home.home").rstrip("/")
    events = [
        CalendarEvent(f"{it.key}@{host}", it.day, _summary(it), home + it.path)
        for it in queries.days_of(current_user)
    ]
    text = icalendar(_("Attempts and promises"), events, on=today())
    return _answer(text, "text/calendar; charset=utf-8")


# Shared by several views


def _scope() -> Scope:
    if request.endpoint == "feeds.calendar":
        return Scope.calendar
    return Scope.feeds


def _feed(title: str, filters: dict[str, str]) -> Response:
    """A feed of what everybody may see, whoever made its address."""
    viewer = service_viewer(current_user.locale)
    g._login_user = viewer
    found = found_lessons("", viewer, MultiDict(filters))
    if found is None:
        abort(404)
    tags = lesson_tags(found)
    entries = [_entry(it, tags) for it in found]
    organisation = current_app.config["TRACKER"].organisation
    url = public_url("lessons.index", **filters)
    made = atom(url, f"{organisation}: {title}", organisation, entries)
    return _answer(made, "application/atom+xml; charset=utf-8")


def _entry(it: LessonItem, tags: dict[int, list[str]]) -> FeedEntry:
    unit = it.row.credit.unit
    return FeedEntry(
        url=public_url("lessons.lesson", id=it.lesson.id),
        title=it.lesson.statement,
        summary=it.lesson.context,
        day=day_of(it.lesson.stated_at),
        author=unit.name if unit else "",
        tags=tags[it.row.experiment.id],
    )


def _summary(it: queries.CalendarDay) -> str:
    title = it.title or _("an attempt that only your unit sees")
    if it.kind == "starts":
        return _("Begins: %(title)s", title=title)
    if it.kind == "ends":
        return _("Ends: %(title)s", title=title)
    if it.kind == "review":
        return _("What came of it? %(title)s", title=title)
    return _("Promise: %(text)s", text=title)


def _answer(text: bytes, kind: str) -> Response:
    response = Response(text, content_type=kind)
    response.headers["Cache-Control"] = "private, no-cache"
    # The address holds the token: no page that it leads to may learn it
    response.headers["Referrer-Policy"] = "no-referrer"
    response.set_etag(hashlib.sha256(text).hexdigest()[:32])
    return response.make_conditional(request)
