"""Of a closed round only sums are kept: the sheets of old rounds are counted and deleted.
Leaders are asked three sentences of their own, whose answers stand apart from the others.
"""

import json

from peewee import SqliteDatabase

ITEMS = ("mistakes", "problems", "different", "risk", "help", "efforts", "talents")
REVERSED = ("mistakes", "different", "help")
FEARS = ("allowed", "corrected", "boss", "angry", "wrong", "time")
LEADERS = ("control", "fooled", "blamed")
FEWEST_ANSWERED = 5
FEWEST_PEOPLE = 5

KEY = '"key" VARCHAR(32) NOT NULL PRIMARY KEY CHECK (length("key") <= 32)'


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    yes_or_no = "INTEGER" if is_sqlite else "BOOLEAN"
    db.execute_sql(
        'ALTER TABLE "pulse" ADD COLUMN "leaders" INTEGER NOT NULL DEFAULT 0'
    )
    db.execute_sql(
        f'ALTER TABLE "invitation" ADD COLUMN "leads" {yes_or_no} NOT NULL DEFAULT FALSE'
    )
    db.execute_sql(
        f'CREATE TABLE "open_leader_response" ({KEY}, {_points(LEADERS, is_sqlite)})'
        + _unnumbered(is_sqlite)
    )
    if not is_sqlite:
        _without_samples(db, "invitation", ("leads",))
        _without_samples(db, "open_leader_response", ("key", *LEADERS))
    _count_sheets(db, is_sqlite)
    db.execute_sql('DELETE FROM "response"')
    db.execute_sql('DROP TABLE "response"')


def down(migrator, db):
    """The sheets are gone for good; the table that held them comes back empty."""
    is_sqlite = isinstance(db, SqliteDatabase)
    db.execute_sql(
        f'CREATE TABLE "response" ({KEY}, {_points(ITEMS + FEARS, is_sqlite)},'
        ' "pulse_id" INTEGER NOT NULL, "unit_id" INTEGER,'
        ' FOREIGN KEY ("pulse_id") REFERENCES "pulse" ("id") ON DELETE CASCADE,'
        ' FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE SET NULL)'
        + _unnumbered(is_sqlite)
    )
    db.execute_sql('CREATE INDEX "response_pulse_id" ON "response" ("pulse_id")')
    db.execute_sql('CREATE INDEX "response_unit_id" ON "response" ("unit_id")')
    db.execute_sql('DROP TABLE "open_leader_response"')
    db.execute_sql('ALTER TABLE "invitation" DROP COLUMN "leads"')
    db.execute_sql('ALTER TABLE "pulse" DROP COLUMN "leaders"')


def _points(names, is_sqlite):
    """Columns for an answer from 1 to 7."""
    kind = "INTEGER" if is_sqlite else "SMALLINT"
    return ", ".join(
        f'"{name}" {kind} CHECK ("{name}" BETWEEN 1 AND 7)' for name in names
    )


def _unnumbered(is_sqlite):
    """Only SQLite would give the rows a number in the order of writing."""
    return " WITHOUT ROWID" if is_sqlite else ""


def _without_samples(db, table, columns):
    """The catalogue would keep sample values after a table is emptied."""
    for column in columns:
        db.execute_sql(f'ALTER TABLE "{table}" ALTER "{column}" SET STATISTICS 0')


def _count_sheets(db, is_sqlite):
    """Write how many marked 1 to 7 into what each closed round showed."""
    rows = db.execute_sql("SELECT id, invited, showed FROM pulse").fetchall()
    for pulse, invited, showed in rows:
        if isinstance(showed, str):
            showed = json.loads(showed)
        if showed:
            showed["spread"] = _spread(db, pulse, invited)
            mark, cast = ("?", "") if is_sqlite else ("%s", "::jsonb")
            db.execute_sql(
                f"UPDATE pulse SET showed = {mark}{cast} WHERE id = {mark}",
                (json.dumps(showed), pulse),
            )


def _spread(db, pulse, invited):
    columns = ", ".join(f'"{name}"' for name in ITEMS + FEARS)
    sheets = db.execute_sql(
        f'SELECT {columns} FROM "response" WHERE pulse_id = {int(pulse)}'
    ).fetchall()
    marked = {name: [] for name in ("safety", *FEARS)}
    for sheet in sheets:
        answers = dict(zip(ITEMS + FEARS, sheet, strict=True))
        answers["safety"] = _score(answers)
        for name, values in marked.items():
            if answers[name] is not None:
                values.append(answers[name])
    return {
        name: [
            sum(int(value + 0.5) == point for value in values) for point in range(1, 8)
        ]
        for name, values in marked.items()
        if len(values) >= FEWEST_PEOPLE
        and not 0 < invited - len(values) < FEWEST_PEOPLE
    }


def _score(answers):
    """The mean of the seven answers, three of them reversed; None of fewer than five."""
    upright = [
        8 - answers[name] if name in REVERSED else answers[name]
        for name in ITEMS
        if answers[name] is not None
    ]
    if len(upright) < FEWEST_ANSWERED:
        return None
    return sum(upright) / len(upright)
