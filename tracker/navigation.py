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
from tracker.web.responses import page_path

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
    ("safe_conduct.index", N_("Safe conduct"), None),
    ("business_case.index", N_("Business case"), None),
)
WAITING = (("dashboard.waiting", N_("What waits for you"), None),)
LEADING = WAITING + (("dashboard.leading", N_("When you lead here"), None),)
KEEPING = WAITING + (
    ("experiments.imports", N_("Import"), "upload"),
    ("guidelines.platforms", N_("Platforms"), "branch"),
    ("vocabulary.synonyms", N_("Words of the search"), "search"),
    ("experiments.tags", N_("Tags"), None),
    ("concerns.index", N_("Hidden texts"), "eye"),
    ("fears.trial", N_("Try our own words"), None),
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
KEEPING_GROUP = (N_("Facilitator"), KEEPING)
ADMIN_GROUP = (N_("Administration"), RUNNING)
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
    path = request.script_root + request.path
    if request.method == "GET":
        path = page_path()
    languages = [
        (code, name, code == i18n.locale_code())
        for code, name in i18n.LANGUAGES.items()
    ]
    look = current_branding()
    context = {
        "locale": i18n.locale_code(),
        "organisation": look.name or config.organisation,
        "look": look,
        "today": clock.today(),
        "path": path,
        "languages": languages,
        "provider": config.oidc,
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
    closed = frozenset()
    if not readable_by(current_user):
        closed = frozenset(["dashboard.index"])
    more = tuple(
        (title, tuple(entry for entry in entries if entry[0] not in closed))
        for title, entries in MORE.get(current_user.role, ())
    )
    return {
        "theme": current_user.theme.value,
        "menu": _current(_entries(MENU)),
        "more_menu": _groups(more),
        "closed": closed,
        "account_menu": _current(_entries(OWN)) + _sign_out(),
        "unread_count": lambda: unread(current_user) + len(duties_of_reader()),
        "shortcuts": current_user.shortcuts,
        "keep_secret": page_key(current_user),
        "shortcut_new": url_for("experiments.new", _anchor="hypothesis"),
        "shortcut_find": url_for("experiments.index"),
    }


def _groups(groups: tuple) -> list[tuple[str, list[dict]]]:
    """Titles and their entries. Of pages below each other only the open one is current."""
    titled = [
        (translated(title), _current(_entries(entries))) for title, entries in groups
    ]
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


def _entries(entries: tuple) -> list[dict]:
    """Entries with their addresses and words, which are the same for every request of a
    language.
    """
    known = current_app.extensions.setdefault("menu_entries", {})
    place = (entries, i18n.locale_code(), request.script_root)
    if place not in known:
        known[place] = [
            {"url": url_for(endpoint), "label": translated(words), "icon": icon}
            for endpoint, words, icon in entries
            if endpoint in current_app.view_functions
        ]
    return known[place]


def _current(entries: list[dict]) -> list[dict]:
    """The entries with whether they lead to the page that is open, or one below it."""
    path = request.script_root + request.path
    front = url_for("home.home")
    return [
        entry
        | {
            "current": path == entry["url"]
            or (entry["url"] != front and path.startswith(entry["url"] + "/"))
        }
        for entry in entries
    ]


def _sign_out() -> list[dict]:
    return [
        {
            "url": url_for("accounts.logout"),
            "label": gettext("Sign out"),
            "current": False,
            "post": True,
        }
    ]
