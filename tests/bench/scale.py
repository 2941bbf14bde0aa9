"""Whether pages grow with a large organisation, on both databases.

    python -m tests.bench.scale [--rows 100000] [--people 50000] [--talk 1000000]
        [--rounds 7] [--database sqlite] [--keep FOLDER] [--profile "my unit"]

Builds two organisations of each kind of database, one of a hundredth of the other's
size, with as many comments and endorsements together as --talk says; asks for each page
in turn in both, as an employee, as a facilitator or as an administrator. Prints the
median of the processor's time of the product, or of the clock on PostgreSQL, whose own
time is part of an answer; and the time of the first visit, when nothing is kept yet. A
page may grow by 1.3 times, the dashboard by 2. Ends with 1 if one grows more.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import pstats
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.importing import started
from tests.bench.load import EVERY_TABLE
from tests.bench.made_up import PEOPLE, fill, talk
from tracker import db
from tracker.accounts.models import Person, Role, Session
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.experiments.models import Experiment, Stage
from tracker.migrations import migrate

DIFFERENT = 4_000
EMPLOYEE = {
    "home": "/",
    "list": "/experiments",
    "list, a unit": "/experiments?unit=3",
    "list, built on": "/experiments?sort=built_on",
    "search, rare word": "/experiments?q=zebrafinke",
    "search, common word": "/experiments?q=svar",
    "experiment": "/experiments/{one}",
    "plan form": "/experiments/new?platform=facebook",
    "one's own plan": "/experiments/{own}/edit",
    "similar attempts": "/experiments/similar?q=Hurtige svar om aftenen",
    "suggested people": "/experiments/suggest/people?q=Nummer 77",
    "suggested tags": "/experiments/suggest/tags?q=em",
    "library": "/lessons",
    "lesson": "/lessons/{lesson}",
    "notifications": "/notifications",
    "May I?": "/guidelines",
    "my page": "/me",
    "my data": "/me/data",
    "questions": "/questions",
    "map of fears": "/readiness/fears",
    "fear": "/readiness/fear",
    "commitments": "/commitments",
    "safe conduct": "/safe-conduct",
}
LEADER = {
    "when you lead": "/leading",
    "strategy": "/strategy",
    "business case": "/business-case",
}
FACILITATOR = {
    "dashboard": "/dashboard",
    "unanswered": "/dashboard/waiting",
    "concerns": "/concerns",
    "stalls": "/dashboard/stalls",
    "summaries": "/summaries",
    "readiness": "/readiness",
    "tags": "/experiments/tags",
    "import": "/experiments/import",
    "stakeholders": "/stakeholders",
    "possible mentions": "/privacy/possible-mentions",
}
ADMINISTRATOR = {
    "people": "/admin/people",
    "people, searched": "/admin/people?q=Nummer 77",
    "units": "/admin/units",
    "audit": "/admin/audit",
    "synonyms": "/admin/synonyms",
    "retention": "/admin/retention",
}
PAGES = {
    Role.employee: EMPLOYEE,
    Role.leader: LEADER,
    Role.facilitator: FACILITATOR,
    Role.admin: ADMINISTRATOR,
}
MOST = 1.3
MOST_OF = {"dashboard": 2.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--talk", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", type=Path, help="folder of databases that stay")
    parser.add_argument("--profile", nargs="+", default=[], help="pages of the larger")
    options = parser.parse_args()
    missed = 0
    for kind in ("sqlite", "postgresql"):
        if options.database in (None, kind):
            with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
                place = (options.keep or Path(data)) / kind
                missed += measure(kind, place, options)
    sys.exit(min(1, missed))


def measure(kind: str, data: Path, options: argparse.Namespace) -> int:
    """Build, ask and print, for one kind of database; how many pages grow too much."""
    sizes = []
    servers = []
    for share in (100, 1):
        place = data / f"{options.rows // share}"
        place.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{place / 'bench.sqlite'}"
        if kind == "postgresql":
            servers.append(started(place / "server"))
            url = servers[-1].get_uri()
        size = [each // share for each in (options.rows, options.people, options.talk)]
        sizes.append(Organisation(place, url, *size))
    for organisation in sizes * 3:
        organisation.visit(options.rounds)
    for organisation in sizes:
        organisation.visit_after_writes()
    for name in options.profile:
        sizes[-1].profile(name)
    missed = report(kind, *sizes)
    for server in servers:
        server.cleanup()
    return missed


class Organisation:
    """The product over a database of so many attempts and people."""

    def __init__(self, data: Path, url: str, rows: int, people: int, each: int):
        self.rows = rows
        self.config = Config(
            data=data,
            database_url=url,
            secret_key="for the bench only, and long enough",
        )
        places = data / "places.json"
        self._connect()
        if not places.exists():
            self._build(places, people, each)
        self.places = json.loads(places.read_text())
        app = create_app(self.config)
        app.config["KEEPS_CONNECTIONS"] = True  # as the server does
        self.pages = {}
        for role, pages in PAGES.items():
            client = self._signed_in(app, role)
            for name, path in pages.items():
                self.pages[name] = client, path.format(**self.places)
        self.first = {name: self._asked(name) for name in self.pages}
        self.took: dict[str, list[float]] = {name: [] for name in self.pages}

    def _build(self, places: Path, people: int, each: int) -> None:
        began = time.perf_counter()
        url = self.config.database_url
        migrate(db.connect_to(url), folder("migrations"), places.parent)
        with db.database.connection_context():
            found = fill(
                self.rows,
                random.Random(7),
                DIFFERENT,
                colleagues=max(people, PEOPLE),
            )
            talk(each // 2)
            found |= self._own()
            if not db.is_sqlite():  # also what is being vacuumed just now
                db.database.execute_sql("ANALYZE")
        places.write_text(json.dumps(found))
        took = time.perf_counter() - began
        print(f"{self.rows:,} attempts, {people:,} people in {took:.0f} s", flush=True)

    @staticmethod
    def _own() -> dict[str, int]:
        """Somebody's attempt that may still be edited."""
        own = Experiment.get(Experiment.stage == Stage.planned)
        return {"own": own.id, "author": own.author_id}

    def _signed_in(self, app, role: Role):
        """The browser of a role; the employee is the author of an attempt."""
        client = app.test_client()
        with db.database.connection_context():
            place = self.places["author"] + list(PAGES).index(role)
            person = Person.get_by_id(place)
            person.role = role
            person.save()
            _, token = Session.open(person, at=dt.datetime.now(dt.UTC))
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client

    def visit(self, rounds: int) -> None:
        """Ask for every page that often, over one connection."""
        self._connect()
        for name in self.pages:
            self._asked(name)
            self.took[name] += [self._asked(name) for _ in range(rounds)]

    def _connect(self) -> None:
        if db.database.obj and not db.database.is_closed():
            db.database.close()  # the other organisation's
        db.connect_to(self.config.database_url)

    def visit_after_writes(self) -> None:
        """Ask for every page after a write into every table."""
        self._connect()
        self.after_write = {}
        for name in self.pages:
            took = []
            for _ in range(3):
                db.database.connect(reuse_if_open=True)
                db.database.execute_sql(EVERY_TABLE)
                took.append(self._asked(name))
            self.after_write[name] = statistics.median(took)

    def cost(self, name: str) -> float:
        return statistics.median(self.took[name])

    def profile(self, name: str) -> None:
        """Print where the time of a page goes."""
        self._connect()
        profile = cProfile.Profile()
        for _ in range(10):
            profile.runcall(self._asked, name)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)

    def _asked(self, name: str) -> float:
        """Milliseconds of the processor, or of the clock where a server answers."""
        client, path = self.pages[name]
        clock = time.process_time
        if self.config.database_url.startswith("postgres"):
            clock = time.perf_counter
        began = clock()
        answer = client.get(path)
        took = 1000 * (clock() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        return took


def report(kind: str, few: Organisation, many: Organisation) -> int:
    """Print a line for each page; how many grow too much."""
    heads = "".join(
        f"{size.rows:>11,}{'written':>9}{'first':>8}" for size in (few, many)
    )
    print(f"{kind:22}{heads}{'growth':>9}   milliseconds")
    missed = 0
    for name in many.pages:
        growth = many.cost(name) / few.cost(name)
        cells = "".join(
            f"{size.cost(name):>11.1f}{size.after_write[name]:>9.0f}{size.first[name]:>8.0f}"
            for size in (few, many)
        )
        mark = ""
        if growth > MOST_OF.get(name, MOST):
            missed += 1
            mark = "  too much"
        print(f"{name:22}{cells}{growth:>8.2f}×{mark}")
    return missed


if __name__ == "__main__":
    main()
