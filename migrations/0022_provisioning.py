"""Tokens of directories, and what a directory calls a person."""

from peewee import SqliteDatabase

TABLES = (
    """CREATE TABLE "provisioning_token" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "name" VARCHAR(60) NOT NULL CHECK (length("name") <= 60),
  "token_hash" CHAR(64) NOT NULL,
  "made_at" TIMESTAMP NOT NULL,
  "used_at" TIMESTAMP
)""",
    'CREATE UNIQUE INDEX "provisioning_token_token_hash"'
    ' ON "provisioning_token" ("token_hash")',
    """CREATE TABLE "provisioned_user" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "user_name" VARCHAR(255) NOT NULL CHECK (length("user_name") <= 255),
  "user_key" VARCHAR(255) NOT NULL CHECK (length("user_key") <= 255),
  "external_id" VARCHAR(255) CHECK (length("external_id") <= 255),
  "changed_at" TIMESTAMP NOT NULL,
  "deleted_at" TIMESTAMP,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
)""",
    'CREATE UNIQUE INDEX "provisioned_user_person_id"'
    ' ON "provisioned_user" ("person_id")',
    'CREATE INDEX "provisioned_user_user_key" ON "provisioned_user" ("user_key")',
    'CREATE INDEX "provisioned_user_external_id" ON "provisioned_user" ("external_id")',
)
SQLITE_TYPES = {"SERIAL": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in TABLES:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name}", f" {sqlite_name}")
        db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql('DROP TABLE "provisioned_user"')
    db.execute_sql('DROP TABLE "provisioning_token"')
