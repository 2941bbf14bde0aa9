"""What was begun in the way of before: second factors without a first code, and registrations whose password a stranger may have chosen."""

from peewee import *


def up(migrator, db):
    db.execute_sql('DELETE FROM "second_factor" WHERE "since" IS NULL')
    db.execute_sql('DELETE FROM "ticket" WHERE "purpose" = \'registration\'')
    db.execute_sql('DELETE FROM "errand" WHERE "kind" = \'registration\'')


def down(migrator, db):
    """What was removed was on its way for a day at most."""
