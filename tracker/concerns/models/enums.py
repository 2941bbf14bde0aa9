"""Closed lists of concerns."""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class ConcernTarget(LabelledEnum):
    plan = "plan", N_("The plan card")
    learning = "learning", N_("The learning card")
    comment = "comment", N_("A comment")
    picture = "picture", N_("A picture")


class ConcernOutcome(LabelledEnum):
    shown = "shown", N_("Shown again")
    mended = "mended", N_("Mended and shown again")
    removed = "removed", N_("Removed")


# Targets that hide the whole experiment
CARDS = (ConcernTarget.plan, ConcernTarget.learning)
