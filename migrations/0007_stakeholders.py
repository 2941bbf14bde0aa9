"""Who matters, where we meet them, and which attempts are about them."""

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

    class Stakeholder(Base):
        name = CharField(
            unique=True, max_length=120, constraints=[Check('length("name") <= 120')]
        )
        interest = SmallIntegerField()
        influence = SmallIntegerField()
        worry = CharField(
            max_length=1000, constraints=[Check('length("worry") <= 1000')]
        )
        owner = ForeignKeyField(Person, backref="+", null=True, on_delete="SET NULL")
        next_contact = DateField(null=True)
        typical = CharField(
            null=True,
            unique=True,
            max_length=40,
            constraints=[Check('length("typical") <= 40')],
        )
        changed_at = DateTimeField()
        archived_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            constraints = [
                Check("interest BETWEEN 1 AND 5"),
                Check("influence BETWEEN 1 AND 5"),
                Check("name <> ''"),
            ]

    class Presence(Base):
        stakeholder = ForeignKeyField(
            Stakeholder, backref="+", index=False, on_delete="CASCADE"
        )
        platform = ForeignKeyField(Platform, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("stakeholder", "platform"), True),)

    class Touchpoint(Base):
        stakeholder = ForeignKeyField(
            Stakeholder, backref="+", index=False, on_delete="CASCADE"
        )
        channel = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"channel\" IN ('mail', 'phone', 'social', 'web', 'app', 'in_person',"
                    " 'letter')"
                )
            ],
        )
        platform = ForeignKeyField(
            Platform, backref="+", null=True, on_delete="RESTRICT"
        )
        purpose = CharField(
            max_length=500, constraints=[Check('length("purpose") <= 500')]
        )
        volume = IntegerField(null=True)
        answer_time = DoubleField(null=True)
        answer_goal = DoubleField(null=True)
        quality = SmallIntegerField()
        owner = ForeignKeyField(Person, backref="+", null=True, on_delete="SET NULL")
        changed_at = DateTimeField()
        archived_at = DateTimeField(null=True)
        version = IntegerField()

        class Meta:
            indexes = ((("stakeholder", "channel", "platform"), True),)
            constraints = [
                Check("(channel = 'social') = (platform_id IS NOT NULL)"),
                Check("quality BETWEEN 1 AND 5"),
                Check("volume >= 0"),
                Check("answer_time >= 0"),
                Check("answer_goal >= 0"),
            ]

    without = {
        "unique": True,
        "where": Touchpoint.platform.is_null(),
        "name": "touchpoint_without_platform",
    }
    Touchpoint.add_index(
        Touchpoint.index(Touchpoint.stakeholder, Touchpoint.channel, **without)
    )
    db.create_tables([Stakeholder, Presence, Touchpoint])
    migrator.migrate(
        migrator.add_column(
            "experiment",
            "stakeholder_id",
            ForeignKeyField(
                Stakeholder, field=Stakeholder.id, null=True, on_delete="RESTRICT"
            ),
        ),
        migrator.add_column(
            "experiment",
            "touchpoint_id",
            ForeignKeyField(
                Touchpoint, field=Touchpoint.id, null=True, on_delete="RESTRICT"
            ),
        ),
    )


def down(migrator, db):
    for column in ("touchpoint_id", "stakeholder_id"):
        migrator.migrate(
            migrator.drop_index("experiment", f"experiment_{column}"),
            migrator.drop_column("experiment", column),
        )
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


TABLES = ("stakeholder", "presence", "touchpoint")
