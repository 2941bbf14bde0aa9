"""Lessons that somebody carried onward to their own unit, or to its next meeting."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "amplification" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "unit_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "place" VARCHAR(20) NOT NULL CHECK ("place" IN ('unit', 'meeting')),
  "word" VARCHAR(280) NOT NULL CHECK (length("word") <= 280),
  "at" TIMESTAMP NOT NULL,
  "brought_on" DATE,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (brought_on IS NULL OR place = 'meeting')
)""",
    'CREATE INDEX "amplification_unit_id" ON "amplification" ("unit_id")',
    'CREATE INDEX "amplification_person_id" ON "amplification" ("person_id")',
    'CREATE UNIQUE INDEX "amplification_lesson_id_unit_id_place" ON "amplification"'
    ' ("lesson_id", "unit_id", "place")',
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name} ", f" {sqlite_name} ")
        db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql('DROP TABLE "amplification"')
