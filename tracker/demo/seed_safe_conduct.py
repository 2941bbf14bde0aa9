"""The demo's safe conduct, which some leaders signed, and attempts that a leader backed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PersonKey
from tracker.demo.seed_strategy import Signature
from tracker.safe_conduct.models import (
    Backing,
    BreachCount,
    SafeConduct,
    SafeConductSignature,
)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often it was broken, as the contact told it."""

    days_ago: int
    word: str


@dataclass(frozen=True, kw_only=True)
class Backed:
    """A leader who backed an attempt on the day after it began."""

    by: PersonKey
    experiment: ExperimentKey


@dataclass(frozen=True, kw_only=True)
class Conduct:
    by: PersonKey
    contact: PersonKey
    days_ago: int
    text: str
    exceptions: str
    signatures: tuple[Signature, ...]
    counts: tuple[Count, ...]
    backings: tuple[Backed, ...]


def seed_safe_conduct(demo: Context) -> None:
    """Plan to write it, sign it, and tell how often it was broken."""
    conduct = toml.read(TEXTS / "safe_conduct.toml", Conduct)
    demo.plan(demo.at(conduct.days_ago), _write, demo, conduct)
    for signature in conduct.signatures:
        demo.plan(demo.at(signature.days_ago), _sign, demo, signature)
    for count in conduct.counts:
        demo.plan(demo.at(count.days_ago), _tell, demo, conduct, count)
    for backed in conduct.backings:
        demo.plan(demo.now, _back, demo, backed)


def _write(demo: Context, conduct: Conduct) -> None:
    SafeConduct.write(
        text=conduct.text,
        exceptions=conduct.exceptions,
        contact=demo.people[conduct.contact],
        after=0,
        by=demo.people[conduct.by],
        at=demo.at(conduct.days_ago),
    )


def _sign(demo: Context, signature: Signature) -> None:
    by = demo.people[signature.by]
    at = demo.at(signature.days_ago)
    SafeConductSignature.sign(SafeConduct.newest(), by=by, at=at)


def _tell(demo: Context, conduct: Conduct, count: Count) -> None:
    on = demo.today - dt.timedelta(count.days_ago)
    BreachCount.tell(word=count.word, by=demo.people[conduct.contact], on=on)


def _back(demo: Context, backed: Backed) -> None:
    """Back an attempt on the day after it began."""
    experiment = demo.experiments[backed.experiment]
    on = experiment.started_on + dt.timedelta(1)
    at = dt.datetime.combine(on, dt.time(9), demo.now.tzinfo)
    Backing.add(experiment, by=demo.people[backed.by], on=on, at=at)
