"""An author's answer to whether more than the unit may see an attempt."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "circle_answer" (
  "experiment_id" INTEGER NOT NULL PRIMARY KEY,
  "choice" VARCHAR(20) NOT NULL CHECK ("choice" IN ('yes', 'unnamed', 'no')),
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE
)""",
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {
    "SERIAL": "INTEGER",
    "BOOLEAN": "INTEGER",
    "TIMESTAMP": "DATETIME",
    "DOUBLE PRECISION": "REAL",
}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            sql = on_sqlite(sql)
        db.execute_sql(sql)


def down(migrator, db):
    for table in ("circle_answer",):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    return sql
