"""Files and readings of an experiment, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import (
    Document,
    Experiment,
    Link,
    MetricReading,
    Picture,
)
from tracker.experiments.queries.form_options import is_metric_visible
from tracker.guidelines.models import Metric
from tracker.prepared import Parameter, Prepared


@dataclass(frozen=True)
class Series:
    """Readings of one metric by day; with baseline and target for the planned metric."""

    metric: str
    readings: list[MetricReading]
    baseline: float | None
    target: float | None


@dataclass(frozen=True)
class ExperimentEvidence:
    """Everything that documents an experiment."""

    pictures: list[Picture]
    links: list[Link]
    series: list[Series]
    documents: list[Document]

    def __bool__(self) -> bool:
        return bool(self.pictures or self.links or self.series or self.documents)

    @property
    def undescribed(self) -> list[Picture]:
        """Pictures without an alternative text."""
        return [picture for picture in self.pictures if not picture.alt]


def evidence_of(experiment: Experiment) -> ExperimentEvidence:
    """Pictures, links, readings and documents of an experiment, in four queries at most.

    The caller has checked that the viewer may see the experiment.
    """

    def rows(key: peewee.ForeignKeyField, query: Prepared) -> list:
        if may_be_referred_to(experiment, key):
            return query.rows(experiment=experiment.id)
        return []

    return ExperimentEvidence(
        pictures=rows(Picture.experiment, _pictures),
        links=rows(Link.experiment, _links),
        series=_series(experiment, rows(MetricReading.experiment, _readings)),
        documents=rows(Document.experiment, _documents),
    )


_readings = Prepared(
    lambda: (
        MetricReading.select()
        .where(MetricReading.experiment == Parameter("experiment"))
        .order_by(MetricReading.read_on, MetricReading.id)
    )
)
_pictures = Prepared(
    lambda: (
        Picture.select()
        .where(Picture.experiment == Parameter("experiment"))
        .order_by(Picture.id)
    )
)
_links = Prepared(
    lambda: (
        Link.select()
        .where(Link.experiment == Parameter("experiment"))
        .order_by(Link.id)
    )
)


_documents = Prepared(
    lambda: (
        Document.select()
        .where(Document.experiment == Parameter("experiment"))
        .order_by(Document.id)
    )
)


def last_reading(experiment: Experiment) -> MetricReading | None:
    """The newest reading of the planned metric; of any where the plan names none."""
    own = _key(experiment.metric)
    readings = experiment.readings.order_by(
        MetricReading.read_on.desc(), MetricReading.id.desc()
    )
    return next((row for row in readings if own in ("", _key(row.metric))), None)


def metrics_of(experiment: Experiment, viewer: Person) -> list[str]:
    """Names of the metrics of its platform that the viewer may see."""
    if not experiment.platform_id:
        return []
    return [
        metric.name
        for metric in experiment.platform.metrics.where(
            is_metric_visible(viewer)
        ).order_by(Metric.name)
    ]


def _series(experiment: Experiment, readings: list[MetricReading]) -> list[Series]:
    """One series for each metric, that of the plan card first; case does not matter."""
    own = _key(experiment.metric)
    by_metric: dict[str, list[MetricReading]] = {}
    for reading in readings:
        by_metric.setdefault(_key(reading.metric), []).append(reading)
    alone = len(by_metric) == 1 and not own
    series = []
    for key in sorted(by_metric, key=lambda key: (key != own, key)):
        rows = by_metric[key]
        if alone or key == own:
            baseline, target = experiment.baseline, experiment.target
        else:
            baseline, target = None, None
        series.append(Series(rows[-1].metric, rows, baseline, target))
    return series


def _key(metric: str) -> str:
    return " ".join(metric.casefold().split())
