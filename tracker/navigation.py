"""Menus, theme and language of every page."""

from __future__ import annotations

import threading

from cachetools import LRUCache
from flask import Flask, current_app, request, url_for
from flask_login import current_user
from markupsafe import Markup

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
from tracker.web.templates import rendered_part

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


# Role, endpoints that are closed, language, and the path that the product is below
Menus = tuple[Role, frozenset[str], str, str]
_lock = threading.Lock()


def init_app(app: Flask) -> None:
    app.extensions["menus"] = LRUCache(300)
    app.extensions["menu_urls"] = {}


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
    "closed": frozenset(),
    "shortcuts": False,
    "keep_secret": "",
    "shortcut_new": "",
    "shortcut_find": "",
}


def _signed_in_context() -> dict:
    return {
        "theme": current_user.theme.value,
        "site_menu": site_menu,
        "closed": _closed(),
        "shortcuts": current_user.shortcuts,
        "keep_secret": page_key(current_user),
        "shortcut_new": url_for("experiments.new", _anchor="hypothesis"),
        "shortcut_find": url_for("experiments.index"),
    }


def _closed() -> frozenset[str]:
    """The endpoints that the reader may not open."""
    if readable_by(current_user):
        return frozenset()
    return frozenset(["dashboard.index"])


def site_menu() -> Markup:
    """The menus of the reader, drawn once for all who have the same ones and as much that
    is new, on all pages below the same entries.
    """
    path = request.script_root + request.path
    menus = (current_user.role, _closed(), i18n.locale_code(), request.script_root)
    here = frozenset(url for url in _urls(menus) if _is_below(path, url))
    new = unread(current_user) + len(duties_of_reader())
    kept = current_app.extensions["menus"]
    place = (*menus, here, new)
    with _lock:
        drawn = kept.get(place)
    if drawn is None:
        drawn = _drawn(menus, here, new)
        with _lock:
            kept[place] = drawn
    return drawn


def _drawn(menus: Menus, here: frozenset[str], new: int) -> Markup:
    role, closed, _language, _root = menus
    return rendered_part(
        "kit/_menu.html",
        menu=_entries(MENU),
        more=[
            (translated(title), _entries(some)) for title, some in _more(role, closed)
        ],
        own=_entries(OWN),
        here=here,
        # Of pages below each other only the open one is marked
        open=max(here - _of(MENU, OWN), key=len, default=""),
        new=new,
    )


def _urls(menus: Menus) -> frozenset[str]:
    """The addresses of all entries of some menus."""
    known = current_app.extensions["menu_urls"]
    if menus not in known:
        role, closed, _language, _root = menus
        groups = [entries for _title, entries in _more(role, closed)]
        known[menus] = _of(MENU, OWN, *groups)
    return known[menus]


def _of(*groups: tuple) -> frozenset[str]:
    return frozenset(entry["url"] for entries in groups for entry in _entries(entries))


def _more(role: Role, closed: frozenset[str]) -> list[tuple[str, tuple]]:
    """The groups of a role beside the main menu: titles and their entries."""
    groups = [
        (title, tuple(entry for entry in entries if entry[0] not in closed))
        for title, entries in MORE.get(role, ())
    ]
    return [(title, entries) for title, entries in groups if entries]


def _entries(entries: tuple) -> list[dict]:
    """Entries with their addresses and words."""
    return [
        {"url": url_for(endpoint), "label": translated(words), "icon": icon}
        for endpoint, words, icon in entries
        if endpoint in current_app.view_functions
    ]


def _is_below(path: str, url: str) -> bool:
    """Whether an address leads to the page of a path, or to one above it."""
    front = request.script_root + "/"
    return path == url or (url != front and path.startswith(url + "/"))
