"""When a draft was discarded: it can be had back for a while before it is deleted."""

from peewee import SqliteDatabase


def up(migrator, db):
    moment = "TIMESTAMP"
    if isinstance(db, SqliteDatabase):
        moment = "DATETIME"
    db.execute_sql(
        f'ALTER TABLE "experiment" ADD COLUMN "discarded_at" {moment}'
        " CHECK (discarded_at IS NULL OR stage = 'draft')"
    )


def down(migrator, db):
    # What was discarded would be there again
    db.execute_sql('DELETE FROM "experiment" WHERE discarded_at IS NOT NULL')
    db.execute_sql('ALTER TABLE "experiment" DROP COLUMN "discarded_at"')
