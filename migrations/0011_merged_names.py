"""Units and tags that were merged into others, units that are closed, addresses that refuse
mail, and files as evidence; and mail addresses with their domain in its own letters.
"""

from peewee import SqliteDatabase

COLUMNS = (
    'ALTER TABLE "unit" ADD COLUMN "closed_at" TIMESTAMP',
    'ALTER TABLE "unit" ADD COLUMN "merged_into_id" INTEGER'
    ' REFERENCES "unit" ("id") ON DELETE RESTRICT',
    'CREATE INDEX "unit_merged_into_id" ON "unit" ("merged_into_id")',
    'ALTER TABLE "tag" ADD COLUMN "merged_into_id" INTEGER'
    ' REFERENCES "tag" ("id") ON DELETE CASCADE',
    'CREATE INDEX "tag_merged_into_id" ON "tag" ("merged_into_id")',
)
TABLES = (
    """CREATE TABLE "document" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "file" VARCHAR(80) NOT NULL CHECK (length("file") <= 80),
  "name" VARCHAR(120) NOT NULL CHECK (length("name") <= 120),
  "size" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
)""",
    'CREATE INDEX "document_experiment_id" ON "document" ("experiment_id")',
    'CREATE UNIQUE INDEX "document_file" ON "document" ("file")',
    'CREATE INDEX "document_by_id" ON "document" ("by_id")',
    'CREATE UNIQUE INDEX "document_public_id" ON "document" ("public_id")',
    """CREATE TABLE "mail_refusal" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "email" VARCHAR(254) NOT NULL CHECK (length("email") <= 254),
  "reason" VARCHAR(300) NOT NULL CHECK (length("reason") <= 300),
  "at" TIMESTAMP NOT NULL
)""",
    'CREATE UNIQUE INDEX "mail_refusal_email" ON "mail_refusal" ("email")',
    'CREATE INDEX "mail_refusal_at" ON "mail_refusal" ("at")',
)

# The tables are written for PostgreSQL, whose types say more; SQLite calls them so
SQLITE_TYPES = {"SERIAL": "INTEGER", "BIGINT": "INTEGER", "TIMESTAMP": "DATETIME"}


def up(migrator, db):
    for sql in COLUMNS + TABLES:
        if isinstance(db, SqliteDatabase):
            for name, sqlite_name in SQLITE_TYPES.items():
                sql = sql.replace(f" {name}", f" {sqlite_name}")
        db.execute_sql(sql)
    write_domains_in_their_own_letters(db)


def down(migrator, db):
    db.execute_sql('DROP TABLE "mail_refusal"')
    db.execute_sql('DROP TABLE "document"')
    db.execute_sql('DROP INDEX "tag_merged_into_id"')
    db.execute_sql('ALTER TABLE "tag" DROP COLUMN "merged_into_id"')
    db.execute_sql('DROP INDEX "unit_merged_into_id"')
    db.execute_sql('ALTER TABLE "unit" DROP COLUMN "merged_into_id"')
    db.execute_sql('ALTER TABLE "unit" DROP COLUMN "closed_at"')


def write_domains_in_their_own_letters(db):
    """So that an address is one account, whichever way its domain is written; where both
    ways have one already, each stays as it is.
    """
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    for table in ("person", "one_time_link"):
        rows = db.execute_sql(
            f"SELECT id, email FROM {table} WHERE email LIKE {mark}", ("%@%xn--%",)
        ).fetchall()
        for id, email in rows:
            local, _, domain = email.rpartition("@")
            try:
                address = f"{local}@{domain.encode().decode('idna')}"
            except UnicodeError:
                continue
            there = f"SELECT 1 FROM {table} WHERE email = {mark}"
            if (
                table == "one_time_link"
                or not db.execute_sql(there, (address,)).fetchone()
            ):
                db.execute_sql(
                    f"UPDATE {table} SET email = {mark} WHERE id = {mark}",
                    (address, id),
                )
