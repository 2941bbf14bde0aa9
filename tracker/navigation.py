"""What every page has around it: the menu, one more for those who keep things, one's
own, theme and language.
"""

from __future__ import annotations

from flask import current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts.branding import current_branding
from tracker.accounts.models import Role, readable_by
from tracker.accounts.sessions import page_key
from tracker.config import Config
from tracker.core.validation import N_
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
LEADING = (("dashboard.waiting", N_("Waits for an answer"), None),)
KEEPING = (
    ("experiments.imports", N_("Import"), "upload"),
    ("guidelines.platforms", N_("Where are you?"), "branch"),
    ("concerns.index", N_("Something personal?"), "eye"),
)
RUNNING = (
    ("accounts.people", N_("People"), "people"),
    ("accounts.units", N_("Units"), "people"),
    ("accounts.organisation", N_("The organisation's settings"), None),
    ("audit.index", N_("Audit log"), None),
)
READING = ((N_("What we know"), LEARNING), (N_("Five steps"), FRAME))
MORE = {
    Role.employee: READING,
    Role.leader: ((N_("As a leader"), LEADING), *READING),
    Role.facilitator: (*READING, (N_("To keep"), KEEPING)),
    Role.admin: (*READING, (N_("To keep"), KEEPING), (N_("To run"), RUNNING)),
}
OWN = (
    ("notifications.index", N_("Notifications"), None),
    ("accounts.settings", N_("Settings"), None),
    ("accounts.sessions", N_("Where I am signed in"), None),
)


def template_context(config: Config) -> dict:
    """What every template may use besides its own."""
    signed_in = current_user.is_authenticated
    closed = (
        set() if not signed_in or readable_by(current_user) else {"dashboard.index"}
    )
    return {
        "theme": current_user.theme.value if signed_in else "system",
        "locale": i18n.locale_code(),
        "organisation": config.organisation,
        "look": current_branding(),
        "today": clock.today(),
        "path": request.full_path.rstrip("?")
        if request.method == "GET"
        else request.path,
        "menu": _entries(MENU) if signed_in else [],
        "more_menu": _groups(MORE.get(current_user.role, ()), closed)
        if signed_in
        else [],
        "closed": closed,
        "account_menu": [*_entries(OWN), *_sign_out()] if signed_in else [],
        "languages": [
            (code, name, code == i18n.locale_code())
            for code, name in i18n.LANGUAGES.items()
        ],
        "unread_count": lambda: unread(current_user) if signed_in else 0,
        "shortcuts": signed_in and current_user.shortcuts,
        "keep_secret": page_key(current_user) if signed_in else "",
        "shortcut_new": url_for("experiments.new") if signed_in else "",
        "shortcut_find": url_for("experiments.index") if signed_in else "",
    }


def _groups(groups, closed: set[str]) -> list[tuple[str, list[dict]]]:
    """Titles and their entries, without what is closed to this person; of pages that
    lie below each other, only the one that is
    open is told to be current."""
    told = [
        (
            translated(title),
            _entries(entry for entry in entries if entry[0] not in closed),
        )
        for title, entries in groups
    ]
    here = max(
        (entry["url"] for _, entries in told for entry in entries if entry["current"]),
        key=len,
        default="",
    )
    for _, entries in told:
        for entry in entries:
            entry["current"] = entry["url"] == here
    return [(title, entries) for title, entries in told if entries]


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
