"""The demo's experiments: each is planned, started, measured and concluded on its days."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from tracker.demo import experiment as texts
from tracker.demo.context import Context
from tracker.demo.experiment import EXPERIMENTS, DemoExperiment
from tracker.demo.pictures import draw
from tracker.demo.seed_stakeholders import Met
from tracker.experiments.files import attach_pictures
from tracker.experiments.models import Link, MetricReading, Stage
from tracker.lessons.models import Conclusion
from tracker.lineage.models import BuildsOn

PLAN = (
    "title",
    "hypothesis",
    "method",
    "metric",
    "baseline",
    "target",
    "hours",
    "cost",
    "format",
    "visibility",
    "tags",
    "withheld",
)
CARD = (
    "outcome",
    "observation",
    "surprise",
    "decision",
    "decision_note",
    "result",
    "confidence",
    "reason",
    "pushback",
    "pushback_shared",
    "meaning",
    "lesson",
    "context",
)


def seed_experiments(demo: Context, stakeholders: dict[str, Met]) -> None:
    """Plan the start and the conclusion of each experiment for its days.

    Args:
        stakeholders: Whom an experiment is about, by its key.
    """
    for one in EXPERIMENTS:
        demo.plan(
            demo.at(_begun(one)), _begin, demo, one, stakeholders.get(one.key, Met())
        )
        if one.stage in (Stage.running, Stage.concluded) and not one.afterwards:
            demo.plan(demo.at(_started(one)), _start, demo, one)
        for reading in one.readings:
            demo.plan(demo.at(reading.days_ago), _measure, demo, one, reading)
        if one.stage is Stage.concluded:
            demo.plan(demo.at(one.concluded_days_ago), _conclude, demo, one)
        last = one.concluded_days_ago or max(one.starts_days_ago or 0, 0)
        demo.plan(demo.at(last), _document, demo, one, demo.at(last))


def _begun(one: DemoExperiment) -> int:
    """Days since it was shared or, as a draft, written."""
    if one.stage is Stage.draft:
        return one.drafted_days_ago or 0
    return one.published_days_ago or 0


def _started(one: DemoExperiment) -> int:
    if one.starts_days_ago is None:
        return _begun(one)
    return one.starts_days_ago


def _begin(demo: Context, one: DemoExperiment, met: Met) -> None:
    plan = {name: getattr(one, name) for name in PLAN}
    if one.stage in (Stage.draft, Stage.planned):
        plan["criterion"] = one.criterion
    demo.experiments[one.key] = BuildsOn.begin(
        [demo.experiments[key] for key in one.builds_on],
        publish=one.stage is not Stage.draft,
        by=demo.people[one.author],
        at=demo.at(_begun(one)),
        note=one.descent_note,
        platform=demo.platforms[one.platform],
        starts_on=demo.day_if(one.starts_days_ago),
        ends_on=demo.day_if(one.ends_days_ago),
        co_authors=[demo.people[key] for key in one.co_authors],
        stakeholder=met.stakeholder,
        touchpoint=met.touchpoint,
        **plan,
    )


def _start(demo: Context, one: DemoExperiment) -> None:
    demo.experiments[one.key].start(
        criterion=one.criterion,
        by=demo.people[one.author],
        on=demo.day(_started(one)),
        at=demo.at(_started(one)),
        review_on=demo.day_if(one.review_days_ago),
    )


def _measure(demo: Context, one: DemoExperiment, reading: texts.Reading) -> None:
    MetricReading.take(
        demo.experiments[one.key],
        metric=one.metric,
        value=reading.value,
        read_on=demo.day(reading.days_ago),
        by=demo.people[one.author],
        at=demo.at(reading.days_ago),
    )


def _conclude(demo: Context, one: DemoExperiment) -> None:
    card = {name: getattr(one, name) for name in CARD}
    card["criterion"] = None
    if one.afterwards:
        card["criterion"] = one.criterion
    Conclusion.draw(
        demo.experiments[one.key],
        by=demo.people[one.author],
        at=demo.at(one.concluded_days_ago),
        on=demo.day(one.concluded_days_ago),
        measured_on=demo.day_if(one.measured_days_ago),
        **card,
    )


def _document(demo: Context, one: DemoExperiment, at: dt.datetime) -> None:
    """Add the links and the pictures."""
    experiment = demo.experiments[one.key]
    by = demo.people[one.author]
    for link in one.links:
        Link.add(experiment, url=link.url, label=link.label, by=by, at=at)
    if one.pictures:
        files = [
            BytesIO(draw(picture.kind, seed=len(one.key) + number))
            for number, picture in enumerate(one.pictures)
        ]
        attach_pictures(
            experiment,
            pictures=files,
            alt=[picture.alt for picture in one.pictures],
            folder=demo.files,
            by=by,
            at=at,
        )
