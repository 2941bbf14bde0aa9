"""What is counted of a published experiment beside what the search keeps of it: its
outcome, its tags and its review day. Triggers note their changes in `index_change`, too.
"""

from peewee import SqliteDatabase

# Table to the column that is counted by experiment
COUNTED = {"conclusion": "outcome", "tagging": "tag_id"}
REVIEWED = "old.review_on {differs} new.review_on AND new.stage <> 'draft'"
NOTE = (
    "INSERT INTO index_change (experiment_id, number)"
    " SELECT {id}, COALESCE(MAX(number), 0) + 1 FROM index_change"
)
PUBLISHED = "EXISTS (SELECT 1 FROM experiment WHERE id = {id} AND stage <> 'draft')"
ROW_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO index_change (experiment_id, number)
    VALUES ({id}, pg_current_xact_id()::text::bigint);
  RETURN NULL;
END $$"""
# Once for a statement, since an import writes many rows with each
ROWS_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO index_change (experiment_id, number)
    SELECT DISTINCT experiment.id, pg_current_xact_id()::text::bigint
    FROM written JOIN experiment ON experiment.id = written.experiment_id
    WHERE experiment.stage <> 'draft';
  RETURN NULL;
END $$"""
EVENTS = ("insert", "delete", "update")


def up(migrator, db):
    statements = _of_postgresql
    if isinstance(db, SqliteDatabase):
        statements = _of_sqlite
    for statement in statements():
        db.execute_sql(statement)


def _of_sqlite():
    yield (
        "CREATE TRIGGER experiment_words_note_review AFTER UPDATE OF review_on ON experiment"
        f" WHEN {REVIEWED.format(differs='IS NOT')} BEGIN {NOTE.format(id='new.id')}; END"
    )
    for table, column in COUNTED.items():
        for event, row in (("insert", "new"), ("delete", "old")):
            id = f"{row}.experiment_id"
            yield (
                f"CREATE TRIGGER experiment_words_note_{table}_{event}"
                f" AFTER {event.upper()} ON {table}"
                f" WHEN {PUBLISHED.format(id=id)} BEGIN {NOTE.format(id=id)}; END"
            )
        notes = [NOTE.format(id=f"{row}.experiment_id") for row in ("old", "new")]
        yield (
            f"CREATE TRIGGER experiment_words_note_{table}_update"
            f" AFTER UPDATE OF experiment_id, {column} ON {table}"
            f" BEGIN {'; '.join(notes)}; END"
        )


def _of_postgresql():
    name = "experiment_words_note_review"
    yield ROW_FUNCTION.format(name=name, id="new.id")
    yield (
        f"CREATE TRIGGER {name} AFTER UPDATE OF review_on ON experiment FOR EACH ROW"
        f" WHEN ({REVIEWED.format(differs='IS DISTINCT FROM')}) EXECUTE FUNCTION {name}()"
    )
    for table, column in COUNTED.items():
        for event, rows in (("insert", "NEW"), ("delete", "OLD")):
            name = f"experiment_words_note_{table}_{event}"
            yield ROWS_FUNCTION.format(name=name)
            yield (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}"
                f" REFERENCING {rows} TABLE AS written"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
        name = f"experiment_words_note_{table}_update"
        ids = "old.experiment_id, {number}), (new.experiment_id"
        number = "pg_current_xact_id()::text::bigint"
        yield ROW_FUNCTION.format(name=name, id=ids.format(number=number))
        yield (
            f"CREATE TRIGGER {name} AFTER UPDATE OF experiment_id, {column} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def down(migrator, db):
    names = ["experiment_words_note_review"]
    names += [
        f"experiment_words_note_{table}_{event}"
        for table in COUNTED
        for event in EVENTS
    ]
    for name in names:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {name}")
        else:
            db.execute_sql(f"DROP FUNCTION {name}() CASCADE")
