"""When a job was to be done for the first time: a mail is tried for days."""

from peewee import SqliteDatabase


def up(migrator, db):
    moment = "TIMESTAMP"
    if isinstance(db, SqliteDatabase):
        moment = "DATETIME"
    db.execute_sql(f'ALTER TABLE "job" ADD COLUMN "asked_at" {moment}')


def down(migrator, db):
    db.execute_sql('ALTER TABLE "job" DROP COLUMN "asked_at"')
