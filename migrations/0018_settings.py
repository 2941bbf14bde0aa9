"""What an administrator has chosen for the whole organisation."""

from peewee import *


def up(migrator, db):
    class Setting(Model):
        name = CharField(
            max_length=60, primary_key=True, constraints=[Check('length("name") <= 60')]
        )
        value = CharField(max_length=200, constraints=[Check('length("value") <= 200')])

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [Check("value <> ''")]

    db.create_tables([Setting])


def down(migrator, db):
    db.execute_sql('DROP TABLE "setting"')
