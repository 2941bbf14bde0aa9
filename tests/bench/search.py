"""How many questions of colleagues the search answers among its first five, and how
long it takes.

    python -m tests.bench.search demo FILE.tsv [--noise HEADLINES.csv.gz] [--rows 18000]
    python -m tests.bench.search FOLDER FILE.tsv

FILE has the columns question, kind, difficulty and accepted (titles, divided by
" | "; none where nobody has tried it). `demo` is the demo's installation, made anew in
a folder that is thrown away, on SQLite and on a PostgreSQL that is started for it;
FOLDER is the data folder of an installation on SQLite, of which a copy is asked. Every
question is asked on the page of the experiments, by an employee; then again with so
many headline tests imported around them: those of a file, or made-up ones.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from tests.bench.importing import started
from tests.experiments.import_files import HEADLINES, headlines
from tracker import db
from tracker.accounts.models import Person, Role, Session
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.demo.organisation import ORGANISATION
from tracker.demo.seed import seed
from tracker.experiments.imports import Mapping, Run, guessed
from tracker.migrations import migrate
from tracker.tables import open_table

AMONG = 5
FOUND = re.compile(
    r'<(?:h3|p) class="title">\s*<a href="/experiments/\d+"[^>]*>(.*?)</a>', re.S
)
NOBODY = "nobody"


@dataclass(frozen=True)
class Question:
    """A line of the file."""

    text: str
    kind: str
    difficulty: str
    accepted: tuple[str, ...]


@dataclass
class Answers:
    """The titles that each question finds first, and the seconds that each page took."""

    titles: dict[str, list[str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    def rank(self, question: Question) -> int | None:
        """The place of the first accepted title, from 0; None when none is among them."""
        titles = self.titles[question.text]
        places = [titles.index(title) for title in question.accepted if title in titles]
        return min(places, default=None)

    def hits(self, questions: list[Question], among: int) -> int:
        ranks = [self.rank(question) for question in questions]
        return sum(rank is not None and rank < among for rank in ranks)

    @property
    def median(self) -> float:
        return 1000 * statistics.median(self.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="demo, or the data folder of an installation")
    parser.add_argument("file", type=Path)
    parser.add_argument("--noise", type=Path, help="a list of headline tests")
    parser.add_argument("--rows", type=int, default=18_000)
    parser.add_argument("--misses", action="store_true", help="show what was not found")
    options = parser.parse_args()
    questions = read(options.file)
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as place:
        data = Path(place)
        noise = options.noise or made_up(data, options.rows)
        measured = {}
        at = dt.datetime.now(dt.UTC)
        for name, config in installations(options.base, data, at):
            measured[name] = asked_twice(config, questions, noise, options.rows, at)
            if server := SERVERS.get(name):
                server.cleanup()
    report(questions, measured, options.misses)


def read(file: Path) -> list[Question]:
    """The questions of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Question(
            row["question"],
            row["kind"],
            row["difficulty"],
            tuple(filter(None, (row["accepted"] or "").split(" | "))),
        )
        for row in rows
    ]


SERVERS = {}


def installations(base: str, data: Path, at: dt.datetime):
    """Name and configuration of each installation to ask."""
    if base != "demo":
        (found,) = Path(base).glob("*.sqlite")
        shutil.copytree(base, data / "copy")
        yield (
            "sqlite",
            config_of(data / "copy", f"sqlite:///{data / 'copy' / found.name}"),
        )
        return
    for name in ("sqlite", "postgresql"):
        folder_of_one = data / name
        folder_of_one.mkdir()
        url = f"sqlite:///{folder_of_one / 'bench.sqlite'}"
        if name == "postgresql":
            SERVERS[name] = started(folder_of_one / "server")
            url = SERVERS[name].get_uri()
        config = config_of(folder_of_one, url)
        migrate(db.connect_to(url), folder("migrations"), folder_of_one)
        with db.database.connection_context():
            seed(at, config)
        yield name, config


def config_of(data: Path, url: str) -> Config:
    return Config(
        data=data,
        database_url=url,
        secret_key="for the bench only, and long enough",
        organisation=ORGANISATION.name,
    )


