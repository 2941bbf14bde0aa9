"""The doctor names each thing that is wrong, and what to do; a sound installation gets
a clean bill.
"""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.cast import NOW
from tests.faults.sink import sink
from tests.file_times import written_now
from tracker import db
from tracker.accounts.models import Person, Role
from tracker.config import folder
from tracker.experiments.models import Picture
from tracker.jobs.models import Job
from tracker.operations import retention, space
from tracker.operations.doctor import database, run_checks
from tracker.operations.doctor import mail as doctor_mail
from tracker.operations.doctor.mail import unreached
from tracker.operations.journal import Journal

pytestmark = pytest.mark.sqlite_by_default
both = pytest.mark.both_databases(
    "operations.doctor.database", "operations.doctor.recovery"
)

PRODUCTION = {
    "public_url": "https://forsoeg.example.org",
    "proxy_hops": 1,
    "mail_url": "smtps://mail.example.org",
}


@pytest.fixture
def config(store, tmp_path):
    data = tmp_path / "data"
    backups = tmp_path / "elsewhere"
    for path in (data, backups):
        path.mkdir(mode=0o700)
    retention.named(backups, NOW.date()).write_text("x")
    written_now(backups)
    return replace(store, data=data, backups=backups, **PRODUCTION)


@pytest.fixture
def told(config, cast):
    """What the doctor says of this configuration, or of one that differs."""
    return lambda at=None, **other: [
        finding.what
        for finding in run_checks(
            replace(config, **other),
            db.database.obj,
            folder("migrations"),
            at or dt.datetime.now(dt.UTC),
        )
    ]


@pytest.fixture(autouse=True)
def around_it(monkeypatch):
    """The tests' own PostgreSQL need not survive the machine, production's must; and
    there is no mail server.
    """
    monkeypatch.setattr(database, "UNSOUND", ())
    monkeypatch.setattr(doctor_mail, "unreached", lambda config: None)


@both
def test_one_that_answers_before_it_has_written_is_told(told, monkeypatch):
    monkeypatch.setattr(database, "UNSOUND", ("fsync",))
    assert db.is_sqlite() or "answers before it has written" in told()[0]


@both
def test_a_sound_installation_has_nothing_to_mend(told):
    assert told() == []


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"public_url": None}, "only this machine can be served"),
        ({"public_url": "http://forsoeg.example.org"}, "travel readable"),
        ({"proxy_hops": 0}, "every caller seems to be the proxy"),
        ({"registration": "open"}, "whoever reaches the address"),
        ({"mail_url": None}, "written to files"),
        ({"backups": None}, "nothing is backed up"),
    ],
)
def test_a_setting_that_is_wrong_is_named(told, other, said):
    (finding,) = told(**other)
    assert said in finding


def test_what_lies_open_is_named(told, config):
    config.data.chmod(0o755)
    (config.data / "secret_key").write_text("x")
    (config.data / "secret_key").chmod(0o644)
    assert [finding.split(" can be read")[0] for finding in told()] == [
        str(config.data),
        str(config.data / "secret_key"),
    ]


def test_an_old_backup_and_none_are_told(told, config, tmp_path):
    assert "days old" in told(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=3))[0]
    assert "no nightly backup" in told(backups=tmp_path / "nowhere")[0]
    inside = config.data / "backups"
    inside.mkdir()
    retention.named(inside, NOW.date()).write_text("x")
    written_now(inside)
    assert "a broken disk takes both" in told(backups=inside)[0]


def test_nobody_to_turn_to_is_told(told):
    Person.update(role=Role.employee).execute()
    assert [finding.split(":")[0].strip(".") for finding in told()] == [
        "Nobody is administrator",
        "Nobody is facilitator",
    ]


def test_a_mail_server_that_lets_nobody_in_is_told(told, monkeypatch):
    monkeypatch.setattr(doctor_mail, "unreached", unreached)
    with sink() as box:
        url = f"smtp://127.0.0.1:{box.port}"
        assert told(mail_url=url) == []
        assert "offers no encryption" in told(mail_url=url + "?tls=required")[0]
        (finding,) = told(mail_url=url.replace("//", "//user:wrong@"))
        assert "No mail can be sent" in finding and "wrong" not in finding
    assert "No mail can be sent" in told(mail_url=url)[0]


