"""One randomised trial at a time of the product's own words, and what was drawn."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "trial" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "variant" VARCHAR(20) NOT NULL CHECK (length("variant") <= 20),
  "drawn_by" VARCHAR(20) NOT NULL CHECK ("drawn_by" IN ('draft', 'unit')),
  "seed" VARCHAR(64) NOT NULL CHECK (length("seed") <= 64),
  "arms" JSONB NOT NULL,
  "points" INTEGER NOT NULL,
  "begun_on" DATE NOT NULL,
  "ends_on" DATE NOT NULL,
  "is_open" BOOLEAN,
  "with_n" INTEGER,
  "with_part" INTEGER,
  "without_n" INTEGER,
  "without_part" INTEGER,
  "chance" DOUBLE PRECISION,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  CHECK (ends_on > begun_on),
  CHECK (points BETWEEN 1 AND 50),
  CHECK (is_open IS NULL OR with_n IS NULL),
  CHECK ((with_n IS NULL) = (without_n IS NULL))
)""",
    'CREATE UNIQUE INDEX "trial_experiment_id" ON "trial" ("experiment_id")',
    'CREATE UNIQUE INDEX "trial_is_open" ON "trial" ("is_open")',
    """CREATE TABLE "trial_draft" (
  "experiment_id" INTEGER NOT NULL PRIMARY KEY,
  "trial_id" INTEGER NOT NULL,
  "sees_variant" BOOLEAN NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("trial_id") REFERENCES "trial" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "trial_draft_trial_id" ON "trial_draft" ("trial_id")',
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {
    "SERIAL": "INTEGER",
    "BOOLEAN": "INTEGER",
    "DOUBLE PRECISION": "REAL",
    "JSONB": "TEXT",
}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            sql = on_sqlite(sql)
        db.execute_sql(sql)


def down(migrator, db):
    for table in ("trial_draft", "trial"):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    return sql
