"""A token of each table, so that what was made from it can be kept until it changes."""

import secrets

from peewee import SqliteDatabase


def up(migrator, db):
    large = "BIGINT"
    if isinstance(db, SqliteDatabase):
        large = "INTEGER"
    db.execute_sql(
        'CREATE TABLE "table_revision" ("name" VARCHAR(60) NOT NULL PRIMARY KEY'
        f' CHECK (length("name") <= 60), "token" {large} NOT NULL)'
    )
    # Which database this is, as another may come to stand at the same address
    db.execute_sql(
        f"INSERT INTO table_revision (name, token) VALUES ('', {secrets.randbits(62)})"
    )


def down(migrator, db):
    db.execute_sql('DROP TABLE "table_revision"')
    db.has_tokens = False  # what this process remembers of the table
