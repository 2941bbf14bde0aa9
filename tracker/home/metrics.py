"""Figures for Prometheus: of the machine and the product, never of a person."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import peewee

from tracker.accounts.models import LoginEvent
from tracker.config import Config
from tracker.database_url import NAME
from tracker.db import database, is_sqlite
from tracker.experiments.models import Document, Import, Picture
from tracker.home.health import can_write
from tracker.jobs.models import TRIES, Job, MailCount, MailRefusal
from tracker.operations.machine import trouble_with_files
from tracker.operations.models import Installation
from tracker.web.request_count import RequestCount

DAY = dt.timedelta(days=1)
HELP = {
    "info": "The version that runs.",
    "http_requests_total": "Requests by route and status; nothing of a pulse.",
    "http_request_seconds": "How long requests took, by route.",
    "http_request_duration_seconds": "How long requests took, of all routes.",
    "database_up": "Whether the database answers.",
    "database_writable": "Whether it takes something in.",
    "database_bytes": "Its size.",
    "database_connections": "Connections of the product to PostgreSQL, of all machines.",
    "jobs": "Jobs by kind and state: waiting, failing (tried again), given_up.",
    "job_age_seconds": "How long the oldest job that is due has waited, by kind.",
    "mails_total": "Jobs that send a mail, by kind and how a try ended.",
    "mail_refused_addresses": "Addresses whose server takes no mail for good.",
    "logins_last_day": "Sign-ins of the last 24 hours, by way, and wrong tries.",
    "disk_free_bytes": "Free bytes where the data and the backups lie.",
    "files": "Uploaded files that rows name, by kind.",
    "files_reachable": "Whether this machine reaches the files that the database knows.",
    "backup_age_seconds": "Age of the last backup that any machine made and read back; before"
    " the first, since the first start.",
}
TYPES = {
    "http_requests_total": "counter",
    "http_request_seconds": "summary",
    "http_request_duration_seconds": "histogram",
    "mails_total": "counter",
}

# Name, labels, value
Sample = tuple[str, dict[str, str], float]


def metrics_text(config: Config, requests: RequestCount, at: dt.datetime) -> str:
    """All figures in the text format of Prometheus."""
    samples = [("info", {"version": version("forsoeg-tracker")}, 1.0)]
    samples += _requests(requests)
    samples += _disks(config)
    samples += _of_database(config, at)
    return _written(samples)


def _of_database(config: Config, at: dt.datetime) -> list[Sample]:
    try:
        opened = database.connect(reuse_if_open=True)
    except peewee.PeeweeException:
        return [("database_up", {}, 0.0)]
    try:
        return [
            ("database_up", {}, 1.0),
            ("database_writable", {}, float(can_write())),
            *_database(),
            *_jobs(at),
            *_mails(),
            *_logins(at),
            *_files(config),
            *_backup(at),
        ]
    except peewee.PeeweeException:
        return [("database_up", {}, 0.0)]
    finally:
        if opened:
            database.close()


def _requests(requests: RequestCount) -> Iterator[Sample]:
    totals: dict[str, float] = {}
    for route, status, number in requests.rows():
        totals[route] = totals.get(route, 0) + number
        labels = {"route": route, "status": str(status or "other")}
        yield "http_requests_total", labels, number
    for route, seconds in requests.seconds():
        yield "http_request_seconds_sum", {"route": route}, seconds
        yield "http_request_seconds_count", {"route": route}, totals[route]
    for most, number in requests.buckets():
        bound = f"{most:g}".replace("inf", "+Inf")
        yield "http_request_duration_seconds_bucket", {"le": bound}, number
    yield "http_request_duration_seconds_count", {}, sum(totals.values())
    total = sum(seconds for _, seconds in requests.seconds())
    yield "http_request_duration_seconds_sum", {}, total


def _disks(config: Config) -> Iterator[Sample]:
    places = {"data": config.data, "backups": config.backups}
    for name, path in places.items():
        if path is not None and Path(path).exists():
            yield "disk_free_bytes", {"place": name}, shutil.disk_usage(path).free


def _database() -> Iterator[Sample]:
    if is_sqlite():
        yield "database_bytes", {}, Path(database.database).stat().st_size
        return
    size = database.execute_sql("SELECT pg_database_size(current_database())")
    yield "database_bytes", {}, size.fetchone()[0]
    connections = database.execute_sql(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND (application_name = %s OR application_name LIKE 'tracker on %%')",
        (NAME,),
    )
    yield "database_connections", {}, connections.fetchone()[0]


def _jobs(at: dt.datetime) -> Iterator[Sample]:
    states = {
        "given_up": Job.tries >= TRIES,
        "failing": (Job.tries < TRIES) & (Job.last_error != ""),
        "waiting": (Job.tries < TRIES) & (Job.last_error == ""),
    }
    for state, condition in states.items():
        rows = Job.select(Job.kind, peewee.fn.COUNT(Job.id)).where(condition)
        for kind, number in rows.group_by(Job.kind).order_by(Job.kind).tuples():
            yield "jobs", {"kind": kind, "state": state}, number
    due = Job.select(Job.kind, peewee.fn.MIN(Job.due_at).alias("oldest")).where(
        Job.due_at <= at, Job.tries < TRIES
    )
    for row in due.group_by(Job.kind).order_by(Job.kind).objects():
        waits = (at - Job.due_at.python_value(row.oldest)).total_seconds()
        yield "job_age_seconds", {"kind": row.kind}, waits


def _mails() -> Iterator[Sample]:
    for row in MailCount.select().order_by(MailCount.kind, MailCount.outcome):
        labels = {"kind": row.kind, "outcome": row.outcome}
        yield "mails_total", labels, row.number
    yield "mail_refused_addresses", {}, MailRefusal.select().count()


def _logins(at: dt.datetime) -> Iterator[Sample]:
    rows = LoginEvent.select(LoginEvent.way, peewee.fn.COUNT(LoginEvent.id)).where(
        LoginEvent.at > at - DAY, LoginEvent.at <= at
    )
    for way, number in rows.group_by(LoginEvent.way).order_by(LoginEvent.way).tuples():
        yield "logins_last_day", {"way": way.value}, number


def _files(config: Config) -> Iterator[Sample]:
    for kind, rows in (("picture", Picture), ("document", Document), ("list", Import)):
        yield "files", {"kind": kind}, rows.select().count()
    reachable = trouble_with_files(config) is None
    yield "files_reachable", {}, float(reachable)


def _backup(at: dt.datetime) -> Iterator[Sample]:
    known = Installation.current()
    if known:
        age = (at - (known.backed_up_at or known.begun_at)).total_seconds()
        yield "backup_age_seconds", {}, max(0.0, age)


def _written(samples: list[Sample]) -> str:
    lines = []
    told = set()
    for name, labels, value in samples:
        family = _family(name)
        if family not in told:
            told.add(family)
            lines.append(f"# HELP forsoeg_{family} {HELP[family]}")
            lines.append(f"# TYPE forsoeg_{family} {TYPES.get(family, 'gauge')}")
        pairs = ",".join(f'{key}="{text}"' for key, text in labels.items())
        if pairs:
            pairs = f"{{{pairs}}}"
        lines.append(f"forsoeg_{name}{pairs} {float(value):.10g}")
    return "\n".join(lines) + "\n"


def _family(name: str) -> str:
    """The name that a sample's help stands under."""
    if name in HELP:
        return name
    return name.rpartition("_")[0]
