"""The demo without what takes most of the time to make, and what no main story looks at."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

from tests.experiments.pictures import picture
from tracker.demo import (
    TEXTS,
    experiment,
    seed,
    seed_experiments,
    seed_fears,
    seed_guidelines,
    seed_lessons,
    seed_notifications,
    seed_summaries,
)
from tracker.demo.experiment import DemoExperiment, Endorsements
from tracker.demo.organisation import EVERYBODY
from tracker.experiments.models import Stage
from tracker.fears.models import FearBatch
from tracker.quarters import Quarter

# Texts that tell of attempts and cannot do without them
TOLD_IN = "business_case commitments drafts lessons pulses safe_conduct".split()
# Whose attempts a story opens: of the four who sign in
ACCOUNTS = {key for key, person in EVERYBODY.items() if person.address in seed.ACCOUNTS}
TOLD_WHOLE = 12  # how many attempts have pictures and are talked about


def make_small() -> None:
    """Half of the attempts with one endorsement of each, a few of them talked about and
    with a small picture; the notices of two weeks and the last two summaries; what was
    feared added up now and then, and nothing guessed. For good, in a process that makes
    nothing else.
    """
    seed_notifications.TOLD = seed_notifications.LATELY
    seed_experiments.draw = cache(lambda kind, seed: picture())
    small = tuple(
        _small(one, is_whole=number < TOLD_WHOLE)
        for number, one in enumerate(_attempts_kept())
    )
    for module in (experiment, seed_experiments, seed_lessons):
        module.EXPERIMENTS = small
    use = seed_guidelines._use
    seed_guidelines._use = lambda demo, texts: use(demo, _without_others(demo, texts))
    seed.seed_summaries = _two_summaries
    seed_fears._guess = lambda *_: None
    turns = itertools.count()
    seed_fears.FearBatch = SimpleNamespace(
        close_due=lambda on: next(turns) % 8 or FearBatch.close_due(on)
    )


def _attempts_kept() -> list[DemoExperiment]:
    """What other texts tell of and what the people of the stories have, with what it
    builds on.
    """
    texts = "".join((TEXTS / f"{name}.toml").read_text() for name in TOLD_IN)
    all_of_them = {one.key: one for one in experiment.EXPERIMENTS}
    kept = [
        key
        for key, one in all_of_them.items()
        if f'"{key}"' in texts
        or (one.author in ACCOUNTS and one.stage is not Stage.concluded)
        or "quiz" in key
    ]
    for key in kept:  # which grows
        kept += [one for one in all_of_them[key].builds_on if one not in kept]
    return [one for key, one in all_of_them.items() if key in kept]


def _small(one: DemoExperiment, is_whole: bool) -> DemoExperiment:
    endorsed = Endorsements(learned=one.endorsements.learned[:1])
    one = replace(one, endorsements=endorsed, readings=one.readings[-1:])
    return one if is_whole else replace(one, comments=(), pictures=())


def _without_others(demo, texts):
    """The clauses that attempts rest on, for those that there are."""
    resting = {
        clause: [one for one in those if one in demo.experiments]
        for clause, those in texts.experiments.items()
    }
    return replace(texts, experiments=resting)


def _two_summaries(demo) -> None:
    """The one that a leader is to sign, and the one before, which a promise comes from."""
    texts = seed_summaries.toml.read(TEXTS / "summaries.toml", seed_summaries.Summaries)
    quarter = Quarter.of(demo.today)
    for text in texts.quarters[:2]:
        quarter = quarter.previous
        seed_summaries.SummaryWriter(demo, quarter, text).plan()
