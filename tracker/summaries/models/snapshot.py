"""The content of a summary that is not signed yet: its texts and figures.

The texts of experiments are read each time, so that a signature freezes the current ones.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.models import Conclusion, Lesson
from tracker.summaries.models.summary import TEXTS, Summary

GROUPS = ("stopped", "reused", "lessons")


def content_of(summary: Summary) -> dict:
    """The content that a signature freezes: texts, figures, and the lessons in their words."""
    texts = {name: getattr(summary, name) for name in TEXTS}
    content = {
        "quarter": summary.quarter,
        "edition": summary.edition,
        "reason": summary.reason,
        "texts": texts,
        "asked": summary.asked,
        "surprising": summary.surprising and _told(summary.surprising),
        "quote": summary.quote and _quoted(summary.quote),
        "rough": summary.rough and _met(summary.rough),
        "taken_at": summary.taken_at.isoformat(),
    }
    return content | worded(summary.figures)


def worded(figures: Mapping) -> dict:
    """The figures, with the current texts of the lessons.

    Lessons that not everybody may read any longer are only counted.
    """
    groups = {name: figures[name] for name in GROUPS if name in figures}
    known = figures.get("known", {})
    experiments = {
        row["experiment"]
        for group in list(groups.values()) + list(known.values())
        for row in group["told"]
    }
    words = _words(experiments)
    content = dict(figures)
    for name, group in groups.items():
        content[name] = _group(group, words)
    content["known"] = {name: _group(group, words) for name, group in known.items()}
    return content


def _told(lesson: Lesson) -> dict | None:
    """A lesson with its current text; None if not everybody may read it."""
    experiment = lesson.experiment
    if not _is_public(experiment):
        return None
    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "title": experiment.title,
        "statement": lesson.statement,
    }


def _quoted(lesson: Lesson) -> dict | None:
    """What a lesson's card says that it meant; None if nothing, or not for everybody."""
    experiment = lesson.experiment
    meaning = meaning_of(lesson)
    if not _is_public(experiment) or not meaning:
        return None
    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "title": experiment.title,
        "statement": meaning,
    }


def _met(lesson: Lesson) -> dict | None:
    """How critical reactions were answered, without a unit; None if that is not shown,
    or not for everybody.
    """
    experiment = lesson.experiment
    reply = reply_of(lesson)
    if not _is_public(experiment) or not reply:
        return None
    return {
        "lesson": lesson.id,
        "experiment": experiment.id,
        "title": experiment.title,
        "statement": reply,
        "kind": _card_of(lesson).pushback_shared.value,
    }


def meaning_of(lesson: Lesson) -> str:
    """What the learning card of a lesson says that it meant; "" if it says nothing."""
    card = _card_of(lesson)
    if card:
        return card.meaning
    return ""


def reply_of(lesson: Lesson) -> str:
    """How critical reactions were answered, where the authors show it; else ""."""
    card = _card_of(lesson)
    if card and card.pushback_shared:
        return card.pushback
    return ""


def _card_of(lesson: Lesson) -> Conclusion | None:
    """The learning card of a lesson; a query may have joined it already."""
    experiment = lesson.experiment
    return getattr(experiment, "conclusion", None) or experiment.conclusions.first()


def _is_public(experiment: Experiment) -> bool:
    is_open = experiment.visibility is Visibility.everyone
    return is_open and experiment.hidden_at is None


def _group(group: Mapping, words: Mapping[int, dict]) -> dict:
    told = [
        row | words[row["experiment"]]
        for row in group["told"]
        if row["experiment"] in words
    ]
    more = group["more"] + len(group["told"]) - len(told)
    return dict(group) | {"told": told, "more": more}


def _words(experiments: set[int]) -> dict[int, dict]:
    """Title and lesson of the experiments that everybody may read, by id."""
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
