"""How the product stands many people at once: 200 of them in turn, nine pages read for
each one written, and each page alone, beside a bare Flask page on the same machine.

    python -m tests.bench.load [--rows 10000] [--seconds 20] [--short] [--python]

Serves a database of so many made-up experiments on a port of this machine, with two
workers, and a bare page over the same file with a gunicorn that is set up alike. Prints
answers a second, each as a share of the bare page's, how long the slowest twentieth and
hundredth wait at least, and the memory of the server. Ends with 1 when a row misses its
goal. Takes some nine minutes, in its short form two.

Each page alone is asked for by wrk (`apt install wrk`), the mixed load by threads of
Python, beside the bare list asked for by the same. Without wrk, or with --python, they ask
for all pages: they share the cores with the server and cost the bare page more than a
slower one, so those shares flatter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import random
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import session
from flask_wtf.csrf import generate_csrf

from tests.bench import wrk
from tests.bench.made_up import fill, talk
from tests.bench.process import free_port, pss_of, served
from tests.bench.took import Took, tell, together
from tracker import db
from tracker.accounts.models import Person, Session, Unit
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.experiments.models import Experiment
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.guidelines.models import Platform
from tracker.lessons.models import Lesson
from tracker.migrations import migrate

PEOPLE = 200
CLIENTS = 8
WORKERS = 2
THREADS = 4
# Page to the bare page beside it, and the share of that one's rate that it is to reach
GOALS = {
    "list": ("bare list", 0.25),
    "experiment": ("bare one", 0.20),
    "home": ("bare list", 0.30),
    "plan form": ("bare list", 0.30),
    "rare word": ("bare rare", 0.25),
    "search": ("bare search", 1.5),
    "library": ("bare list", 0.25),
    "lesson": ("bare list", 0.25),
    "dashboard": ("bare list", 0.15),
    "notifications": ("bare list", 0.40),
    "may I": ("bare list", 0.40),
    "endorse": ("bare list", 0.35),
}
BARE = ("bare list", "bare one", "bare search", "bare rare")
MIXED = 0.20
MIXED_BESIDE = "by threads"  # the bare list, asked for as the mixed load is
WARMED_UP = 4  # seconds
DIFFERENT = 20_000  # requests of a page, until wrk begins anew
MOST_MS = 80  # p95 of the mixed load, and p99 of its writes
MOST_MEMORY = 350  # MiB of the server in all, as PSS
# Of a hundred requests, as people use the pages: one in ten writes
SHARES = {
    "list": 19,
    "search": 19,
    "experiment": 23,
    "home": 14,
    "lesson": 8,
    "plan form": 5,
    "dashboard": 2,
    "endorse": 5,
    "comment": 3,
    "autosave": 1,
    "publish": 1,
}
WRITES = ("endorse", "comment", "autosave", "publish")
EVERY_TABLE = "UPDATE table_revision SET token = token + 1 WHERE name <> ''"
WORDS = "svar klager borgere opslag story video aften morgen".split()


@dataclass
class Reader:
    """One of the people: what their browser sends."""

    cookie: str
    token: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--short", action="store_true", help="2,000 rows, 3 s each")
    parser.add_argument("--python", action="store_true", help="the client is Python's")
    options = parser.parse_args()
    if options.short:
        options.rows, options.seconds = 2_000, 3
    with tempfile.TemporaryDirectory(prefix="forsoeg-load-") as data:
        place = Installation(Path(data), options.rows)
        place.asks_by_wrk = wrk.is_there() and not options.python
        if not place.asks_by_wrk:
            print("Asked by threads of Python: the shares of the pages flatter.")
        missed = place.measure(options.seconds)
    raise SystemExit(1 if missed else 0)


class Installation:
    """A database with made-up rows, its people, and servers over it.

    Args:
        url: Of an empty database; a file of SQLite if it is left out.

    Attributes:
        asks_by_wrk: Whether a page alone is asked for by wrk.
    """

    asks_by_wrk = False

    def __init__(self, data: Path, rows: int, url: str = ""):
        self.file = data / "forsoeg.sqlite"
        self.config = Config(
            data=data,
            database_url=url or f"sqlite:///{self.file}",
            secret_key=secrets.token_hex(32),
        )
        migrate(db.connect_to(self.config.database_url), folder("migrations"), data)
        with db.database.connection_context():
            fill(rows, random.Random(7))
            self.people = self._people()
            talk(3 * rows)
            self.platform = Platform.select(Platform.id).limit(1).scalar()
            shown = is_for_everyone()
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

    # Measuring

    def measure(self, seconds: float) -> int:
        """Print the table. Returns how many rows miss their goal."""
        print(f"{'':14}{'a second':>10}{'of bare':>10}{'goal':>8}{'p95':>9}{'p99':>9}")
        rates = self._bare_rates(seconds)
        missed = 0
        with self._product() as (port, process):
            self.warm(port)
            # First: each page alone leaves work behind, such as a notice of each endorsement
            missed += self._tell_mixed(port, seconds, rates[MIXED_BESIDE])
            for name, (beside, goal) in GOALS.items():
                took = self._alone(port, name, seconds)
                rate = took.count / seconds
                missed += tell(name, rate, rate / rates[beside], goal, took)
            memory = pss_of(process.pid)
            print(f"memory {memory:.0f} MiB (PSS of all; goal ≤ {MOST_MEMORY})")
            missed += memory > MOST_MEMORY
            self._tell_cold(port)
        again = self._bare_rates(seconds)
        spread = max(abs(again[name] / rates[name] - 1) for name in BARE)
        print(f"the bare pages differ by {100 * spread:.0f} % from before to after")
        return missed

    def warm(self, port: int) -> None:
        """Ask for each page until every process has compiled its templates."""
        dice = random.Random(1)
        for name in [*GOALS] * 4 * WORKERS:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            self._send(connection, name, dice.choice(self.people), dice)
            connection.close()

    def _bare_rates(self, seconds: float) -> dict[str, float]:
        """Answers a second of each bare page."""
        rates = {}
        with self._bare() as port:
            # Right after so many rows were written, the same page answers half as often
            self._by_threads(port, "bare list", WARMED_UP)
            for name in BARE:
                took = self._alone(port, name, seconds)
                rates[name] = max(took.count, 1) / seconds
                tell(name, rates[name], None, None, took)
            took = self._by_threads(port, "bare list", seconds)
            rates[MIXED_BESIDE] = max(took.count, 1) / seconds
            tell(MIXED_BESIDE, rates[MIXED_BESIDE], None, None, took)
        return rates

    def _tell_mixed(self, port: int, seconds: float, bare: float) -> int:
        """Print the rows of the mixed load. Returns how many miss their goal."""
        began = time.monotonic()
        kinds = self.mixed(port, 2 * seconds)
        spent = time.monotonic() - began
        every = together("mixed", kinds)
        writes = together("of it, writes", [k for k in kinds if k.name in WRITES])
        rate = len(every.times) / spent
        missed = int(tell("mixed", rate, rate / bare, MIXED, every))
        tell(writes.name, len(writes.times) / spent, None, None, writes)
        late = every.slowest(0.05) > MOST_MS
        return missed + late + (writes.slowest(0.01) > MOST_MS)

    def _tell_cold(self, port: int) -> None:
        """Print how long one page takes alone, right after a write to every table."""
        reader = random.Random(5)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        with sqlite3.connect(self.file, timeout=20) as tables:
            for name in GOALS:
                if name in WRITES:
                    continue
                times: dict[bool, list[float]] = {True: [], False: []}
                for n in range(20):
                    if cold := n % 2 == 0:
                        tables.execute(EVERY_TABLE)
                        tables.commit()
                        url = self._url(name, reader)
                    began = time.perf_counter()
                    self._get(connection, url, self.people[0])
                    times[cold].append(1000 * (time.perf_counter() - began))
                cold_ms, warm_ms = (sorted(times[kind])[5] for kind in (True, False))
                print(f"{name:14} cold {cold_ms:5.0f} ms, warm {warm_ms:5.0f} ms")

    def _alone(self, port: int, name: str, seconds: float) -> Took | wrk.Told:
        if self.asks_by_wrk:
            dice = random.Random(name)
            asked = (self._request(name, dice) for _ in range(DIFFERENT))
            return wrk.ask(name, port, asked, CLIENTS, seconds)
        return self._by_threads(port, name, seconds)

    def _request(self, name: str, dice) -> wrk.Request:
        reader = dice.choice(self.people)
        if name not in WRITES:
            return wrk.Request("GET", self._url(name, dice), reader.cookie)
        url, sent = self._written(name, dice)
        body = urlencode(sent | {"csrf_token": reader.token})
        return wrk.Request("POST", url, reader.cookie, body)

    def _by_threads(self, port: int, name: str, seconds: float) -> Took:
        took = Took(name)
        self._run(port, seconds, lambda dice: took)
        return took

    def mixed(self, port: int, seconds: float) -> list[Took]:
        """Ask for all pages as people use them, one in ten a write."""
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
                status = 0
            connection.close()  # each request has a connection of its own
            if status in (200, 201, 303):
                took.times.append(time.perf_counter() - began)
            else:
                took.failed += 1

    def _send(self, connection, name: str, reader: Reader, dice) -> int:
        if name not in WRITES:
            return self._get(connection, self._url(name, dice), reader)
        headers = self._headers(connection, reader)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        url, sent = self._written(name, dice)
        if name == "autosave":
            headers["X-Requested-With"] = "fetch"
        sent |= {"csrf_token": reader.token}
        connection.request("POST", url, urlencode(sent), headers)
        return _status(connection)

    def _get(self, connection, url: str, reader: Reader) -> int:
        connection.request("GET", url, headers=self._headers(connection, reader))
        return _status(connection)

    @staticmethod
    def _headers(connection, reader: Reader) -> dict[str, str]:
        return {"Cookie": reader.cookie, "Host": f"127.0.0.1:{connection.port}"}

    def _written(self, name: str, dice) -> tuple[str, dict[str, str]]:
        """Where a write is sent, and what."""
        one = f"/experiments/{dice.choice(self.experiments)}"
        key = f"{dice.getrandbits(64):x}"
        plan = {
            "hypothesis": f"Hurtige svar {key} giver færre klager",
            "visibility": "everyone",
            "platform": self.platform,
            "submission": key,
        }
        return {
            "endorse": (f"{one}/endorsements", {"kind": "learned"}),
            "comment": (f"{one}/comments", {"body": f"Tak {key}", "submission": key}),
            "autosave": ("/experiments/new", plan),
            "publish": ("/experiments/new", plan | {"publish": "1"}),
        }[name]

    def _url(self, name: str, dice) -> str:
        one = dice.choice(self.experiments)
        return {
            "bare list": "/",
            "bare one": f"/one/{one}",
            "bare search": f"/search/{dice.choice(WORDS)}",
            "bare rare": "/search/zebrafinke",
            "rare word": "/experiments?q=zebrafinke",
            "library": "/lessons",
            "notifications": "/notifications",
            "may I": "/guidelines",
            "list": "/experiments",
            "home": "/",
            "experiment": f"/experiments/{one}",
            "plan form": "/experiments/new",
            "search": f"/experiments?q={dice.choice(WORDS)}",
            "lesson": f"/lessons/{dice.choice(self.lessons)}",
            "dashboard": "/dashboard",
        }[name]

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
        command = [sys.executable, "-m", "gunicorn", "tests.bench.bare:bare_app()"]
        command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
        command += ["--worker-class", "gthread", "--threads", str(THREADS)]
        with served(command, os.environ | {"BARE_FILE": str(self.file)}, port):
            yield port


def _status(connection: http.client.HTTPConnection) -> int:
    answer = connection.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    main()
