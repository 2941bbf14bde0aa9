"""The quarter's summary, and the signature that freezes it."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Experiment(Base):
        pass

    class Lesson(Base):
        pass

    class Summary(Base):
        quarter = CharField(max_length=7, constraints=[Check('length("quarter") <= 7')])
        edition = IntegerField()
        reason = CharField(
            max_length=500, constraints=[Check('length("reason") <= 500')]
        )
        opening = CharField(
            max_length=2000, constraints=[Check('length("opening") <= 2000')]
        )
        learnt = CharField(
            max_length=4000, constraints=[Check('length("learnt") <= 4000')]
        )
        spent = CharField(
            max_length=2000, constraints=[Check('length("spent") <= 2000')]
        )
        reused = CharField(
            max_length=2000, constraints=[Check('length("reused") <= 2000')]
        )
        stopped = CharField(
            max_length=2000, constraints=[Check('length("stopped") <= 2000')]
        )
        next_question = CharField(
            max_length=400, constraints=[Check('length("next_question") <= 400')]
        )
        surprising = ForeignKeyField(
            Lesson, backref="+", null=True, on_delete="SET NULL"
        )
        figures = JSONField()
        taken_at = DateTimeField()
        drafted_at = DateTimeField()
        drafted_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )
        changed_at = DateTimeField()
        changed_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )
        offered_at = DateTimeField(null=True)
        offered_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )
        version = IntegerField()

        class Meta:
            indexes = ((("quarter", "edition"), True),)
            constraints = [
                Check("edition >= 1"),
                Check("(edition = 1) = (reason = '')"),
                Check("(offered_at IS NULL) = (offered_by_id IS NULL)"),
                Check("offered_at IS NULL OR next_question <> ''"),
            ]

    class SummarySignature(Base):
        summary = ForeignKeyField(
            Summary, backref="+", unique=True, on_delete="RESTRICT"
        )
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        word = CharField(max_length=2000, constraints=[Check('length("word") <= 2000')])
        attempt = ForeignKeyField(
            Experiment, backref="+", null=True, on_delete="RESTRICT"
        )
        why_not = CharField(
            max_length=500, constraints=[Check('length("why_not") <= 500')]
        )
        content = JSONField()

        class Meta:
            constraints = [
                Check("word <> ''"),
                Check("(attempt_id IS NULL) = (why_not <> '')"),
            ]

    db.create_tables([Summary, SummarySignature])
    for statement in STAYS_SQLITE if isinstance(db, SqliteDatabase) else STAYS_POSTGRES:
        db.execute_sql(statement)


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')
    if not isinstance(db, SqliteDatabase):
        db.execute_sql('DROP FUNCTION "summary_signature_stays"')


TABLES = ("summary", "summary_signature")
STAYS_SQLITE = tuple(
    f'CREATE TRIGGER "summary_signature_stays_on_{act}" BEFORE {act.upper()} ON "summary_signature"'
    " BEGIN SELECT RAISE(ABORT, 'a row of summary_signature stays as it is'); END"
    for act in ("update", "delete")
)
STAYS_POSTGRES = (
    (
        'CREATE FUNCTION "summary_signature_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
        " RAISE EXCEPTION 'a row of summary_signature stays as it is' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        'CREATE TRIGGER "summary_signature_stays" BEFORE UPDATE OR DELETE ON "summary_signature" '
        'FOR EACH ROW EXECUTE FUNCTION "summary_signature_stays"()'
    ),
)
