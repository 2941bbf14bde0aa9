"""Endorsements as the API shows them: counted, by nobody's name."""

from __future__ import annotations

from tracker.api.schema import WHOLE, YES_OR_NO, Attribute, Resource, word_of
from tracker.endorsements.models import EndorsementKind

ENDORSEMENT = Resource(
    "Endorsement",
    "A word that colleagues said of an attempt, and how many of them.",
    [
        Attribute("kind", word_of(EndorsementKind), lambda it: it.kind),
        Attribute("count", WHOLE, lambda it: it.n),
        Attribute("own", YES_OR_NO, lambda it: it.mine, "Whether one said it, too."),
    ],
)
