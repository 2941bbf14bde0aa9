"""Experiments, what came of them and what documents them, as the API shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import to_user_timezone
from flask_login import current_user

from tracker.accounts.models import Person, Unit
from tracker.api.schema import (
    ADDRESS,
    DAY,
    ID,
    NUMBER,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Attribute,
    Resource,
    many,
    or_null,
    word_of,
)
from tracker.experiments.models import Document, Format, Picture, Stage, Visibility
from tracker.experiments.queries import ExperimentRow
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Confidence, CouldTell, Decision, Outcome
from tracker.web.responses import public_url

UNIT = Resource(
    "Unit",
    "A unit of the organisation.",
    [
        Attribute("id", ID, lambda it: it.id),
        Attribute("name", TEXT, lambda it: it.name),
    ],
)
PLATFORM = Resource(
    "Platform",
    "A channel such as Facebook.",
    [
        Attribute("slug", TEXT, lambda it: it.slug),
        Attribute("name", TEXT, lambda it: it.name),
    ],
)


@dataclass(frozen=True)
class ExperimentItem:
    """An experiment with what the API shows beside its row."""

    row: ExperimentRow
    tags: list[str]

    @property
    def plan(self):
        return self.row.experiment


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment where the organisation is; the minute could tell who was at work."""
    return moment and to_user_timezone(moment).date()


def shown_names(people: Iterable[Person]) -> list[str]:
    """The names that are shown to the reader; a service, which is nobody, is told none."""
    if not current_user.id:
        return []
    return [person.name for person in people]


def unit_json(unit: Unit | None) -> dict | None:
    """A unit; None where it is not told."""
    return unit and UNIT.as_json(unit)


def platform_json(platform: Platform | None) -> dict | None:
    return platform and PLATFORM.as_json(platform)


def experiment_url(id: int) -> str:
    return public_url("experiments.experiment", id=id)


def _lesson_id(it: ExperimentItem) -> int | None:
    return it.row.lesson and it.row.lesson.id


def _statement(it: ExperimentItem) -> str | None:
    return it.row.lesson and it.row.lesson.statement


def _outcome(it: ExperimentItem) -> Outcome | None:
    return it.row.conclusion and it.row.conclusion.outcome


def _decision(it: ExperimentItem) -> Decision | None:
    return it.row.conclusion and it.row.conclusion.decision


EXPERIMENT = Resource(
    "Experiment",
    "An attempt: what was believed, and how far it is. Lists tell the unit, not the author.",
    [
        Attribute("id", ID, lambda it: it.plan.id),
        Attribute("url", ADDRESS, lambda it: experiment_url(it.plan.id), "Its page."),
        Attribute("title", TEXT, lambda it: it.plan.title),
        Attribute("stage", word_of(Stage), lambda it: it.plan.stage),
        Attribute("hypothesis", TEXT, lambda it: it.plan.hypothesis),
        Attribute("method", TEXT, lambda it: it.plan.method, "Markdown."),
        Attribute("metric", TEXT, lambda it: it.plan.metric),
        Attribute("criterion", TEXT, lambda it: it.plan.criterion, "Markdown."),
        Attribute(
            "criterion_written_afterwards",
            YES_OR_NO,
            lambda it: it.plan.criterion_afterwards,
        ),
        Attribute("baseline", or_null(NUMBER), lambda it: it.plan.baseline),
        Attribute("target", or_null(NUMBER), lambda it: it.plan.target),
        Attribute("format", or_null(word_of(Format)), lambda it: it.plan.format),
        Attribute("visibility", word_of(Visibility), lambda it: it.plan.visibility),
        Attribute(
            "platform",
            or_null(PLATFORM.reference),
            lambda it: platform_json(it.plan.platform),
        ),
        Attribute(
            "unit",
            or_null(UNIT.reference),
            lambda it: unit_json(it.row.credit.unit),
            "Null where it would tell who wrote without a name.",
        ),
        Attribute(
            "anonymous",
            YES_OR_NO,
            lambda it: it.row.credit.withheld,
            "Whether its author has not given a name (yet).",
        ),
        Attribute("tags", many(TEXT), lambda it: it.tags),
        Attribute("starts_on", or_null(DAY), lambda it: it.plan.starts_on),
        Attribute("ends_on", or_null(DAY), lambda it: it.plan.ends_on),
        Attribute("started_on", or_null(DAY), lambda it: it.plan.started_on),
        Attribute("review_on", or_null(DAY), lambda it: it.plan.review_on),
        Attribute("hours", or_null(NUMBER), lambda it: it.plan.hours),
        Attribute("cost", or_null(WHOLE), lambda it: it.plan.cost, "In DKK."),
        Attribute(
            "published_on", or_null(DAY), lambda it: day_of(it.plan.published_at)
        ),
        Attribute("outcome", or_null(word_of(Outcome)), _outcome),
        Attribute("decision", or_null(word_of(Decision)), _decision),
        Attribute("lesson_id", or_null(ID), _lesson_id),
        Attribute("lesson", or_null(TEXT), _statement, "The one sentence to reuse."),
    ],
)

