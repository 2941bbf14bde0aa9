"""How much the pages cost, and whether that grows: each beside a bare Flask page over the same tables, in one run.

    python -m tests.bench.pages [--rows 18000] [--rounds 30]

Builds a SQLite database with so many made-up experiments and lessons, and one of a hundredth of that, in a folder that is thrown
away; asks for each page and for the floor in turn; prints medians, each as a ratio to the floor, and the queries of a page.
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
from tracker.migrating import migrate

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
    few, many = max(options.rows // 100, 60), options.rows
    small, large = (measured(rows, options.rounds) for rows in (few, many))
    print(f"{'page':24}{f'{few} rows':>22}{f'{many} rows':>24}{'growth':>9}{'queries':>10}")
    for name in ("floor", *PAGES):
        (was, _), (cost, queries) = small[name], large[name]
        told = "".join(f"{1000 * c:>13.2f} ms {c / f:>5.1f}×" for c, f in ((was, small["floor"][0]), (cost, large["floor"][0])))
        print(f"{name:24}{told}{cost / was:>9.1f}{small[name][1]:>5} →{queries:>3}")


def measured(rows: int, rounds: int) -> dict[str, tuple[float, int]]:
    """Median seconds and number of queries of each page."""
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        app, places = served(Path(data), rows)
        client = signed_in(app)
        urls = {"floor": (bare(), "/"), **{name: (client, url.format(**places)) for name, url in PAGES.items()}}
        counted = {name: queries_of(*url) for name, url in urls.items()}
        took = {name: [] for name in urls}
        for _ in range(rounds):
            for name, (browser, url) in urls.items():
                began = time.perf_counter()
                browser.get(url)
                took[name].append(time.perf_counter() - began)
        return {name: (statistics.median(times), counted[name]) for name, times in took.items()}


def served(data: Path, rows: int):
    """The product over a database of so many experiments, and the addresses of it that the bench asks for."""
    config = Config(
        data=data, database_url=f"sqlite:///{data / 'bench.sqlite'}", secret_key="for the bench only, and long enough"
    )
    migrate(db.connect_to(config.database_url), folder("migrations"), data)
    with db.database.connection_context():
        places = fill(rows, random.Random(7))
    return create_app(config), places


def bare():
    """The floor: a bare Flask page of the twenty newest over the same tables, one query and a plain template."""
    app = Flask("floor")
    template = app.jinja_env.from_string(FLOOR)

    @app.get("/")
    def newest():
        with db.database.connection_context():
            return template.render(rows=db.database.execute_sql(NEWEST).fetchall())

    return app.test_client()


def signed_in(app):
    client = app.test_client()
    with db.database.connection_context():
        _, token = Session.open(Person.select().order_by(Person.id).first(), at=dt.datetime.now(dt.UTC))
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def queries_of(client, url: str) -> int:
    """How many statements a page sends; the page must be there."""
    asked, execute = [], db.database.obj.execute_sql
    db.database.obj.execute_sql = lambda sql, *args, **kwargs: asked.append(sql) or execute(sql, *args, **kwargs)
    try:
        answer = client.get(url)
    finally:
        del db.database.obj.execute_sql
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    return len(asked)


if __name__ == "__main__":
    main()
