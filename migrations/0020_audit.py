"""The audit log, append-only at the database."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Act(Base):
        at = DateTimeField(index=True)
        by = IntegerField(null=True, index=True)
        what = CharField(max_length=40, constraints=[Check('length("what") <= 40')])
        kind = CharField(max_length=20, constraints=[Check('length("kind") <= 20')])
        on = IntegerField(null=True, index=True, column_name="on_id")
        detail = CharField(
            max_length=200, constraints=[Check('length("detail") <= 200')]
        )
        request = CharField(
            max_length=64, constraints=[Check('length("request") <= 64')]
        )

    db.create_tables([Act])
    for statement in KEPT_SQLITE if isinstance(db, SqliteDatabase) else KEPT_POSTGRES:
        db.execute_sql(statement)


def down(migrator, db):
    db.execute_sql('DROP TABLE "act"')
    if not isinstance(db, SqliteDatabase):
        db.execute_sql("DROP FUNCTION act_stays")


PERIOD = "COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'audit_days'), 730)"
KEPT_SQLITE = (
    (
        "CREATE TRIGGER act_stays_on_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'the"
        " audit log is not changed'); END"
    ),
    (
        "CREATE TRIGGER act_stays_on_delete BEFORE DELETE ON act WHEN OLD.at > datetime('now', '-'"
        f" || {PERIOD} || ' days') BEGIN SELECT RAISE(ABORT, 'the audit log keeps this until its"
        " retention period is over'); END"
    ),
)
KEPT_POSTGRES = (
    (
        "CREATE FUNCTION act_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP ="
        f" 'DELETE' AND OLD.at <= (now() AT TIME ZONE 'UTC') - make_interval(days => {PERIOD}) THEN"
        " RETURN OLD; END IF; RAISE EXCEPTION 'the audit log keeps this until its retention period"
        " is over' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE TRIGGER act_stays BEFORE UPDATE OR DELETE ON act FOR EACH ROW EXECUTE FUNCTION"
        " act_stays()"
    ),
    (
        "CREATE TRIGGER act_is_not_emptied BEFORE TRUNCATE ON act FOR EACH STATEMENT EXECUTE"
        " FUNCTION act_stays()"
    ),
)
