"""Indexes of what pages count: the colleagues who are here, and those of a unit."""


def up(migrator, db):
    db.execute_sql(
        'CREATE INDEX "person_disabled_at_unit_id" ON "person" ("disabled_at", "unit_id")'
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "person_disabled_at_unit_id"')
