"""Indexes of what is suggested at each key press: people by name, attempts by title."""


def up(migrator, db):
    db.execute_sql('CREATE INDEX "person_name_id" ON "person" ("name", "id")')
    db.execute_sql('DROP INDEX "experiment_published_at_id"')
    db.execute_sql(
        'CREATE INDEX "experiment_published_at_id_title" ON "experiment"'
        ' ("published_at", "id", "title")'
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "experiment_published_at_id_title"')
    db.execute_sql(
        'CREATE INDEX "experiment_published_at_id" ON "experiment" ("published_at", "id")'
    )
    db.execute_sql('DROP INDEX "person_name_id"')
