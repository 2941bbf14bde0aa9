"""An index of the few comments that ask, for the question in Tuesday's mail."""


def up(migrator, db):
    db.execute_sql('CREATE INDEX "comment_asks" ON "comment" ("at") WHERE "asks"')


def down(migrator, db):
    db.execute_sql('DROP INDEX "comment_asks"')
