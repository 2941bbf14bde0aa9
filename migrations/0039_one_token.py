"""The tokens of directories among the access tokens; they go on opening what they did."""

import datetime as dt
import secrets

from peewee import SqliteDatabase

TABLE = """
CREATE TABLE "provisioning_token" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "name" VARCHAR(60) NOT NULL CHECK (length("name") <= 60),
  "token_hash" CHAR(64) NOT NULL,
  "made_at" {moment} NOT NULL,
  "used_at" {moment}
)
"""
INDEX = (
    'CREATE UNIQUE INDEX "provisioning_token_token_hash"'
    ' ON "provisioning_token" ("token_hash")'
)
SCOPE = "admin-people"
# They ran out never; nobody's accounts are to stop following the directory today
LASTS = dt.timedelta(days=3650)
MOVED = (
    'INSERT INTO "access_token" ("person_id", "name", "token_hash", "hint", "scopes",'
    ' "made_at", "expires_at", "used_at", "public_id")'
    ' SELECT NULL, "name", "token_hash", \'\', {mark}, "made_at", {mark}, "used_at", {mark}'
    ' FROM "provisioning_token" WHERE "id" = {mark}'
)
MOVED_BACK = (
    'INSERT INTO "provisioning_token" ("name", "token_hash", "made_at", "used_at")'
    ' SELECT substr("name", 1, 60), "token_hash", "made_at", "used_at"'
    ' FROM "access_token" WHERE "person_id" IS NULL AND "scopes" = {mark}'
)


def up(migrator, db):
    until = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0) + LASTS
    rows = db.execute_sql('SELECT "id" FROM "provisioning_token"').fetchall()
    for (id,) in rows:
        number = secrets.randbelow(2**53 - 1) + 1
        values = (SCOPE, _moment(db, until), number, id)
        db.execute_sql(MOVED.format(mark=db.param), values)
    db.execute_sql('DROP TABLE "provisioning_token"')


def down(migrator, db):
    types = {"serial": "SERIAL", "moment": "TIMESTAMP"}
    if isinstance(db, SqliteDatabase):
        types = {"serial": "INTEGER", "moment": "DATETIME"}
    db.execute_sql(TABLE.format(**types))
    db.execute_sql(INDEX)
    db.execute_sql(MOVED_BACK.format(mark=db.param), (SCOPE,))
    db.execute_sql(
        f'DELETE FROM "access_token" WHERE "person_id" IS NULL AND "scopes" = {db.param}',
        (SCOPE,),
    )


def _moment(db, at):
    """A moment as the column keeps it."""
    if isinstance(db, SqliteDatabase):
        return str(at)
    return at
