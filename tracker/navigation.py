"""Menus, theme and language of every page."""

from __future__ import annotations

from typing import NamedTuple

from flask import current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from tracker.accounts.branding import current_branding
from tracker.accounts.models import Role, readable_by
from tracker.accounts.sessions import page_key
from tracker.core.validation import N_
from tracker.home.reader import duties_of_reader
from tracker.notifications.queries import unread
from tracker.web import clock, i18n
from tracker.web.i18n import translated
from tracker.web.responses import page_path
from tracker.web.stencil import Stencil
from tracker.web.templates import rendered_macro

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


def template_context() -> dict:
    """The variables that every template may use."""
    config = current_app.config["TRACKER"]
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
    "menus": None,
    "closed": set(),
    "unread_count": lambda: 0,
    "shortcuts": False,
    "keep_secret": "",
    "shortcut_new": "",
    "shortcut_find": "",
}


def _signed_in_context() -> dict:
    reader = current_user._get_current_object()
    closed = frozenset()
    if not readable_by(reader):
        closed = frozenset(["dashboard.index"])
    return {
        "theme": reader.theme.value,
        "menus": _menus(reader.role, closed),
        "closed": closed,
        "unread_count": lambda: unread(reader) + len(duties_of_reader()),
        "shortcuts": reader.shortcuts,
        "keep_secret": page_key(reader),
        "shortcut_new": url_for("experiments.new", _anchor="hypothesis"),
        "shortcut_find": url_for("experiments.index"),
    }


class Menus(NamedTuple):
    """What stands at the head of a page: the menu, and the one with what else there is."""

    main: Markup
    more: Markup


def _menus(role: Role, closed: frozenset[str]) -> Menus:
    """The menus of a role, drawn once for each language and each page that is open."""
    known = current_app.extensions.setdefault("menus", {})
    place = (role, closed, i18n.locale_code(), request.script_root)
    groups = _open_to(role, closed)
    if place not in known:
        listed = (MENU, *(entries for _, entries in groups), OWN)
        urls = [entry["url"] for entries in listed for entry in _entries(entries)]
        known[place] = (url_for("home.home"), urls, {})
    front, urls, drawn = known[place]
    path = request.script_root + request.path
    opened = tuple(url for url in urls if _leads_to(url, path, front))
    if opened not in drawn:
        drawn[opened] = _drawn(groups)
    main, more = drawn[opened]
    return Menus(main, more.filled({"token": generate_csrf()}))


def _open_to(role: Role, closed: frozenset[str]) -> tuple:
    """Titles and entries of what else there is for a role."""
    return tuple(
        (title, tuple(entry for entry in entries if entry[0] not in closed))
        for title, entries in MORE.get(role, ())
    )


def _drawn(groups: tuple) -> tuple[Markup, Stencil]:
    own = _current(_entries(OWN)) + _sign_out()
    main = rendered_macro("kit/menus.html", "main_menu", _current(_entries(MENU)))
    more = rendered_macro("kit/menus.html", "more_menu", _groups(groups), own)
    return main, Stencil.of(more, {generate_csrf(): "token"})


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
        entry | {"current": _leads_to(entry["url"], path, front)} for entry in entries
    ]


def _leads_to(url: str, path: str, front: str) -> bool:
    """Whether an address is that of a page, or of one above it; of the front itself."""
    return path == url or (url != front and path.startswith(url + "/"))


def _sign_out() -> list[dict]:
    return [
        {
            "url": url_for("accounts.logout"),
            "label": gettext("Sign out"),
            "current": False,
            "post": True,
        }
    ]
