"""The review day, whether an attempt could tell, and the run that imported a row."""

from peewee import SqliteDatabase

OLD_INDEXES = (
    (
        '"experiment_stage_ends_on_unit_id_platform_id"',
        '"stage", "ends_on", "unit_id", "platform_id"',
    ),
    (
        '"experiment_platform_id_unit_id_stage_visibility_ends_on__bfc039a"',
        '"platform_id", "unit_id", "stage", "visibility", "ends_on", "author_id",'
        ' "published_at", "hidden_at"',
    ),
    (
        '"experiment_counted"',
        '"id", "unit_id", "platform_id", "author_id", "withheld", "stage",'
        ' "published_at", "started_on", "starts_on", "ends_on", "hours", "cost",'
        ' "baseline", "metric"',
    ),
)
NEW_INDEXES = (
    (
        '"experiment_stage_review_on_unit_id_platform_id"',
        '"stage", "review_on", "unit_id", "platform_id"',
    ),
    (
        '"experiment_platform_id_unit_id_stage_visibility_review_o_5bfd6e5"',
        '"platform_id", "unit_id", "stage", "visibility", "review_on", "author_id",'
        ' "published_at", "hidden_at"',
    ),
    (
        '"experiment_counted"',
        '"id", "unit_id", "platform_id", "author_id", "withheld", "stage",'
        ' "published_at", "started_on", "starts_on", "ends_on", "review_on", "hours",'
        ' "cost", "baseline", "metric"',
    ),
    ('"experiment_import_job_id"', '"import_job_id"'),
)

NEW_COLUMNS = (
    'ALTER TABLE "experiment" ADD COLUMN "review_on" DATE'
    " CHECK (stage <> 'running' OR review_on IS NOT NULL)",
    'ALTER TABLE "experiment" ADD COLUMN "import_job_id" INTEGER'
    ' REFERENCES "import" ("id") ON DELETE SET NULL',
    'ALTER TABLE "conclusion" ADD COLUMN "could_tell" VARCHAR(20)'
    " CHECK (\"could_tell\" IN ('yes', 'barely', 'no'))",
)

# What has begun is looked at on its last day, or without one two weeks after its start
TWO_WEEKS_ON = {
    True: "date(started_on, '+14 days')",
    False: "started_on + 14",
}
REVIEW_DAYS = (
    "UPDATE experiment SET review_on ="
    " CASE WHEN ends_on >= started_on THEN ends_on ELSE {two_weeks_on} END"
)


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    drop(db, OLD_INDEXES)
    # A CHECK is tried on the rows that are there: those under way wait aside meanwhile
    db.execute_sql(
        "CREATE TEMPORARY TABLE under_way AS"
        " SELECT id FROM experiment WHERE stage = 'running'"
    )
    db.execute_sql("UPDATE experiment SET stage = 'planned' WHERE stage = 'running'")
    for statement in NEW_COLUMNS:
        db.execute_sql(statement)
    review_days = REVIEW_DAYS.format(two_weeks_on=TWO_WEEKS_ON[is_sqlite])
    db.execute_sql(
        f"{review_days}, stage = 'running' WHERE id IN (SELECT id FROM under_way)"
    )
    db.execute_sql("DROP TABLE under_way")
    create(db, NEW_INDEXES)


def down(migrator, db):
    drop(db, NEW_INDEXES)
    db.execute_sql('ALTER TABLE "conclusion" DROP COLUMN "could_tell"')
    db.execute_sql('ALTER TABLE "experiment" DROP COLUMN "import_job_id"')
    db.execute_sql('ALTER TABLE "experiment" DROP COLUMN "review_on"')
    create(db, OLD_INDEXES)


def drop(db, indexes):
    for name, _columns in indexes:
        db.execute_sql(f"DROP INDEX {name}")


def create(db, indexes):
    for name, columns in indexes:
        db.execute_sql(f'CREATE INDEX {name} ON "experiment" ({columns})')
