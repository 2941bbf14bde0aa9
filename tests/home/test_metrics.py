"""/metrics: figures that a Prometheus reads, over all workers, and never of a person."""

import datetime as dt
import os
import re
from dataclasses import replace

import pytest

from tests.cast import NOW
from tests.examples import for_each_case
from tests.readiness.pulse_factories import opened
from tracker.accounts.models import LoginEvent, LoginEventKind, Person
from tracker.jobs.models import Job, MailCount
from tracker.jobs.worker import run_due
from tracker.operations.models import Installation
from tracker.web.clock import now
from tracker.web.request_count import RequestCount

DAY = dt.timedelta(days=1)
LINE = re.compile(
    r'(# (HELP|TYPE) forsoeg_\w+ .+|forsoeg_\w+(\{(\w+="[^"]*",?)+\})? [\d.e+-]+)'
)


def figures(visit) -> dict[str, float]:
    text = visit().get("/metrics").text
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    samples = [line.rpartition(" ") for line in text.splitlines() if line[0] != "#"]
    return {name: float(value) for name, _, value in samples}


def test_what_was_asked_and_answered_is_counted(visit, cast):
    name = 'forsoeg_http_requests_total{route="home.home",status="200"}'
    before = figures(visit)
    visit(cast.alma).get("/")
    visit().get("/nowhere")
    after = figures(visit)
    assert after[name] - before.get(name, 0) == 1
    total = "forsoeg_http_request_duration_seconds_count"
    assert after[total] - before[total] == 2
    bucket = 'forsoeg_http_request_duration_seconds_bucket{le="+Inf"}'
    assert after[bucket] == after[total]


def test_a_pulse_leaves_no_trace(visit, cast):
    opened(cast.frida)
    visit(cast.alma).get("/readiness")
    assert "readiness" not in visit().get("/metrics").text


def test_it_names_nobody(visit, cast):
    LoginEvent.record(cast.alma, LoginEventKind.password, at=NOW)
    Job.enqueue("invitation", at=NOW, email="niels@example.org", by=cast.ada.id)
    text = visit().get("/metrics").text
    assert 'forsoeg_jobs{kind="invitation",state="waiting"} 1' in text
    for person in Person.select():
        assert person.email not in text and person.name not in text
    assert "niels" not in text


@pytest.mark.both_databases("home.metrics")
def test_mails_are_counted_by_how_they_ended(visit, cast):
    Job.enqueue("digest", at=NOW)
    Job.enqueue("alert", at=NOW)
    run_due({"digest": lambda job: None, "alert": lambda job: 1 / 0}, lambda: NOW)
    run_due({"digest": lambda job: None, "alert": lambda job: 1 / 0}, lambda: NOW)
    found = figures(visit)
    assert found['forsoeg_mails_total{kind="digest",outcome="done"}'] == 1
    assert found['forsoeg_mails_total{kind="alert",outcome="not_taken"}'] == 1
    assert MailCount.select().count() == 2


def test_a_night_that_was_never_backed_up_ages_too_and_files_are_counted(visit, cast):
    name = "forsoeg_backup_age_seconds"
    assert name not in figures(visit)
    Installation.begin("0" * 32, host="one", at=now() - 2 * DAY)
    found = figures(visit)
    assert 2 * 86400 <= found[name] < 2 * 86400 + 600
    assert found["forsoeg_files_reachable"] == 0, "the folder has another mark"
    assert found['forsoeg_files{kind="picture"}'] == 0
    Installation.record_backup(now())
    assert figures(visit)[name] < 600


@for_each_case(
    ("token", "asks_with", "status"),
    [
        (None, "", 403),
        ("x" * 20, "", 403),
        ("x" * 20, "Bearer wrong", 403),
        ("x" * 20, f"Bearer {'x' * 20}", 200),
    ],
)
def test_from_elsewhere_it_wants_the_token(
    app, rows, monkeypatch, token, asks_with, status
):
    config = replace(app.config["TRACKER"], health_token=token)
    monkeypatch.setitem(app.config, "TRACKER", config)
    answer = app.test_client().get(
        "/metrics",
        headers={"Authorization": asks_with, "Host": "10.0.0.7:9090"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.7"},
    )
    assert answer.status_code == status


def test_all_workers_count_together_and_one_that_ends_takes_nothing_along():
    counted = RequestCount(["a", "b"])
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            for _ in range(200):
                counted.add("a", 200, 0.02)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    counted.add("b", 418, 99)
    assert list(counted.rows()) == [("a", 200, 600), ("b", 0, 1)]
    assert counted.buckets()[-1][1] == 601
