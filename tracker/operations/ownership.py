"""What in a PostgreSQL database is the product's, and what keeps its role from
replacing that.

A database is seldom empty: a DBA's extensions, other people's views and tables lie
beside ours, and the schema may belong to somebody else. Ours is what belongs to the
role that owns our tables, in the schema that they lie in, and no extension. All of this
only reads the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import peewee

from tracker.schema import MODELS

HISTORY = "schema_migration"
KNOWN = (HISTORY, *(noun._meta.table_name for noun in MODELS))
KINDS = {
    "r": "TABLE",
    "p": "TABLE",
    "f": "FOREIGN TABLE",
    "v": "VIEW",
    "m": "MATERIALIZED VIEW",
}
KINDS["S"] = "SEQUENCE"
DROPPED_FIRST = ("MATERIALIZED VIEW", "VIEW", "TABLE", "FOREIGN TABLE", "SEQUENCE")

# A sequence behind a column comes and goes with its table.
RELATIONS = """
SELECT c.relname, c.relkind::text, r.rolname, pg_has_role(c.relowner, 'USAGE')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))
ORDER BY c.relname
"""
ROUTINES = """
SELECT format('%%I.%%I(%%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
    r.rolname, pg_has_role(p.proowner, 'USAGE')
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_depend d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1
"""
# Views that read a relation of ours, and tables that point at one; our own among them are left out.
DEPENDENTS = """
SELECT DISTINCT v.oid, format('%%I.%%I', vn.nspname, v.relname), c.relname
FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class
JOIN pg_namespace vn ON vn.oid = v.relnamespace
JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND v.oid <> c.oid
AND n.nspname = current_schema() AND c.relname = ANY(%(ours)s)
AND NOT (vn.nspname = current_schema() AND v.relname = ANY(%(ours)s))
UNION SELECT v.oid, format('%%I.%%I', vn.nspname, v.relname), c.relname
FROM pg_constraint k JOIN pg_class v ON v.oid = k.conrelid
JOIN pg_namespace vn ON vn.oid = v.relnamespace
JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND n.nspname = current_schema() AND c.relname = ANY(%(ours)s)
AND NOT (vn.nspname = current_schema() AND v.relname = ANY(%(ours)s))
ORDER BY 2, 3
"""


@dataclass(frozen=True)
class Relation:
    """A table, view or sequence of the schema that comes first in the search path.

    Attributes:
        kind: As ``DROP`` wants it.
        owner: The role that it belongs to.
        replaceable: Whether the role that asks may drop it.
        ours: Whether it is the product's.
    """

    name: str
    kind: str
    owner: str
    replaceable: bool
    ours: bool


def schema_name(db: peewee.Database) -> str | None:
    """Name of the schema that the product's tables lie in; None when the role has none
    to work in.
    """
    return db.execute_sql("SELECT current_schema()").fetchone()[0]


def quoted(*names: str) -> str:
    """A name as SQL wants it, whatever stands in it."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def relations(db: peewee.Database) -> list[Relation]:
    """Everything with rows in our schema that belongs to no extension, ours and others'."""
    found = db.execute_sql(RELATIONS).fetchall()
    owners = _owners(db, found)
    return [
        Relation(name, KINDS[kind], owner, may, ours=owner in owners or name in KNOWN)
        for name, kind, owner, may in found
    ]


def tables(db: peewee.Database) -> list[str]:
    """Names of the product's own tables; another's that lie beside them may not even be
    readable.
    """
    return [each.name for each in relations(db) if each.ours and each.kind == "TABLE"]


def removal(db: peewee.Database) -> str:
    """SQL that drops all that is ours and nothing else; the schema, which may not be
    ours, stays.
    """
    schema = schema_name(db)
    ours = [each for each in relations(db) if each.ours]
    lines = []
    for kind in DROPPED_FIRST:
        if names := [quoted(schema, each.name) for each in ours if each.kind == kind]:
            lines.append(f"DROP {kind} IF EXISTS {', '.join(names)};")
    owners = _owners(db, db.execute_sql(RELATIONS).fetchall())
    for routine, owner, _ in db.execute_sql(ROUTINES).fetchall():
        if owner in owners:
            lines.append(f"DROP ROUTINE IF EXISTS {routine};")
    return "\n".join(lines)


def obstacles(db: peewee.Database) -> Iterator[tuple[str, str]]:
    """What would keep a restore from replacing the product's tables: each a sentence
    with its cure.
    """
    yield from missing_rights(db)
    schema = schema_name(db)
    if schema is not None:
        role = db.execute_sql("SELECT current_user").fetchone()[0]
        yield from _not_replaceable(db, schema, role)
        yield from _dependents(db)


def missing_rights(db: peewee.Database) -> Iterator[tuple[str, str]]:
    """What would keep the role from making tables: each a sentence with its cure."""
    encoding = db.execute_sql("SHOW server_encoding").fetchone()[0]
    if encoding != "UTF8":
        said = (
            f"The database has the encoding {encoding}: not every name can be written."
        )
        name = quoted(db.execute_sql("SELECT current_database()").fetchone()[0])
        yield said, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
    schema = schema_name(db)
    role = db.execute_sql("SELECT current_user").fetchone()[0]
    if schema is None:
        said = f"The role {role} has no schema to make tables in."
        yield said, f"CREATE SCHEMA {quoted(role)} AUTHORIZATION {quoted(role)}"
        return
    if db.execute_sql("SHOW transaction_read_only").fetchone()[0] == "on":
        yield (
            "The database is read-only.",
            "Name the one that is written to in DATABASE_URL.",
        )
    may_create = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
    if not db.execute_sql(may_create).fetchone()[0]:
        said = f"The role {role} may not make tables in the schema {schema}."
        yield said, f"GRANT CREATE ON SCHEMA {quoted(schema)} TO {quoted(role)}"


def _owners(db: peewee.Database, found: list[tuple]) -> set[str]:
    """The roles that our tables belong to; before there are any, the one that asks."""
    owners = {owner for name, _, owner, _ in found if name in KNOWN}
    return owners or {db.execute_sql("SELECT current_user").fetchone()[0]}


def _not_replaceable(
    db: peewee.Database, schema: str, role: str
) -> Iterator[tuple[str, str]]:
    foreign = [each for each in relations(db) if each.ours and not each.replaceable]
    for each in foreign[:1]:
        message = (
            f"{len(foreign)} tables of the product belong to the role {each.owner}"
            f" ({each.name} …), and {role} may not replace them."
        )
        yield (
            message,
            f"ALTER TABLE {quoted(schema, each.name)} OWNER TO {quoted(role)}, and so on",
        )
    owners = _owners(db, db.execute_sql(RELATIONS).fetchall())
    routines = db.execute_sql(ROUTINES).fetchall()
    foreign = [name for name, owner, may in routines if owner in owners and not may]
    for name in foreign[:1]:
        said = f"{len(foreign)} functions of the product are another role's ({name} …)"
        said += f", and {role} may not replace them."
        yield said, f"ALTER FUNCTION {name} OWNER TO {quoted(role)}, and so on"


def _dependents(db: peewee.Database) -> Iterator[tuple[str, str]]:
    ours = [each.name for each in relations(db) if each.ours]
    for _, name, table in db.execute_sql(DEPENDENTS, {"ours": ours}).fetchall()[:1]:
        said = f"{name} is not the product's and builds on its table {table}: it would be lost."
        yield said, f"Drop {name} before a restore, and make it again afterwards."
