"""How the time of a search grows with the number of attempts, on both databases.

    python -m tests.bench.finding [--sizes 1000 18000 100000] [--rounds 15]
        [--database sqlite] [--profile "search, common word"]

Builds a database of each size with made-up attempts, in a folder that is thrown away;
asks for each page, and for a bare Flask page over the same tables, in turn. Prints the
median of the processor's time of the product (what PostgreSQL spends is beside it, in
the median of the clock), its multiple of the bare page, and the growth since the
smallest size; and the time of the first visit, when the process keeps nothing yet.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.importing import started
from tests.bench.made_up import fill
from tests.bench.pages import bare, queries_of, signed_in
from tracker import db
from tracker.accounts.models import Person
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.migrations import migrate

DIFFERENT = 4_000
PAGES = {
    "list": "/experiments",
    "search, rare word": "/experiments?q=zebrafinke",
    "search, nothing": "/experiments?q=findesikke",
    "search, common word": "/experiments?q=svar",
    "search, two common": "/experiments?q=hurtige svar",
    "search, four words": "/experiments?q=hurtige svar zebrafinke ord17",
    "search, platform": "/experiments?q=facebook",
    "search, filtered": "/experiments?q=svar&platform=x&outcome=refuted",
    "search, newest first": "/experiments?q=svar&sort=newest",
    "similar": "/experiments/similar?q=Hurtige svar på klager i en story om aftenen",
    "library": "/lessons",
    "library, common word": "/lessons?q=svar",
    "library, rare word": "/lessons?q=zebrafinke",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 18_000, 100_000]
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--profile", choices=list(PAGES), help="of the largest size")
    options = parser.parse_args()
    for name in ("sqlite", "postgresql"):
        if options.database in (None, name):
            with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
                measure(name, Path(data), options)


def measure(name: str, data: Path, options: argparse.Namespace) -> None:
    """Build, ask and print, for one kind of database."""
    sizes = []
    servers = []
    for rows in options.sizes:
        place = data / str(rows)
        place.mkdir()
        url = f"sqlite:///{place / 'bench.sqlite'}"
        if name == "postgresql":
            servers.append(started(place / "server"))
            url = servers[-1].get_uri()
        sizes.append(Installation(place, url, rows))
    for installation in sizes * options.rounds:
        installation.visit()
    report(name, sizes)
    if options.profile:
        sizes[-1].profile(options.profile)
    for server in servers:
        server.cleanup()


class Installation:
    """The product over a database of so many attempts, and the bare page beside it."""

    def __init__(self, data: Path, url: str, rows: int):
        self.rows = rows
        self.config = Config(
            data=data,
            database_url=url,
            secret_key="for the bench only, and long enough",
        )
        began = time.perf_counter()
        migrate(db.connect_to(url), folder("migrations"), data)
        with db.database.connection_context():
            fill(rows, random.Random(7), DIFFERENT)
        print(
            f"{rows:,} rows written in {time.perf_counter() - began:.0f} s", flush=True
        )
        # Whoever wrote most has more than anybody in life
        client = signed_in(create_app(self.config), Person.id.desc())
        self.urls = {
            "bare": (bare(), "/"),
            **{name: (client, address) for name, address in PAGES.items()},
        }
        self.first = {name: self._asked(name) for name in self.urls}
        self.queries = {name: queries_of(*url) for name, url in self.urls.items()}
        self.busy = {name: [] for name in self.urls}
        self.took = {name: [] for name in self.urls}

    def visit(self) -> None:
        """Ask for every page once."""
        db.connect_to(self.config.database_url)
        for name in self.urls:
            busy, took = self._asked(name)
            self.busy[name].append(busy)
            self.took[name].append(took)

    def profile(self, name: str) -> None:
        """Print where the time of a page goes."""
        db.connect_to(self.config.database_url)
        profile = cProfile.Profile()
        for _ in range(10):
            profile.runcall(self._asked, name)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)

    def _asked(self, name: str) -> tuple[float, float]:
        """Milliseconds of the processor and of the clock."""
        client, address = self.urls[name]
        busy = time.process_time()
        took = time.perf_counter()
        client.get(address)
        return (
            1000 * (time.process_time() - busy),
            1000 * (time.perf_counter() - took),
        )


def report(name: str, sizes: list[Installation]) -> None:
    """Print a line for each page."""
    heads = "".join(f"{f'{size.rows:,} rows':>34}" for size in sizes)
    print(f"{name:22}{heads}{'growth':>9}{'queries':>9}")
    print(
        f"{'':22}" + f"{'busy':>9}{'clock':>8}{'of bare':>9}{'first':>8}" * len(sizes)
    )
    for page in ("bare", *PAGES):
        cells = ""
        for size in sizes:
            busy = statistics.median(size.busy[page])
            ratio = busy / statistics.median(size.busy["bare"])
            clock = statistics.median(size.took[page])
            cells += (
                f"{busy:>9.1f}{clock:>8.1f}{ratio:>8.1f}×{size.first[page][1]:>8.0f}"
            )
        smallest, largest = (statistics.median(sizes[i].busy[page]) for i in (0, -1))
        print(
            f"{page:22}{cells}{largest / smallest:>8.2f}×{sizes[-1].queries[page]:>9}"
        )


if __name__ == "__main__":
    main()
