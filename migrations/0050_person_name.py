"""An index of people by name: in that order they are listed, and read to be suggested."""


def up(migrator, db):
    db.execute_sql('CREATE INDEX "person_name_id" ON "person" ("name", "id")')


def down(migrator, db):
    db.execute_sql('DROP INDEX "person_name_id"')
