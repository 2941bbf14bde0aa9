"""Indexes of the few rows that pages look for among very many: what leaders said, the
questions that are open, who leads, and what met critical replies.
"""

INDEXES = {
    "comment_by_leader": (
        '"comment" ("experiment_id", "at", "person_id")'
        ' WHERE ("by_leader" AND ("removed_at" IS NULL))'
    ),
    "comment_question": (
        '"comment" ("at") WHERE'
        """ (((("asks" OR (RTRIM("body", '?') != "body")) AND ("parent_id" IS NULL))"""
        ' AND ("removed_at" IS NULL)) AND ("hidden_at" IS NULL))'
    ),
    "person_leader": (
        """"person" ("id") WHERE (("role" = 'leader') AND ("disabled_at" IS NULL))"""
    ),
    "conclusion_pushback": (
        '"conclusion" ("concluded_on", "experiment_id", "decision")'
        """ WHERE ("pushback" != '')"""
    ),
}


def up(migrator, db):
    for name, rows in INDEXES.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON {rows}')


def down(migrator, db):
    for name in INDEXES:
        db.execute_sql(f'DROP INDEX "{name}"')
