"""What people are told, when things fall due, and what people follow."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Unit(Base):
        pass

    class Tag(Base):
        pass

    class Platform(Base):
        pass

    class Experiment(Base):
        pass

    class Comment(Base):
        pass

    class Reuse(Base):
        pass

    class Schedule(Base):
        name = CharField(
            unique=True, max_length=40, constraints=[Check('length("name") <= 40')]
        )
        next_at = DateTimeField()

    class Notice(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        event = CharField(max_length=120, constraints=[Check('length("event") <= 120')])
        kind = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"kind\" IN ('comment', 'reply', 'mention', 'endorsement', 'build_on',"
                    " 'reuse', 'evidence', 'conclusion', 'claimed', 'awaiting', 'review',"
                    " 'concern')"
                )
            ],
        )
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        by = ForeignKeyField(Person, backref="+", null=True, on_delete="CASCADE")
        about = ForeignKeyField(Experiment, backref="+", null=True, on_delete="CASCADE")
        comment = ForeignKeyField(Comment, backref="+", null=True, on_delete="CASCADE")
        reuse = ForeignKeyField(Reuse, backref="+", null=True, on_delete="CASCADE")
        word = CharField(max_length=20, constraints=[Check('length("word") <= 20')])
        day = DateField()
        at = DateTimeField()
        read_at = DateTimeField(null=True)

        class Meta:
            indexes = ((("person", "event"), True), (("person", "read_at"), False))

    class Preference(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        kind = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"kind\" IN ('comment', 'reply', 'mention', 'endorsement', 'build_on',"
                    " 'reuse', 'evidence', 'conclusion', 'claimed', 'awaiting', 'review',"
                    " 'concern')"
                )
            ],
        )
        way = CharField(
            max_length=20, constraints=[Check("\"way\" IN ('site', 'mail', 'off')")]
        )

        class Meta:
            indexes = ((("person", "kind"), True),)

    class Unsubscription(Base):
        person = ForeignKeyField(Person, backref="+", unique=True, on_delete="CASCADE")
        at = DateTimeField()

    class Digest(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        week = CharField(max_length=8, constraints=[Check('length("week") <= 8')])
        at = DateTimeField()

        class Meta:
            indexes = ((("person", "week"), True),)

    class Follow(Base):
        person = ForeignKeyField(Person, backref="+", index=False, on_delete="CASCADE")
        tag = ForeignKeyField(Tag, backref="+", null=True, on_delete="CASCADE")
        platform = ForeignKeyField(
            Platform, backref="+", null=True, on_delete="CASCADE"
        )
        unit = ForeignKeyField(Unit, backref="+", null=True, on_delete="CASCADE")
        at = DateTimeField()

        class Meta:
            indexes = (
                (("person", "tag"), True),
                (("person", "platform"), True),
                (("person", "unit"), True),
            )
            constraints = [
                Check(
                    "CASE WHEN tag_id IS NULL THEN 0 ELSE 1 END + CASE WHEN platform_id IS NULL"
                    " THEN 0 ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END = 1"
                ),
            ]

    db.create_tables([Schedule, Notice, Preference, Unsubscription, Digest, Follow])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("schedule", "notice", "preference", "unsubscription", "digest", "follow")
