"""The sheet of a workbook, and the order of day and month, that an import was told."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column("import", "options", JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("import", "options"))
