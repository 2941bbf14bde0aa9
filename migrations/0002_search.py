"""The search index holds keys of words, and only what is published; lessons are found by
their experiment. `tracker migrate` writes the words of every experiment anew afterwards.
"""

import re
from pathlib import Path

from peewee import SqliteDatabase

FIRST = Path(__file__).with_name("0001_initial")
NEW_TABLES = (
    'CREATE TABLE "index_word" ("id" SERIAL NOT NULL PRIMARY KEY, "word" TEXT NOT NULL)',
    'CREATE UNIQUE INDEX "index_word_word" ON "index_word" ("word")',
    'CREATE TABLE "synonym" ("id" SERIAL NOT NULL PRIMARY KEY, "words" VARCHAR(300) NOT NULL'
    ' CHECK (length("words") <= 300))',
    'CREATE INDEX "experiment_restricted" ON "experiment" ("unit_id")'
    ' WHERE (("visibility" = \'unit\') OR ("hidden_at" IS NOT NULL))',
)
SQLITE = (
    "DROP TRIGGER lesson_words_added",
    "DROP TRIGGER lesson_words_removed",
    "DROP TRIGGER lesson_words_changed",
    "DROP TABLE lesson_words",
    "DROP TRIGGER experiment_words_added",
    "DROP TRIGGER experiment_words_removed",
    "DROP TRIGGER experiment_words_changed",
    "DROP TABLE experiment_words",
    'ALTER TABLE "lesson" DROP COLUMN "words"',
    "CREATE VIEW experiment_words_shown AS"
    " SELECT id, words FROM experiment WHERE stage <> 'draft'",
    """CREATE VIRTUAL TABLE experiment_words USING fts5(
      words, content='experiment_words_shown', content_rowid='id',
      tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER experiment_words_added AFTER INSERT ON experiment
      WHEN new.stage <> 'draft' BEGIN
        INSERT INTO experiment_words (rowid, words) VALUES (new.id, new.words);
      END""",
    """CREATE TRIGGER experiment_words_removed AFTER DELETE ON experiment
      WHEN old.stage <> 'draft' BEGIN
        INSERT INTO experiment_words (experiment_words, rowid, words)
          VALUES ('delete', old.id, old.words);
      END""",
    """CREATE TRIGGER experiment_words_changed AFTER UPDATE OF id, words, stage ON experiment
      WHEN old.id <> new.id OR old.words <> new.words
        OR (old.stage = 'draft') <> (new.stage = 'draft') BEGIN
        INSERT INTO experiment_words (experiment_words, rowid, words)
          SELECT 'delete', old.id, old.words WHERE old.stage <> 'draft';
        INSERT INTO experiment_words (rowid, words)
          SELECT new.id, new.words WHERE new.stage <> 'draft';
      END""",
    "INSERT INTO experiment_words (experiment_words) VALUES ('rebuild')",
)
POSTGRESQL = (
    "DROP INDEX lesson_words",
    "DROP INDEX experiment_words",
    'ALTER TABLE "lesson" DROP COLUMN "words"',
    "CREATE INDEX experiment_words ON experiment USING gin (to_tsvector('simple', words))"
    " WHERE stage <> 'draft'",
)
SQLITE_BACK = (
    "DROP TRIGGER experiment_words_added",
    "DROP TRIGGER experiment_words_removed",
    "DROP TRIGGER experiment_words_changed",
    "DROP TABLE experiment_words",
    "DROP VIEW experiment_words_shown",
)
POSTGRESQL_BACK = ("DROP INDEX experiment_words",)
TABLES_BACK = (
    'DROP INDEX "experiment_restricted"',
    'DROP TABLE "synonym"',
    'DROP TABLE "index_word"',
    'ALTER TABLE "lesson" ADD COLUMN "words" TEXT NOT NULL DEFAULT \'\'',
)


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    for statement in NEW_TABLES:
        if is_sqlite:
            statement = statement.replace("SERIAL", "INTEGER")
        db.execute_sql(statement)
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        db.execute_sql(statement)


def down(migrator, db):
    """Back to the first index; what it holds of lessons is written when they change."""
    is_sqlite = isinstance(db, SqliteDatabase)
    for statement in SQLITE_BACK if is_sqlite else POSTGRESQL_BACK:
        db.execute_sql(statement)
    for statement in TABLES_BACK:
        db.execute_sql(statement)
    name = "sqlite" if is_sqlite else "postgresql"
    text = (FIRST / f"{name}.sql").read_text(encoding="utf-8")
    text = re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)
    for statement in re.split(r"^(?=CREATE )", text, flags=re.MULTILINE):
        if "_words" in statement:
            db.execute_sql(statement)
    if is_sqlite:
        db.execute_sql(
            "INSERT INTO experiment_words (experiment_words) VALUES ('rebuild')"
        )
