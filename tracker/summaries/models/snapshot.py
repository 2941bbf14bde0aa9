"""The words of attempts in a summary that is still being written: read anew each time,
so that it is signed with what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.models import Lesson


def content_of(summary) -> dict:
    """What a signature freezes: the words, the figures, and the lesson that surprised
    most, as far as everybody may read it.
    """
    texts = summary.as_dict()
    del texts["surprising"]
    return {
        "quarter": summary.quarter,
        "edition": summary.edition,
        "reason": summary.reason,
        "texts": texts,
        "surprising": summary.surprising and _told(summary.surprising),
        "taken_at": summary.taken_at.isoformat(),
        **worded(summary.figures),
    }


def worded(figures: Mapping) -> dict:
    """Figures as they were taken, with the lessons in the words they have now.

    What everybody may no longer read is only counted: its author has kept it to the
    unit since, or something personal was seen.
    """
    groups = {name: figures[name] for name in ("stopped", "reused") if name in figures}
    known = figures.get("known", {})
    words = _words(
        {
            row["experiment"]
            for group in [*groups.values(), *known.values()]
            for row in group["told"]
        }
    )
    return {
        **figures,
        **{name: _group(group, words) for name, group in groups.items()},
        "known": {name: _group(group, words) for name, group in known.items()},
    }


def _told(lesson: Lesson) -> dict | None:
    """A lesson in the words it has now, if everybody may read it."""
    experiment = lesson.experiment
    if (
        experiment.visibility is not Visibility.everyone
        or experiment.hidden_at is not None
    ):
        return None
    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "statement": lesson.statement,
    }


def _group(group: Mapping, words: Mapping[int, dict]) -> dict:
    told = [
        {**row, **words[row["experiment"]]}
        for row in group["told"]
        if row["experiment"] in words
    ]
    return {
        **group,
        "told": told,
        "more": group["more"] + len(group["told"]) - len(told),
    }


def _words(experiments: set[int]) -> dict[int, dict]:
    """Attempt's id to title and lesson, of those that everybody may read."""
    rows = (
        Lesson.select(Lesson.experiment, Experiment.title, Lesson.statement)
        .join(Experiment)
        .where(
            Lesson.experiment.in_(experiments or [0]),
            Experiment.visibility == Visibility.everyone,
            Experiment.hidden_at.is_null(),
        )
    )
    return {
        id: {"title": title, "statement": statement}
        for id, title, statement in rows.tuples()
    }
