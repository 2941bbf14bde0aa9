"""What the measures of a quarter need, so that they look at that quarter only."""


def up(migrator, db):
    for name, (table, columns) in INDEXES.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ({", ".join(columns)})')


def down(migrator, db):
    for name in INDEXES:
        db.execute_sql(f'DROP INDEX "{name}"')


INDEXES = {
    "experiment_started_on": ("experiment", ['"started_on"']),
    "experiment_stage_ends_on": ("experiment", ['"stage"', '"ends_on"']),
}
