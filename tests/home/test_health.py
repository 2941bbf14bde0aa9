"""What the machines that watch over an installation are told: whether it can work, to
whom the facts, and under which names.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections import namedtuple
from dataclasses import replace

import pytest
from flask import Request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import EnvironBuilder

from tests.cast import NOW
from tests.examples import for_each_case
from tracker import db
from tracker.accounts.models import TokenBucket
from tracker.home import health
from tracker.jobs.models import TRIES, Job
from tracker.operations.models import Installation
from tracker.web.clock import now
from tracker.web.probes import may_know


def test_readyz_tells_the_facts(cast, visit):
    answer = visit().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ready"
    assert answer.json["schema"] == {"pending": []}
    assert answer.json["outbox"] == {
        "given_up": 0,
        "oldest_due_seconds": 0,
        "untaken": 0,
    }
    assert (
        answer.json["files"] == {"shared": True, "newest": True}
        and answer.json["missed"] == []
    )
    assert answer.json["disk"]["free_bytes"] > 0
    assert visit().get("/healthz").json == {"status": "up"}


def test_readyz_tells_of_jobs_that_wait(cast, visit):
    now = dt.datetime.now(dt.UTC)
    Job.enqueue("mail", at=now - dt.timedelta(minutes=5), to="secret@example.org")
    Job.create(kind="mail", due_at=NOW + dt.timedelta(days=9), tries=TRIES)
    answer = visit().get("/readyz")
    assert answer.json["outbox"]["given_up"] == 1
    assert 290 <= answer.json["outbox"]["oldest_due_seconds"] <= 320
    assert "secret@example.org" not in answer.text


@for_each_case("fault", ["full", "unmigrated", "readonly", "no folder"])
@pytest.mark.both_databases("home.health")
def test_readyz_says_no_when_it_cannot_work(cast, visit, monkeypatch, fault):
    if fault == "full":
        usage = namedtuple("usage", "free")(1000)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    if fault == "unmigrated":
        monkeypatch.setattr(health, "pending", lambda db, folder: ["0002_more"])
    if fault == "readonly":
        shut(monkeypatch)
    if fault == "no folder":
        monkeypatch.setattr(
            health.tempfile,
            "TemporaryFile",
            lambda dir: (_ for _ in ()).throw(OSError("read-only")),
        )
    answer = visit().get("/readyz")
    assert answer.status_code == 503
    assert answer.json["status"] == "not ready"


def shut(monkeypatch):
    """A database that takes nothing in, as each kind of it says so."""
    if not db.is_sqlite():
        db.database.execute_sql("SET TRANSACTION READ ONLY")
    monkeypatch.setattr(os, "access", lambda path, how: False)


@pytest.mark.both_databases("home.health")
def test_the_probe_waits_for_nobody_who_writes_and_nobody_for_it(product):
    """On SQLite by the lock of a writer; on PostgreSQL by a table that is locked whole."""
    browser = product.test_client()
    other = db.open_database(db.connected_to())
    with other.connection_context(), other.atomic():
        if not db.is_sqlite():
            for noun in (TokenBucket, Job):
                other.execute_sql(
                    f'LOCK TABLE "{noun._meta.table_name}" IN EXCLUSIVE MODE'
                )
        begun = time.perf_counter()
        assert browser.get("/readyz").status_code == 200
        assert time.perf_counter() - begun < 2


FACTS = {"database", "schema", "outbox", "files", "key", "backup", "disk", "missed"}
AWAY = {"REMOTE_ADDR": "203.0.113.9"}
TOKEN = "kun for den der vogter".replace(" ", "-")


@for_each_case(
    ("hops", "environ", "headers", "knows"),
    [
        (0, {}, {}, True),
        (0, AWAY, {}, False),
        (0, {}, {"X-Forwarded-For": "203.0.113.9"}, False),
        (0, {}, {"X-Forwarded-For": "127.0.0.1"}, False),
        (1, {}, {}, True),
        (1, {}, {"X-Forwarded-For": "203.0.113.9"}, False),
        (1, AWAY, {"X-Forwarded-For": "127.0.0.1"}, False),
        (1, {}, {"X-Forwarded-For": "nonsense"}, False),
        (0, AWAY, {"Authorization": f"Bearer {TOKEN}"}, True),
        (0, AWAY, {"Authorization": f"bearer  {TOKEN}"}, True),
        (0, AWAY, {"Authorization": f"Basic {TOKEN}"}, False),
        (0, AWAY, {"Authorization": "Bearer "}, False),
        (0, AWAY, {"Authorization": "Bearer gæt"}, False),
    ],
)
def test_the_facts_are_for_this_machine_and_who_has_the_token(
    hops, environ, headers, knows
):
    asked = EnvironBuilder(
        "/readyz",
        headers=headers,
        environ_overrides={"REMOTE_ADDR": "127.0.0.1"} | environ,
    ).get_environ()
    if hops:
        ProxyFix(lambda environ, answer: None, x_for=hops, x_proto=hops, x_host=hops)(
            asked, None
        )
    assert may_know(Request(asked), TOKEN) == knows


def test_others_are_told_whether_and_not_why(cast, visit):
    assert set(visit().get("/readyz").json) == {"status", *FACTS}
    for headers in ({}, {"Authorization": "Bearer None"}, {"Authorization": "Bearer"}):
        assert visit().get("/readyz", environ_overrides=AWAY, headers=headers).json == {
            "status": "ready"
        }


def test_probes_are_answered_under_any_name_and_nothing_else_is(app, cast, assembled):
    config = replace(
        app.config["TRACKER"], public_url="https://forsoeg.example.org", proxy_hops=1
    )
    served = assembled(replace(config, database_url=db.connected_to()))
    browser = served.test_client()
    assert browser.get("/readyz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    for host in (
        "10.0.0.7:8000",
        "[fd00::7]",
        "probe.cluster.local",
        "",
        "evil.example/../x",
    ):
        for headers in (
            {"Host": host},
            {"Host": host, "X-Forwarded-Host": "evil.example"},
        ):
            answer = browser.get("/healthz", headers=headers)
            assert answer.status_code == 200 and "evil" not in answer.text
            assert browser.get("/login", headers=headers).status_code == 400


def test_what_was_missed_takes_no_machine_out_but_is_told_to_who_asks(cast, visit):
    long_ago = now() - dt.timedelta(hours=31)
    Installation.begin("a" * 32, host="et", at=long_ago)
    Installation.record_backup(now() - dt.timedelta(hours=29))
    Job.enqueue("import", at=now(), needs="files:" + "b" * 32, id=1)
    (files := visit().application.config["TRACKER"].files.path).mkdir(exist_ok=True)
    (files / "mark").write_text("a" * 32)
    assert visit().get("/readyz?missed").json["missed"] == []
    Installation.record_backup(long_ago)
    Job.update(due_at=long_ago).execute()
    told = visit().get("/readyz")
    assert (told.status_code, told.json["missed"]) == (200, ["backup", "jobs"])
    assert told.json["backup"]["last"].startswith(f"{long_ago:%Y-%m-%dT%H:%M}")
    away = visit().get("/readyz?missed", environ_overrides=AWAY)
    assert (away.status_code, away.json) == (503, {"status": "missed"})
    (files / "mark").write_text("c" * 32)
    assert visit().get("/readyz").status_code == 503
    (files / "mark").unlink()
