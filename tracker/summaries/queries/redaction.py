"""What may no longer be read of a summary that was signed, although it stands there:
something personal was found in it.
"""

from __future__ import annotations

import datetime as dt

from tracker.concerns.models import Concern, ConcernOutcome, ConcernTarget
from tracker.experiments.models import Experiment

CARDS = (ConcernTarget.plan, ConcernTarget.learning)


def withdrawn(content: dict, signed_at: dt.datetime) -> set[int]:
    """Ids of the attempts whose words a signed summary must no longer show.

    They are hidden now, because somebody saw something personal; or they were mended or
    left hidden for that since it was signed, so that the words here still say what was
    mended. This is the one thing about a signed summary, besides the name of somebody
    who was erased, that can change; its figures never do.
    """
    told = {row["experiment"] for row in told_in(content)}
    if not told:
        return set()
    hidden = Experiment.select(Experiment.id).where(
        Experiment.id.in_(told), Experiment.hidden_at.is_null(False)
    )
    mended = Concern.select(Concern.experiment).where(
        Concern.experiment.in_(told),
        Concern.place.in_(CARDS),
        Concern.settlement.in_([ConcernOutcome.mended, ConcernOutcome.removed]),
        Concern.settled_at >= signed_at,
    )
    return {id for (id,) in (hidden | mended).tuples()}


def told_in(content: dict) -> list[dict]:
    """Every row of a summary that repeats words of an attempt."""
    groups = [*content["known"].values(), content["stopped"], content["reused"]]
    alone = [content.get("surprising"), content.get("attempt")]
    return [
        *(row for group in groups for row in group["told"]),
        *(row for row in alone if row),
    ]
