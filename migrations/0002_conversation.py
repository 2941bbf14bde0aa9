"""What colleagues say: endorsements and comments; and what is hidden because somebody
saw something personal.
"""

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
        experiment = ForeignKeyField(
            Experiment, backref="+", index=False, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        kind = CharField(
            max_length=20,
            constraints=[Check("\"kind\" IN ('learned', 'would_try', 'courage')")],
        )
        at = DateTimeField()

        class Meta:
            indexes = (
                (("experiment", "person", "kind"), True),
                (("experiment", "kind", "id"), False),
            )

    class Comment(Base):
        experiment = ForeignKeyField(
            Experiment, backref="+", index=False, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        parent = ForeignKeyField("self", backref="+", null=True, on_delete="CASCADE")
        body = CharField(
            max_length=20_000, constraints=[Check('length("body") <= 20000')]
        )
        asks = BooleanField()
        by_leader = BooleanField()
        at = DateTimeField()
        edited_at = DateTimeField(null=True)
        hidden_at = DateTimeField(null=True)
        removed_at = DateTimeField(null=True)
        removed_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )

        class Meta:
            indexes = ((("experiment", "parent", "id"), False),)
            constraints = [
                Check("body <> '' OR removed_at IS NOT NULL"),
                Check("(removed_at IS NULL) = (removed_by_id IS NULL)"),
                Check("NOT asks OR parent_id IS NULL"),
            ]

    class Mention(Base):
        comment = ForeignKeyField(
            Comment, backref="+", index=False, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("comment", "person"), True),)

    class Answer(Base):
        question = ForeignKeyField(
            Comment, backref="+", unique=True, on_delete="CASCADE"
        )
        reply = ForeignKeyField(Comment, backref="+", null=True, on_delete="SET NULL")
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

    class Picture(Base):
        pass

    class Concern(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        comment = ForeignKeyField(Comment, backref="+", null=True, on_delete="CASCADE")
        picture = ForeignKeyField(Picture, backref="+", null=True, on_delete="SET NULL")
        place = CharField(
            max_length=20,
            constraints=[
                Check("\"place\" IN ('plan', 'learning', 'comment', 'picture')")
            ],
        )
        words = CharField(max_length=500, constraints=[Check('length("words") <= 500')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        settled_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )
        settled_at = DateTimeField(null=True)
        settlement = CharField(
            null=True,
            max_length=20,
            constraints=[Check("\"settlement\" IN ('shown', 'mended', 'removed')")],
        )

        class Meta:
            indexes = ((("settled_at", "id"), False),)
            constraints = [
                Check("(settled_at IS NULL) = (settled_by_id IS NULL)"),
                Check("(settled_at IS NULL) = (settlement IS NULL)"),
                Check("(place = 'comment') = (comment_id IS NOT NULL)"),
            ]

    db.create_tables([Endorsement, Comment, Mention, Answer, Concern])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("endorsement", "comment", "mention", "answer", "concern")
