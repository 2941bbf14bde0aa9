"""Migrating a database that holds something: copied first, checked after, and never
under an older version that still runs.
"""

from __future__ import annotations

import shutil
import subprocess

import peewee
import pytest

from tests.cast import NOW, Cast
from tests.committed_database import at_once
from tests.readiness.pulse_factories import crowd, opened, own_answers
from tracker import db
from tracker.accounts.models import Unit
from tracker.config import folder
from tracker.migrations import (
    MADE_BEFORE_RELEASE,
    UNRELEASED,
    SchemaOutdated,
    migrate,
    pending,
    refuse_unreleased,
)
from tracker.operations.doctor.run import run_checks
from tracker.readiness.models import OpenResponse

pytestmark = pytest.mark.sqlite_by_default
both = pytest.mark.both_databases("migrations")

MIGRATIONS = folder("migrations")


@pytest.fixture
def steps(tmp_path):
    """This version's migrations, and those of a version to come."""
    directory = tmp_path / "steps"
    shutil.copytree(MIGRATIONS, directory)
    return directory


def tomorrow(steps, up: str) -> None:
    (steps / "9001_tomorrow.py").write_text(
        f"def up(migrator, db):\n    {up}\n\n\ndef down(migrator, db):\n    pass\n"
    )


def counted(table: str) -> int:
    with db.database.connection_context():
        return db.database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]


@both
def test_the_copy_leaves_an_open_pulse_out(product, steps):
    data = product.config["TRACKER"].data
    with db.database.connection_context():
        crew = crowd(Unit.named("Havnen"), 6)
        opened(product.cast.frida)
        OpenResponse.submit(crew[0], own_answers(0), "skrevet på en tirsdag")
        (key,) = [sheet.key for sheet in OpenResponse.select()]
    tomorrow(steps, 'db.execute_sql("ALTER TABLE unit ADD COLUMN colour TEXT")')
    migrate(db.database.obj, steps, data)
    (copy,) = data.glob("before-migrating-from-*")
    said = (
        copy.read_bytes()
        if db.is_sqlite()
        else subprocess.run(
            ["pg_restore", "--file=-", copy], capture_output=True
        ).stdout
    )
    assert (
        b"Havnen" in said
        and key.encode() not in said
        and "skrevet på en tirsdag".encode() not in said
    )
    assert counted("open_response") == 1, "the living round goes on"


def test_a_step_that_fails_leaves_no_trace(product, steps):
    tomorrow(
        steps,
        "db.execute_sql('CREATE TABLE half (id INTEGER)'); db.execute_sql('DELETE FROM comment');"
        " 1 / 0",
    )
    with pytest.raises(ZeroDivisionError):
        migrate(db.database.obj, steps, product.config["TRACKER"].data)
    with db.database.connection_context():
        assert not db.database.table_exists("half") and pending(
            db.database.obj, steps
        ) == ["9001_tomorrow"]
        assert pending(db.database.obj, MIGRATIONS) == []


def test_a_step_that_loses_rows_is_told_with_the_copy(product, steps):
    tomorrow(
        steps,
        "db.execute_sql('DELETE FROM tagging'); db.execute_sql('DELETE FROM co_author')",
    )
    assert counted("co_author") > 0
    with pytest.raises(
        SchemaOutdated, match=r"rows of co_author were lost.*before-migrating-from"
    ):
        migrate(db.database.obj, steps, product.config["TRACKER"].data)


@pytest.mark.usefixtures("on_sqlite")
def test_a_row_that_points_to_nothing_is_told(product, steps):
    """SQLite looks at what is written only; a database that came from elsewhere may
    hold such rows.
    """
    older = peewee.SqliteDatabase(db.database.obj.database)
    older.execute_sql("UPDATE co_author SET person_id = 999999")
    older.close()
    tomorrow(steps, 'db.execute_sql("ALTER TABLE unit ADD COLUMN colour TEXT")')
    with pytest.raises(
        SchemaOutdated, match=r"co_author points to nothing.*before-migrating-from"
    ):
        migrate(db.database.obj, steps, product.config["TRACKER"].data)


@both
def test_of_three_who_start_at_once_one_migrates_and_two_wait(product, steps):
    """It is copied first, and keeps every row."""
    before = counted("experiment")
    tomorrow(
        steps,
        'import time; time.sleep(0.2); db.execute_sql("ALTER TABLE unit ADD COLUMN colour TEXT")',
    )
    data = product.config["TRACKER"].data
    given = at_once([lambda: migrate(db.database.obj, steps, data)] * 3)
    assert sorted(given) == [[], [], ["9001_tomorrow"]]
    (copy,) = data.glob("before-migrating-from-*")
    assert copy.stat().st_size > 10_000 and copy.stat().st_mode & 0o077 == 0
    assert counted("experiment") == before > 0


def test_database_of_an_unreleased_version_is_named_as_that(product):
    data = product.config["TRACKER"].data
    with db.database.connection_context():
        db.database.execute_sql(
            f"UPDATE schema_migration SET name = '{UNRELEASED}' WHERE id = 1"
        )
    how = "Move .*sqlite to another place" if db.is_sqlite() else "Set DATABASE_URL"
    with pytest.raises(SchemaOutdated, match=f"earlier version that was never.*{how}"):
        migrate(db.database.obj, MIGRATIONS, data)
    found = run_checks(product.config["TRACKER"], db.database.obj, MIGRATIONS, NOW)
    assert MADE_BEFORE_RELEASE in [one.what for one in found]
    with db.database.connection_context(), pytest.raises(SchemaOutdated):
        refuse_unreleased(db.database.obj)
    assert not list(data.glob("before-migrating-from-*")) and counted("person") > 0


@pytest.mark.usefixtures("on_postgres")
def test_without_the_tools_postgresql_is_left_as_it_is_or_migrated_without_a_copy(
    product, steps, monkeypatch
):
    tomorrow(steps, 'db.execute_sql("ALTER TABLE unit ADD COLUMN colour TEXT")')
    data = product.config["TRACKER"].data
    with db.database.connection_context():
        browser = Cast.browser(product.cast, product, product.cast.alma)
    with monkeypatch.context() as without:
        without.setenv("PATH", "/nowhere")
        with pytest.raises(SchemaOutdated, match=r"pg_dump is missing.*--without-copy"):
            migrate(db.database.obj, steps, data)
        assert browser.get("/experiments").status_code == 200
        assert migrate(db.database.obj, steps, data, copy=False) == ["9001_tomorrow"]
    an_older_version_does_not_start_and_answers_nothing_more(browser, data)


def an_older_version_does_not_start_and_answers_nothing_more(browser, data) -> None:
    with pytest.raises(SchemaOutdated, match="newer than this version"):
        migrate(db.database.obj, MIGRATIONS, data)
    # On SQLite, a lock on the folder keeps the two apart
    assert browser.get("/experiments").status_code == 503
    assert browser.post("/experiments/new", data={"title": "x"}).status_code == 503
