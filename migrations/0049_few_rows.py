"""Indexes of the few rows that pages look for among very many: what leaders said,
questions, and who leads. And what the dashboard counts stands in its indexes again, so
that no row is read: whether there is a criterion, whether it could tell, whether there
were critical replies, and when somebody commented or endorsed.
"""

NEW = {
    "comment_by_leader": (
        '"comment" ("experiment_id", "at", "person_id")'
        ' WHERE ("by_leader" AND ("removed_at" IS NULL))'
    ),
    "comment_question": (
        '"comment" ("at") WHERE'
        """ ((("asks" OR (RTRIM("body", '?') != "body")) AND ("removed_at" IS NULL))"""
        ' AND ("hidden_at" IS NULL))'
    ),
    "person_leader": (
        """"person" ("role") WHERE (("role" = 'leader') AND ("disabled_at" IS NULL))"""
    ),
}
# Name to its table, its columns before, and those that are added
WIDENED = {
    "conclusion_counted": (
        "conclusion",
        '"concluded_on", "outcome", "experiment_id", "decision", "result",'
        """ ("surprise" <> ''), ("reason" <> '')""",
        """("pushback" <> ''), "could_tell\"""",
    ),
    "experiment_counted": (
        "experiment",
        '"id", "unit_id", "platform_id", "author_id", "withheld", "stage", "published_at",'
        ' "started_on", "starts_on", "ends_on", "review_on", "hours", "cost", "baseline",'
        ' "metric"',
        """"criterion_afterwards", ("criterion" <> '')""",
    ),
}
# Tables whose index of the person now tells the moment, too
BY_PERSON = ("comment", "endorsement")


def up(migrator, db):
    for name, rows in NEW.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON {rows}')
    for name, (table, columns, added) in WIDENED.items():
        db.execute_sql(f'DROP INDEX "{name}"')
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ({columns}, {added})')
    for table in BY_PERSON:
        name = f"{table}_person_id"
        db.execute_sql(f'CREATE INDEX "{name}_at" ON "{table}" ("person_id", "at")')
        db.execute_sql(f'DROP INDEX "{name}"')


def down(migrator, db):
    for name in NEW:
        db.execute_sql(f'DROP INDEX "{name}"')
    for name, (table, columns, _) in WIDENED.items():
        db.execute_sql(f'DROP INDEX "{name}"')
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ({columns})')
    for table in BY_PERSON:
        name = f"{table}_person_id"
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ("person_id")')
        db.execute_sql(f'DROP INDEX "{name}_at"')
