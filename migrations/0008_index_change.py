"""Which experiments the search has to look at again: triggers note each change of what it
keeps in memory of an experiment.
"""

from peewee import SqliteDatabase

COLUMNS = ("words", "stage", "visibility", "hidden_at", "platform_id", "format")
COLUMNS += ("unit_id", "stakeholder_id")
INDEXES = (
    'CREATE INDEX "index_change_number" ON "index_change" ("number")',
    'CREATE INDEX "experiment_restricted_author" ON "experiment" ("author_id")'
    ' WHERE (("visibility" = \'unit\') OR ("hidden_at" IS NOT NULL))',
    'CREATE INDEX "experiment_draft" ON "experiment" ("author_id")'
    " WHERE (\"stage\" = 'draft')",
)
NOTE = (
    "INSERT INTO index_change (experiment_id, number)"
    " SELECT {id}, COALESCE(MAX(number), 0) + 1 FROM index_change"
)
SQLITE_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in COLUMNS)
SQLITE = (
    'CREATE TABLE "index_change" ("id" INTEGER NOT NULL PRIMARY KEY,'
    ' "experiment_id" INTEGER NOT NULL, "number" INTEGER NOT NULL)',
    "CREATE TRIGGER experiment_words_note_added AFTER INSERT ON experiment"
    f" WHEN new.stage <> 'draft' BEGIN {NOTE.format(id='new.id')}; END",
    "CREATE TRIGGER experiment_words_note_removed AFTER DELETE ON experiment"
    f" WHEN old.stage <> 'draft' BEGIN {NOTE.format(id='old.id')}; END",
    f"CREATE TRIGGER experiment_words_note_changed AFTER UPDATE OF {', '.join(COLUMNS)}"
    " ON experiment WHEN (old.stage <> 'draft' OR new.stage <> 'draft')"
    f" AND ({SQLITE_CHANGED}) BEGIN {NOTE.format(id='new.id')}; END",
    "CREATE TRIGGER experiment_words_note_told AFTER INSERT ON lesson"
    f" BEGIN {NOTE.format(id='new.experiment_id')}; END",
    "CREATE TRIGGER experiment_words_note_untold AFTER DELETE ON lesson"
    f" BEGIN {NOTE.format(id='old.experiment_id')}; END",
)
# Transactions end in another order than they begin, so a number taken in turn would tell
# a reader nothing. The number of the transaction does: see `IndexChange.since`.
FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO index_change (experiment_id, number)
    VALUES ({id}, pg_current_xact_id()::text::bigint);
  RETURN NULL;
END $$"""
EXECUTE = "FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
POSTGRES_CHANGED = (
    f"({', '.join(f'old.{name}' for name in COLUMNS)})"
    f" IS DISTINCT FROM ({', '.join(f'new.{name}' for name in COLUMNS)})"
)
POSTGRESQL_TRIGGERS = (
    ("note_added", "INSERT ON experiment", "new.id", "new.stage <> 'draft'"),
    ("note_removed", "DELETE ON experiment", "old.id", "old.stage <> 'draft'"),
    (
        "note_changed",
        f"UPDATE OF {', '.join(COLUMNS)} ON experiment",
        "new.id",
        f"(old.stage <> 'draft' OR new.stage <> 'draft') AND {POSTGRES_CHANGED}",
    ),
    ("note_told", "INSERT ON lesson", "new.experiment_id", ""),
    ("note_untold", "DELETE ON lesson", "old.experiment_id", ""),
)


def up(migrator, db):
    for statement in _statements(db):
        db.execute_sql(statement)
    for statement in INDEXES:
        db.execute_sql(statement)


def _statements(db):
    if isinstance(db, SqliteDatabase):
        return SQLITE
    statements = [
        'CREATE TABLE "index_change" ("id" SERIAL NOT NULL PRIMARY KEY,'
        ' "experiment_id" INTEGER NOT NULL, "number" BIGINT NOT NULL)'
    ]
    for name, event, id, when in POSTGRESQL_TRIGGERS:
        name = f"experiment_words_{name}"
        statements.append(FUNCTION.format(name=name, id=id))
        if when:
            when = f"WHEN ({when}) "
        act = EXECUTE.format(when=when, name=name)
        statements.append(f"CREATE TRIGGER {name} AFTER {event} {act}")
    return statements


def down(migrator, db):
    names = [name for name, _, _, _ in POSTGRESQL_TRIGGERS]
    for name in names:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER experiment_words_{name}")
        else:
            db.execute_sql(f"DROP FUNCTION experiment_words_{name}() CASCADE")
    db.execute_sql('DROP INDEX "experiment_draft"')
    db.execute_sql('DROP INDEX "experiment_restricted_author"')
    db.execute_sql('DROP TABLE "index_change"')
