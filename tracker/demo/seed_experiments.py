"""The demo's experiments: each is planned, started, measured and concluded on its days."""

from __future__ import annotations

from io import BytesIO

from tqdm import tqdm

from tracker.demo.context import Context
from tracker.demo.experiment import EXPERIMENTS, DemoExperiment
from tracker.demo.pictures import draw
from tracker.demo.seed_stakeholders import Met
from tracker.experiments.files import hang
from tracker.experiments.models import Experiment, Link, Reading, Stage
from tracker.lessons.models import Conclusion
from tracker.lineage.models import Descent

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
    """Do them all, parents before children, and otherwise as time went.

    Args:
        stakeholders: Whom an experiment is about, by its key.
    """
    steps = tqdm(in_order(), desc="Making the demo", unit=" experiments", leave=False)
    for one in steps:
        experiment = _begin(demo, one, stakeholders.get(one.key, Met()))
        demo.experiments[one.key] = experiment
        if one.stage in (Stage.running, Stage.concluded) and not one.afterwards:
            _start(demo, one, experiment)
        if one.stage is Stage.concluded:
            _conclude(demo, one, experiment)
        _document(demo, one, experiment)


def in_order() -> list[DemoExperiment]:
    """Parents before children, and otherwise as time went; drafts last."""

    def age(one: DemoExperiment) -> tuple[int, int]:
        days_ago = one.published_days_ago
        if days_ago is None:
            days_ago = -1
        return -days_ago, len(one.builds_on)

    return sorted(EXPERIMENTS, key=age)


def _begin(demo: Context, one: DemoExperiment, met: Met) -> Experiment:
    begun = one.published_days_ago
    if one.stage is Stage.draft:
        begun = one.drafted_days_ago
    plan = {name: getattr(one, name) for name in PLAN}
    if one.stage in (Stage.draft, Stage.planned):
        plan["criterion"] = one.criterion
    return Descent.begin(
        [demo.experiments[key] for key in one.builds_on],
        publish=one.stage is not Stage.draft,
        by=demo.people[one.author],
        at=demo.at(begun or 0),
        note=one.descent_note,
        platform=demo.platforms[one.platform],
        starts_on=demo.day_if(one.starts_days_ago),
        ends_on=demo.day_if(one.ends_days_ago),
        co_authors=[demo.people[key] for key in one.co_authors],
        stakeholder=met.stakeholder,
        touchpoint=met.touchpoint,
        **plan,
    )


def _start(demo: Context, one: DemoExperiment, experiment: Experiment) -> None:
    started = one.starts_days_ago
    if started is None:
        started = one.published_days_ago
    experiment.start(
        criterion=one.criterion,
        by=demo.people[one.author],
        on=demo.day(started),
        at=demo.at(started),
    )


def _conclude(demo: Context, one: DemoExperiment, experiment: Experiment) -> None:
    card = {name: getattr(one, name) for name in CARD}
    card["criterion"] = None
    if one.afterwards:
        card["criterion"] = one.criterion
    Conclusion.draw(
        experiment,
        by=demo.people[one.author],
        at=demo.at(one.concluded_days_ago),
        on=demo.day(one.concluded_days_ago),
        measured_on=demo.day_if(one.measured_days_ago),
        **card,
    )


def _document(demo: Context, one: DemoExperiment, experiment: Experiment) -> None:
    by = demo.people[one.author]
    for reading in one.readings:
        Reading.take(
            experiment,
            metric=one.metric,
            value=reading.value,
            read_on=demo.day(reading.days_ago),
            by=by,
            at=demo.at(reading.days_ago),
        )
    last = one.concluded_days_ago or max(one.starts_days_ago or 0, 0)
    for link in one.links:
        Link.add(experiment, url=link.url, label=link.label, by=by, at=demo.at(last))
    if one.pictures:
        files = [
            BytesIO(draw(picture.kind, seed=len(one.key) + number))
            for number, picture in enumerate(one.pictures)
        ]
        hang(
            experiment,
            pictures=files,
            alt=[picture.alt for picture in one.pictures],
            folder=demo.files,
            by=by,
            at=demo.at(last),
        )
