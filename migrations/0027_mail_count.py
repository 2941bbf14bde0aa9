"""How many mails left, by kind; of nobody in particular."""

from peewee import SqliteDatabase


def up(migrator, db):
    serial = "SERIAL"
    large = "BIGINT"
    if isinstance(db, SqliteDatabase):
        serial = large = "INTEGER"
    db.execute_sql(
        f'CREATE TABLE "mail_count" ("id" {serial} NOT NULL PRIMARY KEY,'
        ' "kind" VARCHAR(40) NOT NULL CHECK (length("kind") <= 40),'
        ' "outcome" VARCHAR(20) NOT NULL CHECK (length("outcome") <= 20),'
        f' "number" {large} NOT NULL)'
    )
    db.execute_sql(
        'CREATE UNIQUE INDEX "mail_count_kind_outcome" ON "mail_count" ("kind", "outcome")'
    )


def down(migrator, db):
    db.execute_sql('DROP TABLE "mail_count"')
