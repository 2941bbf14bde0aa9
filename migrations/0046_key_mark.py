"""The installation remembers by a mark which SECRET_KEY its machines share."""


def up(migrator, db):
    db.execute_sql('ALTER TABLE "installation" ADD COLUMN "key_mark" CHAR(32)')


def down(migrator, db):
    db.execute_sql('ALTER TABLE "installation" DROP COLUMN "key_mark"')
