"""Questions and answers, proposals, our tone; and which answers to critical reactions
may be shown as examples.
"""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Platform(Base):
        pass

    class Guideline(Base):
        pass

    class Clause(Base):
        pass

    class Question(Base):
        platform = ForeignKeyField(
            Platform, backref="+", null=True, on_delete="RESTRICT"
        )
        clause = ForeignKeyField(Clause, backref="+", null=True, on_delete="RESTRICT")
        body = capped("body", 2000)
        asker = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        named = BooleanField()
        whom = ForeignKeyField(Person, backref="+", null=True, on_delete="SET NULL")
        asked_at = DateTimeField()
        due_at = DateTimeField()
        removed_at = DateTimeField(null=True)
        removed_by = ForeignKeyField(
            Person, backref="+", null=True, on_delete="RESTRICT"
        )
        words = TextField()

        class Meta:
            indexes = ((("asked_at", "id"), False),)
            constraints = [
                Check("body <> '' OR removed_at IS NOT NULL"),
                Check("(removed_at IS NULL) = (removed_by_id IS NULL)"),
                Check("due_at > asked_at"),
            ]

    class Advice(Base):
        question = ForeignKeyField(
            Question, backref="+", unique=True, on_delete="CASCADE"
        )
        short = chosen("short", "'yes', 'yes_if', 'no'", null=True)
        body = capped("body", 4000)
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        edited_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [Check("body <> ''")]

    class Proposal(Base):
        guideline = ForeignKeyField(Guideline, backref="+", on_delete="RESTRICT")
        clause = ForeignKeyField(Clause, backref="+", null=True, on_delete="RESTRICT")
        kind = chosen("kind", "'change', 'lift', 'new'")
        clause_kind = chosen(
            "clause_kind", "'may', 'recommend', 'ask', 'dont'", null=True
        )
        text = capped("text", 500)
        why = capped("why", 2000)
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        named = BooleanField()
        at = DateTimeField()

        class Meta:
            indexes = ((("at", "id"), False),)
            constraints = [
                Check("(kind = 'new') = (clause_id IS NULL)"),
                Check("(kind = 'new') = (clause_kind IS NOT NULL)"),
                Check("kind = 'lift' OR text <> ''"),
                Check("why <> ''"),
            ]

    class Support(Base):
        proposal = ForeignKeyField(
            Proposal, backref="+", index=False, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("proposal", "person"), True),)

    class Verdict(Base):
        proposal = ForeignKeyField(
            Proposal, backref="+", unique=True, on_delete="RESTRICT"
        )
        accepted = BooleanField()
        reason = capped("reason", 1000)
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            constraints = [Check("reason <> ''")]

    class Phrase(Base):
        kind = chosen("kind", "'value', 'reply'")
        key = capped("key", 40, null=True, unique=True)
        position = IntegerField()
        title = capped("title", 200)
        title_en = capped("title_en", 200)
        text = capped("text", 2000)
        text_en = capped("text_en", 2000)
        is_draft = BooleanField()
        by = ForeignKeyField(Person, backref="+", null=True, on_delete="RESTRICT")
        at = DateTimeField()
        retired_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [Check("title <> '' AND text <> ''")]

    db.create_tables([Question, Advice, Proposal, Support, Verdict, Phrase])
    migrator.migrate(migrator.add_column("conclusion", "pushback_shared", shared()))


def down(migrator, db):
    migrator.migrate(migrator.drop_index("conclusion", "conclusion_pushback_shared"))
    migrator.migrate(migrator.drop_column("conclusion", "pushback_shared"))
    for table in ("phrase", "verdict", "support", "proposal", "advice", "question"):
        db.execute_sql(f'DROP TABLE "{table}"')


def capped(name, length, **kwargs):
    return CharField(
        max_length=length,
        constraints=[Check(f'length("{name}") <= {length}')],
        **kwargs,
    )


def chosen(name, values, **kwargs):
    return CharField(
        max_length=20, constraints=[Check(f'"{name}" IN ({values})')], **kwargs
    )


def shared():
    """A column of the learning card: added, not altered, so that the table keeps every CHECK."""
    return CharField(
        null=True,
        index=True,
        max_length=20,
        constraints=[
            Check("pushback_shared IS NULL OR pushback <> ''"),
            Check(
                "\"pushback_shared\" IN ('facts', 'anger', 'sarcasm', 'case', 'press', 'trolling')"
            ),
        ],
    )