def asked_twice(
    config: Config, questions: list[Question], noise: Path, rows: int, at: dt.datetime
) -> tuple[Answers, Answers]:
    """The answers before and after an import of many headline tests."""
    db.connect_to(config.database_url)
    client = signed_in(create_app(config))
    few = asked(client, questions)
    began = time.process_time()
    with db.database.connection_context():
        added = imported(noise, rows, at)
    print(
        f"{added:,} rows imported, {added / (time.process_time() - began):,.0f} a busy second"
    )
    return few, asked(client, questions)


def signed_in(app):
    client = app.test_client()
    with db.database.connection_context():
        employee = Person.select().where(
            Person.role == Role.employee, Person.erased_at.is_null()
        )
        demos = employee.where(Person.email == "employee@example.org").first()
        person = demos or employee.order_by(Person.id).first()
        _, token = Session.open(person, at=dt.datetime.now(dt.UTC))
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def asked(client, questions: list[Question]) -> Answers:
    """The answers of the page to each question."""
    client.get("/experiments", query_string={"q": "varm"})
    answers = Answers()
    for question in questions:
        began = time.perf_counter()
        page = client.get("/experiments", query_string={"q": question.text})
        answers.seconds.append(time.perf_counter() - began)
        assert page.status_code == 200, page.status
        titles = [
            unescape(re.sub("<[^>]+>", "", title)).strip()
            for title in FOUND.findall(page.get_data(as_text=True))
        ]
        answers.titles[question.text] = titles
    return answers


def imported(noise: Path, rows: int, at: dt.datetime) -> int:
    """Import a list of headline tests; returns the number of rows added."""
    by = Person.select().where(Person.role == Role.admin).order_by(Person.id).first()
    with open_table(noise) as table:
        columns = guessed(table.columns) | HEADLINES["columns"]
        for name in HEADLINES["fixed"]:
            columns.pop(name, None)
        mapping = Mapping(columns, HEADLINES["fixed"])
        run = Run(table, mapping, source="bench", by=by, at=at, on=at.date())
        for _ in run.all():
            pass
    return run.report.added


def made_up(data: Path, rows: int) -> Path:
    """A file of made-up headline tests."""
    file = data / "headlines.csv.gz"
    file.write_bytes(headlines(rows))
    return file


def report(questions: list[Question], measured: dict, misses: bool) -> None:
    """Print hits by kind and difficulty, medians, and whether the databases agree."""
    asked = [question for question in questions if question.accepted]
    sizes = {
        f"{name} {size}": pair[i]
        for name, pair in measured.items()
        for i, size in enumerate(("few", "many"))
    }
    print(f"{'at five / at one':28}" + "".join(f"{name:>20}" for name in sizes))
    for title, group in groups(asked):
        cells = "".join(
            f"{f'{answers.hits(group, AMONG)} / {answers.hits(group, 1)}':>20}"
            for answers in sizes.values()
        )
        print(f"{title:18}{len(group):>10}{cells}")
    print(
        f"{'median ms of a page':28}"
        + "".join(f"{a.median:>20.1f}" for a in sizes.values())
    )
    empty = [sum(not a.titles[q.text] for q in asked) for a in sizes.values()]
    print(f"{'nothing found':28}" + "".join(f"{n:>20}" for n in empty))
    if len(measured) == 2:
        first, second = measured.values()
        for size, a, b in zip(("few", "many"), first, second, strict=True):
            differ = sum(a.titles[q.text] != b.titles[q.text] for q in questions)
            print(f"questions that the databases answer differently, {size}: {differ}")
    if misses:
        for name, answers in sizes.items():
            for question in asked:
                if not answers.hits([question], AMONG):
                    print(
                        f"{name}: {question.text} → {answers.titles[question.text][:5]}"
                    )


def groups(questions: list[Question]):
    """All questions, then those of each kind and of each difficulty."""
    yield "all", questions
    for name in ("kind", "difficulty"):
        by_name = defaultdict(list)
        for question in questions:
            by_name[getattr(question, name)].append(question)
        yield from sorted(by_name.items())


if __name__ == "__main__":
    main()
