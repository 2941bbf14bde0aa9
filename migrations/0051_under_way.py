"""Indexes of the few rows that pages of all people begin with: attempts that are planned or
under way, by their time, and answers to critical reactions that are shown.
"""

UNDER_WAY = (
    'CREATE INDEX "experiment_under_way" ON "experiment" ("published_at", "id")'
    " WHERE (\"stage\" NOT IN ('draft', 'concluded'))"
)
SHARED = (
    'CREATE INDEX "conclusion_shared_answer" ON "conclusion"'
    ' ("pushback_shared", "experiment_id") WHERE ("pushback_shared" IS NOT NULL)'
)
ALL = 'CREATE INDEX "conclusion_pushback_shared" ON "conclusion" ("pushback_shared")'


def up(migrator, db):
    db.execute_sql(UNDER_WAY)
    db.execute_sql(SHARED)
    db.execute_sql('DROP INDEX "conclusion_pushback_shared"')


def down(migrator, db):
    db.execute_sql(ALL)
    db.execute_sql('DROP INDEX "conclusion_shared_answer"')
    db.execute_sql('DROP INDEX "experiment_under_way"')
