"""Where one goes from here: the next step of each dimension, and what a fear is called in a list."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext as _

from tracker.readiness.queries.dimensions import Ready
from tracker.readiness.queries.fears import Faced
from tracker.readiness.words import SHORT, Dimension, Fear


def short(fear: Fear) -> str:
    """A fear in a few words."""
    return _(SHORT[fear])


def next_step(ready: Ready, fears: list[Faced]) -> tuple[str, str]:
    """What to do next, and where."""
    return {
        Dimension.people: lambda: _pulse(ready, fears),
        Dimension.leadership: lambda: (_("Answer an attempt as a leader"), _to("dashboard.waiting", "experiments.index")),
        Dimension.guidelines: lambda: (_("Read and adapt the guidelines"), _to("guidelines.index", "readiness.fears")),
        Dimension.channels: lambda: (_("Mend a gap among the touchpoints"), _to("stakeholders.index", "readiness.fears")),
        Dimension.skills: lambda: (_("Try something small"), url_for("experiments.new")),
        Dimension.openness: lambda: (
            _("See what was tried, and share the next one with everyone"),
            url_for("experiments.index"),
        ),
    }[ready.dimension]()


def _pulse(ready: Ready, fears: list[Faced]) -> tuple[str, str]:
    if not ready.told:
        return _("Begin with a round of the pulse"), url_for("readiness.rounds")
    unanswered = next((one for one in fears if one.level.shown and not one.deeds), None)
    if unanswered is None:
        return _("See what answers the fears"), url_for("readiness.fears")
    said = _("Do something about “%(fear)s”", fear=short(unanswered.fear))
    return said, url_for("readiness.fears", _anchor=unanswered.fear.value)


def _to(endpoint: str, otherwise: str) -> str:
    return url_for(endpoint if endpoint in current_app.view_functions else otherwise)
