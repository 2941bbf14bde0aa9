"""Rounds of the pulse: what is open, and what is closed.

None of it says who answered what, or when.
"""

from peewee import *

ITEMS = ("mistakes", "problems", "different", "risk", "help", "efforts", "talents")
FEARS = ("allowed", "corrected", "boss", "angry", "wrong", "time")


def up(migrator, db):
    on_sqlite = isinstance(db, SqliteDatabase)

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Unit(Base):
        pass

    class Pulse(Base):
        opened_on = DateField()
        closes_on = DateField()
        opened_by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        invited = IntegerField()
        reminded = SmallIntegerField()
        is_open = BooleanField(null=True, unique=True)
        closed_at = DateTimeField(null=True)
        showed = JSONField(null=True)

        class Meta:
            constraints = [Check("(is_open IS NULL) = (closed_at IS NOT NULL)")]

    class Invitation(Base):
        person = ForeignKeyField(
            Person, backref="+", primary_key=True, on_delete="CASCADE"
        )
        unit = IntegerField(null=True)
        reminded = SmallIntegerField()

    class Answered(Base):
        key = CharField(
            max_length=32, primary_key=True, constraints=[Check('length("key") <= 32')]
        )

    for name in (*ITEMS, *FEARS):
        Answered._meta.add_field(
            name,
            SmallIntegerField(
                null=True, constraints=[Check(f'"{name}" BETWEEN 1 AND 7')]
            ),
        )

    class OpenSheet(Answered):
        unit = IntegerField(null=True)

    class OpenRemark(Base):
        key = CharField(
            max_length=32, primary_key=True, constraints=[Check('length("key") <= 32')]
        )
        text = CharField(max_length=1000, constraints=[Check('length("text") <= 1000')])

    class Sheet(Answered):
        pulse = ForeignKeyField(Pulse, backref="+", on_delete="CASCADE")
        unit = ForeignKeyField(Unit, backref="+", null=True, on_delete="SET NULL")

    class Remark(Base):
        key = CharField(
            max_length=32, primary_key=True, constraints=[Check('length("key") <= 32')]
        )
        pulse = ForeignKeyField(Pulse, backref="+", on_delete="CASCADE")
        text = CharField(max_length=1000, constraints=[Check('length("text") <= 1000')])

    unlinked = [Invitation, OpenSheet, OpenRemark, Sheet, Remark]
    for noun in unlinked:
        noun._meta.without_rowid = on_sqlite
    db.create_tables([Pulse, *unlinked])
    if (
        not on_sqlite
    ):  # else a sample of what stood in an emptied table would stay in the catalogue
        for noun in unlinked:
            for column in noun._meta.columns:
                db.execute_sql(
                    f'ALTER TABLE "{noun._meta.table_name}" ALTER "{column}" SET STATISTICS 0'
                )


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("pulse", "invitation", "open_sheet", "open_remark", "sheet", "remark")
