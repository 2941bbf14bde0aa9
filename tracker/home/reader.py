"""What the reader of a page has to do; asked once a request, for the bell and the page."""

from __future__ import annotations

from flask import g
from flask_login import current_user

from tracker.accounts.models.setting import settings_to_ask
from tracker.experiments.queries.mine import unshown_to_ask
from tracker.follows.queries import following_to_ask
from tracker.home.queries import Duty, duties
from tracker.home.queries.duty import duties_to_ask
from tracker.notifications.queries.inbox import unread_to_ask
from tracker.prepared_together import ask_together
from tracker.web.clock import now, today


def ask_about_reader() -> None:
    """Ask in one statement what nearly every page says of its reader."""
    person = current_user._get_current_object()
    ask_together(
        [
            unshown_to_ask(person),
            unread_to_ask(person),
            following_to_ask(person),
            *duties_to_ask(person),
            settings_to_ask(),
        ]
    )


def duties_of_reader() -> list[Duty]:
    """What waits for the reader because of their role."""
    if "duties" not in g:
        g.duties = duties(current_user, at=now(), on=today())
    return g.duties
