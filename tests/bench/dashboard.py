"""How much the dashboard costs, and whether that grows: 180 experiments, 18,000, and
100,000, in one run.

    python -m tests.bench.dashboard [--rows 18000] [--rounds 15] [--more 100000] [--postgres]

Builds databases of made-up experiments with lessons, reuses, evidence, comments and
endorsements in a folder that is thrown away, asks for the page of this quarter and of
the one before, in turn, and prints medians, growth and the number of queries. A large
organisation's figures are cached for some minutes, so each page is asked for twice:
"computed", when nothing is cached; and "cached", after an experiment was changed, a
lesson used and a comment written. A small organisation's are computed both times.

The largest one is made of replicated rows: the 18,000 with other ids, since making up
words for 100,000 takes longer than it tells. On SQLite a time is one of the process's
own, whatever else the machine does; on PostgreSQL, which works elsewhere, it is the
clock's. There the tables are swept before, as PostgreSQL does by itself within a
minute.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.importing import started
from tests.bench.made_up import NOW, fill
from tests.bench.pages import queries_of, signed_in
from tracker import db
from tracker.accounts.models import Person
from tracker.app import create_app, folder
from tracker.comments.models import Comment
from tracker.config import Config
from tracker.dashboard.queries import cache
from tracker.db import analyze, chunked, database
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Conclusion, Evidence, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.migrations import migrate
from tracker.quarters import Quarter

BEFORE = Quarter.of(NOW.date()).previous
PAGES = {
    "dashboard": "/dashboard",
    "dashboard, last quarter": f"/dashboard?quarter={BEFORE}",
    "dashboard, a unit": "/dashboard?unit=3",
    "dashboard, a platform": "/dashboard?platform=facebook",
    "rows behind a figure": f"/dashboard/rows?measure=ended&part=learned&quarter={BEFORE}",
    "figures as CSV": "/dashboard/export.csv",
}
REPLICATED = {
    Experiment: {"id": "id + {by}", "source": "NULL", "external_id": "NULL"},
    Conclusion: {"id": "id + {by}", "experiment_id": "experiment_id + {by}"},
    Lesson: {"id": "id + {by}", "experiment_id": "experiment_id + {by}"},
    BuildsOn: {
        "id": "id + {by}",
        "child_id": "child_id + {by}",
        "parent_id": "parent_id + {by}",
    },
    Reuse: {"id": "id + {by}", "lesson_id": "lesson_id + {by}"},
    Evidence: {
        "id": "id + {by}",
        "lesson_id": "lesson_id + {by}",
        "experiment_id": "experiment_id + {by}",
    },
    Endorsement: {"id": "id + {by}", "experiment_id": "experiment_id + {by}"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=18_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--more", type=int, default=100_000, help="replicated rows; 0 leaves them out"
    )
    parser.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL that is started for it"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        server = started(Path(data) / "server") if options.postgres else None
        sizes = [
            Installation(Path(data), server, rows)
            for rows in (options.rows // 100, options.rows)
        ]
        if options.more:
            sizes.append(
                Installation(Path(data), server, options.rows, replicated=options.more)
            )
        for installation in sizes * options.rounds:
            installation.visit()
    few, *larger = sizes
    print(
        f"{'page':34}"
        + "".join(f"{size.name:>26}" for size in sizes)
        + f"{'queries':>20}"
    )
    for name in few.took:
        told = f"{1000 * few.cost(name):>23.1f} ms"
        told += "".join(
            f"{1000 * size.cost(name):>15.1f} ms {size.cost(name) / few.cost(name):>5.2f}×"
            for size in larger
        )
        print(
            f"{name:34}{told}{' → '.join(str(size.queries[name]) for size in sizes):>20}"
        )


class Installation:
    """The product over a database of so many experiments, signed in to."""

    def __init__(self, folder_of_all: Path, server, rows: int, replicated: int = 0):
        self.name = f"{replicated or rows} rows" + (
            ", replicated" if replicated else ""
        )
        data = folder_of_all / str(replicated or rows)
        data.mkdir()
        url = (
            f"sqlite:///{data / 'bench.sqlite'}"
            if server is None
            else database_on(server, f"bench_{replicated or rows}")
        )
        self.clock = time.process_time if server is None else time.perf_counter
        self.config = Config(
            data=data,
            database_url=url,
            secret_key="for the bench only, and long enough",
        )
        migrate(db.connect_to(url), folder("migrations"), data)
        with db.database.connection_context():
            fill(rows, random.Random(7))
            talk(rows, random.Random(11))
            for times in range(1, -(-replicated // rows) if replicated else 1):
                replicate(rows, times, most=replicated)
            analyze()
            self.taught = list(
                Lesson.select(Lesson.id, Lesson.experiment).order_by(Lesson.id).tuples()
            )
            if server is not None:
                database.execute_sql("VACUUM ANALYZE")
        self.client = signed_in(create_app(self.config))
        self.dice = random.Random(13)
        self.last = []
        self.queries = {
            f"{name}{when}": queries_of(self.client, url)
            for name, url, when in self._asked()
        }
        self.took = {name: [] for name in self.queries}

    def _asked(self):
        """Every page, first when nothing is cached, then after something happened."""
        db.connect_to(self.config.database_url)
        for name, url in PAGES.items():
            for when, before in WHEN.items():
                before(self)
                yield name, url, when

    def visit(self) -> None:
        """Ask for every page."""
        for name, url, when in self._asked():
            began = self.clock()
            self.client.get(url).get_data()
            self.took[f"{name}{when}"].append(self.clock() - began)

    def live_on(self) -> None:
        """Let somebody change an attempt, use a lesson and say a word, about any of the
        attempts; what was done so before goes.
        """
        with database.connection_context(), database.atomic():
            for row in self.last:
                row.delete_instance()
            changed, used, talked_of = self.dice.sample(self.taught, 3)
            Experiment.update(hours=self.dice.randrange(9)).where(
                Experiment.id == changed[1]
            ).execute()
            day = NOW.date()
            at = {"at": NOW, "person": 1}
            self.last = [
                Reuse.create(
                    lesson=used[0],
                    note="Det virkede.",
                    used_on=day + dt.timedelta(days=1),
                    **at,
                ),
                Comment.create(
                    experiment=talked_of[1], body="Godt set.", by_leader=True, **at
                ),
            ]

    def cost(self, name: str) -> float:
        """Median seconds of a page."""
        return statistics.median(self.took[name])


WHEN = {
    ", computed": lambda _: cache.clear(),
    ", cached": Installation.live_on,
}


def database_on(server, name: str) -> str:
    """The address of a new database on a server."""
    address = server.get_uri()
    whole = db.open_database(address)
    with whole.connection_context():
        whole.execute_sql(f'CREATE DATABASE "{name}"')
    return address.replace("/postgres?", f"/{name}?")


def talk(rows: int, dice: random.Random) -> None:
    """One use, endorsement, comment and piece of evidence for every few experiments, on
    days after them.
    """
    people = [id for (id,) in Person.select(Person.id).tuples()]
    told = list(
        Lesson.select(Lesson.id, Lesson.experiment, Lesson.stated_at)
        .order_by(Lesson.id)
        .tuples()
    )
    some = [
        (lesson, experiment, at, dice.choice(people))
        for lesson, experiment, at in dice.sample(told, len(told) // 5)
    ]
    later = [
        (
            lesson,
            experiment,
            min(at + dt.timedelta(days=dice.randrange(1, 200)), NOW),
            by,
        )
        for lesson, experiment, at, by in some
    ]
    with database.atomic():
        _insert(
            Reuse,
            [
                {
                    "lesson": l,
                    "person": by,
                    "note": "Det virkede.",
                    "hours": 2,
                    "used_on": at.date(),
                    "at": at,
                }
                for l, _, at, by in later
            ],
        )
        _insert(
            Endorsement,
            [
                {
                    "experiment": e,
                    "person": by,
                    "kind": EndorsementKind.learned,
                    "at": at,
                }
                for _, e, at, by in later
            ],
        )
        _insert(
            Comment,
            [
                {
                    "experiment": e,
                    "person": by,
                    "body": "Godt set.",
                    "by_leader": True,
                    "at": at,
                }
                for _, e, at, by in later
            ],
        )
        pairs = [
            (l, other[1], at, by)
            for (l, e, at, by), other in zip(later[1:], later, strict=False)
            if e != other[1]
        ]
        _insert(
            Evidence,
            [
                {
                    "lesson": l,
                    "experiment": e,
                    "bearing": dice.choice(list(EvidenceDirection)),
                    "by": by,
                    "at": at,
                }
                for l, e, at, by in pairs
            ],
        )


def replicate(rows: int, times: int, most: int) -> None:
    """The same rows once more with other ids, as long as there are fewer than `most`."""
    by = 10 * rows * times
    left = most - rows * times
    with database.atomic():
        for model, changed in REPLICATED.items():
            table = model._meta.table_name
            columns = [field.column_name for field in model._meta.sorted_fields]
            values = ", ".join(
                changed.get(name, f'"{name}"').format(by=by) for name in columns
            )
            names = ", ".join(f'"{name}"' for name in columns)
            experiments = f"SELECT id FROM experiment WHERE id <= {min(left, rows)}"
            source = {
                "experiment": "id",
                "builds_on": "child_id",
                "reuse": "lesson_id",
            }.get(table, "experiment_id")
            ours = (
                f"SELECT id FROM lesson WHERE experiment_id IN ({experiments})"
                if source == "lesson_id"
                else experiments
            )
            database.execute_sql(
                f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" WHERE {source} IN'
                f" ({ours})"
                + (
                    " AND lesson_id IN (SELECT id FROM lesson WHERE experiment_id IN"
                    f" ({experiments}))"
                    if table == "evidence"
                    else ""
                )
                + (f" AND parent_id IN ({experiments})" if table == "builds_on" else "")
            )


def _insert(model, rows: list[dict]) -> None:
    for some in chunked(rows, 200):
        model.insert_many(some).execute()


if __name__ == "__main__":
    main()
