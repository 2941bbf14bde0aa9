"""The demo without what takes half the time to make, and what no main story looks at."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.experiments.pictures import picture
from tracker.demo import experiment, seed_experiments, seed_notifications
from tracker.demo.experiment import DemoExperiment, Endorsements


def make_small() -> None:
    """One small picture everywhere, one endorsement of each attempt, and the notices of
    two weeks; for good, in a process that makes nothing else.
    """
    seed_notifications.TOLD = seed_notifications.LATELY
    seed_experiments.draw = cache(lambda kind, seed: picture())
    small = tuple(map(_small, experiment.EXPERIMENTS))
    experiment.EXPERIMENTS = seed_experiments.EXPERIMENTS = small


def _small(one: DemoExperiment) -> DemoExperiment:
    endorsed = Endorsements(learned=one.endorsements.learned[:1])
    return replace(one, endorsements=endorsed, readings=one.readings[-2:])
