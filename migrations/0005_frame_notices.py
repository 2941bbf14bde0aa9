"""People are told of acts that are about no experiment: what is asked, promised, signed
and due.

Such a notice leads to a page.
"""

from peewee import *

BEFORE = (
    *(
        "comment",
        "reply",
        "mention",
        "endorsement",
        "build_on",
        "reuse",
        "evidence",
        "conclusion",
        "claimed",
    ),
    *("awaiting", "review", "concern"),
)
KINDS = (
    *BEFORE,
    *(
        "asked",
        "answered",
        "proposed",
        "promised",
        "due",
        "kept",
        "drafted",
        "to_sign",
        "signed",
        "reopened",
        "contact",
    ),
    *("pulse_opened", "pulse_closed", "review_rules"),
)
SOMEWHERE = "experiment_id IS NOT NULL OR path <> ''"


def up(migrator, db):
    if isinstance(db, SqliteDatabase):
        _made_again(db, KINDS, more=True)
        return
    db.execute_sql('ALTER TABLE "notice" ALTER COLUMN "experiment_id" DROP NOT NULL')
    db.execute_sql(
        'ALTER TABLE "notice" ADD COLUMN "path" VARCHAR(200) NOT NULL DEFAULT \'\' CHECK'
        ' (length("path") <= 200)'
    )
    db.execute_sql('ALTER TABLE "notice" ALTER COLUMN "path" DROP DEFAULT')
    db.execute_sql(
        f'ALTER TABLE "notice" ADD CONSTRAINT "notice_check" CHECK ({SOMEWHERE})'
    )
    for table in ("notice", "preference"):
        _allow(db, table, KINDS)


def down(migrator, db):
    db.execute_sql('DELETE FROM "notice" WHERE "experiment_id" IS NULL')
    for table in ("notice", "preference"):
        db.execute_sql(f'DELETE FROM "{table}" WHERE "kind" NOT IN ({_listed(BEFORE)})')
    if isinstance(db, SqliteDatabase):
        _made_again(db, BEFORE, more=False)
        return
    db.execute_sql('ALTER TABLE "notice" DROP CONSTRAINT "notice_check"')
    db.execute_sql('ALTER TABLE "notice" DROP COLUMN "path"')
    db.execute_sql('ALTER TABLE "notice" ALTER COLUMN "experiment_id" SET NOT NULL')
    for table in ("notice", "preference"):
        _allow(db, table, BEFORE)


def _allow(db, table, kinds):
    db.execute_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_kind_check"')
    db.execute_sql(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_kind_check" CHECK ("kind" IN'
        f" ({_listed(kinds)}))"
    )


def _listed(kinds):
    return ", ".join(f"'{kind}'" for kind in kinds)


def _made_again(db, kinds, more):
    """SQLite cannot change a CHECK: each table is made anew beside the old one, filled
    from it and put in its place.

    Nothing refers to these tables, so that dropping the old one takes nothing with it.
    """
    for model in _models(db, kinds, more):
        table = model._meta.table_name
        was = [column.name for column in db.get_columns(table)]
        for index in db.get_indexes(table):
            if index.sql:
                db.execute_sql(f'DROP INDEX "{index.name}"')
        db.execute_sql(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
        db.create_tables([model])
        kept = [field.column_name for field in model._meta.sorted_fields]
        values = ", ".join(f'"{name}"' if name in was else "''" for name in kept)
        names = ", ".join(f'"{name}"' for name in kept)
        db.execute_sql(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}_before"'
        )
        db.execute_sql(f'DROP TABLE "{table}_before"')


def _models(db, kinds, more):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Experiment(Base):
        pass

    class Comment(Base):
        pass

    class Reuse(Base):
        pass

    class Notice(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        event = CharField(max_length=120, constraints=[Check('length("event") <= 120')])
        kind = CharField(
            max_length=20, constraints=[Check(f'"kind" IN ({_listed(kinds)})')]
        )
        experiment = ForeignKeyField(
            Experiment, backref="+", null=more, on_delete="CASCADE"
        )
        by = ForeignKeyField(Person, backref="+", null=True, on_delete="CASCADE")
        about = ForeignKeyField(Experiment, backref="+", null=True, on_delete="CASCADE")
        comment = ForeignKeyField(Comment, backref="+", null=True, on_delete="CASCADE")
        reuse = ForeignKeyField(Reuse, backref="+", null=True, on_delete="CASCADE")
        word = CharField(max_length=20, constraints=[Check('length("word") <= 20')])
        if more:
            path = CharField(
                max_length=200, constraints=[Check('length("path") <= 200')]
            )
        day = DateField()
        at = DateTimeField()
        read_at = DateTimeField(null=True)

        class Meta:
            indexes = ((("person", "event"), True), (("person", "read_at"), False))
            constraints = [Check(SOMEWHERE)] if more else []

    class Preference(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        kind = CharField(
            max_length=20, constraints=[Check(f'"kind" IN ({_listed(kinds)})')]
        )
        way = CharField(
            max_length=20, constraints=[Check("\"way\" IN ('site', 'mail', 'off')")]
        )

        class Meta:
            indexes = ((("person", "kind"), True),)

    return Notice, Preference
