"""The audit log keeps a year, whatever a wrong number in the settings says."""

from peewee import SqliteDatabase


def up(migrator, db):
    _guard(db, least=365)


def down(migrator, db):
    _guard(db, least=None)


def _guard(db, least):
    if isinstance(db, SqliteDatabase):
        days = f"MAX({PERIOD}, {least})" if least else PERIOD
        db.execute_sql("DROP TRIGGER act_stays_on_delete")
        db.execute_sql(
            "CREATE TRIGGER act_stays_on_delete BEFORE DELETE ON act WHEN OLD.at > datetime('now',"
            f" '-' || {days} || ' days') BEGIN SELECT RAISE(ABORT, 'the audit log keeps this until"
            " its retention period is over'); END"
        )
        return
    days = f"GREATEST({PERIOD}, {least})" if least else PERIOD
    db.execute_sql(
        "CREATE OR REPLACE FUNCTION act_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'DELETE' AND OLD.at <= (now() AT TIME ZONE 'UTC') - make_interval(days =>"
        f" {days}) THEN RETURN OLD; END IF; RAISE EXCEPTION 'the audit log keeps this until its"
        " retention period is over' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )


PERIOD = "COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'audit_days'), 730)"
