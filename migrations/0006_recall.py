"""What comes of a lesson: shared by several attempts, held or not where it was used,
cited by a clause; and whether a decision was carried out.
"""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "shared_lesson" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "shared_id" INTEGER NOT NULL,
  "origin_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("shared_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("origin_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "shared_lesson_shared_id" ON "shared_lesson" ("shared_id")',
    'CREATE UNIQUE INDEX "shared_lesson_origin_id" ON "shared_lesson" ("origin_id")',
    'CREATE INDEX "shared_lesson_by_id" ON "shared_lesson" ("by_id")',
    """CREATE TABLE "local_result" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "unit_id" INTEGER NOT NULL,
  "held" BOOLEAN NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "local_result_person_id" ON "local_result" ("person_id")',
    'CREATE INDEX "local_result_unit_id" ON "local_result" ("unit_id")',
    'CREATE UNIQUE INDEX "local_result_lesson_id_person_id" ON "local_result"'
    ' ("lesson_id", "person_id")',
    """CREATE TABLE "citation" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "clause_id" INTEGER NOT NULL,
  "lesson_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "citation_lesson_id" ON "citation" ("lesson_id")',
    'CREATE INDEX "citation_by_id" ON "citation" ("by_id")',
    'CREATE UNIQUE INDEX "citation_clause_id_lesson_id" ON "citation"'
    ' ("clause_id", "lesson_id")',
    """CREATE TABLE "implementation" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "conclusion_id" INTEGER NOT NULL,
  "state" VARCHAR(20) NOT NULL CHECK ("state" IN ('done', 'later', 'dropped')),
  "clause_id" INTEGER,
  "place" VARCHAR(300) NOT NULL CHECK (length("place") <= 300),
  "reason" VARCHAR(1000) NOT NULL CHECK (length("reason") <= 1000),
  "ask_on" DATE,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "answered_on" DATE NOT NULL,
  FOREIGN KEY ("conclusion_id") REFERENCES "conclusion" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK ((state = 'later') = (ask_on IS NOT NULL)),
  CHECK (state <> 'dropped' OR reason <> '')
)""",
    'CREATE UNIQUE INDEX "implementation_conclusion_id" ON "implementation"'
    ' ("conclusion_id")',
    'CREATE INDEX "implementation_clause_id" ON "implementation" ("clause_id")',
    'CREATE INDEX "implementation_by_id" ON "implementation" ("by_id")',
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "BOOLEAN": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name} ", f" {sqlite_name} ")
        db.execute_sql(sql)


def down(migrator, db):
    for table in ("implementation", "citation", "local_result", "shared_lesson"):
        db.execute_sql(f'DROP TABLE "{table}"')
