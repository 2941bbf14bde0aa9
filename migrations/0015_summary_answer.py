"""A summary answers the question of the quarter before and quotes what a lesson meant to
a citizen; and who wishes to get each signed summary by mail.
"""

from peewee import SqliteDatabase

UP = (
    'ALTER TABLE "summary" ADD COLUMN "answer" VARCHAR(2000) NOT NULL DEFAULT \'\''
    ' CHECK (length("answer") <= 2000)',
    'ALTER TABLE "summary" ADD COLUMN "quote_id" INTEGER'
    ' REFERENCES "lesson" ("id") ON DELETE SET NULL',
    'CREATE INDEX "summary_quote_id" ON "summary" ("quote_id")',
    """CREATE TABLE "summary_subscription" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)""",
    'CREATE UNIQUE INDEX "summary_subscription_person_id"'
    ' ON "summary_subscription" ("person_id")',
)

# Written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in UP:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name} ", f" {sqlite_name} ")
        db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql('DROP TABLE "summary_subscription"')
    db.execute_sql('DROP INDEX "summary_quote_id"')
    db.execute_sql('ALTER TABLE "summary" DROP COLUMN "quote_id"')
    db.execute_sql('ALTER TABLE "summary" DROP COLUMN "answer"')
