"""What a platform was called before it was renamed or merged into another."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Platform(Base):
        pass

    class PlatformAlias(Base):
        platform = ForeignKeyField(Platform, backref="+", on_delete="CASCADE")
        slug = CharField(
            max_length=40,
            null=True,
            unique=True,
            constraints=[Check('length("slug") <= 40')],
        )
        name = CharField(max_length=60, constraints=[Check('length("name") <= 60')])

    db.create_tables([PlatformAlias])


def down(migrator, db):
    db.execute_sql('DROP TABLE "platform_alias"')
