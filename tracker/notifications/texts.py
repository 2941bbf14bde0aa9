"""The sentence of a notice in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.endorsements.models import EndorsementKind
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.notifications.enums import NoticeKind
from tracker.notifications.queries import NoticeGroup
from tracker.plaintext import within_quotes
from tracker.web.i18n import translated


def sentence(told: NoticeGroup) -> str:
    """One sentence for a group of notices: "Alma and 3 others used your lesson from “…”"."""
    title = ""
    if told.experiment:
        title = within_quotes(told.experiment.experiment.title)
    kind = told.notice.kind
    if kind in SAID:
        text = SAID[kind](told)
    else:
        text = translated(kind.sentence)
    return text % {
        "who": _who(told),
        "unit": told.unit,
        "title": title,
        "n": told.n,
        "reason": within_quotes(told.reason),
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


def _endorsement(told: NoticeGroup) -> str:
    said = {
        EndorsementKind.learned: _("%(who)s learnt something from “%(title)s”"),
        EndorsementKind.would_try: _("%(who)s would like to try “%(title)s” too"),
        EndorsementKind.courage: _("%(who)s found that “%(title)s” took courage"),
    }
    return said[told.notice.word]


def _reuse(told: NoticeGroup) -> str:
    if told.unit and told.people == 1:
        return _("%(who)s from %(unit)s used your lesson from “%(title)s”")
    return _("%(who)s used your lesson from “%(title)s”")


def _asked(told: NoticeGroup) -> str:
    said = {
        "soon": _("Somebody asked what one may do. The time to answer soon runs out"),
        "overdue": _("Somebody asked what one may do, and still waits for an answer"),
    }
    return said.get(
        told.notice.word, _("Somebody asks what one may do, and waits for an answer")
    )


def _followed(told: NoticeGroup) -> str:
    said = {
        "new": _("New attempt about something you follow: “%(title)s”"),
        "conclusion": _("New lesson about something you follow: “%(title)s”"),
        "reuse": _("%(who)s used the lesson from “%(title)s”, which you follow"),
        EvidenceDirection.supports: _(
            "Another attempt supports the lesson from “%(title)s”, which you follow"
        ),
        EvidenceDirection.contradicts: _(
            "Another attempt points another way than “%(title)s”, which you follow"
        ),
    }
    commented = _("%(who)s commented on “%(title)s”, which you follow")
    return said.get(told.notice.word, commented)


def _evidence(told: NoticeGroup) -> str:
    if told.n > 1:
        return _("%(n)s attempts speak for or against the lesson from “%(title)s”")
    if told.notice.word == EvidenceDirection.contradicts:
        return _("Another attempt points another way than “%(title)s”")
    return _("Another attempt supports the lesson from “%(title)s”")


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


def _of_page(
    told: NoticeGroup,
    summary: str,
    business_case: str,
    strategy: str,
    safe_conduct: str = "",
) -> str:
    """The one of the sentences that is about what is signed at the page that a notice leads to."""
    feature = told.notice.path.split("/")[1:2]
    said = {
        "business-case": business_case,
        "strategy": strategy,
        "safe-conduct": safe_conduct,
    }
    return said.get("".join(feature), summary)


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
        told,
        summary,
        business_case,
        _("The strategy is ready for your signature"),
        _("The safe conduct is ready for your signature"),
    )


def _signed(told: NoticeGroup) -> str:
    summary = _("The quarter is signed. See what we learnt")
    business_case = _("The business case is signed")
    return _of_page(
        told,
        summary,
        business_case,
        _("The strategy is signed"),
        _("A leader has signed the safe conduct"),
    )


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
    NoticeKind.endorsement: _endorsement,
    NoticeKind.reuse: _reuse,
    NoticeKind.asked: _asked,
    NoticeKind.followed: _followed,
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
