"""The audit log: what is remembered, that nobody changes it, and what never stands in it."""

from __future__ import annotations

import datetime as dt
import re

import peewee
import pytest
import time_machine

from tests.cast import PASSWORD
from tracker import db
from tracker.accounts.models import Person, Role, Session, Setting
from tracker.audit.models import AuditEvent, EventType
from tracker.audit.queries import AuditFilter, events
from tracker.guidelines.models import Guideline
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.web import clock

pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture
def present():
    """The machine's own time: the guard of the log counts from the database's clock, on
    purpose, and so do these tests.
    """


@pytest.fixture
def log(cast):
    """What was done since the cast came together: (what, by, on, detail)."""
    begun = AuditEvent.select(peewee.fn.MAX(AuditEvent.id)).scalar() or 0
    return lambda: [
        (a.what, a.by, a.on, a.detail)
        for a in AuditEvent.select()
        .where(AuditEvent.id > begun)
        .order_by(AuditEvent.id)
    ]


def test_an_administrator_changes_somebodys_rights(visit, cast, log):
    ada = cast.ada.id
    alma = cast.alma.id
    form = {"email": "alma@example.org", "role": "leader", "unit": cast.library.id}
    answer = visit(cast.ada).post(f"/admin/people/{alma}", data=form)
    visit(cast.ada).post(f"/admin/people/{alma}/disabling")
    visit(cast.ada).post(f"/admin/people/{alma}/enabling")
    visit(cast.ada).post(f"/admin/people/{alma}/link")
    units = f"{cast.service.id} → {cast.library.id}"
    told = [entry for entry in log() if entry[0] != "signed_in"]
    assert told == [
        ("role_changed", ada, alma, "employee → leader"),
        ("unit_changed", ada, alma, units),
        ("address_changed", ada, alma, ""),
        ("disabled", ada, alma, ""),
        ("enabled", ada, alma, ""),
        ("link_made", ada, alma, ""),
    ]
    assert answer.headers["X-Request-ID"] in {
        act.request for act in AuditEvent.select()
    }


def test_coming_in_and_going_out(visit, cast, log):
    cast.alma.set_password(PASSWORD)
    browser = visit()
    browser.post("/login", data={"email": cast.alma.email, "password": PASSWORD})
    browser.post("/logout")
    alma = cast.alma.id
    assert log()[1:] == [("signed_in", alma, alma, ""), ("signed_out", alma, alma, "")]


def test_from_the_command_line_nobody_signed_in_did_it(cast, log):
    cast.alma.change_role(Role.facilitator)
    assert log() == [("role_changed", None, cast.alma.id, "employee → facilitator")]


def test_what_is_refused_leaves_no_trace(visit, cast, log):
    form = {"email": "not an address", "role": "admin", "unit": cast.library.id}
    assert (
        visit(cast.ada).post(f"/admin/people/{cast.alma.id}", data=form).status_code
        == 422
    )
    assert log() == []


@pytest.mark.parametrize(
    "way", ["UPDATE audit_event SET detail = 'x'", "DELETE FROM audit_event"]
)
@pytest.mark.both_databases("audit.models")
def test_nobody_changes_or_removes_it(cast, rows, way):
    AuditEvent.record(EventType.exported, on=cast.alma)
    with pytest.raises(peewee.IntegrityError), rows.atomic():
        rows.execute_sql(way)
    assert AuditEvent.select().where(AuditEvent.what == "exported").count() == 1


@pytest.mark.both_databases("audit.models")
def test_not_by_writing_over_it_either(cast, rows):
    AuditEvent.record(EventType.exported, on=cast.alma)
    if db.is_sqlite():
        with pytest.raises(peewee.IntegrityError), rows.atomic():
            rows.execute_sql(
                "INSERT OR REPLACE INTO audit_event SELECT id, at, by, 'erased', kind, on_id,"
                " detail, request FROM audit_event"
            )
    else:
        with pytest.raises(peewee.IntegrityError), rows.atomic():
            rows.execute_sql("TRUNCATE audit_event")


@pytest.mark.both_databases("audit.models")
def test_what_is_older_than_the_retention_period_goes(cast):
    now = clock.now()
    for days in (10, 400, 740, 2000):
        AuditEvent.insert(
            at=now - dt.timedelta(days=days),
            what="signed_in",
            detail=f"{days} days ago",
        ).execute()
    left = lambda: [
        act.detail
        for act in AuditEvent.select()
        .where(AuditEvent.detail.endswith("days ago"))
        .order_by(AuditEvent.at.desc())
    ]
    AuditEvent.sweep(now - dt.timedelta(days=731))
    assert left() == ["10 days ago", "400 days ago"]
    Setting.choose("audit_days", "365")
    AuditEvent.sweep(now - dt.timedelta(days=366))
    assert left() == ["10 days ago"]


