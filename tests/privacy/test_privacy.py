"""What is kept, for how long; taking it along; the pages that say so."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import zipfile

import pytest

from tests.cast import NOW, PASSWORD
from tests.file_times import written_now
from tests.places import PlacesBelow
from tracker.accounts.cleanup import delete_expired
from tracker.accounts.models import LoginEvent, LoginEventKind, Person, Session, Setting
from tracker.audit.models import AuditEvent
from tracker.comments.models import Comment
from tracker.experiments.models import Experiment, Import
from tracker.jobs.models import Job
from tracker.notifications.enums import NoticeKind
from tracker.notifications.handlers import remind
from tracker.notifications.models import Notice
from tracker.privacy.data_export import SECRET, personal_rows
from tracker.privacy.processing_record import about_people, holdings, recorded_tables
from tracker.privacy.retention import carry_out
from tracker.schema import MODELS
from tracker.web import clock

pytestmark = pytest.mark.usefixtures("quick_passwords")


def test_every_table_that_points_to_a_person_is_in_the_register():
    assert about_people() - recorded_tables() == set()
    assert recorded_tables() <= {noun._meta.table_name for noun in MODELS}


def test_the_pages_say_what_the_database_stores(visit, cast, rows):
    page = visit().get("/privacy/record").text
    for holding in holdings():
        for table, columns in holding.columns.items():
            stored = {column.name for column in rows.get_columns(table)}
            assert set(columns) == stored and ", ".join(columns) in page, table


@pytest.mark.parametrize("url", ["/privacy", "/privacy/record"])
def test_anybody_may_read_them(visit, url):
    assert visit().get(url).status_code == 200


def test_whom_one_asks_stands_there_and_not_in_the_log(visit, cast):
    browser = visit(cast.ada)
    chosen = {"dashboard": "everyone", "second_factor": []}
    for contact in ("Dorte Databeskytter, dpo@example.org", ""):
        assert (
            browser.post(
                "/admin/settings", data=chosen | {"contact": contact}
            ).status_code
            == 303
        )
        assert [
            contact in visit().get(url).text for url in ("/privacy", "/privacy/record")
        ] == [
            True,
            True,
        ]
    assert "Not named yet" in visit().get("/privacy/record").text
    assert (
        browser.post(
            "/admin/settings", data=chosen | {"contact": "x" * 201}
        ).status_code
        == 422
    )
    said = [
        act.detail
        for act in AuditEvent.select().where(AuditEvent.what == "setting_changed")
    ]
    assert said.count("privacy_contact") == 2 and not any(
        "dpo" in detail for detail in said
    )


def test_what_is_taken_along_is_mine_and_no_secret(visit, cast):
    cast.alma.set_password(PASSWORD)
    answer = visit(cast.alma).get("/me/data/export.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zip:
        told = json.loads(zip.read("data.json"))
    assert (
        told["person"][0]["email"] == cast.alma.email
        and told["person"][0]["unit"] == "Borgerservice"
    )
    assert {row["platform"] for row in told["experiment.author"]} == {"Facebook"}
    assert {row["title"] for row in told["experiment.author"]} == {
        row.title for row in Experiment.select().where(Experiment.author == cast.alma)
    }
    assert told["conclusion.experiment"][0]["observation"] and told["lesson.experiment"]
    said = json.dumps(told)
    assert (
        cast.alma.reload().password_hash not in said
        and Session.get(Session.person == cast.alma).token_hash not in said
    )
    assert not any(
        name in row for rows in told.values() for row in rows for name in SECRET
    )
    fields = {name for model in MODELS for name in model._meta.fields}
    assert set(SECRET) <= fields
    assert (
        AuditEvent.select()
        .where(AuditEvent.what == "data_exported", AuditEvent.by == cast.alma.id)
        .count()
        == 1
    )


def test_it_holds_every_row_that_points_to_me(cast):
    told = dict(personal_rows(cast.bo))
    assert [row["person"] for row in told["co_author.person"]] == ["me"]
    assert not any("id" in row for row in told["co_author.person"] + told["person"])
    assert cast.alma.name not in json.dumps(told, default=str)


def test_one_erases_oneself_with_the_address_typed(visit, cast):
    browser = visit(cast.carla)
    assert (
        browser.post(
            "/me/data/erasure", data={"email": "alma.holm@example.org"}
        ).status_code
        == 422
    )
    assert cast.carla.reload().erased_at is None
    assert (
        browser.post(
            "/me/data/erasure", data={"email": " Carla.Munk@Example.org "}
        ).location
        == "/login"
    )
    assert browser.get("/me").location.startswith("/login")
    assert cast.carla.reload().name == "A former colleague"


def test_a_former_colleague_is_told_in_the_readers_language(visit, cast, app):
    cast.carla.erase(NOW)
    cast.alma.set_locale("da")
    assert (
        "En tidligere kollega" in visit(cast.alma).get(f"/people/{cast.carla.id}").text
    )


def test_an_administrator_erases_somebody_who_asked(visit, cast):
    url = f"/admin/people/{cast.dan.id}/erasure"
    assert (
        visit(cast.ada).post(url, data={"email": "dan@example.org"}).status_code == 422
    )
    assert visit(cast.ada).post(url, data={"email": cast.dan.email}).status_code == 303
    assert cast.dan.reload().erased_at
    assert (
        AuditEvent.select()
        .where(
            AuditEvent.what == "erased",
            AuditEvent.by == cast.ada.id,
            AuditEvent.on == cast.dan.id,
        )
        .count()
        == 1
    )


def test_the_last_administrator_is_told_why_not(visit, cast):
    answer = visit(cast.ada).post("/me/data/erasure", data={"email": cast.ada.email})
    assert answer.status_code == 422 and "only administrator" in answer.text


def test_what_is_old_goes_at_its_time(cast, tmp_path):
    now = clock.now()
    mails = tmp_path / "mails"
    mails.mkdir()
    (mails / "new.eml").write_text("x")
    written_now(mails)
    for copy, days in (
        ("before-restore-1", 40),
        ("before-migrating-from-0001.sqlite", 30),
    ):
        (tmp_path / copy).mkdir()
        os.utime(
            tmp_path / copy, (then := (now - dt.timedelta(days)).timestamp(), then)
        )
    for days in (1, 100, 500):
        at = now - dt.timedelta(days=days)
        LoginEvent.record(cast.alma, LoginEventKind.password, at=at)
        Notice.add(
            {cast.alma.id: NoticeKind.endorsement},
            event=f"{days}",
            at=at,
            day=at.date(),
            experiment=cast.passport,
        )
        job = Job.enqueue("tell", at=at)
        Job.update(tries=8).where(Job.id == job.id).execute()
    Person.update(disabled_at=now - dt.timedelta(days=99)).where(
        Person.id == cast.dan.id
    ).execute()
    assert carry_out(PlacesBelow(tmp_path), now) == {
        "keep_notices": 1,
        "keep_entries": 1,
        "audit_days": 0,
        "keep_imports": 0,
        "keep_jobs": 2,
        "keep_mails": 0,
        "keep_copies": 1,
        "sealed": 0,
    }
    Setting.choose("keep_closed", "90")
    assert (
        carry_out(PlacesBelow(tmp_path), now)["keep_closed"] == 1
        and cast.dan.reload().erased_at
    )
    assert AuditEvent.select().where(AuditEvent.what == "swept").count() == 2


def test_the_file_of_a_list_goes_with_its_row(cast, tmp_path):
    now = clock.now()
    (tmp_path / "files").mkdir()
    for letter, days in (("a", 100), ("b", 1)):
        file = tmp_path / "files" / f"import-{letter * 32}"
        file.write_text("title\n")
        os.utime(file, (then := (now - dt.timedelta(days)).timestamp(), then))
        Import.receive(
            place="here",
            by=cast.frida,
            name="liste.csv",
            file=file.name,
            at=now - dt.timedelta(days=days),
        )
    assert carry_out(PlacesBelow(tmp_path), now)["keep_imports"] == 1
    assert [path.name for path in (tmp_path / "files").iterdir()] == [
        f"import-{'b' * 32}"
    ]


def test_nothing_goes_before_the_time_that_is_set(app, cast, tmp_path):
    """Neither the hourly sweep nor the morning's reminders have a period of their own."""
    at = clock.now() - dt.timedelta(days=900)
    Setting.choose("keep_entries", "1000")
    Setting.choose("keep_notices", "1000")
    LoginEvent.record(cast.alma, LoginEventKind.password, at=at)
    Notice.add(
        {cast.alma.id: NoticeKind.endorsement},
        event="long ago",
        at=at,
        day=at.date(),
        experiment=cast.passport,
    )
    delete_expired(clock.now())
    with app.app_context():
        remind(Job.enqueue("remind", at=clock.now()))
    carry_out(PlacesBelow(tmp_path), clock.now())
    assert (
        LoginEvent.select().where(LoginEvent.at == at).count()
        == Notice.select().where(Notice.at == at).count()
        == 1
    )


