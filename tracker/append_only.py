"""Tables whose rows are neither changed nor deleted."""

from __future__ import annotations

import peewee


class AppendOnly:
    """Mixin, to stand before BaseModel: triggers refuse to change or delete a row."""

    @classmethod
    def create_table(cls, safe=True, **options):
        super().create_table(safe, **options)
        table = cls._meta.table_name
        statements = STAYS_POSTGRES
        database = cls._meta.database
        if isinstance(getattr(database, "obj", database), peewee.SqliteDatabase):
            statements = STAYS_SQLITE
        for statement in statements:
            cls._meta.database.execute_sql(statement.format(table=table))


STAYS_SQLITE = tuple(
    f'CREATE TRIGGER IF NOT EXISTS "{{table}}_stays_on_{act}" BEFORE {act.upper()} ON "{{table}}" '
    "BEGIN SELECT RAISE(ABORT, 'a row of {table} stays as it is'); END"
    for act in ("update", "delete")
)
STAYS_POSTGRES = (
    (
        'CREATE OR REPLACE FUNCTION "{table}_stays"() RETURNS trigger LANGUAGE plpgsql AS $$'
        " BEGIN RAISE EXCEPTION 'a row of {table} stays as it is' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        'CREATE OR REPLACE TRIGGER "{table}_stays" BEFORE UPDATE OR DELETE ON "{table}" '
        'FOR EACH ROW EXECUTE FUNCTION "{table}_stays"()'
    ),
)
