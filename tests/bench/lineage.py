"""Whether a tree costs more than its boxes: a lineage of 60 beside one of 5, and a
lesson with 60 attempts and uses beside 5.

    python -m tests.bench.lineage [--rounds 30]

Builds a SQLite database in a folder that is thrown away, asks for the pages in turn,
and prints medians of processor time, their ratio and the queries of each. The ratio is
to stay under two, and the queries the same.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.pages import queries_of, signed_in
from tests.cast import NOW, TODAY, Cast, concluded, person
from tracker import db
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.db import database
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Evidence, Reuse
from tracker.lineage.models import BuildsOn
from tracker.migrations import migrate

SIZES = FEW, MANY = 5, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="forsoeg-bench-") as data:
        client, pages = served(Path(data))
        took: dict[str, list[float]] = {
            url: [] for urls in pages.values() for url in urls
        }
        asked = {url: queries_of(client, url) for url in took}
        for _ in range(rounds):
            for url, times in took.items():
                began = time.process_time()
                client.get(url)
                times.append(time.process_time() - began)
    print(
        f"{'page':12}{f'with {FEW}':>14}{f'with {MANY}':>14}{'ratio':>8}{'queries':>12}"
    )
    for name, (small, large) in pages.items():
        few, many = (1000 * statistics.median(took[url]) for url in (small, large))
        print(
            f"{name:12}{few:>11.2f} ms{many:>11.2f} ms{many / few:>8.2f}{asked[small]:>7}"
            f" →{asked[large]:>3}"
        )


def served(data: Path):
    """The product over two families and two lessons, a small and a large one of each.

    Returns a browser and the addresses.
    """
    config = Config(
        data=data,
        database_url=f"sqlite:///{data / 'bench.sqlite'}",
        secret_key="for the bench only, and long enough",
    )
    migrate(db.connect_to(config.database_url), folder("migrations"), data)
    with database.connection_context(), database.atomic():
        cast = Cast.assemble()
        families = [family(cast, size) for size in SIZES]
        lessons = [lesson(cast, size) for size in SIZES]
    pages = {
        "lineage": [f"/experiments/{one.id}/lineage" for one in families],
        "experiment": [f"/experiments/{one.id}" for one in families],
        "lesson": [f"/lessons/{one.id}" for one in lessons],
    }
    return signed_in(create_app(config)), pages


def family(cast: Cast, size: int):
    """A family as they grow: most build on something recent, every fifth on two."""
    made = [concluded(cast.alma, cast.facebook, title="Det, det begyndte med")]
    for n in range(1, size):
        child = concluded(
            (cast.carla, cast.leif)[n % 2],
            cast.facebook,
            title=f"Svar nummer {n} om åbningstider og ventetid",
        )
        for back in {n * 7 % 4, *([n * 5 % 7] if n % 5 == 0 else [])}:
            BuildsOn.record(
                child, made[max(0, n - 1 - back)], note="samme tid, et andet sted"
            )
        made.append(child)
    return made[0]


def lesson(cast: Cast, size: int):
    """A lesson with so many attempts for or against it, and so many uses."""
    made = concluded(cast.alma, cast.facebook).lessons.get()
    for n in range(size):
        attempt = concluded(cast.carla, cast.facebook, title=f"Prøve nummer {n}")
        Evidence.add(
            made,
            experiment=attempt,
            bearing=(EvidenceDirection.supports, EvidenceDirection.contradicts)[n % 2],
            by=cast.carla,
            at=NOW,
        )
        user = person(f"Bruger {size} {n}", cast.library)
        Reuse.add(made, note=f"Brugt for gang nummer {n}", by=user, at=NOW, on=TODAY)
    return made


if __name__ == "__main__":
    main()
