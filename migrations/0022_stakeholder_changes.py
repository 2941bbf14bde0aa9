"""What was changed about a stakeholder and its touchpoints, by whom and when."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Stakeholder(Base):
        pass

    class StakeholderChange(Base):
        stakeholder = ForeignKeyField(
            Stakeholder, backref="+", index=False, on_delete="CASCADE"
        )
        by = ForeignKeyField(Person, backref="+", null=True, on_delete="RESTRICT")
        at = DateTimeField()
        act = CharField(max_length=20, constraints=[Check('length("act") <= 20')])
        place = CharField(max_length=200, constraints=[Check('length("place") <= 200')])
        changes = JSONField()

        class Meta:
            indexes = ((("stakeholder", "id"), False),)

    db.create_tables([StakeholderChange])


def down(migrator, db):
    db.execute_sql('DROP TABLE "stakeholder_change"')
