"""Who somebody is at the identity provider, and sessions that it begins and ends."""

from peewee import SqliteDatabase

LOGIN_EVENT = """CREATE TABLE "login_event" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "at" DATETIME NOT NULL,
  "way" VARCHAR(20) NOT NULL CHECK ({check}),
  "agent" VARCHAR(200) NOT NULL CHECK (length("agent") <= 200),
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)"""
GROWS = 'length("way") <= 20'
CLOSED = (
    "\"way\" IN ('password', 'code', 'recovery', 'link', 'wrong_password',"
    " 'wrong_code')"
)
IDENTITY = """CREATE TABLE "identity" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "issuer" VARCHAR(255) NOT NULL CHECK (length("issuer") <= 255),
  "subject" VARCHAR(255) NOT NULL CHECK (length("subject") <= 255),
  "claims" JSONB,
  "made_at" TIMESTAMP NOT NULL,
  "seen_at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)"""
NEW = (
    IDENTITY,
    'CREATE INDEX "identity_person_id" ON "identity" ("person_id")',
    'CREATE INDEX "identity_seen_at" ON "identity" ("seen_at")',
    'CREATE UNIQUE INDEX "identity_issuer_subject" ON "identity" ("issuer", "subject")',
    'CREATE UNIQUE INDEX "identity_issuer_person_id"'
    ' ON "identity" ("issuer", "person_id")',
    'ALTER TABLE "session" ADD COLUMN "identity_id" INTEGER'
    ' REFERENCES "identity" ("id") ON DELETE CASCADE',
    'ALTER TABLE "session" ADD COLUMN "sid" VARCHAR(255) CHECK (length("sid") <= 255)',
    'ALTER TABLE "session" ADD COLUMN "ends_at" TIMESTAMP',
    'ALTER TABLE "session" ADD COLUMN "id_token" TEXT',
    'CREATE INDEX "session_identity_id" ON "session" ("identity_id")',
)
SQLITE_TYPES = {"SERIAL": "INTEGER", "TIMESTAMP": "DATETIME", "JSONB": "TEXT"}


def up(migrator, db):
    for sql in NEW:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name}", f" {sqlite_name}")
        db.execute_sql(sql)
    check_ways(db, GROWS)


def down(migrator, db):
    db.execute_sql("DELETE FROM login_event WHERE way = 'provider'")
    check_ways(db, CLOSED)
    db.execute_sql('DELETE FROM "session" WHERE identity_id IS NOT NULL')
    db.execute_sql('DROP INDEX "session_identity_id"')
    for column in ("id_token", "ends_at", "sid", "identity_id"):
        db.execute_sql(f'ALTER TABLE "session" DROP COLUMN "{column}"')
    db.execute_sql('DROP TABLE "identity"')


def check_ways(db, check):
    """Hold the ways of signing in to another rule; SQLite makes the table anew for it."""
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            'ALTER TABLE "login_event" DROP CONSTRAINT "login_event_way_check"'
        )
        db.execute_sql(
            'ALTER TABLE "login_event" ADD CONSTRAINT "login_event_way_check"'
            f" CHECK ({check})"
        )
        return
    columns = '"id", "person_id", "at", "way", "agent"'
    db.execute_sql('DROP INDEX "login_event_person_id"')
    db.execute_sql('ALTER TABLE "login_event" RENAME TO "login_event_before"')
    db.execute_sql(LOGIN_EVENT.format(check=check))
    db.execute_sql(
        f'INSERT INTO "login_event" ({columns}) SELECT {columns} FROM'
        ' "login_event_before"'
    )
    db.execute_sql('DROP TABLE "login_event_before"')
    db.execute_sql(
        'CREATE INDEX "login_event_person_id" ON "login_event" ("person_id")'
    )
