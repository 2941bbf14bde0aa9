"""The safe conduct in signed versions, reports that it was broken, how often its contact
told that it was, and leaders who back an attempt before its result is known.
"""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "safe_conduct" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "number" INTEGER NOT NULL,
  "text" VARCHAR(2000) NOT NULL CHECK (length("text") <= 2000),
  "exceptions" VARCHAR(2000) NOT NULL CHECK (length("exceptions") <= 2000),
  "contact_id" INTEGER NOT NULL,
  "why" VARCHAR(500) NOT NULL CHECK (length("why") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("contact_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (text <> ''),
  CHECK (exceptions <> ''),
  CHECK (number > 0)
)""",
    'CREATE UNIQUE INDEX "safe_conduct_number" ON "safe_conduct" ("number")',
    'CREATE INDEX "safe_conduct_contact_id" ON "safe_conduct" ("contact_id")',
    'CREATE INDEX "safe_conduct_by_id" ON "safe_conduct" ("by_id")',
    """CREATE TABLE "safe_conduct_signature" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "conduct_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("conduct_id") REFERENCES "safe_conduct" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "safe_conduct_signature_person_id" ON "safe_conduct_signature"'
    ' ("person_id")',
    'CREATE UNIQUE INDEX "safe_conduct_signature_conduct_id_person_id"'
    ' ON "safe_conduct_signature" ("conduct_id", "person_id")',
    """CREATE TABLE "breach_report" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "conduct_id" INTEGER NOT NULL,
  "contact_id" INTEGER NOT NULL,
  "reporter_id" INTEGER,
  "text" VARCHAR(2000) NOT NULL CHECK (length("text") <= 2000),
  "reported_on" DATE NOT NULL,
  "finding" VARCHAR(20) CHECK ("finding" IN ('broken', 'kept')),
  FOREIGN KEY ("conduct_id") REFERENCES "safe_conduct" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("contact_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("reporter_id") REFERENCES "person" ("id") ON DELETE SET NULL,
  CHECK (text <> '')
)""",
    'CREATE INDEX "breach_report_conduct_id" ON "breach_report" ("conduct_id")',
    'CREATE INDEX "breach_report_contact_id" ON "breach_report" ("contact_id")',
    'CREATE INDEX "breach_report_reporter_id" ON "breach_report" ("reporter_id")',
    """CREATE TABLE "breach_count" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "number" INTEGER NOT NULL,
  "word" VARCHAR(280) NOT NULL CHECK (length("word") <= 280),
  "by_id" INTEGER NOT NULL,
  "told_on" DATE NOT NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (number >= 0)
)""",
    'CREATE INDEX "breach_count_by_id" ON "breach_count" ("by_id")',
    """CREATE TABLE "backing" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "backing_person_id" ON "backing" ("person_id")',
    'CREATE UNIQUE INDEX "backing_experiment_id_person_id" ON "backing"'
    ' ("experiment_id", "person_id")',
)
# In the order in which they go
MADE = (
    "backing",
    "breach_count",
    "breach_report",
    "safe_conduct_signature",
    "safe_conduct",
)
APPEND_ONLY = ("safe_conduct", "safe_conduct_signature", "breach_count")

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "TIMESTAMP": "DATETIME"}

STAYS_SQLITE = tuple(
    f'CREATE TRIGGER "{{table}}_stays_on_{act}" BEFORE {act.upper()} ON "{{table}}" BEGIN'
    " SELECT RAISE(ABORT, 'a row of {table} stays as it is'); END"
    for act in ("update", "delete")
)
STAYS_POSTGRES = (
    'CREATE FUNCTION "{table}_stays"() RETURNS trigger LANGUAGE plpgsql AS $$'
    " BEGIN RAISE EXCEPTION 'a row of {table} stays as it is' USING ERRCODE ="
    " 'integrity_constraint_violation'; END $$",
    'CREATE TRIGGER "{table}_stays" BEFORE UPDATE OR DELETE ON "{table}"'
    ' FOR EACH ROW EXECUTE FUNCTION "{table}_stays"()',
)


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    for sql in TABLES:
        if is_sqlite:
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name} ", f" {sqlite_name} ")
        db.execute_sql(sql)
    statements = STAYS_POSTGRES
    if is_sqlite:
        statements = STAYS_SQLITE
    for table in APPEND_ONLY:
        for statement in statements:
            db.execute_sql(statement.format(table=table))


def down(migrator, db):
    for table in MADE:
        db.execute_sql(f'DROP TABLE "{table}"')
    if not isinstance(db, SqliteDatabase):
        for table in APPEND_ONLY:
            db.execute_sql(f'DROP FUNCTION "{table}_stays"()')
