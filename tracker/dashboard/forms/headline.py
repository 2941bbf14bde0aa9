"""The headline of the dashboard: what ended, and what came of it, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.queries.measures import Measures
from tracker.lessons.enums import Outcome


def headline(told: Measures) -> list[str]:
    """What ended in the quarter and how, and how often somebody used something.

    Outcomes that nothing had are left out.
    """
    quarter = told.period.quarter
    counted = told["mix"][quarter].counted
    ended = told["learning"][quarter].whole
    used = told["across"][quarter].n
    sentences = []
    if ended:
        parts = outcome_counts(counted, ended - counted.total())
        sentences.append(
            ngettext(
                "%(num)s ended: %(parts)s.",
                "%(num)s ended: %(parts)s.",
                ended,
                parts=", ".join(parts),
            )
        )
    if used or ended:
        sentences.append(uses_sentence(used))
    return sentences


def outcome_counts(counted: Mapping[Outcome, int], untold: int) -> list[str]:
    """The numbers of each outcome in words, and of those that told nothing."""
    words = [
        (counted.get(Outcome.supported), _("held")),
        (counted.get(Outcome.refuted), _("did not")),
        (counted.get(Outcome.mixed), _("held in part")),
        (counted.get(Outcome.inconclusive), _("stayed unsettled")),
        (counted.get(Outcome.stopped), _("were stopped")),
        (untold, _("told nothing")),
    ]
    return [f"{n} {word}" for n, word in words if n]


def uses_sentence(used: int) -> str:
    """How often somebody used what others had learnt."""
    if not used:
        return _("Nobody has used anything yet.")
    return ngettext(
        "Once somebody used what others had learnt.",
        "%(num)s times somebody used what others had learnt.",
        used,
    )
