"""What colleagues say: endorsements."""

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

    class Endorsement(Base):
        experiment = ForeignKeyField(Experiment, backref="+", index=False, on_delete="CASCADE")
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        kind = CharField(max_length=20, constraints=[Check("\"kind\" IN ('learned', 'would_try', 'courage')")])
        at = DateTimeField()

        class Meta:
            indexes = ((("experiment", "person", "kind"), True), (("experiment", "kind", "id"), False))

    db.create_tables([Endorsement])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("endorsement",)
