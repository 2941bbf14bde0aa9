"""Guidelines: where the organisation stands on each platform, and what one may do there."""

from peewee import *

STANCES = "'active', 'trying', 'listening', 'not_now'"
KINDS = "'may', 'recommend', 'ask', 'dont'"
TOUCHES = "'work', 'people', 'children', 'case', 'colleague', 'paid', 'heated'"


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Platform(Base):
        pass

    class Experiment(Base):
        pass

    class Guideline(Base):
        slug = capped("slug", 40, unique=True)
        platform = ForeignKeyField(
            Platform, backref="+", null=True, unique=True, on_delete="RESTRICT"
        )
        stance = chosen("stance", STANCES, null=True)
        why = capped("why", 4000)
        why_en = capped("why_en", 4000)
        decided_by = capped("decided_by", 200)
        decided_on = DateField(null=True)
        is_draft = BooleanField()
        edition = IntegerField()
        edition_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [
                Check("(platform_id IS NULL) = (slug = 'everywhere')"),
                Check("(platform_id IS NULL) = (stance IS NULL)"),
                Check("edition >= 1"),
            ]

    class Clause(Base):
        guideline = ForeignKeyField(Guideline, backref="+", on_delete="RESTRICT")
        key = capped("key", 80, null=True, unique=True)
        position = IntegerField()
        kind = chosen("kind", KINDS)
        touches = chosen("touches", TOUCHES, null=True)
        text = capped("text", 500)
        text_en = capped("text_en", 500)
        reason = capped("reason", 1000)
        reason_en = capped("reason_en", 1000)
        examples = capped("examples", 2000)
        examples_en = capped("examples_en", 2000)
        words = capped("words", 2000)
        words_en = capped("words_en", 2000)
        whom = capped("whom", 200)
        whom_en = capped("whom_en", 200)
        within_hours = IntegerField(null=True)
        is_draft = BooleanField()
        made_at = DateTimeField()
        retired_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [
                Check("text <> ''"),
                Check("kind = 'ask' OR (whom = '' AND within_hours IS NULL)"),
                Check("kind <> 'ask' OR whom <> ''"),
                Check("within_hours BETWEEN 1 AND 720"),
            ]

    class Amendment(Base):
        guideline = ForeignKeyField(
            Guideline, backref="+", index=False, on_delete="RESTRICT"
        )
        clause = ForeignKeyField(Clause, backref="+", null=True, on_delete="RESTRICT")
        by = ForeignKeyField(Person, backref="+", null=True, on_delete="RESTRICT")
        at = DateTimeField()
        act = capped("act", 20)
        edition = IntegerField()
        changes = JSONField()

        class Meta:
            indexes = ((("guideline", "id"), False),)

    class Reader(Base):
        guideline = ForeignKeyField(
            Guideline, backref="+", index=False, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("guideline", "person"), True),)

    class Stop(Base):
        clause = ForeignKeyField(Clause, backref="+", index=False, on_delete="CASCADE")
        month = DateField()
        times = IntegerField()

        class Meta:
            indexes = ((("clause", "month"), True),)
            constraints = [Check("times >= 0")]

    class Footing(Base):
        experiment = ForeignKeyField(
            Experiment, backref="+", index=False, on_delete="CASCADE"
        )
        clause = ForeignKeyField(Clause, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("experiment", "clause"), True),)

    db.create_tables([Guideline, Clause, Amendment, Reader, Stop, Footing])


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


def capped(name, most, **kwargs):
    return CharField(
        max_length=most, constraints=[Check(f'length("{name}") <= {most}')], **kwargs
    )


def chosen(name, words, **kwargs):
    return CharField(
        max_length=20, constraints=[Check(f'"{name}" IN ({words})')], **kwargs
    )


TABLES = ("guideline", "clause", "amendment", "reader", "stop", "footing")
