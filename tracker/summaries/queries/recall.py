"""Who depends on a lesson because a summary names it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tracker.summaries.models import Summary, SummarySignature
from tracker.summaries.models.summary import CHOSEN, TEXTS


def summary_keepers(lessons: Collection[int]) -> set[int]:
    """Ids of who drafted, changed, offered or signed a summary that names a lesson.

    Only the newest edition of each quarter counts. A signed one stays as it is; who
    signed it may wish to correct it.
    """
    wanted = set(lessons)
    newest: dict[str, Summary] = {}
    for summary in Summary.select().order_by(Summary.quarter, Summary.edition):
        newest[summary.quarter] = summary
    naming = [row for row in newest.values() if wanted & set(_lessons_in(row))]
    people = {
        id
        for row in naming
        for id in (row.drafted_by_id, row.changed_by_id, row.offered_by_id)
        if id
    }
    signed = SummarySignature.select(SummarySignature.by).where(
        SummarySignature.summary.in_([row.id for row in naming] or [0])
    )
    return people | {id for (id,) in signed.tuples()}


def _lessons_in(summary: Summary) -> Iterator[int]:
    """Ids of the lessons that a summary names: in its appendix every one of the quarter."""
    for name in CHOSEN:
        if id := summary.chosen_id(name):
            yield id
    figures = summary.figures or {}
    groups = list(figures.get("known", {}).values())
    groups += [figures.get(name, {}) for name in ("stopped", "reused", "lessons")]
    for group in groups:
        for told in group.get("told", ()):
            yield told["lesson"]
    for name in TEXTS:
        for number in re.findall(r"/lessons/(\d{1,15})\b", getattr(summary, name)):
            yield int(number)