def test_an_administrator_sets_how_long(visit, cast):
    browser = visit(cast.ada)
    days = {
        "keep_notices": 60,
        "keep_entries": 30,
        "audit_days": 400,
        "keep_imports": 7,
        "keep_jobs": 7,
        "keep_mails": 1,
    }
    days |= {"keep_copies": 7}
    assert (
        browser.post("/admin/retention", data=days | {"keep_closed": 0}).status_code
        == 303
    )
    assert (
        Setting.chosen("audit_days", "") == "400"
        and "For 400 days" in browser.get("/privacy").text
    )
    for wrong in (
        {"audit_days": 30},
        {"keep_notices": 0},
        {"keep_closed": 5},
        {"keep_mails": "x"},
        {"keep_mails": 99999},
    ):
        assert (
            browser.post(
                "/admin/retention", data=days | {"keep_closed": 0} | wrong
            ).status_code
            == 422
        )
    assert Setting.chosen("audit_days", "") == "400"


def test_one_s_own_data_tells_nothing_of_what_came_between(cast):
    """Numbers in the order of making would: whoever said something before and after
    would count what others did meanwhile.
    """
    top = Comment.add(cast.passport, body="Hvor mange kom?", by=cast.alma, at=NOW)
    own = Comment.add(cast.passport, body="Tak.", parent=top, by=cast.carla, at=NOW)
    (row,) = dict(personal_rows(cast.carla))["comment.person"]
    assert "id" not in row and (row["public_id"], row["parent"]) == (
        own.public_id,
        top.public_id,
    )
