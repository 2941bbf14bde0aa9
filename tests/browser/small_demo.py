"""The demo without what takes half the time to make, and what no main story looks at."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

from tests.experiments.pictures import picture
from tracker.demo import experiment, seed_experiments
from tracker.demo.experiment import DemoExperiment, Endorsements


def make_small() -> None:
    """One small picture everywhere, and of each kind of endorsement the first; for good,
    in a process that makes nothing else.
    """
    seed_experiments.draw = cache(lambda kind, seed: picture())
    small = tuple(map(_small, experiment.EXPERIMENTS))
    experiment.EXPERIMENTS = seed_experiments.EXPERIMENTS = small


def _small(one: DemoExperiment) -> DemoExperiment:
    given = one.endorsements
    first = {kind.name: getattr(given, kind.name)[:1] for kind in fields(given)}
    return replace(one, endorsements=Endorsements(**first), readings=one.readings[-2:])