EXPERIMENT_DETAIL = EXPERIMENT.extended(
    "ExperimentDetail",
    "One attempt, with those who stand by it.",
    [
        Attribute(
            "authors",
            many(TEXT),
            lambda it: shown_names(it.row.credit.people),
            "Empty for an anonymous attempt, and for tokens of services.",
        ),
    ],
)

CONCLUSION = Resource(
    "Conclusion",
    "What came of an attempt.",
    [
        Attribute("experiment_id", ID, lambda it: it.experiment_id),
        Attribute("outcome", word_of(Outcome), lambda it: it.outcome),
        Attribute("could_tell", or_null(word_of(CouldTell)), lambda it: it.could_tell),
        Attribute("observation", TEXT, lambda it: it.observation, "Markdown."),
        Attribute("surprise", TEXT, lambda it: it.surprise, "Markdown."),
        Attribute("decision", or_null(word_of(Decision)), lambda it: it.decision),
        Attribute("decision_note", TEXT, lambda it: it.decision_note, "Markdown."),
        Attribute("result", or_null(NUMBER), lambda it: it.result),
        Attribute("measured_on", or_null(DAY), lambda it: it.measured_on),
        Attribute("confidence", or_null(word_of(Confidence)), lambda it: it.confidence),
        Attribute("reason", TEXT, lambda it: it.reason, "Why it was stopped."),
        Attribute("pushback", TEXT, lambda it: it.pushback, "Markdown."),
        Attribute("meaning", TEXT, lambda it: it.meaning, "Markdown."),
        Attribute("concluded_on", or_null(DAY), lambda it: it.concluded_on),
    ],
)

LINK = Resource(
    "Link",
    "A link to a post or to another page.",
    [
        Attribute("id", ID, lambda it: it.public_id),
        Attribute("url", TEXT, lambda it: it.url),
        Attribute("label", TEXT, lambda it: it.label),
    ],
)
READING = Resource(
    "Reading",
    "The value of a metric on a day.",
    [
        Attribute("id", ID, lambda it: it.public_id),
        Attribute("metric", TEXT, lambda it: it.metric),
        Attribute("value", NUMBER, lambda it: it.value),
        Attribute("read_on", DAY, lambda it: it.read_on),
        Attribute("link", TEXT, lambda it: it.link, "Where it can be seen."),
    ],
)
PICTURE = Resource(
    "Picture",
    "A picture; its file has nothing but what the eye sees.",
    [
        Attribute("id", ID, lambda it: it.public_id),
        Attribute("description", TEXT, lambda it: it.alt),
        Attribute("file", ADDRESS, lambda it: _file(it, "show_picture")),
    ],
)
DOCUMENT = Resource(
    "Document",
    "A PDF or slides, kept as they were sent.",
    [
        Attribute("id", ID, lambda it: it.public_id),
        Attribute("name", TEXT, lambda it: it.name),
        Attribute("size", WHOLE, lambda it: it.size, "In bytes."),
        Attribute("file", ADDRESS, lambda it: _file(it, "show_document")),
    ],
)


def _file(row: Picture | Document, operation: str) -> str:
    """The address at which the file is read, with the token."""
    return public_url(f"api.{operation}", id=row.experiment_id, file_id=row.public_id)


def _readings(it) -> list[dict]:
    return [READING.as_json(row) for series in it.series for row in series.readings]


def _pictures(it) -> list[dict]:
    """The pictures without those that are hidden from the reader."""
    shown = [row for row in it.pictures if row.readable_by(current_user)]
    return [PICTURE.as_json(row) for row in shown]


EVIDENCE = Resource(
    "ExperimentEvidence",
    "What documents an attempt.",
    [
        Attribute(
            "links",
            many(LINK.reference),
            lambda it: [LINK.as_json(row) for row in it.links],
        ),
        Attribute("readings", many(READING.reference), _readings),
        Attribute("pictures", many(PICTURE.reference), _pictures),
        Attribute(
            "documents",
            many(DOCUMENT.reference),
            lambda it: [DOCUMENT.as_json(row) for row in it.documents],
        ),
    ],
)
