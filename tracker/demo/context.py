"""The shared state of seeding: the clock, the people, and the experiments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from zoneinfo import ZoneInfo

from tqdm import tqdm

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.folder import Folder
from tracker.guidelines.models import Platform

LONG_AGO = 430  # days: when the organisation began with all this


@dataclass(frozen=True)
class Context:
    """The state of the demo while it is seeded.

    Attributes:
        now: The moment that days are counted back from.
        files: Folder for the pictures.
        people: By their keys.
        platforms: By their slugs.
        experiments: By their keys, those that have begun.
        acts: What is planned to happen, each at its moment.
    """

    now: dt.datetime
    zone: ZoneInfo
    files: Folder
    people: dict[str, Person] = field(default_factory=dict)
    platforms: dict[str, Platform] = field(default_factory=dict)
    experiments: dict[str, Experiment] = field(default_factory=dict)
    acts: list[tuple[dt.datetime, Callable[[], object]]] = field(default_factory=list)

    def plan(self, moment: dt.datetime, act: Callable, *arguments: object) -> None:
        """Plan an act for a moment; acts run in the order of their moments."""
        self.acts.append((moment, partial(act, *arguments)))

    def run(self) -> None:
        """Run all planned acts by moment; at the same moment in the order of planning."""
        acts = sorted(self.acts, key=lambda one: one[0])
        for _, act in tqdm(acts, desc="Making the demo", unit=" acts", leave=False):
            act()

    def at(self, days_ago: int) -> dt.datetime:
        """Some minute of a working day, the same each time."""
        moment = self.now - dt.timedelta(days=days_ago)
        moment = moment.replace(hour=7 + days_ago % 8, minute=days_ago * 7 % 60)
        return min(moment, self.now)

    def day(self, days_ago: int) -> dt.date:
        """The day so many days ago; below zero it lies ahead."""
        return (self.now - dt.timedelta(days=days_ago)).date()

    def day_if(self, days_ago: int | None) -> dt.date | None:
        """The day so many days ago, if there is a number."""
        if days_ago is None:
            return None
        return self.day(days_ago)

    @property
    def today(self) -> dt.date:
        """Today, where the organisation is."""
        return self.now.astimezone(self.zone).date()
