"""The sentence of a notice in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.notifications.enums import NoticeKind
from tracker.notifications.queries import NoticeGroup
from tracker.web.i18n import translated


def sentence(told: NoticeGroup) -> str:
    """One sentence for a group of notices: "Alma and 3 others endorsed “…”"."""
    title = ""
    if told.experiment:
        title = told.experiment.experiment.title
    kind = told.notice.kind
    if kind in SAID:
        text = SAID[kind](told)
    else:
        text = translated(kind.sentence)
    return text % {
        "who": _who(told),
        "title": title,
        "n": told.n,
        "reason": told.reason,
    }


def _who(told: NoticeGroup) -> str:
    name = told.who or _("A colleague")
    if told.by_author and not told.who:
        name = _("The author")
    others = told.people - 1
    if others < 1:
        return name
    return ngettext(
        "%(name)s and one more", "%(name)s and %(num)s others", others, name=name
    )


def _evidence(told: NoticeGroup) -> str:
    if told.n > 1:
        return _("%(n)s attempts speak for or against what “%(title)s” taught")
    if told.notice.word == EvidenceDirection.contradicts:
        return _("Another attempt speaks against what “%(title)s” taught")
    return _("Another attempt supports what “%(title)s” taught")


def _recalled(told: NoticeGroup) -> str:
    """With the reason, where somebody wrote one that the reader may see."""
    retired = told.notice.word == LessonStatus.retired
    if retired and told.reason:
        return _(
            "You use what “%(title)s” taught, and it no longer holds: “%(reason)s”"
        )
    if retired:
        return _("You use what “%(title)s” taught, and it no longer holds")
    if told.reason:
        return _(
            "You use what “%(title)s” taught, and another attempt speaks against it:"
            " “%(reason)s”"
        )
    return _("You use what “%(title)s” taught, and another attempt speaks against it")


def _promised(told: NoticeGroup) -> str:
    if told.experiment:
        return _("%(who)s promises something because of “%(title)s”")
    return _("%(who)s promises something. See what, and by when")


def _due(told: NoticeGroup) -> str:
    if told.notice.word == "over":
        return _("The day of what you promised has passed. What became of it?")
    return _("What you promised is soon due. How does it go?")


def _kept(told: NoticeGroup) -> str:
    if told.experiment:
        return _("%(who)s tells what became of a promise made because of “%(title)s”")
    return _("%(who)s tells what became of a promise")


def _of_page(told: NoticeGroup, summary: str, business_case: str, strategy: str) -> str:
    """The one of the sentences that is about what is signed at the page that a notice leads to."""
    feature = told.notice.path.split("/")[1:2]
    return {"business-case": business_case, "strategy": strategy}.get(
        "".join(feature), summary
    )


def _drafted(told: NoticeGroup) -> str:
    summary = _("The summary of the quarter is drafted. Read it and make it yours")
    business_case = _("The business case is drafted. Read it and make it yours")
    return _of_page(
        told,
        summary,
        business_case,
        _("The strategy is drafted. Read it and make it yours"),
    )


def _to_sign(told: NoticeGroup) -> str:
    summary = _("The summary of the quarter is ready for your word and your signature")
    business_case = _("The business case is ready for your signature")
    return _of_page(
        told, summary, business_case, _("The strategy is ready for your signature")
    )


def _signed(told: NoticeGroup) -> str:
    summary = _("The quarter is signed. See what we learnt")
    business_case = _("The business case is signed")
    return _of_page(told, summary, business_case, _("The strategy is signed"))


def _concern(told: NoticeGroup) -> str:
    said = {
        "hidden": _(
            "Somebody saw something personal in “%(title)s”. It is hidden until it has been"
            " looked at"
        ),
        "mended": _(
            "A facilitator has changed words of yours in “%(title)s” while they are hidden"
        ),
        "shown": _("What was hidden in “%(title)s” is shown again"),
        "removed": _("Something of yours in “%(title)s” was removed, or stays hidden"),
    }
    return said.get(
        told.notice.word, _("Something personal may stand somewhere. Please look")
    )


# Sentences that depend on more than who, what and how many
SAID = {
    NoticeKind.evidence: _evidence,
    NoticeKind.recalled: _recalled,
    NoticeKind.concern: _concern,
    NoticeKind.promised: _promised,
    NoticeKind.due: _due,
    NoticeKind.kept: _kept,
    NoticeKind.drafted: _drafted,
    NoticeKind.to_sign: _to_sign,
    NoticeKind.signed: _signed,
}
