"""How much the pages cost, and whether that grows: each beside a bare Flask page over
the same tables, in one run.

    python -m tests.bench.pages [--rows 18000] [--rounds 30]

Builds a SQLite database with so many made-up experiments and lessons, and one of a
hundredth of that, in a folder that is thrown away; asks for each page and for the
floor, of both sizes in turn; prints medians, each as a ratio to the floor, and the
queries of a page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from pathlib import Path

from flask import Flask

from tests.bench.made_up import fill
from tracker import db
from tracker.accounts.models import Person, Session
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.migrations import migrate

FLOOR = "{% for title, outcome in rows %}<p>{{ title }}: {{ outcome }}</p>{% endfor %}"
NEWEST = """SELECT e.title, c.outcome FROM experiment e JOIN conclusion c ON c.experiment_id = e.id
            WHERE e.stage <> 'draft' ORDER BY e.published_at DESC LIMIT 20"""
PAGES = {
    "list": "/experiments",
    "list, filtered": "/experiments?platform=facebook&platform=x&outcome=refuted&outcome=mixed",
    "list, surprising": "/experiments?sort=surprising",
    "list, built on": "/experiments?sort=built_on",
    "list, deep page": "/experiments?after={middle}",
    "search, common word": "/experiments?q=svar",
    "search, rare word": "/experiments?q=zebrafinke",
    "search, nothing": "/experiments?q=findesikke",
    "similar": "/experiments/similar?q=Hurtige svar på klager i en story om aftenen",
    "library": "/lessons",
    "library, common word": "/lessons?q=svar",
    "experiment": "/experiments/{one}",
    "lesson": "/lessons/{lesson}",
    "home": "/",
    "my page": "/me",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=18_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        sizes = [
            Installation(Path(data), rows)
            for rows in (max(options.rows // 100, 60), options.rows)
        ]
        for installation in sizes * options.rounds:
            installation.visit()
    few, many = sizes
    print(
        f"{'page':24}{f'{few.rows} rows':>21}{f'{many.rows} rows':>21}{'growth':>9}{'queries':>12}"
    )
    for name in ("floor", *PAGES):
        told = "".join(
            f"{1000 * size.cost(name):>11.2f} ms {size.ratio(name):>5.1f}×"
            for size in sizes
        )
        queries = f"{few.queries[name]:>8} → {many.queries[name]}"
        print(f"{name:24}{told}{many.cost(name) / few.cost(name):>8.1f}×{queries:>11}")


class Installation:
    """The product over a database of so many experiments, signed in to, and the floor
    over the same tables.
    """

    def __init__(self, folder_of_all: Path, rows: int):
        self.rows = rows
        data = folder_of_all / str(rows)
        data.mkdir()
        url = f"sqlite:///{data / 'bench.sqlite'}"
        self.config = Config(
            data=data,
            database_url=url,
            secret_key="for the bench only, and long enough",
        )
        migrate(db.connect_to(url), folder("migrations"), data)
        with db.database.connection_context():
            places = fill(rows, random.Random(7))
        client = signed_in(create_app(self.config))
        self.urls = {
            "floor": (bare(), "/"),
            **{name: (client, url.format(**places)) for name, url in PAGES.items()},
        }
        self.queries = {name: queries_of(*url) for name, url in self.urls.items()}
        self.took = {name: [] for name in self.urls}

    def visit(self) -> None:
        """Ask for every page once."""
        db.connect_to(self.config.database_url)
        for name, (client, url) in self.urls.items():
            began = time.perf_counter()
            client.get(url)
            self.took[name].append(time.perf_counter() - began)

    def cost(self, name: str) -> float:
        """Median seconds of a page."""
        return statistics.median(self.took[name])

    def ratio(self, name: str) -> float:
        return self.cost(name) / self.cost("floor")


def bare():
    """The floor: a bare Flask page of the twenty newest over the same tables, one query
    and a plain template.
    """
    app = Flask("floor")
    template = app.jinja_env.from_string(FLOOR)

    @app.get("/")
    def newest():
        with db.database.connection_context():
            return template.render(rows=db.database.execute_sql(NEWEST).fetchall())

    return app.test_client()


def signed_in(app, order=Person.id):
    client = app.test_client()
    with db.database.connection_context():
        _, token = Session.open(
            Person.select().order_by(order).first(), at=dt.datetime.now(dt.UTC)
        )
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def queries_of(client, url: str) -> int:
    """How many statements a page sends; the page must be there."""
    asked = []
    execute = db.database.obj.execute_sql
    db.database.obj.execute_sql = lambda sql, *args, **kwargs: (
        asked.append(sql) or execute(sql, *args, **kwargs)
    )
    try:
        answer = client.get(url)
    finally:
        del db.database.obj.execute_sql
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    return len(asked)


if __name__ == "__main__":
    main()
