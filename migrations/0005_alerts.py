"""Mails at once, following an experiment or a lesson, and no CPR number where none is due.

Whoever had chosen how to be told of something keeps it. Whoever wanted no mail on
Tuesdays gets none at once either, until they ask for it. What looks like a CPR number goes from
the change histories and from the words that are searched.
"""

import json
import re

from peewee import SqliteDatabase

PERSON = 'FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE'
# What tells at once from now on unless somebody chose otherwise
AT_ONCE = ("reply", "mention", "concern", "asked", "question", "invited")

ALERT = f"""
CREATE TABLE "alert" (
  "id" {{serial}} NOT NULL PRIMARY KEY, "person_id" INTEGER NOT NULL,
  "number" INTEGER NOT NULL, "due_at" {{moment}} NOT NULL, "is_closed" {{boolean}} NOT NULL,
  {PERSON}
)
"""
ALERT_INDEX = (
    'CREATE UNIQUE INDEX "alert_person_id_number" ON "alert" ("person_id", "number")'
)

PREFERENCE = f"""
CREATE TABLE "preference" (
  "id" INTEGER NOT NULL PRIMARY KEY, "person_id" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL CHECK (length("kind") <= 20),
  "way" VARCHAR(20) NOT NULL CHECK ({{ways}}), {PERSON}
)
"""
PREFERENCE_INDEX = (
    'CREATE UNIQUE INDEX "preference_person_id_kind" ON "preference"'
    ' ("person_id", "kind")'
)
ANY_WAY = 'length("way") <= 20'
FIRST_WAYS = "\"way\" IN ('site', 'mail', 'off')"

FIRST_FOLLOWED = ("tag", "platform", "unit")
FOLLOWED = (*FIRST_FOLLOWED, "experiment", "lesson")

DAY = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}"
CPR = re.compile(rf"(?<!\d){DAY}[-–\s]?\d{{4}}(?!\d)")
# As the index writes it: each word that begins with a digit has an ß in front
CPR_WORDS = re.compile(rf"(?<!\S)ß{DAY}(?: ß)?\d{{4}}(?!\S) ?")
HISTORIES = ("change", "amendment", "stakeholder_change", "commitment_change")
# The words of experiments are written anew after migrating
SEARCHED = ("question",)


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    types = {"serial": "SERIAL", "moment": "TIMESTAMP", "boolean": "BOOLEAN"}
    if is_sqlite:
        types = {"serial": "INTEGER", "moment": "DATETIME", "boolean": "INTEGER"}
    db.execute_sql(ALERT.format(**types))
    db.execute_sql(ALERT_INDEX)
    db.execute_sql(
        'ALTER TABLE "notice" ADD COLUMN "alert_id" INTEGER'
        ' REFERENCES "alert" ("id") ON DELETE SET NULL'
    )
    db.execute_sql('CREATE INDEX "notice_alert_id" ON "notice" ("alert_id")')
    change_preference(db, is_sqlite, ANY_WAY)
    keep_what_was_chosen(db)
    change_follow(db, is_sqlite, FIRST_FOLLOWED, FOLLOWED)
    for table in HISTORIES:
        scrub_history(db, table, "?" if is_sqlite else "%s")
    for table in SEARCHED:
        scrub_words(db, table, "?" if is_sqlite else "%s")


