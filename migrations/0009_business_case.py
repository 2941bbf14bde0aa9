"""The business case: assumptions with their evidence, versions that leaders signed, and
what reopens them.
"""

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

    class BusinessCase(Base):
        place = IntegerField(unique=True)
        goal = CharField(max_length=1000, constraints=[Check('length("goal") <= 1000')])
        benefit = CharField(
            max_length=1000, constraints=[Check('length("benefit") <= 1000')]
        )
        sponsor = ForeignKeyField(Person, backref="+", null=True, on_delete="RESTRICT")
        period_from = DateField(null=True)
        period_to = DateField(null=True)
        hours = IntegerField(null=True)
        rate = IntegerField(null=True)
        cost = IntegerField(null=True)
        begun_by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        begun_at = DateTimeField()
        changed_at = DateTimeField()
        version = IntegerField()

        class Meta:
            constraints = [
                Check("place = 1"),
                Check("goal <> ''"),
                Check("period_to >= period_from"),
                Check("hours >= 0 AND rate >= 0 AND cost >= 0"),
            ]

    class Assumption(Base):
        case = ForeignKeyField(BusinessCase, backref="+", on_delete="CASCADE")
        kind = CharField(
            max_length=20,
            constraints=[Check("\"kind\" IN ('benefit', 'cost', 'risk')")],
        )
        text = CharField(max_length=400, constraints=[Check('length("text") <= 400')])
        basis = CharField(
            max_length=1000, constraints=[Check('length("basis") <= 1000')]
        )
        low = IntegerField(null=True)
        expected = IntegerField(null=True)
        high = IntegerField(null=True)
        made_at = DateTimeField()
        dropped_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [
                Check("text <> ''"),
                Check("low >= 0 AND expected >= 0 AND high >= 0"),
                Check("low <= expected AND expected <= high"),
                Check("expected IS NOT NULL OR (low IS NULL AND high IS NULL)"),
            ]

    class CaseEvidence(Base):
        assumption = ForeignKeyField(
            Assumption, backref="+", index=False, on_delete="CASCADE"
        )
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        lesson = ForeignKeyField(Lesson, backref="+", null=True, on_delete="CASCADE")
        bearing = CharField(
            max_length=20,
            constraints=[Check("\"bearing\" IN ('supports', 'contradicts')")],
        )
        note = CharField(max_length=500, constraints=[Check('length("note") <= 500')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            indexes = ((("assumption", "experiment"), True),)

    class CaseVersion(Base):
        case = ForeignKeyField(
            BusinessCase, backref="+", index=False, on_delete="RESTRICT"
        )
        number = IntegerField()
        told = JSONField()
        digest = FixedCharField(max_length=64)
        at = DateTimeField()

        class Meta:
            indexes = ((("case", "number"), True),)

    class CaseSignature(Base):
        version = ForeignKeyField(
            CaseVersion, backref="+", index=False, on_delete="RESTRICT"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            indexes = ((("version", "person"), True),)

    class Reopening(Base):
        version = ForeignKeyField(
            CaseVersion, backref="+", index=False, on_delete="RESTRICT"
        )
        assumption = ForeignKeyField(Assumption, backref="+", on_delete="CASCADE")
        at = DateTimeField()
        lifted_at = DateTimeField(null=True)

        class Meta:
            indexes = ((("version", "assumption"), True),)

    db.create_tables(
        [BusinessCase, Assumption, CaseEvidence, CaseVersion, CaseSignature, Reopening]
    )
    for table in SIGNED:
        for statement in (
            STAYS_SQLITE if isinstance(db, SqliteDatabase) else STAYS_POSTGRES
        ):
            db.execute_sql(statement.format(table=table))


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')
    if not isinstance(db, SqliteDatabase):
        for table in SIGNED:
            db.execute_sql(f'DROP FUNCTION "{table}_stays"()')


TABLES = (
    "business_case",
    "assumption",
    "case_evidence",
    "case_version",
    "case_signature",
    "reopening",
)
SIGNED = ("case_version", "case_signature")
STAYS_SQLITE = tuple(
    f'CREATE TRIGGER "{{table}}_stays_on_{act}" BEFORE {act.upper()} ON "{{table}}" '
    "BEGIN SELECT RAISE(ABORT, 'a row of {table} stays as it is'); END"
    for act in ("update", "delete")
)
STAYS_POSTGRES = (
    (
        'CREATE FUNCTION "{table}_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE'
        " EXCEPTION 'a row of {table} stays as it is' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        'CREATE TRIGGER "{table}_stays" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE'
        ' FUNCTION "{table}_stays"()'
    ),
)
