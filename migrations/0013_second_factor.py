"""A second factor, when a session was last proved, and who came in when."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class SecondFactor(Base):
        person = ForeignKeyField(Person, backref="+", unique=True, on_delete="CASCADE")
        salt = CharField(max_length=64, constraints=[Check('length("salt") <= 64')])
        since = DateTimeField(null=True)
        last_step = IntegerField()

    class RecoveryCode(Base):
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        code_hash = FixedCharField(max_length=64, unique=True)

    class Entry(Base):
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        at = DateTimeField()
        way = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"way\" IN ('password', 'code', 'recovery', 'link', 'wrong_password',"
                    " 'wrong_code')"
                )
            ],
        )
        agent = CharField(max_length=200, constraints=[Check('length("agent") <= 200')])

    db.create_tables([SecondFactor, RecoveryCode, Entry])
    migrator.migrate(
        migrator.add_column("session", "proved_at", DateTimeField(null=True))
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column("session", "proved_at"))
    for table in ("entry", "recovery_code", "second_factor"):
        db.execute_sql(f'DROP TABLE "{table}"')
