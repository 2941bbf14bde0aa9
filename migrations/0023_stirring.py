"""What happened to which attempts since they were counted: the dashboard counts only those anew."""

from peewee import *


def up(migrator, db):
    class Stir(Model):
        pile = IntegerField(index=True)
        times = IntegerField()

        class Meta:
            database = db
            legacy_table_names = False

    db.create_tables([Stir])
    for table, columns in PILED.items():
        db.execute_sql(f'CREATE INDEX "{table}_pile" ON "{table}" ({columns})')
    for statement in _on_sqlite() if isinstance(db, SqliteDatabase) else _on_postgres():
        db.execute_sql(statement)


def down(migrator, db):
    triggers = [(f"{act}_of_{table}", table) for table in ABOUT for act in ACTS] + [
        ("a_move", "person")
    ]
    if isinstance(db, SqliteDatabase):
        triggers += [
            (f"{act}_of_{table}", table) for table in OF_OTHERS for act in ACTS
        ]
    else:
        triggers += [(table, table) for table in OF_OTHERS]
    for name, table in triggers:
        db.execute_sql(
            f'DROP TRIGGER "stir_on_{name}"'
            + ("" if isinstance(db, SqliteDatabase) else f' ON "{table}"')
        )
    if not isinstance(db, SqliteDatabase):
        for name in (*ABOUT, "others", "a_move"):
            db.execute_sql(f'DROP FUNCTION "stir_by_{name}"()')
    for table in PILED:
        db.execute_sql(f'DROP INDEX "{table}_pile"')
    db.execute_sql('DROP TABLE "stir"')


PILES = 64
OTHERS = PILES
PILED = {
    "conclusion": '("experiment_id" & 63), "concluded_on"',
    "lesson": '("experiment_id" & 63)',
    "descent": '("parent_id" & 63)',
}
ABOUT = {
    "experiment": (
        "id",
        'SELECT "parent_id" & 63 FROM "descent" WHERE "child_id" IN ({id})',
        (
            'SELECT "experiment_id" & 63 FROM "lesson" WHERE "id" IN '
            '(SELECT "lesson_id" FROM "evidence" WHERE "experiment_id" IN ({id}))'
        ),
    ),
    "co_author": ("experiment_id",),
    "conclusion": ("experiment_id",),
    "lesson": ("experiment_id",),
    "comment": ("experiment_id",),
    "descent": ("parent_id",),
    **dict.fromkeys(
        ("evidence", "reuse", "retirement"),
        (None, 'SELECT "experiment_id" & 63 FROM "lesson" WHERE "id" IN ({lesson_id})'),
    ),
}
OF_OTHERS = ("person", "endorsement", "commitment", "settlement")
ACTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def _on_sqlite():
    yield (
        'INSERT INTO "stir" ("pile", "times") VALUES'
        f" {', '.join(f'({pile}, 0)' for pile in range(PILES + 1))}"
    )
    for act, row in ACTS.items():
        for table, (own, *elsewhere) in ABOUT.items():
            piles = [*([f'SELECT {row}."{own}" & 63'] if own else []), *elsewhere]
            where = " UNION ALL ".join(piles).format(
                id=f'{row}."id"', lesson_id=f'{row}."lesson_id"'
            )
            yield _stirring_on_sqlite(
                f"{act}_of_{table}",
                f'{act.upper()} ON "{table}"',
                f' WHERE "pile" IN ({where})',
            )
        for table in OF_OTHERS:
            yield _stirring_on_sqlite(
                f"{act}_of_{table}",
                f'{act.upper()} ON "{table}"',
                f' WHERE "pile" = {OTHERS}',
            )
    moves = 'UPDATE OF "unit_id" ON "person" WHEN OLD."unit_id" <> NEW."unit_id"'
    yield _stirring_on_sqlite("a_move", moves, "")


def _stirring_on_sqlite(name: str, when: str, where: str) -> str:
    return (
        f'CREATE TRIGGER "stir_on_{name}" AFTER {when} BEGIN UPDATE "stir" SET "times" = "times" +'
        f" 1{where}; END"
    )


def _on_postgres():
    for table, (own, *elsewhere) in ABOUT.items():
        piles = [*([f'SELECT "{own}" & 63 FROM "changed"'] if own else []), *elsewhere]
        piles = " UNION ".join(piles).format(
            id='SELECT "id" FROM "changed"',
            lesson_id='SELECT "lesson_id" FROM "changed"',
        )
        yield _stirring_on_postgres(
            table, f'SELECT "piles"."pile", 1 FROM ({piles}) AS "piles" ("pile")'
        )
        for act, row in ACTS.items():
            yield (
                f'CREATE TRIGGER "stir_on_{act}_of_{table}" AFTER {act.upper()} ON "{table}"'
                f' REFERENCING {row} TABLE AS "changed" FOR EACH STATEMENT EXECUTE FUNCTION'
                f' "stir_by_{table}"()'
            )
    yield _stirring_on_postgres("others", f"VALUES ({OTHERS}, 1)")
    for table in OF_OTHERS:
        yield (
            f'CREATE TRIGGER "stir_on_{table}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            'FOR EACH STATEMENT EXECUTE FUNCTION "stir_by_others"()'
        )
    yield _stirring_on_postgres(
        "a_move", f"SELECT pile, 1 FROM generate_series(0, {OTHERS}) AS pile"
    )
    yield (
        'CREATE TRIGGER "stir_on_a_move" AFTER UPDATE OF "unit_id" ON "person" FOR EACH ROW '
        'WHEN (OLD."unit_id" <> NEW."unit_id") EXECUTE FUNCTION "stir_by_a_move"()'
    )


def _stirring_on_postgres(name: str, rows: str) -> str:
    return (
        f'CREATE OR REPLACE FUNCTION "stir_by_{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f'$$ BEGIN INSERT INTO "stir" ("pile", "times") {rows}; RETURN NULL; END $$'
    )
