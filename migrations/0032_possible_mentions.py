"""Where a word may be the name of somebody who was erased."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Experiment(Base):
        pass

    class PossibleMention(Base):
        noun = CharField(max_length=40, constraints=[Check('length("noun") <= 40')])
        row = IntegerField()
        field = CharField(max_length=40, constraints=[Check('length("field") <= 40')])
        start = IntegerField()
        length = IntegerField()
        text_digest = FixedCharField(max_length=64)
        experiment = ForeignKeyField(Experiment, null=True, on_delete="CASCADE")
        made_at = DateTimeField()

        class Meta:
            indexes = ((("noun", "row", "field", "start"), True),)

    db.create_tables([PossibleMention])


def down(migrator, db):
    db.execute_sql('DROP TABLE "possible_mention"')
