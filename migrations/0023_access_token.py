"""Access tokens, with which programs read and log."""

from peewee import SqliteDatabase

TABLE = """
CREATE TABLE "access_token" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "person_id" INTEGER,
  "name" VARCHAR(80) NOT NULL CHECK (length("name") <= 80),
  "token_hash" CHAR(64) NOT NULL,
  "hint" VARCHAR(4) NOT NULL CHECK (length("hint") <= 4),
  "scopes" VARCHAR(120) NOT NULL CHECK (length("scopes") <= 120),
  "made_at" {moment} NOT NULL,
  "expires_at" {moment} NOT NULL,
  "used_at" {moment},
  "public_id" {large} NOT NULL DEFAULT 0,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
  CHECK (name <> ''),
  CHECK (scopes <> '')
)
"""
INDEXES = (
    'CREATE INDEX "access_token_person_id" ON "access_token" ("person_id")',
    'CREATE UNIQUE INDEX "access_token_token_hash" ON "access_token" ("token_hash")',
    'CREATE UNIQUE INDEX "access_token_public_id" ON "access_token" ("public_id")',
)


def up(migrator, db):
    types = {"serial": "SERIAL", "moment": "TIMESTAMP", "large": "BIGINT"}
    if isinstance(db, SqliteDatabase):
        types = {"serial": "INTEGER", "moment": "DATETIME", "large": "INTEGER"}
    db.execute_sql(TABLE.format(**types))
    for statement in INDEXES:
        db.execute_sql(statement)


def down(migrator, db):
    db.execute_sql('DROP TABLE "access_token"')
