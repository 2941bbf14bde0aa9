"""Open questions and who asked them, what an attempt looks into, bookmarks, and
invitations to co-authors. Whoever is a co-author already stays one.
"""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "open_question" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "body" VARCHAR(400) NOT NULL CHECK (length("body") <= 400),
  "platform_id" INTEGER,
  "asked_at" TIMESTAMP NOT NULL,
  "removed_at" TIMESTAMP,
  "words" TEXT NOT NULL,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE RESTRICT,
  CHECK (body <> '' OR removed_at IS NOT NULL)
)""",
    'CREATE INDEX "open_question_platform_id" ON "open_question" ("platform_id")',
    'CREATE INDEX "open_question_asked_at_id" ON "open_question" ("asked_at", "id")',
    """CREATE TABLE "question_asker" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "question_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "first" BOOLEAN NOT NULL,
  "told" BOOLEAN NOT NULL,
  "named" BOOLEAN NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("question_id") REFERENCES "open_question" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "question_asker_person_id" ON "question_asker" ("person_id")',
    'CREATE UNIQUE INDEX "question_asker_question_id_person_id" ON "question_asker"'
    ' ("question_id", "person_id")',
    """CREATE TABLE "experiment_question" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "question_id" INTEGER NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("question_id") REFERENCES "open_question" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "experiment_question_question_id" ON "experiment_question"'
    ' ("question_id")',
    'CREATE UNIQUE INDEX "experiment_question_experiment_id_question_id"'
    ' ON "experiment_question" ("experiment_id", "question_id")',
    """CREATE TABLE "bookmark" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "experiment_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "bookmark_experiment_id" ON "bookmark" ("experiment_id")',
    'CREATE UNIQUE INDEX "bookmark_person_id_experiment_id" ON "bookmark"'
    ' ("person_id", "experiment_id")',
    """CREATE TABLE "co_author_invitation" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "declined_at" TIMESTAMP,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "co_author_invitation_person_id" ON "co_author_invitation"'
    ' ("person_id")',
    'CREATE UNIQUE INDEX "co_author_invitation_experiment_id_person_id"'
    ' ON "co_author_invitation" ("experiment_id", "person_id")',
)

# In the order in which they go
MADE = (
    "co_author_invitation",
    "bookmark",
    "experiment_question",
    "question_asker",
    "open_question",
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "BOOLEAN": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name}", f" {sqlite_name}")
        db.execute_sql(sql)


def down(migrator, db):
    for table in MADE:
        db.execute_sql(f'DROP TABLE "{table}"')
