"""Logs are JSON, carry the request's number, and no words of people."""

import json
import logging
import sys

import pytest

from tests.cast import PASSWORD
from tracker.operations.logs import JsonFormatter, masked


@pytest.fixture
def lines(caplog, app):
    """What has been logged, as an operator reads it."""
    caplog.set_level(logging.INFO, "tracker")
    return lambda: [
        json.loads(JsonFormatter().format(record)) for record in caplog.records
    ]


def test_one_line_a_request_with_the_route_and_never_the_address(visit, cast, lines):
    answer = visit(cast.alma).get(f"/experiments/{cast.passport.id}?q=hemmeligt")
    (line,) = lines()
    assert (
        line["route"] == "/experiments/<int:id>"
        and line["status"] == 200
        and line["ms"] > 0
    )
    assert (
        "hemmeligt" not in json.dumps(line)
        and len(answer.headers["X-Request-ID"]) == 16
    )


def test_no_mail_password_or_link_is_written(visit, lines):
    visit().post(
        "/login", data={"email": "alma.holm@example.org", "password": PASSWORD}
    )
    visit().get("/password/reset/a-token-nobody-else-knows")
    said = json.dumps(lines())
    assert "/password/reset/<token>" in said
    for secret in ("alma", "example.org", PASSWORD, "a-token-nobody", "127.0.0.1"):
        assert secret not in said


def test_an_error_is_told_without_the_values_it_came_of():
    try:
        int("Alma Holm, 010203-0405")
    except ValueError:
        record = logging.LogRecord(
            "tracker", logging.ERROR, "", 0, "unexpected error", (), sys.exc_info()
        )
    line = json.loads(JsonFormatter().format(record))
    assert line["trouble"].startswith(
        "ValueError: invalid literal"
    ) and "Alma" not in json.dumps(line)
    assert "test_logs.py" in line["where"][-1]


def test_a_database_tells_the_row_on_its_second_line():
    said = (
        'duplicate key value violates unique constraint "person_email"\nDETAIL:  Key'
        " (email)=(alma@example.org) already exists."
    )
    assert masked(said) == "duplicate key value violates unique constraint “…”"
    assert masked("no mailbox here by alma@example.org") == "no mailbox here by …"


@pytest.mark.parametrize(
    "address",
    [
        "203.0.113.9",
        "2001:db8::1",
        "::1",
        "::ffff:203.0.113.9",
        "fe80::1%eth0",
        "2001:db8:0:0:0:0:0:1",
        "::",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        "from ip=%s: no",
        "%s",
        "[%s]:443 refused",
        "gone (%s).",
        "closed by %s, port 5432",
    ],
)
def test_a_network_address_is_masked_whoever_tells_it(said, address):
    record = logging.LogRecord("psycopg", logging.ERROR, "", 0, said, (address,), None)
    record.peer = f"{address} at 12:30:45"
    line = json.loads(JsonFormatter().format(record))
    assert address not in line["said"] and line["peer"] == "… at 12:30:45"


def test_times_and_versions_are_no_addresses():
    said = "gunicorn 27.0.0 at 12:30:45, module tracker.web:app, 1.2.3.4.5"
    assert masked(said) == said


def test_only_a_trusted_proxy_gives_the_number(visit):
    answer = visit().get("/login", headers={"X-Request-ID": "from-the-outside"})
    assert answer.headers["X-Request-ID"] != "from-the-outside"


def test_healthz_says_nothing(visit, lines):
    visit().get("/healthz")
    assert lines() == []
