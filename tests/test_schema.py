"""The migrated schema is the models' schema, on both databases: what schema_diff sees,
and the whole catalogue.
"""

import re

import peewee
import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from tests.committed_database import copied
from tracker.app import folder
from tracker.db import is_sqlite, open_database
from tracker.schema import MODELS, SEARCHED

pytestmark = pytest.mark.both_databases("migrations", "append_only")

SEARCH_TABLES = tuple(f"{table}_words" for table in SEARCHED)


def test_schema_diff_sees_a_model_without_migration_and_nothing_else(rows):
    """The search index on PostgreSQL is an expression that models cannot declare: the
    one difference.
    """

    class Forgotten(peewee.Model):
        name = peewee.CharField()

        class Meta:
            database = rows

    diff = diff_models(rows, [*MODELS, Forgotten])
    assert diff.create_tables == [Forgotten]
    drops = [(index.table, index.name) for index in diff.drop_indexes]
    expected = [] if is_sqlite() else [(table, f"{table}_words") for table in SEARCHED]
    assert sorted(drops) == sorted(expected)
    assert not any((diff.add_columns, diff.drop_columns, diff.add_indexes))


def test_every_migration_goes_back_and_makes_what_the_models_make(
    store, tmp_path, request
):
    """schema_diff is blind to types, NULL, CHECK and foreign keys: the catalogues are not.

    By default nothing goes forth again: from nothing, each database of the tests did.
    """
    db = open_database(copied(store.database_url, "goes_back", tmp_path))
    with db.connection_context():
        runner = Runner(db, str(folder("migrations")))
        applied = runner.applied()
        with_all = catalogue(db)
        assert len(runner.down(min(applied))) == len(applied)
        assert catalogue(db) == {}
        with db.atomic() as models_alone, db.bind_ctx(MODELS):
            db.create_tables(MODELS)
            assert catalogue(db) == with_all
            models_alone.rollback()
        if request.config.getoption("--faults"):
            runner.up()
            assert catalogue(db) == with_all


def catalogue(db) -> dict:
    """Table to its normalised definition, search tables and the migration history left out."""
    return sqlite_catalogue(db) if is_sqlite(db) else postgres_catalogue(db)


def sqlite_catalogue(db) -> dict:
    rows = db.execute_sql(
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).fetchall()
    return {
        name: _keys_apart(_on_one_line(sql))
        for name, sql in rows
        if not _left_out(name)
    }


def _on_one_line(sql: str) -> str:
    return re.sub(r"(?<=\() | (?=\))", "", " ".join(sql.split()))


def _keys_apart(sql: str) -> list[str]:
    """A definition without its foreign keys, and those: a column that was added later
    has its own beside it, not at the end. Of a table, the columns and rules in
    alphabetical order: a column that was added later stands behind the rules.
    """
    points = r'REFERENCES "\w+" \("\w+"\)(?: ON DELETE (?:SET NULL|\w+))?'
    late = re.findall(rf'("\w+") (?:INTEGER|BIGINT) ({points})', sql)
    keys = re.findall(rf"FOREIGN KEY \(.+?\) {points}", sql) + [
        f"FOREIGN KEY ({column}) {told}" for column, told in late
    ]
    rest = re.sub(rf",? ?(FOREIGN KEY \([^)]+\) )?{points}", "", sql)
    return [*_parts_in_order(rest), *sorted(keys)]


def _parts_in_order(sql: str) -> list[str]:
    """A table's definition, split at the commas outside all inner brackets; whatever
    else is one part.
    """
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    head, _, body = sql.partition("(")
    body, _, end = body.rpartition(")")
    parts, depth = [""], 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [head, *sorted(part.strip() for part in parts), end]


def postgres_catalogue(db) -> dict:
    columns = (
        "SELECT table_name || '.' || column_name, data_type, character_maximum_length, is_nullable,"
        " column_default "
    )
    columns += "FROM information_schema.columns WHERE table_schema = 'public'"
    constraints = (
        "SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid), contype::text FROM"
        " pg_constraint "
    )
    constraints += "WHERE connamespace = 'public'::regnamespace"
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    rows = [
        row
        for sql in (columns, constraints, indexes)
        for row in db.execute_sql(sql).fetchall()
    ]
    return {name: rest for name, *rest in rows if not _left_out(name)}


def _left_out(name: str) -> bool:
    return (
        "schema_migration" in name
        or any(table in name for table in SEARCH_TABLES)
        or "sqlite_" in name
    )
