"""Which words that platforms measure in an attempt brought; those that are there
already were everybody's to see.
"""

from peewee import *


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("metric", "remembered", BooleanField(null=True))
    )
    db.execute_sql(
        'CREATE INDEX "experiment_hidden" ON "experiment" ("hidden_at") WHERE ("hidden_at" IS NOT'
        " NULL)"
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "experiment_hidden"')
    migrator.migrate(migrator.drop_column("metric", "remembered"))
