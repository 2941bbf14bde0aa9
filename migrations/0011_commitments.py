"""What leaders promise in the open, what changed about it, and what became of it."""

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
        pass

    class BusinessCase(Base):
        pass

    class Commitment(Base):
        leader = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        text = CharField(max_length=500, constraints=[Check('length("text") <= 500')])
        due_on = DateField()
        experiment = ForeignKeyField(
            Experiment, backref="+", null=True, on_delete="RESTRICT"
        )
        lesson = ForeignKeyField(Lesson, backref="+", null=True, on_delete="RESTRICT")
        summary = ForeignKeyField(Summary, backref="+", null=True, on_delete="RESTRICT")
        business_case = ForeignKeyField(
            BusinessCase, backref="+", null=True, on_delete="RESTRICT"
        )
        made_at = DateTimeField()
        version = IntegerField()

        class Meta:
            indexes = ((("due_on", "id"), False),)
            constraints = [
                Check("text <> ''"),
                Check(
                    "CASE WHEN experiment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN lesson_id IS"
                    " NULL THEN 0 ELSE 1 END + CASE WHEN summary_id IS NULL THEN 0 ELSE 1 END +"
                    " CASE WHEN business_case_id IS NULL THEN 0 ELSE 1 END = 1"
                ),
            ]

    class CommitmentChange(Base):
        commitment = ForeignKeyField(Commitment, backref="+", on_delete="CASCADE")
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        changes = JSONField()
        why = CharField(max_length=500, constraints=[Check('length("why") <= 500')])

    class Settlement(Base):
        commitment = ForeignKeyField(
            Commitment, backref="+", unique=True, on_delete="CASCADE"
        )
        settled = CharField(
            max_length=20, constraints=[Check("\"settled\" IN ('kept', 'not_kept')")]
        )
        word = CharField(max_length=1000, constraints=[Check('length("word") <= 1000')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            indexes = ((("settled", "at", "id"), False),)
            constraints = [Check("word <> ''")]

    db.create_tables([Commitment, CommitmentChange, Settlement])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("commitment", "commitment_change", "settlement")
