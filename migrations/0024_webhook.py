"""Webhooks, and what each of them is to be told."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "webhook" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "name" VARCHAR(80) NOT NULL CHECK (length("name") <= 80),
  "shape" VARCHAR(20) NOT NULL CHECK ("shape" IN ('teams', 'slack', 'standard')),
  "url" VARCHAR(2000) NOT NULL CHECK (length("url") <= 2000),
  "salt" VARCHAR(64) NOT NULL CHECK (length("salt") <= 64),
  "events" VARCHAR(200) NOT NULL CHECK (length("events") <= 200),
  "unit_id" INTEGER,
  "locale" VARCHAR(5) NOT NULL CHECK (length("locale") <= 5),
  "made_at" {moment} NOT NULL,
  "sent_at" {moment},
  "failing_since" {moment},
  "last_error" VARCHAR(200) NOT NULL CHECK (length("last_error") <= 200),
  "paused_at" {moment},
  "public_id" {large} NOT NULL DEFAULT 0,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE CASCADE,
  CHECK (name <> ''),
  CHECK (events <> '')
)""",
    'CREATE INDEX "webhook_unit_id" ON "webhook" ("unit_id")',
    'CREATE UNIQUE INDEX "webhook_public_id" ON "webhook" ("public_id")',
    """CREATE TABLE "hook_delivery" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "hook_id" INTEGER NOT NULL,
  "event" VARCHAR(40) NOT NULL CHECK (length("event") <= 40),
  "key" VARCHAR(80) NOT NULL CHECK (length("key") <= 80),
  "about" INTEGER NOT NULL,
  "at" {moment} NOT NULL,
  "sent_at" {moment},
  "public_id" {large} NOT NULL DEFAULT 0,
  FOREIGN KEY ("hook_id") REFERENCES "webhook" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "hook_delivery_at" ON "hook_delivery" ("at")',
    'CREATE INDEX "hook_delivery_hook_id" ON "hook_delivery" ("hook_id")',
    'CREATE UNIQUE INDEX "hook_delivery_hook_id_key" ON "hook_delivery"'
    ' ("hook_id", "key")',
    'CREATE UNIQUE INDEX "hook_delivery_public_id" ON "hook_delivery" ("public_id")',
)


def up(migrator, db):
    types = {"serial": "SERIAL", "moment": "TIMESTAMP", "large": "BIGINT"}
    if isinstance(db, SqliteDatabase):
        types = {"serial": "INTEGER", "moment": "DATETIME", "large": "INTEGER"}
    for statement in TABLES:
        db.execute_sql(statement.format(**types))


def down(migrator, db):
    db.execute_sql('DROP TABLE "hook_delivery"')
    db.execute_sql('DROP TABLE "webhook"')