@pytest.mark.both_databases("audit.models")
def test_a_sweep_cannot_go_below_the_period_that_is_set(cast, rows):
    AuditEvent.insert(
        at=clock.now() - dt.timedelta(days=400), what="signed_in"
    ).execute()
    with pytest.raises(peewee.IntegrityError), rows.atomic():
        AuditEvent.sweep(clock.now() - dt.timedelta(days=30))


@pytest.mark.parametrize("wrong", ["0", "-100000", "30"])
@pytest.mark.both_databases("audit.models")
def test_a_wrong_number_in_the_settings_does_not_empty_it(cast, rows, wrong):
    AuditEvent.insert(
        at=clock.now() - dt.timedelta(days=360), what="signed_in"
    ).execute()
    Setting.choose("audit_days", wrong)
    with pytest.raises(peewee.IntegrityError), rows.atomic():
        AuditEvent.delete().execute()


@pytest.mark.both_databases("audit.models")
def test_a_wrong_time_that_the_product_passes_does_not_empty_it_either(cast, rows):
    """Its own clock may run ahead of the database's: the guard goes by the latter."""
    AuditEvent.insert(
        at=clock.now() - dt.timedelta(days=360), what="signed_in"
    ).execute()
    with (
        time_machine.travel(clock.now() + dt.timedelta(days=3650)),
        pytest.raises(peewee.IntegrityError),
        rows.atomic(),
    ):
        AuditEvent.sweep(clock.now() - dt.timedelta(days=730))


def test_no_name_and_no_address_stands_in_it(visit, cast):
    cast.alma.set_password(PASSWORD)
    visit().post(
        "/login", data={"email": cast.alma.email, "password": "forkert forkert"}
    )
    visit(cast.ada).post(
        "/admin/people/invite",
        data={"email": "ny@example.org", "name": "Ny Kollega", "role": "leader"},
    )
    form = {"email": "alma@example.org", "role": "leader", "unit": cast.library.id}
    visit(cast.ada).post(f"/admin/people/{cast.alma.id}", data=form)
    rows = repr(list(AuditEvent.select().dicts()))
    said = [person.name for person in Person.select()] + [
        "example.org",
        "Ny Kollega",
        PASSWORD,
        cast.passport.title,
    ]
    assert not [words for words in said if words in rows] and "invited" in rows


def test_the_page_is_searched_by_person_kind_and_day(visit, cast):
    cast.alma.change_role(Role.leader)
    cast.carla.change_role(Role.leader)
    browser = visit(cast.ada)
    page = browser.get(f"/admin/audit?person={cast.alma.id}").text
    assert "Alma Holm" in page and "Carla Munk" not in page
    assert "Gave another role" in browser.get("/admin/audit?what=role_changed").text
    assert "Nothing of that kind" in browser.get("/admin/audit?what=erased").text
    assert "Nothing of that kind" in browser.get("/admin/audit?until=2020-01-01").text
    assert (
        browser.get(
            "/admin/audit?person=x&since=tomorrow&what=nothing&after=~"
        ).status_code
        == 200
    )


def test_what_is_asked_for_is_what_is_found(cast):
    cast.alma.change_role(Role.leader)
    now = clock.now()
    assert events(AuditFilter(since=now + dt.timedelta(minutes=1))).count() == 0
    assert (
        events(
            AuditFilter(
                person=cast.alma.id,
                what=EventType.role_changed,
                before=now + dt.timedelta(minutes=1),
            )
        ).count()
        == 1
    )


def test_the_export_has_ids_and_is_itself_remembered(visit, cast):
    cast.alma.change_role(Role.leader)
    browser = visit(cast.ada)
    lines = browser.get(f"/admin/audit.csv?person={cast.alma.id}").text.splitlines()
    assert re.search(
        rf",role_changed,,person,{cast.alma.id},employee → leader", lines[-1]
    ) and "Alma" not in "".join(lines)
    assert (
        AuditEvent.select()
        .where(AuditEvent.what == "audit_exported", AuditEvent.by == cast.ada.id)
        .count()
        == 1
    )
    Session.update(proved_at=clock.now() - dt.timedelta(minutes=11)).execute()
    assert "/me/proof" in browser.get("/admin/audit.csv").location


def test_what_is_signed_and_what_becomes_a_rule_is_remembered(cast, log):
    text = StrategyText.write(
        text="Vi vil være til at tale med.", by=cast.frida, at=clock.now(), after=0
    )
    StrategySignature.sign(text, by=cast.leif, at=clock.now())
    Guideline.get().log_change(cast.frida, clock.now(), "stood_by", {})
    assert [(what, by) for what, by, *_ in log()] == [
        ("signed", cast.leif.id),
        ("guideline_changed", cast.frida.id),
    ]
