"""The first schema: the tables of each feature, then what only one of the two databases
knows (search index, triggers).

The SQL stands in the folder beside this file. Every statement begins at the margin with
CREATE; what belongs to it is indented.
"""

import re
from pathlib import Path

from peewee import SqliteDatabase

FOLDER = Path(__file__).with_suffix("")

# In this order: a table comes after those that it refers to
FEATURES = (
    "accounts",
    "guidelines",
    "stakeholders",
    "experiments",
    "lessons",
    "conversation",
    "summaries",
    "business_case",
    "commitments",
    "readiness",
    "strategy",
    "notifications",
    "operations",
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {
    "SERIAL": "INTEGER",
    "SMALLINT": "INTEGER",
    "BIGINT": "INTEGER",
    "BOOLEAN": "INTEGER",
    "DOUBLE PRECISION": "REAL",
    "TIMESTAMP": "DATETIME",
    "JSONB": "TEXT",
}


# Rows of anonymous answers that carry no number in the order of writing; only SQLite
# would give them one
UNNUMBERED = " WITHOUT ROWID"


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    for feature in FEATURES:
        tables = read(feature)
        if is_sqlite:
            tables = with_sqlite_types(tables)
        else:
            tables = tables.replace(UNNUMBERED, "")
        execute(db, tables)
    execute(db, read("sqlite" if is_sqlite else "postgresql"))


def down(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    extras = read("sqlite" if is_sqlite else "postgresql")
    for table in re.findall(r"CREATE VIRTUAL TABLE (\w+)", extras):
        db.execute_sql(f'DROP TABLE "{table}"')
    tables = re.findall(r'CREATE TABLE "(\w+)"', "".join(map(read, FEATURES)))
    for table in reversed(tables):
        db.execute_sql(f'DROP TABLE "{table}"')
    for function in re.findall(r'CREATE FUNCTION "?(\w+)', extras):
        db.execute_sql(f'DROP FUNCTION "{function}"')


def read(name):
    """The statements of a file, without its comments."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)


def execute(db, sql):
    for statement in re.split(r"^(?=CREATE |ALTER )", sql, flags=re.MULTILINE)[1:]:
        db.execute_sql(statement)


def with_sqlite_types(sql):
    types = "|".join(SQLITE_TYPES)
    return re.sub(rf"\b({types})\b", lambda found: SQLITE_TYPES[found[0]], sql)