def test_mail_in_the_clear_is_told(told):
    assert (
        "may travel readable"
        in told(mail_url="smtp://mail.example.org?tls=optional")[0]
    )
    assert "may travel readable" in told(mail_url="smtp://mail.example.org?tls=off")[0]
    assert told(mail_url="smtps://mail.example.org?tls=off") == []


def test_what_is_not_there_is_told_and_not_made(told, tmp_path):
    lost = tmp_path / "lost.sqlite"
    assert (
        told(database_url=f"sqlite:///{lost}") == ["There is no database yet."]
        and not lost.exists()
    )


def test_jobs_that_wait_or_were_given_up_are_told(told, cast):
    late = Job.enqueue("tell", at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1))
    assert "have waited" in told()[0]
    Job.update(tries=8, last_error="SMTPServerDisconnected").where(
        Job.id == late.id
    ).execute()
    assert any("1 jobs were given up" in finding for finding in told())


def test_a_picture_without_its_file_is_named(told, cast):
    Picture.create(
        experiment=cast.passport,
        file="ab/lost.webp",
        width=1,
        height=1,
        by=cast.alma,
        at=NOW,
    )
    assert "1 pictures lack their file, or it is damaged (ab/lost.webp" in told()[0]


def test_a_database_that_does_not_answer_is_told(config, tmp_path):
    lost = db.open_database("postgresql://nobody@127.0.0.1:1/none")
    said = [
        finding.what
        for finding in run_checks(
            config, lost, folder("migrations"), dt.datetime.now(dt.UTC)
        )
    ]
    assert "does not answer" in said[-1]


@both
def test_too_little_room_for_a_backup_or_a_restore_is_told(told, monkeypatch):
    assert not [said for said in told() if "takes about" in said]
    monkeypatch.setattr(space, "backup_size", lambda *_: 10**15)
    said = "\n".join(told())
    assert "A backup takes about 1000000000 MB while it is made" in said
    assert "A restore takes about 1000000000 MB" in said


def test_a_restore_that_was_interrupted_is_told_with_its_commands(told, config):
    Journal(
        str(config.data), "/kept.tar.gz", "then", "/aside", "/prepared", "keep_files"
    ).save()
    (said,) = [said for said in told() if "interrupted" in said]
    assert "/aside" in said and "--continue" in said and "--undo" in said
    # By an older version
    (config.data / "restore.unfinished").write_text(
        '{"from": "/kept.tar.gz", "at": "then"}'
    )
    (said,) = [said for said in told() if "interrupted" in said]
    assert "Run `tracker restore FILE` again" in said


def test_what_an_upgrade_would_be_refused_for_is_told_beforehand(told, monkeypatch):
    monkeypatch.setattr(space, "free", lambda path: 0)
    assert any("An upgrade would be refused" in finding for finding in told())


@both
def test_a_server_past_the_pooler_that_is_away_is_told(told, store):
    parts = urlsplit(store.database_url)
    query = f"{parts.query}&pooler=transaction&direct=127.0.0.1:1".lstrip("&")
    found = told(database_url=urlunsplit(parts._replace(query=query)))
    assert db.is_sqlite() or any("past the pooler" in finding for finding in found)


@both
def test_a_write_that_would_wait_without_end_is_told(told, rows):
    if not db.is_sqlite():
        rows.execute_sql("SET LOCAL lock_timeout = 0")
    found = [finding for finding in told() if "without end" in finding]
    assert len(found) == (not db.is_sqlite())


@pytest.mark.parametrize("there_is_a_wheel", [True, False])
def test_an_old_sqlite_is_told_with_what_can_be_done_on_such_a_machine(
    told, monkeypatch, there_is_a_wheel
):
    """On Linux on ARM there is no wheel that carries one."""
    monkeypatch.setattr(database, "SOUND_SQLITE", (9, 0, 0))
    monkeypatch.setattr(database, "find_spec", lambda name: there_is_a_wheel or None)
    if db.is_sqlite():
        assert any("which can damage a database" in finding for finding in told())
    cure = database._newer_sqlite()
    assert ("--upgrade pysqlite3" in cure) is there_is_a_wheel
    assert ("use PostgreSQL" in cure) is not there_is_a_wheel
