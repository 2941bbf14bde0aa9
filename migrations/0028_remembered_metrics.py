"""Which words that platforms measure in an attempt brought; those that are there already were everybody's to see."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column("metric", "remembered", BooleanField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("metric", "remembered"))
