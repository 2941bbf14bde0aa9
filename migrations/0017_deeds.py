"""You said, we did: what was done about a fear."""

from peewee import *

FEARS = "'allowed', 'corrected', 'boss', 'angry', 'wrong', 'time'"


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Clause(Base):
        pass

    class Experiment(Base):
        pass

    class Commitment(Base):
        pass

    class Deed(Base):
        fear = CharField(max_length=20, constraints=[Check(f'"fear" IN ({FEARS})')])
        words = CharField(max_length=280, constraints=[Check('length("words") <= 280')])
        clause = ForeignKeyField(Clause, backref="+", null=True, on_delete="SET NULL")
        experiment = ForeignKeyField(
            Experiment, backref="+", null=True, on_delete="SET NULL"
        )
        commitment = ForeignKeyField(
            Commitment, backref="+", null=True, on_delete="SET NULL"
        )
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            constraints = [Check("words <> ''")]

    db.create_tables([Deed])


def down(migrator, db):
    db.execute_sql('DROP TABLE "deed"')
