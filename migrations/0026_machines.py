"""What an errand needs of a machine, where a list lies, and which folder of files is the one."""

from peewee import *


def up(migrator, db):
    class Installation(Model):
        mark = FixedCharField(max_length=32)
        host = CharField(max_length=100, constraints=[Check('length("host") <= 100')])
        begun_at = DateTimeField()
        backed_up_at = DateTimeField(null=True)

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [Check("id = 1")]

    db.create_tables([Installation])
    db.execute_sql(
        'ALTER TABLE "errand" ADD COLUMN "needs" VARCHAR(60) CHECK (length("needs") <= 60)'
    )
    db.execute_sql(
        'ALTER TABLE "import" ADD COLUMN "place" VARCHAR(32) CHECK (length("place") <= 32)'
    )
    db.execute_sql("UPDATE errand SET needs = 'backups' WHERE kind = 'backup'")


def down(migrator, db):
    db.execute_sql('DROP TABLE "installation"')
    db.execute_sql('ALTER TABLE "errand" DROP COLUMN "needs"')
    db.execute_sql('ALTER TABLE "import" DROP COLUMN "place"')
