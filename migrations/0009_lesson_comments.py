"""Comments on a lesson: they belong to its attempt, and say that they are about the lesson.

What was said before is about the attempt.
"""

from peewee import SqliteDatabase


def up(migrator, db):
    kind = "BOOLEAN"
    if isinstance(db, SqliteDatabase):
        kind = "INTEGER"
    db.execute_sql(
        f'ALTER TABLE "comment" ADD COLUMN "about_lesson" {kind} NOT NULL DEFAULT FALSE'
    )


def down(migrator, db):
    db.execute_sql('ALTER TABLE "comment" DROP COLUMN "about_lesson"')
