"""Menus, theme and language of every page."""

from __future__ import annotations

from flask import current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts.branding import current_branding
from tracker.accounts.models import Role, readable_by
from tracker.accounts.sessions import page_key
from tracker.config import Config
from tracker.core.validation import N_
from tracker.home.reader import duties_of_reader
from tracker.notifications.queries import unread
from tracker.web import clock, i18n
from tracker.web.i18n import translated

MENU = (
    ("home.home", N_("Home"), "home"),
    ("experiments.index", N_("Experiments"), "experiments"),
    ("lessons.index", N_("Lessons"), "lessons"),
    ("guidelines.index", N_("May I?"), "guidelines"),
    ("home.me", N_("Me"), "me"),
)
LEARNING = (
    ("questions.index", N_("Open questions"), None),
    ("dashboard.index", N_("What we learn"), None),
    ("summaries.index", N_("The quarters"), None),
    ("commitments.index", N_("Promises"), None),
    ("dashboard.stalls", N_("Where attempts stall"), None),
)
FRAME = (
    ("stakeholders.index", N_("Stakeholders"), None),
    ("readiness.index", N_("Readiness"), None),
    ("strategy.index", N_("Strategy"), None),
    ("business_case.index", N_("Business case"), None),
)
WAITING = (("dashboard.waiting", N_("What waits for you"), None),)
LEADING = WAITING + (("dashboard.leading", N_("When you lead here"), None),)
KEEPING = WAITING + (
    ("experiments.imports", N_("Import"), "upload"),
    ("guidelines.platforms", N_("Where are you?"), "branch"),
    ("vocabulary.synonyms", N_("Words of the search"), "search"),
    ("concerns.index", N_("Something personal?"), "eye"),
)
RUNNING = (
    ("accounts.people", N_("People"), "people"),
    ("accounts.units", N_("Units"), "people"),
    ("accounts.organisation", N_("The organisation's settings"), None),
    ("audit.index", N_("Audit log"), None),
)
KNOWLEDGE_GROUP = (N_("What we know"), LEARNING)
STEPS_GROUP = (N_("Five steps"), FRAME)
LEADER_GROUP = (N_("As a leader"), LEADING)
KEEPING_GROUP = (N_("To keep"), KEEPING)
ADMIN_GROUP = (N_("To run"), RUNNING)
MORE = {
    Role.employee: (KNOWLEDGE_GROUP, STEPS_GROUP),
    Role.leader: (LEADER_GROUP, KNOWLEDGE_GROUP, STEPS_GROUP),
    Role.facilitator: (KNOWLEDGE_GROUP, STEPS_GROUP, KEEPING_GROUP),
    Role.admin: (KNOWLEDGE_GROUP, STEPS_GROUP, KEEPING_GROUP, ADMIN_GROUP),
}
OWN = (
    ("notifications.index", N_("Notifications"), None),
    ("accounts.settings", N_("Settings"), None),
    ("accounts.sessions", N_("Where I am signed in"), None),
)


def template_context(config: Config) -> dict:
    """The variables that every template may use."""
    path = request.path
    if request.method == "GET":
        path = request.full_path.rstrip("?")
    languages = [
        (code, name, code == i18n.locale_code())
        for code, name in i18n.LANGUAGES.items()
    ]
    context = {
        "locale": i18n.locale_code(),
        "organisation": config.organisation,
        "look": current_branding(),
        "today": clock.today(),
        "path": path,
        "languages": languages,
    }
    if current_user.is_authenticated:
        return context | _signed_in_context()
    return context | SIGNED_OUT


SIGNED_OUT = {
    "theme": "system",
    "menu": [],
    "more_menu": [],
    "closed": set(),
    "account_menu": [],
    "unread_count": lambda: 0,
    "shortcuts": False,
    "keep_secret": "",
    "shortcut_new": "",
    "shortcut_find": "",
}


def _signed_in_context() -> dict:
    closed = set()
    if not readable_by(current_user):
        closed.add("dashboard.index")
    return {
        "theme": current_user.theme.value,
        "menu": _entries(MENU),
        "more_menu": _groups(MORE.get(current_user.role, ()), closed),
        "closed": closed,
        "account_menu": _entries(OWN) + _sign_out(),
        "unread_count": lambda: unread(current_user) + len(duties_of_reader()),
        "shortcuts": current_user.shortcuts,
        "keep_secret": page_key(current_user),
        "shortcut_new": url_for("experiments.new", _anchor="hypothesis"),
        "shortcut_find": url_for("experiments.index"),
    }


def _groups(groups, closed: set[str]) -> list[tuple[str, list[dict]]]:
    """Titles and their entries, without those that are closed to this person.

    Of pages below each other only the open one is current.
    """
    titled = []
    for title, entries in groups:
        allowed = [entry for entry in entries if entry[0] not in closed]
        titled.append((translated(title), _entries(allowed)))
    here = max(
        (
            entry["url"]
            for _, entries in titled
            for entry in entries
            if entry["current"]
        ),
        key=len,
        default="",
    )
    for _, entries in titled:
        for entry in entries:
            entry["current"] = entry["url"] == here
    return [(title, entries) for title, entries in titled if entries]


def _entries(entries) -> list[dict]:
    return [
        _entry(url_for(endpoint), words, icon)
        for endpoint, words, icon in entries
        if endpoint in current_app.view_functions
    ]


def _entry(url: str, words: str, icon: str | None) -> dict:
    here = request.path == url or (url != "/" and request.path.startswith(url + "/"))
    return {"url": url, "label": translated(words), "icon": icon, "current": here}


def _sign_out() -> list[dict]:
    return [
        {
            "url": url_for("accounts.logout"),
            "label": gettext("Sign out"),
            "current": False,
            "post": True,
        }
    ]
