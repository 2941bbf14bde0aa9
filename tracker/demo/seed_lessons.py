"""What the demo's colleagues know of each other's lessons: evidence for and against,
and who used them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.demo.attempts import ATTEMPTS
from tracker.demo.talk.evidence import EVIDENCE
from tracker.demo.talk.reuses import REUSES
from tracker.experiments.models import Experiment
from tracker.lessons.enums import Bearing
from tracker.lessons.models import Evidence, Reuse


def plant_knowledge(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
) -> None:
    """Give evidence on the day that an attempt was concluded, and tell of uses on theirs.

    Args:
        at: A moment of so many days ago.
    """
    by_key = {attempt.key: attempt for attempt in ATTEMPTS}
    held = [attempt for attempt in ATTEMPTS if attempt.outcome == "supported"]
    said = [
        (parent, child.key, Bearing.supports, child.descent_note)
        for child in held
        for parent in child.builds_on
    ]
    said += [(one.of, one.by, Bearing(one.bearing), one.note) for one in EVIDENCE]
    for of, source, bearing, note in said:
        by = people[by_key[source].author]
        on = at(by_key[source].concluded_days_ago)
        Evidence.give(
            planted[of].lessons.get(),
            experiment=planted[source].again(),
            bearing=bearing,
            note=note,
            by=by,
            at=on,
        )
    for use in REUSES:
        lesson = planted[use.of].lessons.get()
        moment = at(use.days_ago)
        Reuse.tell(
            lesson,
            note=use.note,
            hours=use.hours,
            by=people[use.by],
            at=moment,
            on=moment.date(),
        )
