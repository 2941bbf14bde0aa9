"""Lessons as shared knowledge: evidence for and against, reuse, retirement."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Experiment(Base):
        pass

    class Person(Base):
        pass

    class Lesson(Base):
        pass

    class Evidence(Base):
        lesson = ForeignKeyField(Lesson, backref="+", index=False, on_delete="CASCADE")
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        bearing = CharField(
            max_length=20,
            constraints=[Check("\"bearing\" IN ('supports', 'contradicts')")],
        )
        note = CharField(max_length=500, constraints=[Check('length("note") <= 500')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            indexes = ((("lesson", "experiment"), True),)

    class Reuse(Base):
        lesson = ForeignKeyField(Lesson, backref="+", index=False, on_delete="CASCADE")
        person = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        note = CharField(max_length=280, constraints=[Check('length("note") <= 280')])
        hours = DoubleField(null=True)
        used_on = DateField()
        at = DateTimeField()

        class Meta:
            indexes = ((("lesson", "person", "used_on"), True),)
            constraints = [Check("hours >= 0"), Check("note <> ''")]

    class Retirement(Base):
        lesson = ForeignKeyField(Lesson, backref="+", unique=True, on_delete="CASCADE")
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        reason = CharField(
            max_length=500, constraints=[Check('length("reason") <= 500')]
        )

        class Meta:
            constraints = [Check("reason <> ''")]

    db.create_tables([Evidence, Reuse, Retirement])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("evidence", "reuse", "retirement")
