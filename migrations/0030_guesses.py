"""What colleagues guessed of a running attempt, in numbers."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "guess_count" (
  "experiment_id" INTEGER NOT NULL PRIMARY KEY,
  "supported" INTEGER NOT NULL,
  "mixed" INTEGER NOT NULL,
  "refuted" INTEGER NOT NULL,
  "possible" INTEGER,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE
)""",
    """CREATE TABLE "guess_mark" (
  "key" VARCHAR(64) NOT NULL PRIMARY KEY CHECK (length("key") <= 64),
  "experiment" INTEGER NOT NULL
)""",
    'CREATE INDEX "guess_mark_experiment" ON "guess_mark" ("experiment")',
)

# The planner keeps no samples of these
POSTGRES_ONLY = (
    'ALTER TABLE "guess_mark" ALTER "key" SET STATISTICS 0',
    'ALTER TABLE "guess_mark" ALTER "experiment" SET STATISTICS 0',
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {
    "SERIAL": "INTEGER",
    "BOOLEAN": "INTEGER",
    "TIMESTAMP": "DATETIME",
    "DOUBLE PRECISION": "REAL",
}

WITHOUT_ROWID = ("guess_mark",)


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            sql = on_sqlite(sql)
        db.execute_sql(sql)
    if not isinstance(db, SqliteDatabase):
        for sql in POSTGRES_ONLY:
            db.execute_sql(sql)


def down(migrator, db):
    for table in ("guess_mark", "guess_count"):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    if any(sql.startswith(f'CREATE TABLE "{table}"') for table in WITHOUT_ROWID):
        sql += " WITHOUT ROWID"
    return sql
