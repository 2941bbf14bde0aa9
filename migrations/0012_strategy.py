"""The strategy: a short text in versions that stay as they were written, and the
leaders who signed them.
"""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class StrategyText(Base):
        number = IntegerField(unique=True)
        text = CharField(max_length=6000, constraints=[Check('length("text") <= 6000')])
        why = CharField(max_length=500, constraints=[Check('length("why") <= 500')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            constraints = [Check("text <> ''"), Check("number > 0")]

    class StrategySignature(Base):
        text = ForeignKeyField(
            StrategyText, backref="+", index=False, on_delete="RESTRICT"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

        class Meta:
            indexes = ((("text", "person"), True),)

    db.create_tables([StrategyText, StrategySignature])
    for table in TABLES:
        for statement in (
            STAYS_SQLITE if isinstance(db, SqliteDatabase) else STAYS_POSTGRES
        ):
            db.execute_sql(statement.format(table=table))


def down(migrator, db):
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')
    if not isinstance(db, SqliteDatabase):
        for table in TABLES:
            db.execute_sql(f'DROP FUNCTION "{table}_stays"()')


TABLES = ("strategy_text", "strategy_signature")
STAYS_SQLITE = tuple(
    f'CREATE TRIGGER "{{table}}_stays_on_{act}" BEFORE {act.upper()} ON "{{table}}" '
    "BEGIN SELECT RAISE(ABORT, 'a row of {table} stays as it is'); END"
    for act in ("update", "delete")
)
STAYS_POSTGRES = (
    (
        'CREATE FUNCTION "{table}_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE'
        " EXCEPTION 'a row of {table} stays as it is' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        'CREATE TRIGGER "{table}_stays" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE'
        ' FUNCTION "{table}_stays"()'
    ),
)
