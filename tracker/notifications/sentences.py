"""What somebody is told, as a sentence in the reader's language: for the page and for the mail."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.lessons.words import Bearing
from tracker.notifications.queries import Told
from tracker.notifications.words import Kind


def sentence(told: Told) -> str:
    """One sentence for a group of notices: "Alma and 3 others endorsed “…”"."""
    title = told.experiment.experiment.title if told.experiment else ""
    return SAID[told.notice.kind](told) % {"who": _who(told), "title": title, "n": told.n}


def _who(told: Told) -> str:
    name, others = told.who or (_("The author") if told.by_author else _("A colleague")), told.people - 1
    if others < 1:
        return name
    return ngettext("%(name)s and one more", "%(name)s and %(num)s others", others, name=name)


def _evidence(told: Told) -> str:
    if told.n > 1:
        return _("%(n)s attempts speak for or against what “%(title)s” taught")
    if told.notice.word == Bearing.contradicts:
        return _("Another attempt speaks against what “%(title)s” taught")
    return _("Another attempt supports what “%(title)s” taught")


def _conclusion(told: Told) -> str:
    return _("“%(title)s” is concluded. See what it taught")


SAID = {
    Kind.comment: lambda told: _("%(who)s commented on “%(title)s”"),
    Kind.reply: lambda told: _("%(who)s replied to you about “%(title)s”"),
    Kind.mention: lambda told: _("%(who)s mentioned you about “%(title)s”"),
    Kind.endorsement: lambda told: _("%(who)s endorsed “%(title)s”"),
    Kind.build_on: lambda told: _("%(who)s builds on “%(title)s”"),
    Kind.reuse: lambda told: _("%(who)s used what “%(title)s” taught"),
    Kind.evidence: _evidence,
    Kind.conclusion: _conclusion,
    Kind.claimed: lambda told: _("%(who)s stands by “%(title)s” by name"),
    Kind.awaiting: lambda told: _("“%(title)s” awaits its lesson. What did it teach you?"),
    Kind.review: lambda told: _("Is what “%(title)s” taught still true?"),
    Kind.concern: lambda told: _("Something personal may stand somewhere. Please look"),
}
