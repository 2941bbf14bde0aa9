"""Whether the page of an experiment grows with what colleagues say: five comments
beside 500 and 2,000 endorsements, asked for in turn.

    python -m tests.bench.conversation [--rounds 40]

Builds a SQLite database in a folder that is thrown away; prints medians, the growth,
and the queries of each page.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from itertools import product as pairs
from pathlib import Path

from tests.cast import NOW, Cast, concluded, person
from tests.sql_counter import counted
from tracker import db
from tracker.app import create_app, folder
from tracker.comments.models import Comment
from tracker.config import Config
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment
from tracker.migrations import migrate

SAID = (
    "Nummer %s: vi *prøvede* det også, spørg @Ada Krogh, eller se"
    " [her](https://example.org/%s).\n\nDet gik **fint**."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        client, pages = built(Path(data))
        took = {name: [] for name in pages}
        for _, (name, url) in pairs(range(options.rounds), pages.items()):
            began = time.perf_counter()
            client.get(url)
            took[name].append(time.perf_counter() - began)
        few = statistics.median(took["5 comments"])
        for name, url in pages.items():
            with counted() as sent:
                client.get(url)
            median = statistics.median(took[name])
            print(
                f"{name:40}{1000 * median:8.1f} ms{median / few:8.2f}×{len(sent):8} queries"
            )


def built(data: Path):
    """A browser, and the pages by name."""
    config = Config(
        data=data,
        database_url=f"sqlite:///{data / 'bench.sqlite'}",
        secret_key="x" * 40,
    )
    migrate(db.connect_to(config.database_url), folder("migrations"), data)
    app = create_app(config)
    with db.database.connection_context(), db.database.atomic():
        cast = Cast.assemble()
        crowd = [person(f"Kollega nr{number}", cast.library) for number in range(700)]
        large, deep = (
            concluded(cast.alma, cast.facebook, title=title)
            for title in ("Mange tråde", "En lang tråd")
        )
        talk(cast.passport, crowd, 5, 5, endorsed=5)
        talk(large, crowd, 500, 5, endorsed=2000)
        talk(deep, crowd, 500, 500)
        client = cast.browser(app, cast.leif)
    names = (
        "5 comments",
        "500 comments, 2,000 endorsements",
        "500 comments in one thread",
    )
    about = (cast.passport, large, deep)
    return client, {
        name: f"/experiments/{it.id}" for name, it in zip(names, about, strict=True)
    }


def talk(
    experiment: Experiment, crowd: list, comments: int, a_thread: int, endorsed: int = 0
) -> None:
    top = None
    for number in range(comments):
        parent = top if number % a_thread else None
        said = SAID % (number, number)
        comment = Comment.add(
            experiment, body=said, by=crowd[number % len(crowd)], at=NOW, parent=parent
        )
        top = parent or comment
    for colleague, kind in list(pairs(crowd, EndorsementKind))[:endorsed]:
        Endorsement.add(experiment, kind=kind, by=colleague, at=NOW)


if __name__ == "__main__":
    main()
