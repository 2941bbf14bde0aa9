"""Which attempts something happened to, so that what was counted of the others can be
used again.

Attempts are dealt into piles by their ids. Whatever changes a row that a measure is
counted from stirs the piles of the attempts that the row is about: triggers in the
database see to it, so that no verb, no import and no erasing can forget it, and what is
rolled back stirred nothing.
"""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.db import BaseModel, is_sqlite
from tracker.lessons.models import Conclusion, Lesson
from tracker.lineage.models import Descent

PILES = 64  # a power of two: the last bits of an id are its pile
OTHERS = PILES  # stirred by what is about people and promises, and about no attempt


class Stir(BaseModel):
    """How often a pile was stirred.

    SQLite, where one writes at a time, counts in one row; PostgreSQL adds rows, so that
    nobody
    waits for anybody, and `gather` makes them one."""

    pile = peewee.IntegerField(index=True)
    times = peewee.IntegerField()

    # Making

    @classmethod
    def create_table(cls, safe=True, **options):
        super().create_table(safe, **options)
        for statement in ON_SQLITE if is_sqlite(cls._meta.database) else ON_POSTGRES:
            cls._meta.database.execute_sql(statement)

    # Verbs

    @classmethod
    def gather(cls) -> None:
        """Make one new row of all those of a pile; hourly.

        A row with a new id is like none that was there before.
        """
        with cls._meta.database.atomic():
            rows = list(cls.select(cls.id, cls.pile, cls.times).tuples())
            for pile in {pile for _, pile, _ in rows}:
                ours = [(id, times) for id, where, times in rows if where == pile]
                if len(ours) > 1:
                    cls.create(pile=pile, times=sum(times for _, times in ours))
                    cls.delete().where(cls.id.in_([id for id, _ in ours])).execute()

    # Predicates

    @classmethod
    def is_watching(cls) -> bool:
        """Whether every trigger stands, and on SQLite every row that they count in:
        without one, a change might not be noticed.
        """
        db = cls._meta.database
        name = "name"
        there = "sqlite_master WHERE type = 'trigger'"
        made = ON_SQLITE
        if not is_sqlite(db):
            name = "tgname"
            there = "pg_trigger WHERE tgenabled <> 'D'"
            made = ON_POSTGRES
        (found,) = db.execute_sql(
            f"SELECT COUNT(*) FROM {there} AND substr({name}, 1, 8) = 'stir_on_'"
        ).fetchone()
        triggers = sum(statement.startswith("CREATE TRIGGER") for statement in made)
        return found == triggers and (
            not is_sqlite(db) or cls.select().count() == PILES + 1
        )

    @classmethod
    def marks(cls) -> dict[int, tuple]:
        """What tells of each pile, and of the others, whether it was stirred: equal
        marks, nothing happened. One query.
        """
        rows = cls.select(
            cls.pile, fn.COUNT(cls.id), fn.MAX(cls.id), fn.SUM(cls.times)
        ).group_by(cls.pile)
        found = {pile: tuple(mark) for pile, *mark in rows.tuples()}
        return {pile: found.get(pile, ()) for pile in range(PILES + 1)}


def pile_of(experiment):
    """The pile of an attempt, by what holds its id in a query."""
    return experiment.bin_and(peewee.SQL("63"))  # a literal, as in the indexes below


# How the little that was stirred is found. They stand here, beside the number, and not
# on four pages.
for _noun, _fields in (
    (Conclusion, (peewee.SQL('("experiment_id" & 63)'), Conclusion.concluded_on)),
    (Lesson, (peewee.SQL('("experiment_id" & 63)'),)),
    (Descent, (peewee.SQL('("parent_id" & 63)'),)),
):
    _noun.add_index(_noun.index(*_fields, name=f"{_noun._meta.table_name}_pile"))


# The attempts that a row of a table is about: its own column, and those that stand
# elsewhere and are told by a column of it.
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


ON_SQLITE = tuple(_on_sqlite())
ON_POSTGRES = tuple(_on_postgres())