def down(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    db.execute_sql('DELETE FROM "preference" WHERE "kind" = \'question\'')
    db.execute_sql('UPDATE "preference" SET "way" = \'mail\' WHERE "way" = \'at_once\'')
    change_preference(db, is_sqlite, FIRST_WAYS)
    db.execute_sql(
        'DELETE FROM "follow" WHERE "experiment_id" IS NOT NULL OR "lesson_id" IS NOT NULL'
    )
    change_follow(db, is_sqlite, FOLLOWED, FIRST_FOLLOWED)
    db.execute_sql('DROP INDEX "notice_alert_id"')
    db.execute_sql('ALTER TABLE "notice" DROP COLUMN "alert_id"')
    db.execute_sql('DROP TABLE "alert"')


def change_preference(db, is_sqlite, ways):
    """Let `way` hold these words; SQLite makes the table anew for that."""
    if is_sqlite:
        columns = '"id", "person_id", "kind", "way"'
        create = PREFERENCE.format(ways=ways)
        remake(db, "preference", create, columns)
        db.execute_sql(PREFERENCE_INDEX)
    else:
        change_check(db, "preference", "preference_way_check", ways)


def keep_what_was_chosen(db):
    """A question about one's attempt was told as a comment: as one wished those."""
    db.execute_sql(
        'INSERT INTO "preference" ("person_id", "kind", "way")'
        ' SELECT "person_id", \'question\', "way" FROM "preference"'
        " WHERE \"kind\" = 'comment'"
    )
    for kind in AT_ONCE:
        db.execute_sql(
            'INSERT INTO "preference" ("person_id", "kind", "way")'
            f" SELECT \"person_id\", '{kind}', 'site' FROM \"unsubscription\""
            ' WHERE "person_id" NOT IN'
            f' (SELECT "person_id" FROM "preference" WHERE "kind" = \'{kind}\')'
        )


def scrub_history(db, table, mark):
    """Put an ellipsis in place of what looks like a CPR number."""
    rows = db.execute_sql(f'SELECT "id", "changes" FROM "{table}"').fetchall()
    for id, changes in rows:
        if isinstance(changes, str):
            changes = json.loads(changes)
        scrubbed = {
            name: [CPR.sub("…", text) for text in texts]
            for name, texts in changes.items()
        }
        if scrubbed != changes:
            text = json.dumps(scrubbed, ensure_ascii=False)
            db.execute_sql(
                f'UPDATE "{table}" SET "changes" = {mark} WHERE "id" = {mark}',
                (text, id),
            )


def scrub_words(db, table, mark):
    """Take out of the index what looks like a CPR number."""
    rows = db.execute_sql(f'SELECT "id", "words" FROM "{table}"').fetchall()
    for id, words in rows:
        scrubbed = CPR_WORDS.sub("", words)
        if scrubbed != words:
            db.execute_sql(
                f'UPDATE "{table}" SET "words" = {mark} WHERE "id" = {mark}',
                (scrubbed, id),
            )


def change_follow(db, is_sqlite, before, after):
    """Follow exactly one of these."""
    check = " + ".join(
        f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END" for name in after
    )
    check += " = 1"
    kept = [name for name in after if name in before]
    if is_sqlite:
        columns = ", ".join(f'"{name}_id"' for name in ("person", *kept))
        remake(db, "follow", follow_table(after, check), f'"id", {columns}, "at"')
        for name in after:
            index_follow(db, name)
        return
    db.execute_sql('ALTER TABLE "follow" DROP CONSTRAINT "follow_check"')
    for name in set(before) - set(after):
        db.execute_sql(f'ALTER TABLE "follow" DROP COLUMN "{name}_id"')
    for name in [name for name in after if name not in before]:
        db.execute_sql(
            f'ALTER TABLE "follow" ADD COLUMN "{name}_id" INTEGER'
            f' REFERENCES "{name}" ("id") ON DELETE CASCADE'
        )
        index_follow(db, name)
    db.execute_sql(
        f'ALTER TABLE "follow" ADD CONSTRAINT "follow_check" CHECK ({check})'
    )


def follow_table(followed, check):
    """The statement that creates it on SQLite."""
    columns = ", ".join(f'"{name}_id" INTEGER' for name in followed)
    keys = ", ".join(
        f'FOREIGN KEY ("{name}_id") REFERENCES "{name}" ("id") ON DELETE CASCADE'
        for name in followed
    )
    return (
        'CREATE TABLE "follow" ("id" INTEGER NOT NULL PRIMARY KEY,'
        f' "person_id" INTEGER NOT NULL, {columns}, "at" DATETIME NOT NULL, {PERSON},'
        f" {keys}, CHECK ({check}))"
    )


def index_follow(db, name):
    db.execute_sql(f'CREATE INDEX "follow_{name}_id" ON "follow" ("{name}_id")')
    db.execute_sql(
        f'CREATE UNIQUE INDEX "follow_person_id_{name}_id" ON "follow"'
        f' ("person_id", "{name}_id")'
    )


def remake(db, table, create, columns):
    """Make a table of SQLite anew with the rows that it has; nothing points to it."""
    db.execute_sql(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
    db.execute_sql(create)
    db.execute_sql(
        f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{table}_before"'
    )
    db.execute_sql(f'DROP TABLE "{table}_before"')


def change_check(db, table, name, check):
    db.execute_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    db.execute_sql(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ({check})')
