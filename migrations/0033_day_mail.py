"""An attempt's review day and a plan's first day are told by mail that day.

Whoever wanted no mail on Tuesdays, or had ended the mails at once, gets none of these
either, until they ask for it.
"""

DAYS = ("awaiting", "to_start")
# What tells at once until somebody ends it, for everybody
AT_ONCE = ("question", "mention", "reply", "invited")


def up(migrator, db):
    for kind in DAYS:
        keep(db, kind, "site", 'SELECT "person_id" FROM "unsubscription"')
        keep(db, kind, "mail", ended())


def down(migrator, db):
    """What was chosen stays chosen."""


def ended():
    """The people who want none of these at once."""
    kinds = ", ".join(f"'{kind}'" for kind in AT_ONCE)
    return (
        'SELECT "person_id" FROM "preference"'
        f' WHERE "kind" IN ({kinds}) AND "way" <> \'at_once\''
        f' GROUP BY "person_id" HAVING COUNT(*) = {len(AT_ONCE)}'
    )


def keep(db, kind, way, people):
    """Wish these people to be told so, where they have not chosen anything."""
    db.execute_sql(
        'INSERT INTO "preference" ("person_id", "kind", "way")'
        f" SELECT \"person_id\", '{kind}', '{way}' FROM ({people}) AS \"those\""
        ' WHERE "person_id" NOT IN'
        f' (SELECT "person_id" FROM "preference" WHERE "kind" = \'{kind}\')'
    )
