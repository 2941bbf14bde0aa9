"""Questions and answers, proposals, our tone; and which answers to critical reactions may be shown as examples."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column("conclusion", "pushback_shared", shared()))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("conclusion", "pushback_shared"))


def shared():
    return CharField(
        null=True,
        max_length=20,
        constraints=[
            Check("pushback_shared IS NULL OR pushback <> ''"),
            Check("\"pushback_shared\" IN ('facts', 'anger', 'sarcasm', 'case', 'press', 'trolling')"),
        ],
    )
