"""The five sentences that the dashboard begins with; each opens its section."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.result_types import Share
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.small_groups import Figure
from tracker.web.i18n import number, translated


def headlines(told: Measures) -> dict[str, list[str]]:
    """The sentences of each section."""
    return {
        "learned": _learned(told),
        "tried": _tried(told),
        "used": _used(told),
        "people": _people(told),
        "known": _known(told),
    }


def _learned(told: Measures) -> list[str]:
    """What ended in the quarter and how. Outcomes that nothing had are left out."""
    quarter = told.period.quarter
    counted = told["mix"][quarter].counted
    ended = told["learning"][quarter].whole
    if not ended:
        return [_("Nothing has ended.")]
    parts = outcome_counts(counted, ended - counted.total())
    return [
        ngettext(
            "%(num)s ended: %(parts)s.",
            "%(num)s ended: %(parts)s.",
            ended,
            parts=", ".join(parts),
        )
    ]


def outcome_counts(counts: Mapping[Outcome, int], untold: int) -> list[str]:
    """The numbers of each outcome in words, and of those that told nothing."""
    words = [(counts.get(it), translated(it.counted)) for it in Outcome]
    words.append((untold, _("told nothing")))
    return [f"{number(n)} {word}" for n, word in words if n]


def _tried(told: Measures) -> list[str]:
    velocity = told["velocity"][told.period.quarter]
    late = sum(it.n for it in told["awaiting"])
    sentences = [
        _(
            "%(started)s begun and %(concluded)s concluded.",
            started=number(velocity.started),
            concluded=number(velocity.concluded),
        )
    ]
    if late:
        sentences.append(
            ngettext(
                "One awaits its lesson today.",
                "%(num)s await their lesson today.",
                late,
            )
        )
    return sentences


def _used(told: Measures) -> list[str]:
    uses = told["across"][told.period.quarter]
    sentences = [uses_sentence(uses.n)]
    if uses.share.part:
        sentences.append(
            ngettext(
                "Once it came from another unit.",
                "%(num)s of the times it came from another unit.",
                uses.share.part,
            )
        )
    if carried := told["carried"][told.period.quarter].whole:
        sentences.append(
            ngettext(
                "One lesson was carried onward.",
                "%(num)s lessons were carried onward.",
                carried,
            )
        )
    return sentences


def uses_sentence(used: int) -> str:
    """How often somebody used what others had learnt."""
    if not used:
        return _("Nobody has used anything yet.")
    return ngettext(
        "Once somebody used what others had learnt.",
        "%(num)s times somebody used what others had learnt.",
        used,
    )


def _people(told: Measures) -> list[str]:
    quarter = told.period.quarter
    sentences = [_took_part(told["participation"][quarter])]
    answered = told["answered"][quarter]
    if answered.whole:
        sentences.append(_answered(answered))
    return sentences


def _took_part(it) -> str:
    figure: Figure = it.people
    if figure.shown:
        return _(
            "%(people)s of %(all)s took part.",
            people=number(figure.value),
            all=number(it.employees),
        )
    return _("How many took part is not shown, so that nobody can be worked out.")


def _answered(it: Share) -> str:
    if not it.part:
        return ngettext(
            "No leader has answered the one that was shared.",
            "No leader has answered any of the %(num)s that were shared.",
            it.whole,
        )
    return _(
        "%(part)s of the %(whole)s shared were answered by a leader within a week.",
        part=number(it.part),
        whole=number(it.whole),
    )


def _known(told: Measures) -> list[str]:
    balance = told["balance"][told.period.quarter]
    if not balance.lessons:
        return [_("No lesson is known yet.")]
    sentences = [
        ngettext("We have %(num)s lesson.", "We have %(num)s lessons.", balance.lessons)
    ]
    confirmed = balance.statuses[LessonStatus.confirmed]
    if confirmed:
        sentences.append(
            ngettext(
                "One of them is confirmed.",
                "%(num)s of them are confirmed.",
                confirmed,
            )
        )
    if balance.saved:
        sentences.append(
            _("They saved %(hours)s hours.", hours=number(balance.saved, 1))
        )
    return sentences
