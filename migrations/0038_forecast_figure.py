"""The Brier score of each quarter, written down once."""

from peewee import SqliteDatabase

TABLE = """CREATE TABLE "forecast_figure" (
  "quarter" VARCHAR(7) NOT NULL PRIMARY KEY CHECK (length("quarter") <= 7),
  "score" DOUBLE PRECISION,
  "n" INTEGER,
  CHECK ((score IS NULL) = (n IS NULL))
)"""


def up(migrator, db):
    sql = TABLE
    if isinstance(db, SqliteDatabase):
        sql = sql.replace("DOUBLE PRECISION", "REAL")
    db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql('DROP TABLE "forecast_figure"')
