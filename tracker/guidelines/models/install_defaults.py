"""Taking what comes ready: a new installation takes it all, an older one when somebody says so."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.guidelines.defaults import READY, ReadyClause
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.enums import ClauseKind, Stance, Touches
from tracker.guidelines.models.guideline import Guideline
from tracker.guidelines.models.platform import Platform
from tracker.guidelines.models.tone import Phrase


def plant(*, at: dt.datetime) -> None:
    """The platforms that come ready, and a guideline for each and for everywhere.

    A new installation takes the starting set, too.
    """
    with Guideline._meta.database.atomic():
        Phrase.plant(at=at)
        is_new = Platform.plant() > 0 and not Guideline.select().exists()
        with_one = {row.platform_id for row in Guideline.select(Guideline.platform)}
        for platform in [None, *Platform.select()]:
            if (platform.id if platform else None) not in with_one:
                guideline = Guideline.open(platform)
                if is_new:
                    take_ready(guideline, at=at)


def take_ready(
    guideline: Guideline, *, at: dt.datetime, by: Person | None = None
) -> int:
    """Take the clauses of the starting set that a guideline lacks, as drafts; taken
    twice, they stand once. One that was retired
    stays so. A stance that nobody has decided yet is taken along.

    Returns:
        How many clauses were added.
    """
    ready = READY.get(guideline.slug)
    missing = missing_from(guideline)
    with Guideline._meta.database.atomic():
        if ready and guideline.is_draft and not guideline.why:
            stance = Stance(ready.stance) if ready.stance else None
            said = {
                "why": ready.why[0],
                "why_en": ready.why[1],
                **({"stance": stance} if stance else {}),
            }
            Guideline.update(said).where(Guideline.id == guideline.id).execute()
        (
            Clause.insert_many(
                [_row(guideline, key, clause, at) for key, clause in missing]
            ).execute()
            if missing
            else None
        )
        if missing and by:
            guideline.note(by, at, "took", {})
    return len(missing)


def take_all(*, at: dt.datetime, by: Person) -> int:
    """Take the whole starting set, all or nothing.

    Returns:
        How many clauses were added.
    """
    with Guideline._meta.database.atomic():
        return sum(
            take_ready(guideline, at=at, by=by) for guideline in Guideline.select()
        )


def missing_from(guideline: Guideline) -> list[tuple[str, ReadyClause]]:
    """What the starting set has and the guideline lacks: key and clause."""
    ready = READY.get(guideline.slug)
    known = {
        row.key
        for row in Clause.select(Clause.key).where(Clause.guideline == guideline)
    }
    keyed = [
        (f"{guideline.slug}:{number}", clause)
        for number, clause in enumerate(ready.clauses if ready else (), 1)
    ]
    return [(key, clause) for key, clause in keyed if key not in known]


def _row(guideline: Guideline, key: str, clause: ReadyClause, at: dt.datetime) -> dict:
    return {
        "guideline": guideline,
        "key": key,
        "position": int(key.rpartition(":")[2]),
        "kind": ClauseKind(clause.kind),
        "touches": Touches(clause.touches) if clause.touches else None,
        "is_draft": True,
        "made_at": at,
        **clause.card(),
    }
