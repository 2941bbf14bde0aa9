"""When somebody was erased."""

from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("person", "erased_at", DateTimeField(null=True))
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column("person", "erased_at"))
