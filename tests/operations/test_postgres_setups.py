"""Backup and restore as an ordinary role, in databases as DBAs set them up: schemas,
extensions and tables that are not ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

import psycopg
import pytest

from tests.cast import NOW, person
from tests.faults.test_restore import stopping
from tests.operations.test_drill import MIGRATIONS, backed_up
from tests.postgres_connection import let_go
from tracker import db
from tracker.accounts.models import Person, Unit
from tracker.migrations import migrate
from tracker.operations import doctor, ownership, postgres, restore, steps
from tracker.operations.journal import Journal
from tracker.operations.restore import RestoreInterrupted, RestoreRefused

pytestmark = pytest.mark.both_databases(
    "operations.ownership",
    "operations.role",
    "operations.postgres",
    "operations.backups",
    "operations.steps",
    "operations.space",
)

ROLE = "forsoeg_ordinary"


@pytest.fixture
def server(on_postgres, store, postgres_url):
    """A connection as the superuser, who sets things up; the role may nothing but sign in."""
    let_go()
    with psycopg.connect(postgres_url, autocommit=True) as dba:
        if not dba.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)
        ).fetchone():
            dba.execute(f"CREATE ROLE {ROLE} LOGIN")
        yield dba
        db.connect_to(store.database_url)


@pytest.fixture
def database(server, store, postgres_url, tmp_path, request):
    """``database(*sql)``: an empty database after what the superuser did in it, and a
    configuration for the role.
    """
    name = "set_up_" + re.sub(r"\W+", "_", request.node.name.lower())[:40]

    def made(*statements: str):
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        url = re.sub(r"/\w+(?=\?|$)", f"/{name}", postgres_url)
        with psycopg.connect(url, autocommit=True) as dba:
            words = {"role": ROLE, "database": name, "extension": extension_of(dba)}
            for statement in statements:
                dba.execute(statement.format(**words))
        return (
            replace(
                store,
                data=tmp_path,
                database_url=re.sub(r"//\w*(:[^@]*)?@", f"//{ROLE}:@", url),
            ),
            url,
        )

    return made


def extension_of(dba) -> str:
    """An extension that this PostgreSQL comes with: the wheel's has one, Debian's others."""
    (name,) = dba.execute(
        "SELECT MIN(name) FROM pg_available_extensions WHERE name IN ('citext', 'vector')"
    ).fetchone()
    return name


UPGRADED = (  # as PostgreSQL 14 makes it, and every cluster that was upgraded from it
    "ALTER SCHEMA public OWNER TO postgres",
    "GRANT USAGE, CREATE ON SCHEMA public TO {role}",
    "CREATE EXTENSION {extension}",
    "CREATE TABLE notes (of_dba TEXT)",
    "INSERT INTO notes VALUES ('untouched')",
    "CREATE FUNCTION of_dba() RETURNS int LANGUAGE sql AS 'SELECT 1'",
)
OWN_SCHEMA = (
    'CREATE SCHEMA "Forsøg" AUTHORIZATION {role}',
    'ALTER ROLE {role} IN DATABASE "{database}" SET search_path = "Forsøg", public',
    "CREATE TABLE unit (name TEXT)",
    "INSERT INTO unit VALUES ('of somebody else'), ('and another')",
)
# All of it at once: a schema of a name to be quoted, that is not ours, with what is not
NOTHING_OURS = (
    'CREATE SCHEMA "Forsøg"',
    'GRANT USAGE, CREATE ON SCHEMA "Forsøg" TO {role}',
    *OWN_SCHEMA[1:],
    'SET search_path = "Forsøg", public',
    *UPGRADED[2:],
)
ONE_BY_ONE = pytest.mark.thorough(
    short="operations/test_postgres_setups.py::"
    "test_what_was_lost_comes_back_and_what_is_not_ours_stays"
)


@pytest.mark.parametrize(
    "statements",
    (
        NOTHING_OURS,
        pytest.param(UPGRADED, marks=ONE_BY_ONE),
        pytest.param(OWN_SCHEMA, marks=ONE_BY_ONE),
    ),
    ids=("nothing_ours", "public_not_ours", "own_schema"),
)
def test_what_was_lost_comes_back_and_what_is_not_ours_stays(
    database, statements, monkeypatch
):
    config, as_dba = database(*statements)
    living = db.connect_to(config.database_url)
    migrate(living, MIGRATIONS, config.data)
    with living.connection_context():
        alma = person("Alma", Unit.create(name="Havnen"))
        Person.update(name="\\N\t\n\\.").where(Person.id == alma.id).execute()
        assert not list(ownership.obstacles(living))
    then = rows_of_ours(living)
    kept = backed_up(config)
    with living.connection_context():
        Unit.create(name="Skrevet bagefter")
    now = rows_of_ours(living)
    if statements is NOTHING_OURS:
        hindrances_are_told(config, as_dba, kept, '"Forsøg"', "notes", faults=False)
        with monkeypatch.context() as broken:
            stopping(broken, "settle", after=True)
            with pytest.raises(RestoreInterrupted):
                restore.restore(config, kept, MIGRATIONS, NOW)
        assert rows_of_ours(living) == then, "row by row"
        what_is_not_ours_stayed(as_dba, statements)
        restore.call_off(config, MIGRATIONS, NOW)
        assert rows_of_ours(living) == now and then != now
        assert not list(config.data.glob("*restore*"))
        with living.connection_context():
            assert postgres.mark(living) is None
    else:
        restore.restore(config, kept, MIGRATIONS, NOW)
        assert rows_of_ours(living) == then, "row by row"
    what_is_not_ours_stayed(as_dba, statements)
    if statements is NOTHING_OURS:
        with living.connection_context():
            # What is not ours stays, and all that is ours is lost
            living.execute_sql(ownership.removal(living))
            assert not ownership.tables(living)
        what_is_not_ours_stayed(as_dba, statements)
        nothing_is_there_to_be_kept(config)


def rows_of_ours(living) -> dict[str, list[str]]:
    """Every row of every table; a restore is remembered."""
    with living.connection_context():
        rows = {
            name: sorted(map(repr, living.execute_sql(f'SELECT * FROM "{name}"')))
            for name in ownership.tables(living)
        }
    told = rows["audit_event"]
    return rows | {"audit_event": [row for row in told if "'restored'" not in row]}


def nothing_is_there_to_be_kept(config) -> None:
    """Where all was lost, a restore keeps nothing aside, and takes out what it brought
    when it is called off.
    """
    (kept := config.data / "nothing").mkdir()
    journal = Journal(str(config.data), aside=str(kept), step="settle")
    run = steps.RestoreRun(config, journal, MIGRATIONS, NOW)
    steps._keep_rows(run)
    assert not list(kept.iterdir())
    steps.put_database_back(run)
    with db.database.connection_context():
        assert not ownership.tables(db.database.obj)


def what_is_not_ours_stayed(as_dba, statements) -> None:
    with psycopg.connect(as_dba) as dba:
        dba.execute('SET search_path = "Forsøg", public')
        if statements is not OWN_SCHEMA:
            assert dba.execute("SELECT of_dba, of_dba() FROM notes").fetchall() == [
                ("untouched", 1)
            ]
            assert dba.execute(
                "SELECT 1 FROM pg_extension WHERE extname = %s", (extension_of(dba),)
            ).fetchone()
        if statements is not UPGRADED:
            assert dba.execute("SELECT COUNT(*) FROM public.unit").fetchone() == (2,)


def test_only_what_is_ours_is_taken_from_a_dump_of_a_whole_database(
    database, monkeypatch
):
    config, _ = database(*UPGRADED)
    living = db.connect_to(config.database_url)
    dump = config.data / "older.dump"
    with living.connection_context():
        # The one table by which the product's schema is known
        living.execute_sql(f"CREATE TABLE {ownership.HISTORY} (name TEXT)")
        monkeypatch.setattr(postgres, "selection", lambda _: ["--exclude-table=notes"])
        postgres.dump(living, config.database_url, dump)
        listed = postgres._listing(dump)
        living.execute_sql(f"INSERT INTO {ownership.HISTORY} VALUES ('later')")
    assert " EXTENSION " in listed and " of_dba(" in listed
    postgres.restore(dump, config.database_url)
    with living.connection_context():
        left = living.execute_sql(f"SELECT COUNT(*) FROM {ownership.HISTORY}")
        assert left.fetchone() == (0,)


@pytest.mark.thorough(
    short="operations/test_postgres_setups.py::"
    "test_only_what_is_ours_is_taken_from_a_dump_of_a_whole_database"
)
def test_a_dump_of_the_whole_database_as_older_versions_made_it(database, monkeypatch):
    config, _ = database(*UPGRADED)
    living = db.connect_to(config.database_url)
    migrate(living, MIGRATIONS, config.data)
    with monkeypatch.context() as older:
        # Else it may not even read it
        older.setattr(postgres, "selection", lambda _: ["--exclude-table=notes"])
        kept = backed_up(config)
    restore.restore(config, kept, MIGRATIONS, NOW)
    with db.database.connection_context():
        assert Unit.select().count() == 0


HINDRANCES = {
    "may not make tables in the schema {schema}": (
        "REVOKE CREATE ON SCHEMA {schema} FROM {role}",
    ),
    "belong to the role postgres ({first} …)": (
        "ALTER TABLE {schema}.person OWNER TO postgres",
        "GRANT ALL ON {schema}.person TO {role}",
    ),
    "builds on its table unit: it would be lost": (
        "CREATE SCHEMA reporting",
        "CREATE VIEW reporting.units AS SELECT name FROM {schema}.unit",
    ),
    "The database is read-only": (
        'ALTER DATABASE "{database}" SET default_transaction_read_only = on',
    ),
}


@pytest.mark.thorough(
    short="operations/test_postgres_setups.py::"
    "test_what_was_lost_comes_back_and_what_is_not_ours_stays"
)
def test_what_would_fail_is_told_by_the_doctor_and_before_anything_is_touched(database):
    config, as_dba = database("GRANT USAGE, CREATE ON SCHEMA public TO {role}")
    living = db.connect_to(config.database_url)
    migrate(living, MIGRATIONS, config.data)
    kept = backed_up(config)
    hindrances_are_told(config, as_dba, kept, "public", "person", faults=True)


def hindrances_are_told(
    config, as_dba, kept, schema: str, first: str, faults: bool
) -> None:
    """By the doctor, and by a restore before it touches anything; by default one of
    them, for both ask for the same obstacles, and reading the backup takes long.

    Args:
        first: The first table that counts as ours once a table of ours is the DBA's.
    """
    undone = (
        "GRANT CREATE ON SCHEMA {schema} TO {role}",
        "ALTER TABLE {schema}.person OWNER TO {role}",
        "DROP VIEW reporting.units",
        'ALTER DATABASE "{database}" RESET default_transaction_read_only',
    )
    words = {"role": ROLE, "schema": schema}
    words["database"] = as_dba.split("?")[0].rpartition("/")[2]
    both = zip(HINDRANCES.items(), undone, strict=True)
    for number, ((said, statements), undo) in enumerate(both):
        with psycopg.connect(as_dba, autocommit=True) as dba:
            for statement in statements:
                dba.execute(statement.format(**words))
        said = said.format(schema=schema.strip('"'), first=first)
        if faults or number == 0:
            with pytest.raises(RestoreRefused, match=re.escape(said)):
                restore.restore(config, kept, MIGRATIONS, NOW)
            assert not list(config.data.glob("*restore*"))
        found = doctor.run_checks(config, db.database.obj, MIGRATIONS, NOW)
        assert any(said in finding.what for finding in found if finding.grave), said
        writing = {
            "autocommit": True,
            "options": "-c default_transaction_read_only=off",
        }
        with psycopg.connect(as_dba, **writing) as dba:
            dba.execute(undo.format(**words))


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("REVOKE CREATE ON SCHEMA public FROM PUBLIC",), "GRANT CREATE ON SCHEMA"),
        (("DROP SCHEMA public",), "CREATE SCHEMA"),
    ],
)
def test_a_role_that_may_make_no_tables_is_told_so(database, statements, said):
    config, _ = database(*statements)
    with pytest.raises(db.DatabaseMisconfigured, match=said):
        migrate(db.connect_to(config.database_url), MIGRATIONS, config.data)


def test_a_database_in_which_not_every_name_can_be_written_is_refused(
    database, server, store, tmp_path
):
    config, url = database()
    name = re.findall(r"/(\w+)(?=\?|$)", url)[0]
    server.execute(f'DROP DATABASE "{name}"')
    server.execute(
        f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
    )
    with pytest.raises(db.DatabaseMisconfigured, match="LATIN1"):
        migrate(db.connect_to(config.database_url), MIGRATIONS, config.data)
