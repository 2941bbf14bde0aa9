"""Installs the default guidelines: all in a new installation, later on demand."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.defaults import DefaultClause, default_guidelines
from tracker.guidelines.models.guideline import Guideline
from tracker.guidelines.models.platform import Platform
from tracker.guidelines.models.tone import Phrase


def install_defaults(*, at: dt.datetime) -> None:
    """Install the default platforms, and a guideline for each and for everywhere.

    A new installation gets the default clauses, too.
    """
    with Guideline._meta.database.atomic():
        Phrase.plant(at=at)
        is_new = (
            Platform.add_default_platforms() > 0 and not Guideline.select().exists()
        )
        with_one = {row.platform_id for row in Guideline.select(Guideline.platform)}
        missing = [row for row in Platform.select() if row.id not in with_one]
        if None not in with_one:
            missing.insert(0, None)
        for platform in missing:
            guideline = Guideline.open(platform)
            if is_new:
                install_clauses(guideline, at=at)


def install_clauses(
    guideline: Guideline, *, at: dt.datetime, by: Person | None = None
) -> int:
    """Add the default clauses that a guideline lacks, as drafts.

    Installing them twice adds them once, and a retired clause stays retired. If nobody
    has decided on the stance, the default stance is installed as well.

    Returns:
        How many clauses were added.
    """
    missing = missing_clauses(guideline)
    with Guideline._meta.database.atomic():
        if guideline.is_draft and not guideline.why:
            _take_reason(guideline)
        if missing:
            rows = [_row(guideline, key, clause, at) for key, clause in missing]
            Clause.insert_many(rows).execute()
            if by:
                guideline.log_change(by, at, "took", {})
    return len(missing)


def install_all_clauses(*, at: dt.datetime, by: Person) -> int:
    """Add the default clauses of all guidelines, all or nothing.

    Returns:
        How many clauses were added.
    """
    with Guideline._meta.database.atomic():
        return sum(
            install_clauses(guideline, at=at, by=by) for guideline in Guideline.select()
        )


def missing_clauses(guideline: Guideline) -> list[tuple[str, DefaultClause]]:
    """The default clauses that a guideline lacks: key and clause."""
    ready = default_guidelines().get(guideline.slug)
    if not ready:
        return []
    rows = Clause.select(Clause.key).where(Clause.guideline == guideline)
    known = {row.key for row in rows}
    clauses = ready.keyed_clauses().items()
    return [(key, clause) for key, clause in clauses if key not in known]


def _take_reason(guideline: Guideline) -> None:
    """Install the default reason and stance."""
    ready = default_guidelines().get(guideline.slug)
    if not ready:
        return
    values: dict[str, object] = {"why": ready.why, "why_en": ready.why_en}
    if ready.stance:
        values["stance"] = ready.stance
    Guideline.update(values).where(Guideline.id == guideline.id).execute()


def _row(
    guideline: Guideline, key: str, clause: DefaultClause, at: dt.datetime
) -> dict[str, object]:
    return clause.values() | {
        "guideline": guideline,
        "key": key,
        "position": int(key.rpartition(":")[2]),
        "is_draft": True,
        "made_at": at,
    }
