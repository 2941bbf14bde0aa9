"""A leader's yes to where the organisation stands on a platform."""

from peewee import SqliteDatabase


def up(migrator, db):
    moment = "TIMESTAMP"
    if isinstance(db, SqliteDatabase):
        moment = "DATETIME"
    db.execute_sql(
        'ALTER TABLE "guideline" ADD COLUMN "agreed_by_id" INTEGER'
        ' REFERENCES "person" ("id") ON DELETE RESTRICT'
    )
    db.execute_sql(f'ALTER TABLE "guideline" ADD COLUMN "agreed_at" {moment}')
    db.execute_sql(
        'CREATE INDEX "guideline_agreed_by_id" ON "guideline" ("agreed_by_id")'
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "guideline_agreed_by_id"')
    db.execute_sql('ALTER TABLE "guideline" DROP COLUMN "agreed_at"')
    db.execute_sql('ALTER TABLE "guideline" DROP COLUMN "agreed_by_id"')
