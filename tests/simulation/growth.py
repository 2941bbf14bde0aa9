"""How pages grow with the organisation: ``python -m tests.simulation --growth``.

Two simulated organisations, one twenty times as large, side by side: each page is asked
for in turn in both, on a day in the last quarter, and the medians of the processor's time
are compared. A page may grow by 1.3 times, the dashboard by 2.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from pathlib import Path

import time_machine

from tests.bench.pages import signed_in
from tests.simulation.behaviour import Behaviour
from tests.simulation.organisation import Organisation
from tracker import db
from tracker.accounts.models import Person
from tracker.app import create_app
from tracker.config import Config
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.models import Lesson

# When the last round has closed
PRESENT = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)
PAGES = {
    "list": "/experiments",
    "search": "/experiments?q=nogen svarer",
    "home": "/",
    "dashboard": "/dashboard?quarter=2025-Q4",
    "experiment": "/experiments/{experiment}",
    "lesson": "/lessons/{lesson}",
    "plan": "/experiments/new?platform=facebook",
    "map of fears": "/readiness/fears",
    "fear": "/readiness/fear",
}
MOST = 1.3
MOST_OF = {"dashboard": 2.0}


class Installation:
    """The product over a simulated organisation that is written into a folder."""

    def __init__(self, data: Path, empty: bytes, size: tuple[int, int], seed: int):
        path = data / f"{size[0]}.sqlite"
        self.size = size
        self.url = f"sqlite:///{path}"
        if not path.exists():
            path.write_bytes(empty)
            self._live(seed)
        self.open(data)

    def _live(self, seed: int) -> None:
        db.connect_to(self.url)
        began = time.perf_counter()
        with db.database.connection_context():
            Organisation(*self.size, seed, Behaviour()).live()
            db.analyze()
            attempts = Experiment.select().count()
        took = time.perf_counter() - began
        print(
            f"{self.size[0]:,} people, {attempts:,} attempts in {took:.0f} s",
            flush=True,
        )

    def open(self, data: Path) -> None:
        """Sign the last person in, and ask for each page once."""
        db.connect_to(self.url)
        config = Config(
            data=data,
            database_url=self.url,
            secret_key="for the simulation only, and long enough",
            organisation="Simuleret",
        )
        with db.database.connection_context():
            shown = Experiment.select(Experiment.id).where(
                Experiment.stage == Stage.concluded
            )
            places = {
                "experiment": shown.order_by(Experiment.id).first().id,
                "lesson": Lesson.select(Lesson.id).order_by(Lesson.id).first().id,
            }
        self.paths = {name: path.format(**places) for name, path in PAGES.items()}
        self.browser = signed_in(create_app(config), Person.id.desc())
        self.first = {name: self._asked(name) for name in PAGES}
        self.took: dict[str, list[float]] = {name: [] for name in PAGES}

    def visit(self) -> None:
        """Ask for every page once."""
        db.connect_to(self.url)
        for name in PAGES:
            self.took[name].append(self._asked(name))

    def cost(self, name: str) -> float:
        return statistics.median(self.took[name])

    def _asked(self, name: str) -> float:
        """The processor's time of a page, in milliseconds."""
        began = time.process_time()
        answer = self.browser.get(self.paths[name])
        took = 1000 * (time.process_time() - began)
        assert answer.status_code == 200, name
        return took


def grown(few: Installation, many: Installation, rounds: int) -> int:
    """Print what each page costs in both; how many of them grow too much."""
    for installation in [few, many] * rounds:
        installation.visit()
    sizes = f"{few.size[0]:>8,} people{many.size[0]:>8,} people"
    print(f"{'page':14}{sizes}{'growth':>9}{'first':>18}")
    too_much = 0
    for name in PAGES:
        growth = many.cost(name) / few.cost(name)
        most = MOST_OF.get(name, MOST)
        mark = ""
        if growth > most:
            too_much += 1
            mark = f"  more than {most}"
        first = f"{few.first[name]:>8.0f} → {many.first[name]:.0f} ms"
        print(
            f"{name:14}{few.cost(name):>12.1f} ms{many.cost(name):>12.1f} ms"
            f"{growth:>8.2f}×{first:>18}{mark}"
        )
    return too_much


def measured(
    data: Path, empty: bytes, size: tuple[int, int], seed: int, rounds: int
) -> int:
    """Build both organisations, and measure; how many pages grow too much."""
    small = max(size[0] // 20, 60), max(size[1] // 12, 5)
    both = []
    with time_machine.travel(PRESENT):
        for one in (small, size):
            both.append(Installation(data, empty, one, seed))
        return grown(*both, rounds)
