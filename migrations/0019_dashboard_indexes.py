"""What the measures of a quarter need, so that they look at that quarter only, and at no text."""


def up(migrator, db):
    for name in REPLACED:
        db.execute_sql(f'DROP INDEX "{name}"')
    for name, index in INDEXES.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON {index}')


def down(migrator, db):
    for name in INDEXES:
        db.execute_sql(f'DROP INDEX "{name}"')
    for name, index in REPLACED.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON {index}')


REPLACED = {
    "experiment_withheld": '"experiment" ("withheld")',
    "conclusion_concluded_on": '"conclusion" ("concluded_on")',
    "conclusion_experiment_id_outcome": '"conclusion" ("experiment_id", "outcome")',
}
INDEXES = {
    "experiment_started_on_unit_id_platform_id": (
        '"experiment" ("started_on", "unit_id", "platform_id")'
    ),
    "experiment_stage_ends_on_unit_id_platform_id": (
        '"experiment" ("stage", "ends_on", "unit_id", "platform_id")'
    ),
    "experiment_withheld": '"experiment" ("unit_id") WHERE "withheld"',
    "experiment_by_name": (
        """"experiment" ("author_id", "published_at")
        WHERE ((("stage" != 'draft') AND NOT "withheld") AND ("source" IS NULL))"""
    ),
    "experiment_counted": (
        """"experiment" ("id", "unit_id", "platform_id", "author_id", "withheld", "stage", "published_at",
        "started_on", "starts_on", "ends_on", "hours", "cost", "baseline", "metric")"""
    ),
    "conclusion_experiment_id_outcome_concluded_on": (
        '"conclusion" ("experiment_id", "outcome", "concluded_on")'
    ),
    "conclusion_counted": (
        """"conclusion" ("concluded_on", "outcome", "experiment_id", "decision", "result",
        ("surprise" <> ''), ("reason" <> ''))"""
    ),
    "lesson_id_experiment_id_stated_at": '"lesson" ("id", "experiment_id", "stated_at")',
}
