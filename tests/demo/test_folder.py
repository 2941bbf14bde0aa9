"""The demo's folder: made anew for a new version, and never mistaken for a real one."""

import shutil

import peewee
import pytest

from tracker import db
from tracker.accounts.models import Person, Role, Unit
from tracker.config import Config, ConfigurationError, folder
from tracker.demo import seed
from tracker.migrations import UNRELEASED, migrate
from tracker.web.clock import now


@pytest.fixture
def config(tmp_path):
    """The configuration of a folder in which a demo is to lie."""
    before = db.connected_to()
    yield Config(
        data=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'forsoeg.sqlite'}",
        secret_key="for tests only, and long enough for that",
    )
    if before:
        db.connect_to(before)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """The folder of a database without rows."""
    data = tmp_path_factory.mktemp("migrated")
    before = db.connected_to()
    migrate(
        db.connect_to(f"sqlite:///{data / 'forsoeg.sqlite'}"),
        folder("migrations"),
        data,
    )
    if before:
        db.connect_to(before)
    return data


@pytest.fixture(autouse=True)
def small(monkeypatch, migrated):
    """The demo's four accounts are enough, and migrations need not run each time."""

    def migrate_once(database, migrations, data):
        if not (data / "forsoeg.sqlite").exists():
            shutil.copytree(migrated, data, dirs_exist_ok=True)
        return migrate(database, migrations, data)

    monkeypatch.setattr(seed, "migrate", migrate_once)
    monkeypatch.setattr(seed, "seed", lambda at, config: accounts(*seed.ACCOUNTS))


def accounts(*emails: str) -> None:
    for email in emails:
        Person.welcome(
            email=email,
            name=email,
            unit=Unit.named("Drift"),
            role=Role.employee,
            at=now(),
        )


def old(path, *emails: str) -> None:
    """A database as a version before the first release made it."""
    path.parent.mkdir(exist_ok=True)
    database = peewee.SqliteDatabase(path)
    database.execute_sql(
        "CREATE TABLE schema_migration (id INTEGER PRIMARY KEY, name TEXT, applied TEXT)"
    )
    database.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES (?, '2026-01-01 00:00:00')",
        (UNRELEASED,),
    )
    database.execute_sql("CREATE TABLE person (email TEXT)")
    for email in emails:
        database.execute_sql("INSERT INTO person (email) VALUES (?)", (email,))
    database.close()


def emails() -> set[str]:
    with db.database.connection_context():
        return {person.email for person in Person.select()}


def test_demo_of_an_earlier_version_is_made_anew(config, capsys):
    file = config.data / "demo" / "forsoeg.sqlite"
    old(file, *seed.ACCOUNTS, "guest@alder.dk")
    (file.parent / "mails").mkdir()
    made = seed.prepared(config, folder("migrations"), fresh=False)
    assert "An earlier version made this demo" in capsys.readouterr().out
    assert made.data == file.parent and emails() == set(seed.ACCOUNTS)
    assert not (file.parent / "mails").exists()


def test_demo_of_this_version_is_kept(config, capsys):
    seed.prepared(config, folder("migrations"), fresh=False)
    with db.database.connection_context():
        accounts("guest@alder.dk")
    seed.prepared(config, folder("migrations"), fresh=False)
    assert "guest@alder.dk" in emails() and capsys.readouterr().out == ""
    seed.prepared(config, folder("migrations"), fresh=True)
    assert "guest@alder.dk" not in emails()


@pytest.mark.parametrize("fresh", [False, True])
def test_folder_with_other_people_is_left_as_it_is(config, fresh):
    file = config.data / "demo" / "forsoeg.sqlite"
    old(file, "alma@alder.dk")
    picture = file.parent / "files" / "x.webp"
    picture.parent.mkdir()
    picture.touch()
    with pytest.raises(ConfigurationError, match="does not hold the demo"):
        seed.prepared(config, folder("migrations"), fresh=fresh)
    kept = peewee.SqliteDatabase(file).execute_sql("SELECT email FROM person")
    assert kept.fetchall() == [("alma@alder.dk",)] and picture.exists()


def test_damaged_database_is_left_as_it_is(config):
    file = config.data / "demo" / "forsoeg.sqlite"
    file.parent.mkdir()
    file.write_bytes(b"what was once a database" * 400)
    with pytest.raises(ConfigurationError, match="does not hold the demo"):
        seed.prepared(config, folder("migrations"), fresh=True)
    assert file.exists()


def test_database_without_people_is_made_anew(config):
    """Planting is all or nothing: so it looks when it was broken off."""
    file = config.data / "demo" / "forsoeg.sqlite"
    old(file)
    seed.prepared(config, folder("migrations"), fresh=False)
    assert emails() == set(seed.ACCOUNTS)
