"""What a phone shared while nobody was signed in, for an hour."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "shared_post" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "token_hash" CHAR(64) NOT NULL,
  "given" {json} NOT NULL,
  "made_at" {moment} NOT NULL
)""",
    'CREATE UNIQUE INDEX "shared_post_token_hash" ON "shared_post" ("token_hash")',
    'CREATE INDEX "shared_post_made_at" ON "shared_post" ("made_at")',
    """CREATE TABLE "shared_picture" (
  "id" {serial} NOT NULL PRIMARY KEY,
  "post_id" INTEGER NOT NULL,
  "content" TEXT NOT NULL,
  FOREIGN KEY ("post_id") REFERENCES "shared_post" ("id") ON DELETE CASCADE
)""",
    'CREATE INDEX "shared_picture_post_id" ON "shared_picture" ("post_id")',
)


def up(migrator, db):
    types = {"serial": "SERIAL", "moment": "TIMESTAMP", "json": "JSONB"}
    if isinstance(db, SqliteDatabase):
        types = {"serial": "INTEGER", "moment": "DATETIME", "json": "TEXT"}
    for sql in TABLES:
        db.execute_sql(sql.format(**types))


def down(migrator, db):
    for table in ("shared_picture", "shared_post"):
        db.execute_sql(f'DROP TABLE "{table}"')
