"""The measures of a simulated organisation over two years.

    python -m tests.simulation --seed 7 --without safe-conduct thanks
    python -m tests.simulation --seeds 20          # each cause off in turn: the table
    python -m tests.simulation --people 5000 --units 60
    python -m tests.simulation --growth            # do pages grow with it?

A cause that is switched off still happens, and does nothing: its measure should then
stay flat, and the others be as they were.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.simulation.attack import Attacker
from tests.simulation.behaviour import Behaviour, Cause
from tests.simulation.growth import measured
from tests.simulation.measures import effects, met, over_time
from tests.simulation.organisation import Organisation
from tracker import db
from tracker.app import folder
from tracker.experiments.models import Experiment
from tracker.fears.enums import CohortMeasure
from tracker.fears.queries.cohort_figure import Contrast
from tracker.fears.queries.trial import TrialResult
from tracker.migrations import migrate
from tracker.readiness.enums import Fear
from tracker.small_groups import Figure

LARGE = 5_000, 60  # people and units
TRIAL = "the trial"  # shows "seen-consequences" as well


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--units", type=int, default=16)
    parser.add_argument(
        "--seeds", type=int, help="so many, with each cause off in turn"
    )
    parser.add_argument(
        "--growth",
        action="store_true",
        help="how pages grow, at 5,000 people in 60 units",
    )
    parser.add_argument("--rounds", type=int, default=9, help="of --growth")
    parser.add_argument("--keep", type=Path, help="folder of --growth that stays")
    parser.add_argument(
        "--without", nargs="*", default=[], choices=[cause.value for cause in Cause]
    )
    options = parser.parse_args()
    size = options.people, options.units
    if options.growth:
        sys.exit(min(1, measure_growth(options)))
    if options.seeds:
        print_table(options.seeds, size)
    else:
        off = frozenset(Cause(name) for name in options.without)
        print_one(options.seed, size, off)


def measure_growth(options: argparse.Namespace) -> int:
    """How many pages grow too much with the organisation."""
    with tempfile.TemporaryDirectory(prefix="forsoeg-simulation-") as data:
        place = options.keep or Path(data)
        place.mkdir(exist_ok=True)
        return measured(place, empty_database(), LARGE, options.seed, options.rounds)


@contextmanager
def lived(
    seed: int, size: tuple[int, int], off: frozenset, watched: bool = False
) -> Iterator[tuple[Organisation, Attacker | None]]:
    """An organisation after two years, in a database that is thrown away.

    Args:
        watched: Whether an attacker reads the figures every quarter.
    """
    with tempfile.TemporaryDirectory(prefix="forsoeg-simulation-") as data:
        path = Path(data) / "simulation.sqlite"
        path.write_bytes(empty_database())
        db.connect_to(f"sqlite:///{path}")
        db.database.connect()
        try:
            organisation = Organisation(*size, seed, Behaviour(off))
            attacker = None
            if watched:
                attacker = Attacker(organisation)
                organisation.live(attacker.look)
            else:
                organisation.live()
            yield organisation, attacker
        finally:
            if not db.database.is_closed():
                db.database.close()


def run(seed: int, size: tuple[int, int], off: frozenset) -> dict[str, float]:
    """What each cause comes to in one organisation, and what its trial showed."""
    with lived(seed, size, off) as (organisation, _):
        found = {cause.value: value for cause, value in effects(over_time()).items()}
        result = organisation.trial.result
        found[TRIAL] = 0.0
        if result and result.shown:
            found[TRIAL] = result.difference / 100
        return found


def print_one(seed: int, size: tuple[int, int], off: frozenset) -> None:
    """The measures of one organisation, and what an attacker finds."""
    begun = time.monotonic()
    with lived(seed, size, off, watched=True) as (organisation, attacker):
        took = time.monotonic() - begun
        print(f"{Experiment.select().count()} attempts in {took:.0f} s")
        for fear, told in met().items():
            happened = told.passed + told.hurt
            print(f"{fear.value:10} {happened} of {told.attempts} met it")
        attacker.exchange()
        print(f"the trial: {told_trial(organisation.trial.result)}")
        print(
            f"an attacker compared {attacker.differences} times; the fewest people"
            f" behind a figure or a difference: {attacker.smallest}; exchanging all"
            f" withheld authors moved {attacker.moved}"
        )
        print_run(over_time(), off)


def told_trial(result: TrialResult | None) -> str:
    if result is None or not result.shown:
        return "hidden"
    with_it, without = _share(result.caused), _share(result.other)
    return f"{with_it} with it, {without} without, p = {result.chance:.4f}"


@cache
def empty_database() -> bytes:
    """A migrated database without people, to be copied."""
    with tempfile.TemporaryDirectory(prefix="forsoeg-simulation-") as data:
        path = Path(data) / "empty.sqlite"
        migrate(db.connect_to(f"sqlite:///{path}"), folder("migrations"), Path(data))
        with db.database.connection_context():
            db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def print_run(rows, off: frozenset) -> None:
    """The measures quarter by quarter, and what each cause comes to."""
    names = " ".join(f"{fear.value:>9}" for fear in Fear)
    print(f"\nquarter  {names}  again  named  shared  Brier")
    for row in rows:
        levels = " ".join(f"{row.levels[fear]:9.2f}" for fear in Fear)
        shares = [_both(row.contrasts.get(one)) for one in CohortMeasure]
        brier = "–"
        if row.brier is not None:
            brier = f"{row.brier:.2f}"
        print(f"{row.quarter}  {levels}  {'  '.join(shares)}  {brier}")
    print()
    for cause, value in effects(rows).items():
        state = "on"
        if cause in off:
            state = "off"
        print(f"{cause.value:18} {state:4} {value:+.3f}")


def _both(one: Contrast | None) -> str:
    """The share with the cause and the one without it."""
    if one is None:
        return "–"
    return f"{_share(one.caused)} vs {_share(one.other)}"


def _share(figure: Figure) -> str:
    if not figure.shown:
        return "hidden"
    return f"{figure.value}/{figure.n}"


def print_table(seeds: int, size: tuple[int, int]) -> None:
    """For each cause that is off, the mean and spread of each measure over the seeds."""
    causes = list(Cause)
    measures = [cause.value for cause in causes] + [TRIAL]
    print("off \\ measure of".ljust(20) + "".join(f"{name:>20}" for name in measures))
    for off in [None, *causes]:
        chosen = frozenset()
        name = "(nothing)"
        if off:
            chosen = frozenset([off])
            name = off.value
        found = [run(seed, size, chosen) for seed in range(1, seeds + 1)]
        line = name.ljust(20)
        for measure in measures:
            values = [one[measure] for one in found]
            spread = statistics.pstdev(values)
            line += f"{statistics.mean(values):+12.3f} ±{spread:.3f} "
        print(line, flush=True)


if __name__ == "__main__":
    main()
