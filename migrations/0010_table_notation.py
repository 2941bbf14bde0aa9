"""How somebody wants table files to be written."""


def up(migrator, db):
    db.execute_sql(
        'ALTER TABLE "person" ADD COLUMN "table_notation" VARCHAR(20)'
        " CHECK (\"table_notation\" IN ('danish', 'international'))"
    )


def down(migrator, db):
    db.execute_sql('ALTER TABLE "person" DROP COLUMN "table_notation"')
