"""The next step of each dimension, and the short name of a fear."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts.models import Person
from tracker.readiness.enums import Dimension, Fear, LeaderFear
from tracker.readiness.queries.dimension import DimensionLevel
from tracker.readiness.queries.fear import FearLevel
from tracker.web.i18n import translated


def short(fear: Fear | LeaderFear) -> str:
    """A fear in a few words."""
    return translated(fear.short)


def next_step(
    ready: DimensionLevel, fears: list[FearLevel], viewer: Person
) -> tuple[str, str]:
    """The next step that this person may take in a dimension: its text and URL."""
    return {
        Dimension.people: lambda: _pulse(ready, fears),
        Dimension.leadership: lambda: _leadership(viewer),
        Dimension.guidelines: lambda: _guidelines(ready, viewer),
        Dimension.channels: lambda: _channels(ready),
        Dimension.skills: lambda: (
            _("Try something small"),
            url_for("experiments.new"),
        ),
        Dimension.openness: lambda: (
            _("See what was tried, and share the next one with everyone"),
            url_for("experiments.index"),
        ),
    }[ready.dimension]()


def _leadership(viewer: Person) -> tuple[str, str]:
    if viewer.leads:
        return _("Answer an attempt as a leader"), url_for("dashboard.waiting")
    return _("Ask a leader for a word under an attempt"), url_for("experiments.index")


def _guidelines(ready: DimensionLevel, viewer: Person) -> tuple[str, str]:
    if ready.level >= 1:
        return _("Answer what colleagues ask and propose"), url_for(
            "guidelines.questions"
        )
    text = _("Read the guidelines, and propose what is missing")
    if viewer.facilitates:
        text = _("Read and adapt the guidelines")
    return text, url_for("guidelines.index")


def _channels(ready: DimensionLevel) -> tuple[str, str]:
    if not ready.is_shown:
        return _("Say who matters, and where we meet them"), url_for(
            "stakeholders.index"
        )
    if ready.level >= 1:
        return _("Look at the answer times"), url_for("stakeholders.touchpoints")
    return _("Mend a gap among the touchpoints"), url_for("stakeholders.index")


def _pulse(ready: DimensionLevel, fears: list[FearLevel]) -> tuple[str, str]:
    if not ready.is_shown:
        return _("Begin with a round of the pulse"), url_for("readiness.rounds")
    unanswered = next(
        (one for one in fears if one.level.shown and not one.fear_actions), None
    )
    if unanswered is None:
        return _("See what answers the fears"), url_for("readiness.fears")
    text = _("Do something about “%(fear)s”", fear=short(unanswered.fear))
    return text, url_for("readiness.fears", _anchor=unanswered.fear.value)
