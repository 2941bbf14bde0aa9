"""The wish that another unit tries what one attempt has taught."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "second_unit_wish" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE UNIQUE INDEX "second_unit_wish_lesson_id" ON "second_unit_wish" ("lesson_id")',
    'CREATE INDEX "second_unit_wish_by_id" ON "second_unit_wish" ("by_id")',
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
    for table in ("second_unit_wish",):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    return sql
