"""How the product stands many people at once: 200 of them in turn, nine pages read for
each one written, and each page alone, beside a bare Flask page on the same machine.

    python -m tests.bench.load [--rows 10000] [--seconds 20] [--short]

Serves a database of so many made-up experiments on a port of this machine, with two
workers, and a bare page over the same file with a gunicorn that is set up alike. Prints
answers a second, each as a share of the bare page's, how long the slowest twentieth and
hundredth wait at least, and the memory of the server. Ends with 1 when a row misses its
goal. The clients are threads of Python and share the machine's cores with the server:
they cost the bare page more than a slower one, so the shares flatter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import random
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from tests.bench.made_up import fill
from tests.bench.pages import FLOOR, NEWEST
from tracker import db
from tracker.accounts.models import Person, Session, Unit
from tracker.app import create_app, folder
from tracker.comments.models import Comment
from tracker.config import Config
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.lessons.models import Lesson
from tracker.migrations import migrate

PEOPLE = 200
CLIENTS = 8
WORKERS = 2
THREADS = 4
# Share of the bare page that a page alone is to reach; of the mixed load, see MIXED
GOALS = {
    "list": 0.25,
    "experiment": 0.20,
    "home": 0.08,
    "plan form": 0.08,
    "search": 0.25,
    "lesson": 0.06,
    "dashboard": 0.04,
    "endorse": 0.35,
}
MIXED = 0.20
MOST_MEMORY = 350  # MiB of the server in all, as PSS
# Of a hundred requests, as people use the pages
SHARES = {
    "list": 20,
    "search": 20,
    "experiment": 25,
    "home": 15,
    "lesson": 8,
    "plan form": 5,
    "dashboard": 2,
    "endorse": 5,
}
WORDS = "svar klager borgere opslag story video aften morgen".split()


@dataclass
class Reader:
    """One of the people: what their browser sends."""

    cookie: str
    token: str


@dataclass
class Took:
    """How long the answers of one kind took, in seconds."""

    name: str
    times: list[float] = field(default_factory=list)
    failed: int = 0

    def slowest(self, share: float) -> float:
        """Milliseconds that the slowest share waits at least."""
        if not self.times:
            return 0.0
        return 1000 * sorted(self.times)[int(len(self.times) * (1 - share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--short", action="store_true", help="2,000 rows, 3 s each")
    options = parser.parse_args()
    if options.short:
        options.rows, options.seconds = 2_000, 3
    with tempfile.TemporaryDirectory(prefix="forsoeg-load-") as data:
        place = Installation(Path(data), options.rows)
        missed = place.measure(options.seconds)
    raise SystemExit(1 if missed else 0)


class Installation:
    """A database with made-up rows, its people, and servers over it."""

    def __init__(self, data: Path, rows: int):
        self.file = data / "forsoeg.sqlite"
        self.config = Config(
            data=data,
            database_url=f"sqlite:///{self.file}",
            secret_key=secrets.token_hex(32),
        )
        migrate(db.connect_to(self.config.database_url), folder("migrations"), data)
        with db.database.connection_context():
            fill(rows, random.Random(7))
            self.people = self._people()
            self._talk(rows)
            shown = (Experiment.stage != Stage.draft) & (
                Experiment.visibility == Visibility.everyone
            )
            ids = Experiment.select(Experiment.id).where(shown)
            self.experiments = [id for (id,) in ids.tuples()]
            self.lessons = [
                id
                for (id,) in Lesson.select(Lesson.id)
                .join(Experiment)
                .where(shown)
                .tuples()
            ]

    def _people(self) -> list[Reader]:
        """People with a session each, and the cookie and form token of it."""
        app = create_app(self.config)
        units = list(Unit.select())
        at = dt.datetime.now(dt.UTC)
        readers = []
        for n in range(PEOPLE):
            person = Person.welcome(
                email=f"reader{n}@example.org",
                name=f"Læser Nummer {n}",
                unit=units[n % len(units)],
                at=at,
                locale="da",
            )
            _, token = Session.open(person, at=at)
            with app.test_request_context():
                csrf = generate_csrf()
                kept = {"_user_id": token, "_fresh": True} | dict(session)
            signed = app.session_interface.get_signing_serializer(app).dumps(kept)
            name = app.config["SESSION_COOKIE_NAME"]
            readers.append(Reader(f"{name}={signed}", csrf))
        return readers

    def _talk(self, rows: int) -> None:
        """Comments and endorsements, ten of each for an experiment in the middle."""
        dice = random.Random(3)
        at = dt.datetime.now(dt.UTC)
        people = [id for (id,) in Person.select(Person.id).tuples()]
        ids = [
            id
            for (id,) in Experiment.select(Experiment.id)
            .where(Experiment.stage != Stage.draft)
            .tuples()
        ]
        comments = [
            {
                "experiment": dice.choice(ids),
                "person": dice.choice(people),
                "body": "Det **lærte** vi noget af. Tak for det!",
                "at": at,
            }
            for _ in range(3 * rows)
        ]
        pairs = {(dice.choice(ids), dice.choice(people)) for _ in range(3 * rows)}
        endorsements = [
            {
                "experiment": experiment,
                "person": person,
                "kind": EndorsementKind.learned,
                "at": at,
            }
            for experiment, person in pairs
        ]
        with db.database.atomic():
            for some in db.chunked(comments, 500):
                Comment.insert_many(some).execute()
            for some in db.chunked(endorsements, 500):
                Endorsement.insert_many(some).execute()

    # Measuring

    def measure(self, seconds: float) -> int:
        """Print the table. Returns how many rows miss their goal."""
        with self._bare() as port:
            bare = self._alone(port, "bare", seconds)
        print(f"{'':14}{'a second':>10}{'of bare':>10}{'goal':>8}{'p95':>9}{'p99':>9}")
        rate = len(bare.times) / seconds
        _tell("bare", rate, None, None, bare)
        missed = 0
        with self._product() as (port, process):
            self._mixed(port, min(seconds, 5))  # warm
            for name, goal in GOALS.items():
                took = self._alone(port, name, seconds)
                share = len(took.times) / seconds / rate
                missed += _tell(name, len(took.times) / seconds, share, goal, took)
            began = time.monotonic()
            kinds = self._mixed(port, 2 * seconds)
            spent = time.monotonic() - began
            every = Took("mixed", [t for took in kinds for t in took.times])
            every.failed = sum(took.failed for took in kinds)
            share = len(every.times) / spent / rate
            missed += _tell("mixed", len(every.times) / spent, share, MIXED, every)
            memory = pss_of(process.pid)
            print(
                f"memory {memory:.0f} MiB (PSS of all its processes; goal ≤ {MOST_MEMORY})"
            )
            missed += memory > MOST_MEMORY
        return missed

    def _alone(self, port: int, name: str, seconds: float) -> Took:
        took = Took(name)
        self._run(port, seconds, lambda dice: took)
        return took

    def _mixed(self, port: int, seconds: float) -> list[Took]:
        kinds = {name: Took(name) for name in SHARES}
        names, weights = list(SHARES), list(SHARES.values())
        self._run(port, seconds, lambda dice: kinds[dice.choices(names, weights)[0]])
        return list(kinds.values())

    def _run(self, port: int, seconds: float, chosen: Callable) -> None:
        """Let all clients ask for as long, each what is chosen for it."""
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self._ask, args=(port, until, chosen, n))
            for n in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, port: int, until: float, chosen: Callable, n: int) -> None:
        dice = random.Random(n)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        while time.monotonic() < until:
            took = chosen(dice)
            reader = dice.choice(self.people)
            began = time.perf_counter()
            try:
                status = self._send(connection, took.name, reader, dice)
            except (OSError, http.client.HTTPException):
                connection.close()
                status = 0
            if status in (200, 303):
                took.times.append(time.perf_counter() - began)
            else:
                took.failed += 1

    def _send(self, connection, name: str, reader: Reader, dice) -> int:
        headers = {"Cookie": reader.cookie, "Host": f"127.0.0.1:{connection.port}"}
        if name == "endorse":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            sent = urlencode({"kind": "learned", "csrf_token": reader.token})
            url = f"/experiments/{dice.choice(self.experiments)}/endorsements"
            connection.request("POST", url, sent, headers)
        else:
            connection.request("GET", self._url(name, dice), headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def _url(self, name: str, dice) -> str:
        one = dice.choice(self.experiments)
        return {
            "bare": "/",
            "list": "/experiments",
            "home": "/",
            "experiment": f"/experiments/{one}",
            "plan form": "/experiments/new",
            "search": f"/experiments?q={dice.choice(WORDS)}",
            "lesson": f"/lessons/{dice.choice(self.lessons)}",
            "dashboard": "/dashboard",
        }[name]

    # Serving

    @contextmanager
    def _product(self) -> Iterator[tuple[int, subprocess.Popen]]:
        port = free_port()
        command = [sys.executable, "-m", "tracker", "serve", "--port", str(port)]
        command += ["--workers", str(WORKERS)]
        with served(command, os.environ | self.config.as_env(), port) as process:
            yield port, process

    @contextmanager
    def _bare(self) -> Iterator[int]:
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "tests.bench.load:bare_app()"]
        command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
        command += ["--worker-class", "gthread", "--threads", str(THREADS)]
        with served(command, os.environ | {"BARE_FILE": str(self.file)}, port):
            yield port


def bare_app() -> Flask:
    """A bare Flask page of the twenty newest: raw sqlite3, no session, no languages."""
    app = Flask("bare")
    template = app.jinja_env.from_string(FLOOR)
    connections = threading.local()

    @app.get("/")
    def newest():
        if not hasattr(connections, "one"):
            connections.one = sqlite3.connect(os.environ["BARE_FILE"])
        return template.render(rows=connections.one.execute(NEWEST).fetchall())

    return app


@contextmanager
def served(command: list[str], env: dict, port: int) -> Iterator[subprocess.Popen]:
    """A server that answers, ended with all its processes afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=env, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pss_of(pid: int) -> float:
    """MiB of a process and all below it, what they share counted once."""
    total = 0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        (line,) = (line for line in rollup.splitlines() if line.startswith("Pss:"))
        total += int(line.split()[1])
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += map(int, (task / "children").read_text().split())
    return total / 1024


def _tell(name: str, rate: float, share, goal, took: Took) -> bool:
    """Print a row. Returns whether it misses its goal."""
    told = f"{name:14}{rate:>10.0f}"
    if share is not None:
        told += f"{share:>10.3f}{goal:>8.2f}"
    else:
        told += f"{'':>18}"
    told += f"{took.slowest(0.05):>6.0f} ms{took.slowest(0.01):>6.0f} ms"
    if took.failed:
        told += f"   {took.failed} failed"
    print(told, flush=True)
    return bool(took.failed) or (share is not None and share < goal)


if __name__ == "__main__":
    main()
