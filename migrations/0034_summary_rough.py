"""A summary tells of a rough thread that was met well, by the lesson of its attempt."""

UP = (
    'ALTER TABLE "summary" ADD COLUMN "rough_id" INTEGER'
    ' REFERENCES "lesson" ("id") ON DELETE SET NULL',
    'CREATE INDEX "summary_rough_id" ON "summary" ("rough_id")',
)


def up(migrator, db):
    for sql in UP:
        db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql('DROP INDEX "summary_rough_id"')
    db.execute_sql('ALTER TABLE "summary" DROP COLUMN "rough_id"')
