"""Random public ids in place of ids that tell an order; a draft that others have seen;
what was mended stays sealed for a while.
"""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Base):
        pass

    class Concern(Base):
        pass

    class SealedWords(Base):
        concern = ForeignKeyField(
            Concern, backref="+", unique=True, on_delete="CASCADE"
        )
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        texts = JSONField()
        at = DateTimeField(index=True)

    whole = "INTEGER" if isinstance(db, SqliteDatabase) else "BIGINT"
    for table in NAMED:
        db.execute_sql(
            f'ALTER TABLE "{table}" ADD COLUMN "public_id" {whole} NOT NULL DEFAULT 0'
        )
        db.execute_sql(f'UPDATE "{table}" SET "public_id" = {_random(db)}')
        db.execute_sql(
            f'CREATE UNIQUE INDEX "{table}_public_id" ON "{table}" ("public_id")'
        )
    mender = ForeignKeyField(Person, field=Person.id, null=True, on_delete="RESTRICT")
    migrator.migrate(
        migrator.add_column("concern", "mended_by_id", mender),
        migrator.add_column("concern", "mended_at", DateTimeField(null=True)),
        migrator.add_column("experiment", "seen_at", DateTimeField(null=True)),
    )
    together = 'SELECT "experiment_id" FROM "co_author"'
    db.execute_sql(
        f"""UPDATE "experiment" SET "seen_at" = "changed_at" WHERE "stage" = 'draft' AND "id" IN ({together})"""
    )
    db.create_tables([SealedWords])


def down(migrator, db):
    db.execute_sql('DROP TABLE "sealed_words"')
    migrator.migrate(
        migrator.drop_column("experiment", "seen_at"),
        migrator.drop_column("concern", "mended_at"),
        migrator.drop_index("concern", "concern_mended_by_id"),
        migrator.drop_column("concern", "mended_by_id"),
    )
    for table in NAMED:
        migrator.migrate(
            migrator.drop_index(table, f"{table}_public_id"),
            migrator.drop_column(table, "public_id"),
        )


NAMED = ("comment", "picture", "link", "reading", "concern", "notice")


def _random(db) -> str:
    """A random whole number below 2**53, made anew for each row."""
    if isinstance(db, SqliteDatabase):
        return "random() & 9007199254740991"
    uuid = "replace(CAST(gen_random_uuid() AS text), '-', '')"
    return f"('x' || substr({uuid}, 1, 8) || substr({uuid}, 21, 5))::bit(52)::bigint"
