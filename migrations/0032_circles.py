"""An author's answer to whether more may see an attempt; lessons from outside."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "outside_lesson" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "statement" VARCHAR(280) NOT NULL CHECK (length("statement") <= 280),
  "context" VARCHAR(1000) NOT NULL CHECK (length("context") <= 1000),
  "outcome" VARCHAR(20) CHECK (length("outcome") <= 20),
  "platform" VARCHAR(80) NOT NULL CHECK (length("platform") <= 80),
  "source" VARCHAR(120) NOT NULL CHECK (length("source") <= 120),
  "key" CHAR(64) NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (statement <> '' AND source <> '')
)""",
    'CREATE UNIQUE INDEX "outside_lesson_key" ON "outside_lesson" ("key")',
    'CREATE INDEX "outside_lesson_by_id" ON "outside_lesson" ("by_id")',
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
    for table in ("circle_answer", "outside_lesson"):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    return sql
