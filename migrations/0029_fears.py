"""What was feared of an attempt and what happened; figures of a quarter."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "expected_fear" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "fear" VARCHAR(20) CHECK ("fear" IN ('allowed', 'corrected', 'boss', 'angry', 'wrong',
    'time')),
  "result" VARCHAR(20) CHECK ("result" IN ('no', 'passed', 'hurt')),
  "told_on" DATE,
  "help" VARCHAR(280) NOT NULL CHECK (length("help") <= 280),
  "shared" BOOLEAN NOT NULL,
  "counted" BOOLEAN NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  CHECK ((result IS NULL) = (told_on IS NULL)),
  CHECK (result IS NULL OR fear IS NOT NULL),
  CHECK (NOT shared OR result IN ('passed', 'hurt'))
)""",
    'CREATE UNIQUE INDEX "expected_fear_experiment_id_fear"'
    ' ON "expected_fear" ("experiment_id", "fear")',
    'CREATE INDEX "expected_fear_counted_told_on" ON "expected_fear" ("counted", "told_on")',
    """CREATE TABLE "fear_batch" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "fear" VARCHAR(20) NOT NULL CHECK ("fear" IN ('allowed', 'corrected', 'boss', 'angry',
    'wrong', 'time')),
  "platform_id" INTEGER,
  "attempts" INTEGER NOT NULL,
  "passed" INTEGER NOT NULL,
  "hurt" INTEGER NOT NULL,
  "closed_on" DATE NOT NULL,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE SET NULL,
  CHECK (attempts >= 5),
  CHECK (passed >= 0 AND hurt >= 0 AND passed + hurt <= attempts)
)""",
    'CREATE INDEX "fear_batch_platform_id" ON "fear_batch" ("platform_id")',
    """CREATE TABLE "cohort_figure" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "measure" VARCHAR(20) NOT NULL CHECK (length("measure") <= 20),
  "quarter" VARCHAR(7) NOT NULL CHECK (length("quarter") <= 7),
  "with_cause" BOOLEAN NOT NULL,
  "n" INTEGER,
  "part" INTEGER,
  "days" DOUBLE PRECISION,
  CHECK ((n IS NULL) = (part IS NULL))
)""",
    'CREATE UNIQUE INDEX "cohort_figure_measure_quarter_with_cause"'
    ' ON "cohort_figure" ("measure", "quarter", "with_cause")',
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
    for table in ("cohort_figure", "fear_batch", "expected_fear"):
        db.execute_sql(f'DROP TABLE "{table}"')


def on_sqlite(sql):
    for name, sqlite_name in SQLITE_TYPES.items():
        sql = sql.replace(f" {name}", f" {sqlite_name}")
    return sql
