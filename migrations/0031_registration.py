"""What was begun in the way of before, and names of before with something unseen in
them.

Second factors without a first code, and registrations whose password a stranger may
have chosen, are begun anew.
"""

import re

from peewee import *


def up(migrator, db):
    db.execute_sql('DELETE FROM "second_factor" WHERE "since" IS NULL')
    db.execute_sql('DELETE FROM "ticket" WHERE "purpose" = \'registration\'')
    db.execute_sql('DELETE FROM "errand" WHERE "kind" = \'registration\'')
    for id, name in list(
        db.execute_sql('SELECT "id", "name" FROM "person"').fetchall()
    ):
        seen = " ".join(UNSEEN.sub("", name).split())
        if seen and seen != name:
            place = "?" if isinstance(db, SqliteDatabase) else "%s"
            db.execute_sql(
                f'UPDATE "person" SET "name" = {place} WHERE "id" = {place}', (seen, id)
            )


UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]"
)


def down(migrator, db):
    """What was removed was on its way for a day at most."""
