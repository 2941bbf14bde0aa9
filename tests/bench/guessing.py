"""How long a sign-in that fails takes, for a known and for an unknown address:

``python -m tests.bench.guessing [samples]``.

The two are asked in turn over HTTP-like requests in one process, with the hash as
expensive as in earnest. Prints the medians, their ratio, and how well one sample tells
which it was (0.5 is a coin).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.cast import PASSWORD, Cast
from tracker import db
from tracker.accounts import rate_limits
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.migrations import migrate

FEW = 20


def main(samples: int = 200) -> None:
    """Measure, and print the result."""
    with tempfile.TemporaryDirectory() as data:
        config = Config(
            data=Path(data),
            database_url=f"sqlite:///{data}/bench.sqlite",
            secret_key="for measuring only, and long enough",
        )
        migrate(db.connect_to(config.database_url), folder("migrations"), config.data)
        app = create_app(config)
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        with db.database.connection_context():
            cast = Cast.assemble()
            cast.alma.set_password(PASSWORD)
        wide = (10**6, rate_limits.MINUTE)
        rate_limits.BOUNDS["sign-in"] = rate_limits.RateLimits(wide, wide, wide)
        client = app.test_client()
        known = []
        unknown = []
        for number in range(samples + FEW):
            known.append(timed(client, cast.alma.email))
            unknown.append(timed(client, f"nobody.{number:05}@example.org"))
    report(known[FEW:], unknown[FEW:])


def timed(client, email: str) -> float:
    """Milliseconds until the answer that they do not belong together."""
    start = time.perf_counter()
    answer = client.post(
        "/login", data={"email": email, "password": "ikke den rigtige sætning"}
    )
    took = (time.perf_counter() - start) * 1000
    assert answer.status_code == 422
    return took


def report(known: list[float], unknown: list[float]) -> None:
    """Medians, ratio, and the share of pairs in which the known one took longer."""
    a = statistics.median(known)
    b = statistics.median(unknown)
    longer = sum(x > y for x in known for y in unknown) / (len(known) * len(unknown))
    print(
        f"{len(known)} samples each: known {a:.2f} ms, unknown {b:.2f} ms, ratio {a / b:.3f}, known"
        f" longer in {longer:.0%} of pairs"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
